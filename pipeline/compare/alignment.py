"""Which old duty is which new duty: inside a family first, then across units, then by likeness."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import product

from pipeline.compare.facts import DutyFacts, UnitFacts
from pipeline.compare.families import Family
from pipeline.compare.likeness import Likeness
from pipeline.compare.rename import Renaming
from pipeline.compare.rewording import DutyPair, reworded_moves, reworded_pairs
from pipeline.compare.sharing import Sharing


@dataclass(frozen=True)
class Alignment:
    """Duties of both sides as pairs, and what has no partner. `moved` pairs have left one family for another."""

    pairs: list[DutyPair] = field(default_factory=list)
    moved: list[DutyPair] = field(default_factory=list)
    removed: list[DutyFacts] = field(default_factory=list)
    added: list[DutyFacts] = field(default_factory=list)


class Pool:
    """Duties of one side that still look for a partner, in reading order."""

    def __init__(self, units: Iterable[UnitFacts]) -> None:
        self._left = {(duty.unit, duty.index): duty for unit in units for duty in unit.duties}

    def take(self, duty: DutyFacts) -> None:
        """The duty has found its partner."""
        del self._left[duty.unit, duty.index]

    def of(self, units: Iterable[UnitFacts]) -> list[DutyFacts]:
        """What is left of these units' duties."""
        return [duty for unit in units for duty in unit.duties if (duty.unit, duty.index) in self._left]

    def all(self) -> list[DutyFacts]:
        """What is left of all."""
        return list(self._left.values())


def align(
    families: Sequence[Family],
    removed: Sequence[UnitFacts],
    added: Sequence[UnitFacts],
    sharing: Sharing,
    likeness: Likeness,
) -> Alignment:
    """Align the duties of `families` (those that changed at all) and of the units that came and went.

    Exact pairs come before every likeness, so that a duty that moved away is never taken for one that was reworded.
    """
    old = Pool([unit for family in families for unit in family.old] + list(removed))
    new = Pool([unit for family in families for unit in family.new] + list(added))
    result = Alignment()
    exact: dict[int, list[DutyPair]] = {}
    for family in families:
        exact[family.old[0].index] = _join(result.pairs, old, new, _exact(family, old, new))
    fleeting = {unit.index for unit in removed}, {unit.index for unit in added}
    movable = [duty for duty in old.all() if not sharing.boilerplate(duty.key)]
    moves = [
        (one, other)
        for one, other in same_key(movable, new.all())
        if not (sharing.variant(one.key) and (one.unit in fleeting[0] or other.unit in fleeting[1]))
    ]
    _join(result.moved, old, new, moves)
    for family in families:
        _leave_out_namings(family, old, new)
        for one, other in product(family.old, family.new):
            _join(result.pairs, old, new, _reworded(family, one, other, exact[family.old[0].index], old, new, likeness))
        if family.retold:
            _join(result.pairs, old, new, _in_place(family, old, new))
        if family.split or family.merged:
            _join(result.pairs, old, new, reworded_pairs(old.of(family.old), new.of(family.new), None, likeness))
    olds, news = ([duty for duty in pool.all() if not sharing.variant(duty.key)] for pool in (old, new))
    _join(result.moved, old, new, reworded_moves(olds, news, likeness))
    for family in families:
        pairs = exact[family.old[0].index]
        result.removed.extend(_news(old, family.old, family.listed_old, [one for one, _ in pairs], sharing))
        result.added.extend(_news(new, family.new, family.listed_new, [other for _, other in pairs], sharing))
    return result


def _news(
    pool: Pool, units: Sequence[UnitFacts], listed: Sequence[UnitFacts], exact: Sequence[DutyFacts], sharing: Sharing
) -> Iterator[DutyFacts]:
    """Duties without a partner that are to be told: all of the `listed` units; of another part of a split or merger
    only its own ones in the midst of those that went along, as its opening and its end come and go with its name."""
    for unit in units:
        if unit in listed:
            yield from pool.of([unit])
        else:
            known = [duty for duty in exact if duty.unit == unit.index]
            yield from (duty for duty in _between(known, pool.of([unit])) if not sharing.variant(duty.key))


