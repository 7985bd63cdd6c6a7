"""Corpora in and rows out, as a user runs them: the real command, real files, real kills."""

from __future__ import annotations

import csv
import datetime
import decimal
import gzip
import json
import os
import resource
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from pipeline import extract
from tests.test_cli import PAGE, ROOT, remit
from tests.test_stream import SHORT, TEXT, peak, rows, start

Rows = list[dict[str, Any]]


def write_lines(path: Path, values: Rows) -> Path:
    path.write_text("".join(json.dumps(value) + "\n" for value in values), encoding="utf-8")
    return path


def corpus(count: int, text: str = SHORT) -> Rows:
    return [{"id": f"p{n}", "text": text.replace("{}", str(n)), "url": f"http://a/{n}"} for n in range(count)]


def wide(path: Path) -> Path:
    """A corpus in Parquet with a column of every kind that people have."""
    moment = datetime.datetime(2024, 5, 6, 7, 8, 9, tzinfo=datetime.UTC)
    table = pa.table(
        {
            "text": pa.array([SHORT, SHORT.replace("books", "order"), None], pa.large_string()),
            "id": pa.array([7, 8, 9], pa.int32()),
            "seen": pa.array([moment, None, moment], pa.timestamp("ns", "UTC")),
            "price": pa.array([decimal.Decimal("1.50")] * 3, pa.decimal128(9, 2)),
            "raw": pa.array([b"\xff\x00", None, b""], pa.binary()),
            "tags": pa.array([["a"], [], None], pa.list_(pa.string())),
            "meta": pa.array([{"x": 1}, {"x": None}, None], pa.struct([("x", pa.int8())])),
            "kind": pa.array(["a", "b", "a"]).dictionary_encode(),
            "title": pa.array(["A", "B", "C"]),
        }
    )
    pq.write_table(table, path, row_group_size=2)
    return path


def test_json_lines_in_json_lines_out(tmp_path: Path) -> None:
    lines = write_lines(tmp_path / "in.jsonl", corpus(3))
    done = remit("extract", lines, "-o", tmp_path / "out.jsonl")
    assert (done.returncode, done.stderr) == (0, b"")
    assert done.stdout.decode().startswith("3 documents in ")
    assert sorted(p.name for p in tmp_path.iterdir()) == ["in.jsonl", "out.jsonl"]
    found = rows(tmp_path / "out.jsonl")
    expected = [{**extract(row["text"], id=row["id"]).model_dump(mode="json"), "url": row["url"]} for row in corpus(3)]
    assert found == expected
    assert list(found[0]) == list(expected[0])


def test_a_row_that_is_no_page_is_a_row_of_the_errors(tmp_path: Path) -> None:
    good = json.dumps({"id": "a", "text": SHORT}).encode()
    lines = [
        b"\xef\xbb\xbf" + good,  # a byte-order mark
        b"",
        b'{"id": "b", "text": ',
        b'["a list"]',
        json.dumps({"text": SHORT}).encode(),
        json.dumps({"id": None, "text": SHORT}).encode(),
        json.dumps({"id": ["x"], "text": SHORT}).encode(),
        json.dumps({"id": "", "text": SHORT}).encode(),
        json.dumps({"id": "c"}).encode(),
        json.dumps({"id": "d", "text": 7}).encode(),
        good,
        b'{"id": "e", "text": "\xff"}',
        b'{"id": "f", "text": "x", "n": NaN}',
        b'{"id": "g", "text": "\\ud800"}',
        json.dumps({"id": "h", "text": " \n"}).encode(),
        b"[" * 100_000,
        json.dumps({"id": 12, "text": SHORT}).encode(),
    ]
    path = tmp_path / "in.jsonl"
    path.write_bytes(b"\n".join(lines))
    done = remit("extract", path, "-o", tmp_path / "out.jsonl")
    assert (done.returncode, done.stderr) == (1, b"")
    assert [row["id"] for row in rows(tmp_path / "out.jsonl")] == ["a", "12"]
    assert [(row["place"], row["id"], row["error"]) for row in rows(tmp_path / "out.errors.jsonl")] == [
        ("line 3", "", "the line is no JSON: Expecting value (column 20)"),
        ("line 4", "", "the line is no JSON object"),
        ("line 5", "", "the id is missing"),
        ("line 6", "", "the id is missing"),
        ("line 7", "", "the id is no string (list)"),
        ("line 8", "", "the id is empty"),
        ("line 9", "c", "the text is missing"),
        ("line 10", "d", "the text is no string (int)"),
        ("line 11", "a", f"the id 'a' is that of another page already: {path}, line 1"),
        ("line 12", "", "the line is no UTF-8 (byte 22)"),
        ("line 13", "", "the line is no JSON: NaN is no JSON"),
        ("line 14", "", "the line has half a character (a lone surrogate)"),
        ("line 15", "h", "the text is nothing but white space"),
        ("line 16", "", "the line is no JSON: maximum recursion depth exceeded while decoding a JSON array "
         "from a unicode string"),
    ]  # fmt: skip
    assert {row["path"] for row in rows(tmp_path / "out.errors.jsonl")} == {str(path)}
    write_lines(path, corpus(1))
    assert remit("extract", path, "-o", tmp_path / "out.jsonl").returncode == 0
    assert not (tmp_path / "out.errors.jsonl").exists()  # it tells of the last run


