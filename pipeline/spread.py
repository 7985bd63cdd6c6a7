"""Facts of one unit in several places of a page: a list of units at the top, sections in an article of their own."""

from __future__ import annotations

from pipeline.assembly import EVIDENCE, Assembly, gaps
from pipeline.headings import unit_line
from pipeline.ids import slug
from pipeline.lines import Lines
from pipeline.profile import Profile
from pipeline.spans import trimmed
from pipeline.statement import read_statement
from pipeline.unit_spans import UnitSpans

Span = tuple[int, int]
MANY = 3  # so many units in one sentence are listed, nothing is told of each
SHORT_NAME = 7  # a shorter single word is an ordinary word in too many sentences


def told_once(text: str, units: list[UnitSpans]) -> list[UnitSpans]:
    """`units` without those that only name a unit which has its own block elsewhere, as entries of a list do.

    What such an entry says of the unit's sub-departments goes to the unit, where its block says nothing of them.
    """
    full = {_key(text, u): u for u in reversed(units) if u.name and (u.duties or u.status_text)}
    kept: list[UnitSpans] = []
    for unit in units:
        home = None if unit.duties or unit.status_text or not unit.name else full.get(_key(text, unit))
        if home is None:
            kept.append(unit)
        elif home.listing == "absent" and unit.groups:
            home.listing, home.statement, home.groups = unit.listing, unit.statement, unit.groups
    return kept


def join(text: str, lines: Lines, units: list[UnitSpans], profile: Profile) -> None:
    """Give a unit the statement about its sub-departments that stands in a paragraph of its own outside every block."""
    homes = {_key(text, u): u for u in reversed(units) if u.name and u.listing == "absent"}
    if not homes:
        return
    for start, end in gaps(text, 0, len(text), [(u.start, u.end) for u in units]):
        for s, e in lines.each(start, end):
            name = unit_line(text, *trimmed(text, s, e), profile) if text[s:e].strip() else None
            home = homes.get(slug(text[slice(*name)])) if name else None
            if name is not None and home is not None and profile.count_phrase.search(text, name[1], e):
                read_statement(text, name[1], e, home, profile)


def _key(text: str, unit: UnitSpans) -> str:
    return slug(text[slice(*unit.name)]) if unit.name else ""


def told_elsewhere(page: Assembly, units: list[UnitSpans], ids: list[str], notes: list[Span]) -> None:
    """A finding on every unit that a note outside all units speaks of: the page says more of it than its block does."""
    if not notes:
        return
    names = {_key(page.text, u): uid for u, uid in zip(units, ids, strict=True) if u.name}
    told: set[str] = set()
    for start, end in notes:
        words = page.text[start:end]
        key = f"-{slug(words)}-"
        named = [name for name in names if ("-" in name or len(name) > SHORT_NAME) and f"-{name}-" in key]
        if key.strip("-0123456789") in named or len(named) >= MANY:
            continue  # a name and nothing more, or a list of all
        message = f"The page speaks of this unit outside its block: '{' '.join(words.split())[:EVIDENCE]}'."
        for name in named:
            told.add(names[name])
            page.find("told-elsewhere", names[name], message, (start, end))
    for unit, uid in zip(units, ids, strict=True):
        if unit.statement and not unit.start <= unit.statement[0] < unit.end and uid not in told:
            message = "What the page says of the unit's sub-departments was joined from another place."
            page.find("told-elsewhere", uid, message, unit.statement)
