"""The lines of a page, and which line breaks the author meant.

A hard-wrapped page breaks a line wherever the next word would not fit; such a break means no more than a space.
Every other break starts a new paragraph.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from dataclasses import dataclass

from pipeline.spans import Mark, Span, trimmed

LINE = re.compile(r"\S.*")
OLD_LINE = re.compile(r"\S[^\r\n]*")  # a carriage return alone ends a line, too; slower to look for
BREAK = re.compile(r"\r\n|\r|\n")
OPENS = re.compile(r"[A-Z][\w ]{2,40}[:：]|[(（]?1[.)）、](?!\d)|(?:Article|Chapter|Part) (?:\d{1,3}|[IVX]{1,5})\b")
TITLE = re.compile(r"[A-Z][\w'’-]*(?: (?:[A-Z][\w'’-]*|of|and|the|for|&))*")
WIDEST_WRAP = 132
LONG_LINE = 40
RAGGED = 8  # how much shorter than the widest a wrapped line may be
CLOSED = frozenset(".;:!?。；：！？")


@dataclass(frozen=True, slots=True)
class Lines:
    """Where lines and paragraphs start and end, in code points, without the white space around them."""

    starts: list[int]
    ends: list[int]
    paragraphs: list[int]
    paragraph_ends: list[int]
    _opening: frozenset[int]

    def is_paragraph_start(self, offset: int) -> bool:
        """Is `offset` the first word of a paragraph?"""
        return offset in self._opening

    def is_line_start(self, offset: int) -> bool:
        at = bisect_left(self.starts, offset)
        return at < len(self.starts) and self.starts[at] == offset

    def paragraph_start(self, offset: int) -> int:
        """Where the paragraph with `offset` starts; 0 before the first one."""
        at = bisect_right(self.paragraphs, offset)
        return self.paragraphs[at - 1] if at else 0

    def paragraph_end(self, offset: int, limit: int) -> int:
        """Where the paragraph with `offset` ends: the start of the next paragraph, or `limit`."""
        at = bisect_right(self.paragraphs, offset)
        return min(self.paragraphs[at], limit) if at < len(self.paragraphs) else limit

    def joined(self, soft: set[int]) -> Lines:
        """These lines, where each of the paragraphs numbered in `soft` is one with the paragraph before it."""
        if not soft:
            return self
        starts, ends = self.paragraphs, self.paragraph_ends
        first = [at for at in range(len(starts)) if at not in soft]
        paragraphs = [starts[at] for at in first]
        closes = [ends[at - 1] for at in (*first[1:], len(ends))]
        return Lines(self.starts, self.ends, paragraphs, closes, frozenset(paragraphs))

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
    for match in (OLD_LINE if _old_breaks(text) else LINE).finditer(text):
        start = match.start()
        starts.append(start)
        ends.append(start + len(match[0].rstrip()))
    broken = Lines(starts, ends, starts, ends, frozenset(starts))
    return broken.joined(_soft_breaks(text, starts, ends, _single_breaks(text, starts, ends)))


def item_words(text: str, lines: Lines, item: Mark) -> Span:
    """Where the words behind an item's mark stand, up to the end of its paragraph."""
    return trimmed(text, item.end, lines.paragraph_end(item.start, len(text)))


def _old_breaks(text: str) -> bool:
    return "\r" in text and text.count("\r") != text.count("\r\n")


def _single_breaks(text: str, starts: list[int], ends: list[int]) -> list[int]:
    """The lines that no empty line stands before."""
    single: dict[str, bool] = {}  # a page has few kinds of gaps between its lines
    found: list[int] = []
    for i, (end, start) in enumerate(zip(ends, starts[1:], strict=False), 1):
        gap = text[end:start]
        if gap not in single:
            single[gap] = len(BREAK.findall(gap)) == 1
        if single[gap]:
            found.append(i)
    return found


def _soft_breaks(text: str, starts: list[int], ends: list[int], breaks: list[int]) -> set[int]:
    """Those of the lines `breaks` that stand on a line of their own only because the next word did not fit.

    A small letter after a long line without a closing mark shows such a break by itself. Where a page has several, or
    where most lines are as full as they could be, a line's width tells the others.
    """
    if not breaks:
        return set()
    widths = [e - s for s, e in zip(starts, ends, strict=True)]
    runs_on: set[int] = set()
    for i in breaks:
        if widths[i - 1] >= LONG_LINE:
            last = text[ends[i - 1] - 1]
            small = text[starts[i]].islower() and text[starts[i] + 1 : starts[i] + 2] not in (".", ")")
            if last in ",，、" or (small and last not in CLOSED):
                runs_on.add(i)
    shown = [widths[i - 1] for i in runs_on if widths[i - 1] <= WIDEST_WRAP]
    loose = max(shown, default=0) - RAGGED if len(shown) >= 3 else len(text)
    width = max(widths, default=0)
    space = {i: widths[i - 1] + 1 + len(text[starts[i] : ends[i]].split(None, 1)[0]) for i in breaks}
    full = [i for i in breaks if space[i] > width]
    strict = 30 <= width <= WIDEST_WRAP and len(full) >= 3 and len(full) * 4 >= len(breaks)
    soft = runs_on
    for i in breaks:
        open_ended = text[ends[i - 1] - 1] not in CLOSED
        if OPENS.match(text, starts[i], ends[i]) or _is_title(text, starts, ends, i):
            continue  # what names a field or a unit, or opens a list, starts a line of its own
        if (strict and space[i] > width) or (open_ended and loose < space[i] <= WIDEST_WRAP + RAGGED):
            soft.add(i)
    return soft


def _is_title(text: str, starts: list[int], ends: list[int], i: int) -> bool:
    """Is the line `i` of capitals only, behind one that ends in a small word, and does the next one open something, as
    behind a heading?"""
    if i + 1 == len(starts) or OPENS.match(text, starts[i + 1], ends[i + 1]) is None:
        return False
    small = text[starts[i - 1] : ends[i - 1]].rpartition(" ")[2].islower()  # else a list of names may go on
    return small and TITLE.fullmatch(text, starts[i], ends[i]) is not None
