"""Facts of one unit in several places of a page: a list of units at the top, sections in an article of their own."""

from __future__ import annotations

from pipeline.assembly import EVIDENCE, Assembly, slug
from pipeline.units import UnitSpans

Span = tuple[int, int]
SHORT_NAME = 7  # a shorter single word is an ordinary word in too many sentences


def told_once(text: str, units: list[UnitSpans]) -> list[UnitSpans]:
    """`units` without those that only name a unit which has its own block elsewhere, as entries of a list do."""
    full = {slug(text[slice(*u.name)]) for u in units if u.name and (u.duties or u.status_text)}
    return [u for u in units if u.duties or u.status_text or not u.name or slug(text[slice(*u.name)]) not in full]


def told_elsewhere(page: Assembly, units: list[UnitSpans], ids: list[str], notes: list[Span]) -> None:
    """A finding on every unit that a note outside all units speaks of: the page says more of it than its block does."""
    if not notes:
        return
    names = {page.text[slice(*u.name)]: uid for u, uid in zip(units, ids, strict=True) if u.name}
    for start, end in notes:
        words = page.text[start:end]
        for name, uid in names.items():
            if (" " in name or len(name) > SHORT_NAME) and name in words:
                shown = " ".join(words.split())[:EVIDENCE]
                page.find(
                    "told-elsewhere", uid, f"The page speaks of this unit outside its block: '{shown}'.", (start, end)
                )
