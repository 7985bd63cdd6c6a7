"""Saved web pages are read as their text, and what was read is kept beside the result."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipeline.check import problems
from pipeline.cli import main
from pipeline.model import Document
from pipeline.readers import html_text
from tests.test_cli import remit
from tests.test_stream import folder_of, rows

PAGE = """<!DOCTYPE html><html><head><title>t</title><style>p { color: red }</style>
<script>var x = "1. no duty;";</script>
</head><body><ul><li><a href="/">Home</a></li></ul><h1>Internal organizations of Harbour Office</h1>
<p>Administrative level:&nbsp;Director level</p><p>Internal organizations: Audit Section &amp; Pilot Section</p>
<p>Main responsibilities:</p><p>1. The Pilot Department is the functional department for pilots;</p>
<p>2. Keep the <b>signal</b>&shy; station.</p></body></html>"""


def test_a_saved_web_page(tmp_path: Path) -> None:
    (tmp_path / "harbour.html").write_text(PAGE, encoding="utf-8")
    assert main(["extract", str(tmp_path / "harbour.html"), "-o", str(tmp_path / "out")]) == 0
    document = Document.model_validate_json((tmp_path / "out/harbour.json").read_bytes())
    text = (tmp_path / "out/harbour.txt").read_bytes().decode("utf-8")
    assert list(problems(document, text)) == []
    assert "var x" not in text
    unit = document.units[0]
    assert unit.name is not None
    assert unit.level is not None
    assert (unit.name.text, unit.level.code) == ("Pilot Department", "division")
    assert [m.text for m in unit.subunits.groups[0].members] == ["Audit Section", "Pilot Section"]
    assert [d.number for d in unit.duties] == [1, 2]
    assert main(["check", str(tmp_path / "out"), "--source", str(tmp_path)]) == 0


@pytest.mark.parametrize(
    ("markup", "text"),
    [
        (
            "<table><tr><th>Unit<th>Level<th>Duties<tr><td rowspan=2>Office<td>Division level<td>1. Keep<br>2. Pay"
            "<tr><td colspan=2>Closed</table><p>end</p>",
            "Unit\tLevel\tDuties\nOffice\tDivision level\t1. Keep\n2. Pay\n\tClosed\t\nend\n",
        ),
        (
            "<table><tr><td>Menu<td><table><tr><td>Office<td>keeps<tr><td>Registry<td>pays</table>"
            "<tr><td>Foot<td>note</table>",
            "Menu\nOffice\tkeeps\nRegistry\tpays\nFoot\nnote",
        ),
        ("<table><tr><td>one<tr><td>two</table>", "one\ntwo"),
        ("<table><tr><td colspan=99999999>one<td>two<tr><td>x</table>", "one\ntwo\nx"),
    ],
)
def test_a_table_is_read_as_a_browser_copies_it(markup: str, text: str) -> None:
    words = html_text(f"<html><body>{markup}</body></html>")
    assert [line for line in words.split("\n") if line] == [line for line in text.split("\n") if line]


def test_the_text_of_a_web_page_replaces_no_file_of_the_user(tmp_path: Path) -> None:
    (tmp_path / "page.html").write_text(PAGE, encoding="utf-8")
    (tmp_path / "page.txt").write_text("my notes", encoding="utf-8")
    folder_of(tmp_path / "more", 21)
    line = f"its text would replace {tmp_path / 'page.txt'}, which Remit did not write; choose another folder"
    one = remit("extract", tmp_path / "page.html", "-o", tmp_path)
    assert (one.returncode, one.stderr.decode()) == (2, f"remit: {tmp_path / 'page.html'}: {line}\n")
    assert sorted(p.name for p in tmp_path.iterdir()) == ["more", "page.html", "page.txt"]
    few = remit("extract", tmp_path / "page.html", tmp_path / "more/page0000.txt", "-o", tmp_path)
    assert (few.returncode, few.stderr.decode()) == (1, f"remit: {tmp_path / 'page.html'}: {line}\n")
    many = remit("extract", tmp_path / "page.html", tmp_path / "more", "-o", tmp_path)
    assert (many.returncode, many.stderr) == (1, b"")
    assert [row["error"] for row in rows(tmp_path / "errors.jsonl")] == [line]
    assert (tmp_path / "page.txt").read_text(encoding="utf-8") == "my notes"
    assert not (tmp_path / "page.json").exists()


def test_the_text_of_a_web_page_is_no_page_and_is_written_again(tmp_path: Path) -> None:
    (tmp_path / "page.html").write_text(PAGE, encoding="utf-8")
    for _ in range(2):
        done = remit("extract", tmp_path, "-o", tmp_path)
        assert (done.returncode, done.stderr) == (0, b"")
        assert "1 document in " in done.stdout.decode()
    (tmp_path / "page.html").write_text(PAGE.replace("signal", "light"), encoding="utf-8")
    assert remit("extract", tmp_path, "-o", tmp_path).returncode == 0
    assert "Keep the light" in (tmp_path / "page.txt").read_text(encoding="utf-8")
    (tmp_path / "page.txt").write_text("edited", encoding="utf-8")
    assert remit("extract", tmp_path / "page.html", "-o", tmp_path).returncode == 2
    assert (tmp_path / "page.txt").read_text(encoding="utf-8") == "edited"
