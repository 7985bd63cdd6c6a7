"""The body's name and those of its units, where one was taken for the other."""

from __future__ import annotations

from pipeline.blocks import Page
from pipeline.headings import heading
from pipeline.profile import Profile
from pipeline.spans import Span, skip_space
from pipeline.title_line import named_alone, read_title
from pipeline.unit_spans import UnitSpans

FEWEST = 2


def part_from_body(text: str, page: Page, units: list[UnitSpans], profile: Profile) -> None:
    """Take the first unit's heading off the end of `page`'s title, where its duty or a line of its own tells that it is
    one, and the body's name from units whose duties speak of the body: which unit it is they don't say."""
    if page.title is None or page.organization is None or len(units) < FEWEST:
        return
    first = units[0]
    unnamed = first.name is None or first.origin == "duty"
    if unnamed and page.title[1] == page.organization[1] and page.title[1] <= first.start:
        _take_heading(text, page, first, profile)
    body = text[slice(*page.organization)].lower()
    for unit in units:
        if unit.origin == "duty" and unit.name is not None and text[slice(*unit.name)].lower() == body:
            unit.name = None


def _take_heading(text: str, page: Page, first: UnitSpans, profile: Profile) -> None:
    """Make the end of the title the heading of the `first` unit, if what is left still names a body."""
    assert page.title is not None
    name = _at_end(text, page.title, first) if first.name is not None else _last_line(text, page.title, profile)
    if name is None:
        return
    rest = page.title[0], page.title[0] + len(text[page.title[0] : name[0]].rstrip())
    said = read_title(text, *rest, profile)
    if said is None or said.body is None:
        return
    if first.name is None:
        if said.body[1] != rest[1] or named_alone(text, *said.body, profile) is None:
            return  # 'Internal organizations of Lake Municipal' and, below, 'Bureau of Statistics'
        first.placed = "glued"
    page.title, page.organization = rest, said.body
    first.name, first.origin, first.start = name, "heading", name[0]
    first.claimed.append(name)


def _at_end(text: str, title: Span, unit: UnitSpans) -> Span | None:
    """Where the name of `unit` stands at the end of `title`, behind other words."""
    assert unit.name is not None
    name = text[slice(*unit.name)].lower()
    at = title[1] - len(name)
    return (at, title[1]) if at > title[0] and text[at - 1].isspace() and text[at : title[1]].lower() == name else None


def _last_line(text: str, title: Span, profile: Profile) -> Span | None:
    """The last line of a title of several, if it is a heading."""
    at = max(text.rfind("\n", *title), text.rfind("\r", *title))
    start = skip_space(text, at + 1, title[1]) if at >= 0 else title[1]
    line = (start, title[1])
    return line if start < title[1] and heading(text, *line, profile) == line else None
