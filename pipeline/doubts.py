"""Doubts: hold a unit against what its block says, and find what a person should look at."""

from __future__ import annotations

from itertools import pairwise

import regex

from pipeline.assembly import EVIDENCE, Assembly
from pipeline.definitions import other_name
from pipeline.headings import first_line, heading, names_nobody, unit_line
from pipeline.label_duties import label_in_front, tells_what_to_do
from pipeline.odd_members import odd_members
from pipeline.profile import Profile
from pipeline.spans import Span
from pipeline.unit_spans import DutySpans, UnitSpans

BEHIND = regex.compile(r"\s*(?:[.:：。]\s*\S|[(（][^()（）]{1,60}[)）]\s*\p{Lu})")
ASIDE = regex.compile(r"\s*[(（](?P<name>\p{L}[^()（）]{1,60})[)）]")  # '(Audit Office)'
FIGURE = regex.compile(r"\d{1,2}[.．、)）]\s*(?=\p{L})")
LONGEST_NAMES = 120
TOPIC_INSIDE = regex.compile(r"[kh](?:[qd]+[wtnu]|[wtnu]j?[wtnu])")  # 'Lake Bureau Internal Organizations Office'


def unit_findings(page: Assembly, unit: UnitSpans, uid: str) -> None:
    text = page.text
    if unit.name is None:
        best = (unit.duties[0].start, unit.duties[0].end) if unit.duties else unit.status_text or (unit.start, unit.end)
        quoted = page.edits.read(text, *best)
        short = quoted if len(quoted) <= EVIDENCE else quoted[: quoted.rfind(" ", 0, EVIDENCE)] + " …"
        page.find("unnamed-unit", uid, f"The source does not name this unit; its best evidence is '{short}'.", best)
    else:
        _name(page, unit, uid)
    if unit.doubtful_name:
        message = (
            f"The page's title and the name of its first unit may part elsewhere: '{page.shown(unit.doubtful_name)}'."
        )
        page.find("doubtful-name", uid, message, unit.doubtful_name)
    if not unit.duties and unit.status_text is None:
        page.find("empty-unit", uid, "The unit has neither duties nor a status that says why.", (unit.start, unit.end))
    for start, end in pairwise([unit.start, *unit.lists[1:], unit.end + 1]):
        _numbering(page, [duty for duty in unit.duties if start <= duty.start < end], uid)
    for duty in unit.duties:
        if duty.mark is not None:
            _like_label(page, duty, uid)
        if duty.number is not None:
            continue
        figure = FIGURE.match(text, duty.start, duty.end) if text[duty.start : duty.start + 1].isdigit() else None
        behind = figure.end() if figure else page.profile.behind_ordinal(text, duty.start, duty.end)
        if behind > duty.start:
            shown = page.shown((duty.start, behind))
            message = f"A duty opens with a number that no list could take ('{shown}'): a unit may open there."
            page.find("numbering-gap", uid, message, (duty.start, behind))
        name = _named_unit(text, duty, page.profile)
        if name is not None and BEHIND.match(text, name[1], duty.end):
            shown = page.shown(name)
            page.find("shared-block", uid, f"A duty opens with the name of a unit: '{shown}'.", name)
    for name in _units_in_charge(text, unit, page.profile):
        shown = page.shown(name)
        page.find("shared-block", uid, f"A duty tells what another unit is in charge of: '{shown}'.", name)
    for group in unit.groups:
        odd_members(page, group, uid)


def _like_label(page: Assembly, duty: DutySpans, uid: str) -> None:
    """A duty that opens with a label, and does not plainly tell what to do: 'Administrative level: posts of …'."""
    label = label_in_front(page.text, duty.start, duty.end, page.profile)
    if label is not None and not tells_what_to_do(page.text[label[1] : duty.end].lstrip(), page.profile):
        message = f"A duty opens with the label of a unit's field ('{page.shown(label)}'): that field may start there."
        page.find("shared-block", uid, message, label)
    for item in duty.items:
        _like_label(page, item, uid)


def _name(page: Assembly, unit: UnitSpans, uid: str) -> None:
    """A heading that its unit's first duty contradicts, or that is one by its place alone; a duty with two names."""
    assert unit.name is not None
    shown = page.shown(unit.name)
    if unit.origin == "duty":
        second = ASIDE.match(page.text, unit.name[1])
        if second is not None and heading(page.text, *second.span("name"), page.profile) == second.span("name"):
            message = f"The first duty calls the unit '{shown}' and, in brackets, '{second['name']}'."
            page.find("shared-block", uid, message, second.span("name"))
        return
    if told := other_name(page.text, unit, page.profile):
        words = page.shown(told)
        message = f"The heading says '{shown}', and the first duty speaks of '{words}'."
        page.find("doubtful-name", uid, message, unit.name)
    elif unit.placed == "glued" and shown.rpartition(" ")[2] not in first_line(page.text[: unit.name[0]]):
        # not a 'Customs' of a Customs
        page.find("doubtful-name", uid, f"Only its place says that '{shown}' is a name.", unit.name)
    elif unit.name[0] < page.lines.paragraph_ends[0] and TOPIC_INSIDE.search(page.profile.titles.letters(shown)):
        page.find("doubtful-name", uid, f"'{shown}' may be the page's title and its first heading.", unit.name)
    elif shown.lower() in page.profile.file.words.kinds:
        page.find(
            "doubtful-name", uid, f"'{shown}' is any unit's name; words may be missing in front of it.", unit.name
        )


def _named_unit(text: str, duty: DutySpans, profile: Profile) -> Span | None:
    """The name that a duty opens with, or the names: 'Insurance Office, Pricing Office: review …'."""
    colon = text.find(":", duty.start, min(duty.end, duty.start + LONGEST_NAMES))
    names = text[duty.start : colon].split(",") if colon >= 0 else []
    if len(names) > 1 and all(name.strip()[:1].isupper() and profile.ends_in_head(name) for name in names):
        return duty.start, colon
    return unit_line(text, duty.start, duty.end, profile)


def _units_in_charge(text: str, unit: UnitSpans, profile: Profile) -> list[Span]:
    """The names that numbered duties open with to tell what each is in charge of, from the first one on: 'The pay
    office is responsible for …'. One alone may be the unit itself."""
    found: list[Span] = []
    own = unit.name if unit.origin == "duty" else None
    for duty in unit.duties:
        if duty.number is not None:
            named = own is not None and duty.start <= own[0] < duty.end
            name = own if named else unit_line(text, duty.start, duty.end, profile, capitals=False)
            told = name is not None and profile.duty_opener.match(text, name[1], duty.end)
            if name is not None and told and not names_nobody(text[slice(*name)], profile):
                found.append(name)
            elif not found:
                break
    return found if len({text[slice(*name)].lower() for name in found}) > 1 else []


def _numbering(page: Assembly, duties: list[DutySpans], uid: str) -> None:
    last: int | None = None
    for duty in duties:
        if duty.number is not None:
            expected = 1 if last is None else last + 1
            place = duty.mark or (duty.start, duty.end)
            if duty.number > expected:
                page.find("numbering-gap", uid, f"Number {duty.number} stands where {expected} was expected.", place)
            elif duty.number < expected:
                page.find("numbering-repeat", uid, f"Number {duty.number} stands where {expected} was expected.", place)
            last = duty.number
        if duty.start == duty.end and not duty.items:
            page.find(
                "empty-duty", uid, "A number stands without a duty behind it.", duty.mark or (duty.start, duty.end)
            )
        if duty.items:
            _numbering(page, duty.items, uid)
