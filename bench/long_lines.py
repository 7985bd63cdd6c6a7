"""How time grows with one line: pages that put everything on a line are where a walk goes over the same text again."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from bench.part import Part, Target, figure
from bench.rounds import Spread, exponent, seconds, settle, spread, turns
from pipeline import extract

LIMIT = 1.2  # a line of 400,000 characters in less than twice what linear growth from 100,000 gives is no worry
SHOWN = 6

# What stands once, and what is repeated behind it. Each pair asks some rule to look far.
SHAPES: dict[str, tuple[str, str]] = {
    "labels": ("", "Administrative level: "),
    "labels without colon": ("", "Administrative level: Director level Internal organization 3 sections: A Section "),
    "levels and lists": ("", "Administrative level: Director level Internal organization: 2 sections: A and B. "),
    "duties": ("Main duties: ", "1. Keep the ships; 2. Sell the ships; "),
    "numbers spelled": ("Main duties: ", "No. 1 The Mail Office is the functional department; No. 2 Keep it; "),
    "numbers alone": ("Main duties: 1 Keep it. ", "2 Keep it; 3 Paint it. "),
    "numbers in brackets": ("Main duties:\n[1] Keep it ", "[2] Keep it; [3] Paint it. "),
    "dashes": ("", "1 - Keep a\n"),
    "sentences of a duty": ("Main duties:\n1. ", "Keep the ships. The office has 12 staff. "),
    "closing duties": ("Main duties:\n1. ", "Undertake other tasks. "),
    "capitals": ("", "Office "),
    "capitals in a duty": ("Main duties:\n\n1. ", "Keep the Group The party. "),
    "joints": ("Main duties:\n1. ", "Manage tax and Statistics of ships "),
    "members": ("Office\nInternal organization: ", "Letter Section, Parcel and Mail Section, "),
    "members on lines": ("Office\nInternal organization: ", "Letter Section, Parcel\nSection, Stamp\n"),
    "members in brackets": ("Office\nInternal organization: ", "Letter Section (section level), "),
    "statements": ("Office\n", "It has a Pay Section and a Staff Section. "),
    "definitions": ("Main duties:\n", "1. The Tax Office has "),
    "lists that start again": (
        "Main duties:\n",
        "1. The Mail Office is the functional department for it;\n2. Keep it;\n",
    ),
    "lists of units": ("Main duties:\n\n", "A Office, B Office, C Office: x"),
    "headings": ("", "Office Place\n\nAdministrative level: Director level\n\n"),
    "headings glued": ("", "1. Undertake other tasks (2) Lake Name\n\nAdministrative level: x\n\n"),
    "a title": ("Internal organizations of ", "the main departments and duties of "),
    "boxes": ("", "├ Office: a b c\n"),
    "wiki marks": ("== A ==\n\n=== Office ===\n", "'''Level:''' Division level\n* Keep[3]\n"),
}


def page(shape: str, characters: int) -> str:
    """A page of `shape` of about so many characters."""
    once, again = SHAPES[shape]
    return once + again * (characters // len(again))


def measure(sizes: Sequence[int], rounds: int) -> Part:
    """Every shape in every size, `rounds` times in turns."""
    for shape in SHAPES:
        extract(page(shape, sizes[0]), id=shape)  # imports, patterns, spaCy
    settle()
    slopes: dict[str, Spread] = {}
    times: dict[tuple[str, int], list[float]] = {(shape, size): [] for shape in SHAPES for size in sizes}
    names = {f"{shape} {size}": (shape, size) for shape, size in times}
    for _, name in turns(list(names), rounds):
        times[names[name]].append(seconds(partial(extract, page(*names[name]), id="page")))
    for shape in SHAPES:
        each = zip(*(times[shape, size] for size in sizes), strict=True)
        slopes[shape] = spread([exponent(sizes, values) for values in each])
    worst = sorted(SHAPES, key=lambda shape: -slopes[shape].median)
    part = Part("Long lines", ["the worst of them", "growth exponent", f"seconds for {sizes[-1]:,} characters"])
    for shape in worst[:SHOWN]:
        last = spread(times[shape, sizes[-1]]).median
        part.rows.append([shape, figure(slopes[shape].median), figure(last)])
    span = f"{sizes[0]:,} to {sizes[-1]:,} characters"
    part.targets = [
        Target(f"growth exponent, long lines of {span}, the worst of {len(SHAPES)}", LIMIT, slopes[worst[0]])
    ]
    part.notes = ["One piece of a page, repeated, mostly on one line; extraction alone, in one process."]
    return part
