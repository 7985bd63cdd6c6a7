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
    """For each line: is the break before it only there because the next word did not fit?"""
    none = [False] * len(starts)
    widths = [e - s for s, e in zip(starts, ends, strict=True)]
    width = max(widths, default=0)
    if not 30 <= width <= WIDEST_WRAP:
        return none
    fits = [True] * len(starts)
    joined = full = 0
    for i in range(1, len(starts)):
        if blank_before[i]:
            continue
        joined += 1
        first_word = len(text[starts[i] : ends[i]].split(None, 1)[0])
        fits[i] = widths[i - 1] + 1 + first_word <= width
        full += not fits[i]
    if full < 3 or full * 4 < joined:
        return none
    return [not fits[i] and not blank_before[i] for i in range(len(starts))]
