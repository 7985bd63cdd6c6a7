"""Repair: mend what translation broke inside a duty, without inventing words.

Each rule is one function whose name, with hyphens, is the name its edits are recorded under. A capital in mid-sentence
is told from a name by how the page writes the word elsewhere.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from pipeline.candidates import CAPITAL
from pipeline.edits import Edit
from pipeline.evidence import Evidence, word_before
from pipeline.headings import NAMED_BY
from pipeline.lines import Lines
from pipeline.profile import Profile
from pipeline.spans import Span

SPACED_NUMBER = re.compile(r"(?<=\d)[ \t\u00a0]{1,3}(?=[.．、)）])")
LETTERS = re.compile(r"[^\W\d_]+")
DERIVED = re.compile(r"[a-z]{3}(?:tion|sion|ment|ical|ity|ness|ship|ism|ance)\Z")
LONGEST_TITLE = 400
LONGEST_PART = 30  # of a word that is broken at its hyphen
NUMBERED = re.compile(r"\. ?\d")
BEHIND = re.compile(r"[ \u00a0]([a-z]+)")
CAPITAL_BEHIND = re.compile(r"\s[A-Z][a-z]")
INSIDE_NAME = re.compile(r"\s+[^\W\d_]+(?=\s[A-Za-z])")
AGAIN = re.compile(r"\s+[^\W\d_]+")


def wrapped_hyphen(text: str, lines: Lines, evidence: Evidence) -> Iterator[Edit]:
    """'anti-' at the end of a hard-wrapped line and 'smuggling' on the next one are one word. Its hyphen goes, too,
    where the page or the language has the word without: 'pay-' and 'ment'."""
    if len(lines.paragraphs) == len(lines.starts):
        return
    for i in range(1, len(lines.starts)):
        end, start = lines.ends[i - 1], lines.starts[i]
        joined = text[end - 1] == "-" and text[end - 2 : end - 1].isalpha() and text[start].isalpha()
        if joined and not lines.is_paragraph_start(start):
            first = LETTERS.findall(text[max(0, end - LONGEST_PART) : end - 1])[-1]
            second = LETTERS.findall(text[start : start + LONGEST_PART])[0]
            closed = evidence.ordinary(first + second) and f"{first}-{second}" not in text
            yield Edit("wrapped-hyphen", end - 1 if closed else end, start, "")


def spaced_number(text: str, span: Span) -> Edit | None:
    """'9 . Implement' -> '9. Implement': the mark, not the duty."""
    match = SPACED_NUMBER.search(text, *span)
    return Edit("spaced-number", match.start(), match.end(), "") if match else None


def spaced_punctuation(text: str, span: Span, at: int) -> Edit | None:
    """'etc. , research' -> 'etc., research'; `at` is the punctuation mark."""
    start = span[0] + len(text[span[0] : at].rstrip())
    if start == span[0]:
        return None
    if text[at + 1 : at + 2].isalpha():  # 'imports ,and exports': the space is on the wrong side
        return Edit("spaced-punctuation", start, at + 1, f"{text[at]} ")
    return Edit("spaced-punctuation", start, at, "")


def doubled_word(text: str, span: Span, at: int) -> Edit | None:
    """'public affairs affairs' -> 'public affairs'; `at` is the white space before the second word."""
    match = AGAIN.match(text, at, span[1])
    return Edit("doubled-word", at, match.end(), "") if match else None


def doubled_head_word(text: str, span: Span, profile: Profile) -> Iterator[Edit]:
    """'Legal Division 1 Division' -> 'Legal Division 1'."""
    for match in profile.doubled_heads(text, *span):
        yield Edit("doubled-head-word", *match.span("again"), "")


def head_word_again(text: str, span: Span, at: int, profile: Profile, *, strictly: bool) -> Edit | None:
    """'Legal Section Section' -> 'Legal Section'; `at` is the white space before the second word, which has to be
    written as the first is where `strictly`: 'the Group group its members' is none. Nor is it in the middle of a name
    ('Mail Service Service Center'), or with no name in front."""
    match = AGAIN.match(text, at, span[1])
    word = match[0].strip() if match else ""
    if match is None or not (word.lower() in profile.heads or word.lower() in profile.plurals):
        return None
    first = at - len(word)
    if first < span[0] + 2 or not text[first - 2].isalnum() or CAPITAL_BEHIND.match(text, match.end(), span[1]):
        return None
    return Edit("doubled-head-word", at, match.end(), "") if not strictly or text.startswith(word, first) else None


def capital_after_semicolon(text: str, span: Span, at: int, evidence: Evidence) -> Edit | None:
    """'purposes; Responsible for' -> 'purposes; responsible for', where the word at `at` is no name."""
    word = CAPITAL.match(text, at, span[1])
    if word is None or at == span[0] or not evidence.ordinary(word[0]):
        return None
    return Edit("capital-after-semicolon", at, at + 1, text[at].lower())


def stray_capital(text: str, span: Span, at: int, evidence: Evidence) -> tuple[Edit | None, Span] | None:
    """'ensures Fast clearance' -> 'ensures fast clearance', with the place where words may be missing; no edit where
    the page doesn't tell whether the word is a name ('relevant Picnics', 'fees and Classification')."""
    before = word_before(text, span[0], at)
    if before is None:
        return None
    last = before[1]
    if last[0].isupper() or last[0].isdigit():
        return None  # part of a longer name
    word = CAPITAL.match(text, at, span[1])
    profile = evidence.profile
    short = word is not None and text.startswith(".", word.end()) and profile.abbreviated(f"{word[0]}.")
    if word is None or (short and NUMBERED.match(text, word.end(), span[1])):
        return None  # 'at pier No. 3'
    low = word[0].lower()
    if last == "," or last in profile.file.words.before_names:  # a name may stand here, but not an ordinary word
        joined = _joined(text, span[0], before, word[0], evidence)
        told = joined and last != "," and not short and _is_plain(low, profile) and evidence.lower(low)
        ordinary = profile.is_ordinary(low) or _prefixed(low, profile) or told
        known = ordinary or not (joined or _told_small(text, last, word, evidence))
    else:
        known = ordinary = evidence.ordinary(word[0]) or _derived(low, profile)
    if last in NAMED_BY and _head_in_front(text, span[0], before[0], profile):
        return None  # 'the Office of Inspection'
    if not (ordinary or last == "," or last in profile.joints) and evidence.opens_body(word[0]):
        return None  # 'leaving Eastport' on the page of 'Eastport Customs'
    if (known and not ordinary) or (low not in profile.file.words.small and evidence.habit(word[0])):
        return None
    titled = span[1] - span[0] < LONGEST_TITLE and evidence.is_titled(text[slice(*span)].split())
    if titled and evidence.sets_titles():
        return None
    if evidence.quoted(text, span, at):
        return None
    if last == "," and not (joined or _goes_on(text, word, profile)):
        return None  # 'Draft, Plan, and Review the Policies'
    numbered = last == "," and text[before[0] - 1].isdigit()  # '2, Publish': an item whose number went unseen
    edit = Edit("stray-capital", at, at + 1, text[at].lower()) if ordinary and not numbered else None
    return edit, (before[0], word.end())


