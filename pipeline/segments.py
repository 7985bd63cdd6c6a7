"""Segments: a statement about sub-departments cut into its pieces, its counts and its levels.

It is cut at separators, counts, group levels and joining words; what is left are pieces, which hold names.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass, field
from typing import NamedTuple

from pipeline.level_words import LEVEL_ENDS
from pipeline.list_words import INSIDE
from pipeline.pieces import SLASH, between_slashes, goes_on
from pipeline.profile import Profile
from pipeline.spans import Span
from pipeline.word_lists import plural

WRAPPED = re.compile(r"(?<=[^\W\d_])-\s(?=[^\W\d_])")  # a count is read as it is, before repairs
BEFORE_PIECE = " \t\r\n\u00a0\u3000.。:：-–—*＊"  # with the marks of footnotes
BEHIND_PIECE = " \t\r\n\u00a0\u3000.。;:：*＊"
OPENING = ("(", "（", "[", "【")
CLOSING = (")", "）", "]", "】")
COLONS = frozenset(":：")
CLOSES = re.compile(r"\s*(?:[.。]\s*)?[])）】]")
BRACKET_COUNT = re.compile(
    r"[(（]?([2-9]|[1-9]\d)[)）]\s+(?=[^\W\d_])"
)  # '(3) Mail Section, Duty Section, Boat Section'
ANY_NUMBER = re.compile(r"[(（]\d{1,2}[)）]")
ASIDE = re.compile(r"[(（][^()（）]*[)）]")
SEPARATOR = re.compile(r"[,，;；、]")
BESIDE = re.compile(r"[,，;；、]\s*(?:and\s+)?(?:the\s+|an?\s+)?[A-Z\d]")
OPENS = re.compile(r"[:：]|\b(?:including|namely|which|comprising|consisting|are|as|i|that|viz|for)\b", re.IGNORECASE)
NUMBERED = re.compile(r"(?:(?P<before>[^\s\d,，、;；]+)\s+)?(?<!\w)(?P<number>\d{1,2})\s+(?P<label>[\w-]+)")
WORD = re.compile(r"[^\W_]+")
WHICH_IS = re.compile(r"(?:which|that)\s+(?:is|has)\b", re.IGNORECASE)
LEVEL_WORD = re.compile(rf"\b(?:{'|'.join(LEVEL_ENDS)})\b", re.IGNORECASE)
LEVELLED = ("rank", "aside", "label")  # the groups of a count that may tell the level of what is counted
LONGEST_NAME = 400
LONGEST_COUNT = 40
LONGEST_ARTICLE = 2
LONGEST_LEVEL = 40
LONGEST_GAP = 16
IN_ALL = ("in total", "in all")
WITH = ("with ", "divided into ", "consisting of ", "composed of ", "comprising ")
EACH = " each"


class Count(NamedTuple):
    """A count that the source states: how many, of what, how many pieces stand before it, and the level of them all.
    `closes` where it says that it counts those before it ('2 sections in total'), `beside` where no more than a comma
    parts it from what follows ('2 patrol sections, Tax Section')."""

    number: int
    label: str
    at: int
    level: Span | None = None
    closes: bool = False
    beside: bool = False


@dataclass(slots=True)
class Segment:
    """A part of a statement that speaks of its own: pieces, counts, and levels with how many pieces stand before each.
    `apart` where it is no part of the list before it; `every` where its level is said of all that was named, `single`
    where it is said of one."""

    pieces: list[Span] = field(default_factory=list)
    counts: list[Count] = field(default_factory=list)
    levels: list[tuple[Span, int]] = field(default_factory=list)
    apart: bool = False
    closed: bool = False
    every: bool = False
    single: bool = False

    @property
    def bare_level(self) -> bool:
        """Does it say no more than a level ('…; the administrative level is section level')?"""
        return bool(self.levels) and not self.pieces and not self.counts


def segments(text: str, start: int, end: int, profile: Profile) -> list[Segment]:
    """The statement between its semicolons. The costly words are only looked for where a cheap look says there are any;
    behind the last of them only separators stand."""
    found = [Segment()]
    start, end = _bare_count(text, start, end, found[0], profile)
    at = start
    last = profile.lists.last_hint(text, start, end)
    doubled = [m.span() for m in profile.doubled_heads(text, start, end)]
    asides = _asides(text, start, end, profile)
    for match in profile.lists.words.finditer(text, start, end) if last >= start else ():
        if not _inside(asides, match):
            at = _list_word(text, at, match, found, doubled, profile)
        if match.end() > last:
            start = match.end()
            break
    else:
        start = max(start, at)
    for match in profile.lists.separators.finditer(text, start, end):
        if match.start() < at or _inside(asides, match):
            continue
        _add(text, at, match.start(), found, profile)
        at = match.end()
        if match.lastgroup == "semicolon":
            found.append(Segment())
    _add(text, at, end, found, profile)
    return _joined_counts([s for s in found if s.pieces or s.counts or s.levels])


def one_list(found: list[Segment]) -> list[Segment]:
    """`found` with those as one whose semicolons only separate members, and each level at what it speaks of."""
    runs: list[list[Segment]] = []
    for segment in found:
        if not runs or segment.apart or segment.bare_level or runs[-1][0].bare_level:
            runs.append([])
        runs[-1].append(segment)
    out: list[Segment] = []
    for run in runs:
        if run[0].bare_level:
            for spoken_of in out if run[0].every else out[-1:]:
                if not spoken_of.levels:
                    spoken_of.levels = [(run[0].levels[-1][0], len(spoken_of.pieces))]
            continue
        several = sum(bool(s.counts or s.levels) or len(s.pieces) > 1 for s in run) > 1
        out += run if several else [_whole(run)]
    return out


def _whole(run: list[Segment]) -> Segment:
    whole = Segment()
    for s in run:
        whole.counts += [c._replace(at=c.at + len(whole.pieces)) for c in s.counts]
        whole.levels += [(level, at + len(whole.pieces)) for level, at in s.levels]
        whole.pieces += s.pieces
        whole.single |= s.single
    return whole


def _bare_count(text: str, start: int, end: int, segment: Segment, profile: Profile) -> Span:
    """Take a count without its noun at the start or at the end of the statement; gives what is left to read."""
    if bare := profile.lists.bare_count.match(text, start, end):
        segment.counts.append(Count(profile.number(bare["count"]), "", 0))
        return bare.end(), end
    if (bracket := BRACKET_COUNT.match(text, start, end)) and not ANY_NUMBER.search(text, bracket.end(), end):
        segment.counts.append(Count(int(bracket[1]), "", 0))
        return bracket.end(), end
    if behind := profile.lists.closing_count.search(text, max(start, end - LONGEST_COUNT), end):
        segment.counts.append(Count(profile.number(behind["count"]), "", 0))
        return start, behind.start()
    return start, end


def _joined_counts(found: list[Segment]) -> list[Segment]:
    """`found` with a count behind a level given back to what it counts ('A and B, both at division level, 2 in all'),
    and one that a semicolon parts from its list given to that ('2 sections; A and B')."""
    out: list[Segment] = []
    for segment in found:
        last = out[-1] if out else None
        if last and segment.apart and segment.counts and not segment.pieces and not last.counts:
            last.counts = [c._replace(at=len(last.pieces)) for c in segment.counts]
        elif last and last.counts and not (last.pieces or segment.apart or segment.counts or not segment.pieces):
            out[-1] = _whole([last, segment])
        else:
            out.append(segment)
    return out


def _asides(text: str, start: int, end: int, profile: Profile) -> list[Span]:
    """The brackets behind a name that hold a list of their own: 'Main Department (Staff Division, Pay Division)'."""
    if text.find("(", start, end) < 0 and text.find("（", start, end) < 0:
        return []
    found = (m.span() for m in ASIDE.finditer(text, start, end) if SEPARATOR.search(m[0]))
    return [(s, e) for s, e in found if profile.ends_in_head(text[max(start, s - LONGEST_NAME) : s])]


def _of_one(text: str, bracket: int, profile: Profile) -> bool:
    """Does the bracket stand behind a name and hold no list?"""
    aside = ASIDE.match(text, bracket)
    behind_name = profile.ends_in_head(text[max(0, bracket - LONGEST_NAME) : bracket])
    return behind_name and aside is not None and SEPARATOR.search(aside[0]) is None


def _inside(spans: list[Span], match: re.Match[str]) -> bool:
    """Does `match` start inside one of `spans`, which are in order?"""
    at = bisect_left(spans, (match.start(), 0)) - 1
    return at >= 0 and match.start() < spans[at][1]


def _list_word(
    text: str, at: int, match: re.Match[str], found: list[Segment], doubled: list[Span], profile: Profile
) -> int:
    """Read what stands from `at` to a match of the list's words; gives where to go on."""
    kind = match.lastgroup or ""
    if kind not in ("comma", "semicolon"):
        told = match.groupdict()
        kind = next(k for k in INSIDE if told[f"as_{k}"])
    if match.start() < at or (kind in ("filler", "count") and _inside(doubled, match)):
        return at
    start, end = match.span()
    near = max(at, start - LONGEST_NAME)
    before = text[near:start].rstrip()
    if before[-1:] in OPENING and (closes := CLOSES.match(text, end)):
        start, end = near + len(before) - 1, closes.end()  # '… and C Section (all at division level)'
    elif kind == "filler" and before[-1:] in OPENING and _of_one(text, near + len(before) - 1, profile):
        return at  # 'Staff Section (including the Pay Office)'
    elif kind == "noun" and CLOSES.match(text, end):
        return at  # 'Mail Section (with 3 posts)'
    elif kind == "count" and match["one"] and _is_ordinal(text, at, match, profile):
        return at
    if kind == "count" and _of_a_member(text, at, match, (start, end), found[-1], profile):
        kind, start = "", at + len(text[at:start].rstrip().removesuffix(EACH))
    _add(text, at, start, found, profile)
    if kind == "semicolon":
        found.append(Segment())
    elif kind == "second" and text[end : end + 1]:
        _open_second(found)
    elif kind in ("count", "noun"):
        _count(match, _open(found), profile)
    elif kind == "level":
        _level(found, match.span("level"))
        found[-1].single = WHICH_IS.match(match[0]) is not None
        found[-1].every = match[0].partition(" ")[0].lower() in profile.file.words.pointers
    return end


