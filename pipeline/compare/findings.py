"""Findings that appeared or were resolved, apart from those that only echo a change reported already."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from pipeline.compare.entry import Entry
from pipeline.compare.facts import UnitFacts, key_of
from pipeline.model import Finding

# What a finding is about: where that very thing changed in the unit, the finding is its echo. A member added under an
# old count makes a count-mismatch: one edit, so one change. Other codes echo changes in their own place only.
ECHOES = {
    "unnamed-unit": ("unit-renamed", "duty-", "status-changed"),  # its message quotes what the unit says instead
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

# The document itself as the owner of a finding.
DOCUMENT = -1

NUMBER = re.compile(r"\d+")


@dataclass(frozen=True, slots=True)
class Owner:
    """A unit of one side that both sides have; `index` is that of the new unit, so that both sides agree on it."""

    index: int
    unit: UnitFacts


Owners = Mapping[str, Owner]
Told = tuple[str, Finding, UnitFacts | None]
Spans = list[tuple[int, int]]


def finding_changes(
    old: Sequence[Finding], new: Sequence[Finding], owners_old: Owners, owners_new: Owners, entries: Sequence[Entry]
) -> Iterator[Entry]:
    """Findings compared by unit, code and message.

    `owners_old` and `owners_new` know the units that both sides have, by id; a finding of any other unit came or went
    with its unit. `entries` are the changes found so far. A finding whose message alone changed is one `finding-added`
    with both messages.
    """
    gone = _by_owner(old, owners_old)
    came = _by_owner(new, owners_new)
    changed: dict[int, list[Entry]] = defaultdict(list)
    left_by: dict[int, Spans] = defaultdict(list)
    for entry in entries:
        changed[_owner_of(entry, owners_old, owners_new)].append(entry)
        if entry.was and (owner := owners_old.get(entry.was[0].model.id)):
            left_by[owner.index].append(entry.was[1:])
    places: dict[int, tuple[Spans, Spans]] = {}
    for index, code in sorted({*gone, *came}):
        left_old, left_new = (
            _without(gone[index, code], came[index, code]),
            _without(came[index, code], gone[index, code]),
        )
        kinds = {entry.kind for entry in changed[index]}
        if not any(kind.startswith(ECHOES.get(code, ())) for kind in kinds):
            if index not in places:
                places[index] = _changed_places(changed[index], left_by[index])
            yield from _told(left_old, left_new, bool(kinds), *places[index])


def _told(
    old: list[Told], new: list[Told], unit_changed: bool, changed_old: Spans, changed_new: Spans
) -> Iterator[Entry]:
    """What is left to say about the findings of one unit and code, given where that unit changed."""
    old = [told for told in old if not _touched(told[1], changed_old)]
    new = [told for told in new if not _touched(told[1], changed_new)]
    for (before, finding, _), (after, other, unit) in zip(old, new, strict=False):
        only_numbers = NUMBER.sub("#", before) == NUMBER.sub("#", after)
        if not (unit_changed and only_numbers):
            yield Entry("finding-added", unit, finding.message, other.message, other.start, other.end)
    for _, finding, unit in old[len(new) :]:
        yield Entry("finding-removed", unit, finding.message, None, finding.start, finding.end, gone=True)
    for _, finding, unit in new[len(old) :]:
        yield Entry("finding-added", unit, None, finding.message, finding.start, finding.end)


def _changed_places(entries: Sequence[Entry], was: Spans) -> tuple[Spans, Spans]:
    """Where changes stand in the old and in the new source; what only moved with its unit or number is no change."""
    told = [entry for entry in entries if entry.kind not in ("unit-moved", "duty-renumbered")]
    old = [(entry.start, entry.end) for entry in told if entry.gone]
    return _joined(old + was), _joined([(entry.start, entry.end) for entry in told if not entry.gone])


def _joined(spans: Spans) -> Spans:
    """The spans in order, overlapping ones as one."""
    joined: Spans = []
    for start, end in sorted(spans):
        if joined and start < joined[-1][1]:
            joined[-1] = (joined[-1][0], max(end, joined[-1][1]))
        else:
            joined.append((start, end))
    return joined


def _touched(finding: Finding, spans: Spans) -> bool:
    """True where the finding lies inside a change and so only echoes it; one that reaches further has more to say."""
    at = bisect_right(spans, finding.start, key=lambda span: span[0])
    return at > 0 and finding.end <= spans[at - 1][1]


def _by_owner(findings: Sequence[Finding], owners: Owners) -> dict[tuple[int, str], list[Told]]:
    """Findings by owner and code, each with the message free of what names its unit."""
    grouped: dict[tuple[int, str], list[Told]] = defaultdict(list)
    for finding in findings:
        if finding.unit is None:
            grouped[DOCUMENT, finding.code].append((key_of(finding.message), finding, None))
        elif finding.unit in owners:
            owner = owners[finding.unit]
            message = key_of(finding.message).replace(owner.unit.model.id, "#")
            if owner.unit.model.name:
                message = message.replace(key_of(owner.unit.model.name.text), "#")
            grouped[owner.index, finding.code].append((message, finding, owner.unit))
    return grouped


def _without(one: list[Told], other: list[Told]) -> list[Told]:
    """What is left of `one` once equal messages have met."""
    met = Counter(message for message, _, _ in other)
    left: list[Told] = []
    for told in one:
        if met[told[0]]:
            met[told[0]] -= 1
        else:
            left.append(told)
    return left


def _owner_of(entry: Entry, owners_old: Owners, owners_new: Owners) -> int:
    if entry.unit is None:
        return DOCUMENT
    owner = (owners_old if entry.gone else owners_new).get(entry.unit.model.id)
    return owner.index if owner else DOCUMENT
