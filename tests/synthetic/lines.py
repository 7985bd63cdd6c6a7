"""Lines: what a page is made of before it is text, and the pieces that all layouts share."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from random import Random
from typing import Literal

from tests.synthetic.organisation import UnitFacts

Kind = Literal["title", "open", "level", "text", "duty", "clause"]
LEVELS = {
    "bureau": "bureau level",
    "deputy-bureau": "deputy bureau level",
    "division": "director level",
    "deputy-division": "deputy director level",
    "section": "section level",
}
COUNTS = ("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")
STATUS = {"vacant": "Temporarily vacant", "in-preparation": "Currently under preparation"}


@dataclass
class Line:
    """One line. 'open' starts a unit, 'duty' holds one duty behind `mark`, 'clause' holds one and runs on."""

    kind: Kind
    text: str
    mark: str = ""
    end: str = ""
    unit: int = -1

    def __str__(self) -> str:
        return self.mark + self.text + self.end


Lines = Iterator[Line]
NUMBERS: tuple[Callable[[int], str], ...] = (
    lambda n: f"{n}. ",
    lambda n: f"{n}.",
    lambda n: f"({n}) ",
    lambda n: f"{n}) ",
    lambda n: f"{n}, ",
    lambda n: f"{chr(96 + n)}. ",
    lambda n: f"({chr(96 + n)}) ",
)
LEADS = (
    "is in charge of the following matters:",
    "shall be responsible for the following tasks:",
    "is charged with the following operations:",
    "is responsible for the following duties:",
)
BULLETS = ("• ", "- ", "* ")


def joined(names: list[str], rng: Random) -> str:
    """'A, B and C', in the ways translators write it."""
    if len(names) < 2:
        return "".join(names)
    return ", ".join(names[:-1]) + rng.choice((" and ", ", and ", ", ")) + names[-1]


def counted(unit: UnitFacts) -> tuple[int, str]:
    """How many members the unit's group has, and what they are called ('sections')."""
    names = unit.groups[0].names
    unit.groups[0].declared = len(names)
    return len(names), names[0].rsplit(" ", 1)[-1].lower() + "s"


def numbered(unit: UnitFacts, place: int, mark: Callable[[int], str]) -> Lines:
    """Duties behind `mark`, closed by ';' or '.', the last by '.'; or the words that say that nobody is at work."""
    if unit.status != "active":
        yield Line("text", STATUS[unit.status], unit=place)
    for n, duty in enumerate(unit.duties, 1):
        last = n == len(unit.duties)
        yield Line("duty", duty, mark(n), "." if last else ";", place)


def mute(unit: UnitFacts, *, level: bool = False, members: bool = True) -> None:
    """Take away what the layout does not say."""
    if not level:
        unit.level = None
    if unit.listing == "none" or not members:
        unit.listing = "absent"
        unit.groups = []
