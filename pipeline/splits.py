"""Splits: the pieces of a list, cut at its commas, as names.

A piece may hold several names ('A Section and B Section') or be the first part of one ('Research, Planning and Tax
Section'). A declared count chooses between the readings; without one, the head nouns on both sides of an 'and' do.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from pipeline.profile import Profile
from pipeline.spans import Span

LONE_NUMBER = re.compile(
    r"[(（[](?P<aside>\w{1,12}(?:-\w{1,12})?)[])）]\Z|\s(?P<bare>\d{1,3}|[a-z]{3,12}(?:-[a-z]{3,5})?)\Z"
)
OF = re.compile(r"\w+ (?:of|for) ")
BRACKETS = "()（）"
LONGEST_PIECE = 400
MOST_JOINTS = 8
MOST_CUTS = 16  # nobody joins more names by nothing but 'and'


class Way(NamedTuple):
    """One way to read a piece: the names in it, and how many of them have a head noun."""

    names: list[Span]
    heads: int


class Verdict(NamedTuple):
    """What the words around an 'and' say: can it part two names, does it without a count, is that in doubt, and does it
    whatever a count says?"""

    possible: bool = False
    parts: bool = False
    doubtful: bool = False
    sure: bool = False


class LoneNumber(NamedTuple):
    """A number behind a name: its value, where the name ends, and is it a figure that may well be the name's own?"""

    number: int
    at: int
    bare: bool


def names_in(text: str, pieces: list[Span], declared: int | None, profile: Profile) -> tuple[list[Span], bool]:
    """The names in the `pieces` of a list, `declared` in number where the source says so; and whether they could be
    read in another way as well."""
    joints = [_joints(text, piece, profile) for piece in pieces]
    several = _of_several(text, pieces, profile)
    if not any(joints) and declared in (None, len(pieces)):
        return pieces, declared is None and bool(several)
    headless = len(pieces) > 1 and not any(profile.ends_in_head(text[s:e]) for s, e in pieces)
    found: list[Span] = []
    doubtful = False
    for at, (piece, places) in enumerate(zip(pieces, joints, strict=True)):
        names, doubt = _without_count(text, piece, places, headless and at == len(pieces) - 1, profile)
        found += names
        doubtful |= doubt
    doubtful |= _left_whole(text, pieces, joints, profile) and not headless
    if len(found) == declared:
        return found, False
    joined = _joined(text, pieces, joints, profile) if any(joints) else pieces
    if declared is None:
        return found, doubtful or joined != pieces or bool(several)
    readings = (pieces, joined) if joined != pieces else (pieces,)
    fits = (_fitting([_ways(text, piece, profile) for piece in reading], declared) for reading in readings)
    fitting = [fit for fit in fits if fit]
    if fitting:
        return max(fitting, key=lambda fit: fit[0])[1:]
    if len(several) == declared:
        return several, False
    return _proven(text, found, joints, declared, profile) or (found, False)


def _of_several(text: str, pieces: list[Span], profile: Profile) -> list[Span]:
    """`pieces` with each that has no head noun as the end of the name before it, where that is told by what it is for:
    'Department of Mail, Parcels and Letters, Department of Ships'. Empty where no name goes on so."""
    out: list[Span] = []
    for start, end in pieces:
        if (
            out
            and not named(text, (start, end), profile)
            and not OF.match(text, start, end)
            and OF.match(text, *out[-1])
        ):
            out[-1] = (out[-1][0], end)
        else:
            out.append((start, end))
    merged = len(out) < len(pieces)
    return out if merged and all(OF.match(text, *name) or named(text, name, profile) for name in out) else []


def _proven(
    text: str, names: list[Span], joints: list[list[Span]], declared: int, profile: Profile
) -> tuple[list[Span], bool] | None:
    """`names` cut where their count proves that a comma is lost, and whether that is in doubt: at a head noun inside a
    name, if those are as many as are missing ('3 departments: Pay Department Tax Department, Dock Department'); of a
    list without a comma, at its only 'and' ('2 departments: Legal System and Tax Department'). Else None."""
    cut = [part for name in names for part in at_heads(text, name, profile)] if declared > len(names) else []
    if len(cut) == declared:
        return cut, False
    if len(names) == 1 and declared == len(joints) + 1 == sum(map(len, joints)) + 1:
        (start, end), (before, behind) = names[0], joints[0][0]
        if " " in text[start:before] and " " in text[behind:end] and named(text, (behind, end), profile):
            return [(start, before), (behind, end)], True
    return None


