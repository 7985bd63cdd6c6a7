"""Doubts that only the whole page can decide: its units held against each other, and against the page's own habits."""

from __future__ import annotations

from itertools import chain, pairwise, zip_longest

import regex

from pipeline.assembly import Assembly, walk
from pipeline.ids import slug
from pipeline.labels import LONGEST_LABEL
from pipeline.lone_duties import lone_duties
from pipeline.other_units import told_of_others
from pipeline.readings import readings
from pipeline.source import Source
from pipeline.spans import COLONS, Span
from pipeline.splits import verdict
from pipeline.unit_spans import DutySpans, UnitSpans

WORD = regex.compile(r"\p{L}[\p{L}\p{M}'’-]*")
# What looks like an item's number behind the end of a statement.
NUMBER_INSIDE = regex.compile(
    r"[.;。；][”\"’)]?\s{0,4}"
    r"(?P<number>(?P<digits>\d{1,2})\s?(?P<sep>[.．、)）,，:：]|[-–](?=\s))|\[(?P<square>\d{1,2})\]"
    r"|[(（]\s?(?P<inside>\d{1,2}|[A-Za-z]{1,9})\s?[)）]|(?P<word>[A-Za-z][a-z]{2,8})[,，]"
    r"|(?P<said>[A-Za-z][a-z]{1,8})\.?\s?(?P<nth>\d{1,2})[.:：]?(?=\s+\p{Lu}[a-z]+\s\p{Ll}))"
    r"(?=\s*\p{L})"
)
WORDS_SHOWN, LONGEST_SHOWN = 3, 40
BEYOND_ASCII = regex.compile(r"[^\x00-\x7f]")
DIGITS = regex.compile(r"[0-9]{1,4}")
NAME_AND_COLON = regex.compile(r"[^\W\d_][^.;:,()\r\n]{2,60}[:：](?=\s)")
PAGE_HABIT = 0.2
FEW = 3
NEAR = 12
FEWEST = 2
MOST = 0.6
BEHIND_LAST = " \t\r\n\u00a0\u3000,，"
MANY = 2  # units of a page of which only the last lists members


def page_findings(page: Assembly, units: list[UnitSpans], ids: list[str]) -> None:
    """Findings that only the whole page can decide."""
    _names(page, units, ids)
    _numbers_of_units(page, units, ids)
    _lines_like_units(page, units, ids)
    told_of_others(page, units, ids)
    _sole_list(page, units, ids)
    _empty_lists(page, units, ids)
    _nobody_named(page, units, ids)
    lone_duties(page, units, ids)
    _fields_behind(page, units, ids)
    levelled = sum(unit.level is not None for unit in units)
    if levelled > MOST * len(units):
        for unit, uid in zip(units, ids, strict=True):
            if unit.level is None:
                message = "Most units of the page have an administrative level, and this one has none."
                page.find("missing-level", uid, message, (unit.start, unit.end))
    _duty_ends(page, units, ids)
    _names_of_the_next(page, units, ids)
    for uid, span in page.longer:
        _numbers_inside(page, uid, span)


def _numbers_of_units(page: Assembly, units: list[UnitSpans], ids: list[str]) -> None:
    """'(1) Office (2) Manage boats: … (3) Guide crews: …': numbers of units on what was read as duties.
    The first of them stands where 1 was expected and is told by that."""
    for unit, uid, behind in zip_longest(units, ids, units[1:]):
        numbered = [duty for duty in unit.duties if duty.number is not None] if unit.counter else []
        if len(numbered) < 2 or not _goes_on(page.text, unit.counter, numbered[0].mark):
            continue
        if behind is not None and _goes_on(page.text, unit.counter, behind.counter):
            continue  # the next unit has that number: duties they are
        for before, duty in pairwise(numbered):
            if not _goes_on(page.text, before.mark, duty.mark):
                break
            message = f"Number {duty.number} goes on with the numbers of units: what it stands for may be one, too."
            page.find("numbering-gap", uid, message, duty.mark or (duty.start, duty.end))


