"""Member lists: the fast path reads as the slow one does, and no list takes more than its length in time."""

from __future__ import annotations

import re
import time

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from pipeline.group_spans import GroupSpans
from pipeline.members import read_any, read_members
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

AMONG = [
    "There are 2 sections:",
    "of which 2 posts:",
    "3 sections",
    "2 posts",
    "with 5 staff members",
    "under the jurisdiction of",
    "all at section level",
    "of which 2 branches at director level",
    "including",
]
BETWEEN = [", ", " ", "; ", " and ", ", and the ", " (", ") "]
CAPITALS = NAMES.filter(lambda name: name[0].isupper())  # other words may only lead in to a count
PARTS = st.lists(st.tuples(CAPITALS | st.sampled_from(AMONG), st.sampled_from(BETWEEN)), min_size=1, max_size=7)
NAME = re.compile(r"(?!There)[A-Z][\w-]+")


@settings(max_examples=2000, deadline=None)
@given(LISTS)
def test_a_plain_list_is_read_as_any_other(parts: tuple[str, list[str], str, str]) -> None:
    opening, names, last, closing = parts
    text = opening + ", ".join(names[:-1]) + (last if names[1:] else "") + names[-1] + closing
    plain = plain_list(text, 0, len(text), PROFILE)
    if plain is not None:
        assert read_any(text, 0, len(text), PROFILE) == [GroupSpans(*plain)]


@settings(max_examples=1500, deadline=None)
@given(PARTS)
@example([("Ship", " ("), ("Section", ") ")])
def test_no_name_vanishes_from_a_list(parts: list[tuple[str, str]]) -> None:
    """The whole statement is a quote, so that the document's own check sees nothing of what is lost inside it. What
    stands in brackets may be a level: 'Ship (Section)'."""
    text = "".join(word + mark for word, mark in parts)
    groups = read_members(text, 0, len(text), PROFILE)
    read = [span for group in groups for span in (*group.members, group.level) if span]
    lost = [w[0] for w in NAME.finditer(text) if not any(s <= w.start() and w.end() <= e for s, e in read)]
    assert lost == []


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
    short, long = (min(seconds(times) for _ in range(tries)) for times, tries in ((400, 4), (6400, 2)))
    assert long < 120 * max(short, 0.0005)  # 16 times as much work; to look at each pair would be 256 times as much
