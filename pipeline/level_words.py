"""Level words: what an administrative level is worded with, as its standard code and rank."""

from __future__ import annotations

from typing import cast, get_args

from pipeline.model import LevelCode
from pipeline.profile_file import Levels

LEVEL_CODES: tuple[LevelCode, ...] = get_args(LevelCode)
NAMES = ("level", "rank", "grade", "the", "a", "an")
UNKNOWN = (None, None)


class LevelReader:
    """Reads the wording of a level with the words of one profile."""

    def __init__(self, levels: Levels) -> None:
        self.ignored = frozenset(levels.ignored)
        self.codes: dict[str, tuple[LevelCode, int]] = {}
        for code, words in levels.words.items():
            rank = LEVEL_CODES.index(code) + 1
            for word in words:
                self.codes[word] = (code, rank)
                for deputy in levels.deputy:
                    self.codes[f"{deputy} {word}"] = (cast(LevelCode, f"deputy-{code}"), rank + 1)

    def __call__(self, words: str) -> tuple[LevelCode, int] | tuple[None, None]:
        """Code and rank of a level's wording ('deputy director level'), or two None where it is unknown."""
        tokens = words.casefold().replace("-", " ").rstrip(".;").split()
        whole = [t for t in tokens if t not in NAMES]
        bare = [t for t in whole if t not in self.ignored]
        for candidate in (" ".join(whole), " ".join(bare)):
            if candidate in self.codes:
                return self.codes[candidate]
        outer, bracket, inner = words.rstrip(".;)） ").replace("（", "(").partition("(")
        if not bracket or not outer:
            return UNKNOWN
        first = self(outer)
        return first if first == self(inner) else UNKNOWN  # 'deputy bureau level (deputy hall level)'
