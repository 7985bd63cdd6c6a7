"""Rules of one body: what articles tell of it, and the label of its duties behind them, are of one unit.

'Port Bureau', 'Article 2 The Port Bureau is a department of …', 'Article 3 Its main responsibilities are:'.

On a page that is no rules, articles may be what counts the duties of each unit: 'Main duties:', 'Article 1 Draft …'.
"""

from __future__ import annotations

from pipeline.block import Block
from pipeline.definitions import defined
from pipeline.glued_numbers import tells
from pipeline.headings import kinship
from pipeline.lines import Lines
from pipeline.numbering import CANDIDATE
from pipeline.profile import Profile
from pipeline.spans import Mark, Span, skip_space

HEADED = frozenset(("heading", "other", "duties"))  # what a unit has whose duties are still to come
ARTICLE = {"article"}
LONGEST_SUBJECT = 400


def without_counted(text: str, lines: Lines, marks: list[Mark], profile: Profile) -> list[Mark]:
    """`marks` without the articles that count the duties behind a label, from 1 on, on a page that has told a level
    before it, and without the names that they open with. What is left there is read as any item's number."""
    out: list[Mark] = []
    levelled = False
    counted, end = 0, -1  # the last number of the list at hand, and where its line ends
    for m in marks:
        if m.start < end and m.kind == "heading":
            continue
        number = CANDIDATE.match(text, m.start) if m.kind == "article" and levelled else None
        behind = bool(out) and out[-1].kind == "duties" and not text[out[-1].end : m.start].strip()
        goes_on = number is not None and int(number["nth"] or 0) == counted + 1 and (behind or counted)
        if number is not None and goes_on and tells(text, number, profile):
            counted, end = counted + 1, lines.paragraph_end(m.start, len(text))
            continue
        counted, end, levelled = 0, -1, levelled or m.kind == "level"
        out.append(m)
    return out


def told_in_articles(text: str, blocks: list[Block], profile: Profile) -> list[Block]:
    """`blocks` with each label of duties joined to the articles before it, back to the heading or the definition that
    says whose they are. Where another unit may be meant, nothing is joined."""
    out: list[Block] = []
    for block in blocks:
        if out and out[-1].kinds == ARTICLE and block.marks[0].kind == "duties":
            first = len(out) - 1
            while first > 0 and out[first - 1].kinds == ARTICLE:
                first -= 1
            base = out[first - 1] if first and out[first - 1].named and out[first - 1].kinds <= HEADED else None
            first, name = _told_from(text, out, first, base, profile)
            for part in [*out[first + 1 :], block] if first < len(out) else ():
                out[first].marks += part.marks
                out[first].kinds |= part.kinds
                out[first].end = part.end
            if first < len(out):
                out[first].name = name
                del out[first + 1 :]
                continue
        out.append(block)
    return out


def _told_from(
    text: str, blocks: list[Block], first: int, base: Block | None, profile: Profile
) -> tuple[int, Span | None]:
    """The index of the block with which the unit starts that the last of `blocks` speak of, and its name where no
    heading has it; the count of blocks where nobody says which it is. The articles start at `first`, below `base`."""
    heading = next((m.name for m in reversed(base.marks) if m.name), None) if base else None
    own = text[slice(*heading)] if heading else ""
    for at in range(len(blocks) - 1, first - 1, -1):
        end = blocks[at].end
        start = skip_space(text, blocks[at].marks[-1].end, end)
        if start == end:
            continue  # 'Article 3' and nothing but the label behind it
        if article := profile.article.match(text, start, end):
            start = article.end()
        said = text[start : min(end, start + LONGEST_SUBJECT)]
        if own and said.startswith(own):
            return first - 1, None
        name = defined(text, (start, start + len(said)), profile)
        if name is not None:
            same = own and kinship(own, text[slice(*name)], profile) == "same"
            return (first - 1, None) if same else (at, name)
        kind = said.partition(" ")[0].lower()
        if article is None or kind not in profile.heads:
            break  # 'Article 4 The Union speaks for the staff.'
        if own.lower().endswith(kind):
            return first - 1, None  # 'The Bureau carries out …'
    return len(blocks), None
