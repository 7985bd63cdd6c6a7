"""Changes of the departments inside a unit."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence, Set

from rapidfuzz import fuzz

from pipeline.compare.entry import Entry, added, removed
from pipeline.compare.facts import UnitFacts, key_of
from pipeline.compare.fields import level_change
from pipeline.model import Kind, Quote, Subunits

# Two member names are one department renamed from this likeness on; at one place in the list less is enough, and such a
# pair comes before one that is so much more alike elsewhere.
RENAMED = 72
RENAMED_IN_PLACE = 50
IN_PLACE = 25

# A statement with more names than this is compared without likeness.
NAMES = 300


def subunit_changes(old: UnitFacts, new: UnitFacts, elsewhere: frozenset[str] = frozenset()) -> Iterator[Entry]:
    """Members that came, went or were renamed, the level of their group, and a statement that only counts or denies.

    Members named in `elsewhere` live on in another part of a split or merger, or in a new unit, and are no news.
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
    in_groups = [[(members_old[a][0], members_new[b][0]) for a, b in found] for found in (pairs, renamed)]
    yield from _group_changes(new, one, other, *in_groups, whole=not (gone or came))
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
    instead = _instead(pairs, gone, came, len(new))
    keys = {place: key_of(old[place][1].text) for place in gone}, {place: key_of(new[place][1].text) for place in came}
    common = _common_words(keys[0].values()) & _common_words(keys[1].values())
    scored = []
    for before, one in keys[0].items():
        for after, other in keys[1].items():
            in_place = instead.get(before) == after
            same = _but_for_aside(one, other)
            likeness = 100 if same else fuzz.ratio(one, other)
            # At another place, what every name ends in makes none of them alike.
            own = likeness if in_place or same else fuzz.ratio(_without(one, common), _without(other, common))
            least = min(likeness, own)
            if least >= (RENAMED_IN_PLACE if in_place else RENAMED):
                scored.append((-likeness - IN_PLACE * in_place, abs(before - after), before, after))
    renamed: Places = []
    for _, _, before, after in sorted(scored):
        if before in gone and after in came:
            gone = [place for place in gone if place != before]
            came = [place for place in came if place != after]
            renamed.append((before, after))
    return renamed, gone, came


def _instead(pairs: Places, gone: Iterable[int], came: Iterable[int], end: int) -> dict[int, int]:
    """Which new member stands in the place of an old one: between the same neighbours, as many as there were."""
    neighbours = {-1: -1, **dict(pairs)}
    instead: dict[int, int] = {}
    left_old, left_new = set(gone), set(came)
    for before, after in neighbours.items():
        olds, news = _run(before + 1, left_old), _run(after + 1, left_new)
        closed = neighbours.get(before + 1 + len(olds), end) == after + 1 + len(news)
        if len(olds) == len(news) and closed:
            instead.update(zip(olds, news, strict=True))
    return instead


def _run(start: int, places: Set[int]) -> range:
    """The row of places from `start` on."""
    end = start
    while end in places:
        end += 1
    return range(start, end)


def _but_for_aside(one: str, other: str) -> bool:
    """True where one name is the other with an aside in brackets behind it."""
    shorter, longer = (one, other) if len(one) < len(other) else (other, one)
    return longer.startswith(shorter) and longer[len(shorter) :].lstrip().startswith("(")


def _common_words(names: Iterable[str]) -> set[str]:
    """The words that all of several names have."""
    bags = [set(name.split()) for name in names]
    return set.intersection(*bags) if len(bags) > 1 else set()


def _without(name: str, words: Set[str]) -> str:
    """The name without some words; all of it where it has no others."""
    return " ".join(word for word in name.split() if word not in words) or name


def _group_changes(
    new: UnitFacts, one: Subunits, other: Subunits, same: Places, renamed: Places, *, whole: bool
) -> Iterator[Entry]:
    """Levels and labels of groups that share members, of the `same` name or `renamed`.

    A label is what all the members of a group are called; the new names of members have it in them already. Where the
    members are the same on the `whole`, the statements show it best.
    """
    shared = same + renamed
    place = other.text or new.model
    labels: list[tuple[str, str]] = []
    for before, after in sorted(set(shared)):
        old_group, new_group = one.groups[before], other.groups[after]
        if any(before == first and after != second for first, second in shared):
            continue  # the group was cut up: its members' groups can't be compared one to one
        yield from level_change(new, old_group.level, new_group.level)
        texts = old_group.label or "", new_group.label or ""
        if all(texts) and _singular(texts[0]) != _singular(texts[1]) and (before, after) not in renamed:
            labels.append(texts)
    if labels and whole and one.text and other.text:
        labels = [(one.text.text, other.text.text)]
    yield from (Entry("subunit-renamed", new, *texts, place.start, place.end) for texts in labels)


def _singular(label: str) -> str:
    """A group's label without its plural: '1 department' is no other label than '2 departments'."""
    return key_of(label).rstrip("s")


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
