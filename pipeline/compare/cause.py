"""Why a change is there: the page says something else, or the program reads the same words differently."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from pipeline.compare.document import entries_between
from pipeline.compare.entry import Entry
from pipeline.model import Cause, Change, Document


def changes_between(old: Document, new: Document, reread: Document | None) -> list[Change]:
    """The changes from `old` to `new` with their causes.

    `reread` is what the present program makes of the old source. Raises ValueError where it was made of another source.
    """
    if reread is not None and reread.source.sha256 != old.source.sha256:
        raise ValueError(f"{old.id}: the source read again is not the one the old extraction was made of")
    entries = entries_between(old, new)
    if not entries:
        return []
    if old.source.sha256 == new.source.sha256:
        return _all(entries, "extractor")
    if reread is None:
        return _all(entries, "source" if old.extractor == new.extractor else "unknown")
    by_program = entries_between(old, reread)
    if not by_program:
        return _all(entries, "source")
    return _told_apart(entries, by_program, entries_between(reread, new))


def _all(entries: Sequence[Entry], cause: Cause) -> list[Change]:
    return [entry.change(cause) for entry in entries]


def _told_apart(entries: Sequence[Entry], by_program: Sequence[Entry], by_page: Sequence[Entry]) -> list[Change]:
    """Give each change the cause of its equal in one of two comparisons.

    `by_program` lies between the two readings of the old source, `by_page` between the two sources as read today. A
    change that is in neither came about by both together; it is the page's where the page changed what it ends in.
    """
    program = Counter(map(_identity, by_program))
    page = Counter(map(_identity, by_page))
    ends = {(entry.kind, entry.after) for entry in by_page}
    starts = {(entry.kind, entry.before) for entry in by_program}
    changes: list[Change] = []
    for entry in entries:
        cause: Cause = "unknown"
        if page[_identity(entry)]:
            page[_identity(entry)] -= 1
            cause = "source"
        elif program[_identity(entry)]:
            program[_identity(entry)] -= 1
            cause = "extractor"
        elif (entry.kind, entry.after) in ends:
            cause = "source"
        elif (entry.kind, entry.before) in starts:
            cause = "extractor"
        changes.append(entry.change(cause))
    return changes


def _identity(entry: Entry) -> tuple[str, str | None, str | None]:
    """What makes two entries of different comparisons one: unit ids may differ between readings, words don't."""
    return entry.kind, entry.before, entry.after
