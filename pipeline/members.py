"""Members: read one statement about sub-departments into groups.

The statement is cut into segments of pieces; the pieces are split into names. Where a count could speak of the members
before it, behind it or around it, the reading that agrees with the declared count wins.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import replace
from itertools import islice
from typing import NamedTuple

from pipeline.group_spans import GroupSpans
from pipeline.level_words import LEVEL_ENDS
from pipeline.list_counts import Count
from pipeline.own_levels import by_level
from pipeline.plain_lists import plain_list
from pipeline.profile import Profile
from pipeline.segments import Opening, Segment, one_list, segments
from pipeline.spans import COLONS, Span, skip_space
from pipeline.splits import head_noun, lone_number, named, names_in
from pipeline.word_lists import plural

QUOTES = frozenset('"“”')
COMMAS = frozenset(",，、")
LONGEST_NUMBER = 20
MOST_SHARING = 4  # words: '… in conjunction with relevant departments' is no name


class Part(NamedTuple):
    """A stretch of a segment's pieces, and the count that speaks of it."""

    start: int
    stop: int
    told: Count | None


def read_members(text: str, start: int, end: int, profile: Profile) -> list[GroupSpans]:
    """The groups of the statement in `text[start:end]`; offsets in code points. Empty where it names nobody."""
    if plain := plain_list(text, start, end, profile):
        return [GroupSpans(*plain)]
    return read_any(text, start, end, profile)


def read_any(text: str, start: int, end: int, profile: Profile) -> list[GroupSpans]:
    """As `read_members`, whatever the statement looks like."""
    found = one_list(segments(text, start, end, profile))
    groups = [g for s in found for g in _groups_of(text, s, profile)]
    for g in groups:
        g.members = [_unquoted(text, member) for member in g.members]
    groups = [part for g in groups for part in by_level(text, g, profile)]
    for g in groups:
        _take_plural(text, g, profile)
    if len(groups) == 1 and groups[0].declared is None:
        _take_count(text, groups[0], profile)
    openings = [opening for s in found for opening in s.left_open]
    if openings:
        groups = groups or [GroupSpans()]  # 'and other departments', whatever stood before it
        _leave_open(openings, groups)
    for g in groups:  # a label tells the groups of one statement apart
        g.label = (g.label or _common_head(text, g, profile)) if len(groups) > 1 else None
    return groups


def _leave_open(openings: list[Opening], groups: list[GroupSpans]) -> None:
    """Mark the group in front of each of `openings`, or the first one, as one with more members than it names. A count
    closes a list that only 'etc.' leaves open."""
    named_ones = [g for g in groups if g.members] or groups
    starts = [g.members[0][0] for g in named_ones if g.members]
    for opening in openings:
        group = named_ones[max(0, bisect_left(starts, opening.place[0]) - 1)]
        if opening.more or group.declared is None or not group.fits:
            group.left_open = opening.place


def _unquoted(text: str, member: Span) -> Span:
    """'"Tax Section"' without its quotation marks."""
    start, end = member
    quoted = end - start > 2 and text[start] in QUOTES and text[end - 1] in QUOTES
    return (start + 1, end - 1) if quoted and QUOTES.isdisjoint(text[start + 1 : end - 1]) else member


def _take_plural(text: str, group: GroupSpans, profile: Profile) -> None:
    """Take from the last name the plural that is said of all: 'Tax, Price and Port Departments'."""
    if len(group.members) < 2:
        return
    *others, (start, end) = group.members
    rest, _, shared = text[start:end].rpartition(" ")
    plain = shared.lower() in profile.plurals and rest and len(rest.split()) <= MOST_SHARING
    if plain and not any(named(text, m, profile) for m in others):
        group.members[-1] = (start, start + len(rest.rstrip()))


def _take_count(text: str, group: GroupSpans, profile: Profile) -> None:
    """Take from the last name a count of all: 'Pay Section, Tax Section, Port Section three', or '(3)'. No number of a
    name that others have as well, nor a figure without brackets: 'Patrol Section 3'."""
    found = [told for m in group.members[:-1] if (told := lone_number(text[slice(*m)], profile))]
    told = lone_number(text[slice(*group.members[-1])], profile) if group.members else None
    if told and not told.bare and not found and told.number == len(group.members) > 1:
        start = group.members[-1][0]
        group.members[-1], group.declared = (start, start + told.at), told.number


