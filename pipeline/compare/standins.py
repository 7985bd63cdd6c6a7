"""Units told in new words throughout: what stands in the place of an old unit, and is built like it, is that unit."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from pipeline.compare.facts import UnitFacts, level_key
from pipeline.compare.likeness import Likeness, words
from pipeline.compare.pairing import Pairing
from pipeline.compare.sharing import Sharing

# Two units of one place are one where they share so many departments that no other has, and this part of all theirs.
MEMBERS = 2
SAME_MEMBERS = 0.6

# Without departments: where they have as many duties, at least so many of their own, and those are so alike in order.
DUTIES = 3
SAME_DUTIES = 0.4

# Of the words that hardly anybody else uses, so much is common to both: else only a formula of the page is.
OWN = 0.3


def pair_stand_ins(
    pairing: Pairing, claimed_old: set[int], claimed_new: set[int], sharing: Sharing, likeness: Likeness
) -> None:
    """Pair units between the same neighbours that have one level, and the same departments or duties alike in order.

    Units in `claimed_old` and `claimed_new` are accounted for already (parts of a split or a merger).
    """
    for gap_old, gap_new in list(pairing.gaps()):
        olds = [unit for unit in gap_old if unit.index not in claimed_old and not unit.blank]
        news = [unit for unit in gap_new if unit.index not in claimed_new and not unit.blank]
        for _, old, new in sorted(_of_same_members(olds, news, sharing)):
            pairing.join(old, new, retold=True)
        olds, news = pairing.unpaired(olds, news)
        # As many as there were: each may stand in the place of the one before it.
        for one, other in zip(olds, news, strict=True) if len(olds) == len(news) else ():
            if _level(one) == _level(other) and _alike(one, other, sharing, likeness):
                pairing.join(one.index, other.index, retold=True)


def _of_same_members(
    olds: Sequence[UnitFacts], news: Sequence[UnitFacts], sharing: Sharing
) -> Iterator[tuple[float, int, int]]:
    """Indices of units of one level that have most of their departments in common, with the part behind a minus."""
    holders = {member: unit for unit in news for member in filter(sharing.unshared, unit.members)}
    units = {unit.index: unit for unit in news}
    for unit in olds:
        shared = Counter(holders[member].index for member in set(unit.members) if member in holders)
        for index, count in shared.items():
            other = units[index]
            part = 2 * count / (len(unit.members) + len(other.members))
            if count >= MEMBERS and part >= SAME_MEMBERS and _level(unit) == _level(other):
                yield -part, unit.index, index


def _alike(one: UnitFacts, other: UnitFacts, sharing: Sharing, likeness: Likeness) -> bool:
    """True where the duties are the same in number, and on the whole alike, each to the one in its place.

    Phrases of the house say nothing of a unit; neither does a department that only one of the two has.
    """
    if len(one.keys) != len(other.keys) or bool(one.members) != bool(other.members):
        return False
    pairs = [
        (before, after)
        for before, after in zip(one.keys, other.keys, strict=True)
        if not (sharing.variant(before) or sharing.variant(after))
    ]
    total = sum(likeness.of(words(before), words(after)) for before, after in pairs)
    if len(pairs) < DUTIES or total < SAME_DUTIES * len(pairs):
        return False
    bags = [Counter(words(" ".join(texts))) for texts in zip(*pairs, strict=True)]
    return likeness.telling(*bags) >= OWN


def _level(unit: UnitFacts) -> str | None:
    return level_key(unit.model.level)
