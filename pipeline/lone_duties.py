"""Lone duties: one sentence without a number, in a unit of a page whose units number their duties."""

from __future__ import annotations

from pipeline.assembly import Assembly
from pipeline.unit_spans import DutySpans, UnitSpans

SHORT = 120
FEWEST, FEWEST_WORDS = 2, 4
MOST = 2  # of them for each unit with numbers


def lone_duties(page: Assembly, units: list[UnitSpans], ids: list[str]) -> None:
    """'Main duties: Nobody has been sent there so far': the sentence may tell what has become of the unit, in words
    that no status is known by, or be what is left of a duty."""
    lone = [
        (unit, uid)
        for unit, uid in zip(units, ids, strict=True)
        if len(unit.duties) == 1 and unit.status_text is None and unit.duties[0].mark is None
    ]
    counted = sum(bool(unit.duties) and unit.duties[0].number is not None for unit in units)
    if counted < FEWEST or len(lone) > MOST * counted:
        return  # it is the page's habit
    for unit, uid in lone:
        duty = unit.duties[0]
        if duty.end - duty.start <= SHORT and not duty.items and not _plainly_a_duty(page, unit, duty):
            message = "The only duty has no number, unlike those of other units; it may be a status, or a remark."
            page.find("numbering-gap", uid, message, (duty.start, duty.end))


def _plainly_a_duty(page: Assembly, unit: UnitSpans, duty: DutySpans) -> bool:
    """'The Pay Office is responsible for wages', 'Keep the files of the port', 'The division drafts rules of trade': no
    status is said so."""
    text, opener, words = page.text, page.profile.duty_opener, page.profile.file.words
    if opener.match(text, duty.start, duty.end) or any(
        end == duty.start and opener.fullmatch(text, start, end) for start, end in unit.claimed
    ):
        return True
    said = text[duty.start : duty.end].lower().split()
    if len(said) < FEWEST_WORDS or not set(said).isdisjoint(words.auxiliary):
        return False
    subject = said[0] in words.articles and said[1] in page.profile.heads
    verb = said[2].removesuffix("s") if subject else said[0]
    if said[1] in words.articles and verb not in words.before_names and not verb.endswith("ing"):
        return True
    return verb not in words.nouns and (verb in words.ordinary or verb in words.common)
