"""Corpora: files whose rows are pages. Each has an `id` and a `text`; every other column is carried through.

A row that is no page (its id or its text is missing or of the wrong type, its line is broken) is a page with an error:
it becomes a row of the errors, and stops no other.
"""

from __future__ import annotations

import gzip
import json
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import IO, Any

from pipeline.errors import InputError
from pipeline.rows.row_page import page_of
from pipeline.runs.pages import CORPORA, PARQUET, Page


def is_corpus(path: str) -> bool:
    """Whether the file name `path` is that of a corpus."""
    return path.lower().endswith(CORPORA)


def ensure_arrow() -> None:
    """Raises InputError, which says what to install, where pyarrow is missing."""
    from importlib import import_module

    import_module("pipeline.arrow")


def ensure_corpus(path: str) -> None:
    """Raises InputError where the corpus at `path` can't be opened, or is no Parquet though it is called so."""
    try:
        with open(path, "rb"):
            pass
    except OSError as error:
        raise InputError(f"{path}: {(error.strerror or str(error)).lower()}") from error
    if path.lower().endswith(PARQUET):
        from pipeline.rows.parquet import opened

        opened(path).close()


def count(path: str) -> int | None:
    """How many rows the corpus at `path` has, where it says so, else None."""
    if not path.lower().endswith(PARQUET):
        return None
    from pipeline.rows.parquet import opened

    try:
        with opened(path) as file:
            return int(file.metadata.num_rows)
    except InputError:
        return 1  # the row that says so


def pages_of(path: str) -> Iterator[Page]:
    """The pages of the corpus at `path`, one at a time, in order. A file that can't be read (on) is a page with an
    error. What a row carries is a dict, or for Parquet a `parquet.Cells`."""
    try:
        if path.lower().endswith(PARQUET):
            from pipeline.rows.parquet import pages

            yield from pages(path)
        else:
            with open(path, "rb") as file:
                yield from json_lines(file, path)
    except OSError as error:
        yield Page(Path(path).stem, path, error=(error.strerror or str(error)).lower())
    except InputError as error:
        yield Page(Path(path).stem, path, error=str(error).removeprefix(f"{path}: "))


def json_lines(file: IO[bytes], path: str) -> Iterator[Page]:
    """The pages of JSON Lines from an open `file` that is called `path`; blank lines are none."""
    lines = gzip.GzipFile(fileobj=file) if path.lower().endswith(".gz") else file
    number = 0
    try:
        for line in lines:
            number += 1
            if number == 1:
                line = line.removeprefix(b"\xef\xbb\xbf")
            if line := line.strip():
                yield _line(line, path, f"line {number}")
    except (EOFError, gzip.BadGzipFile, zlib.error) as error:
        yield Page("", path, f"line {number + 1}", error=f"the file can't be unpacked from here on: {error}")


def _line(line: bytes, path: str, place: str) -> Page:
    try:
        row = json.loads(line.decode("utf-8"), parse_constant=_no_number)
        if b"\\u" in line:
            json.dumps(row, ensure_ascii=False).encode("utf-8")
    except UnicodeDecodeError as error:
        return Page("", path, place, error=f"the line is no UTF-8 (byte {error.start + 1})")
    except UnicodeEncodeError:
        return Page("", path, place, error="the line has half a character (a lone surrogate)")
    except json.JSONDecodeError as error:
        return Page("", path, place, error=f"the line is no JSON: {error.msg} (column {error.colno})")
    except (ValueError, RecursionError) as error:
        return Page("", path, place, error=f"the line is no JSON: {error}")
    if not isinstance(row, dict):
        return Page("", path, place, error="the line is no JSON object")
    id, text = row.pop("id", None), row.pop("text", None)
    return page_of(id, text, path, place, row)


def _no_number(name: str) -> Any:
    raise ValueError(f"{name} is no JSON")
