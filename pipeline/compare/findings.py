"""Findings that appeared or were resolved, apart from those that only echo a change reported already."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from pipeline.compare.entry import Entry
from pipeline.compare.facts import UnitFacts, key_of
from pipeline.model import Finding

# What a finding is about, by a word of its code: where that very thing changed in the unit, the finding is its echo. A
# member added under an old count makes a count-mismatch: one edit, so one change.
ECHOES = (
    ("count", "subunit-"),
    ("number", "duty-"),
    ("unnamed", "unit-renamed"),
    ("level", "level-changed"),
    ("status", "status-changed"),
    ("unassigned", "note-"),
)

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
    for entry in entries:
        changed[_owner_of(entry, owners_old, owners_new)].append(entry)
    for owner, code in sorted({*gone, *came}):
        left_old, left_new = _unequal(gone[owner, code], came[owner, code])
        here = changed[owner]
        if not any(word in code and entry.kind.startswith(kind) for word, kind in ECHOES for entry in here):
            yield from _told(left_old, left_new, here)


def _told(old: list[Told], new: list[Told], here: Sequence[Entry]) -> Iterator[Entry]:
    """What is left to say about the findings of one unit and code, given the changes of that unit."""
    for (before, finding, _), (after, other, unit) in zip(old, new, strict=False):
        only_numbers = NUMBER.sub("#", before) == NUMBER.sub("#", after)
        if not (here and only_numbers) and not _touched(other, here, gone=False):
            yield Entry("finding-added", unit, finding.message, other.message, other.start, other.end)
    for _, finding, unit in old[len(new) :]:
        if not _touched(finding, here, gone=True):
            yield Entry("finding-removed", unit, finding.message, None, finding.start, finding.end, gone=True)
    for _, finding, unit in new[len(old) :]:
        if not _touched(finding, here, gone=False):
            yield Entry("finding-added", unit, None, finding.message, finding.start, finding.end)


def _touched(finding: Finding, entries: Sequence[Entry], *, gone: bool) -> bool:
    """True where a change of the same side lies in the finding's place: the finding only echoes it."""
    return any(
        entry.gone == gone and entry.start < finding.end and finding.start < entry.end
        for entry in entries
        if not entry.kind.startswith(("unit-moved", "duty-renumbered"))
    )


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


def _unequal(old: list[Told], new: list[Told]) -> tuple[list[Told], list[Told]]:
    """What is left of both lists once equal messages have met."""
    return _without(old, new), _without(new, old)


def _without(one: list[Told], other: list[Told]) -> list[Told]:
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
