"""Comparing two extractions by meaning: what happened to the organisation, each change once.

    facts         what a document says, free of offsets
    sharing       which duties tell units apart
    pairing       which unit is which ─▶ families: with splits and mergers, stand-ins and places
    alignment     which duty is which, moves and rewordings included
    fields, subunits, dutychanges, renumbering   what changed in what was paired
    findings      findings that came or went, without mere echoes
    origin        where a duty that moved came from
    document      all of it for one document, in reading order ─▶ cause

Exact matches come first; likeness only ever looks at what they leave. Nothing here renders or reads a file.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping

from pipeline.compare.calm import collector_paused
from pipeline.compare.cause import changes_between
from pipeline.compare.origin import moved_from
from pipeline.model import SCHEMA_VERSION, Change, Diff, Document, DocumentDiff, Side, Unit

__all__ = ["diff", "diff_documents", "moved_from"]


def diff(old: Document, new: Document, *, reread: Document | None = None) -> Diff:
    """What changed from `old` to `new`, two extractions of one document.

    `reread` is the present program's reading of the old source: with it the cause of every change is proven; without
    it the cause is "extractor" where both were made of the same bytes, "source" where the same program and profile made
    both, else "unknown". Offsets of a change are code points into the new source, those of a removal into the old one.
    Raises ValueError where `reread` was made of another source than `old`.
    """
    return Diff(schema_version=SCHEMA_VERSION, documents=[_document(old, new, reread)])


def diff_documents(
    old: Mapping[str, Document], new: Mapping[str, Document], reread: Mapping[str, Document] | None = None
) -> Diff:
    """What changed between two sets of documents, by id. `reread` has what was read again, by the same ids.

    A document that only one side has appears with the other side null and its units as added or removed. Raises
    ValueError as `diff` does.
    """
    again = reread or {}
    documents = []
    for name in sorted({*old, *new}):
        before, after = old.get(name), new.get(name)
        if before and after:
            documents.append(_document(before, after, again.get(name)))
        elif after:
            documents.append(_entry(name, None, after, [_whole(unit, "unit-added") for unit in after.units]))
        elif before:
            documents.append(_entry(name, before, None, [_whole(unit, "unit-removed") for unit in before.units]))
    return Diff(schema_version=SCHEMA_VERSION, documents=documents)


def _document(old: Document, new: Document, reread: Document | None) -> DocumentDiff:
    with collector_paused():
        return _entry(new.id, old, new, changes_between(old, new, reread))


def _entry(name: str, old: Document | None, new: Document | None, changes: list[Change]) -> DocumentDiff:
    summary = Counter(change.kind for change in changes)
    return DocumentDiff(id=name, old=_side(old), new=_side(new), changes=changes, summary=dict(sorted(summary.items())))


def _side(document: Document | None) -> Side | None:
    if document is None:
        return None
    return Side(path=document.source.path, sha256=document.source.sha256, extractor=document.extractor)


def _whole(unit: Unit, kind: str) -> Change:
    """A unit that came or went with its document: the page itself is what changed."""
    title = unit.name.text if unit.name else unit.id
    added = kind == "unit-added"
    return Change(
        kind="unit-added" if added else "unit-removed",
        unit=unit.id,
        before=None if added else title,
        after=title if added else None,
        cause="source",
        start=unit.start,
        end=unit.end,
    )
