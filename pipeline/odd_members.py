"""Odd members: what stands in a list of sub-departments and does not read like a name."""

from __future__ import annotations

import re
from collections import Counter
from itertools import pairwise

from pipeline.assembly import EVIDENCE, Assembly
from pipeline.group_spans import GroupSpans
from pipeline.own_levels import names_level
from pipeline.pieces import holds_sign
from pipeline.profile import Profile
from pipeline.spans import Span
from pipeline.splits import LoneNumber, lone_number, without_aside

PLAIN = re.compile(r"[A-Z][a-z]+(?:[-'’][A-Za-z]+)*(?: (?:[A-Z][a-z]+(?:[-'’][A-Za-z]+)*|and|of|the))* ([A-Z][a-z]+)")
LONGEST = 12  # words
MOST_PLAIN = 80  # code points
MARKS = frozenset(":：[【~")
FEW = 3
DATE = re.compile(r"\d{4}|\d{1,2}[./]\d")  # or a telephone's number
DASHES = frozenset("-–—")
NO = ("None ", "No ")
NO_NAME = frozenset(("No", "no", "None", "none", "is", "are", "has", "have", "shall", "will", "which", "that", "who"))
BREAKS_OFF = re.compile(r"\s*,?\s+(\w{1,4})[ \t]*(?:[.;。；]?\s*[\r\n]|\Z)")
DOTS = re.compile(r"[\s,，、]*(?:…|\.{3}|。{3})")
# 'Section 1-4', 'Section 1 to Section 4' and 'Sections 1, 2 and 3' stand for several
RANGE = re.compile(
    r"(?<![\w-])(?:\d{1,2}\s?(?:[-–~]|to)\s?\d{1,2}(?![\w-])|(\w{3,20})\s(?:\d{1,2}|[IVX]{1,4})\s?(?:[-–~]|to)\s?\1\b"
    r"|\w+\s\d{1,2}(?:,\s*\d{1,2})*(?:,|,?\s+and|\s*&)\s*\d{1,2}(?![\w-]))"
)
ASIDE = re.compile(r"[(（]([^()（）]{2,80})[)）]\Z")
WITH = re.compile(r"(?:with|which|including|and|under)\s")
SEVERAL = re.compile(r"[,，;；、]|\sand\s")
INSIDE = frozenset(("with", "including", "comprising"))
REST = frozenset(("other", "others"))
ORDINALS = re.compile(r"(?:[\divxIVX]+|and|[\W_])+")  # '2 and 3', 'II'


def odd_members(page: Assembly, group: GroupSpans, uid: str) -> None:
    """A finding on each member of `group` that is a sentence, a count, or the rest of one, or a bare 'Section' beside a
    'Mail Section'."""
    texts = [page.edits.read(page.text, *member) for member in group.members]
    unsure: list[tuple[str, Span]] = []
    for text, place in zip(texts, group.members, strict=True):
        plain = PLAIN.fullmatch(text) if len(text) < MOST_PLAIN and not text.startswith(NO) else None
        if plain is not None and plain[1].lower() in page.profile.heads and text.find(plain[1]) == plain.start(1):
            continue  # nearly all: words with capitals that end in a head noun
        unsure.append((text, place))
    few_small = bool(unsure) and sum(t[:1].islower() for t in texts) * 2 <= len(texts)
    last_words = frozenset(_last_word(t) for t in texts if " " in t) if unsure else frozenset()
    numbers = [lone_number(text, page.profile) for text, _ in unsure]
    told = [text[: n.at] for (text, _), n in zip(unsure, numbers, strict=True) if n is not None]
    names = Counter((*told, *texts)) if len(told) > 1 else Counter[str]()
    for (text, place), number in zip(unsure, numbers, strict=True):
        # 'Dock Section (4), Mail Section (2)', but 'Dock Section (1), Dock Section (2)'
        own = number is not None and text[-1] in ")）" and names[text[: number.at]] == 1
        counted = own or (number is not None and len(told) == 1 and _may_count(number, len(texts)))
        small = few_small and text[:1].islower() and text.split()[0].islower()
        bare = text.lower() in last_words and text.lower() in page.profile.file.words.kinds
        odd = counted or bare or _reads_oddly(text, page.profile)
        if odd or _stands_out(text, texts, group, page.profile, small=small):
            page.find("odd-member", uid, f"'{text[:EVIDENCE]}' does not read like a name.", place)
    _ends_early(page, group, uid)


def _ends_early(page: Assembly, group: GroupSpans, uid: str) -> None:
    """A finding where `group` does not name all: 'and other departments', 'Ship Section …', 'Ship Section and'."""
    end = group.members[-1][1] if group.members else 0
    dots = DOTS.match(page.text, end)
    if (place := dots.span() if dots else group.left_open) is not None:
        message = f"The list is left open ('{page.shown(place)}'); members may be missing."
        page.find("odd-member", uid, message, place)
    behind = BREAKS_OFF.match(page.text, end) if group.members else None
    if behind is not None and behind[1] in page.profile.joints:
        message = f"The list breaks off behind '{behind[1]}'; a member may be missing."
        page.find("odd-member", uid, message, behind.span(1))


def _may_count(number: LoneNumber, members: int) -> bool:
    """May the only number behind a name count all: 'Dock Section (4)', 'Dock Section 3' as the third of three?"""
    return number.number > 1 and (not number.bare or number.number == members)


