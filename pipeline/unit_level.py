"""The unit's level: what stands behind its label, without the status that a page may tell on the same line."""

from __future__ import annotations

import re

from pipeline.paragraphs import unbracketed
from pipeline.profile import Profile
from pipeline.spans import Span
from pipeline.statement import read_status
from pipeline.unit_spans import UnitSpans

LONGEST = 120
BREAK = re.compile(r"\s+|(?=[(（])")
OPENING = ("(", "（")
CLOSING = (")", "）")


def read_level(text: str, span: Span, unit: UnitSpans, profile: Profile) -> None:
    """Take the words of `span` as the level of `unit`, and those behind the level as its status where they are one:
    'Director level (in preparation)', 'deputy director level Currently under preparation'."""
    unit.level = unbracketed(text, span)
    start, end = unit.level
    if text[start] in OPENING and text[end - 1] in CLOSING and text.find(")", start, end - 1) < 0:
        unit.level = start, end = start + 1, end - 1
    if end - start > LONGEST or profile.level(text[start:end])[0] is not None:
        return
    for cut in BREAK.finditer(text, start + 1, end):
        own = text[start : cut.start()].rstrip(" ,;.，；。")
        known = cut.end() < end and profile.level(own)[0] is not None
        if known and read_status(text, (cut.end(), end), unit, profile):
            unit.level = (start, start + len(own))
            return
