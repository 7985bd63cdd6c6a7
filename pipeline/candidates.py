"""Candidates: the places of a page where a sentence may end or a repair may be needed, found in one look at all of it.

The look is cheap and generous; spaCy and the rules of `repair` judge only what it finds.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from pipeline.shape import OTHER, Shape
from pipeline.spans import places

AFTER_SPACE = re.compile(rb" [A0\"(" + OTHER + rb",;:.!?]")
SMALL_AFTER_STOP = re.compile(rb"\. a")
CLAUSE = re.compile(rb" Aa++ a")  # a word with a capital, and no other behind it
SPACE, DIGIT, CAPITAL_LETTER, SMALL_LETTER, FULL_STOP = b" 0Aa."
LETTER_OR_DIGIT = frozenset(b"A0")
SPACED = frozenset(",;:.!?，；。")
ENDS = frozenset(".!?。！？")
GLUED_STOP = re.compile(r"\.(?<=[a-z]{2}\.)(?=[A-Z][a-z])")  # 'data security.Carry out'
WIDE_ENDS = "。！？"  # no space stands behind these
CLOSERS = frozenset('"”’)）')
JOINED = frozenset(".:!?。：")  # behind one of these, a capital is no sign of a joint
CAPITAL = re.compile(r"[A-ZÀ-Þ][a-zß-ÿ]+(?:-[a-zß-ÿ]{2,})*(?![\w’'-]|\s+(?:(?:of|and|for|the|&)\s+){0,2}[A-ZÀ-Þ])")
DOUBLED = re.compile(r" ([a-zß-ÿ]{2,}) \1(?![\w-])")
DOUBLED_HEAD = re.compile(r" ([A-Z][a-z]{3,}+) {1,2}(?i:\1)(?![\w-])")
SPACED_OUT = re.compile(r" ([a-zß-ÿ]{2,}) +\1(?![\w-])")
OPENING = frozenset('"“(（')
DOUBLED_ALLOWED = frozenset({"that", "had"})


@dataclass(slots=True)
class Candidates:
    """Offsets in code points, in order: marks that could end a sentence, places for a rule of `repair` with its name,
    and semicolons."""

    stops: list[int] = field(default_factory=list)
    suspects: list[tuple[int, str]] = field(default_factory=list)
    semicolons: list[int] = field(default_factory=list)


def candidates(text: str, shape: Shape) -> Candidates:
    """The candidates of `text`, whose shape is `shape`."""
    found = Candidates()
    kinds, stops, suspects = shape.kinds, found.stops, found.suspects
    for space in [match.start() for match in AFTER_SPACE.finditer(kinds)]:
        kind, before = kinds[space + 1], kinds[space - 1]
        if before == SPACE and text[space - 1] == "\n":
            continue  # behind an empty line a paragraph starts
        if before == FULL_STOP and kind in LETTER_OR_DIGIT and space:
            stops.append(space - 1)  # most places: behind an item's number, or a sentence's end
        elif before == SMALL_LETTER and kind == CAPITAL_LETTER:
            if not _in_name(kinds, space):
                if CAPITAL.match(text, space + 1):
                    suspects.append((space + 1, "stray-capital"))
            elif CLAUSE.match(kinds, space):
                suspects.append((space + 1, "capital-behind-name"))
        else:
            _judge_place(text, kinds, space, found)
    found.semicolons = places(text, ";", "；")
    _closed_stops(text, kinds, found)
    _doubled_words(text, shape.tidy and "\r" not in text, found)
    glued = [(at + 1, "capital-after-semicolon") for at in found.semicolons if kinds[at + 1 : at + 2] == b"A"]
    lost = [
        (m.start(), "lost-capital") for m in SMALL_AFTER_STOP.finditer(kinds) if kinds[m.start() - 1] == SMALL_LETTER
    ]
    if glued or lost:
        found.suspects = sorted([*found.suspects, *glued, *lost])
    return found


def _in_name(kinds: bytes, end: int) -> bool:
    """Has the word that ends at `end` a capital? Then one behind it only opens one more word of a name."""
    word = kinds[kinds.rfind(b" ", 0, end) + 1 : end]
    return word[:1] == b"A" and word.isalpha()


def _judge_place(text: str, kinds: bytes, space: int, found: Candidates) -> None:
    """What the rarer kinds of places are, the one behind `space` among them."""
    first = text[space + 1]
    if first in SPACED:
        behind = kinds[space + 2 : space + 3]
        if behind in (b" ", b"") or (behind in (b"a", b"A") and first in ",;，；"):
            found.suspects.append((space + 1, "spaced-punctuation"))
        return
    end = len(kinds[: space + 1].rstrip(b" ")) if kinds[space - 1] == SPACE else space
    if end == 0:
        return
    last = text[end - 1]
    if last in ENDS or (last in CLOSERS and text[end - 2 : end - 1] in ENDS):
        if first.isalnum() or first in OPENING:
            found.stops.append(end - 1 if last in ENDS else end - 2)
        return
    if kinds[space + 1] != CAPITAL_LETTER or last in JOINED or kinds[end - 1] == DIGIT or _in_name(kinds, end):
        return
    if CAPITAL.match(text, space + 1):
        found.suspects.append((space + 1, "capital-after-semicolon" if last in ";；" else "stray-capital"))


def _closed_stops(text: str, kinds: bytes, found: Candidates) -> None:
    """Marks without a space behind them."""
    wide = places(text, *WIDE_ENDS)
    behind = [at for at in wide if kinds[at + 1 : at + 2] not in (b" ", b"")]
    behind += [match.start() for match in GLUED_STOP.finditer(text)]
    if behind:
        found.stops = sorted({*found.stops, *behind})


def _doubled_words(text: str, tidy: bool, found: Candidates) -> None:
    flat = text.replace("\n", " ").replace("\r", " ").replace("\t", " ").replace("\u00a0", " ")
    doubled = DOUBLED if tidy else SPACED_OUT
    again = [(m.end(1), "doubled-word") for m in doubled.finditer(flat) if m[1] not in DOUBLED_ALLOWED]
    again += [(m.end(1), "doubled-capital") for m in DOUBLED_HEAD.finditer(flat)]
    if again:
        found.suspects = sorted([*found.suspects, *again])
