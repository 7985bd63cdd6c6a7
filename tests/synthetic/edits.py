"""The edit simulator: changes an organisation as an author would, and says what each edit must be reported as.

Every edit keeps clear of the others (`Script.claim`), so that no two scripts mean the same: a duty next to an inserted
one is not reworded, a unit next to a vacant one stays where it is. Numbers that shift are not an edit; what they must
be reported as follows from where every duty ends up (`Script.renumberings`).
"""

from __future__ import annotations

import copy
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from itertools import groupby
from random import Random

from tests.synthetic.organisation import Organisation, UnitFacts
from tests.synthetic.random_organisation import BOILERPLATE, Words, random_organisation

Expected = tuple[str, str | None, str | None]


class BlockedError(Exception):
    """The edit finds no place that is clear of the edits before it."""


@dataclass
class Script:
    """An organisation before and after some edits, and what a comparison must report."""

    rng: Random
    words: Words
    old: Organisation
    new: Organisation
    changes: list[Expected] = field(default_factory=list)
    edits: list[str] = field(default_factory=list)
    moved: list[UnitFacts] = field(default_factory=list)
    # Units that are gone are kept alive here, so that no other object takes over their identity.
    gone: list[UnitFacts] = field(default_factory=list)
    # Who is who: the old unit that each new one carries on (by identity of the facts), and old wordings of new duties.
    heirs: dict[int, UnitFacts] = field(default_factory=dict)
    wordings: dict[str, str] = field(default_factory=dict)
    claims: set[tuple[int, str]] = field(default_factory=set)
    frozen: set[tuple[int, str]] = field(default_factory=set)

    shared: set[str] = field(default_factory=set)

    @classmethod
    def begin(cls, seed: int, units: int = 16) -> Script:
        """An unedited random organisation."""
        rng = Random(seed)
        words = Words(rng)
        return cls.on(random_organisation(rng, words, units), rng, words)

    @classmethod
    def on(cls, old: Organisation, rng: Random, words: Words) -> Script:
        """An organisation that is still to be edited."""
        new = copy.deepcopy(old)
        script = cls(rng, words, old, new)
        script.heirs = {id(after): before for before, after in zip(old.units, new.units, strict=True)}
        return script

    def unit(self, *facets: str, where: Callable[[UnitFacts], bool] = lambda unit: True) -> UnitFacts:
        """A unit that was there before, fits `where`, and whose `facets` no edit has claimed; they are claimed now."""
        fit = [
            unit
            for unit in self.new.units
            if id(unit) in self.heirs and where(unit) and not any((id(unit), facet) in self.claims for facet in facets)
        ]
        if not fit:
            raise BlockedError
        unit = self.rng.choice(fit)
        self.claim(unit, *facets)
        return unit

    def claim(self, unit: UnitFacts, *facets: str) -> None:
        """No later edit touches these facets of the unit."""
        self.claims.update((id(unit), facet) for facet in facets)

    def free(self, unit: UnitFacts, facet: str) -> bool:
        """True where no edit has claimed the facet."""
        return (id(unit), facet) not in self.claims

    def place(self) -> int:
        """A place between two units that both are at work, have a name and stay; both are claimed to stay."""
        units = self.new.units
        fit = [
            at
            for at in range(1, len(units))
            if all(unit.name and self.free(unit, "place") for unit in units[at - 1 : at + 1])
        ]
        if not fit:
            raise BlockedError
        at = self.rng.choice(fit)
        for unit in units[at - 1 : at + 1]:
            self.claim(unit, "place")
        return at

    def neighbours(self, unit: UnitFacts) -> list[UnitFacts]:
        """The units before and after."""
        at = position(self.new.units, unit)
        return self.new.units[max(0, at - 1) : at] + self.new.units[at + 1 : at + 2]

    def stays(self, unit: UnitFacts, *, blank: bool = False) -> bool:
        """True where nothing was done to the places around the unit; its neighbours are named, or `blank`."""
        around = [unit, *self.neighbours(unit)]
        return all(self.free(one, "place") and (blank or one.name) for one in around)

    def settle(self, unit: UnitFacts) -> None:
        """The unit and its neighbours stay in their places from now on."""
        for one in [unit, *self.neighbours(unit)]:
            self.claim(one, "place")

    def duty(self, unit: UnitFacts) -> int:
        """The place of a duty that no edit came near, boilerplate and opening aside; it and its neighbours freeze."""
        fit = [at for at, text in enumerate(unit.duties) if self.own(text) and self.clear(unit, at)]
        if not fit:
            raise BlockedError
        at = self.rng.choice(fit)
        self.freeze(unit, at)
        return at

    def own(self, text: str) -> bool:
        """True for a duty that no two units share and that doesn't open with its unit's name."""
        if not self.shared:
            spread = Counter(duty for unit in self.old.units for duty in set(unit.duties))
            self.shared = {*BOILERPLATE, *(duty for duty, units in spread.items() if units > 1)}
        return text not in self.shared and not text.startswith("The ")

    def freeze(self, unit: UnitFacts, at: int) -> None:
        """The duty and those next to it are left alone from now on."""
        self.frozen.update((id(unit), text) for text in unit.duties[max(0, at - 1) : at + 2])

    def gap(self, unit: UnitFacts) -> int:
        """A place to insert a duty at, with untouched duties on both sides."""
        fit = [at for at in range(1, len(unit.duties)) if self.clear(unit, at - 1) and self.clear(unit, at)]
        if not fit:
            raise BlockedError
        return self.rng.choice(fit)

    def open(self, unit: UnitFacts) -> bool:
        """True for a unit at work that no split or merger has taken hold of."""
        return at_work(unit) and self.free(unit, "whole")

    def clear(self, unit: UnitFacts, at: int) -> bool:
        """True where no edit came near the duty."""
        return not any((id(unit), text) in self.frozen for text in unit.duties[max(0, at - 1) : at + 2])

    def insert(self, unit: UnitFacts, text: str) -> None:
        """Insert a duty where it is clear of other edits."""
        at = self.gap(unit)
        unit.duties.insert(at, text)
        if unit.numbers:
            unit.numbers = list(range(unit.numbers[0] or 1, len(unit.duties) + (unit.numbers[0] or 1)))
        self.freeze(unit, at)

    def report(self, kind: str, before: str | None, after: str | None) -> None:
        """What the edit must be reported as."""
        self.changes.append((kind, before, after))

    def expected(self) -> Counter[Expected]:
        """Everything a comparison must report, numbers that shifted included, and nothing else."""
        return Counter(self.changes) + Counter(self.renumberings()) + Counter(self.movements())

    def movements(self) -> list[Expected]:
        """Units that moved, with their places among the units of both sides."""
        after = [unit for unit in self.new.units if id(unit) in self.heirs]
        lasting = {id(self.heirs[id(unit)]) for unit in after}
        before = [unit for unit in self.old.units if id(unit) in lasting]
        return [
            ("unit-moved", str(position(before, self.heirs[id(unit)]) + 1), str(position(after, unit) + 1))
            for unit in self.moved
        ]

    def decided(self) -> bool:
        """True where no other choice of so few, or fewer, units that moved gives the same order."""
        places = [position(self.old.units, self.heirs[id(u)]) for u in self.new.units if id(u) in self.heirs]
        best: list[
            tuple[int, int]
        ] = []  # for each place, the longest row in order that ends there, and how many there are
        for at, place in enumerate(places):
            before = [row for one, row in zip(places, best[:at], strict=False) if one < place]
            longest = max((length for length, _ in before), default=0)
            ways = sum(ways for length, ways in before if length == longest) or 1
            best.append((longest + 1, ways))
        longest = max(length for length, _ in best)
        ways = sum(ways for length, ways in best if length == longest)
        apart = all(before != after for _, before, after in self.movements())
        return apart and ways == 1 and longest == len(places) - len(self.moved)

    def renumberings(self) -> list[Expected]:
        """Runs of duties that both sides of a unit have and whose numbers differ by the same."""
        found: list[Expected] = []
        for unit in self.new.units:
            before = self.heirs.get(id(unit))
            if before is None:
                continue
            numbers = dict(zip(before.duties, before.numbers or range(1, len(before.duties) + 1), strict=True))
            now = zip(unit.duties, unit.numbers or range(1, len(unit.duties) + 1), strict=True)
            both = [(numbers.get(self.wordings.get(text, text)), number) for text, number in now]
            pairs = [(one, other) for one, other in both if one is not None and other is not None]
            for shift, run in groupby(pairs, key=lambda pair: pair[1] - pair[0]):
                if shift:
                    ends = list(run)
                    found.append(("duty-renumbered", spans([one for one, _ in ends]), spans([b for _, b in ends])))
        return found


def position(units: list[UnitFacts], unit: UnitFacts) -> int:
    """Where this very object stands."""
    return next(at for at, one in enumerate(units) if one is unit)


def spans(numbers: list[int]) -> str:
    """Numbers as the report writes them, worked out in another way than there."""
    runs = [[n for _, n in run] for _, run in groupby(enumerate(numbers), key=lambda item: item[1] - item[0])]
    return ", ".join(str(run[0]) if len(run) == 1 else f"{run[0]}-{run[-1]}" for run in runs)


def at_work(unit: UnitFacts) -> bool:
    """A named, active unit with duties."""
    return unit.name is not None and unit.status == "active" and len(unit.duties) >= 4