def _groups_of(text: str, segment: Segment, profile: Profile) -> list[GroupSpans]:
    """The groups of one segment. Where counts may tell what is inside members, and the others fit without them, they
    do: '2 sections: Legal Section with 3 offices, Tax Section'."""
    inner = [c for c in segment.counts if c.inner]
    if inner and len(inner) < len(segment.counts):
        outer = [c for c in segment.counts if not c.inner]
        groups = _groups(text, replace(segment, counts=outer), profile)
        if all(g.fits and g.members for g in groups):
            for g in groups:  # '4 departments: Legal Section with 2 offices, Claims Office, Court Office, Tax Section'
                g.ambiguous |= any(_counts(text, m, c.label, profile) for c in inner for m in g.members)
            return groups
    groups = _groups(text, segment, profile)
    for g in groups if segment.doubtful else ():
        g.ambiguous |= bool(g.members)
    return groups


def _groups(text: str, segment: Segment, profile: Profile) -> list[GroupSpans]:
    """The groups of one segment: one where a single count (or none) speaks of all of it, else as the counts fit."""
    counts, pieces, readings = segment.counts, segment.pieces, []
    if len(counts) < 2:
        whole = _read(text, segment, [Part(0, len(pieces), counts[0] if counts else None)], profile)
        if not counts:
            return whole if whole[0].members else []
        readings.append(whole)
        if other := _before(text, segment, profile) or (whole[0].fits and _of_its_own(text, segment, profile)):
            return other
        if whole[0].fits:
            in_the_middle = counts[0].beside and 0 < counts[0].at < len(pieces)
            if in_the_middle or _of_others(text, whole[0].members, segment, profile):
                whole[0].ambiguous = True  # 'Tax Section, 2 port sections, Pay Section'
            return whole
        if _of_others(text, pieces, segment, profile):
            told = counts[0]
            readings.append(
                _read(
                    text,
                    segment,
                    [Part(0, told.at, None), Part(told.at, told.at, told), Part(told.at, len(pieces), None)],
                    profile,
                )
            )
    if len(counts) > 1 or 0 < counts[0].at < len(pieces):
        readings += _readings(text, segment, profile)
    return min(readings, key=lambda groups: _misfits(text, groups, profile))


def _before(text: str, segment: Segment, profile: Profile) -> list[GroupSpans]:
    """The groups where a count in the middle says that it counts those before it, and does: 'Office and Tax Section, 2
    sections in total, and the Canteen'."""
    told, end = segment.counts[0], len(segment.pieces)
    if not told.closes or not 0 < told.at < end:
        return []
    groups = _read(text, segment, [Part(0, told.at, told), Part(told.at, end, None)], profile)
    return groups if groups[0].fits else []


def _of_others(text: str, members: list[Span], segment: Segment, profile: Profile) -> bool:
    """Does the count seem to be of others than the named: '2 patrol sections, Tax Section, Pay Section', 'Tax Section,
    Pay Section, 3 police stations'? It tells a kind that no name is of."""
    told = segment.counts[0]
    if not members or told.closes or not (told.beside or told.at == len(segment.pieces)):
        return False
    *words, counted = told.label.lower().split() or [""]
    said = [w for w in words if w not in profile.file.words.vague and not any(map(w.__contains__, LEVEL_ENDS))]
    if said:
        return not any(said[-1].rstrip("s") in text[slice(*m)].lower() for m in members)
    kinds = profile.file.words.kinds
    if counted in kinds or counted in map(plural, kinds) or not all(named(text, m, profile) for m in members):
        return False
    return not any(_counts(text, m, told.label, profile) for m in members)


def _of_its_own(text: str, segment: Segment, profile: Profile) -> list[GroupSpans]:
    """The groups where the count behind the last name goes on with the list and names nobody: 'Pay Section, Tax Section
    and 2 patrol stations'. It has an 'and' in front, and counts what no name before it is."""
    told, pieces = segment.counts[0], segment.pieces
    if not 0 < told.at == len(pieces):
        return []
    end = pieces[-1][1]
    joint = profile.joint.match(text, end + (text[end : end + 1] in COMMAS))
    first = text[joint.end() : joint.end() + LONGEST_NUMBER].split() if joint else []
    if not first or not profile.counts(first[0]) or any(_counts(text, p, told.label, profile) for p in pieces):
        return []  # '… and other 3 sections' counts all
    return _read(text, segment, [Part(0, told.at, None), Part(told.at, told.at, told)], profile)


