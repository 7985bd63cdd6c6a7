"""Split: group the marks into blocks, one unit each.

A heading or a lead sentence opens a block. Where a page has only labels, a label that the block already has, or one
that comes before it in the page's own order, opens the next block.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from itertools import pairwise, zip_longest

from pipeline.articles import told_in_articles
from pipeline.block import LABELS, NAMING, Block
from pipeline.headings import kinship
from pipeline.lines import Lines
from pipeline.own_duties import own_duties
from pipeline.profile import Profile
from pipeline.restarts import restarted
from pipeline.spans import Kind, Mark
from pipeline.titles import page_title
from pipeline.told_units import told_units

TURNED: tuple[Kind, ...] = ("subunits", "level", "duties")
FEW, MUCH = 2, 2
USUAL: tuple[tuple[Kind, Kind], ...] = (("level", "subunits"), ("subunits", "duties"))
OTHER_WAY: tuple[tuple[Kind, Kind], ...] = (("subunits", "level"), ("duties", "subunits"))
DUTIES_FIRST = {"duties": 0, "level": 1, "subunits": 2}
IN_LIST = (",", ";", "，", "；", "、")
LONGEST_LEVEL = 60
NO_WORDS = " \t\r\n\u00a0\u3000.:：。-–—"


@dataclass(slots=True)
class Page:
    """A page cut into blocks; what stands before the first one is the title and the preamble."""

    title: tuple[int, int] | None
    organization: tuple[int, int] | None
    blocks: list[Block]


def split(text: str, lines: Lines, marks: list[Mark], profile: Profile) -> Page:
    """Group `marks` into blocks. Together with the text before them the blocks cover the whole of `text`."""
    title, organization, marks = page_title(text, lines, marks, profile)
    blocks = _grouped(text, lines, marks, profile)
    if not any(block.unit for block in blocks):
        told = told_units(text, lines, marks, profile)
        told = own_duties(text, lines, marks, profile) if told is marks else told
        blocks = _grouped(text, lines, told, profile)
    return Page(title, organization, blocks)


def _grouped(text: str, lines: Lines, marks: list[Mark], profile: Profile) -> list[Block]:
    """`marks` as blocks, each with what opens it."""
    marks = restarted(text, marks, profile)
    order = _order(text, marks)
    more = _more_duties(text, marks) | _lists_behind(marks, order)
    blocks: list[Block] = []
    for m, behind in zip_longest(marks, marks[1:]):
        of_list = behind is None or behind.kind != "subunits"  # else the level's own unit lists its members
        if blocks and of_list and _level_in_list(text, lines, m, blocks[-1], profile):
            continue
        if not blocks or (m.kind != "item" and m.start not in more and _opens(text, m, blocks[-1], order, profile)):
            if blocks:
                blocks[-1].end = m.start
            blocks.append(Block(m.start, len(text)))
        blocks[-1].marks.append(m)
        blocks[-1].kinds.add(m.kind)
    blocks = told_in_articles(text, blocks, profile)
    for block in blocks:
        empty = len(block.marks) == 1 and not text[block.marks[0].end : block.end].strip()
        block.unit = block.named or (block.labelled and not (empty and "subunits" in block.kinds))
    return blocks


def _more_duties(text: str, marks: list[Mark]) -> set[int]:
    """Where labels of duties start that open a second list of the same unit: 'Main tasks: … Functions: …' under one
    heading, more than once on a page."""
    pairs: dict[tuple[str, str], list[int]] = {}
    last: Mark | None = None  # the label of duties of the unit at hand
    headed = False
    for m in marks:
        if m.kind in NAMING:
            last, headed = None, True
        elif m.kind == "duties":
            if last is not None and headed:
                pairs.setdefault((text[last.start : last.end], text[m.start : m.end]), []).append(m.start)
            last = m
    return {start for (one, two), starts in pairs.items() if one != two and len(starts) > 1 for start in starts}


def _lists_behind(marks: list[Mark], order: dict[str, int]) -> set[int]:
    """Where labels of sub-departments start that stand behind the duties of their unit, though the page tells them
    before: that unit has no other, and the next one has its own."""
    if [order[kind] for kind in LABELS] != [0, 1, 2]:
        return set()
    told = [m for m in marks if m.kind in LABELS or m.kind in NAMING]
    kinds = [m.kind for m in told]
    return {
        told[at].start
        for at in range(2, len(told))
        if kinds[at - 2 : at + 1] == ["level", "duties", "subunits"]
        and (kinds[at + 1 : at + 3] == ["level", "subunits"] or at + 1 == len(told))
    }


def _opens(text: str, m: Mark, block: Block, order: dict[str, int], profile: Profile) -> bool:
    """Does `m` belong to the unit behind `block`?"""
    if m.kind == "heading":
        return True
    if m.kind == "article":
        return True
    if m.kind == "lead":
        return not block.kinds <= {"article", "heading", "other"} or _of_another(text, m, block, profile)
    if m.kind not in LABELS:
        return False
    if m.kind == "subunits" and (block.marks[-1].kind == "subunits" or block.marks[-1].hint == "line"):
        return False  # 'Internal organization: …. Affiliated institutions: …' are two lists of one unit
    if not block.named and not block.labelled:
        return True  # what stands before the first label, a menu or a preamble, is no part of the unit
    if block.named:
        return m.kind in block.kinds and not (m.kind == "duties" and "item" not in block.kinds)
    return any(order[kind] >= order[m.kind] for kind in block.kinds if kind in order)


def _of_another(text: str, lead: Mark, block: Block, profile: Profile) -> bool:
    """Does a lead speak of another unit than the heading of `block`, which has its own words between the two?"""
    named = next((m for m in reversed(block.marks) if m.name is not None), None)
    if named is None or named.name is None or lead.name is None or not text[named.end : lead.start].strip(NO_WORDS):
        return False
    return kinship(text[slice(*named.name)], text[slice(*lead.name)], profile) == "another"


def _level_in_list(text: str, lines: Lines, m: Mark, block: Block, profile: Profile) -> bool:
    """Is a level's label the last clause of a list of members ('… and B, administrative level: section level.') whose
    unit has a level, but no duties yet? It is the members' level, and opens no unit."""
    last = block.marks[-1]
    if m.kind != "level" or last.kind != "subunits" or "level" not in block.kinds or "duties" in block.kinds:
        return False
    value = text[m.end : lines.paragraph_end(m.end, len(text))].strip()
    return (
        text[last.end : m.start].rstrip()[-1:] in IN_LIST
        and lines.paragraph_start(m.start) <= last.start
        and len(value) <= LONGEST_LEVEL
        and profile.level(value)[0] is not None
    )


