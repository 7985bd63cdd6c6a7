"""Check: hold a document against its schema and its promises. A document that fails is not written."""

from __future__ import annotations

import json
from collections.abc import Iterator
from functools import cache
from typing import Any

import regex

from pipeline.edits import Edit, Edits
from pipeline.errors import InvalidDocumentError
from pipeline.model import Document, Duty, Quote, Unit

NOT_WORDS = regex.compile(r"[^\p{L}\p{N}]*")


def schema() -> dict[str, Any]:
    """The JSON Schema (2020-12) of a document."""
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": "remit/document-1.0",
        **Document.model_json_schema(mode="serialization"),
    }


@cache
def _validator() -> Any:
    import jsonschema_rs

    return jsonschema_rs.validator_for(schema())


def against_schema(value: dict[str, Any]) -> None:
    """Raises InvalidDocumentError naming the place where `value` breaks the schema."""
    validator = _validator()
    if not validator.is_valid(value):
        error = next(iter(validator.iter_errors(value)))
        place = "/".join(map(str, error.instance_path)) or "document"
        raise InvalidDocumentError(f"{place}: {error.message[:200]}")


def invariants(document: Document, text: str, marks: list[tuple[int, int]]) -> None:
    """Quotes are true to `text`, units in order, parts inside their unit, and with the `marks` that the grammar
    consumed they account for every letter and digit. Raises InvalidDocumentError."""
    for problem in _broken(document, text):
        raise InvalidDocumentError(f"{document.id}: {problem}")
    for start, end in vanished(document, text, marks):
        raise InvalidDocumentError(f"{document.id}: '{text[start:end].strip()[:60]}' at {start} would vanish")


def problems(document: Document, text: str) -> Iterator[str]:
    """Every broken promise of `document` against its source `text`, one line each."""
    yield from _broken(document, text)
    if vanished := sum(e - s for s, e in uncovered(document, text)):
        yield f"{vanished} characters of the source are in no field"


def _broken(document: Document, text: str) -> Iterator[str]:
    """The promises that one value breaks by itself: repairs and quotes that are not true, parts outside their unit."""
    if len(text) != document.source.characters:
        yield f"the source has {len(text)} characters, the document was made of {document.source.characters}"
        return
    edits = Edits()
    for r in document.repairs:
        if text[r.start : r.end] != r.before:
            yield f"repair {r.rule} at {r.start}: the source does not read '{r.before}'"
        if not edits.add(Edit(r.rule, r.start, r.end, r.after)):
            yield f"repair {r.rule} at {r.start} overlaps another"
    joined = {f.unit for f in document.findings if f.code == "told-elsewhere"}
    last = 0
    for unit in document.units:
        first, end = unit.start, unit.end
        if first < last or end < first:
            yield f"unit {unit.id} overlaps the unit before it"
        last = end
        whole = not edits.touch(first, end)
        for quote in quotes(unit):
            start, stop = quote.start, quote.end
            if first <= start <= stop <= end:
                if text[start:stop] == quote.text and (whole or not edits.touch(start, stop)):
                    continue
            elif unit.id not in joined or not _about_subunits(quote, unit):  # joined from another place of the page
                yield f"'{quote.text[:40]}' at {start} stands outside its unit {unit.id}"
                continue
            yield from _untrue(quote, text, edits)
    for quote in [document.title, *document.notes] if document.title else document.notes:
        yield from _untrue(quote, text, edits)


def _untrue(quote: Quote, text: str, edits: Edits) -> tuple[str, ...]:
    """What is wrong with the words of `quote`, if anything."""
    words, start, end = quote.text, quote.start, quote.end
    read = edits.read(text, start, end)
    if read == words or read.casefold() == words.casefold():
        return ()
    return (f"'{words[:40]}' is not what the source has at {start}",)


def _about_subunits(quote: Quote, unit: Unit) -> bool:
    whole = unit.subunits.text
    return whole is not None and whole.start <= quote.start <= quote.end <= whole.end


def all_quotes(document: Document) -> Iterator[Quote]:
    if document.title:
        yield document.title
    yield from document.notes
    for unit in document.units:
        yield from quotes(unit)


def quotes(unit: Unit) -> list[Quote]:
    """Every quote of a unit."""
    found: list[Quote] = [q for q in (unit.name, unit.level, unit.status_text, unit.subunits.text) if q]
    for group in unit.subunits.groups:
        found += group.members
        if group.level:
            found.append(group.level)
    _add_duties(unit.duties, found)
    found += unit.notes
    return found


def _add_duties(duties: list[Duty], found: list[Quote]) -> None:
    for duty in duties:
        found.append(duty)
        found += duty.sentences
        if duty.items:
            _add_duties(duty.items, found)


def uncovered(document: Document, text: str) -> list[tuple[int, int]]:
    """Stretches with letters or digits that no quote, no unit's block and no repair accounts for."""
    spans = [(q.start, q.end) for q in all_quotes(document)]
    spans += [(u.start, u.end) for u in document.units]
    spans += [(r.start, r.end) for r in document.repairs]
    spans.sort()
    found: list[tuple[int, int]] = []
    at = 0
    for s, e in [*spans, (len(text), len(text))]:
        if s > at and NOT_WORDS.fullmatch(text, at, s) is None:
            found.append((at, s))
        at = max(at, e)
    return found


def vanished(document: Document, text: str, marks: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Stretches with letters or digits that stand in no quote and in none of the `marks` that the grammar consumed."""
    spans = [(q.start, q.end) for q in all_quotes(document)]
    spans += marks
    spans.sort()
    found: list[tuple[int, int]] = []
    at = 0
    for s, e in [*spans, (len(text), len(text))]:
        if s > at and text[at:s].strip(" \r\n.;,") and NOT_WORDS.fullmatch(text, at, s) is None:
            found.append((at, s))
        if e > at:
            at = e
    return found


def accounted(document: Document, text: str) -> float:
    """The share of characters, white space aside, that are accounted for: 0 to 1."""
    total = sum(not c.isspace() for c in text)
    lost = sum(e - s for s, e in uncovered(document, text))
    return 1 - lost / total if total else 1.0


def schema_text() -> str:
    """The schema as the file `schemas/document.schema.json` has it."""
    return json.dumps(schema(), indent=2, ensure_ascii=False) + "\n"
