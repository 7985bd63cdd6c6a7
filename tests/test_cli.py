"""The commands as a user types them, bad input included."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import jsonschema
import pytest

from pipeline import Document
from pipeline.check import schema, schema_text
from pipeline.extraction import extract_source
from pipeline.model import Finding
from pipeline.source import decode
from pipeline.summary import summary

ROOT = Path(__file__).parent.parent
PAGE = ROOT / "raw" / "qingdao_customs.txt"


def remit(*arguments: str | Path, cwd: Path = ROOT, stdin: bytes = b"") -> subprocess.CompletedProcess[bytes]:
    command = [sys.executable, "-m", "pipeline", *map(str, arguments)]
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    return subprocess.run(command, cwd=cwd, input=stdin, capture_output=True, check=False, env=environment)


def test_extract_writes_the_committed_output(tmp_path: Path) -> None:
    done = remit("extract", "raw/qingdao_customs.txt", "-o", tmp_path)
    assert (done.returncode, done.stderr) == (0, b"")
    assert (tmp_path / PAGE.stem).with_suffix(".json").read_bytes() == (
        ROOT / "output/qingdao_customs.json"
    ).read_bytes()
    assert "23 units (19 named), 99 sub-departments, 235 duties" in done.stdout.decode()
    assert "100% of the characters accounted for" in done.stdout.decode()
    assert [p.name for p in tmp_path.iterdir()] == ["qingdao_customs.json"]


def test_standard_input_to_standard_output() -> None:
    done = remit("extract", "-", stdin=PAGE.read_bytes())
    document = Document.model_validate_json(done.stdout)
    assert (document.id, document.source.path, len(document.units)) == ("stdin", "-", 23)


@pytest.mark.parametrize("more", [[], ["--workers", "2"], ["--resume"]])
def test_standard_input_into_rows_and_into_a_folder(tmp_path: Path, more: list[str]) -> None:
    done = remit("extract", "-", "-o", tmp_path / "std.jsonl", *more, stdin=PAGE.read_bytes())
    assert (done.returncode, done.stderr) == (0, b"")
    (line,) = (tmp_path / "std.jsonl").read_bytes().splitlines()
    printed = Document.model_validate_json(remit("extract", "-", stdin=PAGE.read_bytes()).stdout)
    assert Document.model_validate_json(line) == printed
    assert remit("extract", "-", "-o", tmp_path / "out", *more, stdin=PAGE.read_bytes()).returncode == 0
    assert Document.model_validate_json((tmp_path / "out/stdin.json").read_bytes()) == printed


@pytest.mark.parametrize("output", ["out", "out.jsonl", None])
def test_standard_input_is_named_alone(tmp_path: Path, output: str | None) -> None:
    to = ["-o", str(tmp_path / output)] if output else []
    done = remit("extract", "-", PAGE, *to, stdin=PAGE.read_bytes())
    assert (done.returncode, done.stdout) == (2, b"")
    assert done.stderr.decode() == "remit: -: standard input is one page, name it alone\n"
    assert list(tmp_path.iterdir()) == []


def test_both_validators_accept_the_output_and_reject_a_broken_one() -> None:
    value = json.loads((ROOT / "output/qingdao_customs.json").read_bytes())
    reference = jsonschema.Draft202012Validator(schema())
    reference.check_schema(schema())
    assert list(reference.iter_errors(value)) == []
    value["units"][0]["status"] = "asleep"
    assert [list(e.absolute_path) for e in reference.iter_errors(value)] == [["units", 0, "status"]]


def test_the_committed_schema_is_current_and_describes_every_property() -> None:
    assert (ROOT / "schemas/document.schema.json").read_text(encoding="utf-8") == schema_text()
    assert remit("schema").stdout.decode() == schema_text()
    models = [schema(), *schema()["$defs"].values()]
    bare = [name for m in models for name, p in m.get("properties", {}).items() if not p.get("description")]
    assert bare == []


def test_check_accepts_the_output_and_names_what_is_wrong(tmp_path: Path) -> None:
    assert remit("check", "output/qingdao_customs.json").returncode == 0
    broken = tmp_path / "qingdao_customs.json"
    text = (ROOT / "output/qingdao_customs.json").read_text(encoding="utf-8")
    broken.write_text(text.replace("Risk Measurement Department", "Risk Management Desk", 1), encoding="utf-8")
    done = remit("check", broken, "--source", "raw")
    assert done.returncode == 1
    assert "is not what the source has" in done.stdout.decode()


def test_diff_of_a_file_with_itself_and_with_an_update(tmp_path: Path) -> None:
    committed = "output/qingdao_customs.json"
    page = tmp_path / "qingdao_customs.txt"
    page.write_bytes(PAGE.read_bytes().replace(b"Conduct internal audit of", b"Audit the", 1))
    assert remit("extract", page, "-o", tmp_path / "new").returncode == 0
    same = remit("diff", committed, committed, "--exit-code")
    assert (same.returncode, same.stdout) == (0, b"Nothing changed.\n")
    differs = remit("diff", committed, tmp_path / "new", "--exit-code", "--format", "json")
    assert differs.returncode == 1
    changes = json.loads(differs.stdout)["documents"][0]["changes"]
    assert [(c["kind"], c["unit"]) for c in changes] == [("duty-reworded", "supervision-and-internal-audit-office")]


@pytest.mark.parametrize("name", ["a.jsonl", "a.jsonl.gz", "a.parquet", "a.csv"])
def test_a_file_of_rows_is_neither_checked_nor_compared(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_bytes(b"PAR1\xb5")
    said = f"remit: {tmp_path / name}: a file of rows; only documents that are a file each can be compared or checked\n"
    for command in (
        ("check", tmp_path / name),
        ("diff", tmp_path / name, "output"),
        ("diff", "output", tmp_path / name),
    ):
        done = remit(*command)
        assert (done.returncode, done.stdout, done.stderr.decode()) == (2, b"", said)


def test_a_file_that_is_no_json_is_invalid_in_clear_words(tmp_path: Path) -> None:
    (tmp_path / "a.json").write_text("books", encoding="utf-8")
    done = remit("check", tmp_path)
    said = f"{tmp_path / 'a.json'}: not JSON (Expecting value: line 1 column 1 (char 0))\n"
    assert (done.returncode, done.stdout.decode(), done.stderr) == (1, said, b"")


def test_a_folder_without_an_extraction_is_not_called_unchanged_or_valid(tmp_path: Path) -> None:
    (tmp_path / "diff.json").write_text("{}", encoding="utf-8")
    for command, words in (
        (("diff", tmp_path, "output"), "compare"),
        (("diff", "output", tmp_path), "compare"),
        (("check", tmp_path), "check"),
        (("check", "output/qingdao_customs.json", tmp_path), "check"),
    ):
        done = remit(*command)
        said = f"remit: {tmp_path}: no extraction to {words} (a file <id>.json)\n"
        assert (done.returncode, done.stdout, done.stderr.decode()) == (2, b"", said)


@pytest.mark.parametrize(
    ("name", "data", "message"),
    [
        ("empty.txt", b"", "the file is empty"),
        ("blank.txt", b" \n\n", "the file has no text"),
        ("binary.txt", b"\x7fELF\x00\x01\x02\xff\xfe", "not a text file"),
        ("cut.txt", "Büro".encode()[:2], "cut off in the middle of a character"),
    ],
)
def test_bad_input_is_one_clear_line(tmp_path: Path, name: str, data: bytes, message: str) -> None:
    (tmp_path / name).write_bytes(data)
    done = remit("extract", tmp_path / name, "-o", tmp_path / "out")
    lines = done.stderr.decode().splitlines()
    assert (done.returncode, len(lines), done.stdout) == (2, 1, b"")
    assert message in lines[0]
    assert not (tmp_path / "out").exists()


def test_missing_and_folder_without_pages(tmp_path: Path) -> None:
    for path in (tmp_path / "none.txt", tmp_path):
        done = remit("extract", path, "-o", tmp_path / "out")
        assert (done.returncode, len(done.stderr.splitlines())) == (2, 1)


def test_other_encodings_are_detected_and_reported(tmp_path: Path) -> None:
    text = PAGE.read_text(encoding="utf-8")
    (tmp_path / "a.txt").write_bytes(text.encode("utf-8-sig"))
    (tmp_path / "b.txt").write_bytes(text.encode("utf-16"))
    assert remit("extract", tmp_path, "-o", tmp_path / "out").returncode == 0
    found = [Document.model_validate_json((tmp_path / "out" / f"{n}.json").read_bytes()) for n in "ab"]
    assert [(d.source.encoding, len(d.units)) for d in found] == [("utf-8-sig", 23), ("utf-16", 23)]
    assert {f.code for d in found for f in d.findings}.isdisjoint({"guessed-encoding"})


@pytest.mark.parametrize(
    ("encoding", "word"), [("cp1252", "Zürich – “Œuvre”"), ("gb18030", "青岛海关是海关总署的直属机构")]
)
def test_a_guessed_encoding_is_a_finding_at_the_first_letter_that_it_decides(encoding: str, word: str) -> None:
    text = f"Customs\n\nFinance Office\n\nMain duties:\n1. Keep the books of {word};\n2. Pay bills.\n"
    source = decode(text.encode(encoding), "a.txt")
    document = extract_source(source, id="a")
    (finding,) = [f for f in document.findings if f.code == "guessed-encoding"]
    message = f"The page does not say its encoding; it was read as {source.encoding}, so look at its letters."
    assert (finding.severity, finding.unit, finding.message) == ("info", None, message)
    first = next(i for i, c in enumerate(source.text) if not c.isascii())
    assert (finding.start, finding.end) == (first, first + 1)


@pytest.mark.parametrize(
    ("head", "encoding", "read_as", "word"),
    [
        ('<meta charset="gb2312">', "gb18030", "gb18030", "青岛"),
        ('<meta http-equiv="Content-Type" content="text/html; charset=ISO-8859-1">', "cp1252", "cp1252", "– “Œuvre”"),
        ("<meta charset=big5>", "big5", "big5", "海關"),
        ('<?xml version="1.0" encoding="windows-1251"?>', "cp1251", "cp1251", "Таможня"),
    ],
)
def test_a_web_page_is_read_in_the_encoding_that_it_declares(head: str, encoding: str, read_as: str, word: str) -> None:
    page = f"{head}<p>Finance Office</p><p>Main duties:</p><p>1. Keep the books of {word};</p>"
    source = decode(page.encode(encoding), "a.html")
    assert (source.encoding, source.guessed, word in source.text) == (read_as, False, True)


@pytest.mark.parametrize("head", ["<meta charset=no-such>", "<meta charset=utf-8>", "<meta charset=rot13>", ""])
def test_an_encoding_that_a_web_page_declares_wrongly_is_guessed(head: str) -> None:
    page = f"{head}<p>Office</p><p>Main duties:</p><p>1. Keep the books of Zürich – “Œuvre”;</p>"
    source = decode(page.encode("cp1252"), "a.html")
    assert (source.guessed, "Zürich" in source.text) == (True, True)


def test_an_output_that_cannot_be_written_changes_nothing(tmp_path: Path) -> None:
    (tmp_path / "out").write_text("a file where the folder should be", encoding="utf-8")
    done = remit("extract", PAGE, "-o", tmp_path / "out")
    assert (done.returncode, done.stderr.decode()) == (2, f"remit: {tmp_path / 'out'}: is a file, not a folder\n")
    assert (tmp_path / "out").read_text(encoding="utf-8") == "a file where the folder should be"


def test_a_summary_counts_one_as_one() -> None:
    finding = Finding(code="no-units", severity="warning", unit=None, message="m", start=0, end=1)
    page = Document.model_validate_json((ROOT / "output/qingdao_customs.json").read_bytes())
    unit = page.units[0].model_copy(update={"duties": page.units[0].duties[:1]})
    groups = [
        page.units[0].subunits.groups[0].model_copy(update={"members": page.units[0].subunits.groups[0].members[:1]})
    ]
    unit = unit.model_copy(update={"subunits": unit.subunits.model_copy(update={"groups": groups})})
    one = page.model_copy(update={"units": [unit], "repairs": page.repairs[:1], "findings": [finding]})
    lines = summary([(one, "a.json", 1.0)], seconds=1).splitlines()
    assert lines[1].split(" (")[0] == "  1 unit"
    assert lines[1].endswith(", 1 sub-department, 1 duty")
    assert lines[2] == "  1 repair, 1 finding"


@pytest.mark.parametrize("words", ["abc", "0", "-1", "1.5", ""])
def test_workers_are_a_number(words: str) -> None:
    done = remit("extract", PAGE, "--workers", words)
    assert done.returncode == 2
    assert done.stderr.decode().endswith(f"argument --workers: '{words}' is no number of processes, 1 or more\n")


@pytest.mark.parametrize("more", [["--diff"], ["--baseline", "HEAD"]])
def test_a_diff_without_a_folder_is_one_line(more: list[str]) -> None:
    done = remit("extract", PAGE, *more)
    said = f"remit: {more[0]} is for pages that are files, into a folder: name it with -o\n"
    assert (done.returncode, done.stdout, done.stderr.decode()) == (2, b"", said)
