"""Random organisations for comparisons: units of distinct duties with much boilerplate between them."""

from __future__ import annotations

from random import Random

from tests.synthetic.organisation import Members, Organisation, UnitFacts

BOILERPLATE = (
    "Undertake other tasks assigned by superiors",
    "Implement relevant laws, regulations and normative documents, formulate plans and organize their implementation",
)
VERBS = [
    "Manage",
    "Draft",
    "Review",
    "Supervise",
    "Coordinate",
    "Compile",
    "Monitor",
    "Approve",
    "Inspect",
    "Publish",
    "Guide",
    "Archive",
    "Assess",
]
LINKS = ["and", "for", "of", "within", "across", "under", "against", "with"]
KINDS = ("Office", "Division", "Department", "Bureau", "Section", "Centre")
LEVELS = ("bureau", "deputy-bureau", "division", "deputy-division", "section")
SYLLABLES = [
    "ba",
    "ce",
    "di",
    "fo",
    "gu",
    "ha",
    "je",
    "ki",
    "lo",
    "mu",
    "na",
    "pe",
    "ri",
    "so",
    "tu",
    "va",
    "we",
    "xi",
    "yo",
    "zu",
    "bran",
    "clo",
    "dril",
    "fen",
    "grim",
]


class Words:
    """Words that no other call has given, so that every text is told from every other."""

    def __init__(self, rng: Random) -> None:
        self._rng = rng
        self._used: set[str] = set()

    def word(self) -> str:
        while True:
            word = "".join(self._rng.choices(SYLLABLES, k=3))
            if word not in self._used:
                self._used.add(word)
                return word

    def duty(self) -> str:
        """A duty: a verb, and distinct words between common ones."""
        length = self._rng.randint(3, 6)
        tail = " ".join(f"{self.word()} {self._rng.choice(LINKS)}" for _ in range(length))
        return f"{self._rng.choice(VERBS)} the {tail} {self.word()}"

    def name(self) -> str:
        """A unit's name."""
        return f"{self.word().capitalize()} {self.word().capitalize()} {self._rng.choice(KINDS)}"

    def note(self) -> str:
        """A sentence about nothing."""
        return f"In {self._rng.randint(1990, 2020)} {self.word()} saw {self.word()}, {self.word()} and {self.word()}."


def random_unit(rng: Random, words: Words, *, common: bool = False) -> UnitFacts:
    """A named unit at work, with or without members, opening duty, boilerplate (surely, if `common`) and note."""
    name = words.name()
    duties = [words.duty() for _ in range(rng.randint(4, 9))]
    if rng.random() < 0.7:
        duties.insert(0, f"The {name} is the functional management department for {words.word()} {words.word()} work")
    if common or rng.random() < 0.6:
        duties.insert(1, BOILERPLATE[1])
    if common or rng.random() < 0.85:
        duties.append(BOILERPLATE[0])
    unit = UnitFacts(name=name, level=rng.choice(LEVELS), duties=duties)
    unit.listing = rng.choice(["listed", "listed", "none", "absent"])
    if unit.listing == "listed":
        unit.groups = [random_members(rng, words)]
    if rng.random() < 0.3:
        unit.notes = [words.note()]
    return unit


def random_members(rng: Random, words: Words) -> Members:
    """A group whose declared count, if there is one, is right."""
    names = [f"{words.word().capitalize()} {words.word().capitalize()} Section" for _ in range(rng.randint(2, 7))]
    return Members(names, declared=len(names) if rng.random() < 0.7 else None)


def random_organisation(rng: Random, words: Words, units: int) -> Organisation:
    """A body of `units` units, a few of them vacant and without a name; at least two have all the boilerplate."""
    name = f"{words.word().capitalize()} Authority"
    facts = [random_unit(rng, words, common=place < 2) for place in range(units)]
    for place in range(2, units, 7):
        if rng.random() < 0.5:
            facts[place] = UnitFacts(name=None, level=rng.choice(LEVELS), status="vacant", listing="none")
    notes = [words.note()] if rng.random() < 0.5 else []
    return Organisation(name=name, title=f"Internal organizations of {name}", units=facts, notes=notes)
