"""Lines that name a unit by their form: '(2) personnel office' above a paragraph, '2. Legal detachment: guide …'.

A name in small letters looks like prose. That it stands in front of a colon, or alone above a paragraph, as its
neighbours do that plainly name units, tells them apart.
"""

from __future__ import annotations

import re
from collections.abc import Container
from typing import Literal, NamedTuple

from pipeline.block import LABELS
from pipeline.headings import MOST_WORDS, WORD, all_capitals, names_nobody, other_heading
from pipeline.profile import Profile
from pipeline.spans import Mark, Span, skip_space

LONGEST = 110
SHORTEST_TEXT = 8  # a name above less than this is above a mark
MOST_PLAIN_WORDS = 6
NAME = re.compile(r"(?:[^\r\n.;:(（：；。]|\.(?=[:：])){2,100}")
BEHIND = re.compile(r"\s*(?:[(（][^()（）\r\n]{1,100}[)）]\s*)?(?:(?P<colon>[:：])|(?P<close>[.;。；,，]))?\s*")


class Shaped(NamedTuple):
    """A name that a line may open with, and how the line goes on: text behind a colon or a full stop, something below
    it that is its own (a paragraph, a label, nested items), or neither. `told`: a paragraph stands below it."""

    name: Span
    form: Literal["colon", "stop", "above", "alone"]
    told: bool = False


def shaped(text: str, line: Span, following: Mark | None, *, nested: bool) -> Shaped | None:
    """The name in `line`, which `following` is the next mark behind, an item that is `nested` in it or not; None where
    it has no form of one."""
    start, end = line
    match = NAME.match(text, start, end)
    behind = BEHIND.match(text, match.end(), end) if match else None
    if match is None or behind is None:
        return None
    name = (start, start + len(match[0].rstrip()))
    if behind.end() < end:
        closed = behind["close"] in (".", "。") and text[behind.end()].isupper()
        return Shaped(name, "colon" if behind["colon"] else "stop") if behind["colon"] or closed else None
    if following is not None and following.start <= end:
        return Shaped(name, "alone")
    labelled = following is not None and following.kind in LABELS
    stop = following.start if following is not None else len(text)
    told = skip_space(text, end, stop) < stop
    return Shaped(name, "above" if labelled or nested or told else "alone", told and not nested)


def could_be_shaped(text: str, m: Mark, following: Mark | None, profile: Profile, *, nested: bool) -> bool:
    """A cheap look: may the item `m`, whose words have small letters, have a name above something or before a colon?"""
    stop = following.start if following is not None else len(text)
    below = nested or (following is not None and following.kind in LABELS)
    if m.words is not None:
        start, end = m.words
        if end - start > LONGEST or not (below or stop - end > SHORTEST_TEXT):
            return False
    else:
        start, limit = m.end, min(stop, m.end + LONGEST)
        line = text.find("\n", start + 1, limit)
        end = text.find(":", start, limit if line < 0 else line)
        if end < 0:
            end = line
        if end < 0 or (end == line and not below and line >= stop - SHORTEST_TEXT):
            return False
    last = text[start:end].partition(" of ")[0].rstrip().rpartition(" ")[2].lower()
    bare = last.rstrip(".;")
    return bare in profile.heads or f"{bare}." in profile.heads or bare in profile.plurals


def known(text: str, found: Shaped, profile: Profile) -> bool:
    """Does the name end in a head noun, or open with one and 'of'? In small letters nothing else shows that it is one,
    so the line must go on below or behind a colon."""
    name = text[slice(*found.name)]
    own, of, _ = name.partition(" of ")
    words = WORD.findall(own)
    low = [w.lower() for w in words]
    if not low or not name[0].isalpha() or len(name.split()) > MOST_WORDS:
        return False
    if not profile.ends_in_head(" ".join(low)) and not (found.told and _is_plural(text, found.name, low, profile)):
        return False
    if names_nobody(name, profile) or not profile.file.words.small.isdisjoint(set(low) - profile.joints):
        return False
    if "," in name and sum(map(profile.ends_in_head, name.split(","))) > 1:
        return False  # a list of units
    if not of and len(low) == 1 and low[0] in profile.file.words.weak_heads:
        return False
    return found.form in ("colon", "above") or all_capitals(words, profile)


def _is_plural(text: str, name: Span, low: list[str], profile: Profile) -> bool:
    """'Cadre departments', in the translation of a language that does not tell one from many; no label, and nothing
    that somebody does to departments."""
    several = len(low) > 1 and low[-1] in profile.plurals and not profile.is_ordinary(low[0], common=True)
    return several and profile.labels.ending.fullmatch(text, *name) is None


def like_its_neighbours(text: str, found: Shaped, forms: Container[str], profile: Profile) -> bool:
    """May the line name a unit, since its neighbours do, which have the `forms`? Not one that opens with a verb, as
    duties do, or with a label."""
    start, end = found.name
    words = text[start:end].split()
    if profile.labels.ending.fullmatch(text, start, end) or profile.duty_opener.match(text[start:end].lower()):
        return False
    if other_heading(text, start, end, profile):
        return True
    plain = words[0][0].isalpha() and words[0].lower() not in profile.file.words.ordinary and text[end - 1].isalnum()
    if found.form not in forms:
        return False
    if found.form == "alone":
        return plain and words[0][0].isupper() and len(words) <= MOST_PLAIN_WORDS and "," not in text[start:end]
    return plain and len(words) <= MOST_WORDS
