"""The README says what is true."""

from __future__ import annotations

import json
from pathlib import Path

import regex

from pipeline import Document, extract
from pipeline.evaluation import evaluate
from pipeline.findings import FINDINGS
from pipeline.summary import summary
from tests.test_cases import said

ROOT = Path(__file__).parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")


def test_the_findings_table_is_the_programs() -> None:
    rows = regex.findall(r"^\| `([\w-]+)` \| (\w+) \| (.+) \|$", README, regex.M)
    assert rows == [(code, m.severity, m.text) for code, m in FINDINGS.items()]


def test_the_summary_is_what_make_extract_prints() -> None:
    document = Document.model_validate_json((ROOT / "output/qingdao_customs.json").read_bytes())
    printed = summary([(document, "output/qingdao_customs.json", 1.0)], seconds=0.76)
    assert printed in README


def test_the_excerpt_is_in_the_output() -> None:
    excerpt = json.loads(regex.search(r"```json\n(.+?)```", README, regex.S)[1])
    output = json.loads((ROOT / "output/qingdao_customs.json").read_bytes())
    assert output["units"][21]["level"] == excerpt
    source = " ".join((ROOT / "raw/qingdao_customs.txt").read_text(encoding="utf-8").split())
    shown = " ".join(regex.search(r"```text\n(.+?)```", README, regex.S)[1].split())
    assert shown in source


def test_the_profile_example(tmp_path: Path) -> None:
    (tmp_path / "my.toml").write_text(regex.search(r"```toml\n(.+?)```", README, regex.S)[1], encoding="utf-8")
    text = "Harbour\n\nPilot Office\n\nTasks at hand:\n1. Guide ships;\n2. Keep the signals.\n"
    read = {name: extract(text, id="a", profile=name) for name in ("en", str(tmp_path / "my.toml"))}
    notes = {document.extractor.profile: [n.text for n in document.units[0].notes] for document in read.values()}
    assert notes == {"en": ["Tasks at hand:"], "my": []}


def test_the_python_example() -> None:
    text = (ROOT / "raw/qingdao_customs.txt").read_bytes().decode()
    document = extract(text, id="qingdao_customs")
    unit = document.units[3]
    assert unit.name is not None
    assert f"# {unit.name.text} {len(unit.duties)}" in README


def test_the_case_example() -> None:
    blocks = regex.findall(r"```text\n(.+?)```", README, regex.S)
    page, expected = next(block for block in blocks if "====" in block).split("\n====\n")
    assert said(extract(page, id="pilots")) == expected.splitlines()


def test_the_scores_by_hand_are_those_of_make_evaluate_and_the_table_counts_as_the_text_does() -> None:
    total = evaluate(ROOT / "tests/evaluation/gold").total
    fields = ("names", "levels", "members", "declared", "duties")
    scores = " | ".join(f"{total.fields[field].f1:.2f}" for field in fields)
    assert f"| twenty, by hand | {scores} | {total.silent:,} of {total.units:,} |" in README
    words = " ".join(README.split())
    assert "on twenty pages of other layouts" in words
    assert "on a thousand generated ones" in words
    assert "| a thousand, generated |" in README
    assert "--pages 1000\n" in (ROOT / "Makefile").read_text(encoding="utf-8")
