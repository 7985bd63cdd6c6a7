"""Assemble: spans of the source become the document's JSON-ready values, with repairs applied and findings added."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass, field
from typing import Any

import regex

from pipeline.candidates import Candidates, candidates
from pipeline.edits import Edit, Edits
from pipeline.evidence import Evidence
from pipeline.findings import FINDINGS
from pipeline.group_spans import GroupSpans
from pipeline.lines import Lines
from pipeline.profile import Profile
from pipeline.sentences import statements
from pipeline.shape import shape
from pipeline.spans import Span
from pipeline.unit_spans import DutySpans, UnitSpans

WORDS = regex.compile(r"[\p{L}\p{N}]")
WORD = regex.compile(r"\p{L}[\p{L}\p{M}'’-]*")
BEHIND_LEVEL = ".;,。；， \t\r\n\u00a0\u3000"
EVIDENCE = 90


@dataclass(slots=True)
class Assembly:
    """What is collected while a page is put together."""

    text: str
    lines: Lines
    profile: Profile
    evidence: Evidence
    edits: Edits = field(default_factory=Edits)
    edit_units: dict[int, str | None] = field(default_factory=dict)
    findings: list[dict[str, Any]] = field(default_factory=list)
    stops: list[tuple[str, int, bool]] = field(default_factory=list)  # where full stops cut duties: numbered ones?
    lost: list[tuple[str, int]] = field(default_factory=list)  # full stops with a small letter behind them
    longer: list[tuple[str, Span]] = field(default_factory=list)  # the duties with a mark inside that could end one
    candidates: Candidates = field(default_factory=Candidates)
    cuts: list[int] = field(default_factory=list)  # where statements could be cut, and the end of the text

    def __post_init__(self) -> None:
        forms = shape(self.text)
        self.edits.tidy = forms.tidy
        self.candidates = candidates(self.text, forms)
        self.cuts = sorted([*self.candidates.stops, *self.candidates.semicolons, len(self.text)])

    def find(self, code: str, unit: str | None, message: str, span: Span) -> None:
        self.findings.append(
            {
                "code": code,
                "severity": FINDINGS[code].severity,
                "unit": unit,
                "message": message,
                "start": span[0],
                "end": span[1],
            }
        )

    def edit(self, edit: Edit | None, unit: str | None) -> None:
        """Record an edit in `unit`, unless it touches one that is there already."""
        if edit is not None and self.edits.add(edit):
            self.edit_units[edit.start] = unit

    def shown(self, span: Span) -> str:
        """The source's own words in `span`, on one line, for a message."""
        return " ".join(self.text[slice(*span)].split())

    def quote(self, span: Span) -> dict[str, Any]:
        return {"text": self.edits.read(self.text, *span), "start": span[0], "end": span[1]}


def walk(duties: list[DutySpans]) -> list[DutySpans]:
    """Every duty, each before what is nested in it."""
    found: list[DutySpans] = []
    for duty in duties:
        found.append(duty)
        if duty.items:
            found += walk(duty.items)
    return found


def build_unit(page: Assembly, unit: UnitSpans, uid: str) -> dict[str, Any]:
    """A unit as the output has it; what it does not claim of its block becomes a note."""
    name = None
    if unit.name:
        name = page.quote(unit.name)
        name["text"] = page.profile.titled(name["text"])
        name["origin"] = unit.origin
    level = _level(page, unit.level, uid) if unit.level else None
    duties = [build_duty(page, d, uid) for d in unit.duties]
    subunits = {
        "listing": unit.listing,
        "text": page.quote(unit.statement) if unit.statement else None,
        "groups": [_group(page, g, uid) for g in unit.groups],
    }
    return {
        "id": uid,
        "name": name,
        "level": level,
        "status": unit.status,
        "status_text": page.quote(unit.status_text) if unit.status_text else None,
        "subunits": subunits,
        "duties": duties,
        "notes": _notes(page, unit, uid),
        "start": unit.start,
        "end": unit.end,
    }


