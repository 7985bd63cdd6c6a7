"""Which unit of the old document became which of the new one, read back out of the changes between them.

A diff names one unit per change, while evidence and grouping need both.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence

from pipeline.model import Change, Document, Unit


def counterparts(old: Document, new: Document, changes: Sequence[Change]) -> dict[str, str]:
    """Old unit ids by new ones, for every unit that both documents have.

    What is neither added, removed, moved, split nor merged stands in the same order on both sides. Where `changes` don't
    tell that story of these two documents, units of the same id are taken for one.
    """
    gone = {change.unit for change in changes if change.kind == "unit-removed"}
    came = {change.unit for change in changes if change.kind == "unit-added"}
    pairs = {**_moved(old, changes), **_families(old, new, changes, gone, came)}
    met = set(pairs.values())
    left_old = [unit.id for unit in old.units if unit.id not in gone and unit.id not in met]
    left_new = [unit.id for unit in new.units if unit.id not in came and unit.id not in pairs]
    if len(left_old) == len(left_new):
        return pairs | dict(zip(left_new, left_old, strict=True))
    known = set(left_old)
    return pairs | {name: name for name in left_new if name in known}


def _moved(old: Document, changes: Sequence[Change]) -> dict[str, str]:
    """Units that changed places: their old place is the change's `before`."""
    pairs: dict[str, str] = {}
    for change in changes:
        if change.kind == "unit-moved" and change.unit and change.before and change.before.isdecimal():
            place = int(change.before) - 1
            if 0 <= place < len(old.units):
                pairs[change.unit] = old.units[place].id
    return pairs


def _families(
    old: Document, new: Document, changes: Sequence[Change], gone: set[str | None], came: set[str | None]
) -> dict[str, str]:
    """The parts of splits and mergers, each with the first unit of the other side that isn't spoken for."""
    pairs: dict[str, str] = {}
    told = [change for change in changes if change.kind in ("unit-split", "unit-merged")]
    if not told:
        return pairs
    olds, news = by_title(old.units, gone), by_title(new.units, came)
    for change in told:
        before = titled(change.before, olds)
        for unit in titled(change.after, news):
            pairs[unit.id] = before[min(len(pairs), len(before) - 1)].id if len(before) == 1 else ""
        if len(before) > 1 and change.unit:
            pairs[change.unit] = next((unit.id for unit in before if unit.id == change.unit), before[0].id)
    return {name: one for name, one in pairs.items() if one}


def by_title(units: Sequence[Unit], without: set[str | None] = frozenset()) -> Mapping[str, list[Unit]]:  # type: ignore[assignment]
    """Units by what a person calls them."""
    titles: dict[str, list[Unit]] = defaultdict(list)
    for unit in units:
        if unit.id not in without:
            titles[unit.name.text if unit.name else unit.id].append(unit)
    return titles


def titled(titles: str | None, units: Mapping[str, Sequence[Unit]]) -> list[Unit]:
    """The units that a list of titles, as a split or merger has it, speaks of."""
    return [unit for title in (titles or "").split("; ") for unit in units.get(title, ())[:1]]
