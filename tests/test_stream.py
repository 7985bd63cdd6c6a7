"""Long runs: pages that fail, processes that die, runs that are killed and go on. All with real processes."""

from __future__ import annotations

import json
import os
import pty
import resource
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from multiprocessing.util import Finalize
from pathlib import Path
from typing import Any

import pytest

from pipeline import Document
from pipeline.errors import RemitError
from pipeline.runs.page_job import PageJob, file_name
from pipeline.runs.pages import Listing, Page, walk
from pipeline.runs.pool import CONTEXT, Batch, Outcome, _serve, work
from tests.test_cli import PAGE, ROOT, remit

TEXT = PAGE.read_text(encoding="utf-8")
SHORT = "Customs of Testing\n\nFinance Department\n\nMain responsibilities: 1. Keep books of page {}; 2. Pay bills.\n"


def folder_of(path: Path, count: int, text: str = SHORT) -> Path:
    path.mkdir(parents=True, exist_ok=True)
    for n in range(count):
        (path / f"page{n:04}.txt").write_text(text.replace("{}", str(n)), encoding="utf-8")
    return path


def rows(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def outputs(folder: Path) -> dict[str, bytes]:
    return {p.name: p.read_bytes() for p in folder.glob("*.json")}


def test_many_pages_are_the_same_whatever_the_number_of_workers(tmp_path: Path) -> None:
    pages = folder_of(tmp_path / "pages", 60)
    one = remit("extract", pages, "-o", tmp_path / "one", "--workers", "1")
    three = remit("extract", pages, "-o", tmp_path / "three", "--workers", "3")
    assert (one.returncode, three.returncode, one.stderr, three.stderr) == (0, 0, b"", b"")
    assert len(one.stdout.decode().splitlines()) == 1
    assert one.stdout.decode().startswith("60 documents in ")
    assert len(outputs(tmp_path / "one")) == 60
    assert outputs(tmp_path / "one") == outputs(tmp_path / "three")
    assert not (tmp_path / "one/errors.jsonl").exists()


def test_a_page_that_fails_is_a_row_and_stops_no_other(tmp_path: Path) -> None:
    pages = folder_of(tmp_path / "pages", 25)
    (pages / "binary.txt").write_bytes(b"\x7fELF\x00\x01")
    (pages / "empty.txt").write_bytes(b" \n")
    (pages / "gone.txt").symlink_to(tmp_path / "nowhere.txt")
    (pages / "loop.txt").mkdir()  # a folder that is called like a page is a folder
    done = remit("extract", pages, tmp_path / "missing.txt", "-o", tmp_path / "out", "--workers", "2")
    assert done.returncode == 1
    assert "25 documents" in done.stdout.decode()
    assert "3 failed" in done.stdout.decode()
    errors = {Path(row["path"]).name: row["error"] for row in rows(tmp_path / "out/errors.jsonl")}
    assert errors == {
        "binary.txt": "not a text file (it has a NUL character at offset 4)",
        "empty.txt": "the file has no text",
        "missing.txt": "no such file or directory",
    }
    assert len(outputs(tmp_path / "out")) == 25
    (pages / "binary.txt").unlink()
    (pages / "empty.txt").unlink()
    assert remit("extract", pages, "-o", tmp_path / "out").returncode == 0
    assert not (tmp_path / "out/errors.jsonl").exists()  # it tells of the last run


def test_of_a_few_pages_one_that_fails_is_a_row_and_a_line(tmp_path: Path) -> None:
    pages = folder_of(tmp_path / "pages", 2)
    (pages / "empty.txt").write_bytes(b"")
    done = remit("extract", pages, "-o", tmp_path / "out")
    assert done.returncode == 1
    assert done.stderr.decode() == f"remit: {pages / 'empty.txt'}: the file is empty\n"
    assert "2 documents in " in done.stdout.decode()
    assert [row["id"] for row in rows(tmp_path / "out/errors.jsonl")] == ["empty"]
    assert sorted(outputs(tmp_path / "out")) == ["page0000.json", "page0001.json"]


def test_two_pages_with_one_name_in_different_folders(tmp_path: Path) -> None:
    pages = folder_of(tmp_path / "pages", 2)
    folder_of(pages / "sub", 1, "Another page.\n")
    error = f"the id 'page0000' is that of another page already: {pages / 'page0000.txt'}"
    few = remit("extract", pages, "-o", tmp_path / "few")
    assert (few.returncode, few.stderr.decode()) == (1, f"remit: {pages / 'sub/page0000.txt'}: {error}\n")
    row = {"path": str(pages / "sub/page0000.txt"), "id": "page0000", "place": None, "error": error}
    assert rows(tmp_path / "few/errors.jsonl") == [row]
    assert sorted(outputs(tmp_path / "few")) == ["page0000.json", "page0001.json"]
    alone = remit("extract", pages / "page0000.txt", pages / "sub/page0000.txt")
    both = f"{pages / 'page0000.txt'}, {pages / 'sub/page0000.txt'}"
    said = f"remit: more than one page ({both}): name a folder or a file with -o\n"
    assert (alone.returncode, alone.stdout, alone.stderr.decode()) == (2, b"", said)
    folder_of(pages, 30)
    many = remit("extract", pages, "-o", tmp_path / "many")
    assert many.returncode == 1
    assert rows(tmp_path / "many/errors.jsonl") == [row]
    first = Document.model_validate_json((tmp_path / "many/page0000.json").read_bytes())
    assert first.source.path == str(pages / "page0000.txt")
    for end in (["--resume"], ["--diff", "--resume"]):
        again = remit("extract", pages, "-o", tmp_path / "many", *end, cwd=tmp_path)
        assert (again.returncode, "30 unchanged, 1 failed" in again.stdout.decode()) == (1, True)
        assert rows(tmp_path / "many/errors.jsonl") == [row]


@pytest.mark.parametrize("count", [2, 22])
def test_a_page_whose_name_another_one_has_does_not_hide_what_changed_in_that(tmp_path: Path, count: int) -> None:
    pages = folder_of(tmp_path / "pages", count)
    folder_of(pages / "sub", 1, "Another page.\n")
    assert remit("extract", pages, "-o", tmp_path / "out", cwd=tmp_path).returncode == 1
    page = pages / "page0000.txt"
    page.write_text(page.read_text(encoding="utf-8").replace("Pay bills", "Pay salaries"), encoding="utf-8")
    assert remit("extract", pages, "-o", tmp_path / "out", "--diff", cwd=tmp_path).returncode == 1
    documents = json.loads((tmp_path / "out/diff.json").read_bytes())["documents"]
    assert [(d["id"], [c["kind"] for c in d["changes"]]) for d in documents if d["changes"]] == [
        ("page0000", ["duty-reworded"])
    ]


@pytest.mark.parametrize("count", [2, 22])
def test_a_page_that_became_unreadable_is_told_of_in_the_report(tmp_path: Path, count: int) -> None:
    pages = folder_of(tmp_path / "pages", count)
    run = ("extract", pages, "-o", tmp_path / "out", "--diff")
    assert remit(*run, cwd=tmp_path).returncode == 0
    empty = pages / "page0000.txt"
    empty.write_text("", encoding="utf-8")
    told = f"{empty}: the file is empty"
    ran = remit(*run, cwd=tmp_path)
    assert ran.returncode == 1
    said = f"Nothing changed in what could be read.\n  1 page could not be read, and was not compared:\n    {told}\n"
    assert ran.stdout.decode().endswith(said)
    for name in ("diff.md", "diff.html"):
        report = (tmp_path / "out" / name).read_text(encoding="utf-8")
        assert all(words in report for words in ("in what could be read", "was not compared", told))
    page = pages / "page0001.txt"
    page.write_text(page.read_text(encoding="utf-8").replace("Pay bills", "Pay salaries"), encoding="utf-8")
    assert "could not be read, and was not compared" in remit(*run, cwd=tmp_path).stdout.decode()
    for name in ("diff.md", "diff.html"):
        report = (tmp_path / "out" / name).read_text(encoding="utf-8")
        assert all(words in report for words in ("1 change", "was not compared", told))


def test_where_no_page_can_be_read_the_report_says_so(tmp_path: Path) -> None:
    pages = folder_of(tmp_path / "pages", 2)
    run = ("extract", pages, "-o", tmp_path / "out", "--diff")
    assert remit(*run, cwd=tmp_path).returncode == 0
    folder_of(pages, 2, "")
    said = remit(*run, cwd=tmp_path).stdout.decode()
    assert "2 pages could not be read" in said
    assert "nothing to compare with" not in said


def test_a_page_that_takes_the_name_of_another_is_read_though_its_bytes_are_known(tmp_path: Path) -> None:
    folder_of(tmp_path / "pages/b", 1)
    arguments = ("extract", tmp_path / "pages", "-o", tmp_path / "out", "--resume")
    assert remit(*arguments).returncode == 0
    folder_of(tmp_path / "pages/a", 1)
    assert remit(*arguments).returncode == 1
    document = Document.model_validate_json((tmp_path / "out/page0000.json").read_bytes())
    assert document.source.path == str(tmp_path / "pages/a/page0000.txt")


def test_the_output_folder_and_hidden_files_are_no_input(tmp_path: Path) -> None:
    folder_of(tmp_path / "out", 1)
    folder_of(tmp_path / ".hidden", 1)
    page = folder_of(tmp_path / "a/b", 1) / "page0000.txt"
    assert list(walk(str(tmp_path), tmp_path / "out")) == [str(page)]


def test_a_listing_is_sorted_and_takes_any_name(tmp_path: Path) -> None:
    names = [b"b.txt", "ü.txt".encode(), b"\xff.txt", b"a.txt"]
    for name in names:
        Path(os.fsdecode(os.fsencode(tmp_path) + b"/" + name)).write_text("x", encoding="utf-8")
    with Listing([str(tmp_path)]) as listing:
        assert [os.fsencode(Path(p).name) for p in listing] == sorted(names)
        assert listing.take("a", "here") is None
        assert listing.take("a", "there") == "here"


def deadly(batch: Batch, at: Callable[[int], None]) -> Outcome:
    """A job that the page 'kill' takes down, as a page that needs too much memory does."""
    outcome = Outcome()
    for index, page in enumerate(batch.pages):
        if index in batch.deadly:
            outcome.records.append((page.id, batch.deadly[index]))
            continue
        at(index)
        if page.id == "kill":
            os.kill(os.getpid(), signal.SIGKILL)
        outcome.made += 1
    return outcome


def stops_all(batch: Batch, at: Callable[[int], None]) -> Outcome:
    raise RemitError("no space left on device")


def never_starts(batch: Batch, at: Callable[[int], None]) -> Outcome:
    os._exit(3)


def test_a_page_that_takes_its_process_down_costs_only_itself() -> None:
    names = ["a", "b", "kill", "c", "kill", "d", "e", "kill"]
    work_list = [Batch(n, [Page(name, name) for name in names[n : n + 4]]) for n in (0, 4)]
    results = list(work(deadly, work_list, 2))
    assert sum(r.made for r in results) == 5
    assert [row for r in results for row in r.records] == [("kill", "the process that read it died with SIGKILL")] * 3


def test_an_error_that_is_every_pages_stops_the_run() -> None:
    batch = Batch(0, [Page("a", "a")])
    with pytest.raises(RemitError, match="no space left"):
        list(work(stops_all, [batch], 2))
    with pytest.raises(RemitError, match="ended with status 3 before it came to a page"):
        list(work(never_starts, [batch], 2))


def ends_slowly(batch: Batch, at: Callable[[int], None]) -> Outcome:
    Finalize(None, time.sleep, (1,), exitpriority=1)
    return Outcome(made=1)


def test_a_process_told_to_stop_while_it_ends_says_nothing(capfd: pytest.CaptureFixture[str]) -> None:
    ours, theirs = CONTEXT.Pipe()
    process = CONTEXT.Process(target=_serve, args=(ends_slowly, theirs, CONTEXT.RawValue("l", -1)))
    process.start()
    theirs.close()
    ours.send(Batch(0, []))
    assert ours.recv().made == 1
    ours.close()
    time.sleep(0.3)
    assert process.is_alive()
    process.terminate()
    process.join()
    assert (process.exitcode, capfd.readouterr().err) == (143, "")


def test_a_page_the_program_breaks_on_names_the_place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def breaks(*_: object, **__: object) -> None:
        raise RecursionError("maximum recursion depth exceeded")

    monkeypatch.setattr("pipeline.extraction.extract_source", breaks)
    pages = folder_of(tmp_path / "pages", 1)
    job = PageJob(tmp_path, "en")
    outcome = job(Batch(0, [Page("page0000", str(pages / "page0000.txt"))]), lambda index: None)
    (failure,) = outcome.failures
    assert failure.error == "RecursionError: maximum recursion depth exceeded"
    assert failure.place is not None
    assert failure.place.startswith("page_job.py:")


def start(*arguments: str | Path) -> subprocess.Popen[bytes]:
    command = [sys.executable, "-m", "pipeline", "extract", *map(str, arguments)]
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    return subprocess.Popen(
        command,
        cwd=ROOT,
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        start_new_session=True,
        # a suite that a shell runs in the background has Ctrl-C ignored, and so would what it starts
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),
    )


