"""Mend: let the rules of `repair` judge the candidates that stand in a unit's duties, and record what they change."""

from __future__ import annotations

from bisect import bisect_left, bisect_right

from pipeline import repair
from pipeline.assembly import Assembly, walk
from pipeline.spans import Span
from pipeline.unit_spans import UnitSpans

LONGEST_WORD = 30
LONGEST_QUOTE = 60
LONGEST_REMARK = 400
JOINED = "two sentences seem to be joined here"
UNCLEAR = "a name, or two sentences joined; the page does not tell"
SPACES = frozenset(" \t\u00a0")


def mend(page: Assembly, unit: UnitSpans, uid: str) -> None:
    """Apply the repair rules to a unit's members, numbers and duties."""
    text = page.text
    if unit.statement:
        for edit in repair.doubled_head_word(text, unit.statement, page.profile):
            page.edit(edit, uid)
    duties = walk(unit.duties)
    for duty in duties:
        if duty.mark and not SPACES.isdisjoint(text[slice(*duty.mark)]):
            page.edit(repair.spaced_number(text, duty.mark), uid)
    suspects = page.candidates.suspects
    starts = [duty.start for duty in duties]
    for place, rule in suspects[bisect_left(suspects, (unit.start, "")) : bisect_left(suspects, (unit.end, ""))]:
        at = bisect_right(starts, place) - 1
        span = (duties[at].start, duties[at].end) if at >= 0 and place < duties[at].end else None
        if rule == "doubled-capital" or (rule == "doubled-word" and span is None):
            _judge_doubled(page, unit, span, place, uid)
        elif span is not None:
            _judge(page, span, place, rule, uid)


def _judge(page: Assembly, span: Span, at: int, rule: str, uid: str) -> None:
    """Let the rules judge one suspect place of a duty."""
    if rule == "lost-capital":
        if not page.profile.abbreviated(page.text[max(span[0], at - LONGEST_WORD) : at + 1]):
            page.lost.append((uid, at))
        return
    if rule == "spaced-punctuation":
        edit = repair.spaced_punctuation(page.text, span, at)
    elif rule == "doubled-word":
        edit = repair.doubled_word(page.text, span, at)
    elif rule == "capital-after-semicolon" and (place := _told_aside(page, span, at)):
        words = page.shown(place)[:LONGEST_QUOTE]
        page.find("suspected-merge", uid, f"A semicolon joins what is no duty to this one ('{words}').", place)
        return
    elif rule == "capital-after-semicolon":
        edit = repair.capital_after_semicolon(page.text, span, at, page.evidence)
    else:
        edit = None
        stray = repair.stray_capital if rule == "stray-capital" else repair.capital_behind_name
        if found := stray(page.text, span, at, page.evidence):
            edit, place = found
            words = page.shown(place)
            message = f"A capital in mid-sentence ('{words}'): {JOINED if edit else UNCLEAR}."
            page.find("suspected-merge", uid, message, place)
    page.edit(edit, uid)


def _judge_doubled(page: Assembly, unit: UnitSpans, duty: Span | None, at: int, uid: str) -> None:
    """Let the rule judge a word that stands twice, the second time at `at`, in a `duty`, a list or a name."""
    for span in (duty, unit.statement, unit.name):
        if span is not None and span[0] < at < span[1]:
            edit = repair.head_word_again(page.text, span, at, page.profile, strictly=span is duty)
            page.edit(edit, uid)
            goes_on = repair.INSIDE_NAME.match(page.text, at, span[1]) if edit is None and span is not duty else None
            if goes_on is not None:
                words = page.shown((page.text.rfind(" ", 0, at) + 1, goes_on.end()))
                page.find("odd-member", uid, f"A word stands twice in a name ('{words}').", (at, goes_on.end()))


def _told_aside(page: Assembly, span: Span, at: int) -> Span | None:
    """Where a remark stands at `at`, up to the next semicolon: 'Manage files; In 2016, the office launched …'."""
    limit = min(span[1], at + LONGEST_REMARK)
    stop = page.text.find(";", at, limit)
    told = page.profile.remark.match(page.text, at, stop if stop >= 0 else limit)
    return told.span() if told else None
