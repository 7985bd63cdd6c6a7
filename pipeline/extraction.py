"""The pipeline: one text becomes one Document. Reading this module is reading the design.

Source ──mark──▶ marks ──split──▶ blocks ──detect──▶ units ──repair──▶ units ──assemble, check──▶ Document
"""

from __future__ import annotations

import gc
import hashlib
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.metadata import version
from typing import Any

from pipeline import check
from pipeline.assembly import Assembly, build_unit, gaps, paragraphs
from pipeline.blocks import Page, split
from pipeline.body_names import part_from_body
from pipeline.broken_values import with_values
from pipeline.bullet_names import listed_names
from pipeline.categories import without_categories
from pipeline.doubts import unit_findings
from pipeline.evidence import Evidence
from pipeline.group_lines import without_group_lines
from pipeline.ids import unit_ids
from pipeline.invisible import put_back, without
from pipeline.label_numbers import numbers_of_labels
from pipeline.lines import lines
from pipeline.marks import mark
from pipeline.mending import mend
from pipeline.model import SCHEMA_VERSION, Document
from pipeline.page_doubts import encoding_finding, page_findings
from pipeline.profile import Profile, load
from pipeline.repair import wrapped_hyphen
from pipeline.source import Source
from pipeline.spread import join, told_elsewhere, told_once
from pipeline.subject_names import named_by_subjects
from pipeline.tables import tables, with_cells
from pipeline.title_breaks import with_title
from pipeline.unit_numbers import numbered_units
from pipeline.units import detect

VERSION = version("remit")


def extract(text: str, *, id: str, path: str | None = None, profile: Profile | str = "en") -> Document:
    """Read one page's text into a Document named `id`. Pure: the same arguments give the same document.

    Offsets in it are code points into `text`. Raises InvalidDocumentError where the result breaks its own promises, and
    ProfileError where `profile` can't be loaded; odd text never raises, it becomes findings.
    """
    digest = hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
    return extract_source(Source(path or id, digest, "utf-8", text), id=id, profile=profile)


def extract_source(source: Source, *, id: str, profile: Profile | str = "en") -> Document:
    """As `extract`, for a page that was read from bytes."""
    chosen = load(profile) if isinstance(profile, str) else profile
    with _uncollected():
        visible, hidden = without(source, chosen)
        value, marks = assemble(visible, id, chosen)
        if hidden is not None:
            put_back(value, hidden)
            marks = [*(hidden.span(s, e) for s, e in marks), *hidden.unread]
        check.against_schema(value)
        document = Document.model_validate(value)
        check.invariants(document, source.text, marks)
    return document


@contextmanager
def _uncollected() -> Iterator[None]:
    """Without the collector of cycles: a document has none, and over megabytes it would look at all that is alive again
    and again, a third of the whole time."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def assemble(source: Source, id: str, profile: Profile) -> tuple[dict[str, Any], list[tuple[int, int]]]:
    """The stages in order; gives the document as plain values, and the marks that the grammar consumed."""
    text = source.text
    layout = with_title(text, lines(text), profile)
    grid = tables(text, layout, profile)
    layout = with_values(text, with_cells(layout, grid), profile)
    marks = without_group_lines(text, layout, mark(text, layout, profile, grid))
    marks = listed_names(text, layout, marks, profile)
    marks = numbered_units(text, layout, without_categories(text, layout, marks, profile), profile)
    marks = numbers_of_labels(text, layout, marks, profile)
    page = split(text, layout, marks, profile)
    blocks = [block for block in page.blocks if block.unit]
    units = named_by_subjects(text, [detect(text, layout, block, profile) for block in blocks], profile)
    units = told_once(text, units)
    join(text, layout, units, profile)
    part_from_body(text, page, units, profile)
    work = Assembly(text, layout, profile, Evidence(text, profile))
    ids = unit_ids(text, units)
    for edit in wrapped_hyphen(text, layout, work.evidence):
        work.edit(edit, next((i for u, i in zip(units, ids, strict=True) if u.start <= edit.start < u.end), None))
    for unit, uid in zip(units, ids, strict=True):
        mend(work, unit, uid)
    built = [build_unit(work, unit, uid) for unit, uid in zip(units, ids, strict=True)]
    for unit, uid in zip(units, ids, strict=True):
        unit_findings(work, unit, uid)
    page_findings(work, units, ids)
    notes = _page_notes(work, page, [(u.start, u.end) for u in units])
    told_elsewhere(work, units, ids, [(n["start"], n["end"]) for n in notes])
    encoding_finding(work, source)
    if not units:
        work.find("no-units", None, "No unit was found on this page.", (0, len(text)))
    work.findings.sort(key=lambda f: (f["start"], f["end"], f["code"]))
    value = {
        "schema_version": SCHEMA_VERSION,
        "id": id,
        "title": work.quote(page.title) if page.title else None,
        "organization": work.quote(page.organization)["text"] if page.organization else None,
        "language": profile.file.language,
        "source": {"path": source.path, "sha256": source.sha256, "encoding": source.encoding, "characters": len(text)},
        "extractor": {"name": "remit", "version": VERSION, "profile": profile.name},
        "units": built,
        "notes": notes,
        "repairs": _repairs(work),
        "findings": work.findings,
    }
    return value, [span for unit in units for span in (*unit.claimed, *unit.item_marks)]


def _page_notes(work: Assembly, page: Page, units: list[tuple[int, int]]) -> list[dict[str, Any]]:
    """Text outside every unit, kept as notes of the document."""
    notes: list[dict[str, Any]] = []
    spans = units + ([page.title] if page.title else [])
    for gap in gaps(work.text, 0, len(work.text), spans):
        for span in paragraphs(work, gap):
            notes.append(work.quote(span))
            work.find("unassigned-text", None, f"This text belongs to no unit: '{notes[-1]['text'][:90]}'.", span)
    return notes


def _repairs(work: Assembly) -> list[dict[str, Any]]:
    return [
        {
            "rule": e.rule,
            "start": e.start,
            "end": e.end,
            "before": work.text[e.start : e.end],
            "after": e.after,
            "unit": work.edit_units[e.start],
        }
        for e in work.edits.items
    ]
