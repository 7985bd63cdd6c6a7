"""Paragraphs: what a unit's text says where no mark tells what it is."""

from __future__ import annotations

import re

from pipeline.headings import heading
from pipeline.members import read_members
from pipeline.profile import Profile
from pipeline.spans import Span, end_before, skip_space, trimmed
from pipeline.statement import STATEMENT_END, read_statement, read_status
from pipeline.unit_spans import DutySpans, UnitSpans

CLOSING = " \t\r\n\u00a0\u3000;；。"
CLOSED = frozenset(".;。；")
PROSE_WORDS = 4
LONGEST_JOINT = 8
LONGEST_NONE = 40
LONGEST_NO = 200  # 'There are no departments …': a pattern asked of much more would take too long
ELLIPSIS = "..."
SPOKEN = re.compile(r"[?!？！]")  # no duty asks or calls out: an advertisement does
WORDS = re.compile(r"[^\W_]")
STOPS = (". ", "; ", "。", "；", ".\n", ";\n")
LAST_ASIDE = re.compile(r"[.;。；]\s*(?P<said>[(（][^()（）]{2,120}[)）])[.;。；]?\Z")
OF_THE_NAME = re.compile(r"with\b")
LONGEST_WORD = 30
SEARCHED = 600  # a paragraph of less is cheaply searched for a count
LONGEST_COUNT = 160
COLON = re.compile(r"[:：]")
LONGEST_CONTACT = 80
BEFORE_CONTACT = " \t\r\n\u00a0,，;；(（"
MOST_TOLD = 8  # sentences at the end of a paragraph that are no duty


def paragraph(
    text: str,
    start: int,
    end: int,
    unit: UnitSpans,
    profile: Profile,
    prose: str | None = None,
    least: int = PROSE_WORDS,
) -> None:
    """A paragraph without a mark: a status, a statement about members, an unnumbered duty of at least so many words
    where the mark of kind `prose` stands before it, or nothing known."""
    span = trimmed(text, start, end)
    if span[0] >= span[1]:
        return
    if read_status(text, span, unit, profile):
        return
    span = _stated_level(text, span, unit, profile)
    if prose:
        span = _without_told(text, span, unit, profile)
    if span[0] >= span[1]:
        return
    if prose == "duties" and _says_none(text, span, profile):
        return  # it has no duties, or does not tell them
    said = _statement(text, span, unit, profile, whole=prose is None)
    if said is not None:
        if span[0] < said[0]:
            paragraph(text, span[0], said[0], unit, profile, prose, least)
        read_statement(text, *said, unit, profile)
        if said[1] < span[1]:
            paragraph(text, said[1], span[1], unit, profile, prose, least)
    elif prose and text[span[0]] not in "(（" and not _aside_remark(text, span, profile):
        bare = _without_remarks(text, span, profile)
        if bare[0] > span[0]:  # 'It was founded in 1990. It is a section-level unit. …'
            bare = _stated_level(text, bare, unit, profile)
        if bare[0] < bare[1]:
            _prose(text, bare, unit, profile, prose, least)


def _without_remarks(text: str, span: Span, profile: Profile) -> Span:
    """`span` without the sentences at its ends that tell of the unit and are no duty: when it was founded, who heads
    it, how many people work there."""
    start, end = span
    stops = _stops(text, start, end, profile)
    while stops and profile.is_remark(text, start, stops[0]):
        start = skip_space(text, stops.pop(0), end)
    while stops and len(text[stops[-1] : end].split()) > 1:  # else a number or a word, cut off by a full stop
        if not profile.is_remark(text, skip_space(text, stops[-1], end), end):
            break
        end = stops.pop()
    return start, end


def _stops(text: str, start: int, end: int, profile: Profile) -> list[int]:
    """Offsets behind the full stops that end a sentence inside `text[start:end]`."""
    return [
        m.end()
        for m in STATEMENT_END.finditer(text, start, end)
        if m.end() < end and not profile.abbreviated(text[max(start, m.start() - LONGEST_WORD) : m.end()])
    ]


