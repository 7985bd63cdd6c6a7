"""Repair: mend what translation broke inside a duty, without inventing words.

Each rule is one function whose name, with hyphens, is the name its edits are recorded under. A capital in mid-sentence
is told from a name by how the page writes the word elsewhere.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from functools import cached_property

import regex

from pipeline.edits import Edit
from pipeline.profile import Profile

Span = tuple[int, int]
WORD = regex.compile(r"\p{L}[\p{L}\p{M}'’-]*")
SPACE_BEFORE = regex.compile(r"(?<=\S)\s{1,8}(?=[,;:.!?，；。](?:\s|\Z))")
SPACED_NUMBER = regex.compile(r"(?<=\d)[ \t\u00a0]{1,3}(?=[.．、)）])")
DOUBLED = regex.compile(r"(?<![\w-])(?P<word>\p{Ll}{3,})(?P<again>\s+(?P=word))(?![\w-])")
AFTER_SEMICOLON = regex.compile(r"[;；]\s*(?P<word>\p{Lu}\p{Ll}+)(?![\p{L}\d-])")
STRAY = regex.compile(r"(?<=[\p{Ll},)）’”\"\d]\s{1,4})(?P<word>\p{Lu}\p{Ll}+)(?![\p{L}\d’'-])")
BEFORE = regex.compile(r"(?P<last>[\p{L}\p{M}-]+|[,)）”\"\d])\s+\Z")
AFTER = regex.compile(r"\s+(?:(?:of|and|for|the|&)\s+){0,2}\p{Lu}")
QUOTED = regex.compile(r"\"[^\"\n]{0,200}\"|“[^”\n]{0,200}”|《[^》\n]{0,200}》")
DOUBLED_ALLOWED = frozenset({"that", "had"})


class Evidence:
    """How the page writes its words: what tells a stray capital from a name."""

    def __init__(self, text: str, profile: Profile) -> None:
        self.text = text
        self.profile = profile

    @cached_property
    def words(self) -> Counter[str]:
        return Counter(WORD.findall(self.text))

    @cached_property
    def lone_capitals(self) -> Counter[str]:
        """Words that stand in mid-sentence with a capital and no other capital beside them."""
        return Counter(m["word"] for m in STRAY.finditer(self.text) if not AFTER.match(self.text, m.end()))

    def ordinary(self, word: str) -> bool:
        """Does the page, or the language, write `word` in lower case in mid-sentence?"""
        low = word.lower()
        return self.words[low] > 0 or low in self.profile.file.words.ordinary

    def habit(self, word: str) -> bool:
        """Does the page write the word so more often than a slip would explain?"""
        return self.lone_capitals[word] > 2


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
