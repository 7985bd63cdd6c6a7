"""Order: what stayed in place, and where a thing that is gone would stand today."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise


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


def moved(ranks: Sequence[int]) -> Iterator[int]:
    """Positions in `ranks`, a permutation of 0, 1, 2 and so on, that have moved: the fewest possible.

    None of them is one that stands where it stood; where the fewest would take such a one along, more are named.

    >>> list(moved([4, 0, 1, 2, 3])), list(moved([2, 1, 0]))
    ([0], [0, 2])
    """
    kept = set(staying(ranks))
    fixed = [position for position, rank in enumerate(ranks) if position == rank]
    if not kept.issuperset(fixed):
        kept = set()
        for start, end in pairwise([-1, *fixed, len(ranks)]):
            inside = [position for position in range(start + 1, end) if start < ranks[position] < end]
            kept.update([inside[place] for place in staying([ranks[position] for position in inside])], (start, end))
    return (position for position in range(len(ranks)) if position not in kept)


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