def _reads_oddly(text: str, profile: Profile) -> bool:
    """'three posts', 'which is led by the Office', 'set up: Ship Section', '2 and 3', 'Ship Section Dock Section'."""
    words = text.split()
    if words[1:] and words[1] in profile.file.words.pointers | profile.file.words.others:
        return True  # 'review those of the branches', 'draft their rules'
    if not words or len(words) > LONGEST or not NO_NAME.isdisjoint(words) or ORDINALS.fullmatch(text):
        return True
    if words[0].lower() in profile.file.words.pointers or (
        len(words) > 1 and words[1][0].islower() and profile.counts(words[0])
    ):
        return True
    if " - " in text or " – " in text:
        return True  # 'Sections - Ship Section'
    if not MARKS.isdisjoint(text) or text.count("(") != text.count(")") or DATE.match(words[-1]):
        return True
    if RANGE.search(text) or (text[0].isupper() and _counts_inside(without_aside(text).split(), profile)):
        return True
    if words[-1].lower() in profile.plurals and "of" not in words:
        return True  # 'Subordinate Departments'
    if words[0].lower() in profile.plurals and words[1:2] in (["for"], ["of"]):
        return True  # 'Sections for Tariff' and what else the next commas part from it
    if len(words) == 1 and (words[0].lower() in REST or profile.counts(words[0])):
        return True  # 'Two', 'Other'
    if (aside := ASIDE.search(text)) and _is_remark(aside[1], profile):
        return True  # 'Ship Section (in preparation)'
    if names_level(text, profile):
        return True  # 'Ship Section at the section level'
    if words[-1] in DASHES or (not profile.ends_in_head(text) and profile.is_remark(text)):
        return True  # 'Ship Section - 2 -', 'Page 2'
    return holds_sign(text, profile) or _holds_two(words, profile) or _runs_on(without_aside(text).split(), profile)


def _is_remark(words: str, profile: Profile) -> bool:
    """Are the words in brackets behind a name a status, a level or a remark, or departments that go with it ('with a
    Dock Section attached', 'Dock Section, Pier Section'), and no second name?"""
    several = SEVERAL.split(words)
    inside = (len(several) > 1 and all(map(profile.ends_in_head, several))) or WITH.match(words)
    if inside and not (profile.heads | profile.plurals).isdisjoint(words.lower().split()):
        return True
    return profile.is_status(words) or profile.level.is_whole(words) or profile.is_remark(words)


def _holds_two(words: list[str], profile: Profile) -> bool:
    """Does the head noun stand twice, so that the mark between two names is lost? Not right before an 'and': 'Ship
    Service and Dock Service' is another doubt."""
    last = words[-1].lower()
    if last not in profile.heads:
        return False
    if any(w.lower() in profile.heads and behind in INSIDE for w, behind in pairwise(words)):
        return True  # 'Ship Section with a Dock Office'
    return any(last in w.lower().split("/") and behind not in profile.joints for w, behind in pairwise(words))


def _runs_on(words: list[str], profile: Profile) -> bool:
    """Does a sentence follow the name: 'Ship Section is closed', 'Ship Section Lake Customs launched an operation'? Not
    in 'Office of foreign trade'."""
    small = profile.file.words.small
    if not words or words[-1].lower() in profile.heads:
        return False
    for at, (word, behind) in enumerate(pairwise(words)):
        if word[0].isupper() and word.lower() in profile.heads and behind[0].isalpha() and behind not in small:
            return any(w[0].islower() and w not in small and not profile.counts(w) for w in words[at + 1 :])
    return False


def _counts_inside(words: list[str], profile: Profile) -> bool:
    """Is something counted behind a name ('Port Customs 3 subordinate customs')? Not in 'Office for 3 new areas'."""
    small = profile.file.words.small
    return any(
        not small.intersection((before, behind))
        and behind.islower()
        and (word.isdecimal() or (word.islower() and profile.counts(word)))
        for before, word, behind in zip(words, words[1:], words[2:], strict=False)
    )


def _stands_out(text: str, texts: list[str], group: GroupSpans, profile: Profile, *, small: bool) -> bool:
    """A small letter among capitals (`small`), '1 Dock Section' beside names without a number; and, without a head
    noun: the only member, the only word among names."""
    if text[0].isdecimal() and text.count(" ") > 1 and not all(t[:1].isdecimal() for t in (texts[0], texts[-1])):
        return True
    if small:
        return not profile.ends_in_head(text) or not text.islower()  # 'tax section' beside 'Mail Section' is a name
    if profile.ends_in_head(text):
        return False
    if len(texts) == 1:
        return group.declared is None and not profile.ends_in_head(without_aside(text))
    others = (other for other in texts if other is not text)  # walked no further than the first that differs
    if " " not in text:
        named = all(map(profile.ends_in_head, others))
        return named and not group.ambiguous  # else another finding says that the word may be the start of a name
    if group.declared is not None or len(texts) <= FEW:
        return False
    heads = map(_last_word, others)
    head = next(heads)
    return head in profile.heads and all(word == head for word in heads)  # 'Data Management'


def _last_word(name: str) -> str:
    return name.rpartition(" ")[2].lower()
