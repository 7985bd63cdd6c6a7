"""Names in front of labels: a heading that translation glued to the end of the unit before it, on a label's line."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator

from pipeline.block import LABELS
from pipeline.headings import could_name, heading
from pipeline.lines import Lines
from pipeline.profile import Profile
from pipeline.spans import Mark, Span, end_before, skip_space, trimmed

LONGEST_NAME = 110
NEAR = 4
NEAREST = 24  # what stands closer behind a label is its value
RUNS_ON = frozenset(",，、")
RUNS_ON_MARKS = "".join(RUNS_ON)
CLOSED = frozenset(".;。；")
CLOSING = frozenset("】]）)")
# A heading behind the end of a sentence, maybe with its number; or behind a word in small letters.
UNIT_NUMBER = re.compile(r"(?:[(（]\s?\w{1,5}\s?[)）]|(?:\d{1,2}|[IVX]{1,5})[.、)）])\s*")
GLUED_NAME = re.compile(rf"[.;。；]\s+(?P<mark>(?:{UNIT_NUMBER.pattern})?)(?P<name>[^\W\d_a-z][^.;。；]+)\Z")
CAPITALS_BEHIND_WORD = re.compile(
    r"(?<![\w-])(?P<before>[a-z]+)(?P<mark>[;；]?)\s(?P<name>(?:[A-Z][\w’'-]*\s(?:(?:and|of)\s)?){1,8}[A-Z][\w’'-]*)\Z"
)
OPENS_NAME = re.compile(rf"\s+(?P<mark>(?:{UNIT_NUMBER.pattern}|[【\[])?)(?=[^\W\d_a-z])")
NUMBER_AT_END = re.compile(r"\s((?:\d{1,2}|[IVX]{1,5})\.)\Z")
NO_NAME_END = frozenset('.;:。；：!?！？”"|(（')
ASIDE = re.compile(r"\s*[(（\[][^()（）\[\]\r\n]{1,60}[)）\]](?=\s)")


def names_in_front(text: str, lines: Lines, labels: list[Mark], profile: Profile) -> list[Mark]:
    """The headings in front of `labels` that stand on no line of their own."""
    ends = sorted(m.end for m in labels if m.kind in LABELS)
    found: list[Mark] = []
    left_open: list[Span] = []
    for m in labels:
        if (name := _name_in_front(text, lines, profile, m, ends)) is not None:
            found.append(name)
        elif (closing := _closing_left_open(text, lines, m, ends, profile)) is not None:
            left_open.append(closing)
    return [*found, *(_behind_closings(text, left_open, profile) if left_open else ())]


def _closing_left_open(text: str, lines: Lines, label: Mark, ends: list[int], profile: Profile) -> Span | None:
    """The duty that closes a list in front of `label`, with all that stands behind it, where it ends without a mark."""
    at = bisect_right(ends, label.start) - 1
    if at < 0 or label.kind not in LABELS:
        return None
    end = end_before(text, label.start)
    if not (text[end - 1].isalnum() or text[end - 1] in CLOSING) or end - ends[at] < NEAREST:
        return None
    return _closing(text, lines.paragraph_start(end - 1), end, profile)


def _behind_closings(text: str, left_open: list[Span], profile: Profile) -> Iterator[Mark]:
    """'Undertake other tasks assigned by the Party Committee Data Center' where the page has the duty without the name
    elsewhere, and '… assigned by leaders (3) Data Center'."""
    closings = profile.closing.finditer(text)
    known = {" ".join(m[0].split()) for m in closings if text[m.end() : m.end() + 1] in CLOSED}
    for start, end in left_open:
        for word in reversed([*OPENS_NAME.finditer(text, start, end)]):
            said = " ".join(text[start : word.start()].rstrip(RUNS_ON_MARKS).split())
            told = word["mark"] or said in known
            close = end - (text[end - 1] in CLOSING)
            if told and (name := heading(text, word.end(), close, profile)) is not None:
                yield Mark("heading", word.start("mark"), end, name=name)
                break


def _name_in_front(text: str, lines: Lines, profile: Profile, label: Mark, ends: list[int]) -> Mark | None:
    """'… other tasks. Finance Department Administrative level: …': a heading glued to the label behind it, maybe behind
    the status of the unit before it ('Temporarily vacant Finance Department'); `ends` are those of all labels."""
    if label.kind not in LABELS:
        return None
    if lines.is_paragraph_start(label.start):
        return _name_at_the_end(text, lines, profile, label.start) if label.kind == "level" else None
    first = lines.paragraph_start(label.start)
    at = bisect_right(ends, label.start) - 1
    first = max(first, ends[at]) if at >= 0 else first
    return _behind_stop(text, first, label.start, profile) or _behind_word(text, first, label.start, profile)


def _behind_stop(text: str, first: int, label: int, profile: Profile) -> Mark | None:
    """The heading between the last sentence behind `first` and the label on its line."""
    near = max(first, label - LONGEST_NAME - 2)
    stop = max(text.rfind(". ", near, label), text.rfind("。", near, label))
    if stop < 0 and (near > first or text[max(0, first - NEAR) : first].rstrip()[-1:] in RUNS_ON):
        return None  # a longer text, or the next line of a list
    start, end = trimmed(text, stop + 1 if stop >= 0 else first, label)
    if start >= end:
        return None
    told = [m.end() for _, p in profile.status if (m := p.match(text, start, end)) and m.end() < end]
    if told:  # 'Temporarily vacant (in preparation) Finance Department'
        aside = ASIDE.match(text, max(told), end)
        start = aside.end() if aside is not None else max(told)
    start = skip_space(text, start, end)
    number = UNIT_NUMBER.match(text, start, end) if stop >= 0 else None
    body = profile.name_start(text, number.end() if number else start, end)
    if body < end and (name := heading(text, body, end, profile)):
        return Mark("heading", start, end, name=name)
    return _other_name(text, start, (body, end), first, stop, profile) if body < end and stop >= 0 else None


def _name_at_the_end(text: str, lines: Lines, profile: Profile, label: int) -> Mark | None:
    """'2. Manage docks. Tax Division' in the paragraph before a level's label: the heading is glued to its end."""
    end = end_before(text, label)
    if end == 0 or text[end - 1] in NO_NAME_END or text[end - 1] in RUNS_ON:
        return None
    first = lines.paragraph_start(end - 1)
    glued = GLUED_NAME.search(text, max(first + 1, end - LONGEST_NAME), end)
    if glued is not None and UNIT_NUMBER.fullmatch(text, first, glued.start() + 1) is None:  # else a line's own number
        name = heading(text, glued.start("name"), end, profile)
        if name is None:
            return _other_name(text, glued.start("mark"), (glued.start("name"), end), first, glued.start(), profile)
        start = _number_behind_value(text, first, glued.start() + 1, profile) or glued.start("mark")
        return Mark("heading", start, end, name=name) if " " in text[slice(*name)] else None
    return _capitals_at_the_end(text, first, end, profile)


