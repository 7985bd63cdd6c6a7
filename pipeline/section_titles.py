"""Titles of a page's sections that read like the label of a list: 'Internal organization' above the first unit."""

from __future__ import annotations

from collections.abc import Set

from pipeline.block import LABELS
from pipeline.lines import Lines
from pipeline.spans import COLONS, Mark, end_before

AROUND = "".join(COLONS) + " \t\r\n\u00a0\u3000"


def without_section_titles(text: str, lines: Lines, marks: list[Mark]) -> list[Mark]:
    """`marks` without the labels of lists, alone on their lines, above a heading that has fields of its own.

    What is listed has no fields: where the line below is followed by the label that follows other headings, too, it is
    one of them, and no member. The label then stands above the first unit, or between two groups of units.
    """
    opened = {m.kind for at, m in enumerate(marks) if _follows_heading(text, marks, at)}
    if not opened:
        return marks
    titles = {at for at, m in enumerate(marks) if m.kind == "subunits" and _is_title(text, lines, marks, at, opened)}
    if 1 in titles and not text[: marks[0].start].strip() and not _between(text, *marks[:2]):
        titles.add(0)  # the body's name above it
    return [m for at, m in enumerate(marks) if at not in titles]


def _is_title(text: str, lines: Lines, marks: list[Mark], at: int, opened: Set[str]) -> bool:
    """Does the label at `at` stand above units? `opened` are the kinds of labels that follow headings."""
    label, behind = marks[at], marks[at + 1 : at + 3]
    if len(behind) < 2 or behind[0].kind != "heading" or behind[0].name is None or behind[1].kind not in opened:
        return False
    if not lines.is_paragraph_start(label.start) or _between(text, label, behind[0]):
        return False
    before = marks[at - 1] if at > 0 else None
    inside = (
        before is not None and before.kind in LABELS and (before.kind != "duties" or not _between(text, before, label))
    )
    # The fields of a unit end with its duties: before them the label is one of its own.
    return not inside and not _between(text, behind[0], behind[1])


def _follows_heading(text: str, marks: list[Mark], at: int) -> bool:
    """Is the mark at `at` a label right behind a heading that is no first member of a list?"""
    if (
        marks[at].kind not in LABELS
        or at == 0
        or marks[at - 1].kind != "heading"
        or _between(text, marks[at - 1], marks[at])
    ):
        return False
    return at == 1 or marks[at - 2].kind != "subunits" or end_before(text, marks[at - 1].start) > marks[at - 2].end


def _between(text: str, m: Mark, behind: Mark) -> str:
    """The words between two marks."""
    return text[m.end : behind.start].strip(AROUND)
