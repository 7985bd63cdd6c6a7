"""Headings that one list counts, in whatever form each has its number: 'I. Office', 'Second, the mail office.'.

What a source counts with 一、二、三、 comes out of a translator as 'I.', 'Iii.', 'First,', 'Two.' or '3.', often in
several forms on one page. The form tells nothing there; that the lines name units and their numbers go on does.
"""

from __future__ import annotations

import re
from itertools import zip_longest
from typing import NamedTuple

from pipeline.headings import all_capitals
from pipeline.lines import Lines
from pipeline.name_lines import Shaped, known, like_its_neighbours, shaped
from pipeline.profile import Profile
from pipeline.readings import roman
from pipeline.spans import Mark

ENDS = "[.．、,，:：]"
CLOSED = " ,，、"
IN_LIST = (";", "；")
SPELT = re.compile(
    rf"(?P<roman>[IVX](?:[IVX]{{0,4}}|[ivx]{{0,4}})){ENDS}\s+(?=[^\W\d_])|(?P<word>[A-Z][a-z]{{2,10}}){ENDS}\s*(?=[^\W\d_])"
)
FIGURE = re.compile(rf"(?P<digits>\d{{1,2}})[ \u00a0]?{ENDS}\s*(?=[^\W\d_])")
DIGITS = frozenset("0123456789")
FEWEST = 2
VERB = 2  # words: 'general office' is a name, whatever the first one may be
MOST_SKIPPED = 2


class Line(NamedTuple):
    """A line that opens with a number: where it stands, its number and the form of that, and how it goes on behind it
    if it could be a name. `named`: it plainly is one. `told`: something stands below or behind it that is its own."""

    start: int
    number: int
    form: str
    shape: Shaped | None
    named: bool
    told: bool


def counted_headings(text: str, lines: Lines, marks: list[Mark], profile: Profile) -> list[Mark]:
    """The headings of such a list; none where its numbers all have a form that others read: 'I.', '1.'. `marks` are the
    labels and headings known by now, in any order."""
    if not any(line.named for line in _numbered(text, lines, SPELT, profile.number_initials, set(), profile)):
        return []
    marks = [m for m in marks if m.hint != "part"]  # what may be a part of the page is none in such a list
    labels = {m.start for m in marks if m.name is None}
    spelt = _numbered(text, lines, SPELT, profile.number_initials, labels, profile)
    figures = _numbered(text, lines, FIGURE, DIGITS, labels, profile)
    found = _list(text, sorted(spelt + figures), {line.number for line in spelt if line.named}, profile)
    told = sum(line.told for line in found)
    if len(found) < FEWEST or 2 * told <= len(found) or {line.form for line in found} <= {"I"}:
        return []
    known_by_now = {m.start for m in marks}
    return [
        Mark("heading", line.start, line.shape.name[1], name=line.shape.name, number=line.number)
        for line in found
        if line.shape is not None and line.start not in known_by_now
    ]


def _numbered(
    text: str, lines: Lines, number: re.Pattern[str], initials: frozenset[str], labels: set[int], profile: Profile
) -> list[Line]:
    """The lines that open with a `number`, which opens with one of `initials`; they name nothing where a label follows,
    one of those that start at `labels`."""
    found: list[Line] = []
    paragraphs = zip_longest(lines.paragraphs, lines.paragraph_ends, lines.paragraphs[1:], fillvalue=len(text))
    for start, end, following in paragraphs:
        if text[start] not in initials or (match := number.match(text, start, end)) is None:
            continue
        value, form = _value(match.groupdict(), profile)
        if not form:
            continue
        body = match.end()
        if body in labels or start in labels:
            found.append(Line(start, value, form, None, named=False, told=False))
            continue
        article = profile.article.match(text, body, end)
        shape = _shape(text, article.end() if article else body, end)
        told = shape is not None and (shape.form != "above" or number.match(text, following) is None)
        named = shape is not None and _is_name(text, shape, profile)
        found.append(Line(start, value, form, shape, named, told))
    return found


def _value(groups: dict[str, str | None], profile: Profile) -> tuple[int, str]:
    """The number that a line opens with, and its form; no form where it is none."""
    if digits := groups.get("digits"):
        return int(digits), "1"
    if figure := groups["roman"]:
        return roman(figure.lower()), "I" if figure.isupper() else "Ii"
    word = (groups["word"] or "").lower()
    if word in profile.file.ordinals:
        return profile.file.ordinals[word], "first"
    return profile.file.numbers.get(word, 0), "one" if word in profile.file.numbers else ""


def _shape(text: str, start: int, end: int) -> Shaped | None:
    """What a line may open with as a name, and how it goes on; None where it is an item of a list of more."""
    found = shaped(text, (start, end), None, nested=True) if start < end else None
    if found is None or text[end - 1] in IN_LIST:
        return None
    name = text[slice(*found.name)].rstrip(CLOSED)
    return Shaped((start, start + len(name)), found.form) if name else None


def _is_name(text: str, shape: Shaped, profile: Profile) -> bool:
    """Does a head noun end it, and no verb open it?"""
    words = text[slice(*shape.name)].split()
    first = words[0].lower()
    verb = len(words) > VERB and first not in profile.file.ordinals and profile.is_ordinary(first, common=True)
    return (not verb or all_capitals(words, profile)) and known(text, Shaped(shape.name, "above"), profile)


def _could_be_name(text: str, shape: Shaped | None, profile: Profile) -> bool:
    """May it be one since its number goes on with those of names ('Three. Supervision of prisons')?"""
    if shape is None:
        return False
    first = text[slice(*shape.name)].split()[0].lower()
    return first in profile.file.words.nouns or like_its_neighbours(text, shape, ("above",), profile)


def _list(text: str, numbered: list[Line], given: set[int], profile: Profile) -> list[Line]:
    """Those of the lines whose numbers go on from 1; `given` are the numbers that lines with names have spelt out."""
    found: list[Line] = []
    passed: set[int] = set()  # the figures since the last of them
    for line in numbered:
        last = found[-1].number if found else 0
        following = line.number == last + 1 and line.number not in given
        if line.form == "1":
            own = line.number - 1 not in passed or (line.number + 1 in given and line.told)
            passed.add(line.number)
            goes_on = following and line.named and own
        elif line.named:
            goes_on = line.number == 1 or 0 < line.number - last <= MOST_SKIPPED
        else:
            goes_on = bool(found) and following and line.told and _could_be_name(text, line.shape, profile)
        if goes_on:
            found.append(line)
            passed.clear()
    return found
