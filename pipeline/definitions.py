"""Definitions: where the heading is lost, the first duty may say whose duty it is."""

from __future__ import annotations

import re

from pipeline.headings import all_capitals, first_line, names_nobody, trim_article
from pipeline.profile import Profile
from pipeline.spans import Span
from pipeline.unit_spans import DutySpans, UnitSpans

POSTED = re.compile(
    r"\s(?:stationed|based|posted|dispatched)\s+(?:at|in|to|by)\s"
)  # 'The Team of the Bureau stationed at …'
ALIKE = 4  # so many first letters make 'Statistics' and 'Statistical' one word


def name_from_duty(text: str, unit: UnitSpans, profile: Profile, *, plainly: bool = False) -> Span | None:
    """Where the first duty of `unit` has the unit's name ('The X is the functional department for …'), else None.

    What a unit 'is responsible for' may as well be told of a part of it, so such a sentence names the unit only where
    no other duty tells the same of another one; it never does so `plainly`.
    """
    if not unit.duties:
        return None
    for alone, pattern in profile.definitions:
        name = _defined(text, _span(unit.duties[0]), pattern, profile) if not (alone and plainly) else None
        if name is not None and not (alone and _tells_of_parts(text, name, unit, profile)):
            return name
    return None


def other_name(text: str, unit: UnitSpans, profile: Profile, *, plainly: bool = False) -> Span | None:
    """Where the first duty of `unit`, which has a heading, (`plainly`) gives it another name, else None."""
    if unit.name is None or unit.origin != "heading" or not unit.duties:
        return None
    name = name_from_duty(text, unit, profile, plainly=plainly)
    if name is None or not _differ(text[slice(*unit.name)], text[slice(*name)], profile):
        return None
    return name


def _differ(heading: str, defined: str, profile: Profile) -> bool:
    """Has each of two names a word that the other has not, apart from what kind of unit it is, or does one of them name
    more ('Tax and Fee Office')? 'The office' is any office, and an 'Office' alone is a 'General Office' at most."""
    one, other = heading.lower().split(), defined.lower().split()
    kinds = profile.heads | profile.plurals | profile.file.words.small
    own, told = ({w[:ALIKE] for w in words if w not in kinds} for words in (one, other))
    if not own and not all(w in kinds or w in profile.file.words.ordinary for w in other):
        return True
    if not own or not told:
        return profile.heads.isdisjoint({*one} & {*other})
    return not (own <= told or told <= own) or profile.joints.isdisjoint(one) != profile.joints.isdisjoint(other)


def _tells_of_parts(text: str, name: Span, unit: UnitSpans, profile: Profile) -> bool:
    """Is `name` no name on its own, or do later duties speak of other units in the same way?"""
    words = POSTED.split(text[slice(*name)])[0]
    if " of " in words and not all_capitals(words.split(), profile):
        return True  # 'the head of the office', 'the person in charge of the section'
    return any(_defined(text, _span(duty), p, profile) for duty in unit.duties[1:] for _, p in profile.definitions)


def _span(duty: DutySpans) -> Span:
    return duty.start, duty.end


def defined(text: str, span: Span, profile: Profile) -> Span | None:
    """The name in a sentence that says what a unit is ('The X is a department of …'), not what it is to do."""
    names = (_defined(text, span, pattern, profile) for alone, pattern in profile.definitions if not alone)
    return next((name for name in names if name is not None), None)


def _defined(text: str, span: Span, pattern: re.Pattern[str], profile: Profile) -> Span | None:
    """The name that `pattern` finds at the start of `span`, if it is one."""
    match = pattern.match(text, *span)
    name = trim_article(text, match.span("name"), profile) if match else None
    if name is None:
        return None
    words = text[slice(*name)]
    if names_nobody(words, profile) or profile.object_inside.search(words):
        return None  # 'This department …', 'Manage the department'
    if profile.nobody.fullmatch(words.lower()):
        return None  # 'The competent department …', 'The General Administration of Customs …'
    if match and profile.file.words.selves and profile.itself.search(text, match.end(), span[1]):
        return None  # 'The Tax Bureau is the authority for tax, and this unit …'
    if "," in words and not all_capitals(words.replace(",", "").split(), profile):
        return None  # 'In accordance with the law, the office …'
    named = profile.has_head(words) or _proper(
        words, text, profile
    )  # 'Port Bureau of Lake Customs', 'Eastport Customs'
    if not named or (words.islower() and " of " in words):
        return None
    return name


def _proper(words: str, text: str, profile: Profile) -> bool:
    """'Eastport Customs': a name by its capitals alone, and not that of the body in the page's first line."""
    parts = words.split()
    named = len(parts) > 1 and all_capitals(parts, profile) and parts[0].lower() not in profile.file.words.ordinary
    return named and words not in first_line(text)
