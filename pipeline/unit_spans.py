"""One unit as spans of the source: what `detect` reads a block into."""

from __future__ import annotations

from dataclasses import dataclass, field

from pipeline.group_spans import GroupSpans
from pipeline.spans import Span


@dataclass(slots=True)
class DutySpans:
    """A duty's own text without number and closing mark, and its nested items."""

    number: int | None
    start: int
    end: int
    mark: Span | None
    items: list[DutySpans] = field(default_factory=list)
    closed: bool = False


@dataclass(slots=True)
class UnitSpans:
    """One unit as spans of the source. `claimed` and `item_marks` are the marks that the grammar consumed; `items` are
    the stretches that numbered duties take up with their marks."""

    start: int
    end: int
    name: Span | None = None
    origin: str = "heading"
    placed: str = ""  # how its name's place alone says that it is one: "placed" above a label, "glued" behind a duty
    doubtful_name: Span | None = None  # what may be its name, at the end of the page's title
    counter: Span | None = None  # the number in front of the name
    level: Span | None = None
    status: str = "active"
    status_text: Span | None = None
    listing: str = "absent"
    statement: Span | None = None
    empty_list: Span | None = None  # a label of sub-departments with nothing behind it
    groups: list[GroupSpans] = field(default_factory=list)
    duties: list[DutySpans] = field(default_factory=list)
    claimed: list[Span] = field(default_factory=list)
    item_marks: list[Span] = field(default_factory=list)
    items: list[Span] = field(default_factory=list)
    quiet: list[Span] = field(default_factory=list)
    lists: list[int] = field(default_factory=list)  # where the labels of its lists of duties start
