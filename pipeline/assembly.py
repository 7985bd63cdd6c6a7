"""Assemble: spans of the source become the document's JSON-ready values, with repairs applied and findings added."""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left, bisect_right
from collections import Counter
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

import regex

from pipeline import repair
from pipeline.candidates import Candidates, candidates
from pipeline.edits import Edits
from pipeline.evidence import Evidence
from pipeline.findings import FINDINGS
from pipeline.lines import Lines
from pipeline.members import GroupSpans
from pipeline.profile import Profile
from pipeline.sentences import statements
from pipeline.shape import shape
from pipeline.spans import Span, places
from pipeline.units import DutySpans, UnitSpans

PLAIN = re.compile(r"[a-z0-9]+")
WORDS = regex.compile(r"[\p{L}\p{N}]")
WORD = regex.compile(r"\p{L}[\p{L}\p{M}'’-]*")
EVIDENCE = 90
PAGE_HABIT = 0.2
MOST = 0.7


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
    stops: list[tuple[str, int]] = field(default_factory=list)
    candidates: Candidates = field(default_factory=Candidates)
    cuts: list[int] = field(default_factory=list)  # where statements could be cut, and the end of the text

    def __post_init__(self) -> None:
        forms = shape(self.text)
        self.edits.tidy = forms.tidy
        self.candidates = candidates(self.text, forms)
        self.cuts = sorted([*self.candidates.stops, *places(self.text, ";", "；"), len(self.text)])

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

    def edit(self, edit: Any, unit: str | None) -> bool:
        if self.edits.add(edit):
            self.edit_units[edit.start] = unit
            return True
        return False

    def quote(self, span: Span) -> dict[str, Any]:
        return {"text": self.edits.read(self.text, *span), "start": span[0], "end": span[1]}


@lru_cache(maxsize=4096)
def slug(name: str) -> str:
    """'Tai'an Section' -> 'tai-an-section': lower case, letters and digits of any script, single hyphens."""
    if name.isascii():
        return "-".join(PLAIN.findall(name.lower()))
    plain = unicodedata.normalize("NFKD", name)
    plain = "".join(c for c in plain if not unicodedata.combining(c)).lower()
    return "-".join(regex.findall(r"[\p{L}\p{N}]+", plain))


def unit_ids(page: Assembly, units: list[UnitSpans]) -> list[str]:
    """A unique id for every unit: the slug of its name, or its place on the page."""
    seen: Counter[str] = Counter()
    ids: list[str] = []
    taken: set[str] = set()
    for i, unit in enumerate(units, 1):
        base = slug(page.text[slice(*unit.name)]) if unit.name else ""
        base = base or f"unit-{i}"
        seen[base] += 1
        candidate = base if seen[base] == 1 else f"{base}-{seen[base]}"
        while candidate in taken:
            seen[base] += 1
            candidate = f"{base}-{seen[base]}"
        ids.append(candidate)
        taken.add(candidate)
    return ids


def mend(page: Assembly, unit: UnitSpans, uid: str) -> None:
    """Apply the repair rules to a unit's members, numbers and duties."""
    text = page.text
    if unit.statement:
        for edit in repair.doubled_head_word(text, unit.statement, page.profile):
            page.edit(edit, uid)
    duties = list(_walk(unit.duties))
    for duty in duties:
        if duty.mark:
            for edit in repair.spaced_number(text, duty.mark):
                page.edit(edit, uid)
    suspects = page.candidates.suspects
    starts = [duty.start for duty in duties]
    for place, rule in suspects[bisect_left(suspects, (unit.start, "")) : bisect_left(suspects, (unit.end, ""))]:
        at = bisect_right(starts, place) - 1
        if at >= 0 and place < duties[at].end:
            _judge(page, (duties[at].start, duties[at].end), place, rule, uid)


def _judge(page: Assembly, span: Span, at: int, rule: str, uid: str) -> None:
    """Let the rules judge one suspect place of a duty."""
    if rule == "spaced-punctuation":
        edit = repair.spaced_punctuation(page.text, span, at)
    elif rule == "doubled-word":
        edit = repair.doubled_word(page.text, span, at)
    elif rule == "capital-after-semicolon":
        edit = repair.capital_after_semicolon(page.text, span, at, page.evidence)
    else:
        edit = None
        if found := repair.stray_capital(page.text, span, at, page.evidence):
            edit, place = found
            words = " ".join(page.text[slice(*place)].split())
            message = f"A capital in mid-sentence ('{words}'): two sentences seem to be joined here."
            page.find("suspected-merge", uid, message, place)
    if edit is not None:
        page.edit(edit, uid)


