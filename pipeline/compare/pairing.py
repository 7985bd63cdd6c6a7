"""Which old unit is which new unit: exact first, then by shared duties, by place, and by likeness only at the end."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Hashable, Iterator, Sequence

from pipeline.compare.facts import UnitFacts
from pipeline.compare.likeness import Likeness
from pipeline.compare.order import staying
from pipeline.compare.resemblance import resembling
from pipeline.compare.sharing import Sharing

# Two units are the same where they share this part of their distinctive duties.
ENOUGH = 0.4

# More units than this under one name, and the name points to none of them.
NAMESAKES = 8

Pairs = dict[int, int]


class Pairing:
    """The pairs found so far, and who is left on each side. Pairs map an old unit's index to a new unit's,
    `retold` has the old units that are told in new words throughout."""

    def __init__(self, old: Sequence[UnitFacts], new: Sequence[UnitFacts]) -> None:
        self.old = old
        self.new = new
        self.pairs: Pairs = {}
        self.retold: set[int] = set()
        self._taken: set[int] = set()

    def join(self, old: int, new: int, *, retold: bool = False) -> None:
        """Pair two units unless one of them is taken; `retold` where their place pairs them rather than their words."""
        if old not in self.pairs and new not in self._taken:
            self.pairs[old] = new
            self._taken.add(new)
            if retold:
                self.retold.add(old)

    def unpaired(self, old: Sequence[UnitFacts], new: Sequence[UnitFacts]) -> tuple[list[UnitFacts], list[UnitFacts]]:
        """Those of the given units that have no partner yet."""
        return (
            [unit for unit in old if unit.index not in self.pairs],
            [unit for unit in new if unit.index not in self._taken],
        )

    def left(self) -> tuple[list[UnitFacts], list[UnitFacts]]:
        """All units without a partner, in order."""
        return self.unpaired(self.old, self.new)

    def gaps(self) -> Iterator[tuple[list[UnitFacts], list[UnitFacts]]]:
        """The unpaired units of both sides that stand between the same neighbours, gap by gap."""
        ordered = sorted((new, old) for old, new in self.pairs.items())
        kept = [ordered[position] for position in staying([old for _, old in ordered])]
        before_old = before_new = -1
        for after_new, after_old in [*kept, (len(self.new), len(self.old))]:
            if after_old - before_old > 1 and after_new - before_new > 1:
                yield self.unpaired(self.old[before_old + 1 : after_old], self.new[before_new + 1 : after_new])
            before_old, before_new = after_old, after_new


def pair_units(old: Sequence[UnitFacts], new: Sequence[UnitFacts], sharing: Sharing, likeness: Likeness) -> Pairing:
    """Pair what is surely the same unit. Units without name and duties are left to their places."""
    pairing = Pairing(old, new)
    _pair_unique(pairing)
    _pair_in_gaps(pairing, lambda unit: None if unit.blank else unit.signature)
    _pair_by_score(pairing, sharing)
    _pair_in_gaps(pairing, lambda unit: unit.name)
    for one, other in resembling(old, new, *pairing.left(), sharing, likeness):
        pairing.join(one, other)
    return pairing


def _pair_unique(pairing: Pairing) -> None:
    """Pair units that say the same where nobody else does. Blank ones are left out: their place is all they have."""
    counts_old = Counter(unit.signature for unit in pairing.old)
    counts_new = Counter(unit.signature for unit in pairing.new)
    places = {unit.signature: unit.index for unit in pairing.new}
    for unit in pairing.old:
        if not unit.blank and counts_old[unit.signature] == 1 == counts_new[unit.signature]:
            pairing.join(unit.index, places[unit.signature])


def _pair_in_gaps(pairing: Pairing, identity: Callable[[UnitFacts], Hashable | None]) -> None:
    """Pair units of one identity between the same neighbours, in order."""
    for olds, news in list(pairing.gaps()):
        pair_same(pairing, olds, news, identity)


def pair_same(
    pairing: Pairing,
    olds: Sequence[UnitFacts],
    news: Sequence[UnitFacts],
    identity: Callable[[UnitFacts], Hashable | None],
) -> None:
    """Pair units of one identity in order; None is no identity."""
    olds, news = pairing.unpaired(olds, news)
    waiting: dict[Hashable, list[int]] = defaultdict(list)
    for unit in reversed(news):
        waiting[identity(unit)].append(unit.index)
    for unit in olds:
        value = identity(unit)
        if value is not None and waiting[value]:
            pairing.join(unit.index, waiting[value].pop())


def _pair_by_score(pairing: Pairing, sharing: Sharing) -> None:
    """Pair by name and shared distinctive duties, the best proof first; nearer units where the proof is equal."""
    scored = sorted(
        (-score, abs(one - other), one + other, one, other)
        for one, other, score in _scores(pairing, sharing)
        if score >= ENOUGH
    )
    for _, _, _, one, other in scored:
        pairing.join(one, other)


def _scores(pairing: Pairing, sharing: Sharing) -> Iterator[tuple[int, int, float]]:
    """Every pair of unpaired units that shares a name or a distinctive duty, with 0 to 2 for how well they agree."""
    olds, news = pairing.left()
    weights = {unit.index: _without_naming(unit, sharing) for unit in news}
    by_name: dict[str, list[int]] = defaultdict(list)
    by_duty: dict[str, list[int]] = defaultdict(list)
    for unit in news:
        if unit.name is not None:
            by_name[unit.name].append(unit.index)
        for key in weights[unit.index]:
            by_duty[key].append(unit.index)
    for unit in olds:
        own = _without_naming(unit, sharing)
        shared: dict[int, float] = defaultdict(float)
        for key, weight in own.items():
            for other in by_duty[key]:
                shared[other] += weight
        namesakes = by_name[unit.name] if unit.name is not None else []
        for other in namesakes if len(namesakes) <= NAMESAKES else []:
            shared[other] += 0.0
        for other, weight in shared.items():
            same_name = unit.name is not None and pairing.new[other].name == unit.name
            yield unit.index, other, _score(same_name, weight, sum(own.values()), sum(weights[other].values()))


def _without_naming(unit: UnitFacts, sharing: Sharing) -> dict[str, float]:
    """The distinctive duties of a unit; the sentence that says its name proves no more than the name does."""
    naming = unit.naming
    return {key: weight for key, weight in sharing.distinctive(unit.keys).items() if key != naming}


def _score(same_name: bool, shared: float, own: float, others: float) -> float:
    """A name and one duty outweigh all duties without the name; a name alone, against other duties, proves little."""
    agreement = 2 * shared / (own + others) if own + others else 0.0
    if not same_name:
        return agreement
    contradicted = own > 0 and others > 0 and shared == 0
    return ENOUGH if contradicted else 1.0 + agreement
