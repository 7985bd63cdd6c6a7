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
FEWEST = 2
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
            return None if alone and _is_member(text, name, unit) else name
    return None


def _is_member(text: str, name: Span, unit: UnitSpans) -> bool:
    """Is `name` what one of the unit's own sub-departments is called?"""
    told = text[slice(*name)].lower()
    return any(text[slice(*member)].lower() == told for group in unit.groups for member in group.members)


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
    if match is None or name is None:
        return None
    name = _told_once(text, _without_former(text, name, profile), profile)
    words = text[slice(*name)]
    if names_nobody(words, profile) or profile.object_inside.search(words):
        return None  # 'This department …', 'Manage the department'
    if profile.nobody.fullmatch(words.lower()):
        return None  # 'The competent department …', 'The General Administration of Customs …'
    if profile.file.words.selves and profile.itself.search(text, match.end(), span[1]):
        return None  # 'The Tax Bureau is the authority for tax, and this unit …'
    if "," in words and not all_capitals(words.replace(",", "").split(), profile):
        return None  # 'In accordance with the law, the office …'
    if not profile.has_head(words) and not (_proper(words, text, profile) and _is_unit(text, match, span[1], profile)):
        return None  # neither 'Port Bureau of Lake Customs' nor 'Eastport Customs'
    if _runs_on(words.split(), profile) or (words.islower() and " of " in words):
        return None
    return name


def _without_former(text: str, name: Span, profile: Profile) -> Span:
    """`name` without the words in front of its capitals that say since when: 'newly established Mail Division'."""
    words = text[slice(*name)].split()
    former = next((at for at, word in enumerate(words) if word not in profile.file.words.former), 0)
    return (text.find(words[former], name[0]), name[1]) if former and words[former][0].isupper() else name


def _told_once(text: str, name: Span, profile: Profile) -> Span:
    """`name` without its last word where that is the head noun a second time: 'Mail Division Division'."""
    *rest, first, again = ["", *text[slice(*name)].split()]
    doubled = rest and first.lower() == again.lower() and again.lower() in profile.heads
    return (name[0], name[0] + text[slice(*name)].rindex(again) - 1) if doubled else name


def _runs_on(words: list[str], profile: Profile) -> bool:
    """'Mail Division jointly with the Boat Division': do small letters part two names with a head noun each?"""
    heads = [at for at, word in enumerate(words) if word[0].isupper() and word.lower() in profile.heads]
    if len(heads) < FEWEST:
        return False
    of_names = profile.file.words.small | profile.file.words.ties
    return any(w[0].islower() and w.isalpha() and w not in of_names for w in words[heads[0] : heads[-1]])


def _is_unit(text: str, match: re.Match[str], end: int, profile: Profile) -> bool:
    """Is what the sentence says that something is, a unit? Not 'the key project of the customs', 'the service
    platform', nor one whose work is told of: 'is a customs in Eastport; guide its work'."""
    said = match[0][match.end("name") - match.start() :].lower().split()
    behind = text[match.end() : end].split(None, 1)[:1]
    goes_on = bool(behind) and behind[0].isalpha() and behind[0] not in profile.file.words.small
    others = profile.file.words.others.intersection(text[match.end() : end].lower().split())
    return "of" not in said and not (goes_on and behind[0] not in profile.file.words.ties) and not others


def _proper(words: str, text: str, profile: Profile) -> bool:
    """'Eastport Customs': a name by its capitals alone, and not that of the body in the page's first line."""
    parts = words.split()
    named = len(parts) > 1 and all_capitals(parts, profile) and parts[0].lower() not in profile.file.words.ordinary
    return named and words not in first_line(text)
