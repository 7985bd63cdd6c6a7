"""The body's name and those of its units, where one was taken for the other."""

from __future__ import annotations

from pipeline.blocks import Page
from pipeline.profile import Profile
from pipeline.spans import Span
from pipeline.title_line import read_title
from pipeline.unit_spans import UnitSpans

FEWEST = 2


def part_from_body(text: str, page: Page, units: list[UnitSpans], profile: Profile) -> None:
    """Take the first unit's heading off the end of `page`'s title, where its duty tells that it is one, and the body's
    name from units whose duties speak of the body: which unit it is they don't say."""
    if page.title is None or page.organization is None or len(units) < FEWEST:
        return
    first = units[0]
    name = (
        _at_end(text, page.title, first) if first.origin == "duty" and page.title[1] == page.organization[1] else None
    )
    rest = (page.title[0], page.title[0] + len(text[page.title[0] : name[0]].rstrip())) if name is not None else None
    said = read_title(text, *rest, profile) if rest is not None else None
    if name is not None and rest is not None and said is not None and said.body is not None:
        page.title, page.organization = rest, said.body
        first.name, first.origin, first.start = name, "heading", name[0]
        first.claimed.append(name)
    body = text[slice(*page.organization)].lower()
    for unit in units:
        if unit.origin == "duty" and unit.name is not None and text[slice(*unit.name)].lower() == body:
            unit.name = None


def _at_end(text: str, title: Span, unit: UnitSpans) -> Span | None:
    """Where the name of `unit` stands at the end of `title`, behind other words."""
    if unit.name is None or title[1] > unit.start:
        return None
    name = text[slice(*unit.name)].lower()
    at = title[1] - len(name)
    return (at, title[1]) if at > title[0] and text[at - 1].isspace() and text[at : title[1]].lower() == name else None
