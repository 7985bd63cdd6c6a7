"""Numbers that mark units, not duties: '(1) Office (composed of 4 departments: …)'.

An item whose line is a unit's name becomes a heading. Where most items of one style on a page are such lines, the style
is the page's way to number its units, and its other items are units, too, however they are spelt.
"""

from __future__ import annotations

import re
from collections import Counter
from itertools import pairwise, zip_longest

from pipeline.headings import body_of, heading, other_heading, unit_line
from pipeline.labels import OF_A_UNIT
from pipeline.lines import Lines
from pipeline.profile import Profile
from pipeline.spans import Mark, Span
from pipeline.statement import opens_list

MOST = 0.6
FEWEST = 2
MOST_WORDS = 6
MOST_IN_CATEGORY = 5
OPENS_UNIT = ("level", "heading")
STATED = re.compile(
    r"\s*(?:[(（][^()（）]*[)）]\s*)(?:has\b|[.。])|\s*has\s+\w+\s+\w+\s*[:：]"
)  # '(division level) has …'
BEHIND_NAME = re.compile(r"\s*(?:[(（:：]|\Z)")


def numbered_units(text: str, lines: Lines, marks: list[Mark], profile: Profile) -> list[Mark]:
    """`marks` with each item that numbers a unit as a heading."""
    marks = _without_categories(text, lines, marks, profile)
    items = [m for m in marks if m.kind == "item"]
    prose = {m.start for m in items if m.words is not None or profile.is_prose(text, m.end)}
    if len(prose) == len(items):
        return marks
    styles = _unit_styles(text, lines, marks, profile, prose)
    out: list[Mark] = []
    context = ""
    outer = -1  # the depth of the number that marked the last unit: what is nested in it is the unit's own
    last: dict[str, int] = {}
    for m, following in zip_longest(marks, marks[1:]):
        if m.style == "running":
            out.append(m)  # the head of a printed page ends nothing
            continue
        if m.kind != "item":
            context, outer = _context(text, lines, m, following, profile), -1
            out.append(m)
            continue
        if m.start in prose and m.style not in styles:
            out.append(m)
            continue
        body, end = _line(text, lines, m)
        name = None
        nested = context == "heading" and m.depth > outer >= 0
        if body < end and context != "subunits" and text[body].isalpha() and not nested:
            name = heading(text, body, end, profile)
            if name is None and m.number == last.get(m.style, 0) + 1:
                name = _labelled_name(text, body, end, following, profile)
            opens = m.style in styles or lines.is_paragraph_start(m.start)
            if name is None and opens and (context not in ("duties", "lead") or m.style in styles):
                name = _unit_line(text, body, end, profile, context, capitals=m.style not in styles)
        goes_on = m.style in styles and not nested and m.number == last.get(m.style, 0) + 1
        if name is None and goes_on and context != "subunits" and lines.is_paragraph_start(m.start):
            name = body_of(text, body, end, profile)
        part = name is None and m.style.endswith("I") and (following is None or following.start >= end)
        if part and body < end and other_heading(text, body, end, profile):
            context = "article"  # 'III. Staffing' opens a part of the page, not a duty
            out.append(Mark("article", m.start, end))
            continue
        if name is None and goes_on and lines.is_paragraph_start(m.start) and context != "subunits":
            name = _other_name(text, body, end, profile)
        if name is None or (following is not None and following.start < name[1]):
            out.append(m)  # no name, or one with another mark inside
        else:
            context, outer = "heading", m.depth
            out.append(Mark("heading", m.start, name[1], name=name, number=m.number))
            last[m.style] = m.number or 0
    return out


def _without_categories(text: str, lines: Lines, marks: list[Mark], profile: Profile) -> list[Mark]:
    """`marks` with '(1) Functional departments' as a part of the page: a line between two units, numbered otherwise
    than the duties above it, that says what kind of units follow."""
    last = [
        at for at, (m, following) in enumerate(pairwise(marks)) if m.kind == "item" and following.kind in OPENS_UNIT
    ]
    out = marks
    for at in last:
        m, before = marks[at], marks[at - 1] if at else None
        if before is None or not lines.is_paragraph_start(m.start):
            continue
        body, end = _line(text, lines, m)
        between = text[before.end : m.start].strip()
        listed = m.style == before.style or between[-1:] in ("", ":", "：")  # 'Inspect: (1) Schools' is a duty
        if listed or text[end : marks[at + 1].start].strip() or not _is_category(text[body:end], profile):
            continue
        out = list(out) if out is marks else out
        out[at] = Mark("article", m.start, end)
    return out


