"""Headings: a line of its own that is a unit's name."""

from __future__ import annotations

import re
from typing import Literal

from pipeline.profile import Profile
from pipeline.spans import Span

LONGEST = 110
MOST_WORDS = 14
MOST_OTHER = 5
LONGEST_START = 20  # code points that may stand before the page's first line ends
LONGEST_PLAIN = 60
NO_PLAIN = re.compile(r"[,，.。;；:：、\d]")
WORD = re.compile(r"[^\s,/()（）]+")
LETTER = re.compile(r"(?:[A-Za-z]|[IVXivx]{1,5})[ \u00a0]?[.)）、](?=\s)")  # a number of its own stands before the name
NO_NAME = re.compile(
    r"[:：](?=[\sA-Z\d])|\d{5}|\d{3}[-–]\d{3}|\b(?:19|20)\d\d[-./]\d|[>»›→]"
)  # a field with its value, a telephone number, a date, a path ('Home > About')
NAMED_BY = ("of", "for")  # 'Office of the Mayor', 'Center for Boats'
NO_OTHER = re.compile(r"[\d:：]")
ASIDE = re.compile(r"\s*[(（][^()（）]{0,400}[)）]\s*$")
# What may follow a name in a numbered line that opens a unit: an aside, a colon, a count, or the verb of its duties.
TAIL = re.compile(r"\s*(?:[(（:：;；.。]|,\s*(?:with|which)\b|\s[-–—]\s|(?:shall\s+be|is|are|has)\s|\Z)")
NAMED = re.compile(r"[^\n.;:,()（）]{2,90}?(?=\s*(?:[(（:：;；.。,]|\s[-–—]\s|\s(?:shall\s+be|is|are|has)\s|\Z))")
DASH = re.compile(r"\s[-–—]\s+")


def heading(text: str, start: int, end: int, profile: Profile) -> Span | None:
    """Where the name stands if the line from `start` to `end` is a heading that names a unit, else None.

    A heading is short, is no sentence, has capitals where a title has them, and either ends in a head noun ('Finance
    Section') or opens with one and 'of' ('Office of the Mayor'). An aside in brackets behind it is no part of it.
    """
    if not text[start].isalpha() or text[end - 1] in ".;,；。，" or end - start > 5 * LONGEST:
        return None
    line = text[start:end]
    if LETTER.match(line):
        return None
    if ":" in line and profile.is_remark(line):
        return None  # 'Source: Port Office'
    name = line.rstrip(":： \t")
    if aside := ASIDE.search(name):
        name = name[: aside.start()]
    if not name or len(name) > LONGEST or name[-1] in ".;,。；，!?" or "\n" in name or NO_NAME.search(name):
        return None
    words = WORD.findall(name)
    if not 1 <= len(words) <= MOST_WORDS or not all_capitals(words, profile):
        return None
    if "," in name and sum(profile.ends_in_head(part) for part in name.split(",")) > 1:
        return None  # a list of units
    low = [w.lower() for w in words]
    named = profile.ends_in_head(" ".join(low)) or any(
        low[at] in profile.heads and low[at + 1] in NAMED_BY for at in range(min(2, len(low) - 2))
    )
    if not named or (len(low) == 1 and low[0] in profile.file.words.weak_heads):
        return None
    if _belongings(low, profile) or _verb_first(name, low, profile) or _done_by(low, profile):
        return None  # 'Annual Report of the Institute', 'Manage the Data Center', 'Printed by the Office'
    if not profile.file.words.weak_heads.isdisjoint(low) and profile.is_remark(name):
        return None  # 'National Civilized Unit'
    if profile.titles.about.match(name):
        return None  # 'About the Data Center'
    return _whose((start, start + len(name.rstrip())), name, profile)


