"""Match: which extracted unit is which gold unit. By name first, then by order."""

from __future__ import annotations

from collections.abc import Sequence

from pipeline.evaluation.gold import GoldUnit
from pipeline.evaluation.wording import plain_name
from pipeline.model import Unit

Pair = tuple[GoldUnit | None, Unit | None]


def readings(gold: GoldUnit) -> set[str]:
    """Every wording of the name that counts as right; empty where the page says none."""
    return {plain_name(name) for name in (gold.name, *gold.also) if name}


def same_name(gold: GoldUnit, unit: Unit) -> bool:
    """Does the unit carry the gold's name? Two units without a name are alike in that."""
    if unit.name is None:
        return gold.name is None
    return plain_name(unit.name.text) in readings(gold)


def match_units(gold: Sequence[GoldUnit], units: Sequence[Unit]) -> list[Pair]:
    """Pairs in gold order, then what is left over of the extraction.

    Units of one name belong together wherever they stand (the page may tell of them in any order). What has no equal
    is paired by order between two neighbours that are paired already, so that a wrong name costs one name and does
    not shift the rest.
    """
    partner = _by_name(gold, units)
    taken = set(partner.values())
    for low, high in _gaps(len(gold), partner):
        first = max((partner[i] for i in range(low) if i in partner), default=-1)
        last = partner.get(high, len(units))
        free = [j for j in range(first + 1, last) if j not in taken]
        for i, j in _pair_gap(gold, units, range(low, high), free):
            partner[i] = j
            taken.add(j)
    pairs: list[Pair] = [(g, units[partner[i]] if i in partner else None) for i, g in enumerate(gold)]
    return pairs + [(None, unit) for j, unit in enumerate(units) if j not in taken]


def _by_name(gold: Sequence[GoldUnit], units: Sequence[Unit]) -> dict[int, int]:
    partner: dict[int, int] = {}
    taken: set[int] = set()
    for i, g in enumerate(gold):
        if not g.name:
            continue
        found = next((j for j, u in enumerate(units) if j not in taken and u.name and same_name(g, u)), None)
        if found is not None:
            partner[i] = found
            taken.add(found)
    return partner


def _gaps(count: int, partner: dict[int, int]) -> list[tuple[int, int]]:
    """Runs of gold units without a partner, as half-open ranges."""
    gaps: list[tuple[int, int]] = []
    start = 0
    for i in range(count + 1):
        if i == count or i in partner:
            if i > start:
                gaps.append((start, i))
            start = i + 1
    return gaps


def _pair_gap(gold: Sequence[GoldUnit], units: Sequence[Unit], places: range, free: list[int]) -> list[tuple[int, int]]:
    """Pair one gap in order; where its two sides differ in length, unnamed goes to unnamed first."""
    if len(places) == len(free):
        return list(zip(places, free, strict=True))
    pairs: list[tuple[int, int]] = []
    left = list(free)
    for i in places:
        alike = [j for j in left if (units[j].name is None) == (gold[i].name is None)]
        if alike:
            pairs.append((i, alike[0]))
            left = [j for j in left if j > alike[0]]
    return pairs
