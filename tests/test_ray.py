"""The same run on Ray: a real cluster of this machine, processes that are killed, pages that kill them."""

from __future__ import annotations

import json
import os
import secrets
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from tests.test_cli import ROOT, remit
from tests.test_readme import README
from tests.test_stream import SHORT, rows

Run = Callable[..., subprocess.CompletedProcess[bytes]]
TOKEN = secrets.token_hex(32)  # what a process needs to join the cluster of these tests
LONGEST = 100  # seconds that anything here may take

DEADLY = """
import os, signal
from pathlib import Path

def pages_that_kill():
    from pipeline import extraction
    sound = extraction.extract_source

    def extract_source(source, *, id, profile):
        flag = Path(os.environ["FLAGS"], id)
        if id.startswith("poison"):
            with flag.open("a") as file:
                file.write(f"{os.getpid()}\\n")
            os.kill(os.getpid(), signal.SIGKILL)
        if id.startswith("once") and not flag.exists():
            flag.touch()
            os.kill(os.getpid(), signal.SIGKILL)
        return sound(source, id=id, profile=profile)

    extraction.extract_source = extract_source

if os.environ.get("FLAGS"):
    pages_that_kill()
"""

CLUSTER = """
import sys, ray
ray.init(num_cpus=2, include_dashboard=False, log_to_driver=False, logging_level="ERROR")
print(ray.get_runtime_context().gcs_address, flush=True)
sys.stdin.read()
"""


def environment(folder: Path, **more: str) -> dict[str, str]:
    path = os.pathsep.join([str(folder), str(ROOT)])
    return {**os.environ, "PYTHONPATH": path, "RAY_AUTH_MODE": "token", "RAY_AUTH_TOKEN": TOKEN, **more}


