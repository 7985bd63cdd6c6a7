"""Mark: find every mark that the grammar knows, at any offset.

A mark is a label, an item number, an article line, a heading or a lead sentence. What stands between two marks belongs
to the first of them; later stages decide what it is. Marks never overlap and stand in source order.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence

from pipeline.articles import without_counted
from pipeline.block import LABELS, NAMING
from pipeline.counted_headings import counted_headings
from pipeline.headings import (
    NO_NAME,
    body_of,
    heading,
    other_heading,
    plain_heading,
    unit_line,
)
from pipeline.label_duties import with_items
from pipeline.label_names import RUNS_ON
from pipeline.labels import FIRST_NUMBER, labels
from pipeline.leads import (
    LONGEST_OPENER,
    LONGEST_ORDINAL,
    lead_sentence,
    named_and_led,
    told_sentence,
    units_in_sentences,
)
from pipeline.lines import Lines
from pipeline.members import read_members
from pipeline.name_lines import MOST_PLAIN_WORDS, known, like_its_neighbours, shaped
from pipeline.placed_headings import placed_headings
from pipeline.profile import Profile
from pipeline.readings import BOLD, HAN, LIGHT
from pipeline.section_titles import without_section_titles
from pipeline.spans import Mark, end_before, skip_space, trimmed
from pipeline.statement import LONGEST_COUNT, count_alone
from pipeline.tables import Table, outside, with_captions
from pipeline.title_line import read_title

# Behind a heading that names no unit stands a list, or a line with a telephone number.
LISTED = re.compile(r"\s*(?:[(（]?0?1[.)）、,]|[•●○■*–-]\s|[^\r\n]{3,80}\d{4})")
BARE_NUMBER = re.compile(rf"(?:\d{{1,2}}[ \t\u00a0]+|{HAN}[、.．][ \t\u00a0]*)(?=[^\W\d_a-z])")
BULLET = re.compile(rf"[{BOLD}{LIGHT}][ \t\u00a0]+")
COUNT_BEHIND = re.compile(r"\s*(?:[-–—:：]\s*)(?:with\s+)?")
STOP = re.compile(r"\s*[.。]\s*")
DOTTED = re.compile(r"\d{1,3} ?\.")
BEHIND_NAME = re.compile(r"\s*(?:[(（][^()（）]{1,80}[)）]\s*)?[:：.。]\s*")
FIGURES = re.compile(r"\d{3}")
SHORTEST_TITLE, LONGEST_TITLE = 12, 160
ALIKE = 3
FEWEST_WORDS = 3
NEAR = 4


def mark(text: str, lines: Lines, profile: Profile, tables: Sequence[Table] = ()) -> list[Mark]:
    """Every mark of `text`, in source order, none overlapping another. Offsets in code points. In its `tables` nothing
    but their own marks and items counts."""
    found = _labels_and_names(text, lines, profile)
    found += counted_headings(text, lines, found, profile)
    found += placed_headings(text, lines, found, profile)
    found += _running_heads(text, lines, found)
    if tables:
        found = with_captions(text, outside(found, tables), tables)
        found += [m for table in tables for m in table.marks]
    found.sort(key=lambda m: (m.start, -m.end, m.name is None))
    fixed: list[Mark] = []
    for m in found:
        if not fixed or m.start >= fixed[-1].end:
            fixed.append(m)
    fixed = without_section_titles(text, lines, _of_units(text, fixed, profile))
    fixed = _without_listed(text, lines, fixed, profile)
    fixed = without_counted(text, lines, fixed, profile)
    return with_items(text, lines, fixed, profile)


def _labels_and_names(text: str, lines: Lines, profile: Profile) -> list[Mark]:
    """The labels and the lines that name units. A label of sub-departments that is the page's only one, with lines
    behind it that tell each what a unit does, is a heading of the page."""
    found = labels(text, lines, profile)
    of_units = [m for m in found if m.kind in LABELS]
    if len(of_units) == 1 and of_units[0].kind == "subunits" and lines.is_paragraph_start(of_units[0].start):
        rest = [m for m in found if m.kind not in LABELS]
        named = [m for m in _lines_with_names(text, lines, profile, rest, of_units[0].end) if m.kind in NAMING]
        told = [m for m in named if _goes_on(text, lines, m)]
        first = skip_space(text, of_units[0].end, len(text))
        if len(told) >= ALIKE and 2 * len(told) > len(named) and told[0].start == first == named[0].start:
            return rest + named
    return found + _lines_with_names(text, lines, profile, found)


def _goes_on(text: str, lines: Lines, m: Mark) -> bool:
    """Does the line of a name tell more, behind a colon?"""
    end = lines.paragraph_end(m.start, len(text))
    return m.name is not None and text[m.name[1] : end].lstrip()[:1] in (":", "：") and m.end < end


def _of_units(text: str, marks: list[Mark], profile: Profile) -> list[Mark]:
    """`marks` without the sentences that open a list ('The Agency has the following divisions:') outside every unit:
    there they speak of the body."""
    out: list[Mark] = []
    inside = False
    for m in marks:
        if m.kind in NAMING or m.kind in ("level", "duties", "article"):
            inside = m.kind != "article"
        elif m.kind == "subunits" and not inside:
            words = text[m.start : m.end].lower().split(None, 2)
            if len(words) > 2 and words[1] in profile.heads:
                continue
        out.append(m)
    return out


def _running_heads(text: str, lines: Lines, marks: list[Mark]) -> list[Mark]:
    """The lines that repeat the first one, as a printed page has them at its top: no field's and no duty."""
    if not lines.paragraphs:
        return []
    start, end = lines.paragraphs[0], lines.paragraph_ends[0]
    title = text[start:end]
    if not (SHORTEST_TITLE <= len(title) <= LONGEST_TITLE and title[0].isalpha() and title[-1] not in ".;,:；。，："):
        return []
    if any(start <= m.start < end for m in marks):
        return []  # the page's first line is no title
    found: list[Mark] = []
    at = text.find(title, end)
    while at >= 0:
        stop = at + len(title)
        if lines.is_paragraph_start(at) and not text[stop : lines.paragraph_end(at, len(text))].strip():
            found.append(Mark("other", at, stop, hint="running"))
        at = text.find(title, stop)
    return found


