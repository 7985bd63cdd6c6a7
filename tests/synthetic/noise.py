"""Noise: what translators, typists and web servers do to a page, and what of its facts it leaves standing.

Noise on lines knows what a line is, and may change the facts with it (a page cut off loses duties). Noise on the text
changes no fact: the score does not look at case, at kinds of space or at invisible characters.
"""

from __future__ import annotations

import textwrap
from collections.abc import Callable
from random import Random

from tests.synthetic.lines import Line
from tests.synthetic.organisation import Organisation

Lines = list[Line]
ADS = (
    "Looking for cheap flights? Compare more than 500 airlines and save up to 60% today!",
    "Click here for free ringtones and wallpapers.",
    "Need a loan? No credit check, money in your account in one hour.",
)


def merged_labels(lines: Lines, org: Organisation, rng: Random) -> Lines:
    """A label that opens a unit is glued to the last sentence of the unit before."""
    out: Lines = []
    for line in lines:
        if out and line.kind == "open" and line.text.startswith("Administrative") and rng.random() < 0.8:
            out[-1].end += f" {line}"
        else:
            out.append(line)
    return out


def glued_items(lines: Lines, org: Organisation, rng: Random) -> Lines:
    """In half of the units, all items stand on one line."""
    glue = {line.unit for line in lines if rng.random() < 0.5}
    out: Lines = []
    for line in lines:
        before = out[-1] if out else None
        same = before is not None and line.unit == before.unit and line.unit in glue
        if before and same and line.kind == "duty" and before.kind in ("duty", "clause"):
            line.kind = "clause"
            before.end += " "
        out.append(line)
    return out


def spaced_numbers(lines: Lines, org: Organisation, rng: Random) -> Lines:
    """'9 . Implement': a space behind the figure."""
    for line in lines:
        if line.kind == "duty" and line.mark[:1].isdigit() and rng.random() < 0.2:
            line.mark = f"{line.mark[:-2]} {line.mark[-2:]}" if line.mark.endswith(" ") else f"{line.mark[:-1]} ."
    return lines


def spaced_punctuation(lines: Lines, org: Organisation, rng: Random) -> Lines:
    """A space before the closing mark or a semicolon inside."""
    for line in lines:
        if line.kind == "duty" and rng.random() < 0.3:
            line.text = line.text.replace("; ", " ; ")
            line.end = f" {line.end}" if line.end else ""
    return lines


def stray_capitals(lines: Lines, org: Organisation, rng: Random) -> Lines:
    """A capital left in mid-sentence where two sentences were joined."""
    for line in lines:
        words = line.text.split(" ")
        if line.kind in ("duty", "clause") and len(words) > 5 and rng.random() < 0.15:
            place = rng.randrange(4, len(words))
            words[place] = words[place].capitalize()
            line.text = " ".join(words)
    return lines


def no_terminators(lines: Lines, org: Organisation, rng: Random) -> Lines:
    """Items that end in nothing."""
    for line in lines:
        if line.kind == "duty":
            line.end = ""
    return lines


def ad_lines(lines: Lines, org: Organisation, rng: Random) -> Lines:
    """An advertisement on a line of its own, between units or items."""
    for _ in range(2):
        place = rng.choice([i for i, line in enumerate(lines) if line.kind in ("open", "duty")])
        lines.insert(place, Line("text", rng.choice(ADS)))
    return lines


def phone_lines(lines: Lines, org: Organisation, rng: Random) -> Lines:
    """A telephone line behind a unit."""
    out: Lines = []
    for line in lines:
        if line.kind == "open" and out and out[-1].kind in ("duty", "text") and rng.random() < 0.6:
            out.append(Line("text", f"Tel: {rng.randint(2000, 9999)}-{rng.randint(1000, 9999)}"))
        out.append(line)
    return out