def _statement(text: str, span: Span, unit: UnitSpans, profile: Profile, *, whole: bool) -> Span | None:
    """Where the paragraph speaks of sub-departments, if it does ('Draft rules; there are 2 sections: A and B. Pay.'):
    all of it where `whole`, else the sentence."""
    if unit.listing != "absent":
        return None
    start, end = span
    inner = text[start:end].strip("()（） .。;；")
    if len(inner) < SEARCHED:
        found = profile.count_phrase.search(text, start, end)
    else:
        found, whole = _count_in_long(text, span, profile), False
    if found is None or not (text[found.end() - 1] in ":：" or found.start() - start < 3 or text[start] in "(（,"):
        if (len(inner) <= LONGEST_NO and profile.no_members.fullmatch(inner)) or _names_only(text, span, profile):
            return span
        return _uncounted(text, span, profile)
    if whole:
        return span
    told = found.start()
    if told > start and text[start:told].rstrip()[-1] in CLOSED:
        start = told
    closed = STATEMENT_END.search(text, found.end() - 1, end)
    if closed is not None and not profile.abbreviated(text[start : closed.end()]):
        end = closed.end()
    return start, end


def _count_in_long(text: str, span: Span, profile: Profile) -> re.Match[str] | None:
    """The count that opens a long paragraph, or the first that opens a sentence in it and ends in a colon: elsewhere it
    opens no list, or one of the sentence's; and to look for it would cost more than all the rest."""
    start, end = span
    if (found := profile.count_phrase.match(text, start, end)) is not None:
        return found
    behind = start
    for colon in COLON.finditer(text, start, end):
        for found in profile.count_phrase.finditer(text, max(behind, colon.start() - LONGEST_COUNT), colon.end()):
            if found.end() == colon.end() and text[end_before(text, found.start()) - 1] in CLOSED:
                return found
        behind = colon.end()
    return None


def _says_none(text: str, span: Span, profile: Profile) -> bool:
    """Does it say 'None for now', but not that there are no departments?"""
    if (
        span[1] - span[0] > LONGEST_NONE
        or profile.no_members.fullmatch(words := text[slice(*span)].rstrip(".。;；")) is None
    ):
        return False
    return not any(word in profile.heads or word in profile.plurals for word in words.lower().split())


def _uncounted(text: str, span: Span, profile: Profile) -> Span | None:
    """The first sentence of a paragraph that tells what is in a unit without counting: 'It has a Pay Section and …'."""
    holds = profile.holds.match(text, *span)
    if holds is None:
        return None
    closed = STATEMENT_END.search(text, holds.end(), span[1])
    end = closed.start() if closed else span[1]
    members = [m for group in read_members(text, holds.end(), end, profile) for m in group.members]
    named = all(heading(text, s, e, profile) == (s, e) or _plain_name(text, s, e, profile) for s, e in members)
    return (span[0], closed.end() if closed else end) if len(members) > 1 and named else None


def _plain_name(text: str, start: int, end: int, profile: Profile) -> bool:
    """Is it a name in small letters: '… has a cadre division and a training division'?"""
    words = text[start:end]
    last = words.rpartition(" ")[2].lower()
    return (
        " " in words and words.islower() and profile.ends_in_head(words) and last not in profile.file.words.weak_heads
    )


def _without_told(text: str, span: Span, unit: UnitSpans, profile: Profile) -> Span:
    """`span` without the sentences at its end that tell something else than duties, each read into `unit` where it is a
    field of it: 'Keep the books. It is at the level of a division. Tel. 1234.'"""
    start, end = span
    for _ in range(MOST_TOLD):
        first, last = trimmed(text, _last_sentence(text, start, end, profile), end)
        if first == start:
            break
        said = first, first + len(text[first:last].rstrip(CLOSING + "."))
        if said[0] < said[1] and not _tells(text, said, unit, profile):
            break
        end = first
    return trimmed(text, start, end)


