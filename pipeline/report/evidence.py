"""The line of source around a place: what a reviewer can hold against the page."""

from __future__ import annotations

import re
from bisect import bisect_right
from typing import NamedTuple

from pipeline.report.visible import MORE, visible

# Only these end a line here; Unicode knows more, but no editor that shows line numbers counts them.
LINE_END = re.compile(r"\r\n|\r|\n")

# A line is shown with this many characters on either side of the place, and this many of the place itself.
AROUND = 90
INSIDE = 240


class Evidence(NamedTuple):
    """A line with a place in it: what stands before the place, in it, and behind it, ready to be shown.

    `line` counts from one; `last` is the line that the place ends in, where it goes on over several.
    """

    line: int
    last: int
    head: str
    body: str
    tail: str


class Lines:
    """A source cut into lines."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._starts = [0, *(end.end() for end in LINE_END.finditer(text))]

    def around(self, start: int, end: int) -> Evidence | None:
        """The line that the place from `start` to `end` begins in; None where the source has no such place."""
        text = self._text
        if not 0 <= start <= end <= len(text):
            return None
        while start < end and text[start].isspace():
            start += 1
        line = bisect_right(self._starts, start) - 1
        last = max(line, bisect_right(self._starts, max(start, end - 1)) - 1)
        left, right = self._starts[line], self._end_of(line)
        stop = min(end, right)
        head = text[max(left, start - AROUND) : start]
        body = text[start : min(stop, start + INSIDE)]
        tail = text[stop : min(right, stop + AROUND)] if stop - start <= INSIDE else ""
        return Evidence(
            line + 1,
            last + 1,
            (MORE if start - left > AROUND else "") + visible(head.lstrip()),
            visible(body) + (MORE if stop - start > INSIDE else ""),
            visible(tail.rstrip()) + (MORE if tail and right - stop > AROUND else ""),
        )

    def _end_of(self, line: int) -> int:
        """Where a line ends, its line end left out."""
        if line + 1 == len(self._starts):
            return len(self._text)
        end = self._starts[line + 1] - 1
        return end - 1 if end and self._text[end - 1 : end + 1] == "\r\n" else end