def _without_listed(text: str, lines: Lines, marks: list[Mark], profile: Profile) -> list[Mark]:
    """`marks` with the headings behind a list's label as what is listed there, where another label follows them."""
    out: list[Mark] = []
    members = 0
    declared: int | None = None
    end = -1  # of the label or the last line of its list
    for at, m in enumerate(marks):
        if m.kind == "subunits":
            end, declared = _list_start(text, lines, marks, at, profile)
            members = _members_on_lines(text, marks, at, end, declared)
        elif m.kind in NAMING and end_before(text, m.start) == end:
            if members > 0:
                m, members, end = Mark("item", m.start, m.start, hint="line"), members - 1, m.end
            elif declared not in (None, 1):
                end = -1  # '6 centers.' names nobody, and one heading is no list of them: it is the next unit's
            else:
                continue  # what stands behind the label is its list, no heading
        else:
            end = -1
        out.append(m)
    return out


def _list_start(text: str, lines: Lines, marks: list[Mark], at: int, profile: Profile) -> tuple[int, int | None]:
    """Where the list on lines behind the label `marks[at]` starts, and its count where its own line has no more. It may
    have the first name: 'Internal departments: Mail Section' in a unit that has no duties yet."""
    label = marks[at]
    if at + 1 == len(marks) or marks[at + 1].start - label.end > LONGEST_COUNT:
        return label.end, None
    declared = count_alone(text[label.end : marks[at + 1].start].strip(" \t\r\n.。:："), profile)
    first = trimmed(text, label.end, lines.paragraph_end(label.end, marks[at + 1].start))
    if declared is None and first[0] < first[1] and at > 0 and marks[at - 1].kind in ("level", "heading"):
        between = text[first[1] : marks[at + 1].start]
        alone = not between.strip() and between.count("\n") == 1 and heading(text, *first, profile) == first
        # 'Tide Section and Boat Section' is a whole list
        if alone and sum(len(group.members) for group in read_members(text, *first, profile)) == 1:
            return first[1], None
        return label.end, None
    return (label.end if declared is None else end_before(text, marks[at + 1].start)), declared


