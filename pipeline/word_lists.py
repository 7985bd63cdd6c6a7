"""Word lists of a profile as parts of a pattern."""

from __future__ import annotations

from collections.abc import Iterable

import regex

NOTHING = r"(?!)"  # matches nowhere


def plural(head: str) -> str:
    """The plural of an English head noun: 'branch' -> 'branches', 'agency' -> 'agencies'."""
    if head.endswith("s"):
        return head if head.endswith(("archives", "headquarters", "corps")) else head + "es"
    if head.endswith(("ch", "sh", "x")):
        return head + "es"
    if head.endswith("y") and head[-2] not in "aeiou":
        return head[:-1] + "ies"
    return head + "s"


def any_of(words: frozenset[str]) -> str:
    return "(?:" + "|".join(sorted(map(regex.escape, words), key=lambda w: (-len(w), w))) + ")"


def either(words: Iterable[str]) -> str:
    return "|".join(map(regex.escape, words))