def wait_for(folder: Path, count: int) -> None:
    for _ in range(6000):
        if folder.exists() and len(list(folder.glob("*.json"))) >= count:
            return
        time.sleep(0.01)
    raise AssertionError(f"{count} files never came")


@pytest.mark.parametrize("how", [signal.SIGKILL, signal.SIGTERM, signal.SIGINT])
def test_a_run_that_is_stopped_leaves_whole_files_and_goes_on(tmp_path: Path, how: signal.Signals) -> None:
    pages = folder_of(tmp_path / "pages", 150, TEXT)
    out = tmp_path / "out"
    running = start(pages, "-o", out, "--workers", "2")
    wait_for(out, 20)
    os.kill(running.pid, how)
    _, said = running.communicate(timeout=60)
    assert running.returncode == {signal.SIGKILL: -9, signal.SIGTERM: 143, signal.SIGINT: 130}[how]
    assert b"Traceback" not in said
    settle(out)
    before = {p.name: (p.stat().st_mtime_ns, p.stat().st_ino) for p in out.glob("*.json")}
    assert 20 <= len(before) < 150
    for data in outputs(out).values():
        Document.model_validate_json(data)
    recorded = {row["id"] for row in rows(out / ".done.jsonl")}
    done = remit("extract", pages, "-o", out, "--workers", "2", "--resume")
    assert done.returncode == 0
    assert f"{150 - len(recorded)} documents" in done.stdout.decode()
    assert f"{len(recorded)} unchanged" in done.stdout.decode()
    after = {p.name: (p.stat().st_mtime_ns, p.stat().st_ino) for p in out.glob("*.json")}
    assert len(after) == 150
    assert {f"{id}.json" for id in recorded} <= {name for name, was in before.items() if after[name] == was}
    assert len(before) - len(recorded) <= 2 * 8  # what was under way
    assert list(out.glob(".*.part")) == []


