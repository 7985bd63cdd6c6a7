"""Findings that appeared or were resolved, apart from those that only echo a change reported already."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TypeVar

from pipeline.compare.entry import Entry
from pipeline.compare.facts import UnitFacts, key_of
from pipeline.model import Finding

# Changes that say themselves what a finding says: it is no second change that a unit without a name has none.
SAID = {
    "unnamed-unit": ("unit-renamed", "unit-added"),
    "missing-level": ("level-changed",),
    "empty-unit": ("duty-", "status-changed"),
    "unassigned-text": ("note-",),
}

# What a finding is about. One that both sides have, in other words, only echoes a change of that very thing in its
# unit: its message quotes it. Other codes echo changes in their own place only.
ABOUT = {
    "unnamed-unit": ("unit-renamed", "duty-", "status-changed"),
    "doubtful-name": ("unit-renamed", "duty-"),
    "duplicate-name": ("unit-renamed",),
    "unknown-level": ("level-changed",),
    "count-mismatch": ("subunit-",),
    "odd-member": ("subunit-",),
    "sole-list": ("subunit-",),
    "ambiguous-list": ("subunit-",),
    "numbering-gap": ("duty-",),
    "numbering-repeat": ("duty-",),
    "empty-duty": ("duty-",),
    "empty-unit": ("duty-", "status-changed"),
    "unassigned-text": ("note-",),
}

# Changes that say nothing of the words in their place: it is a block, or a run of duties.
WHOLE_UNITS = ("unit-moved", "unit-split", "unit-merged", "duty-renumbered")

# The document itself as the owner of a finding.
DOCUMENT = -1

NUMBER = re.compile(r"\d+")
QUOTED = re.compile("'.*'")


@dataclass(frozen=True, slots=True)
class Owner:
    """A unit that may have findings. `index` is that of the new unit it is, or became, so that both sides agree on it;
    `lasting` tells whether it still is the unit it was: a finding of one that went is not resolved but gone."""

    index: int
    unit: UnitFacts
    lasting: bool = True


@dataclass(frozen=True, slots=True)
class Told:
    """A finding with what its message says apart from the name of its unit."""

    said: str
    finding: Finding
    owner: Owner | None


Owners = Mapping[str, Owner]
Found = dict[tuple[int, str], list[Told]]
Spans = list[tuple[int, int]]
Places = Sequence[tuple[int, int, int]]
Place = TypeVar("Place", tuple[int, int], tuple[int, int, int])


@dataclass(slots=True)
class Changed:
    """What changed in one unit: the kinds, and the places of texts that came, went, or are in other words now."""

    kinds: set[str] = field(default_factory=set)
    came: Spans = field(default_factory=list)
    went: Spans = field(default_factory=list)
    reworded: Spans = field(default_factory=list)


def finding_changes(
    old: Sequence[Finding], new: Sequence[Finding], owners_old: Owners, owners_new: Owners, entries: Sequence[Entry]
) -> Iterator[Entry]:
    """Findings compared by unit, code and message.

    `owners_old` knows the units that both sides have, by id, and `owners_new` all units of the new side; a finding of
    any other unit went with its unit. `entries` are the changes found so far. A finding whose message alone changed is
    one `finding-added` with both messages.
    """
    gone = _by_owner(old, owners_old)
    came = _by_owner(new, owners_new)
    _carry(gone, came, [entry for entry in entries if entry.was])
    changed = _changed(entries, owners_old, owners_new)
    for index, code in sorted({*gone, *came}):
        yield from _told(code, gone[index, code], came[index, code], changed[index])


def _told(code: str, old: list[Told], new: list[Told], changed: Changed) -> Iterator[Entry]:
    """What is left to say about the findings of one code in one unit.

    A text takes its findings along when it goes; those of a text that came are new, whatever the unit had before. One
    that a merger brought from another unit is there as before.
    """
    brought = [told for told in old if told.owner and not told.owner.lasting]
    old = [told for told in old if (not told.owner or told.owner.lasting) and not _inside(told, changed.went)]
    fresh = [told for told in new if _inside(told, changed.came)]
    other = [told for told in new if not _inside(told, changed.came)]
    old, other = _without(old, other), _without(_without(other, old), brought)
    echo = any(kind.startswith(ABOUT.get(code, ())) for kind in changed.kinds)
    for before, after in zip(old, other, strict=False):
        if not (echo or _inside(after, changed.reworded) or _same(before.said, after.said, bool(changed.kinds))):
            yield _found(after, before.finding.message)
    if any(kind.startswith(SAID.get(code, ())) for kind in changed.kinds):
        return
    for told in old[len(other) :]:
        finding, unit = told.finding, told.owner.unit if told.owner else None
        yield Entry("finding-removed", unit, finding.message, None, finding.start, finding.end, gone=True)
    for told in other[len(old) :] + fresh:
        yield _found(told, None)


def _same(before: str, after: str, unit_changed: bool) -> bool:
    """True where two messages differ in the words they quote only, or in numbers that shifted with a change."""
    if unit_changed:
        before, after = NUMBER.sub("#", before), NUMBER.sub("#", after)
    return QUOTED.sub("#", before) == QUOTED.sub("#", after)


def _found(told: Told, before: str | None) -> Entry:
    finding, unit = told.finding, told.owner.unit if told.owner else None
    return Entry("finding-added", unit, before, finding.message, finding.start, finding.end)


def _changed(entries: Sequence[Entry], owners_old: Owners, owners_new: Owners) -> dict[int, Changed]:
    """The changes by the unit they are in."""
    changed: dict[int, Changed] = defaultdict(Changed)
    for entry in entries:
        one = changed[_owner_of(entry, owners_old, owners_new)]
        one.kinds.add(entry.kind)
        span = entry.start, entry.end
        if entry.gone:
            one.went.append(span)
        elif entry.before is None and entry.kind.endswith("-added"):
            one.came.append(span)
        elif entry.kind not in WHOLE_UNITS:
            one.reworded.append(span)
    for one in changed.values():
        one.came, one.went, one.reworded = _joined(one.came), _joined(one.went), _joined(one.reworded)
    return changed


def _carry(gone: Found, came: Found, kept: Sequence[Entry]) -> None:
    """Take out what stood in a duty before and stands in it still, wherever it is now and whatever its words are."""
    was = sorted((entry.was[1], entry.was[2], place) for place, entry in enumerate(kept) if entry.was)
    now = sorted((entry.start, entry.end, place) for place, entry in enumerate(kept))
    both = _standing(gone, was) & _standing(came, now)
    for groups, spans in ((gone, was), (came, now)) if both else ():
        left = Counter(both)
        for (index, code), found in groups.items():
            groups[index, code] = [told for told in found if not _takes(left, (_at(told, spans), code))]


def _standing(groups: Found, spans: Places) -> Counter[tuple[int | None, str]]:
    """How many findings of each code lie in each of the spans."""
    return (
        Counter((_at(told, spans), code) for (_, code), found in groups.items() for told in found)
        if spans
        else Counter()
    )


def _takes(left: Counter[tuple[int | None, str]], key: tuple[int | None, str]) -> bool:
    """Take one of what is left under `key`; False where nothing is, or where there is no place."""
    if key[0] is None or not left[key]:
        return False
    left[key] -= 1
    return True


def _around(told: Told, spans: Sequence[Place]) -> Place | None:
    """The one of `spans`, which are in order, that the finding lies in; one that reaches further has more to say."""
    at = bisect_right(spans, told.finding.start, key=lambda span: span[0])
    return spans[at - 1] if at and told.finding.end <= spans[at - 1][1] else None


def _at(told: Told, spans: Places) -> int | None:
    """The number of the span that the finding lies in."""
    span = _around(told, spans)
    return span[2] if span else None


def _joined(spans: Spans) -> Spans:
    """The spans in order, overlapping ones as one."""
    joined: Spans = []
    for start, end in sorted(spans):
        if joined and start < joined[-1][1]:
            joined[-1] = (joined[-1][0], max(end, joined[-1][1]))
        else:
            joined.append((start, end))
    return joined


def _inside(told: Told, spans: Spans) -> bool:
    """True where the finding lies inside one of `spans`."""
    return _around(told, spans) is not None


def _by_owner(findings: Sequence[Finding], owners: Owners) -> Found:
    """Findings by owner and code, each with the message free of what names its unit."""
    grouped: Found = defaultdict(list)
    for finding in findings:
        if finding.unit is None:
            grouped[DOCUMENT, finding.code].append(Told(key_of(finding.message), finding, None))
        elif finding.unit in owners:
            owner = owners[finding.unit]
            message = key_of(finding.message).replace(owner.unit.model.id, "#")
            if owner.unit.model.name:
                message = message.replace(key_of(owner.unit.model.name.text), "#")
            grouped[owner.index, finding.code].append(Told(message, finding, owner))
    return grouped


def _without(one: list[Told], other: list[Told]) -> list[Told]:
    """What is left of `one` once equal messages have met."""
    met = Counter(told.said for told in other)
    left: list[Told] = []
    for told in one:
        if met[told.said]:
            met[told.said] -= 1
        else:
            left.append(told)
    return left


def _owner_of(entry: Entry, owners_old: Owners, owners_new: Owners) -> int:
    if entry.unit is None:
        return DOCUMENT
    owner = (owners_old if entry.gone else owners_new).get(entry.unit.model.id)
    return owner.index if owner else DOCUMENT
