"""Wording: when two pieces of text say the same words."""

from __future__ import annotations

import re

INVISIBLE = re.compile(r"[\u00ad\u200b-\u200d\u2060\ufeff]")
SPACE = re.compile(r"\s+")
BEFORE_MARK = re.compile(r"\s+(?=[,.;:)，。；：）])")
CLOSING = re.compile(r"(?:[\s.,;:，。；：、]|\s(?:and|or)$)+$")
QUOTES = str.maketrans({"‘": "'", "’": "'", "“": '"', "”": '"', "–": "-", "—": "-", "‑": "-"})


def plain(text: str) -> str:
    """`text` without what a repair or a typist may change: case, spacing, the shape of quotes and the closing mark.

    >>> plain("Review contracts , etc. , and\\u00a0seals ;")
    'review contracts, etc., and seals'
    """
    text = SPACE.sub(" ", INVISIBLE.sub("", text).translate(QUOTES)).strip()
    return CLOSING.sub("", BEFORE_MARK.sub("", text)).casefold()


def plain_name(text: str) -> str:
    """A name to compare names by: like `plain`, and without the article in front.

    >>> plain_name("The Finance  Section")
    'finance section'
    """
    return plain(text).removeprefix("the ")
