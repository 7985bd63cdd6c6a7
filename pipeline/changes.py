"""Comparing a run with what was accepted, or two folders with each other, and what a report of it needs."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from pipeline.baseline import Baseline, current
from pipeline.compare import diff_documents
from pipeline.errors import InputError, RemitError
from pipeline.extraction import extract_source
from pipeline.model import Diff, Document
from pipeline.report import NONE_UNREAD, Format, SourcePair, render
from pipeline.source import decode


@dataclass(frozen=True, slots=True)
class Comparison:
    """A diff with the documents and the source texts of both sides, as far as they are at hand. `unread` has the paths
    of pages that could not be read, and so were not compared, with what went wrong."""

    diff: Diff
    sources: Mapping[str, SourcePair]
    old: Mapping[str, Document]
    new: Mapping[str, Document]
    unread: Mapping[str, str]

    @property
    def differs(self) -> bool:
        return any(d.changes or d.old is None or d.new is None for d in self.diff.documents)

    def report(self, format: Format, *, color: bool = False) -> str:
        """The report in one format, ending in a newline."""
        return render(
            self.diff,
            format,
            sources=self.sources,
            old_documents=self.old,
            new_documents=self.new,
            unread=self.unread,
            color=color,
        )


def compare(
    old: Baseline,
    new: Mapping[str, Document],
    texts: Mapping[str, str],
    profile: str = "en",
    unread: Mapping[str, str] = NONE_UNREAD,
) -> Comparison:
    """What changed from `old` to the documents `new`, whose source texts are `texts`, by id.

    Causes are proven by reading the old sources again, where they are at hand. `unread` are pages that are on neither
    side as they could not be read: path and error.
    """
    reread: dict[str, Document] = {}
    old_texts: dict[str, str] = {}
    for name, data in old.sources.items():
        document = old.documents[name]
        try:
            source = decode(data, document.source.path)
            old_texts[name] = source.text
            reread[name] = extract_source(source, id=name, profile=profile)
        except RemitError:
            continue  # without the old source a cause stays as the documents tell it
    names = {*old.documents, *new}
    sources = {name: SourcePair(old_texts.get(name), texts.get(name)) for name in names}
    return Comparison(diff_documents(old.documents, new, reread), sources, old.documents, new, unread)


def compare_files(old: str, new: str, old_source: str | None = None, profile: str = "en") -> Comparison:
    """Compare two extractions, files or folders. A file is compared with a file whatever their ids are.

    `old_source` is the file or the folder with the sources of the old side; without it they are looked for where the
    documents say. A source counts only where it is the one the document was made of. Raises RemitError.
    """
    before, after = current(old), current(new)
    for path, side in ((old, before), (new, after)):
        if not side.documents:
            raise InputError(f"{path}: no extraction to compare (a file <id>.json)")
    if old_source is not None:
        before = Baseline(before.documents, _sources(before.documents, Path(old_source)), before.origin)
    if Path(old).is_file() and Path(new).is_file() and len(before.documents) == len(after.documents) == 1:
        before = _renamed(before, next(iter(after.documents)))
    texts = {name: decode(data, after.documents[name].source.path).text for name, data in after.sources.items()}
    return compare(before, after.documents, texts, profile)


def _sources(documents: Mapping[str, Document], place: Path) -> dict[str, bytes]:
    found: dict[str, bytes] = {}
    for name, document in documents.items():
        path = place / Path(document.source.path).name if place.is_dir() else place
        try:
            data = path.read_bytes()
        except OSError as error:
            raise InputError(f"{path}: {(error.strerror or str(error)).lower()}") from error
        if hashlib.sha256(data).hexdigest() == document.source.sha256:
            found[name] = data
    return found


def _renamed(side: Baseline, name: str) -> Baseline:
    """`side`, which has one document, with that document under the id `name`."""
    (document,) = side.documents.values()
    sources = {name: data for data in side.sources.values() if data}  # noqa: B035 - there is at most one
    return Baseline({name: document.model_copy(update={"id": name})}, sources, side.origin)
