"""Restarts: a list of duties that starts again at 1 with a sentence that says what another unit is.

The labels between the two are lost. Where the page's lists open so, the second list is the next unit's.
"""

from __future__ import annotations

from pipeline.definitions import defined
from pipeline.profile import Profile
from pipeline.spans import Mark, trimmed

MOST = 0.5  # of a page's lists open with a definition, where that is its way


def restarted(text: str, marks: list[Mark], profile: Profile) -> list[Mark]:
    """`marks` with an empty label of duties in front of each list that another unit's lost labels stood before."""
    firsts = [at for at, m in enumerate(marks) if m.kind == "item" and m.number == 1 and m.depth == 0]
    behind = [at for at in firsts if at and _goes_before(marks[at - 1], marks[at])]
    again = [at for at in behind if _defines(text, marks, at, profile)]
    if not again:
        return marks
    others = set(firsts).difference(again)
    if sum(_defines(text, marks, at, profile) for at in others) < MOST * len(others):
        return marks
    lost = [Mark("duties", marks[at].start, marks[at].start) for at in again]
    return sorted([*marks, *lost], key=lambda m: (m.start, m.end))


def _goes_before(before: Mark, m: Mark) -> bool:
    """Is `before` a later number of the style of `m`, which is a first one?"""
    return before.kind == "item" and before.style == m.style and before.depth == 0 and (before.number or 0) > 1


def _defines(text: str, marks: list[Mark], at: int, profile: Profile) -> bool:
    """Does the item `marks[at]` say what a unit is?"""
    stop = marks[at + 1].start if at + 1 < len(marks) else len(text)
    return defined(text, trimmed(text, marks[at].end, stop), profile) is not None
