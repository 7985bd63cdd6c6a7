"""Ids: what a unit is called in the output."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from functools import lru_cache

import regex

from pipeline.unit_spans import UnitSpans

PLAIN = re.compile(r"[a-z0-9]+")


@lru_cache(maxsize=4096)
def slug(name: str) -> str:
    """'Tai'an Section' -> 'tai-an-section': lower case, letters and digits of any script, single hyphens."""
    if name.isascii():
        return "-".join(PLAIN.findall(name.lower()))
    plain = unicodedata.normalize("NFKD", name)
    plain = "".join(c for c in plain if not unicodedata.combining(c)).lower()
    return "-".join(regex.findall(r"[\p{L}\p{N}]+", plain))


def unit_ids(text: str, units: list[UnitSpans]) -> list[str]:
    """A unique id for every unit: the slug of its name, or its place on the page."""
    seen: Counter[str] = Counter()
    ids: list[str] = []
    taken: set[str] = set()
    for i, unit in enumerate(units, 1):
        base = slug(text[slice(*unit.name)]) if unit.name else ""
        base = base or f"unit-{i}"
        seen[base] += 1
        candidate = base if seen[base] == 1 else f"{base}-{seen[base]}"
        while candidate in taken:
            seen[base] += 1
            candidate = f"{base}-{seen[base]}"
        ids.append(candidate)
        taken.add(candidate)
    return ids
