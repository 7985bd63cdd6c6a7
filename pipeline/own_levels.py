"""Own levels: what a list says of the level of single members, as groups of a level each.

'A Section (deputy division level), B Section (section level)'; 'A Section and B Section at the section level, C Section
at …'; 'a Training Center with deputy division level'; 'the division-level Training Center'.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from itertools import groupby, pairwise
from typing import NamedTuple

from pipeline.group_spans import GroupSpans
from pipeline.level_words import LEVEL_ENDS
from pipeline.profile import Profile
from pipeline.spans import Span

THE = r"(?:(?:the|an?)\s+)?+"
ASIDE = re.compile(rf"\s*[(（]\s*(?:at\s+)?{THE}(?P<level>[^()（）]{{2,60}}?)\s*[)）]\Z")
SAID = r"\s(?:(?:(?P<one>is)|ranked|(?P<several>are|being))\s+)?(?:at|with|of|having|has|(?P<have>have)|on)\s+"
BEHIND = re.compile(rf"{SAID}{THE}(?=(?P<level>[^()（）]{{3,60}})\Z)")
LEVEL_OF = re.compile(rf"{SAID}{THE}(?P<level>(?:level|rank|grade)\s+of\s+[^()（）]{{3,60}})\Z")
IN_FRONT = re.compile(r"(?P<level>[A-Za-z][a-z]+(?:[ -][a-z]+){0,4}[ -](?:level|rank|grade))(?:,\s*|\s+)(?=[A-Z])")
ARTICLE = re.compile(r"(?<!\w)an?\s+\Z", re.IGNORECASE)
PART = re.compile(r"\s*[,，;；]\s*")
SEPARATORS = frozenset(",，;；、")
CLAUSES = frozenset(";；.。")
LONGEST_ARTICLE = 12


class Told(NamedTuple):
    """A member's name and the level said of it; `own` where it can be said of no other, `aside`
    where it is in brackets, `several` where a verb says it of this one and those before it ('A and B are at …'), `one`
    where it does of this one ('A is at …')."""

    name: Span
    level: Span
    own: bool
    aside: bool
    several: bool = False
    one: bool = False


def by_level(text: str, group: GroupSpans, profile: Profile) -> list[GroupSpans]:
    """`group` parted where its members have levels of their own. As it is where they have none, and where it can't be
    decided whom a level is said of: the words then stay in the names, which are odd."""
    if group.level is not None or not group.members:
        return [group]
    told = [_told(text, member, profile) for member in group.members]
    if not any(told):
        return [group]
    told = _shared(text, group.members, told)
    codes = [profile.level(text[slice(*t.level)])[0] if t else None for t in told]
    one = codes[0] is not None and len(set(codes)) == 1
    clear = any(t and _says_level(text[slice(*t.level)], profile) for t in told)
    counted = group.declared is not None and not _beside_count(group.declared, told)
    if not one and (counted or not clear or _in_doubt(text, group.members, told)):
        return [group]
    parts: list[GroupSpans] = []
    for _, run in groupby(zip(group.members, told, codes, strict=True), key=lambda m: m[2]):
        members = list(run)
        names = [t.name if t else member for member, t, _ in members]
        level = next((t.level for _, t, _ in members if t), None)
        declared, label = (group.declared, group.label) if one or not parts else (None, None)
        parts.append(replace(group, members=names, level=level, declared=declared, label=label))
    return parts


def _beside_count(declared: int, told: list[Told | None]) -> bool:
    """Are those behind the `declared` ones told of in a clause of their own: '1 section: A; B and C are at …'?"""
    return not any(told[:declared]) and all(t and (t.several or t.one) for t in told[declared:])


def names_level(name: str, profile: Profile) -> bool:
    """Does `name` hold the words of a level: 'Ship Section at the section level', 'Ship Section (section level,
    closed)', 'section-level Ship Section'?"""
    if _says_level(name.rpartition(" ")[2].strip("()（）"), profile) or LEVEL_OF.search(name):
        return True
    front = IN_FRONT.match(name)
    if front and profile.level(front["level"])[0] is not None:
        return True  # not 'Grass-roots level Construction Office'
    aside = ASIDE.search(name)
    return aside is not None and any(profile.level.is_whole(part) for part in PART.split(aside["level"]))


def _says_level(words: str, profile: Profile) -> bool:
    """Do the words of a level call it one, or tell a deputy's ('deputy division')?"""
    first, _, behind = words.lower().partition(" ")
    return any(map(words.lower().__contains__, LEVEL_ENDS)) or (bool(behind) and first in profile.level.deputy)


def _told(text: str, member: Span, profile: Profile) -> Told | None:
    """The level that is said behind the name of `member`, or in front of it."""
    start, end = member
    article = ARTICLE.search(text, max(0, start - LONGEST_ARTICLE), start) is not None
    for match, aside in _places(text, member):
        level = match.span("level")
        if profile.level(text[slice(*level)])[0] is not None and (aside or _says_level(text[slice(*level)], profile)):
            several = not aside and (match["several"] or match["have"]) is not None
            one = not aside and match["one"] is not None
            return Told((start, match.start()), level, article and not several, aside, several, one)
    front = IN_FRONT.match(text, start, end)
    if front and profile.level(front["level"])[0] is not None:
        return Told((front.end(), end), front.span("level"), True, False)
    return None


def _places(text: str, member: Span) -> Iterator[tuple[re.Match[str], bool]]:
    """Where a level may be said in `member`, and whether that is in brackets."""
    if text[member[1] - 1] in ")）":
        if aside := ASIDE.search(text, *member):
            yield aside, True
        return
    if text[slice(*member)].lower().endswith(LEVEL_ENDS):
        for behind in BEHIND.finditer(text, *member):
            yield behind, False
    elif level_of := LEVEL_OF.search(text, *member):
        yield level_of, False


def _shared(text: str, members: list[Span], told: list[Told | None]) -> list[Told | None]:
    """`told` with a level behind names that nothing but an 'and' joins as that of all of them; where a verb says it of
    several, a comma joins as well."""
    out = list(told)
    for at in range(len(out) - 2, -1, -1):
        behind = out[at + 1]
        if out[at] is None and behind and not (behind.own or behind.aside) and _joined(text, members, at, behind):
            out[at] = behind._replace(name=members[at])
    shared = Counter(t.level for t in out if t and t.several)  # a verb speaks of no more than its subject
    for at, t in enumerate(out):
        if t and (shared[t.level] > 1 or (t.one and at and not _in_one_clause(text, members, at - 1))):
            out[at] = t._replace(own=True)
    return out


def _joined(text: str, members: list[Span], at: int, told: Told) -> bool:
    """Does no separator stand between a member and the next one, of which something is `told`?"""
    if told.several:
        return _in_one_clause(text, members, at)
    return SEPARATORS.isdisjoint(text[members[at][1] : members[at + 1][0]])


def _in_one_clause(text: str, members: list[Span], at: int) -> bool:
    """Does no semicolon and no full stop stand between a member and the next one?"""
    return CLAUSES.isdisjoint(text[members[at][1] : members[at + 1][0]])


def _in_doubt(text: str, members: list[Span], told: list[Told | None]) -> bool:
    """May a level be said of a member without one, too: 'A Section, B Section at the section level', 'A Section, B
    Section (section level)'?"""
    last = told[-1]
    if len(told) > 1 and last and last.aside and not last.own and not any(told[:-1]):
        return True
    return any(
        before is None and behind is not None and not (behind.own or behind.aside) for before, behind in pairwise(told)
    )
