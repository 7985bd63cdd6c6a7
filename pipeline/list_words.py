"""List words: what stands between, before and behind the members of a list, as patterns of one profile."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from functools import cached_property

from pipeline.profile_file import ListKind, ListRow
from pipeline.word_lists import NOTHING

SEPARATORS = r"(?P<semicolon>[;；])|(?P<comma>[,，、](?:\s*(?:and|&)(?=\s))?)"
WORD = re.compile(r"[\w-]+")
COUNTS_NOTHING = re.compile(r"\s*(?:[,，、;；.。)）]|\Z)")  # behind a number that is the last word of a name
# An earlier one wins at the same place.
INSIDE: tuple[ListKind, ...] = ("level", "count", "second", "open", "filler", "noun")


class ListWords:
    """Finds the words of a list that name nobody. The group that matched in `words` names the kind of its row."""

    def __init__(self, rows: Sequence[ListRow], hints: Iterable[str], compiled: Callable[[str], re.Pattern[str]]):
        self._rows = rows
        self._compiled = compiled
        # A list without these words, and without figures, is cut at its commas.
        self.hints = frozenset(map(str.lower, hints))

    def of_kind(self, kind: ListKind) -> re.Pattern[str]:
        """The rows of one kind as one pattern."""
        return self._compiled(self._alternatives(kind))

    def _alternatives(self, kind: ListKind) -> str:
        return "|".join(row.pattern for row in self._rows if row.kind == kind) or NOTHING

    @cached_property
    def words(self) -> re.Pattern[str]:
        """Counts, group levels, fillers and separators of a member list."""
        parts = "|".join(f"(?P<as_{kind}>{self._alternatives(kind)})" for kind in INSIDE)
        return self._compiled(rf"{SEPARATORS}|(?<![\w-])(?=\w)(?:{parts})")

    @cached_property
    def separators(self) -> re.Pattern[str]:
        """What parts the members of a list from each other."""
        return self._compiled(SEPARATORS)

    @cached_property
    def level(self) -> re.Pattern[str]:
        """The level of a whole group, said in prose."""
        return self.of_kind("level")

    @cached_property
    def filler(self) -> re.Pattern[str]:
        """Words that join a list and name nobody."""
        return self.of_kind("filler")

    @cached_property
    def bare_count(self) -> re.Pattern[str]:
        """A count without its noun in front of a list: '3: A, B, C', '2 (A, B)', 'four, namely A', 'two, A and B'."""
        said = r"including|namely|i\.\s?e\.|that\s+is|(?:they|these|which)\s+are"
        opening = rf"[:：]|[(（](?!\d{{1,3}}[)）])|[,，.]?\s*(?:{said})\s*[,，:：]?"
        mark = r"(?<!\b1)(?<!\bone)(?:[,，、]|(?<!\d)\.|\s[-–—])\s+(?!<NUM>\b)(?=\w)"
        front = r"(?:there\s+are\s+(?:a\s+total\s+of\s+)?)?"
        return self._compiled(
            rf"{front}[(（]?(?P<count><NUM>)[)）]?\s*(?:in\s+(?:total|all)\s*)?(?:{mark}|{opening})\s*"
        )

    @cached_property
    def closing_count(self) -> re.Pattern[str]:
        """A count without its noun behind a list: '… and C (3 in total)', '…; total: 3', '…, altogether 3'."""
        behind = r"(?:a\s+total\s+of\s+)?(?P<count><NUM>)\s+in\s+(?:total|all)"
        before = r"(?:(?:in\s+)?(?:a\s+)?total(?:\s+of|\s+number)?|altogether|in\s+all)\s*[:：]?\s*(?P<count><NUM>)"
        return self._compiled(rf"[,，;；(（]\s*(?:and\s+)?(?:{behind}|{before})\s*[)）.]?\s*\Z")

    def last_hint(self, text: str, start: int, end: int) -> int:
        """Behind here stands no word that only `words` reads: no number that counts something, and none of the words
        that open fillers and level clauses. `start - 1` where there is none at all."""
        found = WORD.findall(text, start, end)
        at = end
        for word in reversed(found):
            at = text.rfind(word, start, at)
            if word.partition("-")[0].lower() in self.hints:
                return at
            if word[0].isdecimal() and COUNTS_NOTHING.match(text, at + len(word), end) is None:
                return at
        return start - 1