def _members_on_lines(text: str, marks: list[Mark], at: int, end: int, declared: int | None) -> int:
    """How many headings, each on a line of its own, are the list of the label `marks[at]`, with nothing between them:
    as many as it declares, or two at least with a label behind them. At the top of a page such lines are contents."""
    if at == 0:
        return 0
    count = 0
    for m in map(marks.__getitem__, range(at + 1, len(marks))):
        if m.kind != "heading" or end_before(text, m.start) != end:
            alone = count > 1 and m.kind in LABELS and end_before(text, m.start) == end
            return count if alone else 0
        count, end = count + 1, m.end
        if count == declared and count > 1:
            return count
    return 0


def _lines_with_names(
    text: str, lines: Lines, profile: Profile, others: list[Mark], heading_end: int = -1
) -> list[Mark]:
    """Article lines, lead sentences and headings: marks that open a paragraph. `others` are the labels; no list runs on
    behind the colon that ends at `heading_end`."""
    taken = {m.start for m in others}
    of_units = sorted(m.start for m in others if m.kind in LABELS)
    labelled = bool(of_units)
    alike: list[Mark] = []  # 'Finance Section: funds and accounts': units where most are told so
    shorter: list[Mark] = []  # of fewer words; by themselves they may be anything: 'Registry: 112'
    like_those: list[Mark] = []  # the same in small letters, or without a head noun: units only between such lines
    found, sentences = list[Mark](), list[Mark]()
    told_alike = 0  # how many of `found` are told so, too: 'Finance Section. Responsible for the funds.'
    behind = 0  # where the paragraph before ends
    for start, end in zip(lines.paragraphs, lines.paragraph_ends, strict=True):
        before = text[behind - 1] if behind and start - behind < NEAR else ""
        runs_on = before in RUNS_ON and behind != heading_end
        behind = end
        if runs_on or start in taken or (text[start].isdigit() and DOTTED.match(text, start)):
            continue  # the next line of a list, a label's line, or an item: '1.' opens no name
        body = start
        if text[start].isalpha() and (article := profile.section.match(text, start, end)):
            found.append(Mark("article", start, article.end()))
            body = article.end() + len(text[article.end() : end]) - len(text[article.end() : end].lstrip())
        if body >= end:
            continue
        if named := lead_sentence(text, body, end, profile) or _heading(text, body, end, profile):
            found.append(_up_to_label(named, of_units))
        elif text[body].isupper() and (both := named_and_led(text, body, end, profile)):
            found += both
        elif counted := _counted(text, body, end, profile) or _charged(text, body, end, profile, body > start):
            found.append(counted)
            told_alike += _named_in_front(text, body, end, profile) is not None
        elif plain := plain_heading(text, body, end, profile):
            found.append(Mark("heading", start, end, name=plain))
        elif told := told_sentence(text, body, end, profile):
            sentences.append(told)
        elif (chapter := _chapter(text, start, end, profile)) or _other_part(text, start, end, profile):
            found.append(Mark("article", start, end, hint="" if chapter else "part"))
        elif not labelled and (charged := _named_in_front(text, body, end, profile)):
            alike.append(charged)
        elif not labelled and (charged := _named_in_front(text, body, end, profile, fewest=1)):
            shorter.append(charged)
        elif not labelled and (charged := _like_those(text, body, end, profile)):
            like_those.append(charged)
    otherwise = sum(m.kind in NAMING for m in found) - told_alike
    if (alike or like_those) and len(alike) + told_alike >= ALIKE and len(alike) + told_alike > otherwise:
        found += alike + shorter
        last = max((m.start for m in found if m.kind in NAMING), default=0)
        found += [m for m in like_those if m.start < last or profile.has_head(text[m.start : m.end].lower())]
    return found + units_in_sentences(text, found, sentences)


def _up_to_label(m: Mark, labels: list[int]) -> Mark:
    """The heading `m` without what stands in brackets behind its name, where that opens with one of the `labels`: '1
    Finance Section (Administrative level: …)'."""
    if m.name is None or m.kind != "heading":
        return m
    at = bisect_left(labels, m.name[1])
    return m._replace(end=labels[at]) if at < len(labels) and labels[at] < m.end else m


