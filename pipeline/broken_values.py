"""Values broken over two lines: 'Administrative level: Deputy' and, below, 'Director level' are one value.

On a page that is not wrapped a line break ends a paragraph. The level of a unit, or the list of what is inside it, may
go on behind one all the same: where the two lines together are a level, and where the list plainly has not ended.
"""

from __future__ import annotations

import re

from pipeline.headings import WORD, all_capitals
from pipeline.labels import LONGEST_LABEL
from pipeline.lines import BREAK, Lines
from pipeline.plain_lists import plain_list
from pipeline.profile import Profile
from pipeline.profile_file import LabelField
from pipeline.spans import Span, skip_space

LONGEST = 90
LONGEST_VALUE = 600
FIRST_WORD = re.compile(r"([A-Z][a-z]+)[,，、;；]")
SEPARATORS = ",，、;；:："


def with_values(text: str, lines: Lines, profile: Profile) -> Lines:
    """`lines` with each value that is broken over two of them as one paragraph."""
    starts, ends = lines.paragraphs, lines.paragraph_ends
    soft = {
        at
        for at in range(1, len(starts))
        if text[ends[at - 1] - 1].isalpha()
        and text[starts[at]].isalpha()
        and (
            (ends[at] - starts[at] <= LONGEST and text.find(":", starts[at], ends[at]) < 0)
            or _opens_with_a_head(text, starts[at], profile)
        )
        and _goes_on(text, lines, at, profile)
    }
    return lines.joined(soft)


def _goes_on(text: str, lines: Lines, at: int, profile: Profile) -> bool:
    """Is the paragraph `at` the rest of what the label at the end of the one before it says?"""
    field, start = _last_label(text, lines, at - 1, profile)
    value = (start, lines.paragraph_ends[at - 1])
    rest = (lines.paragraphs[at], lines.paragraph_ends[at])
    if start == value[1]:
        return False
    if field == "level":
        alone = profile.level(text[slice(*value)])[0]
        both = profile.level(f"{text[slice(*value)]} {text[slice(*rest)]}")[0]
        return both is not None and (alone is None or text[rest[0]].islower())
    return field == "subunits" and _open_list(text, value, profile) and _is_rest(text, lines, at, value[1], profile)


def _opens_with_a_head(text: str, start: int, profile: Profile) -> bool:
    """Is the first word at `start` the end of a name that the line above has the rest of: 'Section, Stamp Section'?"""
    word = FIRST_WORD.match(text, start)
    return word is not None and word[1].lower() in profile.heads


def _last_label(text: str, lines: Lines, at: int, profile: Profile) -> tuple[LabelField | None, int]:
    """The field of the last label in the paragraph `at`, with its colon, and where the value behind it starts."""
    first, end = lines.paragraphs[at], lines.paragraph_ends[at]
    colon = text.rfind(":", max(first, end - LONGEST_VALUE), end)
    while colon >= 0:
        label = profile.labels.closing(text[max(first, colon - LONGEST_LABEL) : colon], 0)
        if label is not None and label[1]:
            return label[0], skip_space(text, colon + 1, end)
        colon = text.rfind(":", max(first, end - LONGEST_VALUE), colon)  # '3 sections: …' is no label
    return None, end


def _open_list(text: str, value: Span, profile: Profile) -> bool:
    """Has the list not ended: is its last word a joint, or its last name without a head noun?"""
    words = text[slice(*value)]
    if words.rpartition(" ")[2].lower() in profile.joints:
        return True
    plain = plain_list(text, *value, profile)
    if plain is not None and plain[1] == len(plain[0]):
        return False
    last = 1 + max(map(words.rfind, SEPARATORS))
    names = words[last:].split()
    joint = max((at for at, word in enumerate(names) if word.lower() in profile.joints), default=-1)
    return (last > 0 or joint >= 0) and not profile.has_head(" ".join(names[joint + 1 :]))


def _is_rest(text: str, lines: Lines, at: int, end: int, profile: Profile) -> bool:
    """Is the paragraph `at` of names, on the line below a list that ends with a joint at `end`; or with the label of
    its unit's duties behind it, and the unit's level before its list? Then no other unit can open here."""
    start, stop = lines.paragraphs[at], lines.paragraph_ends[at]
    if _opens_with_a_head(text, start, profile):
        return True
    words = WORD.findall(text[start:stop].rstrip("."))
    if not words or not all_capitals(words, profile):
        return False
    joined = text[max(0, end - LONGEST) : end].rpartition(" ")[2].lower() in profile.joints
    below = len(BREAK.findall(text[end:start])) == 1
    if (joined and below) or not (joined or below) or at + 1 == len(lines.paragraphs):
        return joined and below
    following = text[lines.paragraphs[at + 1] : lines.paragraph_ends[at + 1]][:LONGEST_LABEL].partition(":")[0]
    label = profile.labels.closing(following, 0)
    of_duties = label is not None and label[0] == "duties" and label[2] == len(following)
    before = (_last_label(text, lines, i, profile)[0] for i in (at - 2, at - 3) if i >= 0)  # a broken level has two
    return of_duties and next((field for field in before if field), None) == "level"
