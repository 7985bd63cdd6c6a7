"""Detect: read one block into a unit's fields, each a span of the source.

What no field claims is left over; the assembly keeps it as a note.
"""

from __future__ import annotations

import re

from pipeline.block import Block
from pipeline.definitions import name_from_duty, other_name
from pipeline.group_spans import GroupSpans
from pipeline.headings import heading, kinship
from pipeline.lines import Lines
from pipeline.paragraphs import PROSE_WORDS, duty_end, paragraph, read_duty
from pipeline.profile import Profile
from pipeline.spans import COLONS, Mark, skip_space, trimmed
from pipeline.statement import SEPARATOR, STATEMENT_END, opens_list, read_labelled, read_listed, read_statement
from pipeline.unit_level import read_level
from pipeline.unit_spans import DutySpans, UnitSpans

LEADING = " .、．·"
PROSE = frozenset(("duties", "lead", "heading"))  # behind these, sentences are duties
LABELLED_WORDS = 3
FEW_WORDS = re.compile(r"[^\W\d_]{2}[^.:\r\n]{0,60}?[,;，；、]\s*[^\W\d_]{2}[^.:\r\n]{0,60}[.。]?")  # 'letters, stamps'
MOST_SMALL = 4  # words in small letters, in what is no sentence
SHORT = 60  # no status is said in more code points
ARTICLE = re.compile(r"\w+\s*(?:\d{1,3}|[IVXLivxl]{1,6})\s*[.:：]?\s*")
ASIDE = re.compile(r"[(（][^()（）]{0,400}[)）]")
BARE_NUMBER = re.compile(r"\d{1,3}[ \t\u00a0]+([^\W\d_a-z][^\W\d_]+)")
ADDRESS = re.compile(r"https?:|www\.|[\w.+-]{1,60}@\w")  # of a web site, or for letters: no sentence runs on with one
TWO_WORDS = re.compile(r"[^\W\d_]{3,} [a-z]{3,}[.;。；]?")  # 'answer calls'
DASH = re.compile(r"[-–—]")
MARKS_ONLY = " \t\r\n\u00a0\u3000.。:：;；-–—"
BEHIND_NAME = MARKS_ONLY + ",，"


def detect(text: str, lines: Lines, block: Block, profile: Profile) -> UnitSpans:
    """Read `block` into the fields of its unit."""
    unit = UnitSpans(block.start, block.start + len(text[block.start : block.end].rstrip()))
    stops = [m.start for m in block.marks[1:]] + [unit.end]
    last_label = max((at for at, m in enumerate(block.marks) if m.kind == "duties"), default=-1)
    at = 0
    while at < len(block.marks):
        m, stop = block.marks[at], stops[at]
        if m.kind != "article" or ARTICLE.fullmatch(text, m.start, m.end):  # a line of words stays a note
            unit.claimed.append((m.start, m.end))
        if m.kind == "duties":
            unit.lists.append(m.start)
        if m.kind == "item":
            last = at
            while last + 1 < len(block.marks) and block.marks[last + 1].kind == "item":
                last += 1
            _items(text, lines, block.marks[at : last + 1], stops[at : last + 1], unit, profile)
            at = last + 1
            continue
        numbered = at + 1 < len(block.marks) and block.marks[at + 1].kind == "item"
        if m.kind == "subunits" and numbered and opens_list(text, lines, m, block.marks[at + 1], profile):
            at = read_listed(text, lines, block, stops, at, unit, profile)
            continue
        _region(text, lines, m, stop, unit, profile, labelled=at < last_label)
        at += 1
    _members_in_items(text, unit, profile)
    if unit.placed and unit.name and other_name(text, unit, profile, plainly=True):
        at = unit.name[0]  # 'Zhang Wei', a name by its place alone, is none where a duty tells the name
        unit.claimed = [(s, e) for s, e in unit.claimed if not s <= at < e]
        unit.name, unit.placed = None, ""
    if unit.name is None and (name := block.name or name_from_duty(text, unit, profile)):
        unit.name, unit.origin = name, "duty"
    return unit


def _members_in_items(text: str, unit: UnitSpans, profile: Profile) -> None:
    """Numbered items that are all names of units are what is inside the unit, not what it does."""
    duties = unit.duties
    if unit.listing != "absent" or not duties or any(d.items or d.number is None for d in duties):
        return
    if all(d.start < d.end and heading(text, d.start, d.end, profile) == (d.start, d.end) for d in duties):
        unit.listing, unit.statement = "listed", (duties[0].start, duties[-1].end)
        unit.groups, unit.duties = [GroupSpans([(d.start, d.end) for d in duties])], []


