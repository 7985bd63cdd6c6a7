"""Edits of the real page itself, read by the program before and after: each reported once, and nothing else."""

from __future__ import annotations

import re
from collections import Counter
from functools import cache

import pytest

from pipeline import diff, extract
from pipeline.model import Change, Document
from tests.synthetic.real import ROOT

Told = tuple[str, str | None, str | None, str | None]


@cache
def page() -> str:
    return (ROOT / "raw" / "qingdao_customs.txt").read_bytes().decode("utf-8")


@cache
def read() -> Document:
    return extract(page(), id="page")


def changes(edited: str) -> list[Change]:
    return diff(read(), extract(edited, id="page")).documents[0].changes


def told(edited: str) -> list[Told]:
    return [(change.kind, change.unit, change.before, change.after) for change in changes(edited)]


def replaced(text: str, before: str, after: str) -> str:
    assert text.count(before) == 1, before
    return text.replace(before, after)


def renumbered(text: str, start: str, by: int, put: str = "") -> str:
    """The page with `put` where the line `start` begins, and the unit's numbers from there on raised by `by`."""
    at = text.index(start)
    end = at + re.search(r"Administrative level|\Z", text[at:]).start()  # type: ignore[union-attr]
    shifted = re.sub(r"(?m)^(\d+)\. ", lambda number: f"{int(number[1]) + by}. ", text[at:end])
    return text[:at] + put + shifted + text[end:]


def inserted(text: str, before: str, duty: str) -> str:
    """The page with a duty in front of the one that starts with `before`."""
    number = before.split(".")[0]
    return renumbered(text, before, 1, f"{number}. {duty};\n\n")


def dropped(text: str, line: str) -> str:
    """The page without the duty that is the whole of `line`, which isn't the last of its unit."""
    at = text.index(line)
    following = at + len(line) + len(text[at + len(line) :]) - len(text[at + len(line) :].lstrip())
    return renumbered(text[:at] + text[following:], text[following : following + 40], -1)


def unit_around(text: str, words: str) -> tuple[int, int]:
    """Where the unit that has `words` starts and ends, from level to level."""
    middle = text.index(words)
    levels = [match.start() for match in re.finditer("[Aa]dministrative level", text)]
    return max(at for at in levels if at < middle), min(at for at in levels if at > middle)


SECURITY = """Administrative level: Director level

Internal organization: no departments

Main responsibilities:

1. The Cyber Security Department is the functional management department for network security work;

2. Organize and implement various security drills;

3. Undertake other tasks assigned by superiors. """


def level(text: str) -> tuple[str, list[Told]]:
    before, after = "Deputy department and bureau level", "Deputy director level"
    return replaced(text, before, after), [("level-changed", "anti-smuggling-bureau", before, after)]


def insert(text: str) -> tuple[str, list[Told]]:
    duty = "Organize the mayor's hotline and answer the letters it receives"
    edited = inserted(text, "10. Comprehensively manage documents", duty)
    return edited, [("duty-added", "office", None, duty), ("duty-renumbered", "office", "10-20", "11-21")]


def remove(text: str) -> tuple[str, list[Told]]:
    unit = "personnel-department"
    return dropped(text, "11. Manage related work;"), [
        ("duty-removed", unit, "Manage related work", None),
        ("duty-renumbered", unit, "12-15", "11-14"),
    ]


def rename(text: str) -> tuple[str, list[Told]]:
    edited = replaced(text, "1. The Education Department is", "1. The Training Department is")
    return edited, [("unit-renamed", "training-department", "Education Department", "Training Department")]


def fill(text: str) -> tuple[str, list[Told]]:
    opening = "The Foreign Affairs Office is the functional management department for foreign affairs"
    other = "Undertake other tasks assigned by superiors"
    unit = "foreign-affairs-office"
    return replaced(text, "Temporarily vacant", f"\n\n1. {opening};\n\n2. {other}."), [
        ("status-changed", unit, "vacant", "active"),
        ("unit-renamed", unit, None, "Foreign Affairs Office"),
        ("duty-added", unit, None, opening),
        ("duty-added", unit, None, other),
    ]