def plain_heading(text: str, start: int, end: int, profile: Profile) -> tuple[int, int] | None:
    """Where the name stands in a line like 'Legal affairs office' with 'Responsible for …' below it: there, small
    letters hide no heading."""
    if end - start > LONGEST_PLAIN or not text[start].isupper() or not text[end - 1].isalpha():
        return None
    words = text[start:end]
    if words.count(" ") >= MOST_OTHER or not profile.ends_in_head(words) or NO_PLAIN.search(words):
        return None
    if profile.duty_opener.match(text[end : end + 2 * LONGEST_PLAIN].lstrip().lower()) is None:
        return None
    thing = profile.object_inside.search(words) or _belongings(words.lower().split(), profile)
    return None if thing or names_nobody(words, profile) else (start, end)


def other_heading(text: str, start: int, end: int, profile: Profile) -> bool:
    """Is the line a heading that names no unit ('Staffing', 'Publications')? What follows it is no unit's."""
    if end - start > LONGEST // 2:
        return False
    line = text[start:end]
    words = WORD.findall(line.rstrip(":："))
    if not line[0].isalpha() or line[-1] in ".;,；。，!?" or not 1 <= len(words) <= MOST_OTHER or LETTER.match(line):
        return False
    return all_capitals(words, profile) and not profile.is_status(line)


def could_name(text: str, start: int, end: int, profile: Profile) -> bool:
    """Could a line of capitals that ends in no head noun be a name ('Green Islands') by its place? Not a label,
    a number of any kind, the duty that closes a list, a remark, a link of the page, or the body of the first line."""
    words = text[start:end]
    return (
        NO_OTHER.search(words) is None
        and other_heading(text, start, end, profile)
        and profile.object_inside.search(words) is None
        and profile.labels.closing(words, 0) is None
        and profile.closing.match(words) is None
        and not profile.is_remark(words)
        and profile.section.match(words) is None
        and words not in first_line(text)
        and (" " not in words or not profile.has_head(words))  # else `heading` has its reasons
    )


def first_line(text: str) -> str:
    """The page's first line, which is its title where it has one."""
    return text[: text.find("\n", LONGEST_START)]


def unit_line(text: str, start: int, end: int, profile: Profile, *, capitals: bool = True) -> Span | None:
    """Where the name stands if a numbered line opens with a unit's name and goes on with what the unit is or does.

    Without `capitals`, a name in small letters will do.
    """
    match = NAMED.match(text, start, end)
    if match is None or TAIL.match(text, match.end(), end) is None:
        return None
    words = WORD.findall(match[0])
    if words and words[0].lower() in profile.file.words.articles:
        words = words[1:]
    in_brackets = text[match.end() : end].lstrip()[:1] in ("(", "（")
    if not 1 <= len(words) <= MOST_WORDS or not (not capitals or in_brackets or all_capitals(words, profile)):
        return None
    named = profile.ends_in_head(" ".join(words)) or _told_twice(text, match, end, profile)
    if not named or profile.object_inside.search(match[0]) or _belongings([w.lower() for w in words], profile):
        return None
    whose = _whose(match.span(), match[0], profile)
    return trim_article(text, whose, profile) if whose is not None else None


def _whose(span: Span, name: str, profile: Profile) -> Span | None:
    """`span`, where `name` stands, without the words for what it does: 'Functions of the Pay Office'; None where these
    are nobody's: 'Functions of each office'."""
    task = profile.titles.task_of.match(name) if " of " in name else None
    if task is None:
        return span
    return None if names_nobody(name[task.end() :], profile) else (span[0] + task.end(), span[1])


def _told_twice(text: str, name: re.Match[str], end: int, profile: Profile) -> bool:
    """Does a sentence that opens with the name stand behind it: 'Pay Services – The Pay Services shall …'?"""
    dash = DASH.match(text, name.end(), end)
    if dash is None or " " not in name[0]:
        return False
    article = profile.article.match(text, dash.end(), end)
    return text.startswith(f"{name[0]} ", article.end() if article else dash.end(), end)


def body_of(text: str, start: int, end: int, profile: Profile) -> Span | None:
    """Where the name stands if a sentence is one with the body it is of: 'Party committee of the bureau.'"""
    match = NAMED.match(text, start, end)
    own, of, _ = match[0].partition(" of ") if match else ("", "", "")
    if match is None or not of or not own[0].isupper() or not profile.ends_in_head(own):
        return None
    return trim_article(text, match.span(), profile)