def _number_behind_value(text: str, first: int, stop: int, profile: Profile) -> int | None:
    """Where the number of a unit starts whose dot ends at `stop`: 'Main duties: Temporarily vacant 2. Tax Division'."""
    number = NUMBER_AT_END.search(text, max(first, stop - LONGEST_NAME), stop)
    if number is None:
        return None
    before = text[max(first, number.start() - LONGEST_NAME) : number.start()].replace("：", ":")
    told = profile.is_status(before.rpartition(":")[2].strip())
    return number.start(1) if told or _closing(text, first, end_before(text, number.start(1)), profile) else None


def _behind_word(text: str, first: int, label: int, profile: Profile) -> Mark | None:
    """'Undertake other tasks assigned by leaders Data Center Administrative level: …': no stop, but the duty is one
    that closes a list."""
    end = end_before(text, label)
    found = _capitals_at_the_end(text, first, end, profile) if end > first and text[end - 1].isalnum() else None
    if found is None:
        return None
    stop = end_before(text, found.start)
    stop -= text[stop - 1] in ";；"
    return found if _closing(text, first, stop, profile) else None


def _capitals_at_the_end(text: str, first: int, end: int, profile: Profile) -> Mark | None:
    """The heading in capitals that a line ends with, behind a word in small letters that goes with no name."""
    named = CAPITALS_BEHIND_WORD.search(text, max(first, end - LONGEST_NAME), end)
    if named is None or (not named["mark"] and named["before"] in profile.file.words.before_names):
        return None
    name = heading(text, named.start("name"), end, profile)
    return Mark("heading", named.start("name"), end, name=name) if name is not None else None


def _closing(text: str, first: int, stop: int, profile: Profile) -> Span | None:
    """The duty that closes a list, if it ends at `stop`."""
    closing = profile.closing.search(text, max(first, stop - 2 * LONGEST_NAME), stop)
    return closing.span() if closing is not None and closing.end() == stop else None


def _other_name(text: str, start: int, name: Span, first: int, stop: int, profile: Profile) -> Mark | None:
    """The heading from `start` whose `name` ends in no known head noun: behind the duty that closes a list, with its
    full stop at `stop`, what stands before a label can only be a name, if it could be one at all."""
    if " " not in text[slice(*name)] or not could_name(text, *name, profile):
        return None
    return Mark("heading", start, name[1], name=name, hint="glued") if _closing(text, first, stop, profile) else None