def at_heads(text: str, name: Span, profile: Profile) -> list[Span]:
    """The parts of `name`, cut behind each head noun that it ends in as well: 'Pay Department Tax Department'."""
    start, end = name
    head = text[start:end].rpartition(" ")[2]
    if head.lower() not in profile.heads or text.find(head, start, end - len(head)) < 0 or " of " in text[start:end]:
        return [name]
    parts: list[Span] = []
    at = start
    for match in re.finditer(rf"(?<=\w)\s+{re.escape(head)}(?=(\s+)([A-Z][\w’'-]+)\s)", text[start:end]):
        if start + match.start() > at and match[2].lower() not in profile.joints:
            parts.append((at, start + match.end()))
            at = start + match.end(1)
    return [*parts, (at, end)]


def _left_whole(text: str, pieces: list[Span], joints: list[list[Span]], profile: Profile) -> bool:
    """Is the last of several pieces without a head noun two names or one: 'Office, Tax, Price and Origin'?"""
    short = [piece for piece in pieces if not named(text, piece, profile)] if any(joints[-1:]) else []
    return len(short) > 1 and short[-1] == pieces[-1]


def named(text: str, span: Span, profile: Profile) -> bool:
    """Does the span read like a name: 'Ship Section', 'Ship Section (in the port)', 'Department of Ships'?"""
    return head_noun(text, span, profile) is not None


def without_aside(name: str) -> str:
    """`name` without the brackets that it ends in ('Ship Section (in the port)'), its white space collapsed."""
    name = " ".join(name.split())
    at = max(map(name.rfind, "(（"))
    closed = at >= 0 and name[-1] in ")）" and not any(c in BRACKETS for c in name[at + 1 : -1])
    return name[:at].rstrip() if closed else name


def head_noun(text: str, span: Span, profile: Profile) -> str | None:
    """The head noun of a name, in small letters; None where it has none."""
    return _head(without_aside(text[slice(*span)]), profile)


def lone_number(name: str, profile: Profile) -> LoneNumber | None:
    """The number that stands behind the head noun of `name`, with or without brackets, in figures or small letters."""
    told = LONE_NUMBER.search(name)
    word = (told["aside"] or told["bare"]) if told else ""
    if told is None or not word or not profile.counts(word) or not profile.ends_in_head(name[: told.start()]):
        return None
    bare = told["bare"] is not None and word.isdecimal()
    return LoneNumber(profile.number(word), len(name[: told.start()].rstrip()), bare)


def verdict(left: str, right: str, profile: Profile) -> Verdict:
    """Are the words on the two sides of an 'and' two names?

    'Ship Section and Dock Section' are, and a whole name parts from anything: 'Ship Section and Port Police'. A bare
    head noun, or one that is an ordinary noun, may be a part of the name behind it: 'Treasury and Tax Section'.
    """
    left, right = without_aside(left), without_aside(right)
    first, last = _head(left, profile), _head(right, profile)
    if first is None:
        return Verdict(possible=last is None)
    bare = " " not in left
    if first in profile.matters and last not in profile.matters:
        return Verdict(possible=True, doubtful=True)
    if last is not None:  # 'Ship Section and …', but 'Department of Ships and Docks Section' is in doubt
        sure = not bare and profile.ends_in_head(left) == profile.ends_in_head(right)
        return Verdict(possible=True, parts=True, doubtful=not sure, sure=sure)
    if not profile.ends_in_head(left):
        return Verdict()  # 'Department of Ships and Docks'
    unsure = bare or " of " in left
    return Verdict(possible=True, parts=not unsure, doubtful=unsure)


def _head(name: str, profile: Profile) -> str | None:
    """The head noun that `name` ends in, or that stands in front of its 'of'."""
    for words in (name, name.partition(" of ")[0]):
        if profile.ends_in_head(words):
            return next(word for word in reversed(words.lower().split()) if word in profile.heads)
    return None


def _joints(text: str, piece: Span, profile: Profile) -> list[Span]:
    """Where the words that may join two names stand in `piece`, with the article behind them."""
    start, end = piece
    if end - start > LONGEST_PIECE or not any(map(text[start:end].__contains__, profile.file.words.joints)):
        return []  # nothing to split, or longer than anybody writes a list of names
    found: list[Span] = []
    for match in profile.joint.finditer(text, start, end):
        opening = profile.piece_opening.match(text, match.end(), end)
        before = match.start() - (text[match.start() - 1] == ".")  # 'Legal Dept. and Price Dept.'
        found.append((before, opening.end() if opening else match.end()))
    return found[:MOST_JOINTS]


