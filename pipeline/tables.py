"""Tables: rows of cells between bars or tabs under a line of labels, a unit in each row.

The line on top says what each column holds. A cell becomes a line of its own, behind a mark as its label would be, and
all that follows reads it like any other page. A table whose top names no field of a unit is left as it is.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from typing import NamedTuple

from pipeline.block import LABELS
from pipeline.label_names import LONGEST_NAME
from pipeline.lines import Lines
from pipeline.profile import Profile
from pipeline.spans import Kind, Mark, Span, end_before, trimmed

RULE = re.compile(r"[|+:=\s–—-]+")  # the line between the top and the rows of a table in Markdown
BETWEEN = re.compile(r"\s*\|(?:\s*\|)*\s*")  # two rows
NUMBER = re.compile(r"[(（]?\d{1,3}[.)）、]?")
GOES_ON = re.compile(r"[(（]?\d{1,3}[.)）、,]|[•●○■*–-]\s|[a-zß-ÿ]")
CLOSED = (",", ";", ":", "，", "；", "：", "。")


class Table(NamedTuple):
    """Where a table stands, where its top ends, its cells in order, and the marks of its rows."""

    start: int
    top: int
    end: int
    cells: list[Span]
    marks: list[Mark]


def tables(text: str, lines: Lines, profile: Profile) -> list[Table]:
    """The tables of `text` that tell of units, in order."""
    found: list[Table] = []
    if "|" not in text and "\t" not in text:
        return found
    at = 0
    while at < len(lines.starts) - 1:
        table = _table(text, lines, at, profile)
        at += 1
        if table is not None:
            found.append(table)
            at = bisect_left(lines.starts, table.end)
    return found


def with_cells(lines: Lines, found: list[Table]) -> Lines:
    """`lines` with each cell of the tables, or each line of one, as a paragraph."""
    if not found:
        return lines
    inside = [
        (max(cell[0], lines.starts[at]), min(cell[1], lines.ends[at]))
        for table in found
        for cell in table.cells
        for at in range(bisect_right(lines.starts, cell[0]) - 1, bisect_left(lines.starts, cell[1]))
    ]
    starts, ends = _around(lines.starts, lines.ends, found, inside)
    paragraphs, paragraph_ends = _around(lines.paragraphs, lines.paragraph_ends, found, inside)
    return Lines(starts, ends, paragraphs, paragraph_ends, frozenset(paragraphs))


def outside(marks: list[Mark], found: Sequence[Table]) -> list[Mark]:
    """Those of `marks` that start in none of the tables `found`."""
    starts = [table.start for table in found]
    within = ((m, bisect_right(starts, m.start) - 1) for m in marks)
    return [m for m, at in within if at < 0 or m.start >= found[at].end]


def with_captions(text: str, marks: list[Mark], found: Sequence[Table]) -> list[Mark]:
    """`marks` with the labels right above one of the tables `found` as lines of their own: 'Internal organs' is what
    the table is called, and lists nobody."""
    tops = {end_before(text, table.start) for table in found}
    return [m._replace(kind="article") if m.kind in LABELS and m.end in tops else m for m in marks]


def _around(starts: list[int], ends: list[int], found: list[Table], inside: list[Span]) -> tuple[list[int], list[int]]:
    """The spans from `starts` to `ends` that stand in no row of the tables `found`, and those `inside`, in order."""
    outside: list[Span] = []
    at = 0
    for table in found:
        stop = bisect_left(starts, table.top)
        outside += zip(starts[at:stop], ends[at:stop], strict=True)
        at = bisect_left(starts, table.end)
    spans = sorted([*outside, *zip(starts[at:], ends[at:], strict=True), *inside])
    return [start for start, _ in spans], [end for _, end in spans]


def _table(text: str, lines: Lines, top: int, profile: Profile) -> Table | None:
    """The table whose top is the line `top`, if it is one and each of its rows can tell of a unit."""
    bar = next((bar for bar in "|\t" if text.find(bar, lines.starts[top], lines.ends[top]) >= 0), None)
    fields = _top(text, lines, top, bar, profile) if bar is not None else None
    if bar is None or fields is None:
        return None
    rows, end = _rows(text, lines, top + 1, bar, len(fields), profile)
    names = _name_column(text, fields, rows)
    if names is None or not all(_is_name(text, row[names]) for row in rows):
        return None
    marks = [mark for row in rows for mark in _marks(text, row, fields, names)]
    start = lines.starts[top]
    marks[0] = marks[0]._replace(start=start)  # what the columns hold is said for all units
    return Table(start, lines.ends[top], end, [cell for row in rows for cell in row if cell], marks)


def _top(text: str, lines: Lines, at: int, bar: str, profile: Profile) -> list[Kind | None] | None:
    """What the columns below the line `at` hold, None where it names no field of a unit."""
    heads = _cells(text, (lines.starts[at], lines.ends[at]), bar)
    if len(heads) < 2 or any(text[s : s + 1].islower() or text[s:e].endswith(CLOSED) for s, e in heads):
        return None
    fields = [_field(text, head, profile) for head in heads]
    return fields if any(field in LABELS for field in fields) else None


def _field(text: str, cell: Span, profile: Profile) -> Kind | None:
    """What the label in `cell` is the label of."""
    words = text[slice(*cell)]
    label = profile.labels.closing(words, 0) if words else None
    if label is None or label[2] < len(words) or (label[0] == "level" and profile.level(words)[0] is not None):
        return None  # 'Division level' is one
    return label[0]


def _cells(text: str, line: Span, bar: str) -> list[Span]:
    """The cells of a line, each without the white space around it; a bar at its start or its end opens none."""
    start, end = line
    if bar == "|":
        start += text[start] == bar
        end -= text[end - 1] == bar
    else:  # an empty cell at the start or the end is no more than white space
        while start > 0 and text[start - 1] == bar:
            start -= 1
        while text[end : end + 1] == bar:
            end += 1
    cells: list[Span] = []
    while (at := text.find(bar, start, end)) >= 0:
        cells.append(trimmed(text, start, at))
        start = at + 1
    return [*cells, trimmed(text, start, end)]


def _rows(
    text: str, lines: Lines, first: int, bar: str, width: int, profile: Profile
) -> tuple[list[list[Span | None]], int]:
    """The rows of a table from the line `first` on, up to the next top, and where they end. A cell may go on over
    several lines."""
    rows: list[list[Span]] = []
    end = lines.ends[first - 1]
    for at in range(first, len(lines.starts)):
        line = (lines.starts[at], lines.ends[at])
        if not rows and bar == "|" and RULE.fullmatch(text, *line):
            continue
        cells = _cells(text, line, bar)
        room = width - len(rows[-1]) + 1 if rows else 0
        if _top(text, lines, at, bar, profile) is not None:
            break
        if 1 < room >= len(cells) or (room == len(cells) and GOES_ON.match(text, *line)):
            start, stop = rows[-1].pop()
            rows[-1] += [(start if start < stop else cells[0][0], cells[0][1]), *cells[1:]]
        elif 1 < len(cells) <= width or (len(cells) == 1 and _row_follows(text, lines, at + 1, bar, profile)):
            rows.append(cells)
        else:
            break
        end = line[1]
    empty: list[Span | None] = [None] * width
    filled = [[cell if cell[0] < cell[1] else None for cell in row] for row in rows]
    return [(row + empty)[:width] for row in filled], end


def _row_follows(text: str, lines: Lines, at: int, bar: str, profile: Profile) -> bool:
    """Has the line `at` the other cells of a row whose first one goes on from the line before?"""
    if at >= len(lines.starts) or text.find(bar, lines.starts[at], lines.ends[at]) < 0:
        return False
    return _top(text, lines, at, bar, profile) is None


def _name_column(text: str, fields: list[Kind | None], rows: list[list[Span | None]]) -> int | None:
    """The column of the units' names: the first one but for numbers, and no other field's."""
    for at, field in enumerate(fields):
        if field not in (None, "name"):
            return None
        cells = [text[slice(*cell)] for row in rows if (cell := row[at]) is not None]
        if not all(map(NUMBER.fullmatch, cells)):
            return at
    return None


def _is_name(text: str, cell: Span | None) -> bool:
    if cell is None:
        return True
    words = text[slice(*cell)]
    return len(words) <= LONGEST_NAME and words[0].isalpha() and not words.endswith(CLOSED)


def _marks(text: str, row: list[Span | None], fields: list[Kind | None], names: int) -> list[Mark]:
    """The marks of a row: the heading with its name, and for each cell behind it one that stands for its label."""
    first = next((cell for cell in row if cell), None)
    if first is None:
        return []
    marks: list[Mark] = []
    end = first[0]
    if name := row[names]:
        marks.append(Mark("heading", first[0], name[1], name=name))
        end = name[1]
    for cell, field in zip(row[names + 1 :], fields[names + 1 :], strict=True):
        if cell:
            marks.append(Mark(field if field in LABELS else "other", end, cell[0], hint="cell"))
            end = cell[1]
    between = BETWEEN.match(text, end)
    return [*marks, Mark("other", *between.span())] if between else marks
