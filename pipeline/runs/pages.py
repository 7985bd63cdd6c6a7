"""Pages: what is given on the command line, one at a time, in order, however many there are."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, NamedTuple

from pipeline.errors import InputError
from pipeline.runs.web_text import is_ours

SUFFIXES = (".txt", ".text", ".md", ".html", ".htm", ".xhtml")
JSON_LINES = (".jsonl", ".jsonl.gz")
PARQUET = (".parquet",)
CORPORA = (*JSON_LINES, *PARQUET)  # files whose rows are pages
STDIN = "-"


class Page(NamedTuple):
    """One page to read: a file, or a row of a corpus that has its text in it (or the error that it is)."""

    id: str
    path: str
    place: str | None = None  # where in the file at `path` ("line 7"), None for the whole file
    text: str | None = None  # None: the file at `path` has it
    carried: Any = None  # the row's other columns: a dict, or `parquet.Cells`
    error: str | None = None  # why the row is no page
    data: bytes | None = None  # what came in on standard input, which can be read but once


def stem(path: str) -> str:
    """The id of the page at `path`."""
    return "stdin" if path == STDIN else Path(path).stem


def page_at(path: str) -> Page:
    """The page that is the file at `path`; of standard input, with what came in."""
    return Page(stem(path), path, data=sys.stdin.buffer.read() if path == STDIN else None)


def walk(path: str, leave_out: Path | None = None, suffixes: tuple[str, ...] = SUFFIXES) -> Iterator[str]:
    """The files with one of the `suffixes` in the folder `path` and in those in it, in no order; hidden ones,
    `leave_out` and the texts that Remit wrote for web pages aside. Or `path` itself where it is no folder. Raises
    InputError where a folder can't be listed."""
    if path == STDIN or not Path(path).is_dir():
        yield path
        return
    folders = [path]
    while folders:
        folder = folders.pop()
        try:
            with os.scandir(folder) as entries:
                for entry in entries:
                    if entry.name.startswith("."):
                        continue
                    if entry.is_dir(follow_symlinks=False):
                        if leave_out is None or not _same(entry.path, leave_out):
                            folders.append(entry.path)
                    elif entry.name.lower().endswith(suffixes) and entry.is_file() and not is_ours(Path(entry.path)):
                        yield str(Path(entry.path))
        except OSError as error:
            raise InputError(f"{folder}: {(error.strerror or str(error)).lower()}") from error


def _same(path: str, other: Path) -> bool:
    return os.path.realpath(path) == os.path.realpath(other)


def _is_ours(path: str, output: Path | None) -> bool:
    """Whether the corpus at `path` is what a run writes: its `output`, or errors."""
    return path.endswith("errors.jsonl") or (output is not None and _same(path, output))


class Listing:
    """The paths of a run, sorted within each argument; on disk, not in memory, where there are many. Of a folder, its
    pages, or where it has none, its corpora.

    `with` closes and removes it.
    """

    def __init__(self, paths: Iterable[str], leave_out: Path | None = None) -> None:
        import sqlite3

        self._base = sqlite3.connect("")  # a private file that is gone when it is closed
        self._base.execute("PRAGMA journal_mode=OFF")
        self._base.execute("CREATE TABLE page (argument INTEGER, path BLOB)")
        self._base.execute("CREATE TABLE taken (id BLOB PRIMARY KEY, place BLOB) WITHOUT ROWID")
        self._base.execute("CREATE TABLE done (name BLOB PRIMARY KEY, hash TEXT) WITHOUT ROWID")
        for argument, path in enumerate(paths):
            if not self._add(argument, walk(path, leave_out)):
                found = walk(path, leave_out, CORPORA)
                self._add(argument, (p for p in found if not _is_ours(p, leave_out)))

    def _add(self, argument: int, paths: Iterable[str]) -> int:
        rows = ((argument, os.fsencode(path)) for path in paths)
        return max(self._base.executemany("INSERT INTO page VALUES (?, ?)", rows).rowcount, 0)

    def __len__(self) -> int:
        return int(self._base.execute("SELECT count(*) FROM page").fetchone()[0])

    def __iter__(self) -> Iterator[str]:
        for (path,) in self._base.execute("SELECT path FROM page ORDER BY argument, path"):
            yield os.fsdecode(path)

    def take(self, id: str, place: str) -> str | None:
        """Take `id` for the page at `place`; gives the place of the page that has it already, else None."""
        key = id.encode("utf-8", "surrogatepass")
        row = self._base.execute("SELECT place FROM taken WHERE id = ?", (key,)).fetchone()
        if row:
            return str(os.fsdecode(row[0]))
        self._base.execute("INSERT INTO taken VALUES (?, ?)", (key, os.fsencode(place)))
        return None

    def remember(self, rows: Iterable[tuple[str, str]]) -> None:
        """Keep what an earlier run has done: names and the hashes they were made of; a later row counts."""
        pairs = ((name.encode("utf-8", "surrogatepass"), hash) for name, hash in rows)
        self._base.executemany("INSERT OR REPLACE INTO done VALUES (?, ?)", pairs)

    def done(self, name: str) -> str | None:
        """The hash that `name` was made of in an earlier run, or None."""
        key = name.encode("utf-8", "surrogatepass")
        row = self._base.execute("SELECT hash FROM done WHERE name = ?", (key,)).fetchone()
        return str(row[0]) if row else None

    def __enter__(self) -> Listing:
        return self

    def __exit__(self, *_: object) -> None:
        self._base.close()
