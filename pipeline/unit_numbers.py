"""Numbers that mark units, not duties: '(1) Office (composed of 4 departments: …)'.

An item whose line is a unit's name becomes a heading. Where most items of one style on a page are such lines, the style
is the page's way to number its units, and its other items are units, too, however they are spelt.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Container
from dataclasses import dataclass, field
from itertools import zip_longest

from pipeline.block import LABELS
from pipeline.headings import body_of, heading, other_heading, unit_line
from pipeline.item_places import Place, holds, is_nested, key_of, place_of
from pipeline.lines import Lines, item_words
from pipeline.name_lines import BEHIND, SHORTEST_TEXT, Shaped, could_be_shaped, known, like_its_neighbours, shaped
from pipeline.profile import Profile
from pipeline.spans import Mark, Span, end_before, trimmed
from pipeline.statement import opens_list

MOST = 0.6
FEWEST = 2
BARE = 3
PARTS = ("I", "一、", "一)", "first")  # how the styles of numbers end that parts of a page have
TOPICS = frozenset("tgrwun")  # the letters of the words that end a title which names no body, see `title_words`
STOP = re.compile(r"\s*(?:[(（][^()（）]*[)）]\s*)?[.。]\s*(?=[^\W\d_])")
STATED = re.compile(
    r"\s*(?:[(（][^()（）]*[)）]\s*)(?:has\b|[.。])|\s*has\s+\w+\s+\w+\s*[:：]"
)  # '(division level) has …'


@dataclass(slots=True)
class Style:
    """How the lines of one style go on that are known to name units: how many in each form, and how many have the next
    line of the style right behind them."""

    forms: Counter[str] = field(default_factory=Counter)
    named: int = 0
    bare: int = 0
    labelled: int = 0  # lines of capitals that only a label below them tells from others

    @property
    def lists(self) -> bool:
        """Are the names without a colon nothing but a list?"""
        return self.bare >= BARE and 2 * self.bare > self.forms["alone"] + self.forms["above"]

    @property
    def tells(self) -> bool:
        """Does most of the names have something below it? Then each is a unit, also inside another one."""
        return self.forms["above"] >= FEWEST and self.forms["above"] > self.forms["alone"]


def numbered_units(text: str, lines: Lines, marks: list[Mark], profile: Profile) -> list[Mark]:
    """`marks` with each item that numbers a unit as a heading."""
    at = _list_of_the_page(text, lines, marks, profile)
    if at is not None:  # its items tell what they do: they are the page's units, not the members of one
        found = _headed(text, lines, [*marks[: at - 1], *marks[at:]], profile)
        if found[at - 1].kind == "heading":
            return found
    return _headed(text, lines, marks, profile)


def _list_of_the_page(text: str, lines: Lines, marks: list[Mark], profile: Profile) -> int | None:
    """The index of the first item behind a label of sub-departments that opens the page, if it names a unit that has
    text of its own: 'The Bureau has 8 departments: (1) Office', and what the Office does."""
    at = next((i for i, m in enumerate(marks) if m.kind == "item"), 0)
    if at == 0 or marks[at - 1].kind != "subunits":
        return None
    if any(m.name is not None and m.start != lines.paragraphs[0] for m in marks[:at]):
        return None  # the list of a unit, not of the page
    second = marks[at + 1] if at + 1 < len(marks) else None
    if second is None or second.kind != "item":
        return None
    line = item_words(text, lines, marks[at])
    if (name := unit_line(text, *line, profile)) and (behind := STOP.match(text, name[1])) and behind.end() < line[1]:
        return at  # '(1) Office. Responsible for documents.'
    found = _shaped(text, line, marks[at], second)
    return at if found is not None and found.form != "alone" and known(text, found, profile) else None


def _headed(text: str, lines: Lines, marks: list[Mark], profile: Profile) -> list[Mark]:
    """As `numbered_units`, for a page whose labels are what they seem."""
    prose = _prose(text, lines, marks, profile)
    if not any(m.kind == "item" and m.start not in prose for m in marks):
        return marks
    styles = _unit_styles(text, lines, marks, profile, prose)
    told = _told(text, lines, marks, styles)
    out, context = list[Mark](), ""
    outer: Place | None = None  # where the last unit's number stands: what is nested in it is the unit's own
    last: dict[str, int] = {}
    listed: Mark | None = None  # the first item of a list of sub-departments
    for m, following in zip_longest(marks, marks[1:]):
        if m.kind != "item" and m.hint != "running":  # the head of a printed page ends nothing
            context, outer, listed = _context(text, lines, m, following, profile), None, following
        if m.kind != "item":
            out.append(m)
            continue
        if context == "subunits" and listed is not None and _leaves(m, listed):
            context = ""
        if m.start in prose and key_of(text, m) not in styles and not _opens_units(m, following, styles):
            out.append(m)
            continue
        style = styles.get((place := place_of(text, m)).key)
        body, end = _words(text, lines, m, following)
        nested = context == "heading" and is_nested(place, outer, styles)
        inside = context == "subunits" or (nested and m.start not in told)
        next_one = m.number in (None, last.get(place.key, 0) + 1)
        goes_on = not inside and next_one and lines.is_paragraph_start(m.start)
        name = None
        if body < end and not inside and text[body].isalpha():
            label = following if next_one else None
            opens = lines.is_paragraph_start(m.start) and context not in ("duties", "lead")
            name = _known_name(text, (body, end), label, context, style, profile, opens=opens)
        like_units = style if goes_on and name is None else None
        if name is None and body < end and _is_part(text, (body, end), m, following, styles, like_units, profile):
            context = "article"  # 'III. Staffing' opens a part of the page, not a duty
            last.pop(following.style if following else "", None)
            out.append(Mark("article", m.start, end))
            continue
        if like_units is not None:
            name = _other_name(text, body, end, _shaped(text, (body, end), m, following), like_units, profile)
        if goes_on or name is not None:
            last[place.key] = m.number or 0
        if name is None or (following is not None and following.start < name[1]):
            out.append(m)  # no name, or one with another mark inside
            continue
        out += _opened(text, m, name, style, following, profile)
        context, outer = out[-1].kind, place
    return out


def _words(text: str, lines: Lines, m: Mark, following: Mark | None) -> Span:
    """Where the words of the item `m` stand, up to the next item on its line."""
    body, end = item_words(text, lines, m)
    if following is not None and following.kind == "item" and following.start < end:
        return body, max(body, end_before(text, following.start))
    return body, end


def _told(text: str, lines: Lines, marks: list[Mark], styles: dict[str, Style]) -> set[int]:
    """Where the items start of lists in which something is told below the first name: 'I. Office', '(1) Pay Section',
    and what that does. They are units, also inside another one."""
    found: set[int] = set()
    tells = {key: False for key, style in styles.items() if style.tells}
    for m, following in zip_longest(marks, marks[1:]) if tells else ():
        if m.kind != "item" or (key := key_of(text, m)) not in tells:
            continue
        if m.number == 1:
            shape = _shaped(text, item_words(text, lines, m), m, following)
            tells[key] = shape is not None and shape.told
        if tells[key]:
            found.add(m.start)
    return found


def _opened(
    text: str, m: Mark, name: Span, style: Style | None, following: Mark | None, profile: Profile
) -> list[Mark]:
    """The item `m` as the heading of the unit `name`, and where a list of nothing but names ends behind it."""
    marks = [Mark("heading", m.start, name[1], name=name, number=m.number)]
    if style is not None and (stop := _behind_list(text, name, style, following, profile)) is not None:
        marks.append(Mark("article", stop, stop))
    return marks


def _behind_list(text: str, name: Span, style: Style, following: Mark | None, profile: Profile) -> int | None:
    """Where a list of nothing but names ends behind `name`: what stands there is not this unit's. None where the list
    goes on, or something nested follows. A line of capitals between two names is a heading in such a list."""
    if style.bare < BARE:
        return None
    behind = BEHIND.match(text, name[1])
    at = behind.end() if behind else name[1]
    stop = following.start if following is not None else len(text)
    on_line = "\n" not in text[name[1] : at]
    if at >= stop:
        return stop if style.lists and following is not None and following.kind in LABELS and not on_line else None
    if not style.lists:
        return at if not on_line and other_heading(text, *trimmed(text, at, stop), profile) else None
    return at if not on_line or (behind is not None and behind["close"] in (";", "；")) else None


def _prose(text: str, lines: Lines, marks: list[Mark], profile: Profile) -> set[int]:
    """Where the items start that can be no unit's name, since they have small letters and not the form of one."""
    found: set[int] = set()
    for m, following in zip_longest(marks, marks[1:]):
        near = m.words is not None and following is not None and following.start - m.words[1] <= SHORTEST_TEXT
        if near and following is not None and following.style == m.style and m.number is not None:
            found.add(m.start)  # nearly all: the next number follows, and nothing stands between
            continue
        if m.kind == "item" and (m.words is not None or profile.is_prose(text, m.end)):
            plain = following is not None and following.style == m.style and m.number is not None  # the next number
            if could_be_shaped(text, m, following, profile, nested=not plain and holds(text, m, following)):
                line = _shaped(text, item_words(text, lines, m), m, following)
                if line is not None and known(text, line, profile):
                    continue
            found.add(m.start)
    return found


