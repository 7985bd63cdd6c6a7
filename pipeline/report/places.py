"""Where the words of a change's old side stand in the old source."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

from pipeline.model import Change, Document, Duty, Unit
from pipeline.report.counterparts import by_title, titled
from pipeline.report.kinds import in_old_source


@dataclass(frozen=True, slots=True)
class Place:
    """A span of a source and the id of the unit it lies in."""

    unit: str | None
    start: int
    end: int


class Places:
    """The places of everything one document says, looked up by what a change says of it."""

    def __init__(self, document: Document) -> None:
        self._document = document
        self._units = {unit.id: unit for unit in document.units}
        self._titles = by_title(document.units)
        self._said: dict[tuple[str, str], list[Place]] = defaultdict(list)
        for about, text, place in _statements(document):
            self._said[about, key_of(text)].append(place)

    def of_before(self, change: Change, unit: str | None) -> Place | None:
        """Where the old side of `change` stands; `unit` is the old id of the unit it names. None where it has none."""
        if in_old_source(change):
            return Place(change.unit, change.start, change.end)
        if change.before is None:
            return None
        owner = self._units.get(unit or "")
        if change.kind == "unit-moved":
            return _block(owner)
        if change.kind in ("unit-split", "unit-merged"):
            return _block(next(iter(titled(change.before, self._titles)), None))
        if change.kind == "duty-renumbered":
            return _numbered(owner, change.before)
        if change.kind == "status-changed" and owner:
            quote = owner.status_text or owner
            return Place(owner.id, quote.start, quote.end)
        if change.kind == "organization-changed":
            title = self._document.title
            return Place(None, title.start, title.end) if title else None
        return self._said_in(change.kind, key_of(change.before), owner)

    def _said_in(self, kind: str, key: str, owner: Unit | None) -> Place | None:
        """The statement with these words: the unit's own first, as other units may say the same."""
        found = self._said.get((kind.partition("-")[0], key), [])
        unit = owner.id if owner else None
        best = next((place for place in found if place.unit == unit), found[0] if found else None)
        if best is None and owner and kind.startswith("duty-"):
            # A duty with nested items is compared by its own words, with which its quote only begins.
            return next((place for duty, place in _duties(owner) if key_of(duty.text).startswith(key)), None)
        return best


def key_of(text: str) -> str:
    """A text free of how it was laid out."""
    return " ".join(text.split())


def _statements(document: Document) -> Iterator[tuple[str, str, Place]]:
    """Everything a change can quote: what it is about (the first word of the kind), the words, and their place."""
    if document.title:
        yield "title", document.title.text, Place(None, document.title.start, document.title.end)
    for note in document.notes:
        yield "note", note.text, Place(None, note.start, note.end)
    for finding in document.findings:
        yield "finding", finding.message, Place(finding.unit, finding.start, finding.end)
    for unit in document.units:
        if unit.name:
            yield "unit", unit.name.text, Place(unit.id, unit.name.start, unit.name.end)
        if unit.level:
            yield "level", unit.level.text, Place(unit.id, unit.level.start, unit.level.end)
        yield from _members(unit)
        for note in unit.notes:
            yield "note", note.text, Place(unit.id, note.start, note.end)
        for duty, place in _duties(unit):
            yield "duty", duty.text, place


def _members(unit: Unit) -> Iterator[tuple[str, str, Place]]:
    for group in unit.subunits.groups:
        if group.level:
            yield "level", group.level.text, Place(unit.id, group.level.start, group.level.end)
        for member in group.members:
            yield "subunit", member.text, Place(unit.id, member.start, member.end)
    if statement := unit.subunits.text:
        place = Place(unit.id, statement.start, statement.end)
        yield "subunit", statement.text, place
        yield "note", statement.text, place
        for group in unit.subunits.groups:
            if group.label:
                yield "subunit", group.label, place


def _duties(unit: Unit) -> Iterator[tuple[Duty, Place]]:
    """The duties of a unit and those nested in them."""
    waiting = list(reversed(unit.duties))
    while waiting:
        duty = waiting.pop()
        yield duty, Place(unit.id, duty.start, duty.end)
        waiting += reversed(duty.items)


def _block(unit: Unit | None) -> Place | None:
    return Place(unit.id, unit.start, unit.end) if unit else None


def _numbered(unit: Unit | None, numbers: str) -> Place | None:
    """From the first to the last of the duties with the numbers of a range such as "3-5, 7"."""
    if unit is None:
        return None
    ends = numbers.replace(",", " ").replace("-", " ").split()
    if not ends or not all(end.isdecimal() for end in ends):
        return None
    places = {duty.number: place for duty, place in reversed(list(_duties(unit)))}
    first, last = places.get(int(ends[0])), places.get(int(ends[-1]))
    return Place(unit.id, first.start, max(first.end, last.end)) if first and last else None
