"""Block: one unit's stretch of a page."""

from __future__ import annotations

from dataclasses import dataclass, field

from pipeline.spans import Kind, Mark, Span

LABELS: tuple[Kind, ...] = ("level", "subunits", "duties")
NAMING = frozenset(("heading", "lead"))


@dataclass(slots=True)
class Block:
    """One unit's stretch of the page with its marks. `named` where a heading or a lead opened it."""

    start: int
    end: int
    marks: list[Mark] = field(default_factory=list)
    kinds: set[str] = field(default_factory=set)
    unit: bool = True
    name: Span | None = None  # where a sentence before its duties has it

    @property
    def named(self) -> bool:
        return not NAMING.isdisjoint(self.kinds)

    @property
    def labelled(self) -> bool:
        return not self.kinds.isdisjoint(LABELS)