def _head_in_front(text: str, start: int, at: int, profile: Profile) -> bool:
    """Is the word before `at` a head noun in capitals?"""
    word = word_before(text, start, at)
    return word is not None and word[1][0].isupper() and word[1].lower() in profile.heads


def capital_behind_name(text: str, span: Span, at: int, evidence: Evidence) -> tuple[Edit, Span] | None:
    """'the Finance Department Manage accounts' -> 'manage', with the place where words may be missing: no name goes on
    with a verb that has its object behind it, or with 'The'."""
    profile = evidence.profile
    word = CAPITAL.match(text, at, span[1])
    low = word[0].lower() if word is not None else ""
    article = low in profile.file.words.articles
    if word is None or not (article or (low in profile.file.words.ordinary and low not in profile.file.words.nouns)):
        return None
    before = word_before(text, span[0], at)
    if before is None:
        return None
    if not article:
        if profile.is_ordinary(before[1].lower()) or evidence.habit(word[0]) or not _goes_on(text, word, profile):
            return None
    elif span[1] - span[0] < LONGEST_TITLE and evidence.is_titled(text[slice(*span)].split()):
        return None
    return Edit("stray-capital", at, at + 1, text[at].lower()), (before[0], word.end())


def _joined(text: str, low: int, joint: tuple[int, str], word: str, evidence: Evidence) -> bool:
    """'price review and Classification', 'monitoring and Early warning': is `word` joined to one in small letters, and
    no short name of a body or a rule, unless the page writes it small? Behind a comma it has to, or may be a place."""
    profile, small = evidence.profile, word.lower()
    comma = joint[1] == ","
    if not (comma or joint[1] in profile.joints):
        return False
    first = text[max(low, joint[0] - LONGEST_PART) : joint[0]].split()[-1:]
    if not first or not first[0][0].islower():
        return False
    if comma:
        return _is_plain(small, profile) and (_prefixed(small, profile) or evidence.lower(small))
    return _is_plain(small, profile) or evidence.ordinary(word) or _derived(small, profile)


def _is_plain(low: str, profile: Profile) -> bool:
    """Is the word no kind of unit, and no short name of a body or a rule?"""
    return low not in profile.heads and low not in profile.file.words.short_names


def _prefixed(low: str, profile: Profile) -> bool:
    """Does the word open with what opens no name, and a hyphen: 'non-tax'?"""
    front, hyphen, _ = low.partition("-")
    return bool(hyphen) and front in profile.file.words.prefixes


def _derived(low: str, profile: Profile) -> bool:
    """Has the word a form that no name of a place has ('delineation'), and is it no short name of a body or a rule?"""
    return DERIVED.search(low) is not None and _is_plain(low, profile)


def _told_small(text: str, last: str, word: re.Match[str], evidence: Evidence) -> bool:
    """'the Inventory of assets', 'supervise their Rectification': has the page, which is not about what the word may be
    the short name of ('the Bureau'), the word in small letters, or is it of a form that no name has?"""
    profile, low = evidence.profile, word[0].lower()
    if last not in profile.file.words.owners or low in profile.heads:
        return False
    if low in profile.file.words.short_names:
        return False
    return evidence.lower(low) or _derived(low, profile) or "-" in low


def _goes_on(text: str, word: re.Match[str], profile: Profile) -> bool:
    """Does the sentence go on behind `word` as behind a verb, with no other word joined to it?"""
    behind = BEHIND.match(text, word.end())
    words = profile.file.words
    if behind is not None and behind[1] in words.joints:
        more = BEHIND.match(text, behind.end())  # 'Supervise, Inspect and guide the work'
        return more is not None and more[1] not in words.small and word[0].lower() in words.ordinary
    if behind is None or behind[1] in words.auxiliary:
        return False
    return behind[1] not in words.small or behind[1] in words.articles or word[0].lower() in words.ordinary
