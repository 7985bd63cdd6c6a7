"""Labels: where a page names the field behind it, with its colon, on a line of its own, or with the colon lost."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from itertools import zip_longest

from pipeline.label_names import LONGEST_NAME, NEAR, RUNS_ON, names_in_front
from pipeline.lines import Lines
from pipeline.profile import Profile
from pipeline.profile_file import LabelField
from pipeline.spans import Mark, Span, places, trimmed

LONGEST_LABEL = 80
NO_LABEL_END = frozenset(".;,:；。，")
SENTENCE_END = frozenset('.;:。；：!?！？)）”"|(（')
FIRST_NUMBER = re.compile(r"[(（]?1\s?[.．、,)）]")
DASHED = re.compile(r"[-–—=]\s*\Z")
BRACKETS = frozenset("(（")
ASIDE_IN_LIST = re.compile(r"[^()（）]{0,80}[)）]\s*(?:[,，、;；]|and\s)")
GAP = re.compile(r"(?:\t|[^\S\r\n]{2})[^\S\r\n]*(?=\S)")
COLUMN = re.compile(r"(?:[^\S\r\n]{2}|\t)\Z")
LONGEST_WORD = 12
MOST_WORDS = 4


def labels(text: str, lines: Lines, profile: Profile) -> list[Mark]:
    """Every label of `text`, and the names that stand in front of one on its line. In no order."""
    found = _with_colon(text, lines, profile)
    for start, end in zip(lines.starts, lines.ends, strict=True):
        if end - start <= LONGEST_LABEL and text[end - 1] not in NO_LABEL_END and lines.is_paragraph_start(start):
            label = profile.labels.closing(text[start:end], 0)
            title = label is not None and label[0] == "subunits" and start == lines.starts[0]
            value = label is not None and label[0] == "level" and profile.level.is_whole(text[start:end])
            whole = label is not None and label[2] == end - start and not (title or value)  # 'Division level' is one
            broken = whole and bool(text[end : lines.paragraph_end(start, len(text))].strip())  # the line of a title
            if label is not None and whole and not broken and label[0] not in ("other", "name"):
                found.append(Mark(label[0], start, end))
    if "\t" in text or "  " in text:
        found += _in_columns(text, lines, profile)
    found.sort(key=lambda m: m.start)
    if any(text[m.start] in BRACKETS for m in found):
        found = _without_asides(text, lines, found)
    found += _without_colon(text, lines, profile, found)
    found += names_in_front(text, lines, found, profile)
    return [m for m in found if m.kind != "name"] + _named(text, lines, found, profile)


def _with_colon(text: str, lines: Lines, profile: Profile) -> list[Mark]:
    """Labels with their colon, wherever they stand."""
    found: list[Mark] = []
    for colon in places(text, ":", "："):  # a label is looked for where one can end, not at every character
        window = max(0, colon - LONGEST_LABEL, lines.paragraph_start(colon))
        window += 1 + max(map(text[window:colon].rfind, ".;:；。："))
        label = profile.labels.closing(text[max(0, window - 1) : colon], min(1, window))
        if label is None or not label[1]:
            label = _broken(text, lines, colon, profile) or label
        if label is None:
            if (first := _proven(text, lines, window, colon, profile)) is not None:
                found.append(Mark("level", first, colon + 1))
            continue
        field, anywhere, length = label
        start = colon - length
        capital = text[start].isupper() and not profile.article.match(text, start)
        # Lower-case prose is no label, and a one-word label needs a place where one can start.
        opens = lines.is_line_start(start) if capital else lines.is_paragraph_start(start)
        if (
            (anywhere and capital)
            or opens
            or ((capital or anywhere) and _after_end(text, start, column=capital))
            or (field == "level" and _proven(text, lines, start, colon, profile) == start)
        ):
            bracket = text[start - 1 : start] in ("(", "（")  # '(Administrative level: director level)'
            found.append(Mark(field, start - bracket, colon + 1))
    return found


def _in_columns(text: str, lines: Lines, profile: Profile) -> Iterator[Mark]:
    """'Internal departments<tab>Pay Section, Tax Section': labels of one column with their values in the next one,
    where a one-word label needs a tab. Three columns are no form, and two labels on a line the top of a table."""
    for start, end in zip(lines.starts, lines.ends, strict=True):
        gap = GAP.search(text, start, min(end, start + LONGEST_LABEL)) if text[start].isupper() else None
        label = profile.labels.closing(text[start : gap.start()], 0) if gap is not None else None
        if gap is None or label is None or label[2] < gap.start() - start or GAP.search(text, gap.end(), end):
            continue
        column = "\t" in gap[0] or (label[1] and not text[gap.end()].islower())
        value = profile.labels.closing(text[gap.end() : end], 0) if end - gap.end() <= LONGEST_LABEL else None
        top = value is not None and value[2] == end - gap.end()
        if column and not top and not profile.level.is_whole(text[start : gap.start()]):
            yield Mark(label[0], start, gap.start())


def _without_asides(text: str, lines: Lines, found: list[Mark]) -> list[Mark]:
    """`found` without what is said of each name of a list: 'Internal organizations: Pay Section (Tel: 1), Tax Section
    (Tel: 2)'. A bracket behind the last name alone may speak of the unit."""
    out: list[Mark] = []
    end = 0  # of the paragraph in which a list goes on
    inside = False
    for m in found:
        if m.start < end and text[m.start] in BRACKETS:
            inside |= ASIDE_IN_LIST.match(text, m.end, end) is not None
        else:
            end, inside = lines.paragraph_end(m.end - 1, len(text)) if m.kind == "subunits" else 0, False
        if not inside:
            out.append(m)
    return out


