"""Which unit of the old document became which of the new one, read back out of the changes between them.

A diff names one unit per change, while evidence and grouping need both.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence, Set
from dataclasses import dataclass, field

from pipeline.compare.facts import key_of
from pipeline.model import Change, Document, Unit


@dataclass(frozen=True, slots=True)
class Counterparts:
    """Unit ids of one side by those of the other. The parts of a split share their old unit, those of a merger their
    new one."""

    old_of: dict[str, str] = field(default_factory=dict)
    new_of: dict[str, str] = field(default_factory=dict)

    def join(self, old: str, new: str) -> None:
        """Note that `old` became `new`; what was noted first of either stands."""
        self.old_of.setdefault(new, old)
        self.new_of.setdefault(old, new)


def counterparts(old: Document, new: Document, changes: Sequence[Change]) -> Counterparts:
    """The units that both documents have.

    What is neither added, removed, moved, split nor merged stands in the same order on both sides. Where `changes`
    don't tell that story of these two documents, units of the same id are taken for one.
    """
    gone = {change.unit for change in changes if change.kind == "unit-removed"}
    came = {change.unit for change in changes if change.kind == "unit-added"}
    pairs = Counterparts()
    parted = _join_families(pairs, old, new, changes, gone, came)
    _join_moved(pairs, [unit.id for unit in old.units if unit.id not in gone and unit.id not in parted], changes)
    left_old = [unit.id for unit in old.units if unit.id not in gone and unit.id not in pairs.new_of]
    left_new = [unit.id for unit in new.units if unit.id not in came and unit.id not in pairs.old_of]
    in_order = len(left_old) == len(left_new)
    known = set(left_old)
    for place, name in enumerate(left_new):
        if in_order:
            pairs.join(left_old[place], name)
        elif name in known:
            pairs.join(name, name)
    return pairs


def _join_moved(pairs: Counterparts, lasting: Sequence[str], changes: Sequence[Change]) -> None:
    """Units that changed places: their old place among the units that last is the change's `before`, from one on."""
    for change in changes:
        if change.kind == "unit-moved" and change.unit and (change.before or "").isdecimal():
            place = int(change.before or 0) - 1
            if 0 <= place < len(lasting):
                pairs.join(lasting[place], change.unit)


def _join_families(
    pairs: Counterparts,
    old: Document,
    new: Document,
    changes: Sequence[Change],
    gone: Set[str | None],
    came: Set[str | None],
) -> set[str]:
    """The parts of splits and mergers: a part that kept its name comes first, else the first one named.

    Gives the old units that did not keep theirs: they last in no one unit.
    """
    parted: set[str] = set()
    told = [change for change in changes if change.kind in ("unit-split", "unit-merged")]
    if not told:
        return parted
    olds = by_title(unit for unit in old.units if unit.id not in gone)
    news = by_title(unit for unit in new.units if unit.id not in came)
    for change in told:
        before, after = titled(change.before, olds), titled(change.after, news)
        kept = {key_of(_title(unit)) for unit in before} & {key_of(_title(unit)) for unit in after}
        before.sort(key=lambda unit: key_of(_title(unit)) not in kept)
        after.sort(key=lambda unit: key_of(_title(unit)) not in kept)
        parted.update(unit.id for unit in (before[1:] if kept else before))
        for one in before:
            for other in after:
                pairs.join(one.id, other.id)
    return parted


def _title(unit: Unit) -> str:
    return unit.name.text if unit.name else unit.id


def by_title(units: Iterable[Unit]) -> Mapping[str, list[Unit]]:
    """Units by what a person calls them: the name, else the id."""
    titles: dict[str, list[Unit]] = defaultdict(list)
    for unit in units:
        titles[_title(unit)].append(unit)
    return titles


def titled(titles: str | None, units: Mapping[str, Sequence[Unit]]) -> list[Unit]:
    """The units that a list of titles, as a split or merger has it, speaks of."""
    return [unit for title in (titles or "").split("; ") for unit in units.get(title, ())[:1]]
