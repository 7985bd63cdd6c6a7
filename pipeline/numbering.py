"""Item numbers: candidates in every style that pages use, accepted by their sequence.

'1.' at the start of a line is strong evidence; a bare number, a comma behind it, or a number in mid-line is weak and
counts only where it continues a list or opens one. Styles may nest (1 / (1) / a): a first number in another style
opens a list inside the open item, and a list that is left is not taken up again.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import pairwise
from operator import itemgetter
from typing import NamedTuple

from pipeline.lines import Lines
from pipeline.profile import Profile
from pipeline.spans import Mark, Span, places

SPACE = " \u00a0"
BOLD = "●○■◆□◇◎▶►"  # a list with one of these may hold lists with the others
LIGHT = "•◦▪·‣⁃➢➤✓✔\uf0b7\uf0a7\uf0d8*–—-"
SIGNS = "①-⑳⑴-⒇⒈-⒛㈠-㈩"  # a number and its marks in one character
DOTTED = re.compile(r"(\d{1,3})\.(?!\d)")  # what most pages have; the others are looked for behind it
REPEATED = frozenset("0123456789.．、)）")
AGAIN = re.compile(r"(\d{1,3})\.(?:\s*\1\.(?!\d)|[.．、)）]+(?=\s))")  # '1. 1. Manage', '1.. Manage'
CANDIDATE = re.compile(
    rf"""(?x)
    (?:[(（]\s?(?P<inside>\d{{1,3}}|[ivxIVX]{{1,5}}|[a-z]{{1,2}}|[A-Z]|[A-Za-z]{{3,9}})\s?[)）])\s{{0,2}}[.．,，、:：]?
    | (?P<digits>\d(?:[{SPACE}]?\d){{0,2}})[{SPACE}]{{0,3}}(?P<sep>[.．。、)）]|[,，])(?!\d)
    | (?P<letter>[a-z]{{1,2}}|[ivx]{{1,5}}|[IVX]{{1,5}}|[A-Z])[{SPACE}]?(?P<lsep>[.)）])(?=\s)
    | (?P<ordinal>[A-Z][a-z]{{4,8}})[,，][ \t\u00a0]*(?=\S)
    | (?P<bare>\d{{1,2}})(?=[{SPACE}]+[^\W\d_])
    | (?P<alone>\d{{1,2}})(?=[ \t]*(?:\r?\n\s*)+[^\W\d_])
    | (?P<bullet>[{BOLD}{LIGHT}])(?=[ \t\u00a0]+\S)
    | (?P<sign>[{SIGNS}])[.．、,，]?
    | (?P<open>[(（])?(?P<han>[一二三四五六七八九十]{{1,3}})(?P<close>(?(open)[)）]|[.．、]))
    """
)
SIGN = re.compile(f"[{SIGNS}]")
FIRST_SIGNS = "①⑴⒈㈠"
# In mid-line, a number starts an item only behind the end of something.
ENDS = ".;:。；："
GLUED = {
    end: re.compile(
        rf"""(?x)
        [{end}][”"’)]?[ \t\u00a0]{{0,4}}
        (?:(?P<digits>\d{{1,2}})[{SPACE}]?(?P<sep>[.．、)）])(?![\d)])
        |(?P<letter>[a-z])(?P<lsep>[.)])(?=\s)
        |(?P<han>[一二三四五六七八九十]{{1,3}})、
        |[(（](?P<inside>\d{{1,2}}|[ivxIVX]{{1,5}}|[a-z]|[a-z]{{3,6}})[)）])
        (?=\s*[^\W\d_]|\s*["“(])
        """
    )
    for end in ENDS
}
INLINE = re.compile(r"\)(?<=[ \t\u00a0]\d\))(?=\s+[^\W\d_])|\)(?<=[ \t\u00a0]\d\d\))(?=\s+[^\W\d_])")
# Behind a word, a number may go on the list at hand, whose last item has lost its closing mark. Each pattern looks for
# one character first, which is cheap.
BEHIND_WORD = (
    re.compile(rf"\.(?:(?<=[a-z)][{SPACE}]\d\.)|(?<=[a-z)][{SPACE}]\d\d\.))(?=[{SPACE}]+[^\W\d_]|[A-Z])"),
    re.compile(rf"\)(?:(?<=[a-z)][{SPACE}]\(\d\))|(?<=[a-z)][{SPACE}]\(\d\d\)))(?=[{SPACE}]+[^\W\d_]|[A-Z])"),
)
COMMA_NEXT = re.compile(rf"(?<!\d)[,;，；.。][{SPACE}]{{0,2}}(\d{{1,2}})[{SPACE}]?[,，](?=[{SPACE}]*[^\W\d_])")
NUMBERED = re.compile(r"[(（]?(\d{1,2})[.．、)）]")
LONGEST_WORD = 30
INLINE_REACH = 500
INLINE_SECOND = re.compile(r"\s2\)")
SECOND = re.compile(rf"[\r\n]\s*2(?:[{SPACE}]{{0,2}}[,，{SPACE}]|[ \t]*[\r\n])|[;；.。][{SPACE}]{{0,2}}2[,，]")
ROMAN = {"i": 1, "v": 5, "x": 10}


class Reading(NamedTuple):
    """One way to read a candidate: the style of its number, the number, and whether its marks make it an item."""

    style: str
    number: int | None
    firm: bool


class Candidate(NamedTuple):
    """What may be an item's number. `strong`: a paragraph starts with it; `inline`: it stands in a sentence; `weak`:
    it stands behind a word, and may only go on the list at hand; `glued`: it stands behind the end of a sentence."""

    start: int
    end: int
    readings: list[Reading]
    strong: bool = False
    inline: bool = False
    weak: bool = False
    glued: bool = False


@dataclass(slots=True)
class Open:
    """A list that is open: its style and the last number seen."""

    style: str
    last: int


def number_items(text: str, lines: Lines, marks: list[Span], profile: Profile) -> list[Mark]:
    """The item numbers of `text`; `marks` are the other marks, each of which closes every open list."""
    numbering = Numbering(text, profile, iter([*marks, (len(text) + 1, len(text) + 1)]))
    glued = _glued(text, lines, profile)
    glued.append(Candidate(len(text) + 1, 0, []))
    at = 0
    for start in lines.starts:
        while glued[at].start < start:
            numbering.read(glued[at])
            at += 1
        if dotted := DOTTED.match(text, start):
            end = dotted.end()
            number = int(dotted[1])
            if text[end : end + 2].lstrip()[:1] in REPEATED and (again := AGAIN.match(text, start)):
                end = again.end()
            if not numbering.goes_on(start, end, number):
                numbering.read(Candidate(start, end, [Reading("1", number, True)], lines.is_paragraph_start(start)))
        elif match := CANDIDATE.match(text, start):
            end = match.end()
            readings = _readings(match.groupdict(), profile)
            if match["bullet"]:
                readings = [numbering.indented(readings[0], start)]
            numbering.read(Candidate(start, end, readings, lines.is_paragraph_start(start)))
        else:
            continue
        while glued[at].start < end:
            at += 1
    for candidate in glued[at:-1]:
        numbering.read(candidate)
    return numbering.found


@dataclass(slots=True)
class Numbering:
    """The lists that are open at one place of a page, and the items found before it. `marks` are what closes lists."""

    text: str
    profile: Profile
    marks: Iterator[Span]
    found: list[Mark] = field(default_factory=list)
    stack: list[Open] = field(default_factory=list)
    reached: dict[str, int] = field(default_factory=dict)  # the last number of each style in the lists that were closed
    reset: Span = (0, 0)
    indents: list[int] = field(default_factory=list)  # of the bullets whose lists are open, the outermost first

    def indented(self, bullet: Reading, start: int) -> Reading:
        """`bullet` in a style of its own where it is indented more than the one before it, which ends in a colon."""
        indent = start - max(self.text.rfind("\n", 0, start), self.text.rfind("\r", 0, start))
        if not self.stack or self.reset[0] <= start:
            self.indents.clear()
        while self.indents and indent < self.indents[-1]:
            self.indents.pop()
        if not self.indents or (indent > self.indents[-1] and _behind_colon(self.text, start)):
            self.indents.append(indent)
        return bullet._replace(style=bullet.style + "+" * (len(self.indents) - 1))

    def goes_on(self, start: int, end: int, number: int) -> bool:
        """Take the number if it plainly continues the innermost list: what most numbers of a page do."""
        if not self.stack or self.reset[0] <= start:
            return False
        top = self.stack[-1]
        if top.style != "1" or number != top.last + 1:
            return False
        top.last = number
        self.found.append(Mark("item", start, end, None, number, len(self.stack) - 1, "1"))
        return True

    def read(self, candidate: Candidate) -> None:
        """Take the candidate if its number fits the open lists."""
        while self.reset[1] <= candidate.start:
            self.reached.update((top.style, top.last) for top in self.stack)
            self.stack.clear()
            self.reset = next(self.marks)
        if self.reset[0] <= candidate.start:
            return  # inside another mark
        item = _accept(candidate, self.stack, self.text) or _out_of_order(candidate, self.stack, self.reached)
        item = item or _skipping(candidate, self.stack, self.text, self.profile)
        if item is not None:
            self.found.append(item)


def _glued(text: str, lines: Lines, profile: Profile) -> list[Candidate]:
    """Numbers in mid-line, in source order."""
    found: list[Candidate] = []
    for end, pattern in GLUED.items():
        for match in pattern.finditer(text) if end in text else ():
            start = match.start(next(group for group in ("digits", "inside", "letter", "han") if match[group]))
            start -= bool(match["inside"])
            readings = _readings(match.groupdict(), profile)
            found.append(Candidate(start, match.end(), readings, glued=end not in ":："))
    for match in INLINE.finditer(text):
        digits = 2 if text[match.start() - 2].isdigit() else 1
        start = match.start() - digits
        number = Reading("1)", int(text[start : match.start()]), False)
        found.append(Candidate(start, match.end(), [number], inline=True))
    found += _behind_words(text, lines, profile)
    found += _comma_lists(text, lines)
    if any(first in text for first in FIRST_SIGNS):
        found += [Candidate(m.start(), m.end(), [_sign(m[0])]) for m in SIGN.finditer(text)]
    found.sort(key=itemgetter(0, 1))
    return [c for before, c in pairwise([Candidate(-1, -1, []), *found]) if c.start >= before.end]


def _behind_words(text: str, lines: Lines, profile: Profile) -> Iterator[Candidate]:
    """Numbers behind a word, but for 'phase 2.' and those that the next line starts with."""
    for match in (match for pattern in BEHIND_WORD for match in pattern.finditer(text)):
        end = match.end()
        space = max(text.rfind(" ", 0, end), text.rfind("\u00a0", 0, end))
        number = NUMBERED.match(text, space + 1)
        before = text[max(0, space - LONGEST_WORD) : space].split()[-1:]
        if number is None or (before and before[0].lower() in profile.file.words.before_numbers):
            continue
        following = bisect_right(lines.starts, end)
        behind = NUMBERED.match(text, lines.starts[following]) if following < len(lines.starts) else None
        if behind is None or behind[1] != number[1]:
            style = "(1)" if text[space + 1] == "(" else "1"
            yield Candidate(space + 1, end, [Reading(style, int(number[1]), False)], weak=True)


def _comma_lists(text: str, lines: Lines) -> Iterator[Candidate]:
    """'Main duties: 1, the office is …, 2, responsible for …', and the same from the start of a line."""
    firsts = []
    for start in places(text, "1,", "1，"):
        line = lines.is_line_start(start)
        if line or text[max(0, start - 2) : start].rstrip()[-1:] in (":", "："):
            firsts.append(start)
        if firsts[-1:] == [start] and not line:
            yield Candidate(start, start + 2, [Reading("1", 1, True)])
    for match in COMMA_NEXT.finditer(text, firsts[0]) if firsts else ():
        yield Candidate(match.start(1), match.end(), [Reading("1", int(match[1]), False)], weak=True)


def _inline_list(candidate: Candidate, number: int | None, text: str) -> bool:
    """'… of 1) the purchase, and 2) the …': a first number in a sentence whose second one follows."""
    end = candidate.end
    return candidate.inline and number == 1 and INLINE_SECOND.search(text, end, end + INLINE_REACH) is not None


def _accept(candidate: Candidate, stack: list[Open], text: str) -> Mark | None:
    """The item at `candidate` where its number fits the open lists, else None; `stack` is brought up to date."""
    start, end, readings, strong, _, weak, _ = candidate
    if weak and (not stack or readings[0][:2] != (stack[-1].style, stack[-1].last + 1)):
        return None
    for style, number, _ in readings:  # a number that continues an open list, innermost first
        for depth in range(len(stack) - 1, -1, -1):
            if stack[depth].style == style and (number is None or number == stack[depth].last + 1):
                del stack[depth + 1 :]
                stack[depth].last = number or 0
                return Mark("item", start, end, None, number, depth, style)
    for style, number, firm in readings:
        opens = number in (1, None) and (strong or (firm and _behind_colon(text, start)))
        if (
            (opens and (firm or _behind_colon(text, start)))
            or _inline_list(candidate, number, text)
            or (strong and not firm and number == 1 and SECOND.search(text, end, end + INLINE_REACH))
        ):
            if stack and stack[-1].style == style:
                stack[-1].last = number or 0
            elif style not in [s.style for s in stack]:
                stack.append(Open(style, number or 0))
            else:
                continue
            return Mark("item", start, end, None, number, len(stack) - 1, style)
    return None


def _out_of_order(candidate: Candidate, stack: list[Open], reached: dict[str, int]) -> Mark | None:
    """A number that plainly marks an item, though it is not the next one of any open list."""
    for style, number, firm in candidate.readings:
        if not (candidate.strong and firm) or number is None:
            continue
        depth = next((d for d in range(len(stack) - 1, -1, -1) if stack[d].style == style), -1)
        if depth < 0 and style not in ("1", "(1)", "1)", *FIRST_SIGNS) and reached.get(style) != number - 1:
            continue
        if depth < 0:
            stack.clear()  # an outer list goes on behind a label that had closed it
            stack.append(Open(style, number))
        else:
            del stack[depth + 1 :]
            stack[depth].last = number
        return Mark("item", candidate.start, candidate.end, None, number, len(stack) - 1, style)
    return None


def _skipping(candidate: Candidate, stack: list[Open], text: str, profile: Profile) -> Mark | None:
    """'1. …; 3. Manage ships': a number behind the end of an item that leaves out one or two, repeats one or starts
    again, in the style of the list at hand."""
    before = text[max(0, candidate.start - LONGEST_WORD) : candidate.start].rstrip()
    if not candidate.glued or not stack or profile.abbreviated(before):
        return None
    top = stack[-1]
    capital = text[candidate.end : candidate.end + 4].lstrip()[:1].isupper()
    for style, number, firm in candidate.readings:
        if (
            firm
            and capital
            and number is not None
            and style == top.style
            and (0 <= number - top.last <= 3 or number == 1)
        ):
            top.last = number
            return Mark("item", candidate.start, candidate.end, None, number, len(stack) - 1, style)
    return None


def _readings(groups: dict[str, str | None], profile: Profile) -> list[Reading]:
    """Every way to read the groups of a candidate's match."""
    if bullet := groups.get("bullet"):
        return [Reading("bold bullet" if bullet in BOLD else "bullet", None, True)]
    if sign := groups.get("sign"):
        return [_sign(sign)]
    if han := groups.get("han"):
        return [Reading("(一)" if groups.get("open") else "一、", _han(han), True)]
    if ordinal := groups.get("ordinal"):
        number = profile.file.ordinals.get(ordinal.lower())
        return [Reading("first", number, True)] if number else []
    if bare := groups.get("bare") or groups.get("alone"):
        return [Reading("1", int(bare), False)]
    if digits := groups["digits"]:
        separator = groups["sep"] or ""
        number = int("".join(digits.split()))
        firm = separator not in ",，" and not any(space in digits for space in SPACE)
        return [Reading("1)" if separator in ")）" else "1", number, firm)]
    word = groups["inside"] or groups.get("letter") or ""
    wrap = "(" if groups["inside"] else (groups.get("lsep") or "")
    if word.isdecimal():
        return [Reading("(1)", int(word), True)]
    low = word.lower()
    out: list[Reading] = []
    if low in profile.file.numbers:
        out.append(Reading(f"{wrap}one", profile.file.numbers[low], True))
    if len(set(low)) == 1 and len(low) <= 2 and low.isalpha():
        number = ord(low[0]) - 96 + 26 * (len(low) - 1)
        out.append(Reading(f"{wrap}{'a' if word.islower() else 'A'}", number, True))
    if set(low) <= set("ivx"):
        out.append(Reading(f"{wrap}{'i' if word.islower() else 'I'}", _roman(low), True))
    return sorted(out, key=lambda r: r.number != 1)


def _sign(sign: str) -> Reading:
    """'③' -> 3; the style is the first sign of the same kind."""
    return Reading(max(first for first in FIRST_SIGNS if first <= sign), int(unicodedata.numeric(sign)), True)


def _han(word: str) -> int:
    """'二十一' -> 21."""
    tens, ten, ones = word.rpartition("十")
    values = "一二三四五六七八九"
    return (10 * (values.find(tens) + 1 if tens else 1) if ten else 0) + (values.find(ones) + 1 if ones else 0)


def _roman(word: str) -> int:
    values = [ROMAN[c] for c in word]
    return sum(-v if v < n else v for v, n in zip(values, [*values[1:], 0], strict=True))


def _behind_colon(text: str, start: int) -> bool:
    before = text[max(0, start - 12) : start].rstrip()
    return not before or before[-1] in ":：" or before.endswith(("\n", "\r"))