def test_parquet_in_parquet_out_keeps_every_type(tmp_path: Path) -> None:
    source = wide(tmp_path / "in.parquet")
    done = remit("extract", source, "-o", tmp_path / "out.parquet")
    assert (done.returncode, done.stderr) == (1, b"")
    found, was = pq.read_table(tmp_path / "out.parquet"), pq.read_table(source)
    assert found.column("id").to_pylist() == ["7", "8"]
    carried = {"seen": "seen", "price": "price", "raw": "raw", "tags": "tags", "meta": "meta", "page_title": "title"}
    for name, before in {**carried, "kind": "kind"}.items():
        assert found.schema.field(name).type == was.schema.field(before).type, name
        assert found.column(name).to_pylist() == was.column(before).to_pylist()[:2]
    assert rows(tmp_path / "out.errors.jsonl") == [
        {"path": str(source), "id": "9", "place": "row 3", "error": "the text is missing"}
    ]
    unit = found.column("units")[0].as_py()[0]
    assert unit["name"] == {"text": "Finance Department", "start": 20, "end": 38, "origin": "heading"}
    assert [(d["number"], d["text"], d["parent"]) for d in unit["duties"]] == [
        (1, "Keep books of page {}", None),
        (2, "Pay bills", None),
    ]


def test_parquet_in_text_out_says_what_json_can(tmp_path: Path) -> None:
    assert remit("extract", wide(tmp_path / "in.parquet"), "-o", tmp_path / "out.jsonl").returncode == 1
    first, second = rows(tmp_path / "out.jsonl")
    names = ("seen", "price", "raw", "tags", "meta", "kind", "page_title")
    assert [first[name] for name in names] == ["2024-05-06T07:08:09+00:00", "1.50", "/wA=", ["a"], {"x": 1}, "a", "A"]
    assert [second[name] for name in names] == [None, "1.50", None, [], {"x": None}, "b", "B"]


def test_what_json_lines_carry_has_one_type_in_parquet(tmp_path: Path) -> None:
    values: Rows = [
        {"i": 1, "f": 1, "b": True, "s": "x", "o": {"k": [1]}, "m": 1, "n": None, "big": 2**70},
        {"i": -5, "f": 2.5, "b": False, "s": "", "o": None, "m": "1", "big": 1, "late": "yes"},
        {},
    ]
    pages = [{**row, **value} for row, value in zip(corpus(3), values, strict=True)]
    assert remit("extract", write_lines(tmp_path / "in.jsonl", pages), "-o", tmp_path / "o.parquet").returncode == 0
    table = pq.read_table(tmp_path / "o.parquet")
    carried = {f.name: str(f.type) for f in list(table.schema)[11:]}
    assert carried == {
        **{"url": "string", "i": "int64", "f": "double", "b": "bool", "s": "string", "o": "string"},
        **{"m": "string", "n": "string", "big": "string", "late": "string"},
    }
    assert [table.column(name).to_pylist() for name in ("i", "f", "b", "s")] == [
        [1, -5, None],
        [1.0, 2.5, None],
        [True, False, None],
        ["x", "", None],
    ]
    assert table.column("o").to_pylist() == ['{"k":[1]}', None, None]
    assert table.column("m").to_pylist() == ["1", '"1"', None]  # two kinds: JSON


