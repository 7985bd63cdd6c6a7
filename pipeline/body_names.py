"""The body's name and those of its units, where one was taken for the other."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pipeline.blocks import Page
from pipeline.headings import heading
from pipeline.lines import BREAK
from pipeline.profile import Profile
from pipeline.spans import Span, skip_space
from pipeline.title_line import HEADS, named_alone, read_title
from pipeline.unit_spans import UnitSpans

FEWEST = 2
LONGEST_BREAK = 20
BRACKETS = frozenset("()（）")
BETWEEN = " \t\r\n,，.;；:：-–—"
WHOLE = re.compile(r".[kh]\Z|[kh]p.*[^pajf]\Z")  # of the letters of `title_words`: 'Lake Bureau', 'Bureau of the Lake'
GAP = re.compile(rf"[{re.escape(BETWEEN)}]*\s+")


def part_from_body(text: str, page: Page, units: list[UnitSpans], profile: Profile) -> None:
    """Take the first unit's heading off the end of `page`'s title, where its duty, a line of its own or the headings of
    all others tell that it is one, and the body's name from units whose duties speak of the body: which unit it is they
    don't say."""
    if page.title is None or page.organization is None or not units:
        return
    first = units[0]
    if (first.name is None or first.origin == "duty") and page.title[1] <= first.start:
        _take_heading(text, page, units, profile)
    elif first.name is not None and _goes_on(text, page.title, page.organization, first.name, profile):
        first.doubtful_name = first.name
    if len(units) < FEWEST:
        return
    body = text[slice(*page.organization)].lower()
    for unit in units:
        if unit.origin == "duty" and unit.name is not None and text[slice(*unit.name)].lower() == body:
            unit.name = None


def _take_heading(text: str, page: Page, units: list[UnitSpans], profile: Profile) -> None:
    """Make the end of the title the heading of the first of `units`, if what is left still names a body; or else what
    may be its name."""
    assert page.title is not None
    assert page.organization is not None
    first = units[0]
    if page.title[1] == page.organization[1] and len(units) >= FEWEST:
        name = _at_end(text, page.title, first) if first.name is not None else _last_line(text, page.title, profile)
        if name is not None and _part(text, page, first, name, profile):
            return
    if first.name is not None:
        return
    behind = text[page.organization[1] : page.title[1]].strip()
    edition = behind[:1] in BRACKETS and behind[-1:] in BRACKETS  # '… of Harbor Customs Office (2020)'
    end = page.organization[1] if edition else page.title[1]
    names = list(_behind_body(text, (page.organization[0], end), profile))
    headed = len(units) >= FEWEST and all(unit.name and unit.origin == "heading" for unit in units[1:])
    alone = headed and len(names) == 1 and not edition
    if names and not (alone and _part(text, page, first, names[0], profile)):
        first.doubtful_name = names[0]


def _part(text: str, page: Page, first: UnitSpans, name: Span, profile: Profile) -> bool:
    """Part `name` from the title of `page` as that of the `first` unit, if the rest names a body."""
    assert page.title is not None
    rest = page.title[0], page.title[0] + len(text[page.title[0] : name[0]].rstrip(BETWEEN))
    said = read_title(text, *rest, profile)
    if said is None or said.body is None:
        return False
    if first.name is None:
        if said.body[1] != rest[1] or named_alone(text, *said.body, profile) is None:
            return False  # 'Internal organizations of Lake Municipal' and, below, 'Bureau of Statistics'
        first.placed = "glued"
    page.title, page.organization = rest, said.body
    first.name, first.origin, first.start = name, "heading", name[0]
    first.claimed.append(name)
    return True


def _goes_on(text: str, title: Span, body: Span, name: Span, profile: Profile) -> bool:
    """May the title go on with the first unit's name right below it: 'Internal organizations of Lake Municipal' and
    'Bureau of Statistics'? What it calls the body has no word for a kind of body."""
    between = text[title[1] : name[0]]
    below = title[1] == body[1] and len(between) <= LONGEST_BREAK and len(BREAK.findall(between)) == 1
    if not below or between.strip():
        return False
    return HEADS.isdisjoint(word.letter for word in profile.titles.read(text, *body))


def _behind_body(text: str, words: Span, profile: Profile) -> Iterator[Span]:
    """The ends of the `words` that could be a heading behind a whole name of a body, the longest first: 'Pay Office' in
    'Harbor Customs Pay Office'."""
    for gap in GAP.finditer(text, *words):
        name = gap.end(), words[1]
        letters = profile.titles.letters(text[words[0] : gap.start()])
        whole = WHOLE.search(letters) is not None
        if (
            whole
            and heading(text, *name, profile) == name
            and text[slice(*name)].lower() not in profile.file.words.kinds
        ):
            yield name


def _at_end(text: str, title: Span, unit: UnitSpans) -> Span | None:
    """Where the name of `unit` stands at the end of `title`, behind other words."""
    assert unit.name is not None
    name = text[slice(*unit.name)].lower()
    at = title[1] - len(name)
    return (at, title[1]) if at > title[0] and text[at - 1].isspace() and text[at : title[1]].lower() == name else None


def _last_line(text: str, title: Span, profile: Profile) -> Span | None:
    """The last line of a title of several, if it is a heading."""
    at = max(text.rfind("\n", *title), text.rfind("\r", *title))
    start = skip_space(text, at + 1, title[1]) if at >= 0 else title[1]
    line = (start, title[1])
    return line if start < title[1] and heading(text, *line, profile) == line else None
