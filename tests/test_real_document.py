"""The real document against its hand-checked facts, and copies of it in other layouts."""

from __future__ import annotations

import json
import textwrap
from pathlib import Path
from typing import Any

import pytest
import regex

from pipeline import Document, extract
from pipeline.check import accounted

ROOT = Path(__file__).parent.parent
TEXT = (ROOT / "raw" / "qingdao_customs.txt").read_bytes().decode("utf-8")
GOLD = json.loads((ROOT / "tests" / "gold" / "qingdao_customs.gold.json").read_text(encoding="utf-8"))
LABEL = regex.compile(r" (?=Administrative level:)")


@pytest.fixture(scope="module")
def document() -> Document:
    return extract(TEXT, id="qingdao_customs")


def facts(document: Document) -> list[Any]:
    """What the document says, without its places."""
    return [
        (
            unit.name and unit.name.text,
            unit.level and (unit.level.text, unit.level.code),
            unit.status,
            unit.subunits.listing,
            [
                ([m.text for m in g.members], g.declared, g.label, g.level and g.level.code)
                for g in unit.subunits.groups
            ],
            [(d.number, d.text, [s.text for s in d.sentences]) for d in unit.duties],
            [n.text for n in unit.notes],
        )
        for unit in document.units
    ]


def test_totals(document: Document) -> None:
    members = sum(len(g.members) for u in document.units for g in u.subunits.groups)
    assert (len(document.units), sum(len(u.duties) for u in document.units), members) == (23, 235, 99)
    assert document.title is not None
    assert (document.title.text, document.organization) == (GOLD["title"], GOLD["organization"])


@pytest.mark.parametrize("gold", GOLD["units"], ids=lambda g: str(g["ordinal"]))
def test_every_unit_is_as_the_gold_says(document: Document, gold: dict[str, Any]) -> None:
    unit = document.units[gold["ordinal"] - 1]
    assert unit.level is not None
    assert (unit.level.text, unit.level.code) == (gold["level_text"], gold["level_code"])
    assert (unit.name.text if unit.name else None) == gold["name"]
    assert unit.status == gold["status"]
    assert unit.subunits.listing == {"list": "listed"}.get(gold["listing"], gold["listing"])
    found = [
        ([m.text for m in g.members], g.declared, g.level.code if g.level else None, g.label)
        for g in unit.subunits.groups
    ]
    assert found == [(g["names"], g["declared"], g["level_code"], g["kind"]) for g in gold["groups"]]
    assert [d.number for d in unit.duties] == list(range(1, gold["duties"] + 1))


def test_the_stray_sentence_is_a_note(document: Document) -> None:
    notes = [(u.id, n.text) for u in document.units for n in u.notes]
    assert [unit for unit, _ in notes] == ["anti-smuggling-bureau"]
    assert notes[0][1].startswith("In 2016, Qingdao Customs launched")
    assert document.notes == []


def test_sentences(document: Document) -> None:
    several = {
        (i, d.number): len(d.sentences)
        for i, u in enumerate(document.units, 1)
        for d in u.duties
        if len(d.sentences) != 1
    }
    assert several == {(m["unit"], m["duty"]): m["sentences"] for m in GOLD["multi_sentence_duties"]}


def test_every_break_is_repaired_or_flagged(document: Document) -> None:
    """Repairs and merge findings are exactly those of the gold's breaks, and the word that stands twice."""
    expected = {
        "penalties Punishment": "stray-capital",
        "publicize Advanced": "stray-capital",
        "(business category) Maintenance": "stray-capital",
        "customs Work": "stray-capital",
        "departments Supervision": "stray-capital",
        "ensures Fast": "stray-capital",
        "relevant Monitor": "stray-capital",
        "9 .": "spaced-number",
        "etc. ,": "spaced-punctuation",
        "physical assets ;": "spaced-punctuation",
        "assets ; Responsible": "capital-after-semicolon",
        "purposes; Responsible": "capital-after-semicolon",
        "Division 1 Division": "doubled-head-word",
        "public affairs affairs": "doubled-word",
    }
    assert len(document.repairs) == len(expected)
    for words, rule in expected.items():
        at = TEXT.index(words)
        places = [r for r in document.repairs if at <= r.start < at + len(words) and r.rule == rule]
        assert len(places) == 1, words
    merges = [TEXT[f.start : f.end] for f in document.findings if f.code == "suspected-merge"]
    assert merges == [
        "penalties Punishment",
        "publicize Advanced",
        ") Maintenance",
        "issues. Provide",
        "customs Work",
        "departments Supervision",
        "ensures Fast",
        "smuggling. Provide",
        "relevant Monitor",
    ]


def test_findings_are_the_ones_a_reader_agrees_with(document: Document) -> None:
    others = [(f.code, f.unit) for f in document.findings if f.code != "suspected-merge"]
    assert others == [
        ("unassigned-text", "anti-smuggling-bureau"),
        ("unnamed-unit", "unit-7"),
        ("missing-terminator", "risk-management-department"),
        ("unnamed-unit", "unit-21"),
        ("unnamed-unit", "unit-22"),
        ("unnamed-unit", "unit-23"),
    ]


def test_repaired_texts(document: Document) -> None:
    duties = {(i, d.number): d.text for i, u in enumerate(document.units, 1) for d in u.duties}
    assert duties[1, 3].endswith("public security management penalties punishment")
    assert "assets; responsible for the approval" in duties[21, 4]
    assert "office supplies, etc., research and formulate" in duties[21, 2]
    assert duties[15, 7].startswith("Contact the Customs Brokerage Association")
    assert "CPPCC" in duties[2, 17]
    assert "JC2006 system" in duties[13, 9]


def test_nothing_vanishes(document: Document) -> None:
    assert accounted(document, TEXT) == 1


WRAPPED = "\n".join(textwrap.fill(line, 80) for line in TEXT.split("\n"))
COPIES = {
    "crlf": TEXT.replace("\n", "\r\n"),
    "no blank lines": regex.sub(r"\n+", "\n", TEXT),
    "wrapped at 80": WRAPPED,
    "wrapped at 72, words whole": "\n".join(
        textwrap.fill(line, 72, break_on_hyphens=False) for line in TEXT.split("\n")
    ),
    "wrapped, crlf": WRAPPED.replace("\n", "\r\n"),
    "wrapped, no blank lines": regex.sub(r"\n+", "\n", WRAPPED),
    "labels on their own lines": LABEL.sub("\n\n", TEXT),
    "labels on their own lines, no blank lines": regex.sub(r"\n+", "\n", LABEL.sub("\n", TEXT)),
    "non-breaking spaces in labels": TEXT.replace("Administrative level: ", "Administrative\u00a0level:\u00a0"),
    "full-width colons": TEXT.replace("level:", "level：").replace("responsibilities:", "responsibilities："),
}


@pytest.mark.parametrize("name", COPIES)
def test_copies_in_other_layouts_say_the_same(document: Document, name: str) -> None:
    assert facts(extract(COPIES[name], id="qingdao_customs")) == facts(document)
