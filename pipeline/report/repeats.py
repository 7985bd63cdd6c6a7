"""The same change in many places: an edit of a whole page at once, told once instead of row by row."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from pipeline.compare.facts import key_of
from pipeline.report.change_view import ChangeView
from pipeline.report.counting import many

# So many equal changes of one document are one edit to a reader.
MANY = 5

# Kinds whose values are numbers, or names of units: equal ones in two units have nothing in common.
OWN = frozenset(("unit-moved", "unit-split", "unit-merged", "duty-renumbered"))


@dataclass(frozen=True, slots=True)
class Repeat:
    """Changes of one kind and cause that replace the same words: the first of them, and all by the ids and titles of
    their units. `equal` is true where they have the same texts throughout."""

    first: ChangeView
    equal: bool
    places: tuple[tuple[str, str, tuple[ChangeView, ...]], ...]

    @property
    def number(self) -> int:
        """How many changes these are."""
        return sum(len(changes) for _, _, changes in self.places)

    @property
    def units(self) -> list[str]:
        """The units, each with the lines to look at, or with how often where they are not known."""
        return [(title or "the document itself") + _lines(changes) for _, title, changes in self.places]

    @property
    def said(self) -> str:
        """How often and where, in words."""
        such = "" if self.equal else ", the same words each time"
        units = sum(name != "" for name, _, _ in self.places)
        where = f" in {many(units, 'unit')}" if units else ""
        return f"{self.number:,} times{where}{such}"


def _lines(changes: Sequence[ChangeView]) -> str:
    lines = [f"{line.line:,}" for change in changes if (line := change.new or change.old)]
    if len(lines) < len(changes):
        return f" ({len(changes)})" if len(changes) > 1 else ""
    side = "" if changes[0].new else "old "
    return f" ({side}line{'s' if len(lines) > 1 else ''} {', '.join(lines)})"


Key = tuple[str, str, bool, str, str]


def repeats_of(
    groups: Mapping[str, Sequence[ChangeView]], titles: Mapping[str, str]
) -> tuple[tuple[Repeat, ...], dict[str, int]]:
    """What stands MANY times in `groups`, changes by unit, whose `titles` are known; how often, by ids of changes."""
    found: dict[Key, dict[str, list[ChangeView]]] = defaultdict(lambda: defaultdict(list))
    for name, changes in groups.items():
        for change in changes:
            if (key := _key(change)) is not None:
                found[key][name].append(change)
    repeats: list[Repeat] = []
    for by_unit in found.values():
        if sum(map(len, by_unit.values())) >= MANY:
            places = tuple((name, titles[name], tuple(changes)) for name, changes in by_unit.items())
            first = places[0][2][0]
            texts = _texts(first)
            equal = all(_texts(change) == texts for _, _, changes in places for change in changes)
            repeats.append(Repeat(first, equal, places))
    numbers = {change.id: one.number for one in repeats for _, _, changes in one.places for change in changes}
    return tuple(sorted(repeats, key=lambda one: -one.number)), numbers


def _texts(change: ChangeView) -> list[str]:
    return [key_of("".join(part.text for part in parts)) for parts in (change.before, change.after)]


def _key(change: ChangeView) -> Key | None:
    """What makes two changes one edit: the words replaced, or the whole of a text that one side alone has."""
    if change.kind in OWN:
        return None
    before, after = change.before, change.after
    if before and after:
        before, after = (tuple(part for part in parts if part.changed) for parts in (before, after))
        if not (before and after):
            return None
    # However often a duty has the words.
    one, other = (key_of("\n".join(dict.fromkeys(part.text for part in parts))) for parts in (before, after))
    return change.kind, change.cause, change.regression, one, other
