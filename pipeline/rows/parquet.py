"""Parquet in: the pages of a file, with what they carry left as Arrow has it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import groupby
from typing import IO, Any, NamedTuple

import pyarrow as pa

from pipeline.arrow import values
from pipeline.errors import InputError
from pipeline.rows.row_page import page_of
from pipeline.runs.pages import Page

ROWS = 64  # rows taken out of a file at a time


class Cells(NamedTuple):
    """What a page carries: a row of some rows."""

    rows: pa.RecordBatch
    row: int


def opened(path: str, file: IO[bytes] | None = None) -> Any:
    """The Parquet file at `path`, or in `file` that is called so. Raises InputError where it is none, or can't be
    read."""
    import pyarrow.parquet as pq

    try:
        # no read-ahead: what is in memory must not grow with the size of a row group
        return pq.ParquetFile(file or path, pre_buffer=False, buffer_size=1 << 20)
    except (pa.ArrowException, OSError) as error:
        if isinstance(error, OSError) and error.strerror:
            raise InputError(f"{path}: {error.strerror.lower()}") from error
        raise InputError(f"{path}: not a Parquet file") from error


def pages(
    path: str, file: IO[bytes] | None = None, groups: Iterable[int] | None = None, before: int = 0
) -> Iterator[Page]:
    """The pages of the Parquet file at `path` (or in `file`, which is called so), or those of some of its row `groups`,
    `before` which so many rows stand; each with the `Cells` that it carries. Raises InputError."""
    with opened(path, file) as table:
        wrong = _wrong_columns(table.schema_arrow)
        if wrong:
            raise InputError(f"{path}: {wrong}")
        for group in range(table.num_row_groups) if groups is None else groups:
            rows = table.metadata.row_group(group).num_rows
            yield from _group(table, group, path, before, rows)
            before += rows


def _group(file: Any, group: int, path: str, before: int, count: int) -> Iterator[Page]:
    """The pages of the row group `group`, which has `count` rows and stands behind the `before` first rows."""
    row = before
    try:
        for rows in file.iter_batches(batch_size=ROWS, row_groups=[group]):
            carried = rows.drop_columns(["id", "text"])
            for n, (id, text) in enumerate(zip(values(rows["id"]), values(rows["text"]), strict=True)):
                row += 1
                yield page_of(id, text, path, f"row {row}", Cells(carried, n))
    except (pa.ArrowException, OSError) as error:
        yield Page("", path, f"row {row + 1}", error=f"the rows up to {before + count} can't be read: {error}")


def _wrong_columns(schema: pa.Schema) -> str | None:
    """What keeps the rows of `schema` from being pages, or None."""
    for name, kinds in (("id", (_is_text, pa.types.is_integer)), ("text", (_is_text,))):
        if schema.names.count(name) != 1:
            return f"it has {'no' if name not in schema.names else 'more than one'} column '{name}'"
        kind = schema.field(name).type
        if not any(is_kind(kind) for is_kind in kinds) and not pa.types.is_null(kind):
            return f"its column '{name}' is no string ({kind})"
    return None


def _is_text(kind: pa.DataType) -> bool:
    if pa.types.is_dictionary(kind):
        kind = kind.value_type
    return bool(pa.types.is_string(kind) or pa.types.is_large_string(kind) or pa.types.is_string_view(kind))


def packed(pages: Iterable[Page]) -> bytes | None:
    """What `pages` carry as `Cells`, in Arrow's format for other processes, a row each; None where they don't."""
    cells = [page.carried if isinstance(page.carried, Cells) else None for page in pages]
    schema = next((cell.rows.schema for cell in cells if cell), None)
    if schema is None or not schema.names:
        return None
    nothing = Cells(pa.RecordBatch.from_arrays([pa.nulls(1, field.type) for field in schema], schema=schema), 0)
    sink = pa.BufferOutputStream()
    with pa.ipc.new_stream(sink, schema) as stream:
        for _, run in groupby(cells, key=lambda cell: cell and id(cell.rows)):
            first, *more = (cell or nothing for cell in run)
            stream.write_batch(first.rows.slice(first.row, 1 + len(more)))
    return bytes(sink.getvalue())


def unpacked(data: bytes) -> pa.Table:
    """What was packed, a row for each page."""
    return pa.ipc.open_stream(data).read_all()
