"""The facts of an organisation, free of any page: what the generator renders and the edit simulator changes."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass
class Members:
    """One group of sub-departments. `declared` is what the page says, right or wrong; None where it says nothing."""

    names: list[str]
    declared: int | None = None
    label: str | None = None
    level: str | None = None


@dataclass
class UnitFacts:
    """One unit. `level` is a level code or None; `duties` are whole statements without number and terminator."""

    name: str | None
    level: str | None = None
    status: str = "active"
    listing: str = "absent"
    groups: list[Members] = field(default_factory=list)
    duties: list[str] = field(default_factory=list)
    numbers: list[int | None] | None = None
    notes: list[str] = field(default_factory=list)


@dataclass
class Organisation:
    """A body and its units, in page order."""

    name: str
    title: str
    units: list[UnitFacts]
    notes: list[str] = field(default_factory=list)
