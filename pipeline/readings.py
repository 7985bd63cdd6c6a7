"""Readings: what a number, a letter or a sign in front of an item may mean."""

from __future__ import annotations

import unicodedata
from typing import NamedTuple

from pipeline.profile import Profile

SPACE = " \u00a0"
HAN = "[一二三四五六七八九十]{1,3}"
BOLD = "●○■◆□◇◎▶►★☆⚫⬤❖✦"  # a list with one of these may hold lists with the others
TIGHT = "•◦▪‣⁃➢➤➔→⇒✓✔\uf0b7\uf0a7\uf0d8"  # a bullet even without a space behind it
LIGHT = f"o§·{TIGHT}*–—-"
SIGNS = "①-⑳⑴-⒇⒈-⒛㈠-㈩"  # a number and its marks in one character
FIRST_SIGNS = "①⑴⒈㈠"
ROMAN = {"i": 1, "v": 5, "x": 10}


class Reading(NamedTuple):
    """One way to read a candidate: the style of its number, the number, and whether its marks make it an item."""

    style: str
    number: int | None
    firm: bool


class Candidate(NamedTuple):
    """What may be an item's number. `strong`: a paragraph starts with it; `inline`: it stands in a sentence; `weak`:
    it stands behind a word, and may only go on the list at hand; `glued`: it stands behind the end of a sentence;
    `first`: it opens no list but right behind another mark."""

    start: int
    end: int
    readings: list[Reading]
    strong: bool = False
    inline: bool = False
    weak: bool = False
    glued: bool = False
    first: bool = False


def readings(groups: dict[str, str | None], profile: Profile) -> list[Reading]:
    """Every way to read the groups of a candidate's match."""
    if bullet := groups.get("bullet"):
        return [Reading("bold bullet" if bullet in BOLD else "bullet", None, True)]
    if sign := groups.get("sign"):
        return [read_sign(sign)]
    if han := groups.get("han"):
        return [Reading("(一)" if groups.get("open") else "一、", _han(han), True)]
    if ordinal := groups.get("ordinal"):
        word = ordinal.lower()
        number = profile.file.ordinals.get(word) or profile.file.numbers.get(word)
        return [Reading("first", number, True)] if number else []
    if said := groups.get("said"):
        known = said.lower() in profile.file.words.numbering
        return [Reading(said.lower(), int(groups["nth"] or 0), True)] if known else []
    if bare := groups.get("bare") or groups.get("alone"):
        return [Reading("1", int(bare), False)]
    if square := groups.get("square"):
        return [Reading("[1]", int(square), False)]
    if part := groups.get("part"):
        return [Reading("." * (groups["outer"] or "").count(".") + "1", int(part), False)]  # '1.2', whatever is outside
    if digits := groups["digits"]:
        separator = groups["sep"] or ""
        number = int("".join(digits.split()))
        firm = separator not in ",，:：" and not any(space in digits for space in SPACE)
        style = "1)" if separator in ")）" else "1-" if separator in "–-" else "1"
        return [Reading(style, number, firm)]
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
        out.append(Reading(f"{wrap}{'i' if word.islower() else 'I'}", roman(low), True))
    return sorted(out, key=lambda r: r.number != 1)


def read_sign(sign: str) -> Reading:
    """'③' -> 3; the style is the first sign of the same kind."""
    return Reading(max(first for first in FIRST_SIGNS if first <= sign), int(unicodedata.numeric(sign)), True)


def _han(word: str) -> int:
    """'二十一' -> 21."""
    tens, ten, ones = word.rpartition("十")
    values = "一二三四五六七八九"
    return (10 * (values.find(tens) + 1 if tens else 1) if ten else 0) + (values.find(ones) + 1 if ones else 0)


def roman(word: str) -> int:
    """'iv' -> 4."""
    values = [ROMAN[c] for c in word]
    return sum(-v if v < n else v for v, n in zip(values, [*values[1:], 0], strict=True))
