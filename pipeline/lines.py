"""The lines of a page, and which line breaks the author meant.

A hard-wrapped page breaks a line wherever the next word would not fit; such a break means no more than a space.
Every other break starts a new paragraph.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from dataclasses import dataclass

import regex

LINE = regex.compile(r"[^\r\n]*(?:\r\n|\r|\n|\Z)")
WIDEST_WRAP = 132
LONG_LINE = 40
RAGGED = 8  # how much shorter than the widest a wrapped line may be
CLOSED = frozenset(".;:!?。；：！？")


@dataclass(frozen=True, slots=True)
class Lines:
    """Where lines and paragraphs start, in code points. `starts` holds every line that has words."""

    starts: list[int]
    ends: list[int]
    paragraphs: list[int]

    def is_paragraph_start(self, offset: int) -> bool:
        """Is `offset` the first word of a paragraph?"""
        at = bisect_left(self.paragraphs, offset)
        return at < len(self.paragraphs) and self.paragraphs[at] == offset

    def is_line_start(self, offset: int) -> bool:
        at = bisect_left(self.starts, offset)
        return at < len(self.starts) and self.starts[at] == offset

    def paragraph_end(self, offset: int, limit: int) -> int:
        """Where the paragraph with `offset` ends: the start of the next paragraph, or `limit`."""
        at = bisect_right(self.paragraphs, offset)
        return min(self.paragraphs[at], limit) if at < len(self.paragraphs) else limit

    def each(self, start: int, end: int) -> Iterator[tuple[int, int]]:
        """The paragraphs of a span, each cut to the span."""
        first = bisect_right(self.paragraphs, start)
        for stop in self.paragraphs[first : bisect_left(self.paragraphs, end, lo=first)]:
            yield start, stop
            start = stop
        if start < end:
            yield start, end


def lines(text: str) -> Lines:
    """The lines and paragraphs of `text`; each starts at its first character that is not white space."""
    starts: list[int] = []
    ends: list[int] = []
    blank_before: list[bool] = []
    blank = True
    for match in LINE.finditer(text):
        line = match[0]
        body = line.strip()
        if not body:
            blank = True
            continue
        start = match.start() + len(line) - len(line.lstrip())
        starts.append(start)
        ends.append(start + len(body))
        blank_before.append(blank)
        blank = False
    soft = _soft_breaks(text, starts, ends, blank_before)
    return Lines(starts, ends, [s for s, is_soft in zip(starts, soft, strict=True) if not is_soft])


def _soft_breaks(text: str, starts: list[int], ends: list[int], blank_before: list[bool]) -> list[bool]:
    """For each line: is the break before it only there because the next word did not fit?

    A small letter after a long line without a closing mark shows such a break by itself. Where a page has several, or
    where most lines are as full as they could be, a line's width tells the others.
    """
    widths = [e - s for s, e in zip(starts, ends, strict=True)]
    runs_on = [False] * len(starts)
    for i in range(1, len(starts)):
        if not blank_before[i] and widths[i - 1] >= LONG_LINE:
            last = text[ends[i - 1] - 1]
            small = text[starts[i]].islower() and text[starts[i] + 1 : starts[i] + 2] not in (".", ")")
            runs_on[i] = last in ",，、" or (small and last not in CLOSED)
    shown = [widths[i - 1] for i, soft in enumerate(runs_on) if soft and widths[i - 1] <= WIDEST_WRAP]
    loose = max(shown, default=0) - RAGGED if len(shown) >= 3 else len(text)
    width = max(widths, default=0)
    breaks = [i for i in range(1, len(starts)) if not blank_before[i]]
    space = {i: widths[i - 1] + 1 + len(text[starts[i] : ends[i]].split(None, 1)[0]) for i in breaks}
    full = [i for i in breaks if space[i] > width]
    strict = 30 <= width <= WIDEST_WRAP and len(full) >= 3 and len(full) * 4 >= len(breaks)
    soft = list(runs_on)
    for i in breaks:
        open_ended = text[ends[i - 1] - 1] not in CLOSED
        soft[i] = soft[i] or (strict and space[i] > width) or (open_ended and loose < space[i] <= WIDEST_WRAP + RAGGED)
    return soft
