"""Where the state to compare with comes from: git's HEAD, the files that are about to be replaced, or what is named."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from pipeline.baseline import committed, current, find_baseline, load_documents
from pipeline.errors import BaselineError
from pipeline.git import commit_at
from pipeline.model import Document
from tests.synthetic.built import build
from tests.synthetic.organisation import Organisation, UnitFacts


def document(name: str, *, id: str = "page", source: str = "") -> Document:
    facts = Organisation(name, f"Units of {name}", [UnitFacts(name="Office", duties=["Keep the seal"])])
    return build(facts, id=id, source=source or name)


def write(folder: Path, one: Document) -> None:
    folder.mkdir(exist_ok=True, parents=True)
    (folder / f"{one.id}.json").write_text(one.model_dump_json(indent=2), encoding="utf-8")


def git(folder: Path, *arguments: str) -> None:
    identity = ["-c", "user.name=A", "-c", "user.email=a@example.org", "-c", "commit.gpgsign=false"]
    subprocess.run(["git", *identity, *arguments], cwd=folder, check=True, capture_output=True)


@pytest.fixture
def work(tmp_path: Path) -> Path:
    """A work tree that has committed one extraction, with its source, and has gone on since."""
    root = tmp_path / "tree with space"
    write(root / "output", document("First"))
    (root / "output" / "diff.json").write_text("{}")
    (root / "raw").mkdir()
    (root / "raw" / "page.txt").write_bytes(b"First")
    git(root, "init", "-q")
    git(root, "add", ".")
    git(root, "commit", "-qm", "one")
    write(root / "output", document("Second"))
    (root / "raw" / "page.txt").write_bytes(b"Second")
    return root


def names(documents: dict[str, Document] | object) -> list[str | None]:
    assert hasattr(documents, "values")
    return [one.organization for one in documents.values()]


def test_the_committed_state_with_its_source(work: Path) -> None:
    found = find_baseline(work / "output")
    assert (found.origin, names(found.documents), dict(found.sources)) == ("HEAD", ["First"], {"page": b"First"})


def test_a_source_that_is_not_the_one_read_is_not_handed_out(work: Path) -> None:
    write(work / "output", document("Third", source="other bytes"))
    git(work, "commit", "-qam", "two")
    assert find_baseline(work / "output").sources == {}


def test_a_source_only_the_disk_has(work: Path) -> None:
    git(work, "rm", "-q", "--cached", "raw/page.txt")
    write(work / "output", document("Second"))
    git(work, "add", "output")
    git(work, "commit", "-qm", "two")
    assert dict(find_baseline(work / "output").sources) == {"page": b"Second"}


def test_a_revision_or_a_path_named(work: Path, tmp_path: Path) -> None:
    git(work, "commit", "-qam", "two")
    assert names(find_baseline(work / "output").documents) == ["Second"]
    assert names(find_baseline(work / "output", "HEAD~1").documents) == ["First"]
    write(tmp_path / "kept", document("Kept"))
    assert names(find_baseline(work / "output", str(tmp_path / "kept")).documents) == ["Kept"]
    assert names(find_baseline(work / "output", str(tmp_path / "kept" / "page.json")).documents) == ["Kept"]


@pytest.mark.parametrize("override", ["no-such-revision", "--help", "HEAD~9"])
def test_a_revision_that_is_none(work: Path, override: str) -> None:
    with pytest.raises(BaselineError, match="neither a path nor a revision"):
        find_baseline(work / "output", override)


def test_outside_of_a_work_tree_the_files_that_stand_there(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path.parent))
    write(tmp_path / "output", document("Present"))
    (tmp_path / "raw").mkdir()
    (tmp_path / "raw" / "page.txt").write_bytes(b"Present")
    found = find_baseline(tmp_path / "output")
    assert (found.origin, names(found.documents)) == (str(tmp_path / "output"), ["Present"])
    assert dict(found.sources) == {"page": b"Present"}


def test_nothing_anywhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path.parent))
    found = find_baseline(tmp_path / "output" / "not there")
    assert (found.origin, dict(found.documents), dict(found.sources)) == ("", {}, {})


def test_a_work_tree_without_a_commit(tmp_path: Path) -> None:
    git(tmp_path, "init", "-q")
    write(tmp_path / "output", document("Present"))
    assert names(find_baseline(tmp_path / "output").documents) == ["Present"]


def test_an_output_folder_that_git_does_not_keep(work: Path) -> None:
    write(work / "elsewhere", document("Present"))
    assert committed(work / "elsewhere") is None
    assert names(find_baseline(work / "elsewhere").documents) == ["Present"]


def test_an_output_folder_that_is_the_root(tmp_path: Path) -> None:
    git(tmp_path, "init", "-q")
    write(tmp_path, document("First"))
    git(tmp_path, "add", ".")
    git(tmp_path, "commit", "-qm", "one")
    write(tmp_path, document("Second"))
    assert names(find_baseline(tmp_path).documents) == ["First"]


def test_no_git_installed(work: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(work))
    assert names(find_baseline(work / "output").documents) == ["Second"]


def test_a_hook_that_names_another_repository(work: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GIT_DIR", str(tmp_path / "nowhere"))
    assert names(find_baseline(work / "output").documents) == ["First"]


def test_file_names_that_are_hard_to_ask_git_for(work: Path) -> None:
    paths = {"raw/é x\t1.txt": b"1\n2", "raw/ blob 3": b"", "raw/*": b"star"}
    for path, data in paths.items():
        (work / path).write_bytes(data)
    git(work, "add", ".")
    git(work, "commit", "-qm", "names")
    commit = commit_at(work, "HEAD")
    assert commit is not None
    assert set(commit.files(work / "raw")) == {*paths, "raw/page.txt"}
    assert commit.contents(["raw/missing", *paths, "raw", "two\nlines"]) == paths


def test_many_documents_by_id_and_the_report_is_none(tmp_path: Path) -> None:
    write(tmp_path, document("B", id="b"))
    write(tmp_path, document("A", id="a"))
    (tmp_path / "diff.json").write_text("not JSON")
    (tmp_path / "notes.txt").write_text("no document")
    assert list(load_documents(tmp_path)) == ["a", "b"]
    assert current(tmp_path / "missing").documents == {}


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ('{"schema_version": "0.9", "id": "page"}', "written with schema version 0.9, this program reads 1.0"),
        ('{"id": "page"}', "not an extraction"),
        ("[]", "not an extraction"),
        ("{", "not JSON"),
        ('{"schema_version": "1.0"}', "not a valid extraction"),
    ],
)
def test_a_file_that_is_no_document_of_this_version_is_named(tmp_path: Path, content: str, message: str) -> None:
    (tmp_path / "page.json").write_text(content)
    with pytest.raises(BaselineError, match=message) as caught:
        load_documents(tmp_path)
    assert "page.json" in str(caught.value)
    assert "\n" not in str(caught.value)


def test_a_file_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(BaselineError, match="no such file"):
        load_documents(tmp_path / "page.json")


def test_two_documents_with_one_id(tmp_path: Path) -> None:
    write(tmp_path, document("First"))
    (tmp_path / "copy.json").write_text((tmp_path / "page.json").read_text())
    with pytest.raises(BaselineError, match="a second extraction with the id page"):
        load_documents(tmp_path)