def test_columns_that_differ_between_files_are_all_there(tmp_path: Path) -> None:
    for name, column in {"a": pa.array([1, 2]), "b": pa.array([0.5, None]), "c": pa.array(["x", None])}.items():
        table = pa.table({"id": [f"{name}1", f"{name}2"], "text": [SHORT, SHORT], "n": column})
        pq.write_table(table, tmp_path / f"{name}.parquet")
    write_lines(tmp_path / "d.jsonl", [{"id": "d", "text": SHORT, "n": 7}])
    two = remit(
        "extract", tmp_path / "a.parquet", tmp_path / "b.parquet", tmp_path / "d.jsonl", "-o", tmp_path / "o.parquet"
    )
    assert two.returncode == 0
    assert pq.read_table(tmp_path / "o.parquet").column("n").to_pylist() == [1.0, 2.0, 0.5, None, 7.0]
    (tmp_path / "o.parquet").unlink()
    every = remit("extract", tmp_path, "-o", tmp_path / "o.parquet")  # a folder of corpora
    assert every.returncode == 0
    assert pq.read_table(tmp_path / "o.parquet").column("n").to_pylist() == ["1", "2", "0.5", None, '"x"', None, "7"]


def test_files_that_can_not_be_read(tmp_path: Path) -> None:
    """One alone is one clear line; one of several is a row."""
    (tmp_path / "no.parquet").write_bytes(b"this is no Parquet")
    (tmp_path / "cut.jsonl.gz").write_bytes(gzip.compress(json.dumps(corpus(1)[0]).encode())[:60])
    pq.write_table(pa.table({"name": ["x"], "text": ["y"]}), tmp_path / "other.parquet")
    pq.write_table(pa.table({"id": ["x"], "text": [1]}), tmp_path / "number.parquet")
    for name, words in {"no.parquet": "not a Parquet file", "gone.jsonl": "no such file or directory"}.items():
        done = remit("extract", tmp_path / name, "-o", tmp_path / "out/o.jsonl")
        assert (done.returncode, done.stderr.decode()) == (2, f"remit: {tmp_path / name}: {words}\n")
        assert not (tmp_path / "out").exists()
    names = ["no.parquet", "gone.jsonl", "other.parquet", "number.parquet", "cut.jsonl.gz"]
    lines = write_lines(tmp_path / "good.jsonl", corpus(2))
    done = remit("extract", *(tmp_path / name for name in names), lines, "-o", tmp_path / "out/o.jsonl")
    assert done.returncode == 1
    assert [row["id"] for row in rows(tmp_path / "out/o.jsonl")] == ["p0", "p1"]
    found = [(Path(row["path"]).name, row["place"], row["error"]) for row in rows(tmp_path / "out/o.errors.jsonl")]
    assert found == [
        ("no.parquet", None, "not a Parquet file"),
        ("gone.jsonl", None, "no such file or directory"),
        ("other.parquet", None, "it has no column 'id'"),
        ("number.parquet", None, "its column 'text' is no string (int64)"),
        (
            "cut.jsonl.gz",
            "line 1",
            "the file can't be unpacked from here on: Compressed file ended before the end-of-stream "
            "marker was reached",
        ),
    ]


def test_a_file_of_parquet_that_is_broken_inside(tmp_path: Path) -> None:
    path = tmp_path / "in.parquet"
    pq.write_table(pa.table({"id": [f"p{n}" for n in range(400)], "text": [SHORT] * 400}), path, row_group_size=100)
    data = bytearray(path.read_bytes())
    group = pq.ParquetFile(path).metadata.row_group(2).column(1)
    data[group.data_page_offset : group.data_page_offset + 40] = b"\xff" * 40
    path.write_bytes(data)
    done = remit("extract", path, "-o", tmp_path / "o.jsonl")
    assert (done.returncode, done.stderr) == (1, b"")
    assert [row["id"] for row in rows(tmp_path / "o.jsonl")] == [f"p{n}" for n in range(400) if not 200 <= n < 300]
    (row,) = rows(tmp_path / "o.errors.jsonl")
    assert row["place"] == "row 201"
    assert row["error"].startswith("the rows up to 300 can't be read: ")


