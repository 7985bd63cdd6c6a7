"""From an Arrow batch of pages to an Arrow batch of results: all that an engine needs (Ray, Spark, DuckDB, a loop).

In: a string (or integer) column `id`, a string column `text`, and any others, which are carried through. Out: the
columns of the chosen table, `error`, and the carried columns, with the same schema for every batch of the same columns.
A page that can't be read is one row with its id and its error; nothing that a batch holds raises.
"""

from __future__ import annotations

import types
import typing
from collections.abc import Sequence
from functools import cache
from typing import Any, TypeVar, get_args, get_origin

from pipeline.errors import InputError
from pipeline.model import Document, Duty, Model
from pipeline.rows.columns import COLUMNS, TABLES, carried_name, rows

try:
    import pyarrow as pa
except ImportError as error:  # pragma: no cover - the suite has it
    raise InputError("Parquet and Arrow need pyarrow: pip install -e '.[arrow]' in the checkout") from error

ERROR = "error"
Pages = TypeVar("Pages", pa.Table, pa.RecordBatch)


def extract_batch(pages: Pages, *, profile: str = "en", table: str = "documents") -> Pages:
    """What the `pages` say, as rows of `table`; a Table for a Table, a RecordBatch for a RecordBatch.

    Rows stand in the order of their pages. In a flat table a page may have many rows or none. Raises ProfileError where
    `profile` can't be loaded and ValueError where there is no such `table`; whatever the pages hold, it never raises.
    """
    from pipeline.profile import load
    from pipeline.rows.row_page import page_of
    from pipeline.runs.page_job import failure, read_page

    if table not in TABLES:
        raise ValueError(f"no table '{table}': {', '.join(TABLES)}")
    load(profile)
    results: list[Document | tuple[str | None, str]] = []
    for id, text in zip(_values(pages, "id"), _values(pages, "text"), strict=True):
        page = page_of(id, text, "", None, None)
        try:
            results.append(read_page(page, profile)[0])
        except Exception as error:
            row = failure(page, error)
            results.append((row.id or None, f"{row.error} ({row.place})" if row.place else row.error))
    columns, at = _columns(results, table)
    index = pa.array(at, pa.int64())
    columns += [_one(pages.column(n).take(index)) for n, name in enumerate(pages.schema.names) if _is_carried(name)]
    schema = result_schema(pages.schema, table)
    return type(pages).from_arrays(columns, schema=schema)


def result_schema(pages: pa.Schema, table: str = "documents") -> pa.Schema:
    """The schema of what `extract_batch` gives for pages with the schema `pages`."""
    own = [*schema_of(table), pa.field(ERROR, pa.string())]
    names = {field.name for field in own}
    return pa.schema(own + [f.with_name(carried_name(f.name, names)) for f in pages if _is_carried(f.name)])


@cache
def schema_of(table: str) -> pa.Schema:
    """The columns of `table`, without `error` and what is carried."""
    if table == "documents":
        return pa.schema([pa.field(f.name, f.type) for f in _struct(Document)])
    kinds = {str: pa.string(), int: pa.int64()}
    return pa.schema([pa.field(name, kinds[kind]) for name, kind in COLUMNS[table].items()])


def documents_table(documents: Sequence[Document], table: str) -> tuple[pa.Table, list[int]]:
    """The rows of `documents` in `table`, and for each row which document (from 0) it is of."""
    columns, at = _columns(documents, table)
    return pa.Table.from_arrays(columns[:-1], schema=schema_of(table)), at


def _columns(results: Sequence[Document | tuple[str | None, str]], table: str) -> tuple[list[pa.Array], list[int]]:
    """The columns of `table` and `error`, and for each row which result it is of."""
    schema = schema_of(table)
    found: list[dict[str, Any]] = []
    at: list[int] = []
    for n, result in enumerate(results):
        if isinstance(result, tuple):
            one = [{schema.names[_ID[table]]: result[0], ERROR: result[1]}]
        else:
            one = [_plain(result)] if table == "documents" else list(rows(result, table))
        found += one
        at += [n] * len(one)
    columns = [pa.array([row.get(f.name) for row in found], f.type) for f in schema]
    return [*columns, pa.array([row.get(ERROR) for row in found], pa.string())], at


_ID = {name: 1 if name == "documents" else 0 for name in TABLES}  # where the id stands among a table's columns


def _plain(document: Document) -> dict[str, Any]:
    value = document.model_dump()
    for unit in value["units"]:
        unit["duties"] = _flat(unit["duties"], None, [])
    return value


def _flat(duties: list[dict[str, Any]], parent: int | None, out: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Duties and those nested in them in one list: Arrow has no types that hold themselves."""
    for duty in duties:
        items = duty.pop("items")
        out.append({**duty, "parent": parent})
        _flat(items, len(out) - 1, out)
    return out


def _struct(model: type[Model]) -> pa.StructType:
    fields = [(name, _type(field.annotation)) for name, field in model.model_fields.items() if name != "items"]
    if model is Duty:
        fields.append(("parent", pa.int64()))
    return pa.struct(fields)


def _type(annotation: Any) -> pa.DataType:
    """The Arrow type for a field of the models."""
    origin, arguments = get_origin(annotation), get_args(annotation)
    if origin is list:
        return pa.list_(_type(arguments[0]))
    if origin in (types.UnionType, typing.Union):  # or null, as everything may be in Arrow
        return _type(arguments[0])
    if isinstance(annotation, type) and issubclass(annotation, Model):
        return _struct(annotation)
    return pa.int64() if annotation is int else pa.string()


def _is_carried(name: str) -> bool:
    return name not in ("id", "text")


def _values(pages: pa.Table | pa.RecordBatch, name: str) -> list[Any]:
    if pages.schema.names.count(name) != 1:
        return [None] * pages.num_rows
    return values(pages.column(name))


def values(column: pa.Array | pa.ChunkedArray) -> list[Any]:
    """The values of `column` for Python; what should be text and is no UTF-8 comes as bytes."""
    try:
        return list(column.to_pylist())
    except UnicodeDecodeError:
        return [_text_or_bytes(cell) for cell in column]


def _text_or_bytes(cell: Any) -> Any:
    try:
        return cell.as_py()
    except UnicodeDecodeError:
        return cell.as_buffer().to_pybytes() if hasattr(cell, "as_buffer") else b""


def _one(column: pa.Array | pa.ChunkedArray) -> pa.Array:
    return column.combine_chunks() if isinstance(column, pa.ChunkedArray) else column
