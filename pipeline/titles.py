"""The title of a page, and the body whose page it is."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from itertools import islice, takewhile

from pipeline.lines import Lines
from pipeline.profile import Profile
from pipeline.readings import BOLD, LIGHT
from pipeline.spans import Mark, Span, skip_space, trimmed
from pipeline.title_line import TitleLine, named_alone, read_title

LONGEST_TITLE = 160
PATH = re.compile(r"\s(?:>{1,2}|»|›|→)\s|\s/\s.*\s/\s")  # 'Home > About us > Organization'
FIRST_UNIT = re.compile(  # glued to the title: '… of X (1) Office', '… of X 1、Office'
    r"\s(?:[(（](?:1|I|i|one|A|a|一)[)）]|(?:1|I|A|一)[.．、](?!\s*[a-z\d]))\s*(?=[^\s,，.])"
)
BULLETS = frozenset(f"{BOLD}{LIGHT}")
CLOSED = frozenset(".;。；")
PREAMBLE = 15  # paragraphs among which a title is looked for


def page_title(
    text: str, lines: Lines, marks: list[Mark], profile: Profile
) -> tuple[Span | None, Span | None, list[Mark]]:
    """The title line, the body it names, and the marks without those that were the title's."""
    if not lines.paragraphs:
        return None, None, marks
    return _announced(text, lines, marks, profile) or _first_line(text, lines, marks, profile)


def _announced(
    text: str, lines: Lines, marks: list[Mark], profile: Profile
) -> tuple[Span, Span | None, list[Mark]] | None:
    """The first line that announces the topic of a body, or a name with a topic right below it."""
    first = lines.paragraphs[0]
    name: tuple[Span, Span, bool] | None = None  # the line above, its name, and whether it may as well be a unit's
    opened = False  # has the first line said whose page it is, or what the page tells?
    title: tuple[Span, Span | None] | None = None
    listed = _first_listed(marks)
    for span, kind in _candidates(text, lines, marks, profile):
        if profile.behind_ordinal(text, *span) > span[0]:
            continue  # 'Two. Internal organizations' is a part of the page
        said = _said(text, span, lines, profile)
        if said is None or said.bare:
            usable = said is not None and said.body is not None and said.headed and (kind is None or span[0] == first)
            name = (span, said.body, kind is not None or span[0] != first) if usable and said and said.body else None
            opened = opened or (said is not None and span[0] == first)
            continue
        label = kind not in (None, "heading", "article")
        if name is not None and _speaks_of(text, name[1], said) and not (label and name[2]):
            title = name[:2]  # else it is a unit and its label: 'Pay Office', 'Main duties'
        elif (said.body is not None or said.leads) and not label and not (said.tasks and (opened or span[0] > listed)):
            title = span, said.body  # what is done may be told of a unit
        if title is not None:
            return (*title, [m for m in marks if m.start >= title[0][1]])
        opened = opened or span[0] == first
        name = None
    return None


def _first_listed(marks: list[Mark]) -> int:
    """Where the first item stands, if it is behind a heading, whose list it opens; else an offset behind the text."""
    if not marks or marks[0].kind not in ("heading", "lead"):
        return sys.maxsize
    return next((m.start for m in marks if m.kind == "item"), sys.maxsize)


def _candidates(text: str, lines: Lines, marks: list[Mark], profile: Profile) -> Iterator[tuple[Span, str | None]]:
    """The lines among which a title is looked for, with the kind of mark that each starts with: those in front of the
    first label, each up to a unit that is glued to it, and the line that is nothing but that label."""
    start = lines.paragraphs[0]
    # Above a list, a title looks like any heading that names no unit.
    opening = ("heading", "item", "article") if marks and marks[0].start == start else ("heading", "item")
    early = list(takewhile(lambda m: m.kind in opening, marks))
    label = marks[len(early)] if len(early) < len(marks) else None
    before = label.start if label else len(text)
    kinds = {m.start: m.kind for m in early}
    for s, e in islice(lines.each(start, before), PREAMBLE) if start < before else ():
        if kinds.get(s) == "item":
            continue
        if _repeated_below(text, lines, s, e, profile):
            continue
        glued = FIRST_UNIT.search(text, s, e)
        end = s + len(text[s : glued.start() if glued else e].rstrip())
        if end - s <= LONGEST_TITLE and text[end - 1] not in ":：" and not PATH.search(text, s, end):
            yield (s, end), kinds.get(s)
    if (
        label
        and lines.is_paragraph_start(before)
        and not text[label.end : lines.paragraph_end(before, len(text))].strip()
    ):
        yield (before, label.end), label.kind


