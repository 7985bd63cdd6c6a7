"""Changes of what a unit says of itself: its name, level, status and notes."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from pipeline.compare.entry import Entry, added, removed
from pipeline.compare.facts import UnitFacts, key_of, level_key, unpaused
from pipeline.compare.likeness import Likeness, words
from pipeline.compare.rename import Renaming
from pipeline.model import Kind, Level, Quote

# A note from this likeness on is the same note in other words.
SAME_NOTE = 0.5

# Where more notes than this would have to be compared, none are taken for reworded.
COMPARISONS = 10_000


def field_changes(old: UnitFacts, new: UnitFacts) -> Iterator[Entry]:
    """Changes of name, level and status between two sides of one unit."""
    one, other = old.model, new.model
    if old.name != new.name:
        yield _replaced("unit-renamed", new, one.name, other.name)
    yield from level_change(new, one.level, other.level)
    if one.status != other.status:
        place = other.status_text or other
        yield Entry("status-changed", new, one.status, other.status, place.start, place.end)


def level_change(new: UnitFacts, before: Level | None, after: Level | None) -> Iterator[Entry]:
    """The change of a level, of a unit or of a group inside it; the same level in other words is none."""
    if level_key(before) != level_key(after):
        yield _replaced("level-changed", new, before, after)


def note_changes(
    old_unit: UnitFacts | None,
    new_unit: UnitFacts | None,
    old: Sequence[Quote],
    new: Sequence[Quote],
    likeness: Likeness,
    body: Renaming | None = None,
) -> Iterator[Entry]:
    """Notes that came, went, or were reworded: the last are one `note-added` that has both texts.

    One that differs by the new name of the `body` only is the same note.
    """
    gone = _without(old, new)
    came = _without(new, old)
    compared = len(gone) * len(came) <= COMPARISONS
    for note in gone:
        match = max(came, key=lambda other: _alike(note, other, likeness), default=None) if compared else None
        if match is not None and _alike(note, match, likeness) >= SAME_NOTE:
            came.remove(match)
            if not (body and body.explains(unpaused(note.text), unpaused(match.text))):
                yield Entry("note-added", new_unit, note.text, match.text, match.start, match.end)
        else:
            yield removed("note-removed", old_unit, note)
    for note in came:
        yield added("note-added", new_unit, note)


def _alike(one: Quote, other: Quote, likeness: Likeness) -> float:
    return likeness.of(words(one.text), words(other.text))


def _without(notes: Sequence[Quote], others: Sequence[Quote]) -> list[Quote]:
    """The notes that the other side lacks, each of the other side's notes answering for one."""
    met = Counter(key_of(other.text) for other in others)
    kept: list[Quote] = []
    for note in notes:
        key = key_of(note.text)
        met[key] -= 1
        if met[key] < 0:
            kept.append(note)
    return kept


def _replaced(kind: Kind, unit: UnitFacts, before: Quote | None, after: Quote | None) -> Entry:
    place = after or unit.model
    texts = (before.text if before else None, after.text if after else None)
    return Entry(kind, unit, *texts, place.start, place.end)