def _plain(piece: str, profile: Profile) -> bool:
    """Are these words alone, no numbers, and no kind of unit: 'Canteen and Garage'?"""
    words = piece.split()
    return all(word.isalpha() for word in words) and not words[0].isupper() and words[-1].lower() not in profile.plurals


def _without_count(
    text: str, piece: Span, joints: list[Span], headless: bool, profile: Profile
) -> tuple[list[Span], bool]:
    """The names in `piece` by its head nouns alone, and whether that is in doubt. The last piece of a list without any
    head noun (`headless`) is cut at its first joint."""
    start, end = piece
    names: list[Span] = []
    doubtful = False
    for at, (before, behind) in enumerate(joints):
        stop = joints[at + 1][0] if at + 1 < len(joints) else end
        said = verdict(text[start:before], text[behind:end], profile)
        if not said.parts and stop < end:  # 'Ship Section and Port Police and Dock Section'
            said = verdict(text[start:before], text[behind:stop], profile)
        doubtful |= said.doubtful or (
            said.possible and not (said.parts or headless) and _plain(text[start:end], profile)
        )
        if said.parts or (headless and not names and said.possible and not said.doubtful):
            names.append((start, before))
            start = behind
    return [*names, (start, end)], doubtful


def _listed(text: str, end: int, start: int, profile: Profile) -> bool:
    """Is there no more than a comma between `end` and `start`?"""
    comma = profile.lists.separators.match(text, end, start)
    return comma is not None and comma.lastgroup == "comma" and not text[comma.end() : start].strip()


def _joined(text: str, pieces: list[Span], joints: list[list[Span]], profile: Profile) -> list[Span]:
    """`pieces` with those without a head noun as the start of the name behind them, where that is a list itself, open
    to the left: 'Tax, Price and Origin Section', but not 'Tax, Price Section and Origin Section'."""
    out: list[Span] = []
    run: list[Span] = []  # of those without a head noun
    for at, (start, end) in enumerate(pieces):
        if not named(text, (start, end), profile):
            run.append((start, end))
            if at + 1 < len(pieces) and _listed(text, end, pieces[at + 1][0], profile):
                continue
        elif run and joints[at] and not named(text, (start, joints[at][0][0]), profile):
            run = [(run[0][0], end)]
        else:
            run.append((start, end))
        out += run
        run = []
    return out


def _ways(text: str, piece: Span, profile: Profile) -> list[Way]:
    """Every way to read `piece`: whole, cut at one joint, and cut wherever its words allow; but what surely are two
    names is cut, whatever a count says."""
    start, end = piece
    joints = _joints(text, piece, profile)
    said = [verdict(text[start:before], text[behind:end], profile) for before, behind in joints]
    ways = [[piece], *([(start, b), (a, end)] for (b, a), v in zip(joints, said, strict=True) if v.possible)]
    apart = _without_count(text, piece, joints, False, profile)[0]
    if len(apart) > 2:
        ways.append(apart)
    sure = [behind for (_, behind), v in zip(joints, said, strict=True) if v.sure]
    return [
        Way(names, sum(named(text, name, profile) for name in names))
        for names in ways
        if set(sure).issubset(first for first, _ in names)
    ]


def _fitting(pieces: list[list[Way]], declared: int) -> tuple[int, list[Span], bool] | None:
    """The reading of all `pieces` that has `declared` names, the most of them with head nouns: how many those are, the
    names, and whether another reading has as many. None where there is none."""
    if not 0 <= declared - len(pieces) <= MOST_CUTS:
        return None
    best: dict[int, tuple[int, list[Span], bool]] = {0: (0, [], False)}  # by the number of names so far
    for at, ways in enumerate(pieces):
        behind = len(pieces) - at - 1
        longer: dict[int, tuple[int, list[Span], bool]] = {}
        for count, (heads, names, doubtful) in best.items():
            for way in ways:
                total, score = count + len(way.names), heads + way.heads
                if total + behind > declared:
                    continue
                known = longer.get(total)
                if known is None or score > known[0]:
                    longer[total] = (score, names + way.names, doubtful)
                elif score == known[0]:
                    longer[total] = (score, known[1], True)
        best = longer
    return best.get(declared)
