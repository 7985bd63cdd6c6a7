"""What a reader does not see: zero-width spaces and soft hyphens that a page is sprinkled with, the marks of its markup
('## Office', '**Level:** _Division level_', '【Office】', '[Level] Division level', '├ Office', '* Office *', the
address of a link), and the number of a printed page inside a sentence.

They may stand in the middle of any word, so no pattern could allow for them. A page that has some is read without them,
and what was read is put back to its places in the source: only deletions lie between the two, and single brackets that
are read as another sign, so the places are exact. Each is recorded as a repair.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import pairwise
from operator import itemgetter
from typing import Any

from pipeline.block import LABELS
from pipeline.profile import Profile
from pipeline.source import Source
from pipeline.spans import COLONS, Span

CHARACTERS = "\u00ad\u200b\u200c\u200d\u2060\ufeff"
INVISIBLE = re.compile(f"[{CHARACTERS}]+")
# Each group is a mark; what stands between them is read.
MARKUP = re.compile(
    r"""(?mx)
    ^[^\S\r\n]*(\#{1,6}[ \t]+|[─-╿][─-╿ \t]*)(?=\S)
    | (?<=\d)(\\)(?=[.)])
    | (\*\*)(?=\S)[^*\r\n]*[^*\s](\*\*)
    | ^[^\S\r\n]*(={2,6}[ \t]*)(?=[^\s=])[^=\r\n]*?([ \t]*={2,6})(?=[ \t]*\r?$)
    | (''')(?=\S)[^'\r\n]*[^'\s](''')
    | (_)(?<=[\s:：(]_)(?=[^\s_])[^_\r\n]{1,80}(?<!\s)(_)(?=[\s.,;)]|\Z)
    """
)
# '【Level】 Division level', '[Duties]': square brackets hold all kinds of things, so these are asked what.
BRACKETED = re.compile(r"([\[［〔【])([^\W\d_][^\[\]［］〔〕【】\r\n]{1,80})([\]］〕】])[ \t]*(?![\[(（\]])")
BRACKETS = "[［〔【"
LENTICULAR = "【"
VALUE = re.compile(r"[^\r\n.;:。；：]{1,80}")
LINE_ENDS = ("", "\r", "\n")
STOPS = (".", ";", "。", "；")
NEAR = 12
# Between a line that ends in a small letter and one that starts with one: both are of one sentence.
PAGE_NUMBER = re.compile(
    r"""(?x)
    \n(?:(?<=[a-z,]\n)|(?<=[a-z,]\ \n)|(?<=[a-z,]\r\n))
    ([ \t]*(?:[-–—]\ ?\d{1,4}\ ?[-–—]|[Pp]age\ \d{1,4}(?:\ of\ \d{1,4})?)[ \t]*\r?\n)(?=[ \t]*[a-z])
    """
)
# A reference to a note of a wiki or a report, right behind a word or a full stop: 'Department of Arts[3]'.
REFERENCE = re.compile(r"(?<=[^\s\[])((?:\[(?:\d{1,3}|[a-z]|note \d{1,3}|citation needed|edit)\])+)(?=[\s.,;:]|\Z)")
IN_BRACKETS = re.compile(r"(?m)^[^\S\r\n]*\[\d")  # so a page may number its items
# The marks of a link around its words: '[Tax Section](/tax.html)'.
URL = rf"[^()\s*\\{CHARACTERS}]{{0,300}}"
LINK = re.compile(
    r"(?<!!)(\[)[^\[\]\r\n]{1,120}(\]\((?:[a-z]{2,8}:|www\.|[./#]|[\w-]{1,60}[./])" + rf"{URL}(?:\({URL}\){URL})?\))"
)
LINKED = "]("
# What a line is set off with: '* Mail Office *', '! Mail Office *', '=== Mail Office ===', 'Mail Office *'.
BEHIND_LINE = re.compile(r"(?:\*{1,3}|={2,6}|~{1,6}|_{2,6})(?=[^\S\r\n]*\r?(?:\n|\Z))")
LINE_WITHIN = re.compile(r"[^\S\r\n]*([*!=~_#]{1,6}[^\S\r\n]*)?[^\W_][^*!=~_\r\n]*(?<=[\w)）])([^\S\r\n]*)\Z")
LONGEST_LINE = 120
BEHIND_SIGNS = ("*", "=", "~", "_")
# Other marks that end a line or a page; each is read as one line feed.
BREAKS = "\v\f\x85\u2028\u2029"
LINE_FEEDS = dict.fromkeys(map(ord, BREAKS), "\n")
SIGNS = ("*", "#", "_", "\\", "├", "└", "│", "=")  # single characters: a search for two takes many times as long


@dataclass(frozen=True, slots=True)
class Hidden:
    """The runs of characters of a text that are not read, and the offset in the rest at which each was taken out."""

    text: str
    runs: list[tuple[int, int]]
    taken: list[int]
    lengths: list[int]  # how many characters the runs before each run have, and all of them
    read: list[tuple[int, str]]  # the offsets in the text of the brackets that are read as another sign, and which

    @property
    def unread(self) -> list[tuple[int, int]]:
        """What is in the text and not read as words."""
        return [*self.runs, *((at, at + 1) for at, _ in self.read)]

    def start(self, offset: int) -> int:
        """The place in the source of the visible character at `offset`."""
        return offset + self.lengths[bisect_right(self.taken, offset)]

    def span(self, start: int, end: int) -> tuple[int, int]:
        """The place in the source of a span of the visible text."""
        if end == start:  # nothing, behind the character before it
            place = self.start(start - 1) + 1 if start else 0
            return place, place
        return self.start(start), self.start(end - 1) + 1


def without(source: Source, profile: Profile) -> tuple[Source, Hidden | None]:
    """`source` as a reader sees it, and what was hidden in it; None where nothing was."""
    text, square = source.text, list[Span]()
    read: list[tuple[int, str]] = []
    if any(bracket in text for bracket in BRACKETS):
        square, read = _bracketed(text, profile)
    if read:
        pieces = [text[s + 1 : e] for (s, _), (e, _) in pairwise([(-1, ""), *read, (len(text), "")])]
        text = "".join(piece + sign for piece, (_, sign) in zip(pieces, [*read, (0, "")], strict=True))
    if any(mark in text for mark in BREAKS):
        text = text.translate(LINE_FEEDS)
    runs = _apart([*_runs(text), *square])
    if not runs and text is source.text:
        return source, None
    lengths = [0]
    for s, e in runs:
        lengths.append(lengths[-1] + e - s)
    taken = [s - gone for (s, _), gone in zip(runs, lengths, strict=False)]
    shown = (text[s:e] for s, e in zip([0, *(e for _, e in runs)], [*(s for s, _ in runs), None], strict=True))
    return replace(source, text="".join(shown)), Hidden(source.text, runs, taken, lengths, read)


def _bracketed(text: str, profile: Profile) -> tuple[list[Span], list[tuple[int, str]]]:
    """The brackets around labels, and around lines of their own on a page that has such labels: those that are not
    read, and in order those that are read as another sign. In front of other words the closing one is read as a colon,
    and in the middle of a line the opening one ends it."""
    found: list[tuple[re.Match[str], bool, bool]] = []
    of_units = False
    for m in BRACKETED.finditer(text):
        before = text[max(0, m.start() - NEAR) : m.start()].rstrip(" \t")[-1:]
        behind = text[m.end() : m.end() + 1]
        opens = before in LINE_ENDS
        label = profile.labels.closing(m[2], 0)
        whole = label is not None and label[2] == len(m[2]) and profile.level(m[2])[0] is None
        goes_on = opens or before in STOPS
        if whole and found:
            goes_on = goes_on or VALUE.fullmatch(text, found[-1][0].end(), m.start()) is not None
        elif not whole:
            goes_on = (opens and behind in LINE_ENDS) or (m[1] == LENTICULAR and goes_on)
        if goes_on:
            found.append((m, opens, behind in LINE_ENDS or behind in COLONS))
            of_units |= m[1] == LENTICULAR or (label is not None and whole and label[0] in LABELS)
    if not of_units:
        return [], []
    runs = [m.span(1) for m, opens, _ in found if opens] + [m.span(3) for m, _, closes in found if closes]
    read = [(m.start(1), "\n") for m, opens, _ in found if not opens]
    read += [(m.start(3), ":") for m, _, closes in found if not closes]
    return runs, sorted(read)


def _runs(text: str) -> list[tuple[int, int]]:
    """The runs of `text` that are not read, but for the brackets around labels; in no order."""
    runs: list[tuple[int, int]] = []
    if any(sign in text for sign in SIGNS):
        runs = [m.span(group) for m in MARKUP.finditer(text) for group in range(1, MARKUP.groups + 1) if m[group]]
    if any(sign in text for sign in BEHIND_SIGNS):
        runs += _around_lines(text)
    runs += [m.span(1) for m in PAGE_NUMBER.finditer(text)]
    if LINKED in text:
        runs += [m.span(group) for m in LINK.finditer(text) for group in (1, 2)]
    if "]" in text and IN_BRACKETS.search(text) is None:
        runs += [m.span(1) for m in REFERENCE.finditer(text)]
    if any(character in text for character in CHARACTERS):
        runs += [m.span() for m in INVISIBLE.finditer(text)]
    return runs


def _around_lines(text: str) -> Iterator[tuple[int, int]]:
    """The marks behind a line's words, and those in front of them where both are there."""
    for behind in BEHIND_LINE.finditer(text):
        first = max(0, behind.start() - LONGEST_LINE)
        start = max(text.rfind("\n", first, behind.start()), text.rfind("\r", first, behind.start())) + 1
        if (start or not first) and (line := LINE_WITHIN.match(text, start, behind.start())):
            if line[1] and not _is_bullet(text, line.start(1), line[1]):
                yield line.span(1)
            yield line.start(2), behind.end()


