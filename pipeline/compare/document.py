"""Two versions of one document: every change between them, each once, in reading order."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from pipeline.compare.alignment import Alignment, align
from pipeline.compare.dutychanges import duty_changes
from pipeline.compare.entry import Entry, titles
from pipeline.compare.facts import UnitFacts, facts_of, key_of, unpaused
from pipeline.compare.families import Family, families_of
from pipeline.compare.fields import field_changes, note_changes
from pipeline.compare.findings import Owner, finding_changes
from pipeline.compare.likeness import Likeness
from pipeline.compare.order import Landmarks, moved
from pipeline.compare.pairing import pair_units
from pipeline.compare.rename import Renaming
from pipeline.compare.sharing import Sharing
from pipeline.compare.subunits import subunit_changes
from pipeline.model import Document, Kind


def entries_between(old: Document, new: Document) -> list[Entry]:
    """The changes from `old` to `new` in reading order of `new`, removals where they stood."""
    units_old, units_new = facts_of(old), facts_of(new)
    sharing = Sharing(units_old, units_new)
    likeness = Likeness([key for unit in (*units_old, *units_new) for key in unit.keys])
    families = families_of(pair_units(units_old, units_new, sharing, likeness), sharing, likeness)
    gone = _outside(units_old, [unit for family in families for unit in family.old])
    came = _outside(units_new, [unit for family in families for unit in family.new])
    changed = [family for family in families if not _unchanged(family)]
    alignment = align(changed, gone, came, sharing, likeness)
    body = Renaming.of_body(old.organization, new.organization)
    along = frozenset(member for unit in came for member in unit.members if sharing.unshared(member))
    entries = [
        *_document_changes(old, new, likeness, body),
        *_unit_changes(families, gone, came),
        *(entry for family in changed for entry in _content_changes(family, along, likeness, body)),
        *duty_changes(changed, alignment, units_old, units_new, likeness, body),
    ]
    entries += finding_changes(old.findings, new.findings, *_owners(families, came), entries)
    return _in_reading_order(entries, _landmarks(families, alignment))


def _outside(units: Sequence[UnitFacts], inside: Iterable[UnitFacts]) -> list[UnitFacts]:
    known = {unit.index for unit in inside}
    return [unit for unit in units if unit.index not in known]


def _unchanged(family: Family) -> bool:
    return len(family.old) == len(family.new) == 1 and family.old[0].signature == family.new[0].signature


def _document_changes(old: Document, new: Document, likeness: Likeness, body: Renaming | None) -> Iterator[Entry]:
    """Title, body and notes of the document. A title that only follows the body's new name is no second change."""
    before, after = old.title, new.title
    place = (after.start, after.end) if after else (0, 0)
    one, other = key_of(old.organization or ""), key_of(new.organization or "")
    if one != other:
        yield Entry("organization-changed", None, old.organization, new.organization, *place)
    title_old, title_new = before.text if before else "", after.text if after else ""
    follows = body is not None and body.explains(unpaused(title_old), unpaused(title_new))
    if key_of(title_old) != key_of(title_new) and not follows:
        yield Entry("title-changed", None, before.text if before else None, after.text if after else None, *place)
    yield from note_changes(None, None, old.notes, new.notes, likeness, body)


def _unit_changes(families: Sequence[Family], gone: Iterable[UnitFacts], came: Iterable[UnitFacts]) -> Iterator[Entry]:
    """Units that came, went, moved, were split or merged."""
    for unit in gone:
        yield Entry("unit-removed", unit, unit.title, None, unit.model.start, unit.model.end, gone=True)
    for unit in came:
        yield Entry("unit-added", unit, None, unit.title, unit.model.start, unit.model.end)
    for family in families:
        first = min(family.new, key=lambda unit: unit.index)
        if family.split:
            yield _of_unit("unit-split", first, family.old, sorted(family.new, key=lambda unit: unit.index))
        if family.merged:
            yield _of_unit("unit-merged", first, sorted(family.old, key=lambda unit: unit.index), family.new)
    yield from _unit_moves([family for family in families if family.kept])


def _unit_moves(kept: Sequence[Family]) -> Iterator[Entry]:
    """Units that changed places, counted among the units that both sides have: what came and went moves none."""
    by_place = sorted(kept, key=lambda family: family.old[0].index)
    ranks = {family.old[0].index: rank for rank, family in enumerate(by_place)}
    units = [(ranks[family.old[0].index], family.new[0]) for family in sorted(kept, key=lambda f: f.new[0].index)]
    for place in moved([rank for rank, _ in units]):
        rank, unit = units[place]
        yield Entry("unit-moved", unit, str(rank + 1), str(place + 1), unit.model.start, unit.model.end)


def _of_unit(kind: Kind, unit: UnitFacts, before: Sequence[UnitFacts], after: Sequence[UnitFacts]) -> Entry:
    return Entry(kind, unit, titles(before), titles(after), unit.model.start, unit.model.end)


def _content_changes(
    family: Family, elsewhere: frozenset[str], likeness: Likeness, body: Renaming | None
) -> Iterator[Entry]:
    """Changes of everything but duties, in a unit that is still one and the same.

    Members named in `elsewhere` went along with a unit that came.
    """
    if not family.kept:
        return
    old, new = family.old[0], family.new[0]
    yield from field_changes(old, new)
    others = (*family.old[1:], *family.new[1:])
    if others:
        elsewhere = elsewhere.union(member for unit in others for member in unit.members)
    yield from subunit_changes(old, new, elsewhere)
    notes = {key_of(note.text) for unit in others for note in unit.model.notes}
    yield from note_changes(
        old,
        new,
        [note for note in old.model.notes if key_of(note.text) not in notes],
        [note for note in new.model.notes if key_of(note.text) not in notes],
        likeness,
        body,
    )


def _owners(families: Sequence[Family], came: Iterable[UnitFacts]) -> tuple[dict[str, Owner], dict[str, Owner]]:
    """The units that findings are compared of, by their ids on each side: those of a family, and those that came."""
    old: dict[str, Owner] = {}
    new = {unit.model.id: Owner(unit.index, unit) for unit in came}
    for family in families:
        index = family.new[0].index
        for unit in family.old:
            old[unit.model.id] = Owner(index, unit, lasting=family.kept and unit is family.old[0])
        new.update((unit.model.id, Owner(index, unit)) for unit in family.new)
    return old, new


def _landmarks(families: Sequence[Family], alignment: Alignment) -> Landmarks:
    """Where what both sides have starts and ends on each of them."""
    marks: list[tuple[int, int]] = []
    for family in families:
        old, new = family.old[0].model, family.new[0].model
        for one, other in ((old.name, new.name), (old.level, new.level), (old.subunits.text, new.subunits.text)):
            if one and other:
                marks.append((one.end, other.end))
        marks += [(old.start, new.start), (old.end, new.end)]
    marks += [(one.end, other.end) for one, other in alignment.pairs]
    return Landmarks(marks)


def _in_reading_order(entries: Iterable[Entry], landmarks: Landmarks) -> list[Entry]:
    def place(entry: Entry) -> tuple[int, bool, int]:
        at = landmarks.today(entry.start) if entry.gone else entry.start
        return at, not entry.gone, entry.start

    return sorted(entries, key=place)
