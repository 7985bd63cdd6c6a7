"""Prose: words that can't be a name, told by a small letter where a name has a capital, as parts of a pattern."""

from __future__ import annotations

from collections.abc import Iterable

from pipeline.word_lists import either

IN_WORD = r"[^\s.;:,()（）：；。/]"  # what a word of a name is written with
BEFORE_CLAUSE = r"with\b|which\b"  # behind a comma they go on with what a name's unit has
PLAIN_END = "A-Za-zÀ-ÿ '’/&\"“”0-9-"  # what a plain item is written with, but for the comma
JOINT = 8  # code points in which a comma at the end may belong to a joint: '…, and'


def prose(small: Iterable[str]) -> str:
    """The start of prose: words as a title has them, commas between them, and then one in small letters that is none
    of the `small` words of titles, nor a verb that tells what the unit of that name is."""
    words = either(sorted(small))
    titled = rf"(?:[^\s.;:,()（）：；。/a-z-]{IN_WORD}*+|(?:{words})(?!{IN_WORD}))"
    between = rf"(?:,(?!\s*(?:{BEFORE_CLAUSE})))?+[^\S\r\n]++"
    return rf"(?:{titled}{between})*+(?!(?:{words}|is|are|has|shall)(?!{IN_WORD}))[a-z]"


def plain_item(small: Iterable[str]) -> str:
    """What most lines of a list are: a number with its full stop (group 1), and prose of nothing but words, figures and
    commas (group 2) up to a closing mark, behind words without the comma that a joint would need."""
    words = rf"(?![\d ])([{PLAIN_END},]++)(?<=[{PLAIN_END}]{{{JOINT}}})(?<! )"
    return rf"(\d{{1,3}})\. ?(?={prose(small)}){words}[;；.。]"
