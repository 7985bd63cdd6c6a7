"""Categories: lines between units that say what kind of units follow, '(1) Functional departments'."""

from __future__ import annotations

from itertools import pairwise

from pipeline.lines import Lines, item_words
from pipeline.profile import Profile
from pipeline.spans import Mark

MOST_WORDS = 5
OPENS_UNIT = ("level", "heading")


def without_categories(text: str, lines: Lines, marks: list[Mark], profile: Profile) -> list[Mark]:
    """`marks` with '(1) Functional departments' as a part of the page: a line between two units, numbered otherwise
    than the duties above it, that says what kind of units follow."""
    last = [
        at for at, (m, following) in enumerate(pairwise(marks)) if m.kind == "item" and following.kind in OPENS_UNIT
    ]
    out = marks
    for at in last:
        m, before = marks[at], marks[at - 1] if at else None
        if before is None or not lines.is_paragraph_start(m.start):
            continue
        body, end = item_words(text, lines, m)
        between = text[before.end : m.start].strip()
        listed = m.style == before.style or between[-1:] in ("", ":", "：")  # 'Inspect: (1) Schools' is a duty
        if listed or text[end : marks[at + 1].start].strip() or not _is_category(text[body:end], profile):
            continue
        out = list(out) if out is marks else out
        out[at] = Mark("article", m.start, end)
    return out


def _is_category(line: str, profile: Profile) -> bool:
    """'Functional departments', 'Directly affiliated institutions (5)'"""
    words = line.partition("(")[0].split()
    return 1 <= len(words) <= MOST_WORDS and words[0][0].isupper() and words[-1].lower() in profile.plurals
