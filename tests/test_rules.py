"""Every pattern row of every profile does what its examples say, and every document's findings are in the table."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipeline.errors import ProfileError
from pipeline.profile import load
from pipeline.profile_file import Row, rows
from pipeline.profile_reading import FOLDER

ROWS = [
    pytest.param(name, row, id=f"{name}:{key}")
    for name in sorted(p.stem for p in FOLDER.glob("*.toml"))
    for key, row in rows(load(name).file)
]


@pytest.mark.parametrize(("name", "row"), ROWS)
def test_hits_and_misses(name: str, row: Row) -> None:
    pattern = load(name).compile(row.pattern)
    assert [hit for hit in row.hits if not pattern.match(hit)] == []
    assert [miss for miss in row.misses if pattern.fullmatch(miss)] == []


@pytest.mark.parametrize(
    ("before", "after", "message"),
    [
        ('field = "level"', 'field = "grade"', "labels[0].field"),
        ("[numbers]", "[numbres]", "numbers"),
        ("hits = [", "hits = [1, ", "labels[0].hits"),
        ("(?:level|rank|grade)|institution", "(?:level|rank|grade|institution", "labels[0].pattern"),
        ('name = "en"', "name = ", "not valid TOML"),
    ],
)
def test_a_wrong_profile_names_its_key(tmp_path: Path, before: str, after: str, message: str) -> None:
    text = (FOLDER / "en.toml").read_text(encoding="utf-8")
    assert before in text
    file = tmp_path / "own.toml"
    file.write_text(text.replace(before, after, 1), encoding="utf-8")
    with pytest.raises(ProfileError) as error:
        load(str(file))
    assert message in str(error.value)
    assert "\n" not in str(error.value).replace(str(file), "")


@pytest.mark.parametrize(
    ("words", "code"),
    [
        ("Deputy department and bureau level", "deputy-bureau"),
        ("Director level", "division"),
        ("deputy director level", "deputy-division"),
        ("chief section level", "section"),
        ("Deputy division level", "deputy-division"),
        ("director's level", "division"),
        ("Deputy section chief’s rank", "deputy-section"),
        ("wonder's level", None),
        ("ministerial level", "ministry"),
        ("full bureau-level", "bureau"),
        ("Deputy department (bureau) level", "deputy-bureau"),
        ("Deputy bureau (hall) level", "deputy-bureau"),
        ("(Director level)", "division"),
        ("Director level（division level）", "division"),
        ("Director level unit", "division"),
        ("equivalent to director level", "division"),
        ("Director level (section level)", None),
        ("Bureau (section) level", None),
        ("third-level", None),
        ("wonderful level", None),
    ],
)
def test_levels(words: str, code: str | None) -> None:
    assert load("en").level(words)[0] == code