def _repeated_below(text: str, lines: Lines, start: int, end: int, profile: Profile) -> bool:
    """Does the line end in what the next one is: 'Encyclopedia - Sights - Overview of X' above 'Overview of X'?"""
    below = trimmed(text, end, lines.paragraph_end(skip_space(text, end, len(text)), len(text)))
    end = start + len(text[start:end].rstrip())
    length = below[1] - below[0]
    at = end - length
    if not (length > 0 and start < at and text[at:end] == text[slice(*below)] and not text[at - 1].isalnum()):
        return False
    said = read_title(text, *below, profile)
    return said is not None and said.leads


def _said(text: str, span: Span, lines: Lines, profile: Profile) -> TitleLine | None:
    """What a line announces; of a sentence, and of words in front of a label, only what it opens with."""
    said = read_title(text, *span, profile)
    closed = text[span[1] - 1] in CLOSED
    if not closed and not text[span[1] : lines.paragraph_end(span[0], len(text))].strip():
        return said
    return said if said is not None and said.leads and said.body is not None and text[span[0]].isupper() else None


def _speaks_of(text: str, name: Span, topic: TitleLine) -> bool:
    """Is the topic that of the body called `name`, without a name or with a short form of it ('the Embassy')?"""
    return topic.body is None or set(text[slice(*topic.body)].split()) < set(text[slice(*name)].split())


def _is_furniture(text: str, start: int, end: int, profile: Profile) -> bool:
    """Is the line what sites put above their pages: a path, a menu's entry, a date?"""
    start, end = trimmed(text, start, end)
    if end - start > LONGEST_TITLE:
        return False
    return PATH.search(text, start, end) is not None or profile.titles.is_furniture(text, start, end)


def _first_line(
    text: str, lines: Lines, marks: list[Mark], profile: Profile
) -> tuple[Span | None, Span | None, list[Mark]]:
    """The first line as the title, where nothing shows that it is something else; behind furniture, a body's name."""
    opening = islice(lines.each(lines.paragraphs[0], len(text)), PREAMBLE)
    start = next((s for s, e in opening if not _is_furniture(text, s, e, profile)), len(text))
    stop = lines.paragraph_end(start, len(text))
    end = start + len(text[start:stop].rstrip())
    if start < stop and text[start] in BULLETS and text[start + 1 : start + 2].isspace():
        return None, None, marks
    if start != lines.paragraphs[0]:
        said = read_title(text, start, end, profile) if 0 < end - start <= LONGEST_TITLE else None
        if said is None or not said.headed:
            return None, None, marks
    first = next((m for m in marks if m.start < stop), None)
    own = named_alone(text, start, end, profile) if 0 < end - start <= LONGEST_TITLE else None
    if first is not None and first.kind == "article" and own and _opens_units(marks, stop):
        first, marks = None, [m for m in marks if m.start >= stop]  # '… Bureau of Statistics' above '1. Pay Office'
    if end - start > LONGEST_TITLE or (first is not None and first.kind != "heading"):
        return None, None, marks
    if first is not None:
        following = next((m for m in marks if m.start >= stop), None)
        alone = following is not None and not text[end : following.start].strip()
        rest = text[first.name[1] : end].strip(" .:：") if first.name is not None else ""
        whole = first.number is None and (not rest or (rest[0] in "(（" and rest[-1] in ")）"))
        if alone and whole and following is not None and following.kind in ("heading", "lead", "article"):
            return (start, end), own, [m for m in marks if m is not first]
        return None, None, marks
    return ((start, end), own, marks) if text[end - 1] not in ".;:。；：" else (None, None, marks)


def _opens_units(marks: list[Mark], stop: int) -> bool:
    """Is the first mark from `stop` on one that names a unit, but for the telephone numbers of the body?"""
    following = next((m for m in marks if m.start >= stop and m.kind != "other"), None)
    return following is not None and following.kind in ("heading", "lead")
