"""The statement about a unit's sub-departments: where it ends, what it says, and what may stand in its place."""

from __future__ import annotations

import re

from pipeline.block import Block
from pipeline.group_spans import GroupSpans
from pipeline.lines import Lines
from pipeline.members import read_members
from pipeline.pieces import SIGN, between_signs
from pipeline.plain_lists import plain_list
from pipeline.profile import Profile
from pipeline.spans import COLONS, Mark, Span, skip_space, trimmed
from pipeline.splits import named
from pipeline.unit_spans import UnitSpans

LONGEST_COUNT = 60
FEWEST = 3  # names with a full stop behind each: two may be a list and the next heading
LONGEST_REMARK = 120
LONGEST_NEWS = 600
LONGEST_NO = 4  # 'None', 'no': a name may open with it
PARAGRAPH = re.compile(r"[\r\n]")
STATEMENT_END = re.compile(r"[.。](?=\s|\Z)")
NEXT_NUMBER = re.compile(r"[,，、;；]\s*(?:and\s+)?[(（]?\d{1,2}[.)）、]")
NEXT_SPELLED = re.compile(r"[,，、;；]\s*(?:and\s+)?[(（][A-Za-z]{1,9}[)）]\s")
NEXT_TO_NONE = re.compile(r"\s*(?P<mark>[,，;；(（])\s*\w|\s+[A-Z\d]")
NAME_END = re.compile(r"[.。,，;；](?=\s|\Z)|\sand\s")
SEPARATOR = re.compile(r"[,，、;；]\s*")
LETTER = re.compile(r"[^\W\d_]")
YEAR = re.compile(r"(?:19|20)\d\d")
FULL_STOPS = (".", "。")
RUNS_ON = (",", "，", "、", *COLONS)
AROUND_STATUS = " \t\r\n\u00a0,，;；.。"


def read_status(text: str, span: Span, unit: UnitSpans, profile: Profile) -> bool:
    """Take the words of `span` as the unit's status ('Temporarily vacant') if they are one; says whether they are."""
    if unit.status_text is not None:
        return False
    inner = span
    if text[span[0]] in "(（" and text[span[1] - 1] in ")）":
        inner = (span[0] + 1, span[1] - 1)
    for status, pattern in profile.status:
        if pattern.fullmatch(text, *inner):
            unit.status, unit.status_text = status, inner
            return True
    for status, pattern in profile.status:
        opens = pattern.match(text, *span)
        if opens is not None and _more_of_status(text, opens.span(), span[1], profile):
            more = LETTER.search(text, opens.end(), span[1])
            again = more is not None and pattern.fullmatch(
                text, more.start(), span[1]
            )  # 'in preparation, not yet open'
            unit.status, unit.status_text = status, span if again else opens.span()
            return True
    return False


def _more_of_status(text: str, status: Span, end: int, profile: Profile) -> bool:
    """Is what follows a status another sentence, a bracket, a second one, or something of its own, with a capital:
    'Vacant. Its work is done by …', 'Temporarily vacant (in preparation)', 'vacant, to be supplemented', 'Temporarily
    vacant Tel: 12'? Not in 'Vacant Land Management'."""
    start = skip_space(text, status[1], end)
    if text[status[1] - 1] in FULL_STOPS and status[1] < start < end and not text[start].islower():
        return True
    if end - start > LONGEST_REMARK:
        return False
    rest = text[start:end].rstrip(" .。;；")
    if not rest:
        return False
    if rest[0] in "(（[":
        return rest[-1] in ")）]"
    if rest[0] in ",，;；" or text[status[1] - 1] in ";；":
        rest = rest.lstrip(",，;； ")
        return bool(profile.no_members.fullmatch(rest)) or profile.is_status(rest) or profile.is_remark(rest)
    first, *others = text[slice(*status)].split()
    return start > status[1] and rest[0].isupper() and bool(others) and first[0].isupper() and others[-1].islower()