def _last_sentence(text: str, start: int, end: int, profile: Profile) -> int:
    """Where the last sentence of `text[start:end]` starts."""
    found = {stop: text.rfind(stop, start, end - 1) for stop in STOPS}  # each is looked for once over the whole text
    while (at := max(found.values())) > start:
        if not profile.abbreviated(text[max(start, at - LONGEST_WORD) : at + 1]):
            return at + 1
        found = {stop: text.rfind(stop, start, at) if place == at else place for stop, place in found.items()}
    return start


def _tells(text: str, said: Span, unit: UnitSpans, profile: Profile) -> bool:
    """Read the sentence `said` where it tells the unit's level, its sub-departments or its status; says whether it
    does, or is a remark."""
    level = profile.stated_level.fullmatch(text, *said) if unit.level is None else None
    if level is not None and profile.level(level["level"])[0] is not None and _of_the_unit(text, said, unit, profile):
        unit.level = level.span("level")
        unit.claimed.append(said)
        return True
    if unit.listing == "absent" and (
        (said[1] - said[0] <= LONGEST_NO and " " in text[slice(*said)] and profile.no_members.fullmatch(text, *said))
        or _uncounted(text, said, profile) == said
    ):
        read_statement(text, *said, unit, profile)
        return True
    own = not profile.article.match(text, *said) or _of_the_unit(text, said, unit, profile)
    if own and profile.is_status(text[slice(*said)]):
        return read_status(text, said, unit, profile)
    return profile.is_remark(text, *said)


def _of_the_unit(text: str, said: Span, unit: UnitSpans, profile: Profile) -> bool:
    """Does the sentence speak of the unit at hand: 'It is at …', 'The office is at …', 'The Pay Section is at …'?"""
    words = text[slice(*said)].lower().split()
    words = words[1:] if words[0] in profile.file.words.articles else words
    name = text[slice(*unit.name)].lower().split() if unit.name else []
    alone = len(words) > 1 and words[0] in profile.heads and words[1] in profile.file.words.auxiliary
    return words[0] in profile.file.words.pointers or alone or (bool(name) and words[: len(name)] == name)


def duty_end(text: str, start: int, end: int, unit: UnitSpans, profile: Profile, *, last: bool) -> int:
    """Where a duty of a list ends: before sentences that tell the unit's status, its sub-departments, its staff or an
    event; the `last` one, behind the duty that closes a list ('Undertake other tasks assigned by superiors.')."""
    own = _told_end(text, start, end, unit, profile, last=last)
    if own < end or not last:
        return own
    stop = start + len(text[start:end].rstrip(CLOSING + "."))
    return (stop > start and text[stop - 1].isdigit() and _contact_behind(text, start, stop, profile)) or end


def _told_end(text: str, start: int, end: int, unit: UnitSpans, profile: Profile, *, last: bool) -> int:
    """As `duty_end`, where full stops part what is told."""
    stops = _stops(text, start, end_before(text, end), profile)
    if not stops:
        return end
    closing = profile.closing.match(text, skip_space(text, start, end), end) if last else None
    if closing is not None and closing.end() < end and text[closing.end()] in CLOSED:
        behind = skip_space(text, closing.end() + 1, end)
        if behind < end and not text[behind].islower():
            return closing.end() + 1
    for stop in reversed(stops):
        span = trimmed(text, stop, end)
        words = text[slice(*span)].rstrip(CLOSING + ".")
        told = profile.is_status(words) or profile.is_remark(words)
        if not (told or _statement(text, span, unit, profile, whole=True)):
            break
        end = stop
    return end


def _contact_behind(text: str, start: int, end: int, profile: Profile) -> int | None:
    """Where the last duty ends if a contact line is glued to it that no full stop parts from it: '… assigned by
    superiors, tel: 0532-1234567, fax: 0532-7654321'."""
    found = None
    at = end
    for _ in range(MOST_TOLD):
        at = text.rfind(" ", start, at)
        first = at + 1
        if at < 0 or end - first > LONGEST_CONTACT:
            break
        if text[first].isalpha() and COLON.search(text, first, end) and profile.is_remark(text, first, end):
            found = at = end = start + len(text[start:first].rstrip(BEFORE_CONTACT))
    return found


