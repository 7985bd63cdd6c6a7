"""Members: read one statement about sub-departments into groups.

The statement is cut at separators, counts, group levels and joining words; what is left are members. Where a piece
can be read in two ways ('A Section and B Section'), or a count could speak of the members before it, behind it or
around it, the reading that agrees with the declared count wins.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass, field
from itertools import product

from pipeline.plain_lists import plain_list
from pipeline.profile import Profile
from pipeline.word_lists import plural

Span = tuple[int, int]
WRAPPED = re.compile(r"(?<=[^\W\d_])-\s(?=[^\W\d_])")  # a count is read as it is, before repairs
BEFORE_PIECE = " \t\r\n\u00a0\u3000:：-–"
BEHIND_PIECE = " \t\r\n\u00a0\u3000.。;:："
OPENING = ("(", "（")
CLOSING = (")", "）")
BRACKET_COUNT = re.compile(
    r"[(（]?([2-9]|[1-9]\d)[)）]\s+(?=[^\W\d_])"
)  # '(3) Mail Section, Duty Section, Boat Section'
ANY_NUMBER = re.compile(r"[(（]\d{1,2}[)）]")
TRAILING_ASIDE = re.compile(r"\s*[(（][^()（）]*[)）]\s*\Z")
ASIDE = re.compile(r"[(（][^()（）]*[,，;；、][^()（）]*[)）]")
KINDS = ("count_phrase", "level_clause", "filler")
LONGEST_PIECE = 400
LONGEST_COUNT = 40
LONGEST_ARTICLE = 2
MOST_READINGS = 64


@dataclass(slots=True)
class GroupSpans:
    """One group: its members' spans, the declared count, its label and its level's place."""

    members: list[Span] = field(default_factory=list)
    declared: int | None = None
    label: str | None = None
    level: Span | None = None
    ambiguous: bool = False


@dataclass(slots=True)
class Segment:
    """A part of a statement between semicolons: pieces, and the counts with how many pieces stand before each."""

    pieces: list[Span] = field(default_factory=list)
    counts: list[tuple[int, str, int]] = field(default_factory=list)
    level: Span | None = None


def read_members(text: str, start: int, end: int, profile: Profile) -> list[GroupSpans]:
    """The groups of the statement in `text[start:end]`; offsets in code points. Empty where it names nobody."""
    if plain := plain_list(text, start, end, profile):
        return [GroupSpans(*plain)]
    segments = _segments(text, start, end, profile)
    if sum(bool(s.counts) or s.level is not None or len(s.pieces) > 1 for s in segments) < 2 and len(segments) > 1:
        whole = Segment()  # the semicolons only separate members
        for s in segments:
            whole.counts += [(n, label, at + len(whole.pieces)) for n, label, at in s.counts]
            whole.pieces += s.pieces
            whole.level = whole.level or s.level
        segments = [whole]
    groups = [g for s in segments for g in _groups(text, s, profile)]
    for g in groups:  # a label tells the groups of one statement apart
        g.label = (g.label or _common_head(text, g, profile)) if len(groups) > 1 else None
    return groups


def _segments(text: str, start: int, end: int, profile: Profile) -> list[Segment]:
    """The statement between its semicolons. The costly words are only looked for where a cheap look says there are any;
    behind the last of them only separators stand."""
    segments = [Segment()]
    if bare := profile.bare_count.match(text, start, end):
        segments[0].counts.append((profile.number(bare["count"]), "", 0))
        start = bare.end()
    elif (bracket := BRACKET_COUNT.match(text, start, end)) and not ANY_NUMBER.search(text, bracket.end(), end):
        segments[0].counts.append((int(bracket[1]), "", 0))
        start = bracket.end()
    elif behind := profile.closing_count.search(text, max(start, end - LONGEST_COUNT), end):
        segments[0].counts.append((profile.number(behind["count"]), "", 0))
        end = behind.start()
    at = start
    last = profile.last_hint(text, start, end)
    doubled = [m.span() for m in profile.doubled_heads(text, start, end)]
    asides = _asides(text, start, end, profile)
    for match in profile.list_words.finditer(text, start, end) if last >= start else ():
        if not _inside(asides, match):
            at = _list_word(text, at, match, segments, doubled, profile)
        if match.end() > last:
            start = match.end()
            break
    else:
        start = max(start, at)
    for match in profile.separators.finditer(text, start, end):
        if _inside(asides, match):
            continue
        _add(text, at, match.start(), segments[-1], profile)
        at = match.end()
        if match.lastgroup == "semicolon":
            segments.append(Segment())
    _add(text, at, end, segments[-1], profile)
    return [s for s in segments if s.pieces or s.counts]


def _asides(text: str, start: int, end: int, profile: Profile) -> list[Span]:
    """The brackets behind a name that hold a list of their own: 'Main Department (Staff Division, Pay Division)'."""
    if text.find("(", start, end) < 0 and text.find("（", start, end) < 0:
        return []
    found = (m.span() for m in ASIDE.finditer(text, start, end))
    return [(s, e) for s, e in found if profile.ends_in_head(text[max(start, s - LONGEST_PIECE) : s])]


def _inside(spans: list[Span], match: re.Match[str]) -> bool:
    """Does `match` start inside one of `spans`, which are in order?"""
    at = bisect_left(spans, (match.start(), 0)) - 1
    return at >= 0 and match.start() < spans[at][1]


def _list_word(
    text: str, at: int, match: re.Match[str], segments: list[Segment], doubled: list[Span], profile: Profile
) -> int:
    """Read what stands from `at` to a match of the list's words; gives where to go on."""
    kind = match.lastgroup or ""
    if kind not in ("comma", "semicolon"):
        groups = match.groupdict()
        kind = next(k for k in KINDS if groups.get(k))
    if kind in ("filler", "count_phrase") and _inside(doubled, match):
        return at
    current = segments[-1]
    _add(text, at, match.start(), current, profile)
    if kind == "semicolon":
        segments.append(Segment())
    elif kind == "count_phrase":
        label = WRAPPED.sub("-", " ".join(match["label"].split()))
        current.counts.append((profile.number(match["count"]), label, len(current.pieces)))
    elif kind == "level_clause":
        current.level = match.span("level")
    return match.end()


