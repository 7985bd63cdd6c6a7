"""Leads: sentences that name the unit they speak of, and open its list or say what it is in charge of."""

from __future__ import annotations

import re

from pipeline.headings import names_nobody, trim_article, unit_line
from pipeline.profile import Profile
from pipeline.spans import Mark, Span

LONGEST_OPENER = 60
LONGEST_ORDINAL = 12
LONGEST_TOLD = 1000
NOT_SPACE = re.compile(r"\S+")
SENTENCE_END = re.compile(r"[.。)）]\s+(?=(?:[Tt]he\s+)?\Z)")


def units_in_sentences(text: str, found: list[Mark], sentences: list[Mark]) -> list[Mark]:
    """The sentences that open a unit: on a page with lead sentences, those that speak of another unit than the last."""
    if not any(m.kind == "lead" for m in found):
        return []
    out: list[Mark] = []
    last = ""
    for m in sorted(found + sentences, key=lambda m: m.start):
        name = text[slice(*m.name)].lower() if m.name else ""
        if m in sentences and name != last:
            out.append(m)
        last = name or last
    return out


def told_sentence(text: str, start: int, end: int, profile: Profile) -> Mark | None:
    """'The Budget Section is responsible for the budget.', 'The Reception Centre is to be established.'"""
    name = unit_line(text, start, end, profile)
    if name is None or name[0] == start or " " not in text[slice(*name)]:
        return None
    behind = name[1] + len(text[name[1] : end]) - len(text[name[1] : end].lstrip())
    if profile.duty_opener.match(text, behind, end) is None and not profile.is_status(text[behind:end]):
        return None
    return Mark("lead", start, name[1], name=name)


def lead_sentence(text: str, start: int, end: int, profile: Profile) -> Mark | None:
    """A sentence that names the unit it speaks of and opens its list: '… is responsible for the following:'."""
    if text.find(":", start, end) < 0 and text.find("：", start, end) < 0:
        return None
    for pattern in profile.leads:
        match = pattern.match(text, start, end)
        groups = match.groupdict() if match else {}
        key = "owner" if groups.get("owner") else "name"
        if match is None or "(" in match[key]:  # an aside inside: more than a name stands in front
            continue
        name = trim_article(text, match.span(key), profile)
        words = text[slice(*name)].lower().split() if name is not None else []
        own = " ".join(words)
        if names_nobody(own, profile):
            return None  # 'This Department is also in charge of:'
        if name is not None and profile.has_head(own):
            first, name = _last_of_two(text, name)
            return Mark("lead", max(start, first), match.end(), name=name)
        if words[-1] in profile.file.words.posts:
            return Mark("article", start, match.end())  # a person's tasks are no unit's
    return None


def named_and_led(text: str, start: int, end: int, profile: Profile) -> list[Mark]:
    """'Mail Bureau (Organization) … (Functions) The Mail Bureau is in charge of the following:' in one paragraph."""
    colon = text.find(":", start, end)
    first = text[start : min(end, start + LONGEST_OPENER)].partition(" ")[0]
    again = text.rfind(f" {first} ", start, colon) if 0 <= colon - start < LONGEST_TOLD else -1
    sentence = SENTENCE_END.search(text, max(start, again - LONGEST_ORDINAL), again + 1) if again > 0 else None
    lead = lead_sentence(text, sentence.end(), end, profile) if sentence else None
    if lead is None or lead.name is None:
        return []
    name = text[slice(*lead.name)]
    stop = start + len(name)
    if text[start:stop] != name or text[stop : stop + 1].isalnum():
        return []
    between = Mark("other", stop, stop, hint="between")  # what stands between the two may be anything
    return [Mark("heading", start, stop, name=(start, stop)), between, lead]


def _last_of_two(text: str, name: Span) -> tuple[int, Span]:
    """Where the first of two equal names in a row starts, as a flattened table has them ('Pay Office Pay Office'), and
    where the last one stands; what is in front of both is no part of them. Else the start of the text, and `name`."""
    words = list(NOT_SPACE.finditer(text, *name))
    told = [word[0] for word in words]
    for n in range(len(words) // 2, 1, -1):
        if told[-n:] == told[-2 * n : -n]:
            return words[-2 * n].start(), (words[-n].start(), name[1])
    return 0, name
