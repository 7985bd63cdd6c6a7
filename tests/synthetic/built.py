"""Documents built straight from facts, over a simple page of their own, so that every quote is true."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from itertools import chain, count, pairwise

from pipeline.model import (
    SCHEMA_VERSION,
    Document,
    Duty,
    Extractor,
    Finding,
    Group,
    Level,
    Name,
    Quote,
    SourceInfo,
    Subunits,
    Unit,
)
from tests.synthetic.organisation import Members, Organisation, UnitFacts

RANKS = (
    "state",
    "deputy-state",
    "ministry",
    "deputy-ministry",
    "bureau",
    "deputy-bureau",
    "division",
    "deputy-division",
    "section",
    "deputy-section",
)
STATUS = {"vacant": "Temporarily vacant", "in-preparation": "Currently under preparation"}


class Page:
    """A text that grows; everything written to it comes back as a quote of itself."""

    def __init__(self) -> None:
        self.pieces: list[str] = []
        self.length = 0

    @property
    def text(self) -> str:
        return "".join(self.pieces)

    def put(self, text: str, after: str = "\n") -> Quote:
        start = self.length
        self.pieces.append(text + after)
        self.length += len(text) + len(after)
        return Quote(text=text, start=start, end=start + len(text))


def build(facts: Organisation, *, id: str = "page", version: str = "1", source: str | None = None) -> Document:
    """The document that a faultless extraction of `facts` gives. `source` stands for the bytes, else the page does."""
    page = Page()
    title = page.put(facts.title) if facts.title else None
    notes = [page.put(note) for note in facts.notes]
    units = list(_units(facts, page))
    text = page.text
    return Document(
        schema_version=SCHEMA_VERSION,
        id=id,
        title=title,
        organization=facts.name or None,
        language="en",
        source=SourceInfo(
            path=f"raw/{id}.txt",
            sha256=hashlib.sha256((source or text).encode()).hexdigest(),
            encoding="utf-8",
            characters=len(text),
        ),
        extractor=Extractor(name="remit", version=version, profile="en"),
        units=units,
        notes=notes,
        repairs=[],
        findings=[finding for unit in units for finding in _findings(unit)],
    )


def _units(facts: Organisation, page: Page) -> Iterator[Unit]:
    taken: set[str] = set()
    for ordinal, unit in enumerate(facts.units, start=1):
        base = re.sub(r"\W+", "-", unit.name.casefold()).strip("-") if unit.name else f"unit-{ordinal}"
        slug = next(name for name in chain([base], (f"{base}-{n}" for n in count(2))) if name not in taken)
        taken.add(slug)
        yield _unit(slug, unit, page)


def _unit(slug: str, facts: UnitFacts, page: Page) -> Unit:
    start = page.length
    name = page.put(facts.name) if facts.name else None
    level = _level(facts.level, page) if facts.level else None
    status = page.put(STATUS[facts.status]) if facts.status in STATUS else None
    subunits = _subunits(facts, page)
    notes = [page.put(note) for note in facts.notes]
    numbers = facts.numbers or [*range(1, len(facts.duties) + 1)]
    duties = [_duty(text, number, page) for text, number in zip(facts.duties, numbers, strict=True)]
    return Unit(
        id=slug,
        name=Name(**name.model_dump(), origin="heading") if name else None,
        level=level,
        status=facts.status,
        status_text=status,
        subunits=subunits,
        duties=duties,
        notes=notes,
        start=start,
        end=max(start, page.length - 1),
    )


def _level(code: str, page: Page) -> Level:
    quote = page.put(f"{code.replace('-', ' ').capitalize()} level")
    return Level(**quote.model_dump(), code=code, rank=RANKS.index(code) + 1)


def _subunits(facts: UnitFacts, page: Page) -> Subunits:
    if facts.listing == "absent":
        return Subunits(listing="absent", text=None, groups=[])
    start, first = page.length, len(page.pieces)
    if facts.listing == "none":
        page.put("No departments")
    groups = [_group(group, page) for group in facts.groups]
    text = " ".join("".join(page.pieces[first:]).split())
    return Subunits(
        listing=facts.listing,
        text=Quote(text=text, start=start, end=page.length - 1),
        groups=groups,
    )


def _group(group: Members, page: Page) -> Group:
    if group.declared is not None:
        page.put(f"{group.declared} {group.label or 'departments'}:", " ")
    members = [page.put(name, ", ") for name in group.names]
    level = _level(group.level, page) if group.level else None
    page.put("")
    return Group(label=group.label, declared=group.declared, level=level, members=members)


def _duty(text: str, number: int | None, page: Page) -> Duty:
    if number is not None:
        page.put(f"{number}.", " ")
    quote = page.put(text, ";\n")
    return Duty(**quote.model_dump(), number=number, sentences=[quote], items=[])


def _findings(unit: Unit) -> Iterator[Finding]:
    def finding(code: str, message: str, start: int, end: int) -> Finding:
        return Finding(code=code, severity="warning", unit=unit.id, message=message, start=start, end=end)

    if unit.name is None:
        yield finding("unnamed-unit", f"{unit.id} has no name.", unit.start, unit.end)
    for group in unit.subunits.groups:
        if group.declared is not None and group.declared != len(group.members) and unit.subunits.text:
            text = f"The source declares {group.declared} departments and names {len(group.members)}."
            yield finding("count-mismatch", text, unit.subunits.text.start, unit.subunits.text.end)
    numbers = [duty.number for duty in unit.duties if duty.number is not None]
    if any(after != before + 1 for before, after in pairwise(numbers)):
        yield finding("numbering-gap", "The duties are not numbered in one row.", unit.start, unit.end)
