"""Pieces of a list that are more, or less, than the name between two commas."""

from __future__ import annotations

import re

from pipeline.profile import Profile
from pipeline.spans import Span, trimmed
from pipeline.splits import named

NUMBERS = re.compile(r"\d{1,2}(?:\s*(?:and|&)\s*\d{1,2})?")
# What stands between two names in place of a comma. No name has these signs; a dash or a slash it may have.
SIGN = re.compile(
    r"[^\w\s'’‘`´ʼ\"“”„«»《》()（）\[\]【】{}<>&.．,，、;；:：~+*/\\=…?？!！%#№@‐‑–—-]+|(?<=\s)[-–—~+*\\=/_>…]+(?=\s)|[/…]"
)
WEAK = frozenset("-–—~+*\\=/_>…")
GAP = re.compile(r"\t|[^\S\r\n]{2}")
SPACE = " "
FEWEST = 3  # names with a sign between them that one name may have
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


def between_signs(text: str, piece: Span, profile: Profile) -> list[Span]:
    """The names in 'Tax Section • Pay Section', 'Tax Section / Pay Section / Ship Section', 'Tax Section  Pay Section
    Ship Section' with gaps. None of two with a slash or a gap: 'Tax Office / Debt Office' may be one with two names."""
    signs = {match[0] for match in SIGN.finditer(text, *piece)}
    if len(signs) > 1:
        return []
    parts = _cut(text, piece, SIGN if signs else GAP)
    least = 1 if signs and WEAK.isdisjoint(*signs) else FEWEST
    return parts if len(parts) >= least and all(named(text, part, profile) for part in parts) else []


def holds_sign(name: str, profile: Profile) -> bool:
    """Does `name` have a sign that no name has, or a dash or a slash behind a head noun: 'Tax Office / Debt Unit'?"""
    return any(
        WEAK.isdisjoint(sign[0]) or profile.ends_in_head(name[max(0, sign.start() - LONGEST) : sign.start()])
        for sign in SIGN.finditer(name)
    )


def gap_between_names(text: str, piece: Span, profile: Profile) -> bool:
    """Does a gap part two names: 'Tax Office    Debt Section'? It may as well be a space of one."""
    if GAP.search(text, *piece) is None:
        return False
    return all(SPACE in text[s:e] and profile.ends_in_head(text[s:e]) for s, e in _cut(text, piece, GAP))


def _cut(text: str, piece: Span, sign: re.Pattern[str]) -> list[Span]:
    """`piece` cut at each `sign`, without what is empty."""
    at, end = piece
    parts: list[Span] = []
    for match in sign.finditer(text, *piece):
        parts.append(trimmed(text, at, match.start()))
        at = match.end()
    parts.append(trimmed(text, at, end))
    return [(s, e) for s, e in parts if s < e]
