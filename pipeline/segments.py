"""Segments: a statement about sub-departments cut into its pieces, its counts and its levels.

It is cut at separators, counts, group levels and joining words; what is left are pieces, which hold names.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass, field
from typing import NamedTuple

from pipeline.list_counts import (
    BEHIND_PIECE,
    EACH,
    LONGEST_NAME,
    OPENING,
    SEPARATOR,
    Count,
    is_ordinal,
    of_a_member,
    read_count,
)
from pipeline.list_words import INSIDE
from pipeline.pieces import between_signs, gap_between_names, goes_on
from pipeline.profile import Profile
from pipeline.spans import Span

BEFORE_PIECE = " \t\r\n\u00a0\u3000.。:：-–—*＊"  # with the marks of footnotes
CLOSING = (")", "）", "]", "】")
CLOSES = re.compile(r"\s*(?:[.。]\s*)?[])）】]")
BRACKET_COUNT = re.compile(
    r"[(（]?([2-9]|[1-9]\d)[)）]\s+(?=[^\W\d_])"
)  # '(3) Mail Section, Duty Section, Boat Section'
ANY_NUMBER = re.compile(r"[(（]\d{1,2}[)）]")
ASIDE = re.compile(r"[(（][^()（）]*[)）]")
WHICH_IS = re.compile(r"(?:which|that)\s+(?:is|has)\b", re.IGNORECASE)
LONGEST_COUNT = 40
LONGEST_ARTICLE = 2
LONGEST_LEVEL = 40


class Opening(NamedTuple):
    """Words that leave a list open, and whether they do so whatever a count says."""

    place: Span
    more: bool


@dataclass(slots=True)
class Segment:
    """A part of a statement that speaks of its own: pieces, counts, and levels with how many pieces stand before each.
    `apart` where it is no part of the list before it; `every` where its level is said of all that was named, `single`
    where it is said of one; `doubtful` where names behind 'including' may be inside the one before it, or a gap may
    part two names. `left_open` are the words that say that there are more ('and other departments')."""

    pieces: list[Span] = field(default_factory=list)
    counts: list[Count] = field(default_factory=list)
    levels: list[tuple[Span, int]] = field(default_factory=list)
    apart: bool = False
    closed: bool = False
    every: bool = False
    single: bool = False
    doubtful: bool = False
    left_open: list[Opening] = field(default_factory=list)

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
    return _joined_counts([s for s in found if s.pieces or s.counts or s.levels or s.left_open])


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
        several |= any(s.levels for s in run[:-1])  # what stands behind a level is not at it
        out += run if several else [_whole(run)]
    return out


def _whole(run: list[Segment]) -> Segment:
    whole = Segment()
    for s in run:
        whole.counts += [c._replace(at=c.at + len(whole.pieces)) for c in s.counts]
        whole.levels += [(level, at + len(whole.pieces)) for level, at in s.levels]
        whole.pieces += s.pieces
        whole.single |= s.single
        whole.doubtful |= s.doubtful
        whole.left_open += s.left_open
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
    elif kind in ("filler", "open") and before[-1:] in OPENING and _of_one(text, near + len(before) - 1, profile):
        return at  # 'Staff Section (including the Pay Office)'
    elif kind == "noun" and CLOSES.match(text, end):
        return at  # 'Mail Section (with 3 posts)'
    elif kind == "count" and match["one"] and is_ordinal(text, at, match, profile):
        return at
    inner: bool | None = False
    if kind == "count" and (inner := of_a_member(text, at, match, (start, end), bool(found[-1].pieces), profile)):
        kind, start = "", at + len(text[at:start].rstrip().removesuffix(EACH))
    if kind == "filler" and match["inner"] and (profile.ends_in_head(before) if before else found[-1].pieces):
        found[-1].doubtful = True
    _add(text, at, start, found, profile)
    if kind == "semicolon":
        found.append(Segment())
    elif kind == "second" and text[end : end + 1]:
        _open_second(found)
    elif kind in ("count", "noun"):
        segment = _open(found)
        segment.counts.append(read_count(match, len(segment.pieces), profile, inner=inner is None))
    elif kind == "open":
        found[-1].left_open.append(Opening((start, end), match["more"] is not None))
    elif kind == "level":
        _level(found, match.span("level"))
        found[-1].single = WHICH_IS.match(match[0]) is not None
        found[-1].every = match[0].partition(" ")[0].lower() in profile.file.words.pointers
    return end


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
    if parts := between_signs(text, span, profile):
        _open(found).pieces += parts
        return
    found[-1].doubtful |= gap_between_names(text, span, profile)
    if len(piece) <= LONGEST_LEVEL and profile.level.is_whole(piece):
        _level(found, span)
    else:
        _open(found).pieces.append(span)


def _level(found: list[Segment], span: Span) -> None:
    """Take a level; behind pieces it closes their segment."""
    found[-1].levels.append((span, len(found[-1].pieces)))
    found[-1].closed = bool(found[-1].pieces)
