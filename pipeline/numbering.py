"""Item numbers: candidates in every style that pages use, accepted by their sequence.

'1.' at the start of a line is strong evidence; a bare number, a comma behind it, or a number in mid-line is weak and
counts only where it continues a list or opens one. Styles may nest (1 / (1) / a): a first number in another style
opens a list inside the open item, and a list that is left is not taken up again.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from pipeline.glued_numbers import LONGEST_WORD, glued_numbers, tells
from pipeline.lines import Lines
from pipeline.profile import Profile
from pipeline.readings import BOLD, FIRST_SIGNS, HAN, LIGHT, SIGNS, SPACE, TIGHT, Candidate, Reading, readings
from pipeline.spans import Mark, Span, end_before, skip_space

DOTTED = re.compile(r"(\d{1,3})\.(?!\d)")  # what most pages have; the others are looked for behind it
REPEATED = frozenset("0123456789.．、)）")
AGAIN = re.compile(r"(\d{1,3})\.(?:\s*\1\.(?!\d)|[.．、)）]+(?=\s))")  # '1. 1. Manage', '1.. Manage'
# Behind '(03', '(212': an area code is no item's number, but '(12) 2016-2020 plans' has one.
PHONE = r"[)）][ -]?(?!(?:19|20)\d\d\s?[–-]\s?(?:19|20)\d\d)\d{3,4}[ -]?\d{3,}"
CANDIDATE = re.compile(
    rf"""(?x)
    (?:[(（]\s?(?!\d{{2,3}}\s?{PHONE})(?P<inside>\d{{1,3}}|[ivxIVX]{{1,5}}|[a-z]{{1,2}}|[A-Z]|[A-Za-z]{{3,9}})\s?[)）])\s{{0,2}}[.．,，、:：]?
    | (?P<digits>\d(?:[{SPACE}]?\d){{0,2}})[{SPACE}]{{0,3}}
        (?P<sep>[.．。、)）,，]|[:：](?=[{SPACE}]*[^\W\d_])|[–-](?=[{SPACE}]+[^\W\d_]))(?!\d)
    | (?P<letter>[a-z]{{1,2}}|[ivx]{{1,5}}|[IVX]{{1,5}}|[IVX][ivx]{{1,4}}|[A-Z])[{SPACE}]?(?P<lsep>[.)）])(?=\s)
    | (?P<ordinal>[A-Z][a-z]{{2,8}})(?:[,，、:：][ \t\u00a0]*(?=\S)|\.(?=[ \t\u00a0]+\S))
    | (?P<said>[A-Z][a-z]{{1,8}})\.?[{SPACE}]?(?P<nth>\d{{1,2}})[.:：,，]?(?=[{SPACE}]+[^\W\d_])
    | (?P<bare>\d{{1,2}})(?=[{SPACE}]+[^\W\d_])
    | (?P<alone>\d{{1,2}})(?=[ \t]*(?:\r?\n\s*)+[^\W\d_])
    | (?P<bullet>[{BOLD}{LIGHT}](?=[ \t\u00a0]+\S)|[{BOLD}{TIGHT}·](?=[^\W\d_a-z]))
        (?!\s*\d{{1,4}}\s*[–—-]\s*(?:[\r\n]|\Z))
    | (?P<sign>[{SIGNS}])[.．、,，]?
    | (?P<open>[(（])?(?P<han>{HAN})(?P<close>(?(open)[)）]|[.．、]))
    | [\[［【](?P<square>\d{{1,3}})[\]］】]
    | (?P<outer>(?:\d{{1,2}}\.){{1,3}})(?P<part>\d{{1,2}})\.?(?=[{SPACE}]+[^\W\d_])
    """
)
NUMBERED_BULLET = re.compile(rf"[\r\n]\s*[{BOLD}{LIGHT}]\s*[(（]?2\s?[.．、)）]")
BULLET_REACH = 2000
INLINE_REACH = 500
NEAR = 4
INLINE_SECOND = re.compile(r"\s2\)")
SECOND = re.compile(rf"[\r\n]\s*2(?:[{SPACE}]{{0,2}}[,，:：{SPACE}]|[ \t]*[\r\n])|[;；.。][{SPACE}]{{0,2}}2[,，]")
DOTTED_NEXT = re.compile(r"[\r\n]\s*([12])\.\D")
MOST_SKIPPED = 3
# A translator writes '（三）' as '(3)', '(three)', '(c)' or '(III)', all in one list. In mid-line, letters may as well
# be those of a list inside an item.
BRACKETED = "("
UNMISTAKABLE = ("(1)", "(one", "(一)")
# And '三、' as 'Third,' or 'Three.', whose style is "first", as 'III.' or as '3.'.
SPELT = ("first", "一、")


@dataclass(slots=True)
class Open:
    """A list that is open: its style, the last number seen, and whether bullets stand in front of its numbers."""

    style: str
    last: int
    bulleted: bool = False


def number_items(text: str, lines: Lines, marks: list[Span], profile: Profile) -> list[Mark]:
    """The item numbers of `text`; `marks` are the other marks, each of which closes every open list."""
    numbering = Numbering(text, profile, iter([*marks, (len(text) + 1, len(text) + 1)]))
    glued = glued_numbers(text, lines, profile)
    glued.append(Candidate(len(text) + 1, 0, []))
    at = 0
    plain_item = profile.plain_item.match
    for start in lines.starts:
        while glued[at].start < start:
            numbering.read(glued[at])
            at += 1
        if (plain := plain_item(text, start)) and plain.end() <= glued[at].start:
            end = plain.end(1) + 1
            numbering.open_line(start, end, int(plain[1]), lines, plain.span(2))
        elif dotted := DOTTED.match(text, start):
            end = dotted.end()
            if text[end : end + 2].lstrip()[:1] in REPEATED and (again := AGAIN.match(text, start)):
                end = again.end()
            numbering.open_line(start, end, int(dotted[1]), lines)
        elif match := CANDIDATE.match(text, start):
            end = match.end()
            if match["said"] and not tells(text, match, profile):
                continue  # 'No. 1 Inspection Section' is a name
            if match["bullet"]:
                end = numbering.read_bullet(match, lines)
            else:
                ways, strong = readings(match.groupdict(), profile), lines.is_paragraph_start(start)
                numbering.read(Candidate(start, end, ways, strong, first=match["square"] is not None))
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
    declined: dict[str, int | None] = field(default_factory=dict)  # the last number of each style that was no item's
    behind: int = 0  # where the last mark ends
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

    def read_bullet(self, bullet: re.Match[str], lines: Lines) -> int:
        """Take the bullet that a line starts with, or the number behind it ('• 1. Collect the tax'); gives its end."""
        start, strong = bullet.start(), lines.is_paragraph_start(bullet.start())
        number = CANDIDATE.match(self.text, skip_space(self.text, bullet.end(), bullet.end() + NEAR))
        if number is not None and (number["inside"] or (number["digits"] and number["sep"] not in ",，:：")):
            ways = readings(number.groupdict(), self.profile)
            more = NUMBERED_BULLET.search(self.text, number.end(), number.end() + BULLET_REACH) is not None
            if more and any(way.number == 1 for way in ways):
                self._drop_introduction(start)
            elif not any(one.bulleted and one.style == way.style for one in self.stack for way in ways):
                ways = []
            found = len(self.found)
            self.read(Candidate(start, number.end(), ways, strong))
            if len(self.found) > found:
                self.stack[-1].bulleted = True
                return number.end()
        if self.stack and self.stack[-1].bulleted and self.reset[0] > start and not _behind_colon(self.text, start):
            same, depth = self.stack[-1].style, len(self.stack) - 1  # '• 1. …', '• 2. …' and '• …' are one list
            self.found.append(Mark("item", start, bullet.end(), depth=depth, style=same))
            return bullet.end()
        way = self.indented(readings(bullet.groupdict(), self.profile)[0], start)
        self.read(Candidate(start, bullet.end(), [way], strong))
        return bullet.end()

    def _drop_introduction(self, start: int) -> None:
        """Take back the only bullet before `start` where it is '• The main duties are:' and the rest have numbers."""
        last = self.found[-1] if self.found and self.found[-1].start >= self.behind else None
        only = last is not None and (len(self.found) == 1 or self.found[-2].start < self.behind)
        if last is not None and only and last.number is None and _behind_colon(self.text, start):
            self.found.pop()
            self.stack.clear()

    def open_line(self, start: int, end: int, number: int, lines: Lines, words: Span | None = None) -> None:
        """Take a number with a full stop that a line starts with. Most plainly continue the innermost list."""
        top = self.stack[-1] if self.stack and self.reset[0] > start else None
        if top is not None and top.style == "1" and number == top.last + 1:
            top.last = number
            self.found.append(Mark("item", start, end, None, number, len(self.stack) - 1, "1", words))
            return
        found = len(self.found)
        self.read(Candidate(start, end, [Reading("1", number, True)], lines.is_paragraph_start(start)))
        if words is not None and len(self.found) > found:
            self.found[-1] = self.found[-1]._replace(words=words)

    def read(self, candidate: Candidate) -> None:
        """Take the candidate if its number fits the open lists."""
        while self.reset[1] <= candidate.start:
            self.reached.update((top.style, top.last) for top in self.stack)
            self.stack.clear()
            self.declined.clear()
            self.behind, self.reset = self.reset[1], next(self.marks)
        if self.reset[0] <= candidate.start:
            return  # inside another mark
        if candidate.first:
            candidate = self._first(candidate)
        elif (
            candidate.weak
            and candidate.readings[0].number == 1
            and end_before(self.text, candidate.start) <= self.behind
        ):
            opening = [way._replace(firm=True) for way in candidate.readings]  # 'Main duties 1. The office is …'
            candidate = candidate._replace(strong=True, weak=False, readings=opening)
        item = _accept(candidate, self.stack, self.text) or self._in_another_style(candidate)
        item = item or _out_of_order(candidate, self.stack, self.reached)
        item = item or _skipping(candidate, self.stack, self.text, self.profile)
        if item is not None:
            self.found.append(item)
        elif candidate.readings:
            style, number, _ = candidate.readings[0]
            self.declined[style] = number

    def _first(self, candidate: Candidate) -> Candidate:
        """A number whose marks many things have: it opens a list right behind another mark only."""
        opens = end_before(self.text, candidate.start) <= self.behind
        if opens and candidate.readings[0].style == "1":
            opens = (
                SECOND.search(self.text, candidate.end, min(candidate.end + INLINE_REACH, self.reset[0])) is not None
            )
        return candidate._replace(strong=opens, readings=[way._replace(firm=opens) for way in candidate.readings])

    def _in_another_style(self, candidate: Candidate) -> Mark | None:
        """'(1) …; (two) …' or '(2) …', 'First, …' and '2. …': a number that goes on a list in another style, where
        there is none of its own that it could rather go on."""
        if not self.stack or not (candidate.strong or candidate.glued):
            return None
        for style, number, _ in candidate.readings:
            depth = self._depth_for(style, strong=candidate.strong)
            if depth < 0 or number != self.stack[depth].last + 1:
                continue
            outer = 0 < number - self.reached.get(style, number) <= MOST_SKIPPED  # its list may have lost numbers, too
            inner = self.declined.get(style) == number - 1
            if not outer and not inner and all(style != one.style for one in self.stack):
                del self.stack[depth + 1 :]
                top = self.stack[depth]
                top.last = number
                return Mark("item", candidate.start, candidate.end, None, number, depth, top.style)
        return None

    def _depth_for(self, style: str, *, strong: bool) -> int:
        """How deep the list is that a number of another `style` may go on; -1 where there is none."""
        last = len(self.stack) - 1
        if style.startswith(BRACKETED):
            return last if self.stack[last].style.startswith(BRACKETED) and (strong or style in UNMISTAKABLE) else -1
        if not strong:
            return -1
        styles = (*SPELT, "1") if style in SPELT else SPELT if style in ("1", ".I") else ()
        return next((depth for depth in range(last, -1, -1) if self.stack[depth].style in styles), -1)


def _inline_list(candidate: Candidate, number: int | None, text: str) -> bool:
    """'… of 1) the purchase, and 2) the …': a first number in a sentence whose second one follows."""
    end = candidate.end
    return candidate.inline and number == 1 and INLINE_SECOND.search(text, end, end + INLINE_REACH) is not None


def _second_follows(text: str, start: int, end: int, style: str) -> bool:
    """Does another line open with the number behind the 1 that stands in `text[start:end]`?"""
    stop = end + INLINE_REACH
    if style.startswith("."):  # '1.1'
        outer = text[start:end].rstrip(".").rpartition(".")[0]
        return re.compile(rf"[\r\n]\s*{re.escape(outer)}\.2\b").search(text, end, stop) is not None
    if SECOND.search(text, end, stop):
        return True
    dotted = DOTTED_NEXT.search(text, end, stop) if text[end - 1] in ",，" else None  # '1, Boats' and '2. Piers'
    return dotted is not None and dotted[1] == "2"


def _accept(candidate: Candidate, stack: list[Open], text: str) -> Mark | None:
    """The item at `candidate` where its number fits the open lists, else None; `stack` is brought up to date."""
    start, end, readings, strong, _, weak, *_ = candidate
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
            or (strong and not firm and number == 1 and _second_follows(text, start, end, style))
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
    if not candidate.glued or not stack:
        return None
    if profile.abbreviated(text[max(0, candidate.start - LONGEST_WORD) : candidate.start].rstrip()):
        return None
    top = stack[-1]
    capital = text[candidate.end : candidate.end + 4].lstrip()[:1].isupper()
    for style, number, firm in candidate.readings:
        if (
            firm
            and capital
            and number is not None
            and style == top.style
            and (0 <= number - top.last <= MOST_SKIPPED or number == 1)
        ):
            top.last = number
            return Mark("item", candidate.start, candidate.end, None, number, len(stack) - 1, style)
    return None


def _behind_colon(text: str, start: int) -> bool:
    before = text[max(0, start - 12) : start].rstrip()
    return not before or before[-1] in ":：" or before.endswith(("\n", "\r"))
