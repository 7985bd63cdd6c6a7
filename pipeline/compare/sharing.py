"""Which duties tell units apart, and which are boilerplate that half the page repeats."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

from pipeline.compare.facts import UnitFacts

# A duty that this many units of one side have is nobody's own. Two are enough: on real pages, what stands in two units
# word for word is a phrase of the house.
MANY = 2

# Phrases of the house come in variants: what starts in the same so many characters in so many units is one of them.
OPENING = 60
VARIANTS = 3

# It still helps to pair units, though it proves less, while so few have it; of very many units, more are still few.
FEW = 2
FEW_AT_MOST = 8


class Sharing:
    """In how many units of each side every duty stands."""

    def __init__(self, old: Sequence[UnitFacts], new: Sequence[UnitFacts]) -> None:
        self._old, openings_old = _spread(old)
        self._new, openings_new = _spread(new)
        self._openings = openings_old | openings_new
        self._members = _members(old) | _members(new)
        units = min(len(old), len(new))
        self._half = max(2.0, units / 2)
        self._few = max(FEW, min(FEW_AT_MOST, units // 100))

    def boilerplate(self, key: str) -> bool:
        """True where units share the duty: it never moves from one to another."""
        return max(self._old[key], self._new[key]) >= MANY

    def variant(self, key: str) -> bool:
        """True where units share the duty or have variants of it: it comes and goes with its unit."""
        return self.boilerplate(key) or self._openings[key[:OPENING]] >= VARIANTS

    def weight(self, key: str) -> float:
        """What a shared duty proves about two units that both have it: 1 where nobody else does, 0 for boilerplate."""
        spread = max(self._old[key], self._new[key], 1)
        return 0.0 if spread > self._few or 2 <= spread >= self._half else 1.0 / spread

    def distinctive(self, keys: Iterable[str]) -> dict[str, float]:
        """The duties that have weight, with it."""
        weighed = {key: self.weight(key) for key in keys}
        return {key: weight for key, weight in weighed.items() if weight}

    def unshared(self, member: str) -> bool:
        """True where one unit alone, on each side, has a member of that name."""
        return self._members[member] < MANY

    def own(self, unit: UnitFacts) -> set[str]:
        """The duties and members that tell a unit from others."""
        return {*self.distinctive(unit.keys), *filter(self.unshared, unit.members)}


def _members(units: Sequence[UnitFacts]) -> Counter[str]:
    """In how many units a member of each name stands."""
    return Counter(member for unit in units for member in set(unit.members))


def _spread(units: Sequence[UnitFacts]) -> tuple[Counter[str], Counter[str]]:
    """In how many units each duty stands, and each opening of a long one."""
    spread: Counter[str] = Counter()
    openings: Counter[str] = Counter()
    for unit in units:
        keys = set(unit.keys)
        spread.update(keys)
        openings.update({key[:OPENING] for key in keys if len(key) > OPENING})
    return spread, openings
