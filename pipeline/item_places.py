"""Places of items: what numbers or bullets on a page are of one list, and what is nested in what."""

from __future__ import annotations

import re
from collections.abc import Container
from typing import NamedTuple

from pipeline.spans import Mark

TOP = 100  # no first mark of a page stands behind more white space


class Place(NamedTuple):
    """What an item has in common with its neighbours: the style of its number, or its bullet and how far that is
    indented. And how deep it is: in the numbering, and by a bullet's indent."""

    key: str
    depth: int
    indent: int


def key_of(text: str, m: Mark) -> str:
    """The key of an item's place, found without the rest of it where that is easy."""
    return m.style if m.number is not None else place_of(text, m).key


def place_of(text: str, m: Mark) -> Place:
    """Where an item stands among the others."""
    if m.number is not None:
        return Place(m.style, m.depth, -1)
    indent = m.start - 1 - text.rfind("\n", 0, m.start)
    if (
        indent == 0 and m.start < TOP and not text[: m.start].strip()
    ):  # what stands first on a page has often lost its indent
        others = re.findall(rf"\n([ \t]*){re.escape(text[m.start])}[ \t]", text)
        indent = min(map(len, others), default=0)
    return Place(f"{text[m.start]} {indent}", m.depth, indent)


def is_nested(place: Place, outer: Place | None, styles: Container[str]) -> bool:
    """Is an item at `place` inside the unit whose number or bullet stands at `outer`?"""
    if outer is None:
        return False
    if place.depth > outer.depth or place.indent > outer.indent >= 0:
        return True
    return outer.indent >= 0 and place.key != outer.key and place.key not in styles


def holds(text: str, m: Mark, following: Mark | None) -> bool:
    """Is the mark behind the item `m` an item nested in it?"""
    if following is None or following.kind != "item":
        return False
    if following.depth > m.depth or following.number is not None or m.number is not None:
        return following.depth > m.depth
    return place_of(text, following).indent > place_of(text, m).indent