def _broken(text: str, lines: Lines, colon: int, profile: Profile) -> tuple[LabelField, bool, int] | None:
    """'… Administrative' at the end of a line and 'level:' on the next: one label, on a page that is not wrapped."""
    first = lines.paragraph_start(colon)
    if first == 0 or colon - first > LONGEST_WORD or text[max(0, first - NEAR) : first].rstrip()[-1:] in SENTENCE_END:
        return None
    label = profile.labels.closing(text[max(0, first - LONGEST_LABEL) : colon], 0)
    if label is None or not label[1] or label[2] <= colon - first:
        return None
    start = colon - label[2]  # 'Office' above 'Functions:' is a heading
    heads = text[start:first].split()[0].lower() in profile.heads
    return label if not heads and (lines.is_paragraph_start(start) or _after_end(text, start)) else None


def _proven(text: str, lines: Lines, start: int, colon: int, profile: Profile) -> int | None:
    """Where a label of any wording starts whose value to the end of its paragraph is a level and nothing else
    ('Administrative class: Director level')."""
    start, end = trimmed(text, start, colon)
    words = text[start:end].split()
    stop = lines.paragraph_end(colon, len(text))
    if not 1 <= len(words) <= MOST_WORDS or stop - colon > 2 * LONGEST_LABEL:
        return None
    value = text[slice(*trimmed(text, colon + 1, stop))].rstrip(".;。；)）")
    if not profile.level.is_whole(value):
        return None
    capital = text[start].isupper() and (lines.is_line_start(start) or _after_end(text, start))
    ours = profile.labels.closing(text[start:end], 0)
    return start if capital or (ours and ours[0] == "level") else None


def _after_end(text: str, start: int, *, column: bool = True) -> bool:
    """Does a sentence end before `start`, or a `column`?"""
    before = text[max(0, start - 8) : start].rstrip()
    return (
        not before
        or before[-1] in SENTENCE_END
        or (column and COLUMN.search(text, max(0, start - 8), start) is not None)
    )