def _lines_like_units(page: Assembly, units: list[UnitSpans], ids: list[str]) -> None:
    """'Opening days: every Monday', read as a duty where most units are told so: 'Finance Section: keeps accounts'."""
    text = page.text
    told = sum(unit.name is not None and text[unit.name[1] : unit.name[1] + 1] in COLONS for unit in units)
    if told < FEW or 2 * told <= len(units):
        return
    for unit, uid in zip(units, ids, strict=True):
        for duty in unit.duties:
            line = NAME_AND_COLON.match(text, duty.start, duty.end) if duty.number is None else None
            if line is not None and text[max(0, duty.start - NEAR) : duty.start].rstrip(" \t")[-1:] in ("\n", "\r"):
                page.find("shared-block", uid, f"A duty opens as the lines of units do: '{line[0]}'.", line.span())


def _goes_on(text: str, one: Span | None, two: Span | None) -> bool:
    """Is the second number the next one and written as the first is: '(2)', '(3)'?"""
    if one is None or two is None:
        return False
    before, after = text[slice(*one)].strip(), text[slice(*two)].strip()
    digits = DIGITS.search(before)
    return digits is not None and after == f"{before[: digits.start()]}{int(digits[0]) + 1}{before[digits.end() :]}"


def _names(page: Assembly, units: list[UnitSpans], ids: list[str]) -> None:
    """Two units of one name, and names of two units in one."""
    known: dict[str, str] = {}
    spans: dict[str, Span] = {}
    for unit, uid in zip(units, ids, strict=True):
        if not unit.name:
            continue
        words = page.text[slice(*unit.name)]
        name = slug(words)
        if name in known:
            page.find("duplicate-name", uid, f"The unit '{known[name]}' has the same name.", unit.name)
            if (first := spans.pop(name, None)) is not None:
                page.find("duplicate-name", known[name], f"The unit '{uid}' has the same name.", first)
        else:
            known[name], spans[name] = uid, unit.name
        sides = page.profile.joint.split(words)
        several = len(sides) > 1 and " " in sides[-1]
        if several and all(verdict(a, b, page.profile).sure for a, b in pairwise(sides)):
            shown = " ".join(words.split())
            page.find("shared-block", uid, f"One block seems to speak of several units: '{shown}'.", unit.name)


def _duty_ends(page: Assembly, units: list[UnitSpans], ids: list[str]) -> None:
    """Duties that end without a mark, or have a full stop inside, where that is not this page's style."""
    total = sum(len(unit.duties) for unit in units)
    few = max(FEW, PAGE_HABIT * total)
    open_ends = [
        (uid, duty)
        for unit, uid in zip(units, ids, strict=True)
        for duty in unit.duties[:-1]
        if not duty.closed and not duty.items
    ]
    stray = [(uid, u.duties[-1]) for u, uid in zip(units, ids, strict=True) if _stray_end(u.duties)]
    habit = [open_ends] if len(open_ends) < PAGE_HABIT * total else []
    habit += [stray] if len(stray) < max(FEW, MOST * len(units)) else []
    for uid, duty in chain.from_iterable(habit):
        number = f"Duty {duty.number}" if duty.number is not None else "A duty"
        message = f"{number} ends without a closing mark, unlike the others; words may be missing."
        page.find("missing-terminator", uid, message, (duty.start, duty.end))
    _breaks_off(page, units, ids, {duty.start for _, duty in chain.from_iterable(habit)})
    rare, rare_in_lists = len(page.stops) < PAGE_HABIT * total, sum(numbered for *_, numbered in page.stops) < few
    for uid, at, numbered in page.stops:
        if rare or (numbered and rare_in_lists):
            _second_sentence(page, uid, at)
    for uid, at in page.lost if len(page.lost) < few else ():
        place = _words_around(page.text, at)
        words = page.shown(place)
        page.find(
            "suspected-merge", uid, f"A small letter behind a full stop ('{words}'): words may be missing.", place
        )


