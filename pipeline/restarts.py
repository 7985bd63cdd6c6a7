"""Restarts: a list of duties that starts again at 1 with a sentence that says what another unit is.

The labels between the two are lost. Where the page's lists open so, the second list is the next unit's.
"""

from __future__ import annotations

from itertools import pairwise

from pipeline.definitions import defined
from pipeline.lines import Lines, item_words
from pipeline.profile import Profile
from pipeline.spans import Mark

MOST = 0.5  # of a page's lists open with a definition, where that is its way


def restarted(text: str, lines: Lines, marks: list[Mark], profile: Profile) -> list[Mark]:
    """`marks` with an empty label of duties in front of each list that another unit's lost labels stood before."""
    again = [m for before, m in pairwise(marks) if m.number == 1 and _starts_again(before, m)]
    again = [m for m in again if _defines(text, lines, m, profile)]
    if not again:
        return marks
    firsts = [m for m in marks if m.kind == "item" and m.number == 1 and m.depth == 0 and m not in again]
    if sum(_defines(text, lines, m, profile) for m in firsts) < MOST * len(firsts):
        return marks
    return sorted([*marks, *(Mark("duties", m.start, m.start) for m in again)], key=lambda m: (m.start, m.end))


def _starts_again(before: Mark, m: Mark) -> bool:
    """Is `m` a first number right behind a later one of the same style?"""
    same = before.kind == m.kind == "item" and before.style == m.style and before.depth == m.depth == 0
    return same and (before.number or 0) > 1


def _defines(text: str, lines: Lines, m: Mark, profile: Profile) -> bool:
    return defined(text, item_words(text, lines, m), profile) is not None
