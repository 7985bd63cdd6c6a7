"""Lines that tell the groups of a list apart: 'Internal departments:', 'a) Sections:', '- Pay Section', 'b) Centers:'.

Their numbers are no members', and what they say of the names below them opens no other list.
"""

from __future__ import annotations

from pipeline.lines import Lines
from pipeline.spans import COLONS, Mark

LONGEST = 80


def without_group_lines(text: str, lines: Lines, marks: list[Mark]) -> list[Mark]:
    """`marks` without those of such lines: behind a label of sub-departments, a number with words up to a colon, above
    items that are numbered otherwise."""
    out: list[Mark] = []
    inside = False
    until = 0  # where the line at hand ends
    for at, m in enumerate(marks):
        if m.start < until:
            continue
        if m.kind != "item":
            inside = m.kind == "subunits"
        elif inside and m.number is not None and (end := _line_end(text, lines, marks, at)) is not None:
            until = end
            continue
        out.append(m)
    return out if until else marks


def _line_end(text: str, lines: Lines, marks: list[Mark], at: int) -> int | None:
    """Where the line of the item `marks[at]` ends, if it tells a group; else None."""
    m = marks[at]
    end = m.start + len(text[m.start : lines.paragraph_end(m.start, len(text))].rstrip())
    if end - m.start > LONGEST or text[end - 1] not in COLONS:
        return None
    if at + 1 < len(marks) and marks[at + 1].kind != "item" and marks[at + 1].start < end:
        return None  # '(3) Main duties:'
    below = next((other for other in marks[at + 1 : at + 3] if other.start >= end), None)
    listed = below is not None and below.kind == "item" and below.style != m.style
    return end if listed and below is not None and not text[end : below.start].strip() else None