def drop_member(text: str) -> tuple[str, list[Told]]:
    edited = replaced(text, "There are 4 departments: Trade Control Department,", "There are 3 departments:")
    return edited, [("subunit-removed", "regulations-department", "Trade Control Department", None)]


def reword(text: str) -> tuple[str, list[Told]]:
    before = "Implement functional management of sampling and inspection"
    after = "Implement functional management of sampling, inspection and laboratory work"
    return replaced(text, before + ";", after + ";"), [("duty-reworded", "customs-department", before, after)]


def miscount(text: str) -> tuple[str, list[Told]]:
    edited = replaced(
        text, "6 departments: Comprehensive Section, Budget", "7 departments: Comprehensive Section, Budget"
    )
    unit = "finance-department"
    (message,) = (found.message for found in extract(edited, id="page").findings if found.unit == unit)
    return edited, [("finding-added", unit, None, message)]


def rename_member(text: str) -> tuple[str, list[Told]]:
    edited = replaced(
        text, "Audit Section and Supervision Section.", "Audit and Review Section and Supervision Section."
    )
    unit = "supervision-and-internal-audit-office"
    return edited, [("subunit-renamed", unit, "Audit Section", "Audit and Review Section")]


def remove_unit(text: str) -> tuple[str, list[Told]]:
    start, end = unit_around(text, "1. The Comprehensive Statistics Department is")
    name = "Comprehensive Statistics Department"
    return text[:start] + text[end:], [("unit-removed", "comprehensive-statistics-department", name, None)]


def move(text: str) -> tuple[str, list[Told]]:
    duty = "Monitor and manage enterprise database"
    edited = inserted(dropped(text, f"6. {duty};"), "4. Undertake project management work", duty)
    return edited, [
        ("duty-renumbered", "enterprise-management-office", "7-8", "6-7"),
        ("duty-moved", "technology-department", duty, duty),
        ("duty-renumbered", "technology-department", "4-7", "5-8"),
    ]


def add_unit(text: str) -> tuple[str, list[Told]]:
    start, _ = unit_around(text, "1. The Inspection Office is")
    return text[:start] + SECURITY + text[start:], [
        ("unit-added", "cyber-security-department", None, "Cyber Security Department")
    ]


def retitle(text: str) -> tuple[str, list[Told]]:
    before, after = "Internal organizations of Qingdao Customs", "Departments of Qingdao Customs"
    return replaced(text, before + "\n", after + "\n"), [("title-changed", None, before, after)]


EDITS = (
    level,
    insert,
    remove,
    rename,
    fill,
    drop_member,
    reword,
    miscount,
    rename_member,
    remove_unit,
    move,
    add_unit,
)


@pytest.mark.parametrize("edit", [*EDITS, retitle], ids=lambda edit: edit.__name__)
def test_one_edit_of_the_page(edit) -> None:  # type: ignore[no-untyped-def]
    edited, expected = edit(page())
    assert Counter(told(edited)) == Counter(expected)


def test_twelve_edits_in_one_go() -> None:
    text, expected = page(), Counter[Told]()
    for edit in EDITS:
        text, changed = edit(text)
        expected.update(changed)
    found = changes(text)
    assert Counter((change.kind, change.unit, change.before, change.after) for change in found) == expected
    assert {change.cause for change in found} == {"source"}
    back = diff(extract(text, id="page"), read()).documents[0].changes
    assert len(back) == len(found)


def test_units_that_change_places() -> None:
    start, end = unit_around(page(), "1. The Finance Department is")
    rest = page()[:start] + page()[end:]
    at, _ = unit_around(rest, "1. The Regulations Department is")
    moved = rest[:at] + page()[start:end] + rest[at:]
    assert told(moved) == [("unit-moved", "finance-department", "18", "8")]


def test_white_space_and_line_ends_are_no_change() -> None:
    assert told(page().replace("\n\n", "\r\n\r\n\r\n")) == []