def _level(page: Assembly, span: Span, uid: str) -> dict[str, Any]:
    value = page.quote(span)
    words = value["text"].rstrip(BEHIND_LEVEL)
    if words != value["text"]:
        value = page.quote((span[0], span[0] + len(page.text[slice(*span)].rstrip(BEHIND_LEVEL))))
    code, rank = page.profile.level(value["text"])
    if code is None:
        page.find("unknown-level", uid, f"'{value['text'][:EVIDENCE]}' is not a known administrative level.", span)
    return {**value, "code": code, "rank": rank}


def _group(page: Assembly, group: GroupSpans, uid: str) -> dict[str, Any]:
    members = [page.quote(m) for m in group.members]
    spans = group.members or [(0, 0)]
    place = (min(s for s, _ in spans), max(e for _, e in spans))
    if members and group.declared is not None and group.declared != len(members):
        page.find(
            "count-mismatch", uid, f"The source declares {group.declared} members and lists {len(members)}.", place
        )
    if group.ambiguous:
        message = "The list can be read in two ways, and nothing decides."
        page.find("ambiguous-list", uid, message, place)
    return {
        "label": group.label,
        "declared": group.declared,
        "level": _level(page, group.level, uid) if group.level else None,
        "members": members,
    }


def build_duty(page: Assembly, duty: DutySpans, uid: str) -> dict[str, Any]:
    start, end = duty.start, duty.end
    words = page.edits.read(page.text, start, end)
    cuts = page.cuts
    if cuts[bisect_left(cuts, start)] >= end:
        sentences = [{"text": words, "start": start, "end": end}] if start < end else []
    else:
        page.longer.append((uid, (start, end)))
        spans, stops = statements(page.text, start, end, page.candidates.stops, page.profile)
        page.stops += [(uid, at, duty.number is not None) for at in stops]
        sentences = [page.quote(span) for span in spans]
    return {
        "number": duty.number,
        "text": words,
        "start": start,
        "end": end,
        "sentences": sentences,
        "items": [build_duty(page, d, uid) for d in duty.items] if duty.items else [],
    }


def claimed_spans(unit: UnitSpans) -> list[Span]:
    """Every span of the unit's block that a field or the grammar accounts for."""
    spans = list(unit.claimed)
    spans += [
        s for s in (unit.name if unit.origin == "heading" else None, unit.level, unit.status_text, unit.statement) if s
    ]
    spans += unit.items
    spans += [(d.start, d.end) for d in unit.duties if d.mark is None]
    return [span for span in spans if span[0] < unit.end]  # a joined statement stands elsewhere


def gaps(text: str, start: int, end: int, spans: list[Span]) -> list[Span]:
    """Stretches of `text[start:end]` with words in them that none of `spans` covers, trimmed."""
    found: list[Span] = []
    at = start
    for s, e in [*sorted(spans), (end, end)]:
        piece = text[at:s].strip(" \r\n.;,") if s > at else ""
        if piece and WORDS.search(piece):
            piece = text[at:s]
            first = at + len(piece) - len(piece.lstrip(" \t\r\n\u00a0\u3000;；,，.。"))
            found.append((first, at + len(piece.rstrip())))
        at = max(at, e)
    return found


def paragraphs(page: Assembly, span: Span) -> list[Span]:
    out: list[Span] = []
    for s, e in page.lines.each(*span):
        piece = page.text[s:e]
        if WORDS.search(piece):
            out.append((s, s + len(piece.rstrip())))
    return out


def _notes(page: Assembly, unit: UnitSpans, uid: str) -> list[dict[str, Any]]:
    notes: list[dict[str, Any]] = []
    quiet = unit.quiet
    for gap in gaps(page.text, unit.start, unit.end, claimed_spans(unit) + quiet):
        for span in paragraphs(page, gap):
            notes.append(page.quote(span))
            page.find(
                "unassigned-text", uid, f"This text is no field of the unit: '{notes[-1]['text'][:EVIDENCE]}'.", span
            )
    notes += [page.quote(span) for span in quiet]
    return sorted(notes, key=lambda n: n["start"])
