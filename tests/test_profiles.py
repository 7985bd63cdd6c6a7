"""Profiles of the user's own: what they extend, what is tried of them, and what is said where they are wrong."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from pipeline.errors import ProfileError
from pipeline.profile import load
from pipeline.profile_reading import FOLDER, fingerprint
from tests.test_cli import PAGE, ROOT, remit

LABEL = """[[labels]]
field = "level"
pattern = 'rung'
why = "w"
hits = ["Rung"]
misses = ["Rungs"]
"""


def written(path: Path, text: str) -> str:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return str(path)


def test_lists_stand_in_front_tables_are_merged_values_replace(tmp_path: Path) -> None:
    own = f'extends = "en"\nlanguage = "en-GB"\n{LABEL}[words]\nheads = ["lodge"]\n[numbers]\ndozen = 12\n'
    profile, base = load(written(tmp_path / "lodges.toml", own)), load("en").file
    assert (profile.name, profile.file.language, profile.file.tokenizer) == ("lodges", "en-GB", "en")
    assert [row.pattern for row in profile.file.labels] == ["rung", *(row.pattern for row in base.labels)]
    assert profile.file.words.heads == ["lodge", *base.words.heads]
    assert profile.file.words.posts == base.words.posts
    assert profile.file.numbers == {**base.numbers, "dozen": 12}
    assert profile.number("dozen") == 12
    assert profile.ends_in_head("Hunting Lodge")


def test_a_level_word_moves_to_the_level_that_it_is_given(tmp_path: Path) -> None:
    own = 'extends = "en"\n[levels.words]\nbureau = ["director"]\n'
    assert load("en").level("Director level")[0] == "division"
    assert load(written(tmp_path / "a.toml", own)).level("Director level")[0] == "bureau"


def test_a_file_extends_another_file_from_where_it_lies(tmp_path: Path) -> None:
    base = written(tmp_path / "base/base.toml", f'extends = "en"\nname = "harbours"\n{LABEL}')
    own = written(tmp_path / "own.toml", 'extends = "base/base.toml"\n[words]\nheads = ["lodge"]\n')
    profile = load(own)
    assert (profile.name, profile.file.labels[0].pattern) == ("own", "rung")
    before = fingerprint(own)
    written(Path(base), f'extends = "en"\n{LABEL}# edited')
    assert fingerprint(own) != before  # a run that goes on must not keep what was made with the old one


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (f"extends = 'en'\n{LABEL.replace('Rungs', 'Rung')}", "labels[0].misses: the pattern matches 'Rung'"),
        (f"extends = 'en'\n{LABEL.replace('Rung', 'Step', 1)}", "labels[0].hits: the pattern does not match 'Step'"),
        (f"extends = 'en'\n{LABEL.replace('rung', '(rung')}", "labels[0].pattern: missing )"),
        ("extends = 'en'\nlables = []\n", "lables: extra inputs are not permitted"),
        ("extends = 'en'\n[words]\nhaeds = ['lodge']\n", "words.haeds: extra inputs are not permitted"),
        ("extends = 'en'\nlabels = 'rung'\n", "labels: input should be a valid list"),
        ("extends = 'en'\nlevels = ['a']\n", "levels: input should be"),
        ("extends = 'en'\nlevels.words = ['a']\n", "levels.words: input should be"),
        ("extends = 7\n", "extends: should be the name of a profile or of a file that ends in .toml"),
        ("extends = 'de'\n", "profile de: neither one that Remit has (en) nor a file that ends in .toml"),
        ("extends = 'own.toml'\n", "own.toml extends this file in turn"),
        ("extends = 'gone.toml'\n", "gone.toml: no such file or directory"),
        ("extends = 'en'\ntokenizer = 'qq'\n", "tokenizer: spaCy has no language 'qq'"),
        ("extends = 'en'\ntokenizer = '../lang/en'\n", "tokenizer: spaCy has no language '../lang/en'"),
        ("name = 'mine'\n", "language: field required (or say extends = \"en\")"),
    ],
)  # fmt: skip
def test_a_profile_that_is_wrong_is_one_line_with_its_key(tmp_path: Path, text: str, message: str) -> None:
    name = written(tmp_path / "own.toml", text)
    with pytest.raises(ProfileError) as error:
        load(name)
    assert message in str(error.value)
    assert str(error.value).startswith("profile ")
    assert "\n" not in str(error.value).replace(name, "")


def test_the_built_in_profile_is_not_tried_again_when_it_is_loaded(monkeypatch: pytest.MonkeyPatch) -> None:
    """The suite tries it; a run shall not wait for that."""
    monkeypatch.setattr("pipeline.profile_reading._try", lambda *_: pytest.fail("tried"))
    load.__wrapped__("en")


@pytest.mark.parametrize(("name", "message"), [
    ("folder", "profile folder: neither one that Remit has (en) nor a file that ends in .toml"),
    ("folder.toml", "profile folder.toml: is a directory"),
    ("none.toml", "profile none.toml: no such file or directory"),
])  # fmt: skip
def test_what_is_no_file(tmp_path: Path, name: str, message: str) -> None:
    (tmp_path / "folder.toml").mkdir()
    (tmp_path / "folder").mkdir()
    done = remit("extract", PAGE, "-o", "out", "--profile", name, cwd=tmp_path)
    assert (done.returncode, done.stderr.decode()) == (2, f"remit: {message}\n")


def test_sentences_that_spacy_can_not_cut_are_one_line(tmp_path: Path) -> None:
    """spaCy's Japanese asks for a library that it doesn't bring along."""
    own = written(tmp_path / "own.toml", 'extends = "en"\ntokenizer = "ja"\n')
    done = remit("extract", PAGE, "-o", tmp_path / "out", "--profile", own)
    assert (done.returncode, done.stdout, len(done.stderr.splitlines())) == (2, b"", 1)
    assert done.stderr.decode().startswith("remit: profile own: its sentences can't be read: ")


def test_a_profile_of_the_users_is_loaded_without_spacy(tmp_path: Path) -> None:
    own = written(tmp_path / "own.toml", f'extends = "en"\n{LABEL}')
    code = f"import sys; from pipeline.profile import load; load({own!r}); print('spacy' in sys.modules)"
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True, env=environment)
    assert done.stdout == b"False\n"


def test_the_name_of_the_profile_is_in_the_document(tmp_path: Path) -> None:
    own = written(tmp_path / "harbour.toml", f'extends = "en"\n{LABEL}')
    done = remit("extract", PAGE, "--profile", own)
    assert json.loads(done.stdout)["extractor"]["profile"] == "harbour"
    assert (FOLDER / "en.toml").is_file()
