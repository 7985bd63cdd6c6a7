"""What a summary says: how many changes of which kind, for which cause, and what became of the findings."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from typing import NamedTuple

from pipeline.model import Change
from pipeline.report.kinds import CAUSES, SHOWN, shown_as


class Counts(NamedTuple):
    """Numbers of changes: in all, by kind and by cause (only what occurs, in the order of the tables), in findings."""

    total: int
    kinds: dict[str, int]
    causes: dict[str, int]
    findings_new: int
    findings_resolved: int


def counts_of(changes: Iterable[Change]) -> Counts:
    """The numbers of `changes`."""
    kinds: Counter[str] = Counter()
    causes: Counter[str] = Counter()
    for change in changes:
        kinds[shown_as(change)] += 1
        causes[change.cause] += 1
    return Counts(
        sum(kinds.values()),
        {kind: kinds[kind] for kind in SHOWN if kinds[kind]},
        {cause: causes[cause] for cause in CAUSES if causes[cause]},
        kinds["finding-added"],
        kinds["finding-removed"],
    )


def many(number: int, word: str, several: str | None = None) -> str:
    """A number with its word; `several` is the plural where that is not the word with an s.

    >>> many(1, "change"), many(1200, "change"), many(2, "duty", "duties")
    ('1 change', '1,200 changes', '2 duties')
    """
    return f"{number:,} {word if number == 1 else several or word + 's'}"
