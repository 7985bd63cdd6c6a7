"""Saved web pages are read as their text, and what was read is kept beside the result."""

from __future__ import annotations

from pathlib import Path

from pipeline.check import problems
from pipeline.cli import main
from pipeline.model import Document

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
