"""The tables that documents become: their columns, and a document's rows in them.

`documents` has the fields of a document; the others are flat, one row for each unit, duty, member or finding, and read
in any tool at once. What is null is null, counts and offsets are integers, everything else is a string.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from pipeline.model import Document, Duty, Level, Unit

Row = dict[str, Any]

_SPAN = {"start": int, "end": int}
_UNIT = {"document_id": str, "unit_id": str, "unit_name": str}
_LEVEL = {"level": str, "level_code": str, "level_rank": int}

COLUMNS: dict[str, dict[str, type[str] | type[int]]] = {
    "units": {
        **{"document_id": str, "organization": str, "unit_id": str, "name": str, "name_origin": str},
        **_LEVEL,
        **{"status": str, "status_text": str, "listing": str, "members": int, "duties": int},
        **_SPAN,
    },
    "duties": {**_UNIT, "position": str, "number": int, "text": str, "sentences": int, **_SPAN},
    "members": {**_UNIT, "group": int, "label": str, "declared": int, **_LEVEL, "text": str, **_SPAN},
    "findings": {"document_id": str, "code": str, "severity": str, "unit_id": str, "message": str, **_SPAN},
}
TABLES = ("documents", *COLUMNS)


def rows(document: Document, table: str) -> Iterator[Row]:
    """The rows of `document` in the flat `table`, with every column of it in order, in source order."""
    return _ROWS[table](document)


def carried_name(name: str, own: Collection[str]) -> str:
    """What a carried column is called beside the columns `own`: `page_…` where it has the name of one of them. Two
    columns never come to one name.

    >>> [carried_name(name, {"title"}) for name in ("url", "title", "page_title", "page_url")]
    ['url', 'page_title', 'page_page_title', 'page_url']
    """
    bare = name
    while bare.startswith("page_") and bare not in own:
        bare = bare.removeprefix("page_")
    return f"page_{name}" if bare in own else name


def _level(level: Level | None) -> Row:
    if level is None:
        return {"level": None, "level_code": None, "level_rank": None}
    return {"level": level.text, "level_code": level.code, "level_rank": level.rank}


def _of(document: Document, unit: Unit) -> Row:
    return {
        "document_id": document.id,
        "unit_id": unit.id,
        "unit_name": unit.name.text if unit.name else None,
    }


def _units(document: Document) -> Iterator[Row]:
    for unit in document.units:
        yield {
            "document_id": document.id,
            "organization": document.organization,
            "unit_id": unit.id,
            "name": unit.name.text if unit.name else None,
            "name_origin": unit.name.origin if unit.name else None,
            **_level(unit.level),
            "status": unit.status,
            "status_text": unit.status_text.text if unit.status_text else None,
            "listing": unit.subunits.listing,
            "members": sum(len(group.members) for group in unit.subunits.groups),
            "duties": len(unit.duties),
            "start": unit.start,
            "end": unit.end,
        }


def _duties(document: Document) -> Iterator[Row]:
    for unit in document.units:
        same = _of(document, unit)
        for position, duty in _numbered(unit.duties, ""):
            yield {
                **same,
                "position": position,
                "number": duty.number,
                "text": duty.text,
                "sentences": len(duty.sentences),
                "start": duty.start,
                "end": duty.end,
            }


def _numbered(duties: list[Duty], before: str) -> Iterator[tuple[str, Duty]]:
    """Each duty and, behind it, what is nested in it, with its place counted from 1 ('3', '3.1')."""
    for n, duty in enumerate(duties, 1):
        yield f"{before}{n}", duty
        yield from _numbered(duty.items, f"{before}{n}.")


def _members(document: Document) -> Iterator[Row]:
    for unit in document.units:
        same = _of(document, unit)
        for n, group in enumerate(unit.subunits.groups, 1):
            for member in group.members:
                yield {
                    **same,
                    "group": n,
                    "label": group.label,
                    "declared": group.declared,
                    **_level(group.level),
                    "text": member.text,
                    "start": member.start,
                    "end": member.end,
                }


def _findings(document: Document) -> Iterator[Row]:
    for finding in document.findings:
        yield {
            "document_id": document.id,
            "code": finding.code,
            "severity": finding.severity,
            "unit_id": finding.unit,
            "message": finding.message,
            "start": finding.start,
            "end": finding.end,
        }


_ROWS: dict[str, Callable[[Document], Iterator[Row]]] = {
    "units": _units,
    "duties": _duties,
    "members": _members,
    "findings": _findings,
}
