"""The body's own duties: a page that names no unit, and lists what the body does under 'Main responsibilities of X'.

Where units are told, such a line is the page's title, and what stands between the two is a preamble. Where there are
none, the body is the page's one unit: the line names it, and the list behind it is its duties.
"""

from __future__ import annotations

import re
from bisect import bisect_right

from pipeline.headings import names_nobody, unit_line
from pipeline.lines import Lines, item_words
from pipeline.profile import Profile
from pipeline.spans import Mark, Span, end_before, skip_space, trimmed
from pipeline.title_line import named_behind, read_title

IMPRINT = re.compile(r"[^\d:：\r\n]{1,30}[:：].*\d")
NEAR = 3  # paragraphs that may stand between the line and its list: a date, a preamble
LONGEST = 160
FEWEST = 2
MOST_NAMES = 0.25  # a list of which more items open with a unit's name tells of those units


def own_duties(text: str, lines: Lines, marks: list[Mark], profile: Profile) -> list[Mark]:
    """`marks`, in which no unit was found, with each line as a heading that says whose duties are listed behind it."""
    out: list[Mark] = []
    depth: int | None = None  # of the number of the line whose list is at hand
    searched = 0  # no line is looked at twice
    for at, m in enumerate(marks):
        if m.kind != "item":
            depth = None
        elif depth is not None and m.depth <= depth:
            m, depth = Mark("article", m.start, m.end), None  # 'II. …' is another part of the page
        elif m.number == 1 or (m.number is None and (at == 0 or marks[at - 1].kind != "item")):
            above = next((one for one in reversed(out) if not _imprint(text, one)), None)
            line = _line_above(text, lines, m.start, above, searched, profile)
            searched = m.start
            if line is not None and _tells_of_one(text, lines, marks, at, profile):
                numbered = above is not None and above.kind == "item" and line[0] <= above.start
                heading = Mark("heading", line[0], line[1], name=line[2:], hint="own")
                depth = above.depth if numbered and above else -1
                between: list[Mark] = []
                while out and out[-1].start >= line[0]:
                    between.append(out.pop())
                out.append(heading)
                out += [one for one in reversed(between) if one.kind == "other"]
        out.append(m)
    return out


def _imprint(text: str, m: Mark) -> bool:
    """Is the line of a mark that is no item one of the site's own: 'Updated: 2021-06-15', 'Tel: 112'?"""
    return m.kind == "other" or (m.kind == "article" and IMPRINT.match(text, m.start, m.end) is not None)


def _line_above(
    text: str, lines: Lines, item: int, above: Mark | None, searched: int, profile: Profile
) -> tuple[int, int, int, int] | None:
    """The nearest line above the list at `item` that says whose duties it lists, and where the name stands in it;
    `above` is the mark before the list, behind whose line nothing may stand but plain paragraphs."""
    at = bisect_right(lines.paragraphs, end_before(text, item) - 1) - 1
    for n in range(at, max(at - NEAR, 0) - 1, -1):
        start, end = trimmed(text, lines.paragraphs[n], lines.paragraph_ends[n])
        if start < searched or end <= start:
            return None
        numbered = above is not None and above.kind == "item" and start == above.start
        body = skip_space(text, above.end, end) if numbered and above else start
        if body < end and (name := _whose(text, body, end, profile)):
            return start, end, *name
        if above is not None and start <= above.start:
            return None
    return None


def _whose(text: str, start: int, end: int, profile: Profile) -> Span | None:
    """Where the name stands in a line that announces what a body does and nothing else, also one that asks for it."""
    if end - start > LONGEST:
        return None
    if text[end - 1] in "?？" and (asked := profile.titles.question.match(text, start, end)):
        start, end = asked.end(), end - 1
    end = start + len(text[start:end].rstrip(" :："))
    said = read_title(text, start, end, profile) if start < end else None
    if said is None or said.bare or not said.tasks:
        return None
    name = said.body or (named_behind(text, start, end, profile) if said.leads else None)
    return None if name is None or names_nobody(text[slice(*name)], profile) else name


def _tells_of_one(text: str, lines: Lines, marks: list[Mark], at: int, profile: Profile) -> bool:
    """Is the list whose first item is `marks[at]` one of duties, of which few open with a unit's name?"""
    depth, total, named = marks[at].depth, 0, 0
    for m in map(marks.__getitem__, range(at, len(marks))):
        if m.kind != "item" or m.depth < depth or (total and m.number == 1 and m.depth == depth):
            break
        start, end = item_words(text, lines, m)
        total += 1
        if start < end and unit_line(text, start, end, profile, capitals=False) is not None:
            named += 1
    return total >= FEWEST and named <= MOST_NAMES * total
