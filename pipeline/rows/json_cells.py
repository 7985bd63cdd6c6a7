"""Arrow's values as JSON has them: times in ISO 8601, decimals as strings, bytes in base 64."""

from __future__ import annotations

import base64
from typing import Any

import pyarrow as pa

from pipeline.arrow import values


def json_values(column: Any) -> list[Any]:
    """The values of an Arrow `column` as JSON has them."""
    return [_json(value) for value in values(_in_microseconds(column))]


def _json(value: Any) -> Any:
    if value is None or isinstance(value, bool | int | str):
        return value
    if isinstance(value, float):
        return value if value - value == 0 else None  # JSON has no NaN and no infinity
    if isinstance(value, bytes):
        return base64.b64encode(value).decode()
    if isinstance(value, dict):
        return {str(key): _json(inner) for key, inner in value.items()}
    if isinstance(value, list | tuple):
        return [_json(inner) for inner in value]
    return value.isoformat() if hasattr(value, "isoformat") else str(value)


def _in_microseconds(column: Any) -> Any:
    """`column` with times that Python can hold: no finer than a microsecond."""
    kind = _coarser(column.type)
    return column if kind == column.type else column.cast(kind, safe=False)


def _coarser(kind: pa.DataType) -> pa.DataType:
    if pa.types.is_timestamp(kind) and kind.unit == "ns":
        return pa.timestamp("us", kind.tz)
    if pa.types.is_duration(kind) and kind.unit == "ns":
        return pa.duration("us")
    if pa.types.is_time64(kind) and kind.unit == "ns":
        return pa.time64("us")
    if pa.types.is_list(kind):
        return pa.list_(kind.value_field.with_type(_coarser(kind.value_type)))
    if pa.types.is_struct(kind):
        return pa.struct([field.with_type(_coarser(field.type)) for field in kind])
    return kind
