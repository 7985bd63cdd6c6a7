"""Where a duty that moved came from: a change names only the unit it came to."""

from __future__ import annotations

from pipeline.compare.facts import key_of
from pipeline.model import Change, Document, Unit


def moved_from(change: Change, old: Document) -> Unit | None:
    """The unit of `old` that a "duty-moved" change took its duty from; None for another change.

    Only duties that one unit alone had are ever said to have left it, so their words find it; a duty that changed its
    place within a unit is looked for there first.
    """
    if change.kind != "duty-moved" or change.before is None:
        return None
    key = key_of(change.before)
    holders = [unit for unit in old.units if any(key_of(duty.text) == key for duty in unit.duties)]
    return next((unit for unit in holders if unit.id == change.unit), holders[0] if holders else None)