def _shaped(text: str, line: Span, m: Mark, following: Mark | None) -> Shaped | None:
    """How the `line` of the item `m` goes on."""
    return shaped(text, line, following, nested=holds(text, m, following)) if line[0] < line[1] else None


def _unit_styles(text: str, lines: Lines, marks: list[Mark], profile: Profile, prose: set[int]) -> dict[str, Style]:
    """The styles of which most items are units' names; `prose` are the starts of the items that can't be."""
    total: Counter[str] = Counter()
    doubtful: list[tuple[Mark, Mark | None, str, str]] = []
    context = ""
    listed: Mark | None = None
    for m, following in zip_longest(marks, marks[1:]):
        if m.hint == "running":
            continue
        if m.kind != "item":
            context, listed = _context(text, lines, m, following, profile), following
        elif context != "subunits" or (listed is not None and _leaves(m, listed)):
            key = key_of(text, m)
            total[key] += 1
            if m.start not in prose:
                doubtful.append((m, following, key, context))
    styles = {key: Style() for key, n in Counter(key for _, _, key, _ in doubtful).items() if n >= MOST * total[key]}
    for m, following, key, context in doubtful:
        if (style := styles.get(key)) is None:
            continue
        body, end = item_words(text, lines, m)
        if body == end or not text[body].isalpha():
            continue
        found = _shaped(text, (body, end), m, following)
        form = found.form if found is not None and known(text, found, profile) else ""
        if form or heading(text, body, end, profile) or _unit_line(text, body, end, profile, context, capitals=True):
            style.named += 1
            style.forms[form] += 1
            style.bare += (
                form == "alone"
                and following is not None
                and following.kind == "item"
                and key_of(text, following) == key
            )
        elif found is not None and following is not None and following.kind in LABELS and found.form == "above":
            style.labelled += other_heading(text, body, end, profile)
    enough = {key for key, style in styles.items() if style.named + style.labelled >= MOST * total[key]}
    return {key: style for key, style in styles.items() if style.named >= FEWEST and key in enough}