def _readings(text: str, segment: Segment, profile: Profile) -> Iterator[list[GroupSpans]]:
    """The ways to part the pieces at the counts, the likeliest first: each count speaks of those behind it, of those
    before it, or of as many as it says around it."""
    counts, pieces = segment.counts, segment.pieces
    places, end = [c.at for c in counts], len(pieces)
    behind = [Part(c.at, stop, c) for c, stop in zip(counts, [*places[1:], end], strict=True)]
    yield _read(text, segment, [Part(0, places[0], None), *behind], profile)
    if places[0] > 0 and _leads_in(text, pieces[places[0] - 1], profile):
        groups = _read(text, segment, [Part(0, places[0] - 1, None), *behind], profile)
        if _misfits(text, groups, profile)[0] == 0:
            yield groups
    before = [Part(start, c.at, c) for c, start in zip(counts, [0, *places[:-1]], strict=True)]
    groups = _read(text, segment, [*before, Part(places[-1], end, None)], profile)
    if len(counts) > 1 or _misfits(text, groups, profile)[:2] == (0, 0):
        yield groups
    if len(counts) > 1 and (groups := _dealt(text, segment, profile)):
        yield groups


def _leads_in(text: str, piece: Span, profile: Profile) -> bool:
    """Are the words before a count no name, but the start of its sentence: 'The rules provide for 3 sections: …'? They
    are in no field, so that they have to look like it: with a capital they could be the first member."""
    at = skip_space(text, piece[1], len(text))
    words = text[slice(*piece)]
    if text[at : at + 1] in COLONS:
        return not any(map(str.isdecimal, words.split()))  # 'Ship of which 2 posts:) There are 2 sections'
    if any(colon in words for colon in COLONS):
        return False  # '2 posts:) Ship There are 2 sections'
    first = words.split()[0]
    if not first[0].islower() and first.lower() not in profile.file.words.openers:
        return False
    return not named(text, piece, profile) and profile.lists.separators.match(text, at) is None


def _read(text: str, segment: Segment, parts: list[Part], profile: Profile) -> list[GroupSpans]:
    """The groups of `parts`; a part that names nobody is one only where it has a count, or is alone."""
    groups: list[GroupSpans] = []
    levels = segment.levels
    for start, stop, told in parts:
        if start == stop and told is None and len(parts) > 1:
            continue
        declared, label, level = (told.number, told.label, told.level) if told else (None, None, None)
        members, ambiguous = names_in(text, segment.pieces[start:stop], declared, profile)
        said = [span for span, at in levels if at <= stop]  # the level behind the pieces speaks of them
        levels = levels[len(said) :]
        ambiguous |= told is not None and told.inner and declared == len(members) > 1
        ambiguous |= bool(said) and segment.single and len(members) > 1  # 'A, B and C, which is at the section level'
        groups.append(GroupSpans(members, declared, label, said[-1] if said else level, ambiguous))
    return groups


def _dealt(text: str, segment: Segment, profile: Profile) -> list[GroupSpans]:
    """The groups where the sum of the counts is right: as many names for each as it says, in order; or, of counts side
    by side, by what they count ('3 sections and 1 center: …'). In doubt where a count does not stand at its names."""
    counts, pieces = segment.counts, segment.pieces
    names, ambiguous = names_in(text, pieces, sum(c.number for c in counts), profile)
    if len(names) != sum(c.number for c in counts):
        return []
    together = counts[0].at == counts[-1].at
    dealt = [[m for m in names if _counts(text, m, c.label, profile)] for c in counts] if together else []
    if [len(d) for d in dealt] != [c.number for c in counts] or sorted(m for d in dealt for m in d) != names:
        rest, stop = iter(names), 0
        dealt = [list(islice(rest, c.number)) for c in counts]
        for c in counts:
            first, stop = stop, stop + c.number
            before = bisect_left(names, pieces[c.at]) if c.at < len(pieces) else len(names)
            ambiguous |= not first <= before <= stop
    level = segment.levels[-1][0] if segment.levels else None
    groups = [GroupSpans(m, c.number, c.label, c.level, ambiguous) for m, c in zip(dealt, counts, strict=True)]
    for g in groups if together else groups[-1:]:
        g.level = level or g.level
    return groups


def _counts(text: str, member: Span, label: str, profile: Profile) -> bool:
    """Is `member` one of those that `label` counts: a 'Ship Section' of '3 sections'?"""
    head = head_noun(text, member, profile)
    return head is not None and label.rpartition(" ")[2].lower() in (head, plural(head))


def _misfits(text: str, groups: list[GroupSpans], profile: Profile) -> tuple[int, int, int]:
    """How badly a reading fits: how many groups are not what their count says; how many members are no names; how many
    groups name nobody."""
    wrong = sum(bool(g.members) and not g.fits for g in groups)
    unnamed = sum(not named(text, m, profile) for g in groups for m in g.members)
    return wrong, unnamed, sum(not g.members for g in groups)


def _common_head(text: str, group: GroupSpans, profile: Profile) -> str | None:
    heads = {text[s:e].split()[-1].lower() for s, e in group.members}
    head = heads.pop() if len(heads) == 1 else ""
    return plural(head) if head in profile.heads else None
