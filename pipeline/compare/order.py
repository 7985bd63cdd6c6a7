"""Order: what stayed in place, and where a thing that is gone would stand today."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence


def staying(sequence: Sequence[int]) -> list[int]:
    """Positions of a longest increasing subsequence of `sequence`: the fewest possible others have moved.

    >>> staying([0, 4, 1, 2, 3])
    [0, 2, 3, 4]
    """
    tails: list[int] = []
    ends: list[int] = []
    before: list[int] = []
    for position, value in enumerate(sequence):
        length = bisect_left(tails, value)
        before.append(ends[length - 1] if length else -1)
        if length == len(tails):
            tails.append(value)
            ends.append(position)
        else:
            tails[length] = value
            ends[length] = position
    kept: list[int] = []
    position = ends[-1] if ends else -1
    while position >= 0:
        kept.append(position)
        position = before[position]
    return kept[::-1]


class Landmarks:
    """Offsets of things that both sides have: they say where in the new source a removed thing stood."""

    def __init__(self, pairs: Iterable[tuple[int, int]]) -> None:
        ordered = sorted(pairs)
        self._old = [old for old, _ in ordered]
        self._new = [new for _, new in ordered]

    def today(self, offset: int) -> int:
        """The new offset that follows what preceded `offset` in the old source; 0 where nothing did."""
        at = bisect_right(self._old, offset)
        return self._new[at - 1] if at else 0
