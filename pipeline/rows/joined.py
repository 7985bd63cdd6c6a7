"""The parts of a run become one file: JSON Lines, Parquet or CSV, in the order of the pages, whole or not at all."""

from __future__ import annotations

import csv
import gzip
import io
import json
import shutil
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import IO, Any

from pipeline.output import whole, write_whole
from pipeline.rows.columns import COLUMNS
from pipeline.rows.part_job import errors_file, failure_row, kept_failures

FORMS = {".jsonl": "jsonl", ".jsonl.gz": "jsonl", ".csv": "jsonl", ".parquet": "parquet"}  # the form of the parts
FORMULA = tuple("=+-@\t\r\n＝＋－＠")  # what makes a spreadsheet run a cell instead of showing it


def suffix(path: str) -> str | None:
    """The suffix of `path` that makes it one file of rows, or None where it is a folder for a file each."""
    return next((end for end in FORMS if path.lower().endswith(end)), None)


def join(parts: Sequence[Path], target: Path, table: str, *, typed: bool = True) -> None:
    """Join the `parts` of `table` into the file `target`. Raises OutputError; then what was there is still there.

    Where it is not to be `typed`, what JSON Lines carry is text in Parquet: others that don't know these parts will
    come to the same columns.
    """
    end = suffix(target.name)
    if end == ".parquet":
        from pipeline.arrow import schema_of
        from pipeline.rows.part_table import join_tables

        join_tables(parts, target, schema_of(table), typed=typed)
        return
    joiners = {".jsonl.gz": _packed_lines, ".csv": _csv}
    joiners.get(end or "", _lines)(parts, target, table)


def join_errors(folder: Path, numbers: Iterable[int], errors: Path) -> None:
    """Write the failures of the parts `numbers` in `folder`, in order, into `errors`."""
    failed = (failure for number in numbers for failure in kept_failures(errors_file(folder, number)))
    write_whole(errors, "".join(json.dumps(failure_row(f), ensure_ascii=False) + "\n" for f in failed))


def _lines(parts: Sequence[Path], target: Path, table: str) -> None:
    with whole(target) as file:
        _copy(parts, file)


def _packed_lines(parts: Sequence[Path], target: Path, table: str) -> None:
    with whole(target) as file, gzip.GzipFile("", "wb", 6, file, mtime=0) as packed:
        _copy(parts, packed)


def _copy(parts: Sequence[Path], file: Any) -> None:
    for path in parts:
        with open(path, "rb") as part:
            shutil.copyfileobj(part, file, 1 << 20)


def _csv(parts: Sequence[Path], target: Path, table: str) -> None:
    """CSV that Excel reads right: UTF-8 with a byte-order mark, CRLF, and no cell that it would take for a formula."""
    columns = dict.fromkeys(COLUMNS[table])
    for path in parts:
        with open(path, "rb") as part:
            for line in part:
                columns.update(dict.fromkeys(json.loads(line)))
    with whole(target) as raw, _text(raw) as file:
        writer = csv.writer(file, lineterminator="\r\n")
        writer.writerow([cell(name) for name in columns])
        for path in parts:
            with open(path, "rb") as part:
                for line in part:
                    row = json.loads(line)
                    writer.writerow([cell(row.get(name)) for name in columns])


def _text(file: IO[bytes]) -> io.TextIOWrapper:
    class Kept(io.TextIOWrapper):
        def __exit__(self, *_: object) -> None:
            self.flush()
            self.detach()  # the file is closed by the one who opened it

    return Kept(file, encoding="utf-8-sig", newline="")


def cell(value: Any) -> str:
    """`value` as a cell of a spreadsheet; words that it would take for a formula have a "'" in front.

    >>> [cell(value) for value in ("=1+1", -5, None, True, ["a"])]
    ["'=1+1", '-5', '', 'true', '["a"]']
    """
    if value is None:
        return ""
    if isinstance(value, str):
        return f"'{value}" if value.startswith(FORMULA) else value
    return json.dumps(value, ensure_ascii=False)
