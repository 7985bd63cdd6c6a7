"""Evidence: how a page writes its words. It tells a capital that a joint of two sentences left behind from a name."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator
from functools import cached_property
from itertools import islice

import regex

from pipeline.headings import first_line
from pipeline.profile import Profile
from pipeline.spans import Span

AFTER = regex.compile(r"\s+(?:(?:of|and|for|the|&)\s+){0,2}\p{Lu}")
ITEM_ENDS = (
    regex.compile(  # '(1) Monitor', '2, Monitor': a list's item; 'Sixth, Monitor', 'Item (six), Monitor': a line's
        r"(?:(?:^|[\s(（])[\da-z]{1,3}[)）,]|[\n\r]\s*+(?:\p{L}++ )?+[(（]?\p{L}++[)）]?,)\s*$"
    )
)
OPENS_BODY = regex.compile(r"(?:^|\bof\s+(?:the\s+)?)(\p{Lu}\p{Ll}+)(?=\s+\p{Lu})")
LONGEST_TITLE = 400
REACH = 1_000_000  # code points that tell how a page writes its words: every one would be looked for in all of it
LONGEST_WORD = 40
TIES = "-'’"  # inside a word
LINES = 400  # that tell how a page sets its lines
TITLE_WORDS = 3  # fewer are no sentence
NUMBER = regex.compile(r"^\s*(?:[(（]?\w{1,4}[.)）、]|[•●○■*–-])\s*")
QUOTED = regex.compile(r"\"[^\"\n]{0,200}\"|“[^”\n]{0,200}”|《[^》\n]{0,200}》")
RUN = regex.compile(r"[\p{L}-]+")
MANY = 100  # words that are looked for one by one
OFTEN = 2  # a slip of the translator does not happen more often to one word


class Evidence:
    """The words of one page, looked up as they are asked for."""

    def __init__(self, text: str, profile: Profile) -> None:
        self.text = text[:REACH]
        self.profile = profile
        self._lower: dict[str, bool] = {}
        self._habits: dict[str, bool] = {}
        self._quoted: tuple[Span, list[Span]] = ((0, 0), [])  # the last span asked for, and what is quoted in it
        self._titled: bool | None = None

    def ordinary(self, word: str) -> bool:
        """Does the page, or the language, write `word` in lower case in mid-sentence?"""
        low = word.lower()
        return self.profile.is_ordinary(low, common=True) or self.lower(low) or self.lower(low.removesuffix("s"))

    def lower(self, word: str) -> bool:
        """Does `word`, in lower case, stand on the page?"""
        if word not in self._lower:
            if len(self._lower) < MANY:
                self._lower[word] = any(True for _ in _standing(self.text, word, joined="-"))
            else:
                self._lower[word] = word in self._counts
        return self._lower[word]

    @cached_property
    def _counts(self) -> Counter[str]:
        """How often each word stands on the page: for many words that is cheaper than to look for each."""
        return Counter(RUN.findall(self.text))

    def habit(self, word: str) -> bool:
        """Does the page write the word, alone with its capital, more often than a slip would explain?"""
        if len(self._habits) >= MANY and self._counts[word] <= OFTEN:
            return False
        if word not in self._habits:
            alone = (at for at in _standing(self.text, word, joined="'’-") if at and self._joint(at, at + len(word)))
            self._habits[word] = next(islice(alone, OFTEN, None), None) is not None
        return self._habits[word]

    def opens_body(self, word: str) -> bool:
        """Does the name of the body in the page's first line open with `word`: 'Structure of Eastport Customs'?"""
        return word in self._bodies

    @cached_property
    def _bodies(self) -> frozenset[str]:
        return frozenset(m[1] for m in OPENS_BODY.finditer(first_line(self.text)[:LONGEST_TITLE]))

    def sets_titles(self) -> bool:
        """Does the page write most of its lines with a capital at every word that bears weight, as titles have them?"""
        if self._titled is None:
            said = (NUMBER.sub("", line).split() for line in self.text.splitlines()[:LINES])
            lines = [words for words in said if len(words) >= TITLE_WORDS and words[-1][-1] not in ":："]
            titled = sum(self.is_titled(words) for words in lines)
            self._titled = titled * 2 > len(lines)
        return self._titled

    def is_titled(self, words: list[str]) -> bool:
        """Has every one of `words` that bears weight a capital?"""
        return not any(w[0].islower() and w not in self.profile.file.words.small for w in words)

    def quoted(self, text: str, span: Span, at: int) -> bool:
        """Does `at` stand in quotation marks within `span` of `text`?"""
        if self._quoted[0] != span:
            self._quoted = span, [m.span() for m in QUOTED.finditer(text, *span)]
        places = self._quoted[1]
        before = bisect_left(places, (at, at)) - 1
        return before >= 0 and places[before][0] < at < places[before][1]

    def _joint(self, start: int, end: int) -> bool:
        """Does the word between `start` and `end` stand alone, behind a word that is no part of a name?"""
        if not self.text[start - 1].isspace() or self.text[end : end + 1].isdigit() or AFTER.match(self.text, end):
            return False
        before = word_before(self.text, 0, start)
        if before is None or before[1][0].isupper() or before[1][0].isdigit():
            return False
        return before[1] not in ")）," or ITEM_ENDS.search(self.text, max(0, start - LONGEST_WORD), start) is None


def _standing(text: str, word: str, joined: str) -> Iterator[int]:
    """Where `word` stands, neither inside a longer word nor tied to one by a sign in `joined`."""
    at = text.find(word)
    while at >= 0:
        before, after = text[at - 1 : at], text[at + len(word) : at + len(word) + 1]
        if not (before.isalpha() or before == "-" or after.isalpha() or (after and after in joined)):
            yield at
        at = text.find(word, at + len(word))


def word_before(text: str, low: int, at: int) -> tuple[int, str] | None:
    """Where the word or the closing mark before `at` starts, and what it is; None at `low` and behind other marks."""
    last = text[max(low, at - LONGEST_WORD) : at].rsplit(None, 1)[-1:]
    if text[at - 1 : at] == " " and last and last[0].isalpha() and len(last[0]) < LONGEST_WORD - 1:
        return at - 1 - len(last[0]), last[0]  # nearly always
    end = at
    while end > low and text[end - 1].isspace():
        end -= 1
    start = end
    while start > low and (text[start - 1].isalpha() or text[start - 1] in TIES):
        start -= 1
    if start < end and not any(map(str.isalpha, text[start:end])):
        return None  # a bullet
    if start == end and end > low and (text[end - 1] in ',)）”"' or text[end - 1].isdigit()):
        start -= 1
    return (start, text[start:end]) if start < end < at else None