def opens_list(text: str, lines: Lines, label: Mark, item: Mark, profile: Profile) -> bool:
    """Does the label of sub-departments list them in the numbered items behind it? Not where a paragraph of another
    kind stands between the two: '…: A and B', 'Main duty:', '1. …'."""
    if item.hint == "line":
        return True
    if item.number not in (1, None) and PARAGRAPH.search(text, label.end, item.start):
        return False  # behind '5 police stations.', or nothing at all, 'V. Wetland Center' is the next unit
    between = text[label.end : item.start].strip(" \t\r\n.。:：")
    if len(between) <= LONGEST_COUNT and count_alone(between, profile) is not None:
        return True
    if text[label.start : item.start].rstrip()[-1:] not in RUNS_ON:
        return False
    return not between or lines.paragraph_start(item.start - 1) <= label.start or not PARAGRAPH.search(between)


def count_alone(words: str, profile: Profile) -> int | None:
    """The count in '3 sections', '3', 'There are three sections'; None where the words say anything else."""
    if words.isdecimal():
        return int(words)
    match = profile.count_phrase.fullmatch(words)
    return profile.number(match["count"]) if match else None


def read_labelled(text: str, lines: Lines, start: int, stop: int, unit: UnitSpans, profile: Profile) -> int:
    """Read the statement about sub-departments at `start`; gives where it ends."""
    whole = lines.paragraph_end(start, stop)
    while whole < stop and text[start:whole].rstrip()[-1:] in RUNS_ON:
        whole = lines.paragraph_end(whole, stop)
    end = _sentence_end(text, start, whole, unit, profile)
    said = trimmed(text, start, end)
    if _counted_names(text, said, unit, profile):
        return skip_space(text, end, stop)
    more = skip_space(text, end, whole)  # nearly always nothing
    if (
        more < whole
        and _name_follows(text, more, whole, profile)
        and (parted := _parted_by_stops(text, start, whole, profile))
    ):
        unit.listing, unit.statement, unit.groups = "listed", *parted
        return skip_space(text, parted[0][1] + 1, stop)
    if (own := _own_end(text, said, profile)) is not None:
        read_statement(text, start, own, unit, profile)
        rest = text[own : said[1]].strip(AROUND_STATUS)
        if unit.listing == "none" and rest:  # 'none at present, the post is vacant'
            own = text.find(rest, own)
            read_status(text, (own, own + len(rest)), unit, profile)
        return skip_space(text, end, stop)
    remark = said[1] - said[0] <= LONGEST_REMARK and profile.is_remark(text, *said)
    if remark and not _opens_with_name(text, said, profile):
        return start  # 'Same as above', 'See the attached table': nobody is named
    none = profile.no_members.fullmatch(text[slice(*said)].rstrip(". "))  # 'not established' is said of the list here
    if none is None and read_status(text, said, unit, profile):
        return skip_space(text, end, stop)
    read_statement(text, start, end, unit, profile)
    longer = end
    if unit.groups and not any(g.members for g in unit.groups):  # '3 sections. Pay Section, …'
        longer = _sentence_end(text, skip_space(text, end, whole), whole, unit, profile)
    elif _miscounted(unit) and text[start:end].rstrip()[-1:] not in (".", "。", ";", "；"):
        longer = lines.paragraph_end(end, stop) if end < stop else end  # the list was broken in the middle of a name
    if longer > end:
        trial = UnitSpans(unit.start, unit.end)
        read_statement(text, start, longer, trial, profile)
        named_all = all(
            not text[s].islower() or named(text, (s, e), profile) for g in trial.groups for s, e in g.members
        )
        if not _miscounted(trial) and named_all and any(g.members for g in trial.groups):
            unit.statement, unit.groups, end = trial.statement, trial.groups, longer
    return skip_space(text, end, stop)


def _own_end(text: str, said: Span, profile: Profile) -> int | None:
    """Where the statement ends if something else is glued to it: a name behind 'no departments'; a status, a page's
    number or news behind a list. None where it is whole."""
    none = profile.no_members.match(text, *said)
    if none is not None:
        follows = NEXT_TO_NONE.match(text, none.end(), said[1])
        return none.end() if follows and (follows["mark"] or len(none[0]) > LONGEST_NO) else None
    end = said[0] + len(text[slice(*said)].rstrip(" .。;；"))
    last = text[said[0] : end].rpartition(" ")[2]
    if last.lower() in profile.heads and YEAR.search(text, *said) is None:
        return None
    glued = profile.glued.search(text, max(said[0], end - LONGEST_NEWS), end)
    return said[0] + len(text[said[0] : glued.start("behind")].rstrip(" \r\n,，、;；")) if glued else None


