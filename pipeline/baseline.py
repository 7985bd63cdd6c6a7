"""The state a new extraction is compared with: what was last committed, or what is about to be replaced.

Committing the output folder is how a change is accepted, so the baseline is git's HEAD wherever there is one.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath

from pipeline.documents import parse_document
from pipeline.errors import BaselineError
from pipeline.git import Commit, commit_at
from pipeline.model import Document
from pipeline.runs.pages import CORPORA

# Files of an output folder that are no documents.
REPORTS = frozenset({"diff.json"})
ROWS = (*CORPORA, ".csv")


@dataclass(frozen=True)
class Baseline:
    """Extractions to compare with, by document id, and the bytes of the sources they were made of where at hand.

    `origin` says for a person where they are from: a revision or a path; "" where there is nothing to compare with.
    """

    documents: Mapping[str, Document] = field(default_factory=dict)
    sources: Mapping[str, bytes] = field(default_factory=dict)
    origin: str = ""


def find_baseline(folder: str | Path, override: str | None = None) -> Baseline:
    """The baseline of the output folder `folder`; call this before its files are replaced.

    The documents that git has at HEAD where it has any, else those that stand in the folder now. `override` names a
    path with documents or a revision instead. Raises BaselineError where that can't be used.
    """
    if override is None:
        return committed(folder) or current(folder)
    if Path(override).exists():
        return current(override)
    if commit_at(Path(folder).resolve(), override) is None:
        raise BaselineError(f"{override}: neither a path nor a revision that git knows here")
    return committed(folder, override) or Baseline(origin=override)


def committed(folder: str | Path, rev: str = "HEAD") -> Baseline | None:
    """The documents that git has in `folder` at `rev`, with their sources as of then.

    None where there is no git, no work tree, no such revision, or where the revision has no document in that folder:
    it is not kept in git. Raises BaselineError where a committed document can't be read.
    """
    place = Path(folder).resolve()
    commit = commit_at(place, rev)
    if commit is None:
        return None
    paths = [path for path in commit.files(place) if _is_document(path)]
    documents = _by_id((f"{rev}:{path}", data) for path, data in commit.contents(paths).items())
    return Baseline(documents, _sources(documents, place, commit), rev) if documents else None


def current(path: str | Path) -> Baseline:
    """The documents that stand at `path` now, with those sources that still are what the documents were made of.

    Empty where there is nothing. Raises BaselineError where a document can't be read.
    """
    place = Path(path)
    documents = load_documents(place) if place.exists() else {}
    return Baseline(documents, _sources(documents, place.resolve(), None), str(path)) if documents else Baseline()


def load_documents(path: str | Path) -> dict[str, Document]:
    """The documents of a file, or of the *.json files of a folder (but not its diff.json), by id.

    Raises BaselineError, one line that names the file, where it can't be read or is no document of this version.
    """
    place = Path(path)
    ensure_no_rows(place)
    try:
        files = sorted(file for file in place.iterdir() if _is_document(file.name)) if place.is_dir() else [place]
        return _by_id((str(file), file.read_bytes()) for file in files)
    except OSError as error:
        raise BaselineError(f"{error.filename or path}: {(error.strerror or str(error)).lower()}") from error


def ensure_no_rows(path: Path) -> None:
    """Raises BaselineError where the file `path` is called like one of rows: a document is a file of its own."""
    if path.name.lower().endswith(ROWS) and not path.is_dir():
        raise BaselineError(f"{path}: a file of rows; only documents that are a file each can be compared or checked")


def _is_document(path: str) -> bool:
    name = PurePosixPath(path).name
    return name.endswith(".json") and name not in REPORTS and not name.startswith(".")


def _by_id(files: Iterable[tuple[str, bytes]]) -> dict[str, Document]:
    documents: dict[str, Document] = {}
    for origin, data in files:
        document = parse_document(data, origin)
        if document.id in documents:
            raise BaselineError(f"{origin}: a second extraction with the id {document.id}")
        documents[document.id] = document
    return documents


def _sources(documents: Mapping[str, Document], place: Path, commit: Commit | None) -> dict[str, bytes]:
    """The source of each document, where one of the places it may lie in has the very bytes it was made of.

    A document names its source as the command line did, from a working folder it doesn't name: that folder is taken to
    be the root of the work tree, the folder around the output, or the present one. The commit answers before the disk.
    """
    folders = [*([commit.root] if commit else []), place.parent, place, Path.cwd()]
    candidates = {name: [folder / document.source.path for folder in folders] for name, document in documents.items()}
    known: dict[str, bytes] = {}
    if commit:
        known = commit.contents(commit.path_of(path) or "" for paths in candidates.values() for path in paths)
    found: dict[str, bytes] = {}
    for name, paths in candidates.items():
        committed_bytes = [known.get(commit.path_of(path) or "") for path in paths] if commit else []
        for data in (*committed_bytes, *map(_read, paths)):
            if data is not None and hashlib.sha256(data).hexdigest() == documents[name].source.sha256:
                found[name] = data
                break
    return found


def _read(path: Path) -> bytes | None:
    try:
        return path.read_bytes() if path.is_file() else None
    except (OSError, ValueError):
        return None