def _region(text: str, lines: Lines, m: Mark, stop: int, unit: UnitSpans, profile: Profile, *, labelled: bool) -> None:
    """Read what stands between a mark that is no item and the next mark; `labelled`: the unit's duties have a label
    further down, so that before it only a sentence that opens like one is a duty."""
    start = skip_space(text, m.end, stop)
    if m.hint == "running":
        unit.quiet.append((m.start, m.end))
    if m.kind in ("heading", "lead"):
        _release_name(text, m, unit, profile)
        unit.name, unit.placed = m.name, m.hint if m.kind == "heading" and m.hint != "own" else ""
        if m.kind == "heading" and m.name is not None and m.hint != "own":
            unit.claimed[-1] = (m.start, m.name[1])
            unit.counter = (m.start, m.name[0]) if m.number is not None else None
            start = _behind_name(text, lines, m.name[1], stop, unit, profile)
        elif m.name is not None and profile.count_phrase.search(text, m.name[1], m.end):
            stated = STATEMENT_END.search(text, m.name[1], m.end)
            if stated is not None:  # '… has two sections: A and B. It is responsible for the following:'
                read_statement(text, m.name[1], stated.start(), unit, profile)
    if start >= stop:
        if m.kind == "subunits":
            unit.empty_list = (m.start, stop)
        return
    if m.kind == "level" and unit.level is None:
        end = lines.paragraph_end(start, stop)
        read_level(text, trimmed(text, start, end), unit, profile)
        start = skip_space(text, end, stop)
    elif m.kind == "other" and m.hint not in ("running", "between"):
        end = lines.paragraph_end(start, stop)
        if not _behind_item(lines, m, unit) and _is_value(text[start:end], profile):
            unit.quiet.append((m.start, trimmed(text, start, end)[1]))
        else:
            unit.claimed.remove((m.start, m.end))  # left over as a whole
        start = skip_space(text, end, stop)
    elif m.kind == "subunits" and unit.listing == "listed":
        start = _more_members(text, lines, start, stop, unit, profile)
    elif m.kind == "subunits":
        start = read_labelled(text, lines, start, stop, unit, profile)
    prose = m.kind if m.kind in PROSE and m.hint != "own" else None  # above a body's own list stands a preamble
    on_line = m.kind == "duties" or (m.kind in PROSE and lines.paragraph_start(start) <= m.start)
    least = LABELLED_WORDS if on_line else PROSE_WORDS  # what stands on the line of a label is no menu
    if m.hint == "cell" or (on_line and _says_what(text, lines, m, start, stop, profile)):
        least = 1
    for s, e in lines.each(start, stop) if start < stop else ():
        duty = not labelled or m.kind == "duties" or profile.duty_opener.match(text[s : s + SHORT].lower())
        paragraph(text, s, e, unit, profile, prose if duty else None, least)
        least = PROSE_WORDS


def _says_what(text: str, lines: Lines, m: Mark, start: int, stop: int, profile: Profile) -> bool:
    """Is what stands at `start`, behind the label or the name `m` and its colon, a duty of however few words: 'Main
    duties: letters; stamps', 'Alarm Center: answer calls'? Not units, which are the next one's or a list of another
    kind, nor a person; one word may be anything."""
    name = m.name if m.kind == "heading" else None
    if text[name[1] if name else m.end - 1 : start].strip() not in COLONS:
        return False
    span = trimmed(text, start, lines.paragraph_end(start, stop))
    if name is not None:
        return TWO_WORDS.fullmatch(text, *span) is not None
    if m.kind != "duties" or FEW_WORDS.fullmatch(text, *span) is None:
        return False
    names = SEPARATOR.split(text[slice(*span)].rstrip(".。"))
    return not any(name[:1].isupper() and profile.ends_in_head(name) for name in names)  # 'archives' are none


def _behind_item(lines: Lines, m: Mark, unit: UnitSpans) -> bool:
    """Does the label stand behind a numbered duty on its line, where two lines were joined?"""
    last = unit.duties[-1] if unit.duties else None
    return last is not None and last.number is not None and last.end > lines.paragraph_start(m.start)


def _is_value(words: str, profile: Profile) -> bool:
    """May the words be all that a label like 'Tel' or 'Head' has behind it, or is there a sentence among them, which a
    person should see: 'Tel: 12345 The office keeps the seals of the body'?"""
    small = (w for w in words.split() if w[0].islower() and w.isalpha() and w not in profile.file.words.small)
    return sum(1 for _ in small) <= MOST_SMALL


def _release_name(text: str, m: Mark, unit: UnitSpans, profile: Profile) -> None:
    """Leave the heading over, to be a note, where `m` gives the unit another name that may not be the same one's."""
    old = unit.name
    if old is None or m.name is None or kinship(text[slice(*old)], text[slice(*m.name)], profile) == "same":
        return
    unit.claimed = [span for span in unit.claimed if not (span[0] <= old[0] and old[1] <= span[1])]