@pytest.fixture(scope="module")
def flags(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder of the names of deadly pages that have been met, and of what makes them so."""
    folder = tmp_path_factory.mktemp("deadly")
    (folder / "sitecustomize.py").write_text(DEADLY, encoding="utf-8")
    return folder


@pytest.fixture(scope="module")
def on_ray(flags: Path) -> Iterator[Run]:
    """`remit extract --engine ray` on a cluster of two processes."""
    cluster = subprocess.Popen(
        [sys.executable, "-c", CLUSTER],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        env=environment(flags, FLAGS=str(flags)),
        start_new_session=True,
    )
    assert cluster.stdout is not None
    address = cluster.stdout.readline().decode().strip()
    assert address, "Ray doesn't start on this machine"

    def run(*arguments: str | Path, **more: Any) -> Any:
        command = [sys.executable, "-m", "pipeline", "extract", "--engine", "ray", *map(str, arguments)]
        started = environment(flags, RAY_ADDRESS=address)
        if more.pop("wait", True):
            return subprocess.run(command, capture_output=True, check=False, env=started, timeout=LONGEST)
        return subprocess.Popen(command, env=started, stdout=subprocess.PIPE, stderr=subprocess.PIPE)

    run.address = address  # type: ignore[attr-defined]
    yield run
    assert cluster.stdin is not None
    cluster.stdin.close()
    cluster.stdout.close()
    try:
        cluster.wait(30)
    except subprocess.TimeoutExpired:
        os.killpg(cluster.pid, signal.SIGKILL)
        cluster.wait()


def shards(folder: Path, files: int = 5, each: int = 200, **odd: str | None) -> Path:
    """A folder of Parquet files; `odd` are texts of pages by their ids, at the ends of the files."""
    folder.mkdir(parents=True)
    left = list(odd.items())
    for n in range(files):
        pages = [{"id": f"p{n}-{i}", "text": SHORT.replace("{}", str(i)), "url": f"u{i}", "n": i} for i in range(each)]
        if left:
            pages[-1].update(zip(("id", "text"), left.pop(0), strict=True))
        pq.write_table(pa.Table.from_pylist(pages), folder / f"s{n}.parquet", row_group_size=60)
    return folder


def parts(folder: Path) -> list[Path]:
    return sorted(folder.glob("part-*"))


def test_a_thousand_pages_come_to_the_same_as_here(tmp_path: Path, on_ray: Run) -> None:
    pages = shards(tmp_path / "in", bad=None, empty="  ")
    done = on_ray(pages, "-o", tmp_path / "ray.jsonl")
    assert (done.returncode, done.stderr) == (1, b"")
    assert done.stdout.decode().startswith("998 documents in ")
    assert "2 failed" in done.stdout.decode()
    assert remit("extract", pages, "-o", tmp_path / "here.jsonl").returncode == 1
    assert (
        b"".join(part.read_bytes() for part in parts(tmp_path / "ray.jsonl")) == (tmp_path / "here.jsonl").read_bytes()
    )
    assert (tmp_path / "ray.jsonl/_errors.jsonl").read_bytes() == (tmp_path / "here.errors.jsonl").read_bytes()
    assert [row["place"] for row in rows(tmp_path / "here.errors.jsonl")] == ["row 200", "row 200"]
    duties = on_ray(pages, "-o", tmp_path / "ray", "--table", "duties", "--workers", "2")
    assert duties.returncode == 1
    assert remit("extract", pages, "-o", tmp_path / "here.parquet", "--table", "duties").returncode == 1
    here, there = pq.read_table(tmp_path / "here.parquet"), pq.read_table(tmp_path / "ray")
    assert here.num_rows == 998 * 2
    assert there.equals(here)


def test_what_kills_a_process_costs_only_itself(tmp_path: Path, on_ray: Run, flags: Path) -> None:
    """One page kills each process that reads it; another one only the first, as a lost machine would."""
    pages = shards(tmp_path / "in", 3, 40, poison=SHORT, once=SHORT)
    done = on_ray(pages, "-o", tmp_path / "out.jsonl")
    assert (done.returncode, done.stderr) == (1, b"")
    found = [row["id"] for part in parts(tmp_path / "out.jsonl") for row in rows(part)]
    assert len(found) == 119
    assert "once" in found
    assert rows(tmp_path / "out.jsonl/_errors.jsonl") == [
        {
            "path": str(pages / "s0.parquet"),
            "id": "poison",
            "place": "row 40",
            "error": "the process that read it died with SIGKILL",
        }
    ]
    assert (flags / "once").exists()
    assert len(set((flags / "poison").read_text().split())) == 2  # Ray's own process, and the one apart


def test_a_run_that_is_killed_goes_on(tmp_path: Path, on_ray: Run) -> None:
    pages = shards(tmp_path / "in", 12, 150, bad=None)
    out = tmp_path / "out"
    running = on_ray(pages, "-o", out, wait=False)
    give_up = time.monotonic() + LONGEST
    while len(list((out / ".state").glob("*.json"))) < 2 and time.monotonic() < give_up:
        time.sleep(0.02)
    running.send_signal(signal.SIGKILL)
    running.communicate(timeout=30)
    time.sleep(3)  # Ray ends the tasks of a run that is gone
    for part in parts(out):
        pq.read_table(part)  # whole
    was = {part.name: part.stat().st_mtime_ns for part in parts(out) if (out / f".state/{part.stem}.json").exists()}
    assert 2 <= len(was) < 12
    done = on_ray(pages, "-o", out, "--resume")
    assert (done.returncode, done.stderr) == (1, b"")
    now = {part.name: part.stat().st_mtime_ns for part in parts(out)}
    assert len(now) == 12
    assert {name for name in was if now[name] == was[name]} == set(was)
    assert f"{(12 - len(was)) * 150:,} documents" in done.stdout.decode()
    assert pq.read_table(out).num_rows == 12 * 150 - 1
    assert [path.suffix for path in (out / ".state").iterdir()] == [".json"] * 12


def test_resume_does_again_what_is_not_as_it_was(tmp_path: Path, on_ray: Run) -> None:
    """And JSON Lines, a URI, and a folder that had more parts in it."""
    pages = tmp_path / "in"
    pages.mkdir()
    lines = [json.dumps({"id": f"p{n}", "text": SHORT, "n": n, "tag": "x", "o": [n]}) + "\n" for n in range(4)]
    for n, line in enumerate(lines):
        (pages / f"{n}.jsonl").write_text(line, encoding="utf-8")
    uri = f"file://{tmp_path}/out"
    assert on_ray(pages, "-o", uri).returncode == 0
    (pages / "1.jsonl").write_text(lines[1] + "{\n", encoding="utf-8")
    (pages / "3.jsonl").unlink()
    done = on_ray(f"file://{pages}", "-o", uri, "--resume")
    assert (done.returncode, done.stderr) == (1, b"")  # the names of the files are others: all is made anew
    assert "3 documents" in done.stdout.decode()
    done = on_ray(f"file://{pages}", "-o", uri, "--resume")
    assert ", 3 unchanged, 1 failed" in done.stdout.decode()
    assert [part.name for part in parts(tmp_path / "out")] == [f"part-00000{n}.parquet" for n in range(3)]
    table = pq.read_table(tmp_path / "out")
    assert table.select(["id", "n", "tag", "o"]).to_pylist() == [
        {"id": f"p{n}", "n": str(n), "tag": "x", "o": f"[{n}]"} for n in range(3)
    ]
    (row,) = rows(tmp_path / "out/_errors.jsonl")
    assert (row["place"], row["path"]) == ("line 2", f"file://{pages}/1.jsonl")


def test_the_readmes_commands(tmp_path: Path, on_ray: Any, flags: Path) -> None:
    shards(tmp_path / "shards", 2, 10)
    section = README.split("## On a cluster\n")[1].split("\n## ")[0]
    commands = [line[2:] for line in section.splitlines() if line.startswith("$ ")]
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    for command in commands:
        done = subprocess.run(
            command,
            shell=True,
            cwd=tmp_path,
            env=environment(flags, PATH=path, RAY_ADDRESS=on_ray.address),
            capture_output=True,
            check=False,
            timeout=LONGEST,
        )
        assert (done.returncode, done.stderr) == (0, b""), command
    assert sum(len(rows(part)) for part in parts(tmp_path / "results.jsonl")) == 40
    assert pq.read_table(tmp_path / "results").num_rows == 20


def test_ray_starts_where_there_is_none(tmp_path: Path, flags: Path) -> None:
    pages = shards(tmp_path / "in", 2, 10, bad=None)
    command = [sys.executable, "-m", "pipeline", "extract", "--engine", "ray", pages, "-o", tmp_path / "out"]
    done = subprocess.run(
        [*command, "--table", "units"], capture_output=True, check=False, env=environment(flags), timeout=LONGEST
    )
    assert (done.returncode, done.stderr) == (1, b"")
    assert pq.read_table(tmp_path / "out").num_rows == 19


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["gone.parquet", "-o", "out"], "gone.parquet: no such file or directory"),
        (["raw", "-o", "out"], "raw: no corpus to read"),
        (["raw/qingdao_customs.txt", "-o", "out"], "the engine reads corpora"),
        (["no-such://a", "-o", "out"], "no-such"),
        (["in.jsonl"], "name a folder for the parts with -o"),
        (["in.jsonl", "-o", "out.csv"], "the engine writes Parquet"),
        (["in.jsonl", "-o", "out", "--diff"], "--diff is for pages that are files, into a folder"),
    ],
)
def test_what_can_not_be_done_is_one_line_before_ray_starts(tmp_path: Path, arguments: list[str], words: str) -> None:
    shutil.copytree(ROOT / "raw", tmp_path / "raw")
    (tmp_path / "in.jsonl").write_text(json.dumps({"id": "a", "text": SHORT}) + "\n", encoding="utf-8")
    done = remit("extract", "--engine", "ray", *arguments, cwd=tmp_path)
    assert (done.returncode, done.stdout, len(done.stderr.splitlines())) == (2, b"", 1)
    assert words in done.stderr.decode()
    assert sorted(p.name for p in tmp_path.iterdir()) == ["in.jsonl", "raw"]


def test_a_part_that_can_not_be_written_is_one_line(tmp_path: Path, on_ray: Run) -> None:
    pages = shards(tmp_path / "in", 1, 3)
    (tmp_path / "out/part-000000.parquet").mkdir(parents=True)  # in the way
    (tmp_path / "out/part-000000.parquet/x").touch()
    done = on_ray(pages, "-o", tmp_path / "out")
    assert (done.returncode, len(done.stderr.splitlines())) == (2, 1), done.stderr.decode()
    assert done.stderr.decode().startswith(f"remit: {tmp_path / 'out'}: ")
