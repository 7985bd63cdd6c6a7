"""Units that only their place identifies: vacant ones, and vacant ones that were filled or emptied."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from pipeline.compare.facts import UnitFacts
from pipeline.compare.pairing import Pairing, pair_same

# A gap with more pairs of units than this is paired in one pass, without looking for the best way.
LARGE = 10_000


def pair_by_place(pairing: Pairing, claimed_old: set[int], claimed_new: set[int]) -> None:
    """Pair units between the same neighbours where one of the two has neither name nor duties.

    Units in `claimed_old` and `claimed_new` are accounted for already (parts of a split or a merger).
    """
    for gap_old, gap_new in list(pairing.gaps()):
        olds = [unit for unit in gap_old if unit.index not in claimed_old]
        news = [unit for unit in gap_new if unit.index not in claimed_new]
        if len(olds) * len(news) <= LARGE:
            for one, other in _best_in_order(olds, news):
                pairing.join(one.index, other.index)
        else:
            _in_one_pass(pairing, olds, news)
    # What says the same and is left after all has moved.
    pair_same(pairing, pairing.old, pairing.new, lambda unit: unit.signature)


def _agreement(one: UnitFacts, other: UnitFacts) -> int:
    """How much speaks for two units in one place to be one: 0 where they are two."""
    if not (one.blank or other.blank):
        return 0
    return 3 if one.signature == other.signature else 2 if one.blank and other.blank else 1


def _best_in_order(olds: Sequence[UnitFacts], news: Sequence[UnitFacts]) -> Iterator[tuple[UnitFacts, UnitFacts]]:
    """The pairs that agree most in all, without crossing; the first of equally good ones."""
    best = [[0] * (len(news) + 1) for _ in range(len(olds) + 1)]
    for at in range(len(olds) - 1, -1, -1):
        for to in range(len(news) - 1, -1, -1):
            agreed = _agreement(olds[at], news[to])
            together = best[at + 1][to + 1] + agreed if agreed else 0
            best[at][to] = max(together, best[at + 1][to], best[at][to + 1])
    at = to = 0
    while at < len(olds) and to < len(news):
        agreed = _agreement(olds[at], news[to])
        if agreed and best[at][to] == best[at + 1][to + 1] + agreed:
            yield olds[at], news[to]
            at, to = at + 1, to + 1
        elif best[at][to] == best[at + 1][to]:
            at += 1
        else:
            to += 1


def _in_one_pass(pairing: Pairing, olds: Sequence[UnitFacts], news: Sequence[UnitFacts]) -> None:
    pair_same(pairing, olds, news, lambda unit: unit.signature if unit.blank else None)
    pair_same(pairing, olds, news, lambda unit: unit.blank or None)
    olds, news = pairing.unpaired(olds, news)
    blank_old = [unit for unit in olds if unit.blank]
    blank_new = [unit for unit in news if unit.blank]
    for one, other in zip(blank_old or olds, news if blank_old else blank_new, strict=False):
        pairing.join(one.index, other.index)