def _add(text: str, start: int, end: int, segment: Segment, profile: Profile) -> None:
    piece = text[start:end].lstrip(BEFORE_PIECE)
    start = end - len(piece)
    first = piece.partition(" ")[0].lower()
    if first in profile.opening_words or not first.isalpha() or len(first) <= LONGEST_ARTICLE:
        if match := profile.piece_opening.match(text, start, end):
            start = match.end()
        piece = text[start:end]
    piece = piece.rstrip(BEHIND_PIECE)
    if piece[:1] in OPENING and piece[-1:] in CLOSING and sum(map(piece.count, OPENING)) == 1:
        start, piece = start + 1, piece[1:-1].strip()  # '(Legal Department and Case Department)'
    elif piece[:1] in OPENING and not any(map(piece.__contains__, CLOSING)):
        start, piece = start + 1, piece[1:]  # the bracket around the whole list
    elif piece[-1:] in CLOSING and not any(map(piece.__contains__, OPENING)):
        piece = piece[:-1].rstrip(BEHIND_PIECE)
    if (last := piece.rpartition(" "))[2].lower() in profile.file.words.joints:
        piece = last[0].rstrip(BEHIND_PIECE)
    if not piece or piece.lower() in profile.opening_words:
        return
    if piece[0].isalnum() or any(map(str.isalnum, piece)):
        segment.pieces.append((start, start + len(piece)))


def _groups(text: str, segment: Segment, profile: Profile) -> list[GroupSpans]:
    """The groups of one segment: one where a single count (or none) speaks of all of it."""
    if len(segment.counts) > 1:
        for pick in (_following, _preceding):
            parts = pick(segment)
            groups = [_group(text, pieces, n, label, profile) for pieces, (n, label, _) in parts]
            if all(len(g.members) == g.declared for g in groups):
                return groups
        groups = [_group(text, pieces, n, label, profile) for pieces, (n, label, _) in _following(segment)]
        return groups
    if not segment.counts:
        group = _group(text, segment.pieces, None, None, profile)
        group.level = segment.level
        return [group] if group.members else []
    number, label, at = segment.counts[0]
    group = _group(text, segment.pieces, number, label, profile)
    if len(group.members) != number and 0 < at < len(segment.pieces):
        behind = _group(text, segment.pieces[at:], number, label, profile)
        if len(behind.members) == number:  # '… Division, … Division and 3 branches: …'
            group, before = behind, _group(text, segment.pieces[:at], None, None, profile)
            if all(profile.ends_in_head(text[s:e]) for s, e in before.members):
                group.level = segment.level
                return [before, group]
    group.level = segment.level
    return [group]


