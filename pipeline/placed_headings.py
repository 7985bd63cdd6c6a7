"""Headings told by their place: a short line of capitals above a label, on a page where such lines name the units.

'Eastport Customs' or 'GENERAL MANAGEMENT' ends in no known head noun. Above the label that opens a unit, on a page that
has a heading above most of them, it is one all the same.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from operator import attrgetter

from pipeline.headings import could_name
from pipeline.labels import OF_A_UNIT
from pipeline.lines import Lines
from pipeline.profile import Profile
from pipeline.spans import Mark, Span, end_before

FEWEST = 3
MOST = 0.6
NAMING = ("heading", "lead")


def placed_headings(text: str, lines: Lines, marks: list[Mark], profile: Profile) -> list[Mark]:
    """The lines above labels that are headings by their place; `marks` are the labels and the headings known by now."""
    marks = sorted(marks, key=attrgetter("start"))
    counts = Counter(m.kind for m in marks if m.kind in OF_A_UNIT)
    opening = next((m.kind for m in marks if counts[m.kind] >= FEWEST), None)
    if opening is None:
        return []
    named = 0
    headed = False  # has the unit whose label comes next a heading?
    found: list[Mark] = []
    for m in marks:
        if m.kind in NAMING:
            headed = True
        elif m.kind == opening:
            line = _line_to(lines, end_before(text, m.start)) if lines.is_paragraph_start(m.start) else None
            if headed:
                named += 1
            elif line is not None and could_name(text, *line, profile):
                found.append(Mark("heading", *line, name=line, style="placed"))
            headed = False
    return found if found and named + len(found) >= max(FEWEST, MOST * counts[opening]) else []


def _line_to(lines: Lines, end: int) -> Span | None:
    """The paragraph that ends at `end`, if it is one line and not the page's first."""
    at = bisect_left(lines.paragraph_ends, end)
    if not 0 < at < len(lines.paragraphs) or lines.paragraph_ends[at] != end:
        return None
    start = lines.paragraphs[at]
    return (start, end) if lines.is_line_start(start) else None