def _walk(duties: list[DutySpans]) -> Any:
    for duty in duties:
        yield duty
        yield from _walk(duty.items)


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
    value = {
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
    _unit_findings(page, unit, uid)
    return value


def _level(page: Assembly, span: Span, uid: str) -> dict[str, Any]:
    value = page.quote(span)
    words = value["text"].rstrip(".;。；")
    if words != value["text"]:
        value = page.quote((span[0], span[0] + len(page.text[slice(*span)].rstrip(".;。；"))))
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
        page.find("ambiguous-list", uid, "The list can be split at 'and' in two ways, and no count decides.", place)
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
        spans, stops = statements(page.text, start, end, page.candidates.stops, page.profile)
        page.stops += [(uid, at) for at in stops]
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


def _unit_findings(page: Assembly, unit: UnitSpans, uid: str) -> None:
    text = page.text
    if unit.name is None:
        best = (unit.duties[0].start, unit.duties[0].end) if unit.duties else unit.status_text or (unit.start, unit.end)
        quoted = page.edits.read(text, *best)
        short = quoted if len(quoted) <= EVIDENCE else quoted[: quoted.rfind(" ", 0, EVIDENCE)] + " …"
        page.find("unnamed-unit", uid, f"The source does not name this unit; its best evidence is '{short}'.", best)
    if not unit.duties and unit.status_text is None:
        page.find("empty-unit", uid, "The unit has neither duties nor a status that says why.", (unit.start, unit.end))
    _numbering(page, unit.duties, uid)


def _numbering(page: Assembly, duties: list[DutySpans], uid: str) -> None:
    last: int | None = None
    for duty in duties:
        if duty.number is not None:
            expected = 1 if last is None else last + 1
            place = duty.mark or (duty.start, duty.end)
            if duty.number > expected:
                page.find("numbering-gap", uid, f"Number {duty.number} stands where {expected} was expected.", place)
            elif duty.number < expected:
                page.find("numbering-repeat", uid, f"Number {duty.number} stands where {expected} was expected.", place)
            last = duty.number
        _numbering(page, duty.items, uid)


def page_findings(page: Assembly, units: list[UnitSpans], ids: list[str]) -> None:
    """Findings that only the whole page can decide."""
    names: dict[str, str] = {}
    spans: dict[str, Span] = {}
    total = 0
    open_ends: list[tuple[str, DutySpans]] = []
    for unit, uid in zip(units, ids, strict=True):
        if unit.name:
            name = slug(page.text[slice(*unit.name)])
            if name in names:
                page.find("duplicate-name", uid, f"The unit '{names[name]}' has the same name.", unit.name)
                if (first := spans.pop(name, None)) is not None:
                    page.find("duplicate-name", names[name], f"The unit '{uid}' has the same name.", first)
            else:
                names[name], spans[name] = uid, unit.name
            sides = page.profile.joint.split(page.text[slice(*unit.name)])
            if len(sides) > 1 and all(" " in s and page.profile.ends_in_head(s) for s in sides):
                shown = " ".join(page.text[slice(*unit.name)].split())
                page.find("shared-block", uid, f"One block seems to speak of several units: '{shown}'.", unit.name)
        for i, duty in enumerate(unit.duties):
            total += 1
            if not duty.closed and not duty.items and i + 1 < len(unit.duties):
                open_ends.append((uid, duty))
    levelled = sum(unit.level is not None for unit in units)
    if levelled > MOST * len(units):
        for unit, uid in zip(units, ids, strict=True):
            if unit.level is None:
                message = "Most units of the page have an administrative level, and this one has none."
                page.find("missing-level", uid, message, (unit.start, unit.end))
    if len(open_ends) < PAGE_HABIT * total:
        for uid, duty in open_ends:
            number = f"Duty {duty.number}" if duty.number is not None else "A duty"
            page.find(
                "missing-terminator",
                uid,
                f"{number} ends without a closing mark, unlike the others; words may be missing.",
                (duty.start, duty.end),
            )
    if len(page.stops) < PAGE_HABIT * total:  # else full stops inside a duty are this page's style
        for uid, at in page.stops:
            _second_sentence(page, uid, at)


def _second_sentence(page: Assembly, uid: str, at: int) -> None:
    """A full stop inside a duty with an ordinary verb behind it: a second duty, or one that lost its joint."""
    word = WORD.match(page.text, at)
    if word is None or word[0].lower() in page.profile.file.words.openers:
        return
    start = page.text.rfind(" ", 0, max(0, at - 2)) + 1
    words = " ".join(page.text[start : word.end()].split())
    page.find(
        "suspected-merge",
        uid,
        f"A second sentence opens inside a duty ('{words}'): a number or a joint may be missing.",
        (start, word.end()),
    )
