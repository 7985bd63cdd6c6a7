"""Invisible characters change nothing but their own repairs."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline import extract
from pipeline.check import problems
from tests.test_real_document import TEXT, facts

PART = TEXT[:8400]
PLAIN = extract(PART, id="x")


@settings(max_examples=40, deadline=None)
@given(st.lists(st.tuples(st.integers(0, len(PART)), st.sampled_from("\u200b\u00ad\ufeff\u2060")), max_size=40))
def test_a_sprinkled_page_says_the_same(places: list[tuple[int, str]]) -> None:
    text = PART
    for at, character in sorted(places, reverse=True):
        text = text[:at] + character + text[at:]
    document = extract(text, id="x")
    assert facts(document) == facts(PLAIN)
    assert list(problems(document, text)) == []
    hidden = sum(len(r.before) for r in document.repairs if r.rule == "invisible-character")
    assert hidden <= len(places)
    assert document.source.characters == len(text)


@pytest.mark.parametrize("line_break", ["\u2028", "\u2029", "\x0b", "\x0c", "\x85", "\r"])
def test_any_line_break_is_one(line_break: str) -> None:
    text = TEXT.replace("\n", line_break)
    document = extract(text, id="x")
    assert facts(document) == facts(extract(TEXT, id="x"))
    assert list(problems(document, text)) == []


def test_escaped_numbers_of_markdown_are_numbers() -> None:
    text = "Pay Office\n\n1\\. Keep the books;\n\n2\\. Pay the bills.\n"
    document = extract(text, id="x")
    assert [(duty.number, duty.text) for duty in document.units[0].duties] == [
        (1, "Keep the books"),
        (2, "Pay the bills"),
    ]
    assert [(r.rule, r.before) for r in document.repairs] == [("markup", "\\"), ("markup", "\\")]
    assert list(problems(document, text)) == []


def test_a_label_in_lenticular_brackets_has_its_colon() -> None:
    label = "【Administrative level】Division level"
    text = f"Pay Office\n\n{label}\n\n【Duties】\n\n1. Keep the books;\n\n2. Pay. 【Tel】 112\n"
    document = extract(text, id="x")
    unit = document.units[0]
    assert unit.level is not None
    assert (unit.level.text, unit.level.code) == ("Division level", "division")
    assert [duty.text for duty in unit.duties] == ["Keep the books", "Pay"]
    changes = [(r.before, r.after) for r in document.repairs]
    assert changes == [("【", ""), ("】", ":"), ("【", ""), ("】", ""), ("【", "\n"), ("】", ":")]
    assert list(problems(document, text)) == []
