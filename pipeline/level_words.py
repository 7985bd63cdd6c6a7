"""Level words: what an administrative level is worded with, as its standard code and rank."""

from __future__ import annotations

import re
from typing import cast, get_args

from pipeline.model import LevelCode
from pipeline.profile_file import Levels

LEVEL_CODES: tuple[LevelCode, ...] = get_args(LevelCode)
LEVEL_ENDS = ("level", "rank", "grade")
NAMES = (*LEVEL_ENDS, "the", "a", "an")
UNKNOWN = (None, None)
JOINTS = ("and", "/")
POSSESSIVE = re.compile(r"['’]s\b|s['’](?=\s)")
LONGEST = 90
AROUND = " .;()"
BRACKET = re.compile(r"([^()]+)\(([^()]*)\)?(.*)", re.DOTALL)


class LevelReader:
    """Reads the wording of a level with the words of one profile."""

    def __init__(self, levels: Levels) -> None:
        self.ignored = frozenset(levels.ignored)
        self.deputy = frozenset(levels.deputy)
        self.codes: dict[str, tuple[LevelCode, int]] = {}
        for code, words in levels.words.items():
            rank = LEVEL_CODES.index(code) + 1
            for word in words:
                self.codes[word] = (code, rank)
                for deputy in levels.deputy:
                    for wording in (f"{deputy} {word}", f"{deputy}{word}"):
                        self.codes[wording] = (cast(LevelCode, f"deputy-{code}"), rank + 1)

    def __call__(self, words: str) -> tuple[LevelCode, int] | tuple[None, None]:
        """Code and rank of a level's wording ('deputy director level'), or two None where it is unknown."""
        words = words.replace("（", "(").replace("）", ")").strip(AROUND)
        match = BRACKET.fullmatch(words) if "(" in words else None
        if match is None:
            return self._plain(words)
        before, inside, behind = match.groups()
        first, other = self._plain(before + behind), self._plain(inside)
        if behind:  # 'Deputy department (bureau) level': the bracket goes with the word before it, or replaces it
            if (whole := self._plain(before + inside + behind)) != UNKNOWN:
                return whole
            other = self._plain(f"{before.rstrip().rpartition(' ')[0]} {inside} {behind}")
        return first if first == other else UNKNOWN  # 'deputy bureau level (deputy hall level)'

    def is_whole(self, words: str) -> bool:
        """Are `words` a level and nothing else, and say so ('Division level')?"""
        return len(words) <= LONGEST and words.lower().endswith(LEVEL_ENDS) and self(words) != UNKNOWN

    def _plain(self, words: str) -> tuple[LevelCode, int] | tuple[None, None]:
        """As `__call__`, for a wording without brackets."""
        tokens = POSSESSIVE.sub("", words.casefold()).replace("-", " ").replace("/", " / ").split()
        whole = [t for t in tokens if t not in NAMES]
        bare = [t for t in whole if t not in self.ignored]
        for candidate in (" ".join(whole), " ".join(bare)):
            if candidate in self.codes:
                return self.codes[candidate]
        return UNKNOWN if bare == (names := [t for t in bare if t not in JOINTS]) else self._several(names)

    def _several(self, words: list[str]) -> tuple[LevelCode, int] | tuple[None, None]:
        """The level that each of several joined words is a name of: 'county/division', 'deputy township and section'.
        Without a joint, one may tell more of the other: 'municipal bureau level'."""
        deputy = [*words[:1]] if words and words[0] in self.deputy else []
        names = words[len(deputy) :]
        found = {self.codes.get(" ".join([*deputy, name]), UNKNOWN) for name in names} if len(names) > 1 else set()
        return found.pop() if len(found) == 1 else UNKNOWN
