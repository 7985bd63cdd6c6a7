"""A title broken into two lines where the page is not wrapped: 'Internal organizations of' above 'Harbor Customs'."""

from __future__ import annotations

from pipeline.headings import heading
from pipeline.lines import Lines
from pipeline.profile import Profile
from pipeline.spans import COLONS, Span
from pipeline.title_line import HEADS, read_title
from pipeline.titles import LONGEST_TITLE

FIRST = 4  # paragraphs among which such a title is looked for
CLOSED = frozenset(".;,:。；，：")
NO_NAME = frozenset((*COLONS, *"0123456789"))


def with_title(text: str, lines: Lines, profile: Profile) -> Lines:
    """`lines` with the lines of a broken title as one paragraph."""
    soft: set[int] = set()
    start = lines.paragraphs[0] if lines.paragraphs else 0
    for at in range(1, min(len(lines.paragraphs), FIRST + 1)):
        behind = lines.paragraphs[at], lines.paragraph_ends[at]
        if _goes_on(text, (start, lines.paragraph_ends[at - 1]), behind, profile):
            soft.add(at)
        else:
            start = behind[0]
    return lines.joined(soft)


def _goes_on(text: str, line: Span, behind: Span, profile: Profile) -> bool:
    """Is the paragraph `behind` the end of the title that `line` starts?"""
    if behind[1] - line[0] > LONGEST_TITLE or text[behind[1] - 1] in CLOSED or text[line[1] - 1] in CLOSED:
        return False
    small = profile.file.words.small
    words, more = text[slice(*line)].split(), text[slice(*behind)].split()
    if text[slice(*line)].isupper():
        words, more = [word.lower() for word in words], [word.lower() for word in more]
    open_ended, opens_small = words[-1] in small, more[0] in small
    if not (open_ended or opens_small or len(more) == 1) or not NO_NAME.isdisjoint(text[slice(*behind)]):
        return False
    whole = read_title(text, line[0], behind[1], profile)
    if whole is None or whole.body is None or whole.bare:
        return False
    if open_ended:
        return True  # 'Internal organizations of the'
    said = read_title(text, *line, profile)
    if said is None or said.bare:
        return False
    if opens_small:
        return said.body is None  # 'of Harbor Customs'
    # 'Internal organizations of Harbor' and 'Customs', which names no unit
    return (
        said.body is not None
        and "\n" not in text[line[1] : behind[0]].replace("\n", "", 1)
        and heading(text, *behind, profile) is None
        and all(word.letter in HEADS for word in profile.titles.read(text, *behind))
        and profile.titles.read(text, *said.body)[-1].letter not in HEADS
    )
