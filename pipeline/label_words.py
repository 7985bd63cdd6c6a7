"""Label words: the rows of [[labels]] as patterns, with words before or behind them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import lru_cache
from typing import cast

from pipeline.level_words import LEVEL_ENDS
from pipeline.patterns import compile_pattern
from pipeline.profile_file import LabelField, LabelRow
from pipeline.word_lists import NOTHING


class LabelWords:
    """Finds the labels of one profile. `ending` matches a label where the searched stretch ends with it, `opening` one
    of a unit that may stand anywhere, with words behind it; the group that matched names the field."""

    def __init__(self, labels: Sequence[LabelRow], expand: Callable[[str], str]) -> None:
        rows = "|".join(
            f"(?P<{row.field}_{'line' if row.line else 'any'}_{i}>{expand(row.pattern)})"
            for i, row in enumerate(labels)
        )
        glued = "|".join(f"(?-i:(?<={end})(?=[A-Z]))" for end in LEVEL_ENDS)  # 'Director levelMain duties:'
        self.ending = compile_pattern(rf"(?i)(?:(?<![\w-])|{glued})(?:{rows})\s{{0,8}}\Z")
        rows = "|".join(f"(?P<{row.field}_{i}>{expand(row.pattern)})" for i, row in enumerate(labels) if not row.line)
        self.opening = compile_pattern(
            rf"(?i)(?<![\w-])(?:{rows or NOTHING})\s+(?:[-–—=]\Z|(?:(?:[-–—=]|is|are|includes?)\s+)?(?=\S))"
        )
        self.closing = lru_cache(maxsize=4096)(self._closing)  # a page has few labels and repeats them

    def _closing(self, words: str, start: int) -> tuple[LabelField, bool, int] | None:
        """The label at the end of `words[start:]`: field, whether it may stand anywhere, length."""
        match = self.ending.search(words, start)
        if match is None:
            return None
        field, position, _ = (match.lastgroup or "").split("_")
        return cast(LabelField, field), position == "any", len(words) - match.start()
