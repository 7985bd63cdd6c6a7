"""Changes of the departments inside a unit."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from rapidfuzz import fuzz

from pipeline.compare.entry import Entry, added, removed
from pipeline.compare.facts import UnitFacts, key_of
from pipeline.compare.fields import level_change
from pipeline.model import Group, Kind, Quote, Subunits

# Two member names are one department renamed from this likeness on; at one place in the list less is enough.
RENAMED = 72
RENAMED_IN_PLACE = 50

# A statement with more names than this is compared without likeness.
NAMES = 300


def subunit_changes(old: UnitFacts, new: UnitFacts, elsewhere: frozenset[str] = frozenset()) -> Iterator[Entry]:
    """Members that came, went or were renamed, the level of their group, and a statement that only counts or denies.

    Members named in `elsewhere` live on in another part of a split or merger and are no news.
    """
    one, other = old.model.subunits, new.model.subunits
    members_old, members_new = _members(one), _members(other)
    pairs, gone, came = _pair(members_old, members_new)
    gone = [place for place in gone if key_of(members_old[place][1].text) not in elsewhere]
    came = [place for place in came if key_of(members_new[place][1].text) not in elsewhere]
    renamed, gone, came = _renamed(members_old, members_new, pairs, gone, came)
    for before, after in renamed:
        first, second = members_old[before][1], members_new[after][1]
        yield Entry("subunit-renamed", new, first.text, second.text, second.start, second.end)
    yield from (removed("subunit-removed", old, members_old[place][1]) for place in gone)
    yield from (added("subunit-added", new, members_new[place][1]) for place in came)
    yield from _group_changes(new, one, other, [(members_old[a][0], members_new[b][0]) for a, b in pairs + renamed])
    if not members_old and not members_new:
        yield from _statement_change(old, new)


def _members(subunits: Subunits) -> list[tuple[int, Quote]]:
    """Every member with the place of its group."""
    return [(place, member) for place, group in enumerate(subunits.groups) for member in group.members]


Places = list[tuple[int, int]]


def _pair(old: Sequence[tuple[int, Quote]], new: Sequence[tuple[int, Quote]]) -> tuple[Places, list[int], list[int]]:
    """Members of the same name, and who is left on each side."""
    waiting: dict[str, list[int]] = {}
    for place, (_, member) in enumerate(new):
        waiting.setdefault(key_of(member.text), []).append(place)
    pairs: Places = []
    gone: list[int] = []
    for place, (_, member) in enumerate(old):
        queue = waiting.get(key_of(member.text))
        if queue:
            pairs.append((place, queue.pop(0)))
        else:
            gone.append(place)
    return pairs, gone, sorted(place for queue in waiting.values() for place in queue)


def _renamed(
    old: Sequence[tuple[int, Quote]],
    new: Sequence[tuple[int, Quote]],
    pairs: Places,
    gone: list[int],
    came: list[int],
) -> tuple[Places, list[int], list[int]]:
    """Leftover members that are the same department under a new name, and who is left then."""
    if len(gone) * len(came) > NAMES:
        return [], gone, came
    neighbours = dict(pairs)
    scored = []
    for before in gone:
        for after in came:
            in_place = neighbours.get(before - 1, -1) == after - 1 and (
                neighbours.get(before + 1, len(new)) == after + 1
            )
            likeness = fuzz.ratio(old[before][1].text.casefold(), new[after][1].text.casefold())
            if likeness >= (RENAMED_IN_PLACE if in_place else RENAMED):
                scored.append((-likeness - 25 * in_place, abs(before - after), before, after))
    renamed: Places = []
    for _, _, before, after in sorted(scored):
        if before in gone and after in came:
            gone = [place for place in gone if place != before]
            came = [place for place in came if place != after]
            renamed.append((before, after))
    return renamed, gone, came


def _group_changes(new: UnitFacts, one: Subunits, other: Subunits, shared: Places) -> Iterator[Entry]:
    """Levels and labels of groups that share members; a label is the groups' name."""
    for before, after in sorted(set(shared)):
        old_group, new_group = one.groups[before], other.groups[after]
        if any(before == first and after != second for first, second in shared):
            continue  # the group was cut up: its members' groups can't be compared one to one
        yield from level_change(new, old_group.level, new_group.level)
        if _label(old_group) and _label(new_group) and _label(old_group) != _label(new_group):
            place = other.text or new.model
            yield Entry("subunit-renamed", new, old_group.label, new_group.label, place.start, place.end)


def _label(group: Group) -> str | None:
    """A group's label without its plural: '1 department' is no other label than '2 departments'."""
    return key_of(group.label).rstrip("s") if group.label else None


def _statement_change(old: UnitFacts, new: UnitFacts) -> Iterator[Entry]:
    """What a statement without a single member says: a bare count, or that there are none.

    To say that there are none, or to say nothing any more, adds and removes no department: it is a note that came or
    went.
    """
    one, other = old.model.subunits, new.model.subunits
    count_old, count_new = _count(one), _count(other)
    before, after = one.text, other.text
    if count_old == count_new == 0 and one.listing != other.listing:
        if before and not after:
            yield removed("note-removed", old, before)
        elif after:
            yield Entry("note-added", new, before.text if before else None, after.text, after.start, after.end)
    elif count_old != count_new:
        place = after or new.model
        texts = (before.text if before else None, after.text if after else None)
        kind: Kind = "subunit-removed" if count_old > count_new else "subunit-added"
        yield Entry(kind, new, *texts, place.start, place.end)


def _count(subunits: Subunits) -> int:
    return sum(group.declared or 0 for group in subunits.groups)