def menus(lines: Lines, org: Organisation, rng: Random) -> Lines:
    """What a browser copies along: breadcrumbs in front, a copyright behind."""
    before = ["Home > Government affairs > Organization", "Print | Share | Font size: A A A"]
    after = [f"Copyright {org.name}. All rights reserved.", "Last updated: 2020-06-15"]
    return [Line("text", t) for t in before] + lines + [Line("text", t) for t in after]


def cut_off(lines: Lines, org: Organisation, rng: Random) -> Lines:
    """The page ends in the middle of a duty of its last unit."""
    last = len(org.units) - 1
    places = [i for i, line in enumerate(lines) if line.kind == "duty" and line.unit == last]
    if not places:
        return lines
    unit, place = org.units[last], rng.choice(places)
    line = lines[place]
    words = line.text.split(";")[0].split(" ")
    kept = " ".join(words[: max(3, len(words) - 3)])
    unit.duties = [*unit.duties[: places.index(place)], kept]
    line.text, line.end = kept, ""
    return lines[: place + 1]


def crlf(text: str, rng: Random) -> str:
    return text.replace("\n", "\r\n")


def hard_wraps(text: str, rng: Random) -> str:
    """Lines broken at a fixed width."""
    width = rng.choice((60, 72, 80))
    wrap = textwrap.TextWrapper(width, break_long_words=False, break_on_hyphens=False)
    return "\n".join("\n".join(wrap.wrap(line)) for line in text.split("\n"))


def no_blank_lines(text: str, rng: Random) -> str:
    while "\n\n" in text:
        text = text.replace("\n\n", "\n")
    return text


def nbsp(text: str, rng: Random) -> str:
    return "".join("\u00a0" if c == " " and rng.random() < 0.05 else c for c in text)


def zero_width(text: str, rng: Random) -> str:
    return "".join(c + "\u200b" if c in " ,;.\n" and rng.random() < 0.04 else c for c in text)


def soft_hyphens(text: str, rng: Random) -> str:
    """A soft hyphen inside some long words."""

    def split(word: str) -> str:
        return f"{word[:5]}\u00ad{word[5:]}" if len(word) > 9 and word.isalpha() and rng.random() < 0.15 else word

    return "\n".join(" ".join(map(split, line.split(" "))) for line in text.split("\n"))


ON_LINES: dict[str, Callable[[Lines, Organisation, Random], Lines]] = {
    "cut-off": cut_off,
    "stray-capitals": stray_capitals,
    "spaced-numbers": spaced_numbers,
    "spaced-punctuation": spaced_punctuation,
    "no-terminators": no_terminators,
    "glued-items": glued_items,
    "merged-labels": merged_labels,
    "ad-lines": ad_lines,
    "phone-lines": phone_lines,
    "menus": menus,
}
ON_TEXT: dict[str, Callable[[str, Random], str]] = {
    "no-blank-lines": no_blank_lines,
    "hard-wraps": hard_wraps,
    "soft-hyphens": soft_hyphens,
    "nbsp": nbsp,
    "zero-width": zero_width,
    "crlf": crlf,
}
NOISES = (*ON_LINES, *ON_TEXT)
# Two noises that together leave nothing to tell one item or one line from the next; no reader could.
EXCLUSIVE = (
    {"no-terminators", "glued-items"},
    {"hard-wraps", "no-terminators"},
    {"cut-off", "menus"},
    {"cut-off", "glued-items"},
    {"ad-lines", "glued-items"},
)
# Noise on items needs items on lines of their own; and a page whose last words are the sections of a unit in its middle
# cannot be cut off in a duty of its last unit.
_ITEMS = {"cut-off", "spaced-numbers", "spaced-punctuation", "no-terminators", "glued-items"}
IMPOSSIBLE: dict[str, set[str]] = {
    "prose": _ITEMS,
    "sentences": _ITEMS,
    "spread": {"cut-off"},
    "nested": {"cut-off", "glued-items", "no-terminators", "ad-lines"},
    "bullets": {"glued-items", "no-terminators", "spaced-numbers"},
}
