"""Families: what became of each old unit - the same unit, several (a split), part of one (a merger), or nothing."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from pipeline.compare.facts import UnitFacts
from pipeline.compare.likeness import Likeness
from pipeline.compare.pairing import Pairing
from pipeline.compare.places import pair_by_place
from pipeline.compare.sharing import Sharing
from pipeline.compare.standins import pair_stand_ins


@dataclass(frozen=True, slots=True)
class Family:
    """Old units and the new ones that carry them on, the main one first on each side.

    One to one is the usual case; one old and several new are a split, several old and one new a merger. `kept` tells
    whether the main units are one and the same unit (in a split or merger: whether one of the parts kept its name),
    `retold` whether it is told in new words throughout.
    """

    old: tuple[UnitFacts, ...]
    new: tuple[UnitFacts, ...]
    kept: bool = True
    retold: bool = False

    @property
    def listed_old(self) -> tuple[UnitFacts, ...]:
        """Old units whose vanished duties are news: not those that a merger did away with."""
        return self.old if not self.merged else self.old[:1] if self.kept else ()

    @property
    def listed_new(self) -> tuple[UnitFacts, ...]:
        """New units whose fresh duties are news: not those that a split brought about."""
        return self.new if not self.split else self.new[:1] if self.kept else ()

    @property
    def split(self) -> bool:
        """True where one old unit became several."""
        return len(self.new) > 1

    @property
    def merged(self) -> bool:
        """True where several old units became one."""
        return len(self.old) > 1


def families_of(pairing: Pairing, sharing: Sharing, likeness: Likeness) -> list[Family]:
    """Every paired, split or merged unit of both sides as a family; what is in none was added or removed."""
    forward = pairing.pairs
    backward = {new: old for old, new in forward.items()}
    left_old, left_new = pairing.left()
    parts = _claims(pairing.old, left_new, forward, pairing.new, sharing)
    sources = _claims(pairing.new, left_old, backward, pairing.old, sharing)
    splits = {old: news for old, news in parts.items() if old in forward or len(news) > 1}
    mergers = {
        new: olds
        for new, olds in sources.items()
        if (new in backward or len(olds) > 1) and backward.get(new) not in splits and not splits.keys() & set(olds)
    }
    claimed = (
        {old for olds in mergers.values() for old in olds} | splits.keys(),
        {new for news in splits.values() for new in news} | mergers.keys(),
    )
    pair_stand_ins(pairing, *claimed, sharing, likeness)
    pair_by_place(pairing, *claimed)
    return list(_families(pairing, splits, mergers))


def _families(pairing: Pairing, splits: Mapping[int, list[int]], mergers: Mapping[int, list[int]]) -> Iterator[Family]:
    merged = set(mergers)
    for old, new in pairing.pairs.items():
        if old not in splits and new not in merged:
            yield Family((pairing.old[old],), (pairing.new[new],), retold=old in pairing.retold)
    for old, claims in splits.items():
        one = pairing.old[old]
        parts, kept = _main_first(one, [pairing.new[new] for new in _with(pairing.pairs.get(old), claims)])
        yield Family((one,), parts, kept)
    backward = {new: old for old, new in pairing.pairs.items()}
    for new, claims in mergers.items():
        one = pairing.new[new]
        parts, kept = _main_first(one, [pairing.old[old] for old in _with(backward.get(new), claims)])
        yield Family(parts, (one,), kept)


def _with(partner: int | None, claims: list[int]) -> list[int]:
    return sorted(claims if partner is None else {partner, *claims})


def _main_first(one: UnitFacts, parts: list[UnitFacts]) -> tuple[tuple[UnitFacts, ...], bool]:
    """The parts with the one that kept the name of `one` in front, and whether there is such a part."""
    main = next((part for part in parts if part.name is not None and part.name == one.name), None)
    if main is None:
        return tuple(parts), False
    return (main, *(part for part in parts if part is not main)), True


def _claims(
    owners: Sequence[UnitFacts],
    left: Sequence[UnitFacts],
    partners: Mapping[int, int],
    partner_units: Sequence[UnitFacts],
    sharing: Sharing,
) -> dict[int, list[int]]:
    """For each unit of `owners` the units of `left`, on the other side, that live mostly on its duties.

    What the owner's own partner still has was copied, not taken along, and counts for nothing. Members count as duties
    do where the owner's name is gone; one of a unit that stays as it was may go to a new one, and split nothing.
    """
    holders: dict[str, list[int]] = defaultdict(list)
    wanted = {key for unit in left for key in sharing.own(unit)}
    for owner in owners:
        for key in wanted.intersection((*owner.keys, *owner.members)):
            holders[key].append(owner.index)
    claims: dict[int, list[int]] = defaultdict(list)
    kept_by: dict[int, set[str]] = {}
    for unit in left:
        keys = sharing.own(unit)
        tally: dict[int, int] = defaultdict(int)
        for key in keys:
            for owner_index in holders[key]:
                tally[owner_index] += 1
        for owner_index, _ in sorted(tally.items(), key=lambda item: (-item[1], abs(item[0] - unit.index)))[:1]:
            owner, partner = owners[owner_index], partners.get(owner_index)
            if owner_index not in kept_by:
                other = None if partner is None else partner_units[partner]
                kept_by[owner_index] = {*other.keys, *other.members} if other else set()
            kept = kept_by[owner_index]
            if partner is not None and partner_units[partner].name == owner.name:
                keys = keys.intersection(unit.keys)
            taken = keys.intersection((*owner.keys, *owner.members)) - kept
            if _enough(len(taken), len(keys)) and (partner is None or _shares(owner, kept, sharing)):
                claims[owner_index].append(unit.index)
    return claims


def _enough(taken: int, total: int) -> bool:
    """Half of a unit's own duties make it a part of where they came from; a single one is a duty that moved."""
    return taken >= 2 and 2 * taken >= total


def _shares(owner: UnitFacts, keys: set[str], sharing: Sharing) -> bool:
    """A split leaves something behind: the owner's partner still has distinctive duties of the owner."""
    return bool(sharing.distinctive(owner.keys).keys() & keys)
