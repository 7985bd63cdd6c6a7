"""Duties whose subject is another unit: 'Audit Section deals with recruitment.' in the block of the Record Section."""

from __future__ import annotations

from pipeline.assembly import Assembly
from pipeline.headings import kinship
from pipeline.told_units import subject, titled
from pipeline.unit_spans import UnitSpans

LONGEST_WORD = 40


def told_of_others(page: Assembly, units: list[UnitSpans], ids: list[str]) -> None:
    """A finding on each unnumbered duty that opens with the name of another unit, as the subject of its sentence."""
    text = page.text
    named = {text[slice(*unit.name)] for unit in units if unit.name}
    opening = {name.split()[0] for name in named}
    for unit, uid in zip(units, ids, strict=True):
        own = text[slice(*unit.name)] if unit.name else ""
        for duty in unit.duties if own else ():
            if duty.number is not None:
                continue
            first, _, rest = text[duty.start : duty.start + LONGEST_WORD].partition(" ")
            if (
                not rest[:1].isupper()
                and first.lower() not in page.profile.file.words.articles
                and first not in opening
            ):
                continue  # a cheap look: most duties open with a verb in front of small letters
            name = titled(text, subject(text, duty.start, duty.end, page.profile), page.profile)
            if name is not None and kinship(own, text[slice(*name)], page.profile) == "another":
                message = f"A duty tells what another unit does: '{page.shown(name)}'."
                page.find("shared-block", uid, message, name)
