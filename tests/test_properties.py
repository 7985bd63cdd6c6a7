"""What holds for any text at all."""

from __future__ import annotations

from hypothesis import example, given, settings
from hypothesis import strategies as st

from pipeline import Document, extract
from pipeline.check import problems, uncovered
from tests.test_real_document import TEXT

PIECES = st.sampled_from(
    [
        "Administrative level: Director level",
        "Internal organizations: 3 departments: A Section, B Section and C Section.",
        "Main responsibilities:",
        "1. Do the work;",
        "2 . Plan it , etc. , and Provide more. Provide it;",
        "(1) Office (composed of 2 departments: A, B)",
        "The Finance Division is responsible for the following matters:",
        "a. one; b. two",
        "• bullet",
        "• 1. bullet and number",
        "; (two) spelled",
        ". 2, with a comma",
        "1.1 part",
        "[1] square",
        "2: colon",
        "(02) 8771-2345",
        "Article 5",
        "Temporarily vacant",
        "Finance Section",
        "\n",
        "\n\n",
        "\r\n",
        " ",
        "; ",
        "\u200b",
        "\u00a0",
        "、",
        "《",
        '"',
        "İ",
        "㈠",
        "\x85",
        "\u2028",
        "1\\. ",
        "【Level】",
        "**",
        "├ ",
        "- 4 -",
        "Page 3 of 12\n",
        "● Keep books",
        "3. Pay Section (bureau level)：",
        "Temporarily vacant Pay Section Administrative level: ",
        "Undertake other tasks. Eastport Harbor",
        "It has a Pay Section and a Staff Section. ",
        "The office is the functional department for books",
        " ,and",
        "the the",
        "U.S. ",
        "。",
        "anti-\nsmuggling",
        "Internal organization:",
        "一、",
        "(3) ",
    ]
)
PAGES = st.one_of(
    st.text(max_size=300),
    st.lists(PIECES, max_size=40).map("".join),
    st.lists(PIECES, max_size=30).map("\n".join),
    st.tuples(st.integers(0, len(TEXT)), st.integers(0, 4000)).map(lambda cut: TEXT[cut[0] : cut[0] + cut[1]]),
)


@settings(max_examples=200, deadline=None)
@given(PAGES)
@example("Administrative level\n• .")  # a bullet with nothing behind it, at the end
def test_any_text_gives_a_true_document(text: str) -> None:
    """Quotes are true, units stand in order, nothing vanishes, and the same input gives the same bytes."""
    document = extract(text, id="any")
    assert list(problems(document, text)) == []
    assert uncovered(document, text) == []
    again = extract(text, id="any")
    assert again.model_dump_json() == document.model_dump_json()
    assert Document.model_validate_json(document.model_dump_json()) == document


def test_a_duty_may_be_longer_than_a_megabyte() -> None:
    text = "Boat Office\nMain duties: 1. Keep boats. Sell " + "a" * 1_000_000
    assert [len(duty.sentences) for duty in extract(text, id="t").units[0].duties] == [2]


@settings(max_examples=100, deadline=None)
@given(PAGES)
def test_repairs_can_be_undone(text: str) -> None:
    repairs = extract(text, id="any").repairs
    parts, at = [], 0
    for r in repairs:
        assert r.start >= at
        parts += [text[at : r.start], r.after]
        at = r.end
    mended = "".join([*parts, text[at:]])
    shift = 0
    for r in repairs:
        start = r.start + shift
        assert mended[start : start + len(r.after)] == r.after
        mended = mended[:start] + r.before + mended[start + len(r.after) :]
    assert mended == text
