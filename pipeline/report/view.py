"""The report before it has a format: documents, their units, and each change with its words marked and its evidence."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from hashlib import blake2s

from pipeline.model import Change, Diff, Document, DocumentDiff, Side
from pipeline.report.change_view import ChangeView
from pipeline.report.counterparts import Counterparts, counterparts
from pipeline.report.counting import Counts, counts_of
from pipeline.report.cut import cut_off
from pipeline.report.kinds import CAUSES, SHOWN, Kind, shown_as
from pipeline.report.repeats import Repeat, repeats_of
from pipeline.report.sharing import Sharing, shared_by
from pipeline.report.sides import Sides
from pipeline.report.source_pair import SourcePair
from pipeline.report.visible import visible
from pipeline.report.wording import Parts, marked, whole

# What to say of a page that has no units any more: an organisation seldom ends, and a server often answers otherwise.
LOST = "No unit was found on the new page: it is probably not the page that it was."

# What to say of a page that is as it was up to one place, and has nothing behind it.
CUT = "All from one place to the end is gone, and what stands before it is as it was: the page seems to be cut off."

# What to say of a document without a new side: no page, and a page that could not be read, look alike from here.
GONE = "no extraction now: its page is gone, or could not be read"

# What to say of pages that are on neither side: "nothing changed" holds for the others alone.
UNREAD = "could not be read, and was not compared:"

REPEATED = "The same change in many places"

# Kinds whose two values are two values, not one text in other words.
VALUES = frozenset(("unit-moved", "unit-split", "unit-merged", "status-changed", "duty-renumbered"))


@dataclass(frozen=True, slots=True)
class UnitView:
    """The changes of one unit, or of the document itself where `id` is empty: distinctive ones first. `own` are those
    that are told here and not as one of a repeat."""

    id: str
    title: str
    changes: tuple[ChangeView, ...]

    @property
    def own(self) -> tuple[ChangeView, ...]:
        return tuple(change for change in self.changes if not change.times)


@dataclass(frozen=True, slots=True)
class DocumentView:
    """The changes of one document; units whose changes are all repeats come last. `same_page` is true where both sides
    were read from the very same bytes; `warning` is what to say of a page that is probably not whole, or another."""

    id: str
    title: str
    old: Side | None
    new: Side | None
    same_page: bool
    warning: str
    counts: Counts
    repeats: tuple[Repeat, ...]
    units: tuple[UnitView, ...]


@dataclass(frozen=True, slots=True)
class Report:
    """Everything a format lays out; documents without changes are left out of `documents`, not of `compared`. `unread`
    has the pages that could not be read, each with the reason behind a colon."""

    counts: Counts
    regressions: int
    documents: tuple[DocumentView, ...]
    compared: int
    unread: tuple[str, ...]

    @property
    def nothing(self) -> str:
        """What to say where nothing changed: of the pages that were compared, if not all were."""
        return "Nothing changed in what could be read." if self.unread else "Nothing changed."

    @property
    def changes(self) -> Iterator[ChangeView]:
        """Every change in the order shown."""
        return (change for document in self.documents for unit in document.units for change in unit.changes)


def view_of(
    diff: Diff,
    sources: Mapping[str, SourcePair],
    old_documents: Mapping[str, Document],
    new_documents: Mapping[str, Document],
    unread: Mapping[str, str],
) -> Report:
    """The report of a diff; what the mappings lack is left out of it. All texts in it are safe to look at."""
    ids = _Ids()
    documents = tuple(
        _document(one, sources.get(one.id, SourcePair()), old_documents.get(one.id), new_documents.get(one.id), ids)
        for one in diff.documents
        if one.changes
    )
    regressions = sum(c.regression for d in documents for unit in d.units for c in unit.changes)
    counts = counts_of(change for one in diff.documents for change in one.changes)
    failed = tuple(visible(f"{path}: {error}") for path, error in sorted(unread.items()))
    return Report(counts, regressions, documents, len(diff.documents), failed)


class _Ids:
    """Ids made of what a change says, so that a link to it outlives the next report."""

    def __init__(self) -> None:
        self._given: dict[str, int] = {}

    def of(self, document: str, change: Change) -> str:
        """An id that no other change of the report has."""
        said = "\0".join((document, change.kind, change.unit or "", change.before or "", change.after or ""))
        name = "c-" + blake2s(said.encode("utf-8", "surrogatepass"), digest_size=5).hexdigest()
        self._given[name] = again = self._given.get(name, 0) + 1
        return name if again == 1 else f"{name}-{again}"


def _document(
    one: DocumentDiff, source: SourcePair, old: Document | None, new: Document | None, ids: _Ids
) -> DocumentView:
    same = bool(one.old and one.new and one.old.sha256 == one.new.sha256)
    pairs = counterparts(old, new, one.changes) if old and new else Counterparts()
    sides = Sides(source, old, new, pairs, same)
    sharing = (Sharing(old) if old else None, Sharing(new) if new else None)
    grouped: dict[str, list[ChangeView]] = {}
    for change in one.changes:
        view = _change(change, ids.of(one.id, change), sides, shared_by(change, *sharing))
        grouped.setdefault(sides.group(change), []).append(view)
    repeats, times = repeats_of(grouped, {name: visible(sides.title(name)) for name in grouped})
    units = tuple(
        UnitView(name, visible(sides.title(name)), _distinctive_first(changes, times))
        for name, changes in _document_first(grouped.items(), times)
    )
    warning = _warning(old, new) if old and new and not same else ""
    title = _title(one, old, None if warning == LOST else new)
    return DocumentView(one.id, title, one.old, one.new, same, warning, counts_of(one.changes), repeats, units)


def _warning(old: Document, new: Document) -> str:
    if old.units and not new.units:
        return LOST
    return CUT if cut_off(old, new) else ""


def _document_first(
    groups: Iterable[tuple[str, list[ChangeView]]], times: Mapping[str, int]
) -> list[tuple[str, list[ChangeView]]]:
    """The changes of the document itself, then units with a change of their own, then those with repeats alone."""
    return sorted(groups, key=lambda group: (group[0] != "", all(change.id in times for change in group[1])))


def _distinctive_first(changes: Iterable[ChangeView], times: Mapping[str, int]) -> tuple[ChangeView, ...]:
    """What one unit alone says first, in order; each change with how often it stands in the document."""
    known = [replace(change, times=times[change.id]) if change.id in times else change for change in changes]
    return tuple(sorted(known, key=lambda change: (change.times > 0, change.shared > 0)))


def _title(one: DocumentDiff, old: Document | None, new: Document | None) -> str:
    """What a person calls the document: the body it describes, its title, or its id."""
    document = new or old
    if document is None:
        return visible(one.id)
    return visible(document.organization or (document.title.text if document.title else document.id))


def _change(change: Change, name: str, sides: Sides, shared: int) -> ChangeView:
    kind = SHOWN[shown_as(change)]
    before, after = _texts(change, kind)
    old, new, regression = sides.evidence(change)
    return ChangeView(
        name,
        shown_as(change),
        kind,
        change.cause,
        CAUSES[change.cause],
        regression,
        before,
        after,
        old,
        new,
        visible(sides.origin(change)),
        sides.detail(change),
        shared,
    )


def _texts(change: Change, kind: Kind) -> tuple[Parts, Parts]:
    """Both texts of a change in parts; values are put into words."""
    before, after = (None if text is None else visible(text) for text in (change.before, change.after))
    if before is None or after is None or change.kind in VALUES:
        changed = before is not None and after is not None
        return _whole(before, kind, changed), _whole(after, kind, changed)
    return marked(before, after)


def _whole(text: str | None, kind: Kind, changed: bool) -> Parts:
    return whole(kind.value + text, changed=changed) if text else ()
