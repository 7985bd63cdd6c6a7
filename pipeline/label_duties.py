"""Duties that open like a label: '3. Internal organizations: review those of the subordinate units;'.

The number of a list of duties stands in front, and behind the colon what somebody does, nothing that the label's field
is said with. A label whose number counts fields ('2. Internal organization: …' behind '1. Administrative level: …')
follows another label, and is none of these.
"""

from __future__ import annotations

import re
from itertools import zip_longest
from operator import attrgetter

from pipeline.block import LABELS
from pipeline.labels import FIRST_NUMBER, LONGEST_LABEL
from pipeline.lines import Lines
from pipeline.numbering import number_items
from pipeline.profile import Profile
from pipeline.readings import BOLD, HAN, LIGHT, SIGNS
from pipeline.spans import COLONS, Mark, Span, trimmed
from pipeline.splits import named

BETWEEN = " \t\u00a0\u3000"
NEAR = 14
NUMBER = re.compile(  # or a bullet, in front of a label
    r"(?:(?<![^\W_])(?:\d{1,3}|[IVXivx]{1,5}|[A-Za-z]|[A-Z][a-z]{2,8}(?=[,，、:：]))\s?[.．、,，:：)）]|[(（]\w{1,9}[)）]|"
    rf"{HAN}[.．、]|(?<=[\r\n])\d{{1,3}}|[{SIGNS}{BOLD}{LIGHT}])[ \t\u00a0]*\Z"
)
CLOSING = ".;。； "
MOST_LEVEL = 5  # words
MOST_ITEMS = 200  # of a list, among which the one before is looked for
OPEN = ("duties", "lead")  # what a list of duties stands behind


def with_items(text: str, lines: Lines, marks: list[Mark], profile: Profile) -> list[Mark]:
    """`marks` and the item numbers of the page, in order, without the labels that are the first words of a duty."""
    suspects = [m for m in marks if NUMBER.search(text, max(0, m.start - NEAR), m.start)]
    if not suspects:
        return _numbered(text, lines, marks, profile)
    # A label closes a list, and none of these does before it is known to be one.
    among = set(suspects)
    trial = [*suspects, *_numbered(text, lines, [m for m in marks if m not in among], profile)]
    duties = _like_labels(text, lines, sorted(trial, key=attrgetter("start")), profile)
    return _numbered(text, lines, [m for m in marks if m.start not in duties], profile)


def tells_what_to_do(words: str, profile: Profile) -> bool:
    """Do the `words` open with what somebody does: 'review those of the units', 'responsible for them'?"""
    first, _, rest = words.partition(" ")
    first, second = first.rstrip(",，、"), rest.partition(" ")[0].rstrip(",，、;；.。")
    known = profile.file.words
    if not first.islower() or first in known.before_names:
        return False  # 'the posts of institutions'
    if second in known.pointers or second in known.others:
        return True
    return profile.is_ordinary(first, common=True) or profile.duty_opener.match(words) is not None


def label_in_front(text: str, start: int, end: int, profile: Profile) -> Span | None:
    """The label and its colon that the words from `start` open with, on their way to `end`."""
    colon = text.find(COLONS[0], start, min(end, start + LONGEST_LABEL))
    label = profile.labels.closing(text[start:colon], 0) if colon > start and text[start].isupper() else None
    return (start, colon + 1) if label is not None and label[2] == colon - start else None


def _numbered(text: str, lines: Lines, marks: list[Mark], profile: Profile) -> list[Mark]:
    """`marks` and the item numbers between them, in order."""
    items = number_items(text, lines, [(m.start, m.end) for m in marks], profile)
    return sorted([*marks, *items], key=attrgetter("start"))


def _like_labels(text: str, lines: Lines, marks: list[Mark], profile: Profile) -> set[int]:
    """Where those of `marks` start that are the first words of a duty."""
    found: set[int] = set()
    kept: list[Mark] = []
    for m, behind in zip_longest(marks, marks[1:]):
        number = kept[-1] if kept else m
        kept.append(m)
        if number.kind != "item" or m.kind == "item" or text[number.end : m.start].strip(BETWEEN):
            continue
        first = m.name[0] if m.kind == "heading" and m.name else m.end  # 'Name: Finance Section' is a heading
        if m.kind not in LABELS and m.kind != "other" and text[m.start : first].rstrip()[-1:] not in COLONS:
            continue
        value = trimmed(text, first, lines.paragraph_end(first, behind.start if behind else len(text)))
        opens = len(kept) > 2 and kept[-3].kind == "heading"  # 'Mail Office', '1. Subordinate units: guide them'
        if opens and not tells_what_to_do(text[slice(*value)], profile):
            continue
        if _in_list(text, kept) and not _is_fields(text, value, m, profile):
            found.add(m.start)
            kept.pop()
    return found


def _in_list(text: str, marks: list[Mark]) -> bool:
    """Is the number in front of the last of `marks` the next one of a list of duties, or the first of one? Only a list
    with a label of its own has duties that open like that label."""
    number, m = marks[-2:]
    labelled = m.kind == "duties"
    before = len(marks) - 3
    last = marks[before] if before >= 0 else number
    if number.number in (1, None) and (last.kind in OPEN or (last.kind == "heading" and not labelled)):
        return True
    if number.number in (1, None) and last.kind == "item" and last.style != number.style:
        return not labelled and text[last.end : number.start].rstrip()[-1:] in COLONS
    furthest = before - MOST_ITEMS
    while before > max(furthest, -1) and marks[before].kind == "item" and marks[before].style != number.style:
        before -= 1
    last = marks[before] if before >= 0 else m
    if last.kind != "item" or (number.number is not None and last.number != number.number - 1):
        return False
    while labelled and before > max(furthest, 0) and marks[before].kind == "item":
        before -= 1
    return not labelled or marks[before].kind in OPEN


def _is_fields(text: str, value: Span, m: Mark, profile: Profile) -> bool:
    """Is what stands in `value` said of the field that `m` is a label of, or can it at least be no duty?"""
    words = text[slice(*value)].rstrip(CLOSING)
    if not words or profile.is_status(words) or profile.is_remark(words):
        return True
    if m.kind == "level":
        short = not words[0].islower() and len(words.split()) <= MOST_LEVEL
        return short or (len(words) <= LONGEST_LABEL and profile.level(words)[0] is not None)
    if m.kind == "subunits":
        return _lists(text, value, profile)
    if m.kind == "duties":
        return FIRST_NUMBER.match(words) is not None
    return not tells_what_to_do(words, profile)


def _lists(text: str, value: Span, profile: Profile) -> bool:
    """Does `value` open as a list of members does, with a count, with a name, or by saying that there is none?"""
    start, end = value
    if profile.no_members.match(text, start, end) or profile.count_phrase.match(text, start, end):
        return True
    if not text[start].islower() and profile.holds.match(text, start, end):
        return True  # 'Under the office are the Pay Section and the Staff Section'
    comma = profile.lists.separators.search(text, start, end)
    first = (start, comma.start() if comma else start + len(text[start:end].rstrip(CLOSING)))
    if profile.object_inside.search(text, *first):
        return False  # 'guide the Port Section'
    return named(text, first, profile) or (not text[start].islower() and not profile.is_prose(text, start))
