"""Headings told by their place: a short line of capitals above a label, on a page where such lines name the units.

'Eastport Customs' or 'GENERAL MANAGEMENT' ends in no known head noun. Above the label that opens a unit, on a page that
has a heading above most of them, it is one all the same.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from operator import attrgetter

from pipeline.block import LABELS, NAMING
from pipeline.headings import all_capitals, could_name
from pipeline.lines import Lines
from pipeline.name_lines import Shaped, known
from pipeline.profile import Profile
from pipeline.spans import Mark, Span, end_before

NO_NAME = re.compile(r"[\d:：.]")  # 'Tel: 6093-4696', 'II. Port Office'
CLOSED = ".;:。；："
MOST_SMALL = 5
VERB = 2  # words: 'general office' is a name, whatever the first one may be
FEWEST = 3
MOST = 0.6


def placed_headings(text: str, lines: Lines, marks: list[Mark], profile: Profile) -> list[Mark]:
    """The lines above labels that are headings by their place; `marks` are the labels and the headings known by now."""
    marks = sorted(marks, key=attrgetter("start"))
    small = _in_small_letters(text, lines, marks, profile)
    marks = sorted(marks + small, key=attrgetter("start")) if small else marks
    counts = Counter(m.kind for m in marks if m.kind in LABELS)
    least = min(FEWEST, max(counts.values(), default=0))
    opening = next((m.kind for m in marks if 1 < counts[m.kind] >= least), None)
    if opening is None:
        return small
    named = 0
    headed = False  # has the unit whose label comes next a heading?
    found: list[Mark] = []
    for m in marks:
        if m.kind in NAMING:
            headed = True
        elif m.kind == opening:
            line = _line_to(lines, end_before(text, m.start)) if lines.is_paragraph_start(m.start) else None
            if headed:
                named += 1
            elif line is not None and could_name(text, *line, profile):
                name = profile.behind_ordinal(text, *line), line[1]
                found.append(Mark("heading", *line, name=name, hint="placed"))
            headed = False
    if found and named + len(found) < max(FEWEST, MOST * counts[opening]):
        found = _of_the_body(text, lines, found) if named else []
    return small + found


def _of_the_body(text: str, lines: Lines, found: list[Mark]) -> list[Mark]:
    """Those of the lines that end as the page's first one does, which names the body: 'Dali Customs' of 'Kunming
    Customs' needs no other lines like it."""
    name, _, kind = text[lines.paragraphs[0] : lines.paragraph_ends[0]].rpartition(" ")
    return [m for m in found if name and text[m.start : m.end].endswith(f" {kind}")]


def _in_small_letters(text: str, lines: Lines, marks: list[Mark], profile: Profile) -> list[Mark]:
    """'finance office' on a line of its own, behind the end of a sentence and above the label that opens a unit. On
    such a page a label without a heading opens a unit, too, whose name nobody knows."""
    opening = next((m.kind for m in marks if m.kind in LABELS), None)
    found: list[Mark] = []
    alone: list[Mark] = []
    headed = False
    label = ""
    for m in marks:
        if m.kind in NAMING:
            headed = True
        elif m.kind == opening:
            line = None
            if not headed and lines.is_paragraph_start(m.start):
                line = _line_to(lines, end_before(text, m.start))
            if line is not None and _is_name(text, line, profile):
                found.append(Mark("heading", *line, name=line))
            elif not headed and text[m.start : m.end] == label:
                end = end_before(text, m.start)
                alone.append(Mark("article", end, end))
            label = text[m.start : m.end]
            headed = False
    return found + alone if found else []


def _is_name(text: str, line: Span, profile: Profile) -> bool:
    """Is the line a name of few words with a head noun and no verb in front, and is the one before it closed?"""
    words = text[slice(*line)].split()
    if len(words) > MOST_SMALL or not text[line[1] - 1].isalpha() or NO_NAME.search(text, *line):
        return False
    if all_capitals(words, profile) or text[end_before(text, line[0]) - 1] not in CLOSED:
        return False
    verb = len(words) > VERB and profile.is_ordinary(words[0].lower(), common=True)
    return not verb and known(text, Shaped(line, "above"), profile)


def _line_to(lines: Lines, end: int) -> Span | None:
    """The paragraph that ends at `end`, if it is one line and not the page's first."""
    at = bisect_left(lines.paragraph_ends, end)
    if not 0 < at < len(lines.paragraphs) or lines.paragraph_ends[at] != end:
        return None
    start = lines.paragraphs[at]
    return (start, end) if lines.is_line_start(start) else None
