"""Names that are the subject of a unit's first duty: 'The Data Center stores the data of the customs.'

Alone, such a sentence may speak of anybody. It names the unit on a page that tells its units' names in their first
duties, where no other duty of the unit has a subject of its own.
"""

from __future__ import annotations

import re
from collections import Counter

from pipeline.headings import first_line
from pipeline.profile import Profile
from pipeline.spans import Span
from pipeline.told_units import subject, titled
from pipeline.unit_spans import DutySpans, UnitSpans

FEWEST = 2
MOST = 0.6
LONGEST_WORD = 40
VERB = re.compile(
    r"\s+(?:(?P<shall>shall|will|must|is\s+to)\s+)?(?:[a-z]{2,20}ly\s+)?(?P<verb>[a-z]{3,20})\s+(?P<behind>\w+)"
)


def named_by_subjects(text: str, units: list[UnitSpans], profile: Profile) -> list[UnitSpans]:
    """`units`, in which each that has no name has that of its first duty's subject, where the page is told so."""
    unnamed = [unit for unit in units if unit.name is None and len(unit.duties) > 1]
    if not unnamed:
        return units
    found = [(unit, name) for unit in unnamed if (name := _own_subject(text, unit, profile)) is not None]
    told = sum(unit.name is not None and unit.origin == "duty" for unit in units)
    if told + len(found) < max(FEWEST, MOST * sum(bool(unit.duties) for unit in units)):
        return units
    others = Counter(text[slice(*unit.name)].lower() for unit in units if unit.name)
    others.update(text[slice(*name)].lower() for _, name in found)
    others.update(text[slice(*m)].lower() for unit in units for group in unit.groups for m in group.members)
    for unit, name in found:
        if others[text[slice(*name)].lower()] == 1:  # no other unit, and nothing inside one
            unit.name, unit.origin = name, "duty"
    return units


def _own_subject(text: str, unit: UnitSpans, profile: Profile) -> Span | None:
    """The name that is the subject of the first duty of `unit`, where the other ones tell only what is to be done."""
    first, *others = unit.duties
    name = _subject(text, first, profile) if first.number in (None, 1) else None
    if name is None or not _acts(text, name[1], first.end, profile):
        return None
    if profile.unit_at_hand.search(text, name[1], first.end):
        return None  # 'The Insurance Bureau entrusts the unit to …': the unit is another one
    words = text[slice(*name)]
    if " " not in words or not profile.ends_in_head(words) or profile.nobody.fullmatch(words.lower()):
        return None
    if words in first_line(text) or words.partition(" ")[0].lower() in profile.level.codes:
        return None  # the body itself, or one above it: 'Provincial Tax Bureau'
    if any(_subject(text, duty, profile) for duty in others):
        return None
    bare = sum(profile.is_ordinary(_word(text, duty.start, duty.end).lower(), common=True) for duty in others)
    return name if 2 * bare >= len(others) else None


def _subject(text: str, duty: DutySpans, profile: Profile) -> Span | None:
    """The name in capitals that a duty has as its subject."""
    return titled(text, subject(text, duty.start, duty.end, profile), profile)


def _acts(text: str, start: int, end: int, profile: Profile) -> bool:
    """Does a verb stand behind the subject that is known, or has its object behind it: 'keeps', 'mainly handles',
    'shall keep', 'is to keep', 'guarantees the …'? 'is located' and 'has 12 staff' tell of anybody."""
    verb = VERB.match(text, start, end)
    words = profile.file.words
    if verb is None or verb["verb"] in words.auxiliary or verb["verb"] in words.before_names:
        return False
    if verb["shall"] is None and not verb["verb"].endswith(tuple(words.verb_endings)):
        return False
    has_object = verb["behind"] in words.articles or verb["behind"] in words.pointers
    return has_object or profile.is_ordinary(verb["verb"], common=True)


def _word(text: str, start: int, end: int) -> str:
    """The first word of `text[start:end]`."""
    return text[start : min(end, start + LONGEST_WORD)].partition(" ")[0]
