"""What a reader does not see: zero-width spaces and soft hyphens that a page is sprinkled with, and the marks of its
markup ('## Office', '**Level:** Division level', '【Office】', '├ Office'), and the number of a printed page inside a
sentence.

They may stand in the middle of any word, so no pattern could allow for them. A page that has some is read without them,
and what was read is put back to its places in the source: only deletions lie between the two, so the places are exact.
Each deletion is recorded as a repair.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass, replace
from operator import itemgetter
from typing import Any

from pipeline.source import Source

CHARACTERS = "\u00ad\u200b\u200c\u200d\u2060\ufeff"
INVISIBLE = re.compile(f"[{CHARACTERS}]+")
# Each group is a mark; what stands between them is read.
MARKUP = re.compile(
    r"""(?mx)
    ^[^\S\r\n]*(\#{1,6}[ \t]+|[─-╿][─-╿ \t]*)(?=\S)
    | (?<=\d)(\\)(?=[.)])
    | (\*\*)(?=\S)[^*\r\n]*[^*\s](\*\*)
    | ^[^\S\r\n]*(={2,6}[ \t]*)(?=[^\s=])[^=\r\n]*?([ \t]*={2,6})(?=[ \t]*\r?$)
    | (''')(?=\S)[^'\r\n]*[^'\s](''')
    | (?:^[^\S\r\n]*|(?<=[.;。；a-z]\ ))(【)[^【】\r\n]{1,80}(?:(】)(?=[^\S\r\n]*\r?$)|:)
    """
)
LABELLED = re.compile(
    r"(?m)(?:^[^\S\r\n]*|(?<=[.;。；a-z] ))(【)[^【】\r\n]{1,80}(】)(?=[^\S\r\n]*[^\s:：])"
)  # '【Level】 Division level'
# Between a line that ends in a small letter and one that starts with one: both are of one sentence.
PAGE_NUMBER = re.compile(
    r"""(?x)
    \n(?:(?<=[a-z,]\n)|(?<=[a-z,]\ \n)|(?<=[a-z,]\r\n))
    ([ \t]*(?:[-–—]\ ?\d{1,4}\ ?[-–—]|[Pp]age\ \d{1,4}(?:\ of\ \d{1,4})?)[ \t]*\r?\n)(?=[ \t]*[a-z])
    """
)
# A reference to a note of a wiki or a report, right behind a word or a full stop: 'Department of Arts[3]'.
REFERENCE = re.compile(r"(?<=[^\s\[])((?:\[(?:\d{1,3}|[a-z]|note \d{1,3}|citation needed|edit)\])+)(?=[\s.,;:]|\Z)")
IN_BRACKETS = re.compile(r"(?m)^[^\S\r\n]*\[\d")  # so a page may number its items
# Other marks that end a line or a page; each is read as one line feed.
BREAKS = "\v\f\x85\u2028\u2029"
LINE_FEEDS = dict.fromkeys(map(ord, BREAKS), "\n")
SIGNS = ("*", "【", "#", "\\", "├", "└", "│", "=")  # single characters: a search for two takes many times as long


@dataclass(frozen=True, slots=True)
class Hidden:
    """The runs of characters of a text that are not read, and the offset in the rest at which each was taken out."""

    text: str
    runs: list[tuple[int, int]]
    taken: list[int]
    lengths: list[int]  # how many characters the runs before each run have, and all of them
    colons: list[int]  # the offsets in the text of the brackets that are read as colons

    def start(self, offset: int) -> int:
        """The place in the source of the visible character at `offset`."""
        return offset + self.lengths[bisect_right(self.taken, offset)]

    def span(self, start: int, end: int) -> tuple[int, int]:
        """The place in the source of a span of the visible text."""
        if end == start:  # nothing, behind the character before it
            place = self.start(start - 1) + 1 if start else 0
            return place, place
        return self.start(start), self.start(end - 1) + 1


def without(source: Source) -> tuple[Source, Hidden | None]:
    """`source` as a reader sees it, and what was hidden in it; None where nothing was."""
    text, colons = _with_colons(source.text)
    if any(mark in text for mark in BREAKS):
        text = text.translate(LINE_FEEDS)
    runs = _runs(text)
    if not runs and text is source.text:
        return source, None
    lengths = [0]
    for s, e in runs:
        lengths.append(lengths[-1] + e - s)
    taken = [s - gone for (s, _), gone in zip(runs, lengths, strict=False)]
    shown = (text[s:e] for s, e in zip([0, *(e for _, e in runs)], [*(s for s, _ in runs), None], strict=True))
    return replace(source, text="".join(shown)), Hidden(source.text, runs, taken, lengths, colons)


def _with_colons(text: str) -> tuple[str, list[int]]:
    """`text` with a colon for the bracket that closes a label in front of other words, and where those brackets are."""
    colons = [m.start(2) for m in LABELLED.finditer(text)] if "【" in text else []
    return LABELLED.sub(lambda m: f"{m[0][:-1]}:", text) if colons else text, colons


def _runs(text: str) -> list[tuple[int, int]]:
    """The runs of `text` that are not read, in order, none overlapping another."""
    runs: list[tuple[int, int]] = []
    if any(sign in text for sign in SIGNS):
        runs = [m.span(group) for m in MARKUP.finditer(text) for group in range(1, MARKUP.groups + 1) if m[group]]
    runs += [m.span(1) for m in PAGE_NUMBER.finditer(text)]
    if "]" in text and IN_BRACKETS.search(text) is None:
        runs += [m.span(1) for m in REFERENCE.finditer(text)]
    if any(character in text for character in CHARACTERS):
        runs += [m.span() for m in INVISIBLE.finditer(text)]
    return sorted(runs)


def put_back(value: dict[str, Any], hidden: Hidden) -> None:
    """Give every span in a document's values its place in the source, and record what was taken out."""
    _move(value, hidden)
    value["source"]["characters"] = len(hidden.text)
    for repair in value["repairs"]:
        repair["before"] = hidden.text[repair["start"] : repair["end"]]
    edits = [(r["start"], r["end"], "") for r in value["repairs"]]
    units = [(u["start"], u["end"], u["id"]) for u in value["units"]]
    taken = [(s, e, "") for s, e in hidden.runs] + [(at, at + 1, ":") for at in hidden.colons]
    for s, e, after in taken:
        if _around(edits, s) is not None or _around(edits, e - 1) is not None:
            continue  # inside words that another repair has already replaced
        unit = _around(units, s)
        before = hidden.text[s:e]
        rule = "invisible-character" if before[0] in CHARACTERS else "markup"
        value["repairs"].append({"rule": rule, "start": s, "end": e, "before": before, "after": after, "unit": unit})
    value["repairs"].sort(key=lambda r: (r["start"], r["end"]))


def _around(spans: list[tuple[int, int, str]], place: int) -> str | None:
    """What the span that `place` lies in is called; the spans stand in order, none overlapping another."""
    at = bisect_right(spans, place, key=itemgetter(0)) - 1
    return spans[at][2] if at >= 0 and place < spans[at][1] else None


def _move(value: Any, hidden: Hidden) -> None:
    """Move the spans in `value`; a quote that stands in two fields is one object here and is moved once."""
    todo, seen = [value], set[int]()
    while todo:
        item = todo.pop()
        if id(item) in seen:
            continue
        seen.add(id(item))
        if isinstance(item, list):
            todo += item
        elif isinstance(item, dict):
            if "start" in item:
                item["start"], item["end"] = hidden.span(item["start"], item["end"])
            todo += [part for part in item.values() if isinstance(part, (dict, list))]
