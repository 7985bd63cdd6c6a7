"""The words of a title line: each gets a letter that says what part it can play, so that a title has a grammar.

The words are the profile's; what a row of [[titles]] does not know is a word of a body's name.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from typing import NamedTuple

from pipeline.profile_file import TitleRow, Words
from pipeline.word_lists import NOTHING, either

# In the order in which they are tried: what may be several words comes before its single words.
LETTERS = {
    "imprint": "i",
    "about": "f",
    "preposition": "p",
    "share": "b",
    "prose": "v",
    "notice": "g",
    "topic": "t",
    "rules": "r",
    "task": "w",
    "units": "u",
    "nameable": "n",
    "trait": "q",
    "determiner": "d",
    "kind": "k",
    "body": "h",
    "article": "a",
    "joint": "j",
}
OWN = {  # what needs no language
    "s": r"(?<=\s)(?:[-–=~]+|//?)(?=\s)|[—―|｜·•]+|(?:[:：]){1,2}(?!\d)",
    "x": r"[(（][^()（）]*+[)）]",
    "c": r"[,，、]",
    "y": r"(?:19|20)\d\d(?![\w/-])",
    "z": r"\.(?=\s|\Z)",
    "o": r"(?:[^\s,，、:：|｜—―·•()（）.]|\.(?=\S)|(?<=\d)[:：](?=\d))+",
}


class Word(NamedTuple):
    """One word of a title: its letter (see LETTERS and OWN; a comma is a joint) and where it stands."""

    letter: str
    start: int
    end: int


class TitleWords:
    """The rows of [[titles]] as one pattern that reads a line word by word."""

    def __init__(self, rows: Iterable[TitleRow], words: Words, compile: Callable[[str], re.Pattern[str]]) -> None:
        patterns: dict[str, list[str]] = {kind: [] for kind in LETTERS}
        whole: dict[str, list[str]] = {"furniture": [], "edition": [], "question": []}
        for row in rows:
            (whole if row.kind in whole else patterns)[row.kind].append(row.pattern)
        lists = {"kind": words.kinds, "body": words.heads, "article": words.articles, "joint": words.joints}
        for kind, listed in lists.items():
            patterns[kind].append(either(listed) or NOTHING)
        known = (f"(?P<{LETTERS[kind]}>(?:{'|'.join(some) or NOTHING})(?![\\w'’-]))" for kind, some in patterns.items())
        self._word = compile("|".join((*known, *(f"(?P<{letter}>{pattern})" for letter, pattern in OWN.items()))))
        part = {kind: "|".join(some) or NOTHING for kind, some in patterns.items()}
        task = rf"(?:(?:{part['trait']})\s+)?(?:{part['task']})"
        self.task_of = compile(
            rf"(?:(?:{part['article']})\s+)?{task}(?:\s+(?:{part['joint']})\s+{task})?\s+(?:{part['preposition']})\s+"
            rf"(?:(?:{part['article']})\s+)?"
        )
        self.about = compile(rf"(?:{part['about']})\s")
        self._furniture, self._edition, self.question = (compile("|".join(some) or NOTHING) for some in whole.values())

    def read(self, text: str, start: int, end: int) -> list[Word]:
        """The words of `text[start:end]`, up to the page's own words behind a title ('Source: …')."""
        found: list[Word] = []
        for match in self._word.finditer(text, start, end):
            letter = match.lastgroup or "o"
            if letter == "i" and found:
                break
            found.append(Word("j" if letter == "c" else letter, match.start(), match.end()))
        return found

    def letters(self, words: str) -> str:
        """The letters of `words`."""
        return "".join(word.letter for word in self.read(words, 0, len(words)))

    def is_furniture(self, text: str, start: int, end: int) -> bool:
        """Is the piece of a title no name, but what sites put around one ('Home', 'Harbor Portal')?"""
        return self._furniture.fullmatch(text, start, end) is not None

    def is_edition(self, text: str, start: int, end: int) -> bool:
        """Do the words of an aside say which state of the page this is ('Draft')?"""
        return self._edition.fullmatch(text, start, end) is not None
