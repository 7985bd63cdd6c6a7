"""The README's recipes for corpora, run as they stand there, in order, in one folder."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import regex

from tests.test_cli import PAGE, ROOT
from tests.test_readme import README


def test_the_recipes_for_corpora(tmp_path: Path) -> None:
    section = regex.search(r"## Corpora and tables\n(.+?)\n## ", README, regex.S)[1]
    page = {"id": PAGE.stem, "text": PAGE.read_bytes().decode(), "region": "Shandong"}
    (tmp_path / "pages.jsonl").write_text(json.dumps(page) + "\n", encoding="utf-8")
    (tmp_path / "documents").mkdir()
    (tmp_path / "documents/page.txt").write_bytes(PAGE.read_bytes())
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    environment = {**os.environ, "PATH": path, "PYTHONPATH": str(ROOT)}
    commands = regex.findall(r"^\$ (.+)$", section, regex.M)
    assert len(commands) >= 5
    for command in commands:
        done = subprocess.run(command, shell=True, cwd=tmp_path, env=environment, capture_output=True, check=False)
        assert (done.returncode, done.stderr) == (0, b""), command
    blocks = regex.findall(r"```python\n(.+?)```", section, regex.S)
    assert len(blocks) >= 2
    for block in blocks:
        done = subprocess.run(
            [sys.executable, "-c", block], cwd=tmp_path, env=environment, capture_output=True, check=False
        )
        expected = regex.findall(r"#\s(.+)$", block, regex.M)
        assert (done.returncode, done.stdout.decode().splitlines()) == (0, expected), done.stderr.decode()
