"""Counts in a statement about sub-departments: what is counted, and whether that is said of all or of one member."""

from __future__ import annotations

import re
from typing import NamedTuple

from pipeline.level_words import LEVEL_ENDS
from pipeline.profile import Profile
from pipeline.spans import COLONS, Span
from pipeline.word_lists import plural

WRAPPED = re.compile(r"(?<=[^\W\d_])-\s(?=[^\W\d_])")  # a count is read as it is, before repairs
BESIDE = re.compile(r"[,，;；、]\s*(?:and\s+)?(?:the\s+|an?\s+)?[A-Z\d]")
OPENS = re.compile(r"[:：]|\b(?:including|namely|which|comprising|consisting|are|as|i|that|viz|for)\b", re.IGNORECASE)
NUMBERED = re.compile(r"(?:(?P<before>[^\s\d,，、;；]+)\s+)?(?<!\w)(?P<number>\d{1,2})\s+(?P<label>[\w-]+)")
WORD = re.compile(r"[^\W_]+")
LEVEL_WORD = re.compile(rf"\b(?:{'|'.join(LEVEL_ENDS)})\b", re.IGNORECASE)
LEVELLED = ("rank", "aside", "label")  # the groups of a count that may tell the level of what is counted
LONGEST_GAP = 16
IN_ALL = ("in total", "in all")
WITH = ("with ", "divided into ", "consisting of ", "composed of ", "comprising ")
EACH = " each"
OPENING = ("(", "（", "[", "【")
BEHIND_PIECE = " \t\r\n\u00a0\u3000.。…;:：*＊"
SEPARATOR = re.compile(r"[,，;；、]")
LONGEST_NAME = 400


class Count(NamedTuple):
    """A count that the source states: how many, of what, how many pieces stand before it, and the level of them all.
    `closes` where it says that it counts those before it ('2 sections in total'), `beside` where no more than a comma
    parts it from what follows ('2 patrol sections, Tax Section'), `inner` where it may count what is inside the member
    before it ('Legal Section with 2 branches, Tax Section')."""

    number: int
    label: str
    at: int
    level: Span | None = None
    closes: bool = False
    beside: bool = False
    inner: bool = False


def of_a_member(text: str, at: int, match: re.Match[str], place: Span, several: bool, profile: Profile) -> bool | None:
    """Does the count at `place` say what one of `several` members has: 'Patrol Section with three squads', '… each with
    2 groups', 'Patrol Section (3 squads)'? It stands right behind a name, opens no list, and counts nothing that is
    named around it. None where it may as well be said of all: any kind of unit may ('(3 departments)' at the end)."""
    start, end = place
    bracket = start < match.start() and text[start] in OPENING
    said = match[0].lower().startswith(WITH)
    if not (bracket or said) or match[0][-1] in COLONS:
        return False
    name = text[max(at, start - LONGEST_NAME) : start].rstrip().removesuffix(EACH)
    behind = text[end : min(match.endpos, end + LONGEST_NAME)]
    rest = behind.lstrip(BEHIND_PIECE)
    if not profile.ends_in_head(name) or not (several or rest):
        return False
    counted = match["label"].rpartition(" ")[2].lower()
    around = WORD.findall((text[max(match.pos, start - LONGEST_NAME) : start] + behind).lower())
    if counted in map(plural, around):
        return None if said else False
    if counted in map(plural, profile.file.words.kinds) and not (several and (rest or said)):
        of_all = several and counted in map(plural, profile.file.words.any_kinds)
        return False if of_all else None
    parted = not rest or SEPARATOR.match(rest) or rest.partition(" ")[0].lower() in profile.joints
    return True if parted else None


def is_ordinal(text: str, at: int, match: re.Match[str], profile: Profile) -> bool:
    """Is the 1 of `match` part of a name: 'Patrol 1 Division'? Capitals on both sides say so, and the same words with
    another number ('patrol 2 division'); a count stands behind a whole name, or is said ('has 1 center')."""
    label = match["label"]
    words = text[max(at, match.start() - LONGEST_NAME) : match.start()].split()
    if match.start() != match.start("count") or match[0][-1] in COLONS or label.lower() not in profile.heads:
        return False
    if words and words[-1][0].isupper() and label[0].isupper() and not profile.ends_in_head(words[-1]):
        return True
    before = {words[-1].lower()} if words else {None, *profile.joints}
    others = NUMBERED.finditer(text[match.end() : match.end() + LONGEST_NAME].lower())
    return any(o["number"] != "1" and o["label"] == label.lower() and o["before"] in before for o in others)


def read_count(match: re.Match[str], at: int, profile: Profile, *, inner: bool) -> Count:
    """What is counted, and its level: '2 branches at division level', '2 section-level branches'. `at` pieces stand
    before it."""
    noun = match["noun"] is not None
    number, label = match["number" if noun else "count"], match["noun" if noun else "label"]
    level = next((span for name in LEVELLED if (span := _told_level(match, name, profile))), None)
    label = WRAPPED.sub("-", " ".join(label.split()))
    words = match.string[match.end("noun" if noun else "label") : match.end()]
    behind = match.string[match.end() : match.end() + LONGEST_GAP].lstrip()
    opens = OPENS.search(words) is not None
    return Count(
        profile.number(number),
        label,
        at,
        level,
        closes=not opens and words.endswith(IN_ALL),
        beside=not opens and BESIDE.match(behind) is not None,
        inner=inner,
    )


def _told_level(match: re.Match[str], group: str, profile: Profile) -> Span | None:
    """The level in one `group` of a count, maybe behind words that are none of it ('3 internal section-level …')."""
    words = match[group]
    if not words or group == "rank":
        return match.span(group) if words else None
    last = LEVEL_WORD.search(words)
    stop = last.end() if last else 0
    for word in WORD.finditer(words, 0, stop):
        if profile.level(words[word.start() : stop])[0] is not None:
            return match.start(group) + word.start(), match.start(group) + stop
    return None
