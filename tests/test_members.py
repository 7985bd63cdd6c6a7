"""Member lists: the fast path reads as the slow one does, and no list takes more than its length in time."""

from __future__ import annotations

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.members import GroupSpans, read_any
from pipeline.plain_lists import plain_list
from pipeline.profile import load

PROFILE = load("en")
WORDS = ["Ship", "Tax", "Port", "and", "of", "the", "Section", "Office", "Administration", "Treasury", "Legal-Affairs"]
NAMES = st.lists(st.sampled_from(WORDS), min_size=1, max_size=6).map(" ".join)
COUNTS = [
    "",
    "2 sections: ",
    "There are three departments: ",
    "3 sections at the director level: ",
    "1 office ",
    "2 and ",
]
LISTS = st.tuples(
    st.sampled_from(COUNTS),
    st.lists(NAMES, min_size=1, max_size=5),
    st.sampled_from([", ", ", and ", ", the ", " and "]),
    st.sampled_from(["", ".", " 3 sections", " and so on"]),
)


@settings(max_examples=2000, deadline=None)
@given(LISTS)
def test_a_plain_list_is_read_as_any_other(parts: tuple[str, list[str], str, str]) -> None:
    opening, names, last, closing = parts
    text = opening + ", ".join(names[:-1]) + (last if names[1:] else "") + names[-1] + closing
    plain = plain_list(text, 0, len(text), PROFILE)
    if plain is not None:
        assert read_any(text, 0, len(text), PROFILE) == [GroupSpans(*plain)]


@pytest.mark.parametrize(
    "part",
    [
        "A Section and B Section, ",
        "A and B and C and D and E ",
        "A, B and C Section; ",
        "A Section, all at director level, ",
        "3 sections and 2 centers ",
        "under the jurisdiction of ",
        "director level, ",
        "(A, B and ",
        "No. 1 Section and other 2 ",
        " ",
        ", ",
        "( ",
        ") ",
    ],
)
def test_a_list_takes_time_in_proportion_to_its_length(part: str) -> None:
    def seconds(times: int) -> float:
        text = "99 sections: A (" + part * times
        start = time.perf_counter()
        read_any(text, 0, len(text), PROFILE)
        return time.perf_counter() - start

    seconds(10)
    assert min(seconds(4000) for _ in range(2)) < 25 * min(seconds(400) for _ in range(3)) + 0.05
