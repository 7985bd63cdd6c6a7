"""The shape of a page, places found by it, and what is left as it was."""

from __future__ import annotations

import gc
import re

import pytest
import regex
from hypothesis import given
from hypothesis import strategies as st

from pipeline import extract
from pipeline.candidates import candidates
from pipeline.edits import Edits
from pipeline.errors import ProfileError
from pipeline.patterns import compile_pattern
from pipeline.shape import shape
from pipeline.spans import places


@given(st.text())
def test_a_byte_for_each_code_point(text: str) -> None:
    kinds = shape(text).kinds
    assert len(kinds) == len(text)
    for character, kind in zip(text, kinds.decode("latin-1"), strict=True):
        assert (kind == " ") == character.isspace()
        assert (kind in "Aa") == character.isalpha()
        assert not character.isupper() or not character.isalpha() or kind == "A"


@given(st.text(st.sampled_from("ab ,;\n\r\t\u00a0\u3000é。")))
def test_a_tidy_text_needs_no_collapsing(text: str) -> None:
    """Where a text is tidy, what `Edits` reads out without a closer look is what splitting at white space gives."""
    tidy = shape(text).tidy
    assert tidy == (re.search(r"[^\S \r\n]|  ", text) is None)
    for line in re.finditer(r"\S(?:.*\S)?", text):
        assert Edits(tidy=tidy).read(text, *line.span()) == " ".join(line[0].split())


@given(st.text(st.sampled_from("ab;:")), st.lists(st.sampled_from([";", ":", "ab", "aa"]), unique=True))
def test_places(text: str, words: list[str]) -> None:
    assert places(text, *words) == sorted(at for word in words for at in range(len(text)) if text.startswith(word, at))


@pytest.mark.parametrize(
    ("text", "stops", "suspects"),
    [
        ("Draft rules. Check them.", [11], []),
        ("Draft rules (all.) Check them.", [16], []),
        ("Draft rules。检查", [11], []),
        ("Draft rules, etc. , research", [], [(18, "spaced-punctuation")]),
        ("conduct relevant Monitor risky goods", [], [(17, "stray-capital")]),
        ("conduct relevant\nMonitor risky goods", [], [(17, "stray-capital")]),
        ("for the Port Authority to write", [], [(13, "capital-behind-name")]),
        ("for the Port Authority, to write", [], []),
        ("for the Harbor work", [], [(8, "stray-capital")]),
        ("purposes; Responsible for", [], [(10, "capital-after-semicolon")]),
        ("the public public affairs", [], [(10, "doubled-word")]),
        ("the public\npublic affairs", [], [(10, "doubled-word")]),
        ("the public\r\npublic affairs", [], [(10, "doubled-word")]),
        ("the public publicity, that that", [], []),
        ("No. 12 of the list", [2], []),
    ],
)
def test_candidates(text: str, stops: list[int], suspects: list[tuple[int, str]]) -> None:
    found = candidates(text, shape(text))
    assert (found.stops, found.suspects) == (stops, suspects)


@pytest.mark.parametrize(
    ("pattern", "engine"),
    [
        (r"(?i:main\s+duties)", re.Pattern),
        (r"(?P<name>[^.]{2,90}?)\s*+:", re.Pattern),
        (r"\p{Lu}\w+", regex.Pattern),
        (r"(?:duties){e<=1}", regex.Pattern),
        (r"[[a-z]--[aeiou]]", regex.Pattern),
        (r"(?<=a+)b", regex.Pattern),
        (r"(?|(a)|(b))", regex.Pattern),
    ],
)
def test_a_pattern_of_either_syntax(pattern: str, engine: type) -> None:
    assert isinstance(compile_pattern(pattern), engine)


def test_no_pattern_at_all() -> None:
    with pytest.raises(regex.error):
        compile_pattern("(?:main")


@pytest.mark.parametrize("on", [True, False])
def test_the_collector_is_left_as_it_was(on: bool) -> None:
    try:
        (gc.enable if on else gc.disable)()
        extract("1. Draft the rules;", id="a")
        assert gc.isenabled() == on
        with pytest.raises(ProfileError):
            extract("1. Draft the rules;", id="a", profile="nowhere")
        assert gc.isenabled() == on
    finally:
        gc.enable()