def settle(folder: Path) -> None:
    """Wait until the processes of a killed run have seen that it is gone."""
    last = -1
    while last != (last := len(list(folder.glob("*.json")))):
        time.sleep(0.5)


def test_resume_does_again_what_is_not_as_it_was(tmp_path: Path) -> None:
    pages = folder_of(tmp_path / "pages", 6)
    profile = tmp_path / "my.toml"
    english = (ROOT / "pipeline/profiles/en.toml").read_text(encoding="utf-8")
    profile.write_text(english, encoding="utf-8")

    def resumed() -> str:
        done = remit("extract", pages, "-o", tmp_path / "out", "--resume", "--profile", profile)
        return done.stdout.decode().split(" in ")[0] + done.stdout.decode().split("second)")[1].split(" →")[0]

    assert resumed() == "6 documents"
    assert resumed() == "0 documents, 6 unchanged"
    (pages / "page0001.txt").write_text("Another text.\n", encoding="utf-8")
    (tmp_path / "out/page0002.json").unlink()
    folder_of(pages / "more", 0)
    (pages / "more/new.txt").write_text("A new page.\n", encoding="utf-8")
    assert resumed() == "3 documents, 4 unchanged"
    profile.write_text(english + "\n# edited\n", encoding="utf-8")
    assert resumed() == "7 documents"
    with (tmp_path / "out/.done.jsonl").open("a", encoding="utf-8") as journal:
        journal.write('{"id": "page00')  # the power was cut
    assert resumed() == "0 documents, 7 unchanged"
    profile.write_text(english, encoding="utf-8")
    assert resumed() == "7 documents"  # what was made with the first one has been replaced since


