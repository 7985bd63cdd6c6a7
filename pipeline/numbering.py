"""Item numbers: candidates in every style that pages use, accepted by their sequence.

'1.' at the start of a line is strong evidence; a bare number, a comma behind it, or a number in mid-line is weak and
counts only where it continues a list or opens one. Styles may nest (1 / (1) / a): a first number in another style
opens a list inside the open item, and a list that is left is not taken up again.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import regex

from pipeline.lines import Lines
from pipeline.profile import Profile

CANDIDATE = regex.compile(
    r"""(?x)
    (?:[(（]\s?(?P<inside>\d{1,3}|[ivxIVX]{1,5}|[a-z]{1,2}|[A-Z]|[A-Za-z]{3,9})\s?[)）])\s{0,2}[.．,，、:：]?
    | (?P<digits>\d(?:[ \u00a0]?\d){0,2})[ \u00a0]{0,3}(?P<sep>[.．、)）]|[,，])(?!\d)
    | (?P<letter>[a-z]{1,2}|[ivx]{1,5}|[IVX]{1,5}|[A-Z])[ \u00a0]?(?P<lsep>[.)）])(?=\s)
    | (?P<bare>\d{1,2})(?=[ \u00a0]+\p{L})
    | (?P<bullet>[•●○■◆▪·‣⁃*–—-])(?=[ \t\u00a0]+\S)
    """
)
# In mid-line, a number starts an item only behind the end of something.
GLUED = regex.compile(
    r"""(?x)
    [.;:。；：][”"’)]?[ \t\u00a0]{0,4}
    (?:(?P<digits>\d{1,2})[ \u00a0]?(?P<sep>[.．、)）])(?![\d)])
    |[(（](?P<inside>\d{1,2}|[ivxIVX]{1,5}|[a-z]|[a-z]{3,6})[)）])
    (?=\s*[\p{L}"“(])
    |[ \t\u00a0](?P<inline>\d{1,2})\)(?=\s+\p{L})
    """
)
INLINE_REACH = 500
SECOND = regex.compile(r"[\r\n]\s*2[ \u00a0]{0,2}[,， \u00a0]")
ROMAN = {"i": 1, "v": 5, "x": 10}


@dataclass(frozen=True, slots=True)
class Item:
    """An item's number mark: where it stands, its number (None for a bullet), its style and its nesting depth."""

    start: int
    end: int
    number: int | None
    depth: int
    style: str


@dataclass(slots=True)
class Open:
    """A list that is open: its style and the last number seen."""

    style: str
    last: int


def number_items(text: str, lines: Lines, marks: list[tuple[int, int]], profile: Profile) -> list[Item]:
    """The item numbers of `text`; `marks` are the other marks, each of which closes every open list."""
    stack: list[Open] = []
    found: list[Item] = []
    resets = iter([*marks, (len(text) + 1, len(text) + 1)])
    reset = next(resets)
    for match, strong in _candidates(text, lines):
        while reset[1] <= _place(match):
            stack.clear()
            reset = next(resets)
        if reset[0] <= _place(match):
            continue  # inside another mark
        item = _accept(match, strong, stack, text, profile)
        if item is not None:
            found.append(item)
    return found


def _candidates(text: str, lines: Lines) -> Iterator[tuple[regex.Match[str], bool]]:
    """Numbers in source order; True where a paragraph starts with it."""
    glued = list(GLUED.finditer(text))
    at = 0
    for start in lines.starts:
        while at < len(glued) and _place(glued[at]) < start:
            yield glued[at], False
            at += 1
        if match := CANDIDATE.match(text, start):
            yield match, lines.is_paragraph_start(start)
            while at < len(glued) and _place(glued[at]) < match.end():
                at += 1
    for match in glued[at:]:
        yield match, False


def _inline_list(match: regex.Match[str], value: int | None, text: str) -> bool:
    """'… of 1) the purchase, and 2) the …': a first number in a sentence whose second one follows."""
    inline = match.re is GLUED and match["inline"] is not None and value == 1
    return inline and " 2)" in text[match.end() : match.end() + INLINE_REACH]


def _place(match: regex.Match[str]) -> int:
    """Where the mark itself starts: a glued one was found by the punctuation before it."""
    if match.re is not GLUED:
        return match.start()
    if match["inline"]:
        return match.start("inline")
    return match.start("digits") if match["digits"] else match.start("inside") - 1


def _accept(match: regex.Match[str], strong: bool, stack: list[Open], text: str, profile: Profile) -> Item | None:
    """The item that `match` marks where its number fits the open lists, else None; `stack` is brought up to date."""
    start = _place(match)
    readings = _readings(match, profile)
    for style, value, _ in readings:  # a number that continues an open list, innermost first
        for depth in range(len(stack) - 1, -1, -1):
            if stack[depth].style == style and (value is None or value == stack[depth].last + 1):
                del stack[depth + 1 :]
                stack[depth].last = value or 0
                return Item(start, match.end(), value, depth, style)
    for style, value, firm in readings:
        opens = value in (1, None) and (strong or (firm and _behind_colon(text, start)))
        if (
            (opens and (firm or _behind_colon(text, start)))
            or _inline_list(match, value, text)
            or (strong and not firm and value == 1 and SECOND.search(text, match.end(), match.end() + INLINE_REACH))
        ):
            if stack and stack[-1].style == style:
                stack[-1].last = value or 0
            elif style not in [s.style for s in stack]:
                stack.append(Open(style, value or 0))
            else:
                continue
            return Item(start, match.end(), value, len(stack) - 1, style)
    for style, value, firm in readings:
        if not (strong and firm) or value is None:
            continue
        depth = next((d for d in range(len(stack) - 1, -1, -1) if stack[d].style == style), -1)
        if depth < 0 and style not in ("1", "(1)", "1)"):
            continue
        if depth < 0:
            stack.clear()  # an outer list goes on behind a label that had closed it
            stack.append(Open(style, value))
        else:
            del stack[depth + 1 :]
            stack[depth].last = value
        return Item(start, match.end(), value, len(stack) - 1, style)
    return None


def _readings(match: regex.Match[str], profile: Profile) -> list[tuple[str, int | None, bool]]:
    """(style, number, firm) for every way to read a candidate; firm = its punctuation marks an item."""
    groups = match.groupdict()
    if groups.get("bullet"):
        return [("bullet", None, True)]
    if inline := groups.get("inline"):
        return [("1)", int(inline), False)]
    if bare := groups.get("bare"):
        return [("1", int(bare), False)]
    if digits := groups["digits"]:
        style = "1)" if groups["sep"] in ")）" else "1"
        value = int("".join(digits.split()))
        return [(style, value, groups["sep"] not in ",，" and not (" " in digits or "\u00a0" in digits))]
    word = groups["inside"] or groups.get("letter") or ""
    wrap = "(" if groups["inside"] else (groups.get("lsep") or "")
    if word.isdecimal():
        return [("(1)", int(word), True)]
    low = word.lower()
    out: list[tuple[str, int | None, bool]] = []
    if low in profile.file.numbers:
        out.append((f"{wrap}one", profile.file.numbers[low], True))
    if len(set(low)) == 1 and len(low) <= 2 and low.isalpha():
        out.append((f"{wrap}{'a' if word.islower() else 'A'}", ord(low[0]) - 96 + 26 * (len(low) - 1), True))
    if set(low) <= set("ivx"):
        out.append((f"{wrap}{'i' if word.islower() else 'I'}", _roman(low), True))
    return sorted(out, key=lambda r: r[1] != 1)


def _roman(word: str) -> int:
    values = [ROMAN[c] for c in word]
    return sum(-v if v < n else v for v, n in zip(values, [*values[1:], 0], strict=True))


def _behind_colon(text: str, start: int) -> bool:
    before = text[max(0, start - 12) : start].rstrip()
    return not before or before[-1] in ":：" or before.endswith(("\n", "\r"))