def _is_bullet(text: str, start: int, sign: str) -> bool:
    """Does the line above the one at `start` open with the same sign, and have none behind it? It is a list's then."""
    end = len(text[max(0, start - LONGEST_LINE) : start].rstrip()) + max(0, start - LONGEST_LINE)
    first = max(0, end - LONGEST_LINE)
    above = text[max(text.rfind("\n", first, end), text.rfind("\r", first, end)) + 1 : end].lstrip()
    return above.startswith(sign) and BEHIND_LINE.match(text, end - 1) is None


def _apart(runs: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Those of the runs that overlap none before them."""
    out: list[tuple[int, int]] = []
    for start, end in sorted(runs):
        if not out or start >= out[-1][1]:
            out.append((start, end))
    return out


def put_back(value: dict[str, Any], hidden: Hidden) -> None:
    """Give every span in a document's values its place in the source, and record what was taken out."""
    _move(value, hidden)
    value["source"]["characters"] = len(hidden.text)
    for repair in value["repairs"]:
        repair["before"] = hidden.text[repair["start"] : repair["end"]]
    edits = [(r["start"], r["end"], "") for r in value["repairs"]]
    units = [(u["start"], u["end"], u["id"]) for u in value["units"]]
    taken = [(s, e, "") for s, e in hidden.runs] + [(at, at + 1, sign) for at, sign in hidden.read]
    for s, e, after in taken:
        if _around(edits, s) is not None or _around(edits, e - 1) is not None:
            continue  # inside words that another repair has already replaced
        unit = _around(units, s)
        before = hidden.text[s:e]
        rule = "invisible-character" if before[0] in CHARACTERS else "markup"
        value["repairs"].append({"rule": rule, "start": s, "end": e, "before": before, "after": after, "unit": unit})
    value["repairs"].sort(key=lambda r: (r["start"], r["end"]))


def _around(spans: list[tuple[int, int, str]], place: int) -> str | None:
    """What the span that `place` lies in is called; the spans stand in order, none overlapping another."""
    at = bisect_right(spans, place, key=itemgetter(0)) - 1
    return spans[at][2] if at >= 0 and place < spans[at][1] else None


def _move(value: Any, hidden: Hidden) -> None:
    """Move the spans in `value`; a quote that stands in two fields is one object here and is moved once."""
    todo, seen = [value], set[int]()
    while todo:
        item = todo.pop()
        if id(item) in seen:
            continue
        seen.add(id(item))
        if isinstance(item, list):
            todo += item
        elif isinstance(item, dict):
            if "start" in item:
                item["start"], item["end"] = hidden.span(item["start"], item["end"])
            todo += [part for part in item.values() if isinstance(part, (dict, list))]