def _prose(text: str, span: Span, unit: UnitSpans, profile: Profile, kind: str, least: int) -> None:
    """A paragraph of prose behind a mark of `kind`: a duty, without the verb that opens it on the name's own line and
    without what is said of posts or sub-departments at its end."""
    if kind != "duties" and OF_THE_NAME.match(text, *span):
        span = _behind_clause(text, span)
        if span[0] == span[1]:
            return
    opener = profile.duty_opener.match(text, *span) if kind != "duties" else None
    if not WORDS.search(text, *span) or (opener is None and len(text[slice(*span)].split()) < least):
        return
    if text[span[1] - 1] in ":：":
        return  # what only opens a list is no duty
    if opener is not None:  # 'X is in charge of …'
        unit.claimed.append((span[0], opener.end()))
        span = (opener.end(), span[1])
        if span[0] == span[1]:
            return
    if (aside := LAST_ASIDE.search(text, *span)) and profile.is_remark(aside["said"]):
        span = trimmed(text, span[0], aside.start("said"))  # '… (staffing: 12)'
    unit.duties.append(read_duty(text[slice(*span)], span[0], None, None, profile))


def _behind_clause(text: str, span: Span) -> Span:
    """`span` without the clause at its start that is still said of the name ('with the Field Team attached to it.')."""
    closed = STATEMENT_END.search(text, *span)
    return trimmed(text, closed.end(), span[1]) if closed else (span[1], span[1])


def _names_only(text: str, span: Span, profile: Profile) -> bool:
    """'Including: First Brigade, Second Brigade.': a paragraph that lists names and says nothing else."""
    words = text[slice(*span)].rstrip(".。;； ")
    if "," not in words or not profile.ends_in_head(words):
        return False
    members = [m for group in read_members(text, span[0], span[0] + len(words), profile) for m in group.members]
    return len(members) > 1 and all(
        heading(text, s, e, profile) == (s, e) and not profile.object_inside.search(text, s, e) for s, e in members
    )


def _aside_remark(text: str, span: Span, profile: Profile) -> bool:
    """Is the paragraph no duty: the end of an aside, an advertisement, or a sentence about the unit's other name?"""
    if unbracketed(text, span) != span:
        return True
    return SPOKEN.search(text, *span) is not None or profile.is_remark(text, *span)


def _stated_level(text: str, span: Span, unit: UnitSpans, profile: Profile) -> Span:
    """Read a level said in brackets or in a sentence ('is at division level and …'); gives what is left to read."""
    match = profile.stated_level.match(text, *span)
    if match is None and unit.level is None and profile.level.is_whole(text[slice(*span)].rstrip(CLOSING + ".")):
        unit.level = span
        return span[1], span[1]
    if match is None or unit.level is not None or profile.level(match["level"])[0] is None:
        return span
    unit.level = match.span("level")
    unit.claimed.append((span[0], match.end()))
    return trimmed(text, match.end(), span[1])


def unbracketed(text: str, span: Span) -> Span:
    """`span` without a closing bracket that was opened before it."""
    words = text[slice(*span)].rstrip(".;。； ")
    if words.endswith((")", "）")) and not ("(" in words or "（" in words):
        return span[0], span[0] + len(words[:-1].rstrip())
    return span


def read_duty(words: str, start: int, number: int | None, mark: Span | None, profile: Profile) -> DutySpans:
    """The duty in `words`, which stand at `start`, without its closing mark or the word that joins it to the next."""
    own = words.rstrip(CLOSING)
    closed = words[-1:] in CLOSED
    tail = own[-LONGEST_JOINT:]
    if "," in tail or ";" in tail or "，" in tail or "；" in tail:
        comma = max(map(own.rfind, ",，;；"))
        if profile.closing_joint.fullmatch(own, comma):  # '…; and'
            closed |= own[comma] in CLOSED
            own = own[:comma].rstrip(CLOSING)
    if own[-1:] == "." and not profile.abbreviated(own) and not own.endswith(ELLIPSIS):
        own = own[:-1].rstrip(CLOSING)
    return DutySpans(number, start, start + len(own), mark, [], closed)
