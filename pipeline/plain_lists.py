"""Plain lists: '3 departments: Pay Department, Audit Department, and Staff Department', read at one go.

Most lists of sub-departments state their count first, if at all, and are nothing but names with head nouns behind it.
What is read here is what `members` would find in many more steps; any other list is left to it.
"""

from __future__ import annotations

import re
from itertools import pairwise

from pipeline.level_words import LEVEL_ENDS
from pipeline.profile import Profile
from pipeline.spans import Span

NAMES = re.compile(r"[A-Za-z]{3,}+(?:(?:,? |-)[A-Za-z]++)++")
SEPARATOR = ", "
SHORTEST = 3  # a shorter first word may be an article


def plain_list(text: str, start: int, end: int, profile: Profile) -> tuple[list[Span], int | None] | None:
    """The members and the declared count, where nothing about the list in `text[start:end]` is left to ask."""
    declared = None
    if counted := profile.count_phrase.match(text, start, end):
        if any(map(counted[0].lower().__contains__, LEVEL_ENDS)):
            return None  # '3 section-level departments'
        declared = profile.number(counted["count"])
        start = counted.end()
        start += text[start : start + 1] == " "
    names = text[start:end]
    if NAMES.fullmatch(names) is None:
        return None
    words = names.lower().replace(",", "").replace("-", " ").split()
    if not profile.lists.hints.isdisjoint(words):
        return None  # there is more to read than names
    members: list[Span] = []
    for piece in names.split(SEPARATOR):
        at = start
        start += len(piece) + len(SEPARATOR)
        first, _, rest = piece.partition(" ")
        if members and first in profile.opening_words:
            at, piece = at + len(first) + 1, rest
            first = rest.partition(" ")[0]
        if len(first) < SHORTEST or first.lower() in profile.opening_words or not _whole(piece, profile):
            return None
        members.append((at, at + len(piece)))
    return (members, declared) if declared in (None, len(members)) else None


def _whole(name: str, profile: Profile) -> bool:
    """Does `name` end in a head noun, and can it be no more than one name?"""
    words = name.lower().split(" ")
    if words[-1] not in profile.heads:
        return False
    if profile.joints.isdisjoint(words):
        return True
    before = [left for left, word in pairwise(words) if word in profile.joints]
    return "of" not in words and profile.heads.isdisjoint(before)
