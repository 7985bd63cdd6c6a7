"""Changes of duties, told from how the duties were aligned."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence

from pipeline.compare.alignment import Alignment, same_key
from pipeline.compare.entry import Entry
from pipeline.compare.facts import DutyFacts, UnitFacts
from pipeline.compare.families import Family
from pipeline.compare.likeness import Likeness
from pipeline.compare.rename import Renaming
from pipeline.compare.renumbering import renumbered
from pipeline.compare.rewording import DutyPair, reworded_pairs
from pipeline.model import Kind


def duty_changes(
    families: Sequence[Family],
    alignment: Alignment,
    old: Sequence[UnitFacts],
    new: Sequence[UnitFacts],
    likeness: Likeness,
    body: Renaming | None = None,
) -> Iterator[Entry]:
    """Every change of a duty in `families`, and the duties that moved; in no particular order.

    `body` is how the body was renamed, where it was.
    """
    renamings: Mapping[int, Renaming] = {
        family.old[0].index: Renaming.between(family.old[:1], family.new[:1], body) for family in families
    }
    nothing = Renaming((), (), body)
    by_units: dict[tuple[int, int], list[DutyPair]] = defaultdict(list)
    for one, other in alignment.pairs:
        by_units[one.unit, other.unit].append((one, other))
        yield from _rewordings(old[one.unit], new[other.unit], one, other, renamings.get(one.unit, nothing), likeness)
    for family in families:
        if family.kept:
            main = family.new[0]
            yield from renumbered(main, by_units[family.old[0].index, main.index])
    for one, other in alignment.moved:
        yield _both("duty-moved", old[one.unit], new[other.unit], one, other)
    yield from (_gone(old[duty.unit], duty) for duty in alignment.removed)
    yield from (_came(new[duty.unit], duty) for duty in alignment.added)


def _rewordings(
    old: UnitFacts, new: UnitFacts, one: DutyFacts, other: DutyFacts, renaming: Renaming, likeness: Likeness
) -> Iterator[Entry]:
    """What changed between two sides of one duty: its own words, then its nested items as a list of their own."""
    if one.key == other.key or renaming.explains(one.key, other.key):
        return
    # The colon that opens a list comes and goes with the items.
    before, after = one.own.rstrip(" :"), other.own.rstrip(" :")
    if before != after and not renaming.explains(before, after):
        yield _both("duty-reworded", old, new, one, other)
    exact = same_key(one.items, other.items)
    met_old = {item.index for item, _ in exact}
    met_new = {item.index for _, item in exact}
    left_old = [item for item in one.items if item.index not in met_old]
    left_new = [item for item in other.items if item.index not in met_new]
    pairs = reworded_pairs(left_old, left_new, exact, likeness)
    for item, now in pairs:
        yield from _rewordings(old, new, item, now, renaming, likeness)
        left_old.remove(item)
        left_new.remove(now)
    yield from (_gone(old, item) for item in left_old)
    yield from (_came(new, item) for item in left_new)
    yield from renumbered(new, exact + pairs)


def _both(kind: Kind, old: UnitFacts, new: UnitFacts, one: DutyFacts, other: DutyFacts) -> Entry:
    return Entry(kind, new, one.text, other.text, other.start, other.end, was=(old, one.start, one.end))


def _gone(unit: UnitFacts, duty: DutyFacts) -> Entry:
    return Entry("duty-removed", unit, duty.text, None, duty.start, duty.end, gone=True)


def _came(unit: UnitFacts, duty: DutyFacts) -> Entry:
    return Entry("duty-added", unit, None, duty.text, duty.start, duty.end)