def test_a_long_run_is_compared_with_the_one_before(tmp_path: Path) -> None:
    pages = folder_of(tmp_path / "pages", 25)
    out = tmp_path / "out"
    assert remit("extract", pages, "-o", out, cwd=tmp_path).returncode == 0
    page = pages / "page0003.txt"
    page.write_text(page.read_text(encoding="utf-8").replace("Pay bills", "Pay salaries"), encoding="utf-8")
    (pages / "page0004.txt").write_text("", encoding="utf-8")
    done = remit("extract", pages, "-o", out, "--diff", cwd=tmp_path)
    assert done.returncode == 1
    documents = json.loads((out / "diff.json").read_bytes())["documents"]
    assert [(d["id"], [c["kind"] for c in d["changes"]]) for d in documents if d["changes"]] == [
        ("page0003", ["duty-reworded"])
    ]
    assert not [d for d in documents if d["new"] is None]  # a page that can't be read has not gone


@pytest.mark.parametrize("count", [2, 22])
def test_a_page_that_is_gone_names_the_file_to_delete(tmp_path: Path, count: int) -> None:
    folder_of(tmp_path / "pages", count)
    run = ("extract", "pages", "-o", "out", "--diff")
    assert remit("extract", "pages", "-o", "out", cwd=tmp_path).returncode == 0
    (tmp_path / "pages/page0001.txt").unlink()
    line = "out/page0001.json: its page pages/page0001.txt is gone; delete the file to accept that"
    for _ in range(2):
        assert remit(*run, cwd=tmp_path).stdout.decode().splitlines()[-1] == line
        assert (tmp_path / "out/page0001.json").exists()
    only_one = remit("extract", "pages/page0000.txt", "-o", "out", "--diff", cwd=tmp_path)
    assert only_one.stdout.decode().count("is gone; delete") == 1  # the others were not asked for, but are there
    (tmp_path / "out/page0001.json").unlink()
    assert "page0001" not in remit(*run, cwd=tmp_path).stdout.decode()