def _following(segment: Segment) -> list[tuple[list[Span], tuple[int, str, int]]]:
    stops = [at for _, _, at in segment.counts[1:]] + [len(segment.pieces)]
    return [(segment.pieces[c[2] : stop], c) for c, stop in zip(segment.counts, stops, strict=True)]


def _preceding(segment: Segment) -> list[tuple[list[Span], tuple[int, str, int]]]:
    starts = [0] + [at for _, _, at in segment.counts[:-1]]
    return [(segment.pieces[start : c[2]], c) for c, start in zip(segment.counts, starts, strict=True)]


def _group(text: str, pieces: list[Span], declared: int | None, label: str | None, profile: Profile) -> GroupSpans:
    """Choose how the pieces split at 'and': by the declared count, else by whether both sides are names."""
    choices = [_splits(text, p, profile) for p in pieces]
    if all(len(c) == 1 for c in choices):
        return GroupSpans(pieces, declared, label)
    headless = not any(profile.ends_in_head(text[s:e]) for s, e in pieces)
    preferred = [
        _prefer(text, c, headless and len(pieces) > 1 and i == len(pieces) - 1, profile) for i, c in enumerate(choices)
    ]
    members = [m for c in preferred for m in c]
    open_choices = [c for c in choices if len(c) > 1]
    group = GroupSpans(members, declared, label)
    if declared is None:
        group.ambiguous = any(len(c) > 1 and _bare(text, c[1][0], profile) for c in choices)
    elif len(members) != declared and open_choices and 2 ** len(open_choices) <= MOST_READINGS:
        readings = [[m for c in reading for m in c] for reading in product(*choices)]
        fitting = [members for members in readings if len(members) == declared]
        if fitting:
            group.members = max(fitting, key=lambda members: _heads(text, members, profile))
            group.ambiguous = _heads(text, group.members, profile) == _heads(text, pieces, profile) > 0
    return group


def _heads(text: str, members: list[Span], profile: Profile) -> int:
    """How many of `members` end in a head noun."""
    return sum(_named(text, member, profile) for member in members)


def _splits(text: str, piece: Span, profile: Profile) -> list[list[Span]]:
    """Whole, and cut at each 'and' whose two sides could both be names."""
    start, end = piece
    readings: list[list[Span]] = [[piece]]
    words = text[start:end]
    if end - start > LONGEST_PIECE or not any(map(words.__contains__, profile.file.words.joints)):
        return readings  # nothing to split, or longer than anybody writes a list of names
    for match in profile.joint.finditer(text, start, end):
        right_start = match.end()
        if opening := profile.piece_opening.match(text, right_start, end):
            right_start = opening.end()
        left, right = (start, match.start()), (right_start, end)
        if _named(text, left, profile) == _named(text, right, profile):
            readings.append([left, right])
    return readings[:3]


def _named(text: str, span: Span, profile: Profile) -> bool:
    """Does the span read like a name: 'Ship Section', 'Ship Section (in the port)', 'Department of Ships'?"""
    words = TRAILING_ASIDE.sub("", text[slice(*span)])
    return profile.ends_in_head(words) or profile.ends_in_head(words.partition(" of ")[0])


def _prefer(text: str, choices: list[list[Span]], headless_last: bool, profile: Profile) -> list[Span]:
    """Split where both sides end in a head noun; without head nouns only the last piece of a list is split."""
    for reading in choices[1:]:
        if all(_named(text, side, profile) for side in reading) or headless_last:
            return reading
    return choices[0]


def _bare(text: str, span: Span, profile: Profile) -> bool:
    return text[slice(*span)].lower() in profile.heads


def _common_head(text: str, group: GroupSpans, profile: Profile) -> str | None:
    heads = {text[s:e].split()[-1].lower() for s, e in group.members}
    head = heads.pop() if len(heads) == 1 else ""
    return plural(head) if head in profile.heads else None