def _of_a_member(text: str, at: int, match: re.Match[str], place: Span, segment: Segment, profile: Profile) -> bool:
    """Does the count at `place` say what one of several members has: 'Patrol Section with three squads', '… each with 2
    groups', 'Patrol Section (3 squads)'? It stands right behind a name, opens no list, and counts nothing that is named
    around it; any kind of unit may be said of all ('(3 departments)' at the end) or of the body (at the start)."""
    start, end = place
    bracket = start < match.start() and text[start] in OPENING
    said = match[0].lower().startswith(WITH)
    if not (bracket or said) or match[0][-1] in COLONS:
        return False
    name = text[max(at, start - LONGEST_NAME) : start].rstrip().removesuffix(EACH)
    behind = text[end : min(match.endpos, end + LONGEST_NAME)]
    rest = behind.lstrip(BEHIND_PIECE)
    if not profile.ends_in_head(name) or not (segment.pieces or rest) or (rest and SEPARATOR.match(rest) is None):
        return False
    counted = match["label"].rpartition(" ")[2].lower()
    any_kind = counted in map(plural, profile.file.words.kinds)
    if any_kind and not (segment.pieces and (rest or said)):
        return False
    around = WORD.findall((text[max(match.pos, start - LONGEST_NAME) : start] + behind).lower())
    return counted not in map(plural, around)


