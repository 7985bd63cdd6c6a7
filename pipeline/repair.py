"""Repair: mend what translation broke inside a duty, without inventing words.

Each rule is one function whose name, with hyphens, is the name its edits are recorded under. A capital in mid-sentence
is told from a name by how the page writes the word elsewhere.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

import regex

from pipeline.edits import Edit
from pipeline.lines import Lines
from pipeline.profile import Profile

Span = tuple[int, int]
WORD = regex.compile(r"\p{L}[\p{L}\p{M}'’-]*")
SPACE_BEFORE = regex.compile(r"(?<=\S)\s{1,8}(?=[,;:.!?，；。](?:\s|\Z))")
SPACED_NUMBER = regex.compile(r"(?<=\d)[ \t\u00a0]{1,3}(?=[.．、)）])")
DOUBLED = regex.compile(r"(?<![\w-])(?P<word>\p{Ll}{3,})(?P<again>\s+(?P=word))(?![\w-])")
AFTER_SEMICOLON = regex.compile(r"[;；]\s*(?P<word>\p{Lu}\p{Ll}+)(?![\p{L}\d-])")
STRAY = regex.compile(r"(?<=\s)(?P<word>\p{Lu}\p{Ll}+)(?![\p{L}\d’'-])")
BEFORE = regex.compile(r"(?P<last>[\p{L}\p{M}-]+|[,)）”\"\d])\s+\Z")
AFTER = regex.compile(r"\s+(?:(?:of|and|for|the|&)\s+){0,2}\p{Lu}")
QUOTED = regex.compile(r"\"[^\"\n]{0,200}\"|“[^”\n]{0,200}”|《[^》\n]{0,200}》")
# One look at the whole page, in cheap terms: only the duties that it points at are held against the rules.
SUSPECT = re.compile(
    r"""\s(?=[,;:.!?，；。](?:\s|\Z))
    |[a-zß-ÿ)\]"”’;；）]\s+[A-ZÀ-Þ][a-zß-ÿ]+(?![\w’'-]|\s+(?:(?:of|and|for|the|&)\s+)?[A-ZÀ-Þ])""",
    re.VERBOSE,
)
DOUBLED_ALLOWED = frozenset({"that", "had"})


class Evidence:
    """How the page writes its words: what tells a stray capital from a name."""

    def __init__(self, text: str, profile: Profile) -> None:
        self.text = text
        self.profile = profile
        self._lower: dict[str, bool] = {}
        self._habits: dict[str, bool] = {}

    def lower(self, word: str) -> bool:
        """Does `word`, in lower case, stand on the page?"""
        if word not in self._lower:
            pattern = regex.compile(rf"(?<![\p{{L}}-]){regex.escape(word)}(?![\p{{L}}-])")
            self._lower[word] = pattern.search(self.text) is not None
        return self._lower[word]

    def habit(self, word: str) -> bool:
        """Does the page write the word, alone with its capital, more often than a slip would explain?"""
        if word not in self._habits:
            alone = [m for m in _places(self.text, word) if m.start() and self.text[m.start() - 1].isspace()]
            alone = [m for m in alone if not AFTER.match(self.text, m.end()) and self._joint(m.start())]
            self._habits[word] = len(alone) > 2
        return self._habits[word]

    def _joint(self, start: int) -> bool:
        before = BEFORE.search(self.text, max(0, start - 40), start)
        return before is not None and not before["last"][0].isupper()

    def ordinary(self, word: str) -> bool:
        """Does the page, or the language, write `word` in lower case in mid-sentence?"""
        low = word.lower()
        return self.lower(low) or low in self.profile.file.words.ordinary


def _places(text: str, word: str) -> Iterator[regex.Match[str]]:
    """Where `word` stands, no part of a longer word."""
    at = text.find(word)
    while at >= 0:
        if (match := STRAY.match(text, at)) and match["word"] == word:
            yield match
        at = text.find(word, at + len(word))


def wrapped_hyphen(text: str, lines: Lines) -> Iterator[Edit]:
    """'anti-' at the end of a hard-wrapped line and 'smuggling' on the next one are one word."""
    for i in range(1, len(lines.starts)):
        end, start = lines.ends[i - 1], lines.starts[i]
        joined = text[end - 1] == "-" and text[end - 2 : end - 1].isalpha() and text[start].isalpha()
        if joined and not lines.is_paragraph_start(start):
            yield Edit("wrapped-hyphen", end, start, "")


def suspects(text: str) -> list[int]:
    """Offsets at which one of the rules for duties may have something to mend, in order."""
    words = text.split()
    twice = {a for a, b in zip(words, words[1:], strict=False) if b.startswith(a) and len(a) > 2 and a.islower()}
    found = [m.start() for m in SUSPECT.finditer(text)]
    if twice:
        again = re.compile(rf"(?<![\w-])({'|'.join(map(re.escape, sorted(twice)))})\s+\1(?![\w-])")
        found += [m.start() for m in again.finditer(text)]
    return sorted(found)


def spaced_number(text: str, span: Span) -> Iterator[Edit]:
    """'9 . Implement' -> '9. Implement': the mark, not the duty."""
    if match := SPACED_NUMBER.search(text, *span):
        yield Edit("spaced-number", match.start(), match.end(), "")


def spaced_punctuation(text: str, span: Span) -> Iterator[Edit]:
    """'etc. , research' -> 'etc., research'."""
    for match in SPACE_BEFORE.finditer(text, *span):
        yield Edit("spaced-punctuation", match.start(), match.end(), "")


def doubled_word(text: str, span: Span) -> Iterator[Edit]:
    """'public affairs affairs' -> 'public affairs'."""
    for match in DOUBLED.finditer(text, *span):
        if match["word"] not in DOUBLED_ALLOWED:
            yield Edit("doubled-word", *match.span("again"), "")


def doubled_head_word(text: str, span: Span, profile: Profile) -> Iterator[Edit]:
    """'Legal Division 1 Division' -> 'Legal Division 1'."""
    for match in profile.doubled_head.finditer(text, *span):
        yield Edit("doubled-head-word", *match.span("again"), "")


def capital_after_semicolon(text: str, span: Span, evidence: Evidence) -> Iterator[Edit]:
    """'purposes; Responsible for' -> 'purposes; responsible for', where the word is no name."""
    for match in AFTER_SEMICOLON.finditer(text, *span):
        word = match["word"]
        if evidence.ordinary(word) and not AFTER.match(text, match.end(), span[1]):
            yield Edit("capital-after-semicolon", match.start("word"), match.start("word") + 1, word[0].lower())


def stray_capital(text: str, span: Span, evidence: Evidence) -> Iterator[tuple[Edit, Span]]:
    """'ensures Fast clearance' -> 'ensures fast clearance', with the place where words may be missing."""
    quoted = (
        [m.span() for m in QUOTED.finditer(text, *span)]
        if '"' in text[slice(*span)] or "“" in text[slice(*span)]
        else []
    )
    for match in STRAY.finditer(text, *span):
        start, end = match.span("word")
        before = BEFORE.search(text, max(span[0], start - 40), start)
        if before is None or any(s < start < e for s, e in quoted):
            continue
        last = before["last"]
        if last[0].isupper() or last in evidence.profile.file.words.before_names or last[0].isdigit() or last == ",":
            continue  # part of a longer name, or in a place where a name may stand
        if AFTER.match(text, end, span[1]) or evidence.habit(match["word"]) or not evidence.ordinary(match["word"]):
            continue
        yield Edit("stray-capital", start, start + 1, text[start].lower()), (before.start("last"), end)