def _names_of_the_next(page: Assembly, units: list[UnitSpans], ids: list[str]) -> None:
    """What stands right above a unit without a name and may be its heading: the end of the last duty, or the last name
    of a list behind the duties."""
    for (unit, behind), uid in zip(pairwise(units), ids, strict=False):
        if behind.name is not None or not unit.duties:
            continue
        duty = unit.duties[-1]
        if _ends_like_heading(page, duty):
            message = (
                "The last duty ends without a closing mark, before a unit without a name: it may end in its heading."
            )
            page.find("missing-terminator", uid, message, (duty.start, duty.end))
        last = unit.groups[-1].members[-1] if unit.groups and unit.groups[-1].members else None
        if last is not None and duty.end <= last[0] and not page.text[last[1] : behind.start].strip(BEHIND_LAST):
            message = f"'{page.shown(last)}' stands right above a unit without a name: it may be its heading."
            page.find("odd-member", uid, message, last)


def _breaks_off(page: Assembly, units: list[UnitSpans], ids: list[str], told: set[int]) -> None:
    """Last duties that end in a small word, and the very last one of the page if it ends without the mark that others
    of its place have: the page may be cut off in it. Those that start at `told` have their finding."""
    last = [(uid, walk(unit.duties)[-1]) for unit, uid in zip(units, ids, strict=True) if unit.duties]
    alike = [duty.closed for _, duty in last[:-1]] if last and all(d.closed for d in units[-1].duties[-2:-1]) else []
    habit = len(alike) >= FEWEST and sum(alike) > MOST * len(alike)
    for at, (uid, duty) in enumerate(last, 1):
        if duty.closed or duty.start in told:
            continue
        words = page.profile.file.words
        behind = page.text[duty.end : duty.end + NEAR].partition("\n")[0].strip(BEHIND_LAST)
        joint = behind if behind in words.before_names else ""  # '…, or' is no part of the duty
        word = joint or page.text[duty.start : duty.end].rpartition(" ")[2]
        if joint or word in words.small:
            message = f"The last duty breaks off behind '{word}'; words are missing."
        elif habit and at == len(last) and not page.text[duty.end :].strip(BEHIND_LAST):
            message = "The page ends in this duty without a closing mark, unlike the others; it may be cut off."
        else:
            continue
        page.find("missing-terminator", uid, message, (duty.start, duty.end))


def _ends_like_heading(page: Assembly, duty: DutySpans) -> bool:
    """Does an open duty end in capitals and a head noun: '… assigned by the Party Committee Planning Division'?"""
    last = page.text[max(duty.start, duty.end - LONGEST_LABEL) : duty.end].split()[-2:]
    return not duty.closed and page.profile.ends_in_head(" ".join(last)) and all(word[0].isupper() for word in last)


def _stray_end(duties: list[DutySpans]) -> bool:
    """Is the last duty an open line behind a closed one, both without a number? A list may end without a mark, but not
    what is told in paragraphs: the line may be one of the page's own ('Lakeside hall, third floor')."""
    return (
        len(duties) > 1
        and not duties[-1].closed
        and duties[-2].closed
        and duties[-1].number is None
        and duties[-2].number is None
    )


def _numbers_inside(page: Assembly, uid: str, span: Span) -> None:
    """'1. Keep the books. 5, pay the bills': a number that no list could take, in the middle of a duty."""
    words = page.profile.file
    for match in NUMBER_INSIDE.finditer(page.text, *span):
        word = (match["word"] or "").lower()
        if not (word in words.numbers or word in words.ordinals if word else readings(match.groupdict(), page.profile)):
            continue
        if not page.profile.abbreviated(page.text[max(span[0], match.start() - LONGEST_SHOWN) : match.start() + 1]):
            shown = " ".join(page.text[match.start() : match.end() + LONGEST_SHOWN].split()[:WORDS_SHOWN])
            message = f"A number stands inside a duty ('{shown}'): another duty may open there."
            page.find("suspected-merge", uid, message, match.span("number"))


def _words_around(text: str, stop: int) -> Span:
    """The word in front of the full stop at `stop` and the one behind it."""
    end = text.find(" ", stop + 2)
    return text.rfind(" ", 0, stop) + 1, end if end >= 0 else len(text)