def _known_name(
    text: str, line: Span, label: Mark | None, context: str, style: Style | None, profile: Profile, *, opens: bool
) -> Span | None:
    """The name that an item's `line` is or opens with, told by its words; `label`: what may follow on the line, and
    `opens`: may a line of this place name a unit, whatever its neighbours are?"""
    name = heading(text, *line, profile) or _labelled_name(text, *line, label, profile)
    if name is None and (opens or style is not None):
        name = _unit_line(text, *line, profile, context, capitals=style is None)
    return name


def _is_part(
    text: str,
    line: Span,
    m: Mark,
    following: Mark | None,
    styles: Container[str],
    like_units: Style | None,
    profile: Profile,
) -> bool:
    """Does the numbered `line` open a part of the page: 'III. Staffing', or 'II. Offices at the deputy division level'
    above '(1) Office'? `like_units`: the style, if its next number is that of a unit."""
    if not m.style.endswith(PARTS) or (following is not None and following.start < line[1]):
        return False
    if like_units is not None and body_of(text, *line, profile) is not None:
        return False
    if _opens_units(m, following, styles) and text[line[1] - 1] not in ".;,；。，":
        return True
    if not m.style.endswith("I") or not other_heading(text, *line, profile):
        return False
    return like_units is None or not _told_as_units(text, line, m, following, like_units, profile)


def _told_as_units(text: str, line: Span, m: Mark, following: Mark | None, style: Style, profile: Profile) -> bool:
    """Has a line whose words do not tell, but whose number is a unit's, below it what units have: a label, or duties
    where most of them have those? Not 'III. Staffing'."""
    found = _shaped(text, line, m, following)
    if found is None or following is None or found.form != "above" or found.told:
        return False
    if following.kind not in LABELS and not (style.tells and following.number == 1):
        return False
    told = profile.titles.read(text, *found.name)
    return told[-1].letter not in TOPICS and profile.section.match(text, *found.name) is None


def _opens_units(m: Mark, following: Mark | None, styles: Container[str]) -> bool:
    """May `m` be the number of a part, the first of whose units is the item behind it?"""
    first = following is not None and following.number == 1 and following.style in styles
    return first and m.style.endswith(PARTS) and m.style not in styles


def _leaves(m: Mark, listed: Mark) -> bool:
    """Is `m` no item of the list that starts with `listed`, but of one around it: 'B.' behind '1.', '2.'?"""
    return m.style != listed.style and m.depth <= listed.depth


def _labelled_name(text: str, start: int, end: int, following: Mark | None, profile: Profile) -> Span | None:
    """'2. Traffic Detachment. Administrative level: …': the name between a number and a label on its line."""
    if following is None or following.kind not in LABELS or following.start >= end:
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


def _other_name(text: str, start: int, end: int, found: Shaped | None, style: Style, profile: Profile) -> Span | None:
    """The name in a unit's numbered line whose words alone do not tell ('3. Labor Union', '4. Legal detachment: …')."""
    if found is not None and known(text, found, profile):
        return found.name
    if name := body_of(text, start, end, profile):
        return name
    if found is not None and like_its_neighbours(text, found, style.forms, profile):
        return found.name
    stop = start + min((at for at in map(text[start:end].find, "(（:：") if at >= 0), default=end - start)
    stop = start + len(text[start:stop].rstrip())
    if (
        stop > start
        and not profile.labels.ending.fullmatch(text, start, stop)
        and other_heading(text, start, stop, profile)
    ):
        return start, stop
    return None