def _counted(text: str, start: int, end: int, profile: Profile) -> Mark | None:
    """'Registration Section - 3 groups: …': a line that names a unit and counts what is in it."""
    name = unit_line(text, start, end, profile)
    if name is None or " " not in text[slice(*name)]:
        return None
    dash = COUNT_BEHIND.match(text, name[1], end)
    if dash is None or profile.count_phrase.match(text, dash.end(), end) is None:
        return None
    return Mark("heading", start, name[1], name=name)


def _charged(text: str, start: int, end: int, profile: Profile, in_rules: bool) -> Mark | None:
    """'Article 8 The Personnel Office is responsible for …', and 'Office: in charge of …' or 'Party committee.
    Responsible for …' on any line."""
    name = unit_line(text, start, end, profile, capitals=False) or body_of(text, start, end, profile)
    if name is None:
        return None
    if closed := STOP.match(text, name[1], end):
        first = text[slice(*name)].partition(" ")[0].lower()
        opens = profile.duty_opener.match(text[closed.end() : min(end, closed.end() + LONGEST_OPENER)].lower())
        words = profile.file.words
        sentence = first in words.ordinary or first in words.pointers or first in words.small
        return Mark("heading", start, name[1], name=name) if opens and not sentence else None
    opener = profile.duty_opener.match(text, name[1], end)
    if opener is None or name != unit_line(text, start, end, profile):
        return None
    listed = FIRST_NUMBER.match(text, opener.end()) is not None  # '… is in charge of 1) the permits, 2) …'
    if text[name[1] : end].lstrip()[0] not in ":：" and not ((in_rules or listed) and " " in text[slice(*name)]):
        return None  # in plain prose a sentence about a unit opens no block
    return Mark("heading", start, name[1], name=name)


def _named_in_front(text: str, start: int, end: int, profile: Profile, fewest: int = FEWEST_WORDS) -> Mark | None:
    """'Finance Section: funds and accounts of the city', '- Finance Section. Manage the funds of the city.'"""
    bullet = BULLET.match(text, start, end)
    name = unit_line(text, bullet.end() if bullet else start, end, profile)
    if name is None:
        return None
    colon = BEHIND_NAME.match(text, name[1], end)
    if colon is None or len(text[colon.end() : end].split()) < fewest:
        return None
    return Mark("heading", start, name[1], name=name)


def _chapter(text: str, start: int, end: int, profile: Profile) -> bool:
    """'Secondly, the functions of the Harbor Bureau.': what follows is told of the body, and is no unit's."""
    if end - start > LONGEST_TITLE or "," not in text[start : start + LONGEST_ORDINAL]:
        return False
    body = profile.behind_ordinal(text, start, end)
    stop = end - len(text[body:end]) + len(text[body:end].rstrip(".。:： "))
    said = read_title(text, body, stop, profile) if start < body < stop else None
    return said is not None and said.leads


def _other_part(text: str, start: int, end: int, profile: Profile) -> bool:
    """Is the line a heading that names no unit, above a list or a telephone number?"""
    return (
        other_heading(text, start, end, profile)
        and NO_NAME.search(text, start, end) is None
        and LISTED.match(text, end) is not None
        and not profile.is_remark(text, start, end)
    )


def _like_those(text: str, start: int, end: int, profile: Profile) -> Mark | None:
    """'Personnel unit: recruitment of staff', 'Educational units: make plans': a line as those of units are."""
    if text.find(":", start, start + LONGEST_OPENER) < 0 or not text[start].isalpha():
        return None
    line = shaped(text, (start, end), None, nested=False)
    if (
        line is None
        or line.form != "colon"
        or len(text[line.name[1] : end].split()) <= FEWEST_WORDS
        or FIGURES.search(text, start, end)
    ):
        return None  # 'Complaints: call 5588 9900'
    words = text[slice(*line.name)].lower().split()
    person = words[-1] in profile.file.words.posts
    short = len(words) <= MOST_PLAIN_WORDS and like_its_neighbours(text, line, ("colon",), profile)
    mark = Mark("heading", start, line.name[1], name=line.name)
    return mark if not person and (short or known(text, line, profile)) else None


def _heading(text: str, start: int, end: int, profile: Profile) -> Mark | None:
    number = BARE_NUMBER.match(text, start, end)
    body = profile.name_start(text, number.end() if number else start, end)
    name = heading(text, body, end, profile) if body < end else None
    return Mark("heading", start, end, name=name) if name is not None else None
