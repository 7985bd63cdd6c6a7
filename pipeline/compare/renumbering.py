"""Numbers that shifted: however many duties stand behind an inserted one, their new numbers are one change."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby

from pipeline.compare.entry import Entry
from pipeline.compare.facts import UnitFacts
from pipeline.compare.order import moved
from pipeline.compare.rewording import DutyPair


def renumbered(unit: UnitFacts, pairs: Iterable[DutyPair]) -> Iterator[Entry]:
    """Changes of number and order among the duties `pairs` of one list of `unit`, which both sides have."""
    ordered = sorted(pairs, key=lambda pair: pair[1].index)
    shifted = [(_shift(pair), pair) for pair in ordered]
    for shift, run in groupby(shifted, key=lambda item: item[0]):
        if shift != 0:
            yield _run(unit, [pair for _, pair in run])
    # Numbers tell the order themselves, unless they repeat.
    numbers = [other.number for _, other in ordered if other.number is not None]
    if len(numbers) < len(ordered) or len(set(numbers)) < len(numbers):
        by_place = sorted(ordered, key=lambda pair: pair[0].index)
        ranks = {one.index: rank for rank, (one, _) in enumerate(by_place)}
        for place in moved([ranks[one.index] for one, _ in ordered]):
            one, other = ordered[place]
            if _shift((one, other)) == 0:
                yield Entry("duty-moved", unit, one.text, other.text, other.start, other.end)


def _shift(pair: DutyPair) -> int | str:
    """By how much the number grew; a word where a number appeared or vanished."""
    one, other = pair[0].number, pair[1].number
    if one is None or other is None:
        return 0 if one is other else "lost" if other is None else "gained"
    return other - one


def _run(unit: UnitFacts, pairs: Sequence[DutyPair]) -> Entry:
    before = ranges([one.number for one, _ in pairs if one.number is not None])
    after = ranges([other.number for _, other in pairs if other.number is not None])
    return Entry("duty-renumbered", unit, before, after, pairs[0][1].start, pairs[-1][1].end)


def ranges(numbers: Sequence[int]) -> str | None:
    """Numbers in order as a person writes them; None for none.

    >>> ranges([3, 4, 5, 7])
    '3-5, 7'
    """
    runs: list[list[int]] = []
    for number in numbers:
        if runs and number == runs[-1][-1] + 1:
            runs[-1].append(number)
        else:
            runs.append([number])
    return ", ".join(str(run[0]) if len(run) == 1 else f"{run[0]}-{run[-1]}" for run in runs) or None