def _is_ordinal(text: str, at: int, match: re.Match[str], profile: Profile) -> bool:
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


def _count(match: re.Match[str], segment: Segment, profile: Profile) -> None:
    """Take what is counted, and its level: '2 branches at division level', '2 section-level branches'."""
    noun = match["noun"] is not None
    number, label = match["number" if noun else "count"], match["noun" if noun else "label"]
    level = next((span for name in LEVELLED if (span := _told_level(match, name, profile))), None)
    label = WRAPPED.sub("-", " ".join(label.split()))
    words = match.string[match.end("noun" if noun else "label") : match.end()]
    behind = match.string[match.end() : match.end() + LONGEST_GAP].lstrip()
    opens = OPENS.search(words) is not None
    segment.counts.append(
        Count(
            profile.number(number),
            label,
            len(segment.pieces),
            level,
            closes=not opens and words.endswith(IN_ALL),
            beside=not opens and BESIDE.match(behind) is not None,
        )
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


def _open_second(found: list[Segment]) -> None:
    """Open a group beside those before it."""
    if found[-1].pieces or found[-1].levels:
        found.append(Segment())
    found[-1].apart = len(found) > 1


def _open(found: list[Segment]) -> Segment:
    """The segment that what comes next belongs to: another one behind a level that closes the last."""
    if found[-1].closed:
        found.append(Segment(apart=True))
    return found[-1]


def _add(text: str, start: int, end: int, found: list[Segment], profile: Profile) -> None:
    """Take `text[start:end]` as a piece, without what stands around a name; a level among the names is the group's."""
    piece = text[start:end].lstrip(BEFORE_PIECE)
    start = end - len(piece)
    first = piece.partition(" ")[0].lower()
    if first in profile.opening_words or not first.isalpha() or len(first) <= LONGEST_ARTICLE:
        if match := profile.piece_opening.match(text, start, end):
            start = match.end()
        piece = text[start:end]
    piece = piece.rstrip(BEHIND_PIECE)
    if (last := piece.rpartition(" "))[2].lower() in profile.file.words.joints:
        piece = last[0].rstrip(BEHIND_PIECE)
    if piece[:1] in OPENING and piece[-1:] in CLOSING and sum(map(piece.count, OPENING)) == 1:
        start, piece = start + 1, piece[1:-1].strip()  # '(Legal Department and Case Department)'
    elif piece[:1] in OPENING and not any(map(piece.__contains__, CLOSING)):
        start, piece = start + 1, piece[1:]  # the bracket around the whole list
    elif piece[-1:] in CLOSING and not any(map(piece.__contains__, OPENING)):
        piece = piece[:-1].rstrip(BEHIND_PIECE)
    if not piece or piece.lower() in profile.opening_words or not any(map(str.isalnum, piece)):
        return
    span = (start, start + len(piece))
    pieces = found[-1].pieces
    if piece[0].isdecimal() and pieces and goes_on(text, span, pieces[-1], profile):
        pieces[-1] = (pieces[-1][0], span[1])  # 'Teams 1, 2 and 3'
        return
    if SLASH in piece and (parts := between_slashes(text, span, profile)):
        _open(found).pieces += parts
        return
    if len(piece) <= LONGEST_LEVEL and profile.level.is_whole(piece):
        _level(found, span)
    else:
        _open(found).pieces.append(span)


def _level(found: list[Segment], span: Span) -> None:
    """Take a level; behind pieces it closes their segment."""
    found[-1].levels.append((span, len(found[-1].pieces)))
    found[-1].closed = bool(found[-1].pieces)
