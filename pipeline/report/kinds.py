"""What every kind and cause of change is called, and the sign it goes by."""

from __future__ import annotations

from typing import NamedTuple

from pipeline.model import Change


class Kind(NamedTuple):
    """How a kind is shown: its name, a sign that tells it without colour, and what its values are values of."""

    label: str
    sign: str
    value: str


# In the order a reviewer should meet them: what happened to the organisation first, to its wording last.
KINDS: dict[str, Kind] = {
    "organization-changed": Kind("Organisation changed", "±", ""),
    "title-changed": Kind("Title changed", "±", ""),
    "unit-added": Kind("Unit added", "+", ""),
    "unit-removed": Kind("Unit removed", "−", ""),
    "unit-split": Kind("Unit split", "‹", ""),
    "unit-merged": Kind("Units merged", "›", ""),
    "unit-renamed": Kind("Unit renamed", "±", ""),
    "unit-moved": Kind("Unit moved", "→", "Place "),
    "level-changed": Kind("Level changed", "±", ""),
    "status-changed": Kind("Status changed", "±", ""),
    "subunit-added": Kind("Sub-department added", "+", ""),
    "subunit-removed": Kind("Sub-department removed", "−", ""),
    "subunit-renamed": Kind("Sub-department renamed", "±", ""),
    "duty-moved": Kind("Duty moved", "→", ""),
    "duty-added": Kind("Duty added", "+", ""),
    "duty-removed": Kind("Duty removed", "−", ""),
    "duty-reworded": Kind("Duty reworded", "±", ""),
    "duty-renumbered": Kind("Duties renumbered", "#", "No. "),
    "note-added": Kind("Note added", "+", ""),
    "note-removed": Kind("Note removed", "−", ""),
    "finding-added": Kind("New finding", "!", ""),
    "finding-removed": Kind("Finding resolved", "✓", ""),
}

# A note or finding that has both texts is one in other words, not a new one: it is shown and counted as such.
REWORDED: dict[str, tuple[str, Kind]] = {
    "note-added": ("note-reworded", Kind("Note reworded", "±", "")),
    "finding-added": ("finding-changed", Kind("Finding changed", "!", "")),
}

# Every kind that is shown, in the order of KINDS.
SHOWN: dict[str, Kind] = {}
for _name, _kind in KINDS.items():
    SHOWN |= dict([REWORDED[_name]] if _name in REWORDED else []) | {_name: _kind}

CAUSES: dict[str, str] = {
    "source": "The page changed",
    "extractor": "The page is the same; the program reads it differently",
    "unknown": "Cause unknown",
}

# The same, behind a number.
BECAUSE: dict[str, str] = {
    "source": "because the page changed",
    "extractor": "because the program reads the same words differently",
    "unknown": "for an unknown cause",
}


def shown_as(change: Change) -> str:
    """The kind, of those in SHOWN, that the change is shown as."""
    return REWORDED[change.kind][0] if change.kind in REWORDED and change.before is not None else change.kind


def in_old_source(change: Change) -> bool:
    """True where the change's place is one in the old source: what it is about is gone from the new one."""
    return change.kind.endswith("-removed") and change.after is None