def _without_colon(text: str, lines: Lines, profile: Profile, found: list[Mark]) -> Iterator[Mark]:
    """'Administrative level Director level': a label at the start of a paragraph, or behind the last sentence of one,
    with a value behind it that only its field has."""
    starts = [m.start for m in found]
    for start, end in zip(lines.paragraphs, lines.paragraph_ends, strict=True):
        if text[start].isupper():
            yield from _chain(text, start, end, starts, profile)
        if text[end - 1] not in NO_LABEL_END:
            stop = max(text.rfind(". ", start, end), text.rfind("; ", start, end))
            if stop >= 0:
                yield from _chain(text, stop + 2, end, starts, profile)
    levels = [m for m in found if m.kind == "level"]
    for level, following in zip_longest(levels, levels[1:]):
        end = lines.paragraph_end(level.end, following.start if following else len(text))
        if end - level.end > LONGEST_LABEL:
            yield from _behind_level(text, level.end, end, starts, profile)


def _behind_level(text: str, start: int, end: int, starts: list[int], profile: Profile) -> Iterator[Mark]:
    """'Administrative level: Director level Internal organization 3 sections: …': labels without colon on the line of a
    level, whose words are all between the two."""
    for label in profile.labels.opening.finditer(text, start, start + LONGEST_LABEL):
        words = text[start : label.start()].strip()
        if text[label.start()].isupper() and words and profile.level(words)[0] is not None:
            yield from _chain(text, label.start(), end, starts, profile)
            return


def _chain(text: str, start: int, end: int, starts: list[int], profile: Profile) -> Iterator[Mark]:
    """The labels without colon from `start` on, each behind the value of the one before it; `starts` are the others."""
    if profile.labels.opening.match(text, start, end) is None:
        return
    chain = [m for m in profile.labels.opening.finditer(text, start, end) if text[m.start()].isupper()]
    for label, following in zip_longest(chain, chain[1:]):
        at = bisect_left(starts, label.start())
        if label.start() != start or starts[at : at + 1] == [start]:
            return  # something else stands between, or the label has its colon
        field = (label.lastgroup or "").partition("_")[0]
        start = min([end, *starts[at : at + 1], *([following.start()] if following else [])])
        span = trimmed(text, label.end(), start)
        if not (_is_value(text, span, field, profile) or (DASHED.search(label[0]) and _runs_on(text, span, field))):
            return
        yield Mark(field, label.start(), label.end())  # type: ignore[arg-type]


def _is_value(text: str, span: Span, field: str, profile: Profile) -> bool:
    """Is what stands in `span` what the `field` of a unit is said with?"""
    words = text[slice(*span)]
    if field == "level":
        return len(words) <= LONGEST_LABEL and profile.level(words.rstrip("."))[0] is not None
    if field == "subunits":
        told = profile.no_members.fullmatch(words.rstrip(". ")) or profile.count_phrase.match(words)
        return told is not None or profile.is_status(words)
    return FIRST_NUMBER.match(words) is not None or profile.is_status(words)


def _runs_on(text: str, span: Span, field: str) -> bool:
    """Behind a dash: does the value stand on the next lines, or is it a list ('Internal organizations - A, B')?"""
    return span[0] == span[1] or (field == "subunits" and any(mark in text[slice(*span)] for mark in RUNS_ON))


def _named(text: str, lines: Lines, found: list[Mark], profile: Profile) -> list[Mark]:
    """'Name: Finance Department' as headings."""
    starts = sorted(m.start for m in found)
    out: list[Mark] = []
    for m in found:
        if m.kind != "name":
            continue
        following = bisect_right(starts, m.start)
        end = lines.paragraph_end(m.end - 1, len(text))
        start, end = trimmed(text, m.end, min(end, starts[following]) if following < len(starts) else end)
        end = start + len(text[start:end].rstrip(" .;。；"))
        if start < end and end - start <= LONGEST_NAME:
            open_yet = profile.is_remark(text, start, end)  # 'Name: (to be determined)'
            name = None if open_yet or profile.is_status(text[start:end]) else (start, end)
            out.append(Mark("heading", m.start, end if name else m.end, name=name))
    return out
