"""Glued numbers: those that stand in mid-line, behind the end of something, behind a word or in a sentence."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from itertools import pairwise
from operator import itemgetter

from pipeline.lines import Lines
from pipeline.profile import Profile
from pipeline.readings import FIRST_SIGNS, HAN, SIGNS, SPACE, Candidate, Reading, read_sign, readings
from pipeline.spans import skip_space

SIGN = re.compile(f"[{SIGNS}]")
# In mid-line, a number starts an item only behind the end of something.
ENDS = ".;:。；："
GLUED = {
    end: re.compile(
        rf"""(?x)
        [{end}][”"’)]?[ \t\u00a0]{{0,4}}
        (?:(?P<digits>\d{{1,2}})[{SPACE}]?(?P<sep>[.．、)）{"" if end in ":：" else ",，"}])、?(?![\d)])
        |(?P<letter>[a-z])(?P<lsep>[.)])(?=\s)
        |(?P<han>{HAN})、
        |[(（](?P<inside>\d{{1,2}}|[ivxIVX]{{1,5}}|[a-z]|[A-Za-z]{{3,9}})[)）])
        (?=\s*[^\W\d_]|\s*["“(])
        """
    )
    for end in ENDS
}
INLINE = re.compile(r"\)(?<=[ \t\u00a0]\d\))(?=\s+[^\W\d_])|\)(?<=[ \t\u00a0]\d\d\))(?=\s+[^\W\d_])")
GAP = f"{SPACE}\t"
# Behind a word, a number may go on the list at hand, whose last item has lost its closing mark. Each pattern looks for
# one character first, which is cheap.
BEHIND_WORD = (
    re.compile(rf"\.(?:(?<=[a-z){GAP}][{GAP}]\d\.)|(?<=[a-z){GAP}][{GAP}]\d\d\.))(?=[{SPACE}]+[^\W\d_]|[A-Z])"),
    re.compile(
        rf"\)(?:(?<=[a-zIVX){GAP}][{GAP}]\(\d\))|(?<=[a-zIVX){GAP}][{GAP}]\(\d\d\)))(?=[{SPACE}]+[^\W\d_]|[A-Z])"
    ),
)
BARE_FIRST = re.compile(rf": 1(?=[{SPACE}]+[^\W\d_a-z])")
BARE_BEHIND_STOP = re.compile(rf"[.;。；][{SPACE}]+(\d{{1,2}})(?=[{SPACE}]+[^\W\d_a-z][a-z])")
SQUARE_BEHIND = re.compile(rf"(?<=[a-z;.,])[{SPACE}]?[\[［【](\d{{1,2}})[\]］】](?=[{SPACE}]*[^\W\d_a-z])")
COMMA_FIRST = re.compile(r"1[,，](?!\d)")  # not in 'Views: 1,204'
COMMA_NEXT = re.compile(rf"(?<!\d)[,，][{SPACE}]{{0,2}}(\d{{1,2}})[{SPACE}]?[,，](?=[{SPACE}]*[^\W\d_])")
SAID_SECOND = re.compile(rf" 2[.:：]?[{SPACE}](?:(?<=[a-z]\. 2.)|(?<=[a-z] 2.)|(?<=[a-z] 2[.:：].))")
SAID = re.compile(
    rf"[.;:。；：][{SPACE}]{{1,4}}(?P<said>[A-Z][a-z]{{1,8}})\.?[{SPACE}]?(?P<nth>\d{{1,2}})[.:：]?(?=[{SPACE}]+[^\W\d_])"
)
NUMBERED = re.compile(r"[(（]?(\d{1,2})[.．、)）]")
LONGEST_WORD = 30
NEAR = 6
LONGEST_ITEM = 500
CLAUSE = re.compile(r"[^\r\n;,；，]{1,120}")


def glued_numbers(text: str, lines: Lines, profile: Profile) -> list[Candidate]:
    """Numbers in mid-line, in source order."""
    found: list[Candidate] = []
    for end, pattern in GLUED.items():
        for match in pattern.finditer(text) if end in text else ():
            start = match.start(next(group for group in ("digits", "inside", "letter", "han") if match[group]))
            start -= bool(match["inside"])
            comma = (match["sep"] or ".") in ",，"
            if comma and _never_ends(text[max(0, start - LONGEST_WORD) : match.start() + 1], profile):
                continue
            ways = readings(match.groupdict(), profile)
            found.append(Candidate(start, match.end(), ways, weak=comma, glued=end not in ":："))
    for match in INLINE.finditer(text):
        digits = 2 if text[match.start() - 2].isdigit() else 1
        start = match.start() - digits
        number = Reading("1)", int(text[start : match.start()]), False)
        found.append(Candidate(start, match.end(), [number], inline=True))
    found += _behind_words(text, lines, profile)
    found += _comma_lists(text, lines)
    bare_first = ": 1 " in text
    if bare_first:  # 'Main duties: 1 The office is …' and '2 Collect …' on the next line
        bare = [Reading("1", 1, False)]
        found += [Candidate(m.end() - 1, m.end(), bare, first=True) for m in BARE_FIRST.finditer(text)]
    if bare_first or "\n1 " in text:  # '1 The office is …; 2 Collect …'
        found += _bare_numbers(text, profile)
    if any(bracket in text and f"{bracket}2" in text for bracket in "[［【"):  # one character is found far sooner
        squares = ((m, [Reading("[1]", int(m[1]), False)]) for m in SQUARE_BEHIND.finditer(text))
        found += [Candidate(m.start(1) - 1, m.end(), ways, weak=True) for m, ways in squares]
    if SAID_SECOND.search(text):
        found += _said_numbers(text, profile)
    if any(first in text for first in FIRST_SIGNS):
        found += [Candidate(m.start(), m.end(), [read_sign(m[0])]) for m in SIGN.finditer(text)]
    found.sort(key=itemgetter(0, 1))
    return [c for before, c in pairwise([Candidate(-1, -1, []), *found]) if c.start >= before.end]


def _bare_numbers(text: str, profile: Profile) -> Iterator[Candidate]:
    """Numbers without a mark, behind the end of a sentence: they may go on the list at hand."""
    for match in BARE_BEHIND_STOP.finditer(text):
        if not _never_ends(text[max(0, match.start() - LONGEST_WORD) : match.start() + 1], profile):
            yield Candidate(match.start(1), match.end(), [Reading("1", int(match[1]), False)], weak=True)


def _said_numbers(text: str, profile: Profile) -> Iterator[Candidate]:
    """'Main duties: No. 1 The office is …; No. 2 Collect …', where something is told behind the number, not a name."""
    for match in SAID.finditer(text):
        ways = readings(match.groupdict(), profile)
        if ways and tells(text, match, profile):
            yield Candidate(match.start("said"), match.end(), ways, glued=text[match.start()] not in ":：")


def _behind_words(text: str, lines: Lines, profile: Profile) -> Iterator[Candidate]:
    """Numbers behind a word, but for 'phase 2.' and those that the next line starts with."""
    for match in (match for pattern in BEHIND_WORD for match in pattern.finditer(text)):
        end = match.end()
        space = max(text.rfind(gap, max(0, end - NEAR), end) for gap in GAP)
        number = NUMBERED.match(text, space + 1)
        before = text[max(0, space - LONGEST_WORD) : space].split()[-1:]
        if number is None or (before and _counts(before[0].lower(), text[space + 1], profile)):
            continue
        following = bisect_right(lines.starts, end)
        behind = NUMBERED.match(text, lines.starts[following]) if following < len(lines.starts) else None
        if behind is None or behind[1] != number[1]:
            style = "(1)" if text[space + 1] == "(" else "1"
            yield Candidate(space + 1, end, [Reading(style, int(number[1]), False)], weak=True)


def _counts(word: str, opening: str, profile: Profile) -> bool:
    """Does a number behind `word` say which one is meant: 'phase 2.', 'Division 2.'? In 'Boat Division (2) Mail
    Division' the bracket that is `opening` opens an item."""
    return word in profile.file.words.before_numbers and not (opening in "(（" and word in profile.heads)


def tells(text: str, number: re.Match[str], profile: Profile) -> bool:
    """Does what stands behind 'No. 1' tell something, and is no more than a name? So it does where it is a sentence
    that opens with a name, and the line of 'No. 2' tells something."""
    end = number.end()
    if profile.is_prose(text, end) or profile.article.match(text, skip_space(text, end, end + 4)) is not None:
        return True
    clause = CLAUSE.match(text, end)
    if number["nth"] != "1" or clause is None or profile.file.words.auxiliary.isdisjoint(clause[0].split()):
        return False
    second = re.compile(rf"[\r\n;.；。]\s*{number['said']}\.?[{SPACE}]?2[.:：,，]?(?=[{SPACE}]+[^\W\d_])")
    behind = second.search(text, end, end + LONGEST_ITEM)
    return behind is not None and profile.is_prose(text, behind.end())


def _never_ends(words: str, profile: Profile) -> bool:
    """Does no sentence end with `words`? 'No. 2, the pier' counts piers."""
    return words.split()[-1].lstrip("(（") in profile.file.sentences.never


def _comma_lists(text: str, lines: Lines) -> Iterator[Candidate]:
    """'Main duties: 1, the office is …, 2, responsible for …', and the same from the start of a line."""
    firsts = []
    for start in [match.start() for match in COMMA_FIRST.finditer(text)]:
        line = lines.is_line_start(start)
        if line or text[max(0, start - 2) : start].rstrip()[-1:] in (":", "："):
            firsts.append(start)
        if firsts[-1:] == [start] and not line:
            yield Candidate(start, start + 2, [Reading("1", 1, True)])
    for match in COMMA_NEXT.finditer(text, firsts[0]) if firsts else ():
        yield Candidate(match.start(1), match.end(), [Reading("1", int(match[1]), False)], weak=True)
