"""Pieces of a list that are more, or less, than the name between two commas."""

from __future__ import annotations

import re

from pipeline.profile import Profile
from pipeline.spans import Span, trimmed

NUMBERS = re.compile(r"\d{1,2}(?:\s*(?:and|&)\s*\d{1,2})?")
SLASH = "/"
FEW = 2
LONGEST = 120


def goes_on(text: str, numbers: Span, last: Span, profile: Profile) -> bool:
    """Are `numbers` no more than that, behind a name with the first of them: '2 and 3' behind 'Teams 1'?"""
    if NUMBERS.fullmatch(text, *numbers) is None:
        return False
    words = text[max(last[0], last[1] - LONGEST) : last[1]].lower().replace(",", "").split()
    while words and (words[-1].isdecimal() or words[-1] in profile.joints):
        words.pop()
    return (
        bool(words) and text[last[1] - 1].isdecimal() and (words[-1] in profile.heads or words[-1] in profile.plurals)
    )


def between_slashes(text: str, piece: Span, profile: Profile) -> list[Span]:
    """The names in 'Tax Section / Pay Section / Ship Section'. None of two: 'Tax Office / Debt Office' may be one
    office with two names."""
    parts: list[Span] = []
    at, end = piece
    while at <= end:
        stop = text.find(SLASH, at, end)
        parts.append(trimmed(text, at, stop if stop >= 0 else end))
        at = stop + 1 if stop >= 0 else end + 1
    names = len(parts) > FEW and all(profile.ends_in_head(text[s:e]) for s, e in parts)
    return parts if names else []
