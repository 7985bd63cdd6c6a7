"""Parts as Parquet, and the one type that a carried column has in all of them.

A corpus in Parquet says what its columns are. One in JSON Lines doesn't: what its rows carry stands in the parts as
JSON, with the kinds of value seen; when all parts are there, a column of one kind gets its type, any other stays JSON.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pyarrow as pa
import pyarrow.parquet as pq

from pipeline.arrow import documents_table
from pipeline.errors import OutputError
from pipeline.output import whole
from pipeline.rows.columns import carried_name
from pipeline.rows.json_cells import json_values
from pipeline.rows.parquet import unpacked
from pipeline.runs.pool import Batch

if TYPE_CHECKING:
    from pipeline.model import Document

KINDS = b"kinds"  # the key of a field's metadata: the values are JSON, and these kinds are among them
IN_JSON = {b"format": b"json"}  # the metadata of a column of the whole that is left as JSON
TYPES = {"bool": pa.bool_(), "int": pa.int64(), "float": pa.float64(), "str": pa.string()}
GROUP = 8 << 20  # bytes of a row group, in memory
CODEC = "zstd"


def write_part(path: Path, documents: dict[int, Document], batch: Batch, table: str) -> None:
    """Write the rows of `documents`, each with its place in `batch`, as a part at `path`."""
    own, at = documents_table(list(documents.values()), table)
    places = list(documents)
    index = pa.array([places[n] for n in at], pa.int64())
    names = set(own.schema.names)
    columns, fields = list(own.columns), list(own.schema)
    for field, column in _carried(batch):
        columns.append(column.take(index))
        fields.append(field.with_name(carried_name(field.name, names)))
    with whole(path) as file:
        pq.write_table(pa.Table.from_arrays(columns, schema=pa.schema(fields)), file, compression=CODEC)


def _carried(batch: Batch) -> Iterator[tuple[pa.Field, Any]]:
    if batch.carried is not None:
        rows = unpacked(batch.carried)
        yield from zip(rows.schema, rows.columns, strict=True)
        return
    carried = [page.carried or {} for page in batch.pages]
    for name in dict.fromkeys(name for row in carried for name in row):
        values = [row.get(name) for row in carried]
        kinds = ",".join(sorted({_kind(value) for value in values if value is not None}))
        cells = [None if value is None else _dumps(value) for value in values]
        yield pa.field(name, pa.string(), metadata={KINDS: kinds}), pa.array(cells, pa.string())


def _kind(value: Any) -> str:
    kind = type(value).__name__
    return "json" if kind not in TYPES or (kind == "int" and not -(2**63) <= value < 2**63) else kind


def _dumps(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def join_tables(parts: Iterable[Path], target: Path, own: pa.Schema, *, typed: bool = True) -> None:
    """Join `parts`, in order, into one Parquet file `target`, whose first columns are `own`. Where it is not to be
    `typed`, carried columns that come from JSON are text: strings as they are, other values as JSON."""
    parts = list(parts)
    schema = pa.schema([*own, *_common(parts, len(own), typed)])
    with whole(target) as file, pq.ParquetWriter(file, schema, compression=CODEC) as writer:
        held: list[pa.Table] = []
        for part in parts:
            try:
                rows = pq.read_table(part)
            except (pa.ArrowException, OSError) as error:
                raise OutputError(f"{part}: the part can't be read: {error}") from error
            held.append(_cast(rows, schema, len(own)))
            if sum(table.nbytes for table in held) >= GROUP:
                writer.write_table(pa.concat_tables(held))
                held = []
        if held:
            writer.write_table(pa.concat_tables(held))


def _common(parts: Iterable[Path], own: int, typed: bool) -> list[pa.Field]:
    """The carried columns of all `parts`, in the order they are met, each with a type that holds all its values."""
    found: dict[str, set[pa.DataType | None]] = {}
    for part in parts:
        for field in list(pq.read_schema(part))[own:]:
            kinds = _types(field) if typed or KINDS not in (field.metadata or {}) else {pa.string()}
            found.setdefault(field.name, set()).update(kinds)
    fields = ((name, _common_type(types)) for name, types in found.items())
    return [pa.field(name, kind or pa.string(), metadata=None if kind else IN_JSON) for name, kind in fields]


def _types(field: pa.Field) -> set[pa.DataType | None]:
    """The types of the values of a part's `field`; None where they can only stay JSON."""
    kinds = (field.metadata or {}).get(KINDS)
    if kinds is None:
        return {field.type}
    return {TYPES.get(kind) for kind in kinds.decode().split(",") if kind}


def _common_type(types: set[pa.DataType | None]) -> pa.DataType | None:
    """A type that holds the values of all `types`, or None where only JSON does."""
    kinds = {kind for kind in types if kind is None or not pa.types.is_null(kind)}
    if len(kinds) < 2 or None in kinds:
        return None if None in kinds else kinds.pop() if kinds else pa.string()
    schemas = [pa.schema([pa.field("value", kind)]) for kind in sorted(kinds, key=str)]
    try:
        return pa.unify_schemas(schemas, promote_options="permissive").field(0).type
    except (pa.ArrowTypeError, pa.ArrowInvalid):
        return None


def _cast(rows: pa.Table, schema: pa.Schema, own: int) -> pa.Table:
    """`rows` of a part with the columns of the whole."""
    columns = list(rows.columns[:own])
    for field in list(schema)[own:]:
        at = rows.schema.get_field_index(field.name)
        missing = at < 0 or pa.types.is_null(rows.field(at).type)
        columns.append(
            pa.nulls(rows.num_rows, field.type) if missing else _column(rows.column(at), rows.field(at), field)
        )
    return pa.Table.from_arrays(columns, schema=schema)


def _column(column: Any, was: pa.Field, field: pa.Field) -> Any:
    """`column`, which is `was` in its part, as it is in the whole: `field`."""
    if KINDS not in (was.metadata or {}):
        if field.metadata == IN_JSON:
            return pa.array([None if v is None else _dumps(v) for v in json_values(column)], pa.string())
        return column if was.type == field.type else column.cast(field.type, safe=False)
    if field.metadata == IN_JSON:
        return column
    cells = [None if v is None else json.loads(v) for v in column.to_pylist()]
    if pa.types.is_floating(field.type):
        cells = [None if v is None else float(v) for v in cells]
    if all(value is None for value in cells):
        return pa.nulls(len(cells), field.type)
    if pa.types.is_string(field.type):
        return pa.array([v if v is None or isinstance(v, str) else _dumps(v) for v in cells], pa.string())
    return pa.array(cells).cast(field.type, safe=False)