def _more_members(text: str, lines: Lines, start: int, stop: int, unit: UnitSpans, profile: Profile) -> int:
    """Read a second statement about sub-departments as more groups of `unit`; gives where it ends."""
    more = UnitSpans(unit.start, unit.end)
    end = read_labelled(text, lines, start, stop, more, profile)
    if not more.groups or unit.statement is None or more.statement is None:
        return start
    unit.statement, unit.groups = (unit.statement[0], more.statement[1]), unit.groups + more.groups
    return end


def _behind_name(text: str, lines: Lines, start: int, stop: int, unit: UnitSpans, profile: Profile) -> int:
    """Read the aside behind a heading's name, if text goes on behind it; gives where the rest starts."""
    start = skip_space(text, start, stop)
    end = lines.paragraph_end(start, stop)
    if aside := ASIDE.match(text, start, end):
        rest = start + len(text[start : aside.end()])
        if text[rest:end].strip(MARKS_ONLY):
            paragraph(text, start, rest, unit, profile)
            start = rest
    behind = start
    while start < stop and text[start] in BEHIND_NAME:
        start += 1
    if DASH.search(text, behind, start):
        unit.claimed.append((behind, start))
    return start


def _items(text: str, lines: Lines, marks: list[Mark], stops: list[int], unit: UnitSpans, profile: Profile) -> None:
    """Numbered items, nested ones inside the item before them."""
    stack: list[tuple[int, DutySpans]] = []
    item_marks, items = unit.item_marks, unit.items
    for m, stop in zip(marks, stops, strict=True):
        at, own = m.start, stop
        duty = _plain(text, m, stop, profile) if m.words is not None else None
        if duty is None:
            own = _own_end(text, lines, m.end, stop)
            if m is marks[-1] or ". " in text[m.end : own]:
                own = duty_end(text, m.end, own, unit, profile, last=m is marks[-1])
            duty = _duty(text, m, own, profile)
        if duty is None:
            unit.claimed.append((at, m.end))
            continue  # '(7) (deleted)' is no duty, and no unit that has a name
        item_marks.append((at, m.end))
        item_marks.append((duty.end, own))  # the closing mark, and the word that joins the next item
        if items and items[-1][1] == at:
            items[-1] = (items[-1][0], own)
        else:
            items.append((at, own))
        while stack and stack[-1][0] >= m.depth:
            stack.pop()
        (stack[-1][1].items if stack else unit.duties).append(duty)
        stack.append((m.depth, duty))
        if own < stop:
            for s, e in lines.each(skip_space(text, own, stop), stop):
                if not (text[s].isdigit() and _lost_dot(text, s, e, m is marks[-1], profile)):
                    paragraph(text, s, e, unit, profile)


def _lost_dot(text: str, start: int, end: int, last: bool, profile: Profile) -> bool:
    """'12 Keep schools;' between two duties, or behind the last one, counts no schools: its number has lost its dot.
    What could be either is no statement about members; it is left over, and a person is told."""
    words = BARE_NUMBER.match(text, start, end)
    if words is None or ":" in text[start:end]:
        return False
    return not last or (profile.is_ordinary(words[1].lower(), common=True) and profile.is_prose(text, words.start(1)))


def _plain(text: str, item: Mark, stop: int, profile: Profile) -> DutySpans | None:
    """The duty of a plain item, unless something else stands between its closing mark and the next mark."""
    assert item.words is not None
    start, end = item.words
    if text[end + 1 : stop].strip() or (end - start < SHORT and profile.is_status(text[start : end + 1])):
        return None
    if text[end] == "." and profile.abbreviated(text[start : end + 1]):
        return None
    return DutySpans(item.number, start, end, (item.start, item.end), [], True)


def _duty(text: str, item: Mark, own: int, profile: Profile) -> DutySpans | None:
    """The duty of an item whose text ends at `own`; None where it is a status, or a remark behind a bullet."""
    piece = text[item.end : own]
    words = piece.strip()
    if len(words) < SHORT and profile.is_status(words):
        return None
    if item.number is None and profile.is_remark(words):
        return None
    if words[:1] in LEADING:  # '2、. Collect'
        words = words.lstrip(LEADING)
    place = item.end + piece.find(words[0]) if words else own
    return read_duty(words, place, item.number, (item.start, item.end), profile)


def _own_end(text: str, lines: Lines, start: int, stop: int) -> int:
    """Where an item's text ends: before the next mark, or with its paragraph, and the next ones where a sentence
    plainly runs on."""
    words = text[start:stop].strip()
    if "\n" not in words and "\r" not in words:
        return stop
    end = lines.paragraph_end(skip_space(text, start, stop), stop)
    while end < stop:
        before = text[start:end].rstrip()
        nxt = skip_space(text, end, stop)
        if nxt >= stop or (before and before[-1] in ".;。；:：") or not text[nxt].islower() or ADDRESS.match(text, nxt):
            break
        end = lines.paragraph_end(nxt, stop)
    return end
