"""Headings: a line of its own that is a unit's name."""

from __future__ import annotations

import regex

from pipeline.profile import Profile

LONGEST = 110
MOST_WORDS = 14
WORD = regex.compile(r"[^\s,/()（）]+")
ASIDE = regex.compile(r"\s*[(（][^()（）]{0,100}[)）]\s*$")


def heading(text: str, start: int, end: int, profile: Profile) -> tuple[int, int] | None:
    """Where the name stands if the line from `start` to `end` is a heading that names a unit, else None.

    A heading is short, is no sentence, has capitals where a title has them, and either ends in a head noun ('Finance
    Section') or opens with one and 'of' ('Office of the Mayor'). An aside in brackets behind it is no part of it.
    """
    if end - start > LONGEST or text[end - 1] in ".;,；。，":
        return None
    line = text[start:end]
    name = line.rstrip(":： \t")
    if aside := ASIDE.search(name):
        name = name[: aside.start()]
    if not name or name[-1] in ".;,。；，!?" or "\n" in name:
        return None
    words = WORD.findall(name)
    if not 1 <= len(words) <= MOST_WORDS or not _capitals(words, profile):
        return None
    low = [w.lower() for w in words]
    named = profile.ends_in_head(" ".join(low)) or (len(low) > 2 and low[0] in profile.heads and low[1] == "of")
    if not named or (len(low) == 1 and low[0] in profile.file.words.weak_heads):
        return None
    return start, start + len(name.rstrip())


def _capitals(words: list[str], profile: Profile) -> bool:
    """Does every word that bears weight start with a capital or a digit?"""
    return (
        all(
            w[0].isupper() or w[0].isdigit() or w.lower() in profile.file.words.small or not w[0].isalpha()
            for w in words
        )
        and words[0][0].isupper()
    )
