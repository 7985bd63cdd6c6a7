"""Which words changed between two texts."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from rapidfuzz.distance import LCSseq

# A word or a mark; what a visible escape stands for is one word, too.
TOKEN = re.compile(r"\\u\{[0-9a-f]+\}|\w+(?:['’\-]\w+)*|[^\w\s]")

# Two texts with more pairs of words than this, their common ends aside, are marked as one change of all between them.
PAIRS = 4_000_000

# Two texts that share less than this share of their words are two texts, not one reworded.
ALIKE = 0.3


class Part(NamedTuple):
    """A piece of a text, and whether the other text lacks it."""

    text: str
    changed: bool


class Change(NamedTuple):
    """A run of words that became another, as token places: before[start:end] became after[since:until]."""

    start: int
    end: int
    since: int
    until: int


Parts = tuple[Part, ...]


def whole(text: str, *, changed: bool = False) -> Parts:
    """A text as one part."""
    return (Part(text, changed),) if text else ()


def marked(before: str, after: str) -> tuple[Parts, Parts]:
    """Both texts cut into parts where they differ; joined again the parts are the texts.

    >>> marked("Manage the seal", "Guard the seal")[1]
    (Part(text='Guard', changed=True), Part(text=' the seal', changed=False))
    """
    if before == after:
        return whole(before), whole(after)
    old, new = list(TOKEN.finditer(before)), list(TOKEN.finditer(after))
    changes = _changes([token[0] for token in old], [token[0] for token in new])
    shared = len(old) - sum(change.end - change.start for change in changes)
    if not changes or shared < ALIKE * min(len(old), len(new)):
        return whole(before, changed=True), whole(after, changed=True)
    return (
        _parts(before, old, ((change.start, change.end) for change in changes)),
        _parts(after, new, ((change.since, change.until) for change in changes)),
    )


def _changes(old: Sequence[str], new: Sequence[str]) -> list[Change]:
    """The runs that differ. Time and memory grow with the pairs of words between the common ends, up to PAIRS."""
    head = _common(old, new)
    tail = _common(old[head:][::-1], new[head:][::-1])
    middle_old, middle_new = old[head : len(old) - tail], new[head : len(new) - tail]
    if len(middle_old) * len(middle_new) > PAIRS:
        return [Change(head, len(old) - tail, head, len(new) - tail)]
    runs = [
        Change(code.src_start + head, code.src_end + head, code.dest_start + head, code.dest_end + head)
        for code in LCSseq.opcodes(middle_old, middle_new)
        if code.tag != "equal"
    ]
    return _calmed(runs, old, new)


def _common(one: Sequence[str], other: Sequence[str]) -> int:
    """How many tokens both start with."""
    for place, (first, second) in enumerate(zip(one, other, strict=False)):
        if first != second:
            return place
    return min(len(one), len(other))


def _calmed(runs: Iterable[Change], old: Sequence[str], new: Sequence[str]) -> list[Change]:
    """The runs with those joined that a few letters keep apart: a stray "of" between two rewritten halves is chance."""
    calm: list[Change] = []
    for run in runs:
        while calm:
            last = calm[-1]
            between = sum(map(len, old[last.end : run.start]))
            if between > min(_weight(last, old, new), _weight(run, old, new), 12):
                break
            run = Change(last.start, run.end, last.since, run.until)
            calm.pop()
        calm.append(run)
    return calm


def _weight(run: Change, old: Sequence[str], new: Sequence[str]) -> int:
    """How many letters a run is about."""
    return max(sum(map(len, old[run.start : run.end])), sum(map(len, new[run.since : run.until])))


def _parts(text: str, tokens: Sequence[re.Match[str]], runs: Iterable[tuple[int, int]]) -> Parts:
    parts: list[Part] = []
    at = 0
    for first, last in runs:
        if first == last:
            continue
        start, end = tokens[first].start(), tokens[last - 1].end()
        parts += [Part(text[at:start], False), Part(text[start:end], True)]
        at = end
    parts.append(Part(text[at:], False))
    return tuple(part for part in parts if part.text)