def test_text_that_is_no_utf8_costs_only_its_row(tmp_path: Path) -> None:
    binary = pa.array([SHORT.encode(), b"\xff\xfe", SHORT.encode()], pa.binary())
    text = pa.Array.from_buffers(pa.string(), 3, binary.buffers())
    pq.write_table(pa.table({"id": ["a", "b", "c"], "text": text}), tmp_path / "in.parquet")
    assert remit("extract", tmp_path / "in.parquet", "-o", tmp_path / "o.jsonl").returncode == 1
    assert [row["id"] for row in rows(tmp_path / "o.jsonl")] == ["a", "c"]
    assert [row["error"] for row in rows(tmp_path / "o.errors.jsonl")] == ["the text is no string (bytes)"]


@pytest.mark.parametrize("end", ["jsonl", "jsonl.gz", "parquet"])
def test_rows_are_the_same_whatever_the_number_of_workers(tmp_path: Path, end: str) -> None:
    pages: Rows = [*corpus(600), {"id": "p1", "text": SHORT}, {"id": "x"}, *corpus(3), {"id": "last", "text": SHORT}]
    lines = write_lines(tmp_path / "in.jsonl", pages)
    for workers in ("1", "3"):
        done = remit("extract", lines, "-o", tmp_path / workers / f"o.{end}", "--workers", workers)
        assert done.returncode == 1
    one, three = ({p.name: p.read_bytes() for p in (tmp_path / n).iterdir()} for n in "13")
    assert sorted(one) == ["o.errors.jsonl", f"o.{end}"]
    assert one == three
    opened = {"jsonl": rows, "jsonl.gz": unzipped, "parquet": lambda p: pq.read_table(p).to_pylist()}[end]
    assert [row["id"] for row in opened(tmp_path / "1" / f"o.{end}")] == [f"p{n}" for n in range(600)] + ["last"]


def unzipped(path: Path) -> Rows:
    return [json.loads(line) for line in gzip.decompress(path.read_bytes()).splitlines()]


def test_the_flat_tables_of_the_real_page(tmp_path: Path) -> None:
    counts = {"units": 23, "duties": 235, "members": 99, "findings": 15}
    runs = [
        ["extract", str(PAGE), "-o", str(tmp_path / f"{table}.{end}"), "--table", table]
        for table in counts
        for end in ("jsonl", "parquet", "csv")
    ]
    in_one_process(runs)
    for table, count in counts.items():
        lines = rows(tmp_path / f"{table}.jsonl")
        assert len(lines) == count
        assert pq.read_table(tmp_path / f"{table}.parquet").to_pylist() == lines
        with open(tmp_path / f"{table}.csv", encoding="utf-8-sig", newline="") as file:
            cells = list(csv.DictReader(file))
        assert cells == [{k: "" if v is None else str(v) for k, v in row.items()} for row in lines]
    personnel = rows(tmp_path / "units.jsonl")[3]
    assert {k: personnel[k] for k in ("document_id", "name", "level_code", "level_rank", "duties")} == {
        **{"document_id": "qingdao_customs", "name": "Personnel Department"},
        **{"level_code": "division", "level_rank": 7, "duties": 15},
    }
    duty = rows(tmp_path / "duties.jsonl")[0]
    assert TEXT[duty["start"] : duty["end"]] == duty["text"]
    kinds = {str(field.type) for table in counts for field in pq.read_schema(tmp_path / f"{table}.parquet")}
    assert kinds == {"string", "int64"}


def in_one_process(runs: list[list[str]]) -> None:
    code = "import sys; from pipeline.cli import main; sys.exit(max([main(a) for a in eval(sys.argv[1])]))"
    subprocess.run([sys.executable, "-c", code, repr(runs)], check=True, capture_output=True, cwd=ROOT)


def test_nested_duties_are_rows_too(tmp_path: Path) -> None:
    duties = "1. Keep books:\n(1) of gold;\n(2) of iron.\n2. Pay bills.\n"
    text = f"Customs\n\nFinance Department\n\nMain responsibilities:\n{duties}"
    lines = write_lines(tmp_path / "in.jsonl", [{"id": "a", "text": text}])
    assert remit("extract", lines, "-o", tmp_path / "o.jsonl", "--table", "duties").returncode == 0
    found = [(row["position"], row["number"], row["text"]) for row in rows(tmp_path / "o.jsonl")]
    assert found == [("1", 1, "Keep books:"), ("1.1", 1, "of gold"), ("1.2", 2, "of iron"), ("2", 2, "Pay bills")]
    assert remit("extract", lines, "-o", tmp_path / "o.parquet").returncode == 0
    duties = pq.read_table(tmp_path / "o.parquet").column("units")[0].as_py()[0]["duties"]
    assert [(duty["text"], duty["parent"]) for duty in duties] == [
        ("Keep books:", None),
        ("of gold", 0),
        ("of iron", 0),
        ("Pay bills", None),
    ]