def _sentence_end(text: str, start: int, stop: int, unit: UnitSpans, profile: Profile) -> int:
    """Where the sentence at `start` ends, with those behind it that count its members or tell their level (where the
    unit's own is known)."""
    for match in STATEMENT_END.finditer(text, start, stop):
        if profile.abbreviated(text[start : match.end()]) or profile.counts(text[start : match.start()].strip()):
            continue
        behind = skip_space(text, match.end(), stop)
        if (
            profile.count_phrase.match(text, behind, stop) is None
            and (unit.level is None or profile.lists.level.match(text, behind, stop) is None)
            and not _adds_names(text, behind, stop, profile)
        ):
            return match.end()
    return stop


def _adds_names(text: str, start: int, stop: int, profile: Profile) -> bool:
    """Does the sentence at `start` go on with the list, at a level of its own: 'In addition, A and B are at …'?"""
    if start == stop or profile.lists.filler.match(text, start, stop) is None:
        return False
    closed = STATEMENT_END.search(text, start, stop)
    groups = read_members(text, start, closed.start() if closed else stop, profile)
    names = [member for group in groups for member in group.members]
    at_level = bool(groups) and all(group.level is not None for group in groups)
    return at_level and all(text[s].isupper() and named(text, (s, e), profile) for s, e in names)


def _name_follows(text: str, start: int, stop: int, profile: Profile) -> bool:
    """Is what stands at `start`, up to the first mark, a name?"""
    mark = NAME_END.search(text, start, stop)
    return mark is not None and named(text, (start, mark.start()), profile)


def _parted_by_stops(text: str, start: int, stop: int, profile: Profile) -> tuple[Span, list[GroupSpans]] | None:
    """The place and the group of 'Ship Section. Dock Section. Duty Section.', or of a count and names that are as many
    only with those behind a full stop. Each sentence is closed, and nothing but names."""
    members: list[Span] = []
    declared, at, sentences = None, start, 0
    for match in STATEMENT_END.finditer(text, start, stop):
        groups = read_members(text, *trimmed(text, at, match.start()), profile)
        group = groups[0] if len(groups) == 1 else None
        if group is None or group.level or group.ambiguous or (members and not group.members):
            break
        if not all(text[s].isupper() and named(text, (s, e), profile) for s, e in group.members):
            break
        second_count = members and group.declared is not None
        if second_count or (len(group.members) > 1 and not (declared or group.declared)):
            break
        declared = group.declared or declared
        members += group.members
        at = match.end()
        sentences += 1
        if declared is not None and len(members) >= declared:
            break
    fits = len(members) == declared if declared is not None else len(members) >= FEWEST
    return (trimmed(text, start, at - 1), [GroupSpans(members, declared)]) if fits and sentences > 1 else None


def _opens_with_name(text: str, said: Span, profile: Profile) -> bool:
    """Is what stands before the first comma, or another sign, a name: 'Pay Section, with 25 staff members'?"""
    marks = (profile.lists.separators.search(text, *said), SIGN.search(text, *said))
    return any(mark is not None and named(text, (said[0], mark.start()), profile) for mark in marks)


def _counted_names(text: str, said: Span, unit: UnitSpans, profile: Profile) -> bool:
    """Read a count and as many plain names ('2 sections: Pay Section and Staff Section.'), which most statements are:
    they can be no remark and no status. Says whether it was that."""
    end = said[0] + len(text[slice(*said)].rstrip(".。;；"))
    plain = plain_list(text, said[0], end, profile)
    if plain is None or plain[1] is None:
        return False
    unit.listing, unit.statement, unit.groups = "listed", (said[0], end), [GroupSpans(*plain)]
    return True


def _miscounted(unit: UnitSpans) -> bool:
    return any(g.declared is not None and g.members and g.declared != len(g.members) for g in unit.groups)


