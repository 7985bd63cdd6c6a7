"""Numbers in front of labels and names: '2. Administrative level: …', 'II. Food Division (Administrative level: …)'.

Where nothing stands between a number and such a mark, the number is no item's: it counts units, or the fields of one.
It may also stand behind the last duty of the unit before: '3. Keep the books. (2) Administrative level: …'.
"""

from __future__ import annotations

import re

from pipeline.block import LABELS
from pipeline.labels import LONGEST_LABEL
from pipeline.lines import Lines
from pipeline.profile import Profile
from pipeline.readings import HAN
from pipeline.spans import Mark

NEAR = 20
BEHIND_STOP = re.compile(
    r"(?:[.;]\s+|[。；]\s*)"
    rf"(?P<number>[(（]\s?(?:\d{{1,2}}|[ivxIVX]{{1,5}}|[A-Za-z]|{HAN})\s?[)）]|[①-⑳]"
    rf"|[(（]?(?P<word>[A-Za-z]{{3,8}})[)）,，、]|(?:\d{{1,2}}|[IVX]{{1,5}}|{HAN})[.．、)）])[ \t\u00a0]*\Z"
)
BETWEEN = " \t\u00a0\u3000"


def numbers_of_labels(text: str, lines: Lines, marks: list[Mark], profile: Profile) -> list[Mark]:
    """`marks` with each such number as a part of the mark behind it. One that goes on with a list stays an item: '3.
    Subordinate units: Pay Office' has lost a duty. A name is none, and neither is a label with a level behind it."""
    out: list[Mark] = []
    for m in marks:
        number = out[-1] if out and m.kind != "item" else None
        if number is None or number.kind != "item" or text[number.end : m.start].strip(BETWEEN):
            out.append(_with_number(text, m, profile) if m.kind in LABELS else m)
        elif m.kind == "heading":
            out[-1] = m._replace(start=number.start, number=number.number)
        elif m.kind in LABELS and (not _goes_on(out) or _tells_level(text, lines, m, profile)):
            out[-1] = m._replace(start=number.start)
        else:
            out.append(m)
    return out


def _with_number(text: str, label: Mark, profile: Profile) -> Mark:
    """`label` with the number in front of it, which no list has taken."""
    number = BEHIND_STOP.search(text, max(0, label.start - NEAR), label.start)
    if number is None or profile.abbreviated(text[max(0, number.start() - NEAR) : number.start() + 1]):
        return label
    word = number["word"]
    known = word is None or word.lower() in profile.file.numbers or word.lower() in profile.file.ordinals
    return label._replace(start=number.start("number")) if known else label


def _goes_on(marks: list[Mark]) -> bool:
    """Is the last of `marks` the next item of the list before it?"""
    if len(marks) < 2 or marks[-2].kind != "item" or marks[-2].number is None or marks[-1].number is None:
        return False
    return marks[-2].style == marks[-1].style and marks[-2].number == marks[-1].number - 1


def _tells_level(text: str, lines: Lines, m: Mark, profile: Profile) -> bool:
    """Does a level stand behind the label `m`, and nothing else in its paragraph?"""
    end = lines.paragraph_end(m.end, len(text))
    return (
        m.kind == "level"
        and end - m.end <= LONGEST_LABEL
        and profile.level.is_whole(text[m.end : end].strip(" .;\r\n"))
    )
