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
    "3 section-level departments: ",
    "2 offices (section level): ",
    "2 posts: ",
    "3 sections; ",
]
LISTS = st.tuples(
    st.sampled_from(COUNTS),
    st.lists(NAMES, min_size=1, max_size=5),
    st.sampled_from([", ", ", and ", ", the ", " and "]),
    st.sampled_from(["", ".", " 3 sections", " and so on", " 2 posts", " under it", "; both section level"]),
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
        "all at ",
        "3 customs posts, with ",
        "Port Customs 3 customs; which manages the ",
        "subordinate to it ",
        "( ",
        ") ",
    ],
)
def test_a_list_takes_time_in_proportion_to_its_length(part: str) -> None:
    def seconds(times: int) -> float:
        text = "99 sections: A (" + part * times
        start = time.process_time()  # what other programs do meanwhile does not count
        read_any(text, 0, len(text), PROFILE)
        return time.process_time() - start

    seconds(10)
    short, long = (min(seconds(times) for _ in range(4)) for times in (400, 6400))
    assert long < 120 * max(short, 0.0005)  # 16 times as much work; to look at each pair would be 256 times as much