def read_statement(text: str, start: int, end: int, unit: UnitSpans, profile: Profile) -> None:
    """Read the statement about sub-departments in `text[start:end]` into `unit`."""
    s, e = trimmed(text, start, end)
    s += len(text[s:e]) - len(text[s:e].lstrip("(（,:： "))
    e = s + len(text[s:e].rstrip(".。;； \t\r\n"))
    if text[s:e].count(")") + text[s:e].count("）") > text[s:e].count("(") + text[s:e].count("（"):
        e = s + len(text[s:e].rstrip(")）. "))
    if s >= e:
        return
    unit.statement = (s, e)
    if profile.no_members.fullmatch(text, s, e):
        unit.listing = "none"
        return
    holds = profile.holds.match(text, s, e) if profile.count_phrase.match(text, s, e) is None else None
    unit.groups = read_members(text, holds.end() if holds else s, e, profile)
    unit.listing = "listed" if unit.groups else "absent"


def read_listed(
    text: str, lines: Lines, block: Block, stops: list[int], at: int, unit: UnitSpans, profile: Profile
) -> int:
    """A label of sub-departments with its members as numbered items; gives the index of the next mark."""
    label = block.marks[at]
    start = skip_space(text, label.end, stops[at])
    end, stop = start, block.marks[at + 1].start
    groups = [GroupSpans()]
    at += 1
    opening = at
    if (
        block.marks[at].hint == "line"
        and count_alone(text[start : stops[at - 1]].strip(" \t\r\n.。:："), profile) is None
    ):
        groups[0].members += [m for group in read_members(text, start, stops[at - 1], profile) for m in group.members]
    while at < len(block.marks) and block.marks[at].kind == "item":
        item = block.marks[at]
        if groups[0].members and text[stop : item.start].rstrip()[-1:] in COLONS:
            counted = profile.count_phrase.search(text, stop, item.start)
            groups.append(GroupSpans(declared=profile.number(counted["count"]) if counted else None))
        stop = lines.paragraph_end(item.start, stops[at])
        unit.claimed.append((item.start, item.end))
        s, e = trimmed(text, item.end, stop)
        e = s + len(text[s:e].rstrip(".,;，；、 "))
        _take_names(text, (s, e), item, groups[-1], profile)
        end = max(end, e if s < e else end)
        at += 1
    if end == start:
        return at  # numbers alone list nobody
    groups[0].declared = _declared(text, start, end, groups[0].members, block.marks[opening:at], profile)
    if unit.statement is not None and unit.groups:
        start = unit.statement[0]  # 'Offices' and 'Departments' are two lists of one unit
    else:
        unit.groups = []
    unit.listing, unit.statement = "listed", (start, end)
    unit.groups += groups
    return at


def _take_names(text: str, line: Span, item: Mark, group: GroupSpans, profile: Profile) -> None:
    """Take what stands behind the number `item` into `group`: nearly always one name."""
    start, end = line
    spelled = NEXT_SPELLED.search(text, start, end)
    if (
        NEXT_NUMBER.search(text, start, end)  # '(1) Budget Section, (2) Treasury Section' on one line
        or (spelled and named(text, (start, spelled.start()), profile))
        or (item.number or 0) > len(group.members) + 1
    ):
        for found in read_members(text, start, end, profile):
            group.members += found.members
            group.left_open = found.left_open or group.left_open
    elif SIGN.search(text, start, end) and (parts := between_signs(text, line, profile)):
        group.members += parts
    elif start < end:
        more = _left_open(text, start, end, profile)
        group.left_open = more or group.left_open
        group.members.append(trimmed(text, start, more[0]) if more else line)


def _left_open(text: str, start: int, end: int, profile: Profile) -> Span | None:
    """The words behind a member, with the mark in front of them, that say that it is one of more: '…, etc.'."""
    mark = SEPARATOR.search(text, start, end)
    opening = profile.lists.of_kind("open").match(text, mark.end(), end) if mark else None
    return (mark.start(), end) if mark and opening and opening.end() == end else None


def _declared(text: str, start: int, end: int, members: list[Span], items: list[Mark], profile: Profile) -> int | None:
    """The count in front of the first of `members`, or that a lone item's number is."""
    counted = profile.count_phrase.search(text, start, members[0][0] if members else end)
    if counted:
        return profile.number(counted["count"])
    if len(items) == 1 and (items[0].number or 0) > 1:
        return items[0].number  # '(3) Mail Section, Duty Section, Boat Section' counts them
    return None