def names_nobody(name: str, profile: Profile) -> bool:
    """'This department', 'Each section', 'Department': a sentence about the unit at hand does not name it so; 'Head of
    the Office' is a person, and 'the competent department' may be any."""
    words = name.lower().split()
    words = words[1:] if words and words[0] in profile.file.words.articles else words
    kinds = profile.file.words
    person = words[1:2] == ["of"] and words[0] in kinds.posts
    any_of_them = (
        words[0:1] and words[0] in kinds.kinds and (len(words) == 1 or words[1] in kinds.before_names - kinds.small)
    )
    return not words or words[0] in kinds.pointers or person or bool(any_of_them)


def kinship(one: str, two: str, profile: Profile) -> Literal["same", "alike", "another"]:
    """Do two names name one unit? 'Personnel Office' and 'Office of Personnel (of the Port)' do; names may be 'alike'
    where only their head nouns differ, or one is shorter: 'Port Mail Office', 'Mail Office', 'Mail Division'."""
    first, second = (_weighty(name, profile) for name in (one, two))
    if set(first) == set(second) or first == second[: len(first)] or second == first[: len(second)]:
        return "same"
    kinds = [{w for w in words if w in profile.heads} for words in (first, second)]
    topics = [set(words) - profile.heads for words in (first, second)]
    nested = topics[0] <= topics[1] or topics[1] <= topics[0]
    alike = topics[0] == topics[1] or (nested and all(topics) and kinds[0] == kinds[1])
    return "alike" if alike else "another"


def _weighty(name: str, profile: Profile) -> list[str]:
    """The words of a name that tell which unit it is, in small letters."""
    return [w for w in WORD.findall(name.lower()) if w not in profile.file.words.small]


def trim_article(text: str, span: Span, profile: Profile) -> Span | None:
    """`span` without white space around it and without a leading 'the'; None where nothing is left."""
    start, end = span
    words = text[start:end]
    start += len(words) - len(words.lstrip())
    end = start + len(words.strip())
    if match := profile.article.match(text, start, end):
        start = match.end()
    return (start, end) if start < end else None


def _belongings(low: list[str], profile: Profile) -> bool:
    """'Annual Report of the Institute', 'Work of Each Section': a thing of the body or of its units, not a unit."""
    if low[-3:-2] != ["of"] or low[-1] not in profile.heads:
        return False
    kinds = profile.file.words
    pointed = low[-2] in kinds.articles or low[-2] in kinds.pointers
    return pointed and not profile.ends_in_head(" ".join(low[:-3]))


def _verb_first(name: str, low: list[str], profile: Profile) -> bool:
    """'Manage the Data Center', but not 'Data Center under the Ministry': an article behind a verb, not a name. And
    'Report to the Data Center': a small word behind a verb, none that names have."""
    verb = len(low) > 1 and low[0] in profile.file.words.ordinary
    if verb and low[1] in profile.file.words.small and low[1] not in profile.joints and low[1] not in NAMED_BY:
        return True
    inside = profile.object_inside.search(name)
    return inside is not None and (
        low[0] in profile.file.words.ordinary or profile.heads.isdisjoint(name[: inside.end()].lower().split())
    )


def _done_by(low: list[str], profile: Profile) -> bool:
    """'Printed by the Office', 'Directly Managed by the Ministry': who did something, not who is told of."""
    at = next((at for at in (1, 2) if low[at : at + 1] and low[at] in profile.file.words.agents), 0)
    return at > 0 and profile.is_ordinary(low[at - 1], common=True)


def all_capitals(words: list[str], profile: Profile) -> bool:
    """Does every word that bears weight start with a capital or a digit?"""
    return (
        all(
            w[0].isupper() or w[0].isdigit() or w.lower() in profile.file.words.small or not w[0].isalpha()
            for w in words
        )
        and words[0][0].isupper()
    )