def test_csv_is_safe_in_a_spreadsheet(tmp_path: Path) -> None:
    danger = ['=HYPERLINK("http://a")', "+1", "-1+2", "@SUM(A1)", "\t=1", "\r=1", "\n=1", "＝1", "a=1", 'a "b", c\r\nd']
    pages = [{**row, "=note": words, "n": -3, "name": "mine"} for row, words in zip(corpus(10), danger, strict=True)]
    lines = write_lines(tmp_path / "in.jsonl", pages)
    assert remit("extract", lines, "-o", tmp_path / "o.csv", "--table", "units").returncode == 0
    data = (tmp_path / "o.csv").read_bytes()
    assert data.startswith(b"\xef\xbb\xbfdocument_id,organization,unit_id,name,")
    with open(tmp_path / "o.csv", encoding="utf-8-sig", newline="") as file:
        cells = list(csv.DictReader(file))
    assert [row["'=note"] for row in cells] == [*("'" + words for words in danger[:8]), "a=1", 'a "b", c\r\nd']
    assert {(row["n"], row["page_name"], row["name"]) for row in cells} == {("-3", "mine", "Finance Department")}
    wrong = remit("extract", lines, "-o", tmp_path / "w.csv")
    assert (wrong.returncode, len(wrong.stderr.splitlines())) == (2, 1)
    assert b"--table" in wrong.stderr


def test_a_corpus_into_a_folder_and_pages_into_rows(tmp_path: Path) -> None:
    pages = [{"id": "a/b", "text": SHORT, "url": "u"}, {"id": "bad"}]
    lines = write_lines(tmp_path / "in.jsonl", pages)
    assert remit("extract", lines, "-o", tmp_path / "out").returncode == 1
    assert sorted(p.name for p in (tmp_path / "out").iterdir()) == [".done.jsonl", "a%2Fb.json", "errors.jsonl"]
    assert rows(tmp_path / "out/errors.jsonl")[0]["place"] == "line 2"
    assert remit("extract", tmp_path / "in.jsonl", PAGE, "-o", tmp_path / "o.jsonl").returncode == 1
    assert [row["id"] for row in rows(tmp_path / "o.jsonl")] == ["a/b", "qingdao_customs"]
    assert rows(tmp_path / "o.jsonl")[1]["source"]["path"] == str(PAGE)


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["-o", "out", "--table", "units"], "--table is for one file of rows"),
        (["--table", "units"], "--table is for one file of rows"),
        ([], "name a folder or a file with -o"),
        (["-o", "o.jsonl", "--diff"], "--diff is for pages that are files, into a folder"),
        (["-o", "out", "--diff"], "--diff is for pages that are files, into a folder"),
    ],
)
def test_what_can_not_be_done_is_one_line(tmp_path: Path, arguments: list[str], words: str) -> None:
    lines = write_lines(tmp_path / "in.jsonl", corpus(2))
    done = remit("extract", lines, *arguments, cwd=tmp_path)
    assert (done.returncode, done.stdout, len(done.stderr.splitlines())) == (2, b"", 1)
    assert words in done.stderr.decode()
    assert [p.name for p in tmp_path.iterdir()] == ["in.jsonl"]


def test_an_output_that_can_not_be_written_leaves_what_was_there(tmp_path: Path) -> None:
    """A limit on the size of files stands for a full disk: the parts fit, the whole doesn't."""
    lines = write_lines(tmp_path / "in.jsonl", corpus(600))
    (tmp_path / "o.jsonl").write_text("the last run", encoding="utf-8")
    arguments = [lines, "-o", tmp_path / "o.jsonl", "--workers", "2"]
    done = subprocess.run(
        [sys.executable, "-m", "pipeline", "extract", *arguments],
        capture_output=True,
        check=False,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (400_000, 400_000)),
    )
    assert (done.returncode, done.stderr.decode()) == (2, f"remit: {tmp_path / 'o.jsonl'}: file too large\n")
    assert (tmp_path / "o.jsonl").read_text(encoding="utf-8") == "the last run"
    resumed = remit("extract", *arguments, "--resume")
    assert resumed.returncode == 0
    assert "600 unchanged" in resumed.stdout.decode()
    assert len(rows(tmp_path / "o.jsonl")) == 600
    assert sorted(p.name for p in tmp_path.iterdir()) == ["in.jsonl", "o.jsonl"]


