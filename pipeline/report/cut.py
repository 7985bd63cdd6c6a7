"""A page that ends too soon: all that it still says is as it was, and from one place on everything is gone."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain

from pipeline.model import Document, Quote, Unit

# The last unit of a page may have been abolished; of more units at its end, that is less likely than a broken download.
UNITS = 2


def cut_off(old: Document, new: Document) -> bool:
    """True where the new page seems to be the old one without its end: units are missing there, or the last one is
    missing a part, and with them whatever stood behind them."""
    last = len(new.units) - 1
    if last < 0 or len(old.units) <= last or old.units[:last] != new.units[:last]:
        return False
    before, after = old.units[last], new.units[last]
    behind = {note.text for note in _notes(old, *old.units) if note.start >= after.end}
    if behind.intersection(note.text for note in _notes(new, after)):
        return False
    gone = len(old.units) - len(new.units)
    return gone >= UNITS if _same(before, after) else _begun(before, after, gone)


def _notes(*owners: Document | Unit) -> Iterator[Quote]:
    return chain.from_iterable(owner.notes for owner in owners)


def _same(one: Unit, other: Unit) -> bool:
    """True where the units differ in where they end at most."""
    return one == other.model_copy(update={"end": one.end})


def _begun(whole: Unit, part: Unit, gone: int) -> bool:
    """True where `part` is the beginning of the unit `whole`, and breaks off in the midst of a text that it still has,
    or before the texts that a unit has; `gone` units stood behind it."""
    if whole.start != part.start or len(part.duties) > len(whole.duties):
        return False
    texts = [[duty.text for duty in unit.duties] for unit in (whole, part)]
    if not part.duties:
        return gone > 0
    last = len(part.duties) - 1
    broken = texts[0][last] != texts[1][last] and texts[0][last].startswith(texts[1][last])
    lost = gone or len(whole.duties) > len(part.duties)
    same_before = texts[0][:last] == texts[1][:last] and whole.level == part.level and whole.subunits == part.subunits
    return same_before and bool(lost) and (broken or (gone > 0 and texts[0][last] == texts[1][last]))
