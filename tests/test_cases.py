"""Cases as text files: a page above a line of '=', and what it says below. A new case needs no Python.

Below the line, each line is: `unit NAME | level CODE | status STATUS`, then indented `group DECLARED: A; B`
(`group DECLARED at CODE: A; B` where it has a level), `none`, `duty NUMBER TEXT`, `note TEXT`; `finding CODE UNIT`
at the end. '-' stands for what is absent. A case about the title opens with `title TEXT` and `organization NAME`.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from pipeline import Document, extract

CASES = sorted((Path(__file__).parent / "cases").glob("*.txt"))


def said(document: Document) -> list[str]:
    """A document in the words of the case files."""
    out: list[str] = []
    for unit in document.units:
        level = unit.level.code if unit.level else None
        out.append(f"unit {unit.name.text if unit.name else '-'} | level {level or '-'} | status {unit.status}")
        if unit.subunits.listing == "none":
            out.append("  none")
        for group in unit.subunits.groups:
            declared = "-" if group.declared is None else group.declared
            at = f" at {group.level.code or '-'}" if group.level else ""
            out.append(f"  group {declared}{at}: {'; '.join(m.text for m in group.members)}")
        for duty in unit.duties:
            out.append(f"  duty {'-' if duty.number is None else duty.number} {duty.text}")
            out += [f"    item {item.number} {item.text}" for item in duty.items]
        out += [f"  note {note.text}" for note in unit.notes]
    out += [f"note {note.text}" for note in document.notes]
    return out + [f"finding {f.code} {f.unit or '-'}" for f in document.findings]


@pytest.mark.parametrize("case", CASES, ids=lambda p: p.stem)
def test_case(case: Path) -> None:
    page, expected = case.read_text(encoding="utf-8").split("\n====\n")
    document = extract(page, id=case.stem)
    lines = [line for line in expected.splitlines() if line.strip()]
    head = [f"title {document.title.text if document.title else '-'}", f"organization {document.organization or '-'}"]
    assert (head if lines[0].startswith("title ") else []) + said(document) == lines


def test_there_are_cases() -> None:
    assert len(CASES) >= 5
