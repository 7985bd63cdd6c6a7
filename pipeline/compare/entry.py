"""One change while it is being worked out: what it says, and where it stands in reading order."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from pipeline.compare.facts import UnitFacts
from pipeline.model import Cause, Change, Kind, Quote


@dataclass(frozen=True, slots=True)
class Entry:
    """A change without its cause. `gone` entries have their place in the old source, the others in the new one.

    `unit` is the unit that `start` and `end` lie in (of the old side for a `gone` entry), None for the document. `was`
    is the place in the old source of a duty that both sides have, with its unit there.
    """

    kind: Kind
    unit: UnitFacts | None
    before: str | None
    after: str | None
    start: int
    end: int
    gone: bool = False
    was: tuple[UnitFacts, int, int] | None = None

    def change(self, cause: Cause) -> Change:
        """The change as it is written."""
        return Change(
            kind=self.kind,
            unit=self.unit.model.id if self.unit else None,
            before=self.before,
            after=self.after,
            cause=cause,
            start=self.start,
            end=self.end,
        )


def added(kind: Kind, unit: UnitFacts | None, quote: Quote) -> Entry:
    """The entry for a quote that only the new side has."""
    return Entry(kind, unit, None, quote.text, quote.start, quote.end)


def removed(kind: Kind, unit: UnitFacts | None, quote: Quote) -> Entry:
    """The entry for a quote that only the old side has."""
    return Entry(kind, unit, quote.text, None, quote.start, quote.end, gone=True)


def titles(units: Sequence[UnitFacts]) -> str:
    """The names of several units in one text."""
    return "; ".join(unit.title for unit in units)