def _reworded(
    family: Family,
    one: UnitFacts,
    other: UnitFacts,
    exact: Sequence[DutyPair],
    old: Pool,
    new: Pool,
    likeness: Likeness,
) -> list[DutyPair]:
    """Duties of a unit in other words in one that carries it on; the `exact` pairs of these two show who stands where.

    Of a part of a split or merger only what stands between two such pairs has a place in the other unit.
    """
    olds, news = old.of([one]), new.of([other])
    if not olds or not news:
        return []
    both = [(before, after) for before, after in exact if (before.unit, after.unit) == (one.index, other.index)]
    if one is not family.old[0] or other is not family.new[0]:
        olds = _between([before for before, _ in both], olds)
        news = _between([after for _, after in both], news)
    return reworded_pairs(olds, news, both, likeness)


def _between(known: Sequence[DutyFacts], duties: Iterable[DutyFacts]) -> list[DutyFacts]:
    """Those of `duties` that stand between two of the `known` ones."""
    places = [duty.index for duty in known]
    return [duty for duty in duties if places and min(places) < duty.index < max(places)]


def _in_place(family: Family, old: Pool, new: Pool) -> list[DutyPair]:
    """What is left of a unit told in new words: each duty with the one in its place, where they are as many."""
    if len(family.old[0].keys) != len(family.new[0].keys):
        return []
    waiting = {duty.index: duty for duty in new.of(family.new)}
    return [(duty, waiting[duty.index]) for duty in old.of(family.old) if duty.index in waiting]


def _leave_out_namings(family: Family, old: Pool, new: Pool) -> None:
    """Take out the sentences that say what a unit is where a split or merger left no unit of its name: that says it."""
    if family.kept or not (family.split or family.merged):
        return
    for pool, units in ((old, family.old), (new, family.new)):
        for unit in units:
            for duty in pool.of([unit]):
                if duty.index == 0 and unit.naming is not None:
                    pool.take(duty)


def _join(target: list[DutyPair], old: Pool, new: Pool, pairs: list[DutyPair]) -> list[DutyPair]:
    """Take the pairs out of both pools into `target`."""
    for one, other in pairs:
        old.take(one)
        new.take(other)
    target.extend(pairs)
    return pairs


def _exact(family: Family, old: Pool, new: Pool) -> list[DutyPair]:
    """Pairs of a family whose words agree, apart from the family's own name."""
    one, other = family.old[0].duties, family.new[0].duties
    pairs = list(_ends(one, other))
    seen_old = {duty.index for duty, _ in pairs}
    seen_new = {duty.index for _, duty in pairs}
    left_old = [duty for duty in one if duty.index not in seen_old]
    left_new = [duty for duty in other if duty.index not in seen_new]
    pairs += same_key(left_old, left_new)
    pairs += _same_but_name(family, pairs)
    if family.split or family.merged:
        taken = {(duty.unit, duty.index) for duty, _ in pairs}
        taken_new = {(duty.unit, duty.index) for _, duty in pairs}
        pairs += same_key(
            [duty for duty in old.of(family.old) if (duty.unit, duty.index) not in taken],
            [duty for duty in new.of(family.new) if (duty.unit, duty.index) not in taken_new],
        )
    return pairs


def _ends(old: Sequence[DutyFacts], new: Sequence[DutyFacts]) -> Iterable[DutyPair]:
    """The unchanged duties at both ends; so of two equal duties the one that stayed keeps its place."""
    shorter = min(len(old), len(new))
    head = 0
    while head < shorter and old[head].key == new[head].key:
        yield old[head], new[head]
        head += 1
    tail = 1
    while tail <= shorter - head and old[-tail].key == new[-tail].key:
        yield old[-tail], new[-tail]
        tail += 1


def same_key(old: Iterable[DutyFacts], new: Iterable[DutyFacts]) -> list[DutyPair]:
    """Duties with the same words, in order."""
    waiting: dict[str, list[DutyFacts]] = defaultdict(list)
    for duty in new:
        waiting[duty.key].append(duty)
    for queue in waiting.values():
        queue.reverse()
    return [(duty, waiting[duty.key].pop()) for duty in old if waiting.get(duty.key)]


def _same_but_name(family: Family, pairs: list[DutyPair]) -> list[DutyPair]:
    """Duties of the main units that differ in the unit's own name only."""
    renaming = Renaming.between(family.old[:1], family.new[:1])
    if not renaming.before or not renaming.after:
        return []
    taken_old = {duty.index for duty, _ in pairs}
    taken_new = {duty.index for _, duty in pairs}
    waiting = {duty.key: duty for duty in family.new[0].duties if duty.index not in taken_new}
    found: list[DutyPair] = []
    for duty in family.old[0].duties:
        if duty.index not in taken_old:
            match = next((text for text in renaming.variants(duty.key) if text in waiting), None)
            if match is not None:
                found.append((duty, waiting.pop(match)))
    return found