def _is_category(line: str, profile: Profile) -> bool:
    """'Functional departments', 'Directly affiliated institutions (5)'"""
    words = line.partition("(")[0].split()
    return 1 <= len(words) <= MOST_IN_CATEGORY and words[0][0].isupper() and words[-1].lower() in profile.plurals


def _unit_styles(text: str, lines: Lines, marks: list[Mark], profile: Profile, prose: set[int]) -> set[str]:
    """The styles of which most items are units' names; `prose` are the starts of the items that can't be."""
    named: Counter[str] = Counter()
    total: Counter[str] = Counter()
    doubtful: list[tuple[Mark, str]] = []
    context = ""
    for m, following in zip_longest(marks, marks[1:]):
        if m.style == "running":
            continue
        if m.kind != "item":
            context = _context(text, lines, m, following, profile)
        elif context != "subunits":
            total[m.style] += 1
            if m.start not in prose:
                doubtful.append((m, context))
    open_styles = {style for style, n in Counter(m.style for m, _ in doubtful).items() if n >= MOST * total[style]}
    for m, context in doubtful:
        body, end = _line(text, lines, m) if m.style in open_styles else (0, 0)
        if body < end and text[body].isalpha():
            found = heading(text, body, end, profile) or _unit_line(text, body, end, profile, context, capitals=True)
            named[m.style] += found is not None
    return {style for style, n in named.items() if n >= FEWEST and n >= MOST * total[style]}


def _labelled_name(text: str, start: int, end: int, following: Mark | None, profile: Profile) -> Span | None:
    """'2. Traffic Detachment. Administrative level: …': the name between a number and a label on its line."""
    if following is None or following.kind not in OF_A_UNIT or following.start >= end:
        return None
    stop = start + len(text[start : following.start].rstrip(" \t\u00a0.;:。；："))
    if start >= stop or profile.closing.match(text, start, stop) or profile.duty_opener.match(text[start:stop].lower()):
        return None
    return heading(text, start, stop, profile)


def _unit_line(text: str, start: int, end: int, profile: Profile, context: str, *, capitals: bool) -> Span | None:
    """The name that a line opens with; among duties, 'The X is …' says what the unit at hand is."""
    name = unit_line(text, start, end, profile, capitals=capitals)
    if name is not None and context in ("duties", "lead") and profile.article.match(text, start, end):
        return name if STATED.match(text, name[1], end) else None
    return name


def _context(text: str, lines: Lines, m: Mark, following: Mark | None, profile: Profile) -> str:
    """What the items behind a mark are; a label of sub-departments with its list behind it opens no other list."""
    if m.kind != "subunits" or following is None:
        return m.kind
    return m.kind if opens_list(text, lines, m, following, profile) else "duties"


def _line(text: str, lines: Lines, m: Mark) -> Span:
    """An item's words to the end of its paragraph."""
    stop = lines.paragraph_end(m.start, len(text))
    start = m.end
    while start < stop and text[start].isspace():
        start += 1
    while stop > start and text[stop - 1].isspace():
        stop -= 1
    return start, stop


def _other_name(text: str, start: int, end: int, profile: Profile) -> Span | None:
    """The name in a unit's numbered line that ends in no known head noun ('3. Labor Union')."""
    line = text[start:end]
    stop = start + min((at for at in map(line.find, "(（:：") if at >= 0), default=len(line))
    stop = start + len(text[start:stop].rstrip())
    if stop <= start or profile.labels.ending.fullmatch(text, start, stop) or not BEHIND_NAME.match(text, stop, end):
        return None
    plain = stop == end and _plain_name(text[start:end], profile)
    return (start, stop) if plain or other_heading(text, start, stop, profile) else None


def _plain_name(line: str, profile: Profile) -> bool:
    """'Party organizations of the bureau': short, no sentence, and it opens with no verb that duties open with."""
    words = line.split()
    starts = line[0].isupper() and words[0].lower() not in profile.file.words.ordinary
    return starts and len(words) <= MOST_WORDS and line[-1].isalpha() and not any(c in ".;,；。，:" for c in line)
