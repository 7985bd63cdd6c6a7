"""The two sides of one document's changes: units, evidence, and what became of words that are no longer read."""

from __future__ import annotations

import re
from collections import Counter
from functools import cached_property
from itertools import pairwise

from pipeline.model import Change, Document, Unit
from pipeline.report.counterparts import Counterparts, by_title, titled
from pipeline.report.counting import many
from pipeline.report.evidence import Evidence, Lines
from pipeline.report.kinds import in_old_source
from pipeline.report.places import Place, Places, key_of
from pipeline.report.source_pair import SourcePair
from pipeline.report.visible import visible

# Words enough to find a text again by.
WORDS = 40


class Sides:
    """What is known of both versions of one document, whichever of their sources and extractions are at hand."""

    def __init__(
        self, source: SourcePair, old: Document | None, new: Document | None, pairs: Counterparts, same: bool
    ) -> None:
        self._source = source
        self._lines = tuple(None if text is None else Lines(text) for text in (source.old, source.new))
        self._units = tuple({unit.id: unit for unit in side.units} if side else {} for side in (old, new))
        self._titles = tuple(by_title(units.values()) for units in self._units)
        self._before = dict(pairwise(reversed(self._units[1])))
        self._places = Places(old) if old else None
        self._pairs = pairs
        self._same = same
        self._searched = 0

    def group(self, change: Change) -> str:
        """The id of the unit to list a change under: the new one, unless that is gone; "" for the document itself.

        An old unit whose id another unit has today is told from it by a mark that no id has.
        """
        name = change.unit or ""
        if not name or not in_old_source(change):
            return name
        today = self._pairs.new_of.get(name)
        if today:
            return today
        return f"{name} (before)" if name in self._units[1] and self._units[0] else name

    def title(self, group: str) -> str:
        """What a person calls the unit of a group."""
        name = group.removesuffix(" (before)")
        sides = (self._units[0],) if name != group else reversed(self._units)
        unit = next((units[name] for units in sides if name in units), None)
        return unit.name.text if unit and unit.name else name

    def origin(self, change: Change) -> str:
        """The name of the unit that a moved duty came from; "" where it isn't known or is the same."""
        if change.kind != "duty-moved":
            return ""
        place = self._place(change)
        if place is None or place.unit is None or place.unit == self._pairs.old_of.get(change.unit or "", change.unit):
            return ""
        return _name(self._units[0].get(place.unit)) or place.unit

    def detail(self, change: Change) -> str:
        """What a unit that came or went consists of, as its duties are not changes of their own; where one moved to."""
        if change.kind == "unit-moved" and change.unit in self._units[1]:
            before = self._before.get(change.unit)
            return f"now behind {visible(self.title(before))}" if before else "now the first"
        if change.kind not in ("unit-added", "unit-removed"):
            return ""
        unit = self._units[change.kind == "unit-added"].get(change.unit or "")
        if unit is None:
            return ""
        members = _members(unit)
        facts = [many(len(unit.duties), "duty").replace("dutys", "duties")]
        facts += [many(len(members), "sub-department")] if members else []
        if change.kind == "unit-added":
            facts += [f"{visible(name)} from {self._homes[name]}" for name in members if name in self._homes]
        facts += [visible(unit.level.text)] if unit.level else []
        facts += [unit.status.replace("-", " ")] if unit.status != "active" else []
        return ", ".join(facts)

    @cached_property
    def _homes(self) -> dict[str, str]:
        """The old units, by what a person calls them, of departments that one unit alone has on either side."""
        old = Counter(name for unit in self._units[0].values() for name in _members(unit))
        new = Counter(name for unit in self._units[1].values() for name in _members(unit))
        return {
            name: visible(_name(unit) or unit.id)
            for unit in self._units[0].values()
            for name in _members(unit)
            if old[name] == new[name] == 1
        }

    def evidence(self, change: Change) -> tuple[tuple[Evidence, ...], tuple[Evidence, ...], bool]:
        """The lines of the old source, those of the new one, and whether the change is a regression.

        A value that only the old reading has, though the page is the same and its words still stand there, was not
        removed by anybody: the program no longer reads it.
        """
        if change.kind in ("unit-split", "unit-merged"):
            lines = self._names(0, change.before), self._names(1, change.after)
            if all(lines):
                return *lines, False
        place = self._place(change)
        old = self._line(0, place.start, place.end) if place else None
        gone = in_old_source(change)
        new = None if gone else self._line(1, change.start, change.end)
        regression = False
        if change.cause == "extractor" and change.after is None and change.kind != "finding-removed":
            span = self._standing(change, place)
            new = (self._line(1, *span) if span else None) or new
            regression = bool(span) or self._same
        return _as_lines(old), _as_lines(new), regression

    def _names(self, side: int, titles: str | None) -> tuple[Evidence, ...]:
        """The lines on which units are called what a split or merger calls them; of one without a name, its first."""
        quotes = [unit.name or unit for unit in titled(titles, self._titles[side])]
        return tuple(line for quote in quotes if (line := self._line(side, quote.start, quote.end)))

    def _place(self, change: Change) -> Place | None:
        if self._places:
            return self._places.of_before(change, self._pairs.old_of.get(change.unit or "", change.unit))
        return Place(change.unit, change.start, change.end) if in_old_source(change) else None

    def _line(self, side: int, start: int, end: int) -> Evidence | None:
        lines = self._lines[side]
        return lines.around(start, end) if lines else None

    def _standing(self, change: Change, place: Place | None) -> tuple[int, int] | None:
        """Where the words of a value that is gone stand in the new source; None where they don't, or can't be seen."""
        text = self._source.new
        if text is None:
            return None
        if place and (self._same or text == self._source.old):
            return place.start, place.end
        if place and self._source.old is not None:
            found = self._search(self._source.old[place.start : place.end])
            if found:
                return found
        return self._search(change.before or "")

    def _search(self, words: str) -> tuple[int, int] | None:
        """The next place of `words` after the one found last, else the first: changes come in reading order."""
        text = self._source.new or ""
        parts = words.split()[:WORDS]
        if not parts:
            return None
        pattern = re.compile(r"\s+".join(map(re.escape, parts)))
        found = pattern.search(text, self._searched) or pattern.search(text)
        if found is None:
            return None
        self._searched = found.end()
        return found.span()


def _name(unit: Unit | None) -> str:
    return unit.name.text if unit and unit.name else ""


def _members(unit: Unit) -> list[str]:
    return [key_of(member.text) for group in unit.subunits.groups for member in group.members]


def _as_lines(line: Evidence | None) -> tuple[Evidence, ...]:
    return (line,) if line else ()