def peak(pages: Path, out: Path) -> int:
    """The most memory, in KB, that a run in one process had; not `ru_maxrss`, which begins with the parent's."""
    code = (
        "import sys; from pipeline.cli import main; main(sys.argv[1:]);"
        "print([line.split()[1] for line in open('/proc/self/status') if line.startswith('VmHWM')][0])"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, "extract", str(pages), "-o", str(out), "--workers", "1"],
        capture_output=True,
        check=True,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
    )
    return int(done.stdout.split()[-1])


def test_memory_does_not_grow_with_the_number_of_pages(tmp_path: Path) -> None:
    """Three hundred pages more would be 13 MB of text and over 60 MB of documents if they were kept."""
    few = peak(folder_of(tmp_path / "few", 30, TEXT), tmp_path / "out1")
    many = peak(folder_of(tmp_path / "many", 330, TEXT), tmp_path / "out2")
    assert many - few < 20 * 1024


def test_a_bar_on_a_terminal_only(tmp_path: Path) -> None:
    pages = folder_of(tmp_path / "pages", 30)
    ours, theirs = pty.openpty()
    command = [sys.executable, "-m", "pipeline", "extract", str(pages), "-o", str(tmp_path / "out")]
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "TERM": "xterm", "COLUMNS": "100"}
    done = subprocess.run(command, cwd=ROOT, stdout=subprocess.PIPE, stderr=theirs, check=True, env=environment)
    os.close(theirs)
    seen = os.read(ours, 1 << 20).decode()
    os.close(ours)
    assert "30/30" in seen
    assert "a second" in seen
    assert len(done.stdout.splitlines()) == 1


def test_a_profile_that_is_wrong_stops_before_anything_is_written(tmp_path: Path) -> None:
    pages = folder_of(tmp_path / "pages", 30)
    done = remit("extract", pages, "-o", tmp_path / "out", "--profile", tmp_path / "none.toml")
    assert (done.returncode, len(done.stderr.splitlines())) == (2, 1)
    assert not (tmp_path / "out").exists()


def test_an_output_that_cannot_be_written_stops_a_long_run(tmp_path: Path) -> None:
    pages = folder_of(tmp_path / "pages", 30)
    (tmp_path / "out").write_text("a file", encoding="utf-8")
    done = remit("extract", pages, "-o", tmp_path / "out")
    assert (done.returncode, len(done.stderr.splitlines())) == (2, 1)


def test_a_file_that_grows_too_large_stops_a_long_run_with_one_line(tmp_path: Path) -> None:
    """A limit on the size of files stands for a full disk."""
    pages = folder_of(tmp_path / "pages", 30, TEXT)
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    done = subprocess.run(
        [sys.executable, "-m", "pipeline", "extract", pages, "-o", tmp_path / "out", "--workers", "2"],
        capture_output=True,
        check=False,
        env=environment,
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (65536, 65536)),
    )
    assert (done.returncode, len(done.stderr.splitlines())) == (2, 1)
    assert b"file too large" in done.stderr
    assert outputs(tmp_path / "out") == {}
    assert list((tmp_path / "out").glob(".*.part")) == []


def test_help_imports_nothing_that_is_slow() -> None:
    code = (
        "import sys; from pipeline.cli import main\ntry: main(['--help'])\nexcept SystemExit: pass\n"
        "print([m for m in ('pydantic', 'spacy', 'pyarrow', 'rich', 'sqlite3', 'multiprocessing') if m in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True, cwd=ROOT)
    assert done.stdout.splitlines()[-1] == b"[]"


@pytest.mark.parametrize(
    ("id", "name"),
    [
        ("a b", "a b"),
        ("海关", "海关"),
        ("../x", "%2E%2E%2Fx"),
        (".x", "%2Ex"),
        ("a%2Fb", "a%252Fb"),
        ("http://a/b", "http%3A%2F%2Fa%2Fb"),
    ],
)
def test_an_id_becomes_a_file_name_that_stays_in_its_folder(id: str, name: str) -> None:
    assert file_name(Page(id, "corpus.jsonl", "line 1", "text")) == name