@pytest.mark.parametrize("how", [signal.SIGKILL, signal.SIGTERM])
def test_a_run_that_is_stopped_goes_on_and_comes_to_the_same(tmp_path: Path, how: signal.Signals) -> None:
    pages: Rows = corpus(60, TEXT)
    pages[3] = {"id": "bad"}
    lines = write_lines(tmp_path / "in.jsonl", pages)
    out = tmp_path / "out"
    running = start(lines, "-o", out / "o.parquet", "--workers", "2", "--table", "duties")
    done_parts = out / ".o.parquet.parts/.done.jsonl"
    for _ in range(2000):
        if done_parts.exists() and done_parts.stat().st_size:
            break
        time.sleep(0.01)
    os.kill(running.pid, how)
    _, said = running.communicate(timeout=20)
    assert running.returncode == {signal.SIGKILL: -9, signal.SIGTERM: 143}[how]
    assert b"Traceback" not in said
    assert not (out / "o.parquet").exists()
    time.sleep(0.5)  # the processes of a killed run see that it is gone
    done = remit("extract", lines, "-o", out / "o.parquet", "--workers", "2", "--table", "duties", "--resume")
    assert done.returncode == 1
    unchanged = int(done.stdout.decode().split(" unchanged")[0].split(", ")[-1])
    assert 24 <= unchanged < 59
    assert sorted(p.name for p in out.iterdir()) == ["o.errors.jsonl", "o.parquet"]
    assert remit("extract", lines, "-o", tmp_path / "one.parquet", "--table", "duties").returncode == 1
    assert (out / "o.parquet").read_bytes() == (tmp_path / "one.parquet").read_bytes()
    assert (out / "o.errors.jsonl").read_bytes() == (tmp_path / "one.errors.jsonl").read_bytes()


def test_memory_does_not_grow_with_the_corpus(tmp_path: Path) -> None:
    """Both corpora are one row group; 300 pages more are 13 MB of text and over 60 MB of rows in Arrow."""
    for count in (100, 400):
        texts = pa.table({"id": [f"p{n}" for n in range(count)], "text": [f"{TEXT}\n{n}" for n in range(count)]})
        pq.write_table(texts, tmp_path / f"{count}.parquet", use_dictionary=False, write_batch_size=16)
    small = peak(tmp_path / "100.parquet", tmp_path / "o100.parquet")
    # A process may hold more for a moment, as its parts come in; one that had to would do so every time.
    tries = (peak(tmp_path / "400.parquet", tmp_path / f"o400-{n}.parquet") for n in range(3))
    assert any(large - small < 45 * 1024 for large in tries)


def test_a_missing_pyarrow_is_one_line(tmp_path: Path) -> None:
    (tmp_path / "hide").mkdir()
    (tmp_path / "hide/pyarrow.py").write_text("raise ImportError('not here')", encoding="utf-8")
    lines = write_lines(tmp_path / "in.jsonl", corpus(2))
    pq.write_table(pa.table({"id": ["a"], "text": ["b"]}), tmp_path / "in.parquet")
    environment = {**os.environ, "PYTHONPATH": f"{tmp_path / 'hide'}{os.pathsep}{ROOT}"}
    command = [sys.executable, "-m", "pipeline", "extract"]

    def run(*arguments: str) -> tuple[int, str]:
        done = subprocess.run(
            [*command, *arguments], capture_output=True, check=False, env=environment, cwd=tmp_path, text=True
        )
        return done.returncode, done.stderr

    missing = "remit: Parquet and Arrow need pyarrow: pip install -e '.[arrow]' in the checkout\n"
    assert run(str(lines), "-o", "o.parquet") == (2, missing)
    assert run("in.parquet", "in.jsonl", "-o", "o.jsonl") == (2, missing)
    assert run(str(lines), "-o", "o.jsonl") == (0, "")
    assert run(str(lines), "-o", "o.csv", "--table", "units") == (0, "")
