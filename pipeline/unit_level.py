"""The unit's level: what stands behind its label, without what else a page may tell on the same line."""

from __future__ import annotations

import re

from pipeline.level_words import LEVEL_ENDS
from pipeline.paragraphs import paragraph, unbracketed
from pipeline.profile import Profile
from pipeline.spans import Span
from pipeline.statement import read_status
from pipeline.unit_spans import UnitSpans

LONGEST = 120
BREAK = re.compile(r"\s+|(?=[(（])")
OPENING = ("(", "（")
CLOSING = (")", "）")
CLOSED = (".", ";", "。", "；")
WORD = re.compile(r"\w+")


def read_level(text: str, span: Span, unit: UnitSpans, profile: Profile) -> None:
    """Take the words of `span` as the level of `unit`, and those behind the level as what they say: a status ('Director
    level (in preparation)', 'deputy director level Currently under preparation'), posts ('Director level (1 chief)'),
    another sentence."""
    unit.level = unbracketed(text, span)
    start, end = unit.level
    if text[start] in OPENING and text[end - 1] in CLOSING and text.find(")", start, end - 1) < 0:
        unit.level = start, end = start + 1, end - 1
    if end - start > LONGEST or profile.level(text[start:end])[0] is not None:
        return
    for cut in BREAK.finditer(text, start + 1, end):
        words = text[start : cut.start()].rstrip()
        own = words.rstrip(" ,;.，；。")
        if cut.end() == end or profile.level(own)[0] is None:
            continue
        known = (start, start + len(own))
        if read_status(text, (cut.end(), end), unit, profile):
            unit.level = known
            return
        if _says_more(text, cut.end(), end, profile, closed=words.endswith(CLOSED)):
            unit.level = known
            paragraph(text, cut.end(), end, unit, profile)
            return


def _says_more(text: str, start: int, end: int, profile: Profile, *, closed: bool) -> bool:
    """Does a sentence of its own stand behind a level, or a bracket that counts something, and is it about no level?"""
    words = WORD.findall(text[start:end].lower())
    if not set(words).isdisjoint(LEVEL_ENDS):
        return False
    bracket = text[start] in OPENING and text[end - 1] in CLOSING
    return closed or (bracket and any(map(profile.counts, words)))