def _order(text: str, marks: list[Mark]) -> dict[str, int]:
    """The page's own order of labels: level first, then sub-departments, unless the page plainly tells them the other
    way round; or last, where the page opens with another label and ends with the level."""
    kinds = [m.kind for m in marks if m.kind in LABELS]
    order: dict[str, int] = dict(zip(LABELS, range(3), strict=True))
    pairs = Counter(pairwise(kinds))
    if sum(pairs[pair] for pair in OTHER_WAY) > max(FEW, MUCH * sum(pairs[pair] for pair in USUAL)):
        first = TURNED.index(kinds[0])
        return {kind: at for at, kind in enumerate((*TURNED[first:], *TURNED[:first]))}
    if kinds and kinds[0] != "level" and kinds[-1] == "level":
        order["level"] = 3
    return DUTIES_FIRST if _duties_first(text, marks, kinds) else order


def _duties_first(text: str, marks: list[Mark], kinds: list[Kind]) -> bool:
    """Does a page open, below its title, with duties and end with a list, with as many of each label, two at least,
    and no names between them? Then the level and the list are of the unit whose duties stand before them."""
    if not kinds or kinds[0] != "duties" or kinds[-1] != "subunits" or not text[: marks[0].start].strip():
        return False
    counts = Counter(kinds)
    return all(counts[kind] == counts["duties"] >= FEW for kind in LABELS) and all(m.kind not in NAMING for m in marks)