def _sole_list(page: Assembly, units: list[UnitSpans], ids: list[str]) -> None:
    """'Affiliated institutions: …' at the end of a page whose units have no lists: whose it is, nobody says."""
    if len(units) < MANY or any(unit.statement for unit in units[:-1]):
        return
    last = units[-1]
    if last.statement and last.groups and last.duties and last.statement[0] > last.duties[-1].end:
        message = "Only this unit, the last of the page, lists members; the list may be that of the whole body."
        page.find("sole-list", ids[-1], message, last.statement)


def _empty_lists(page: Assembly, units: list[UnitSpans], ids: list[str]) -> None:
    """'Internal organization:' and nothing behind it, on a page where most of these labels have something."""
    empty = [(uid, u.empty_list) for u, uid in zip(units, ids, strict=True) if u.empty_list and u.statement is None]
    if len(empty) >= sum(unit.statement is not None for unit in units):
        return  # the page's habit
    for uid, label in empty:
        page.find("empty-list", uid, "The label of a list has nothing behind it; words may be missing.", label)


def _nobody_named(page: Assembly, units: list[UnitSpans], ids: list[str]) -> None:
    """'Internal organizations: There are 3 sections.' and no names: more was to come behind a label or a colon, unless
    that is the page's habit."""
    empty: list[tuple[str, int, Span]] = []
    listed = 0
    for unit, uid in zip(units, ids, strict=True):
        named = any(group.members for group in unit.groups)
        listed += named  # '… and 1 detention center' behind a list is all there is to say
        counts = [g.declared for g in unit.groups if g.declared and not g.members and g.declared > named]
        if counts and unit.statement and _opens_names(page, unit.statement):
            empty += [(uid, count, unit.statement) for count in counts]
    if len(empty) > max(1, listed):
        return
    for uid, declared, statement in empty:
        message = f"The source declares {declared} members and names none of them."
        page.find("count-mismatch", uid, message, statement)


def _opens_names(page: Assembly, statement: Span) -> bool:
    """Does a label stand before the statement, or a colon at its end?"""
    start, end = statement
    before = page.text[max(0, start - LONGEST_LABEL) : start].rstrip(" \t\r\n:：(（-–—=")
    label = page.profile.labels.closing(before, 0)
    return page.text[end - 1] in ":：" or (label is not None and label[0] == "subunits")


def _fields_behind(page: Assembly, units: list[UnitSpans], ids: list[str]) -> None:
    """A page without headings whose first unit has only duties, and whose last one all but these: the level and list
    in front of duties may be those of the unit above."""
    if len(units) < FEW or any(unit.name and unit.origin == "heading" for unit in units):
        return
    first, *inner, last = units
    opens = first.duties and first.level is None and first.statement is None
    ends = last.level is not None and not last.duties and last.status_text is None
    for unit, uid in zip(inner, ids[1:], strict=False) if opens and ends else ():
        if (place := unit.level or unit.statement) is not None:
            message = "The page opens with duties and ends without: this level and this list may be of the unit above."
            page.find("shared-block", uid, message, place)


def _second_sentence(page: Assembly, uid: str, at: int) -> None:
    """A full stop inside a duty with an ordinary verb behind it: a second duty, or one that lost its joint."""
    word = WORD.match(page.text, at)
    if word is None or word[0].lower() in page.profile.file.words.openers:
        return
    start = page.text.rfind(" ", 0, max(0, at - 2)) + 1
    words = " ".join(page.text[start : word.end()].split())
    page.find(
        "suspected-merge",
        uid,
        f"A second sentence opens inside a duty ('{words}'): a number or a joint may be missing.",
        (start, word.end()),
    )


def encoding_finding(page: Assembly, source: Source) -> None:
    """A guess decides what the letters outside ASCII are; without any it can't be wrong."""
    letter = BEYOND_ASCII.search(source.text) if source.guessed else None
    if letter is not None:
        message = f"The page does not say its encoding; it was read as {source.encoding}, so look at its letters."
        page.find("guessed-encoding", None, message, letter.span())
