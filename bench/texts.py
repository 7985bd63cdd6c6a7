"""What is read: the real page, pages of the same structure in other words, one very long page, a folder of pages."""

from __future__ import annotations

import random
import tomllib
from collections.abc import Iterator
from functools import cache
from itertools import count
from pathlib import Path

import regex

from pipeline.profile import load
from pipeline.profile_reading import FOLDER
from tests.synthetic.pages import random_page

ROOT = Path(__file__).parent.parent
REAL = ROOT / "raw" / "qingdao_customs.txt"
WORD = regex.compile(r"(?<![\w'’-])[A-Za-z][a-z]{3,}(?![\w'’-])")
YEAR = regex.compile(r"\b(?:19|20)\d\d\b")


def real_text() -> str:
    """The real page, newlines as they are."""
    return REAL.read_bytes().decode("utf-8")


def variant(seed: int) -> str:
    """The real page with its words exchanged for one another: the same structure, but hardly a sentence the same.

    A word is exchanged everywhere and in either case, so that what the page says twice it still says twice; words of
    the grammar stay.
    """
    rng = random.Random(seed)
    to: dict[str, str] = {}
    for words in _exchangeable():
        to |= zip(words, rng.sample(words, len(words)), strict=True)
    year = str(rng.randint(1980, 2019))

    def exchange(match: regex.Match[str]) -> str:
        word = match[0]
        other = to.get(word.lower(), word)
        return other.capitalize() if word[0].isupper() and other is not word else other

    return YEAR.sub(year, WORD.sub(exchange, real_text()))


@cache
def _exchangeable() -> tuple[list[str], list[str]]:
    """The words of the real page that the grammar doesn't know, in lower case: those that may be part of a name, and
    those that can't."""
    rows = tomllib.loads((FOLDER / "en.toml").read_text(encoding="utf-8"))
    known = set(regex.findall(r"[a-z]+", str(list(_grammar(rows))).lower()))
    words = {match[0].lower() for match in WORD.finditer(real_text())} - known
    profile = load("en")
    ordinary = {word for word in words if profile.is_ordinary(word)}
    return sorted(words - ordinary - profile.plurals), sorted(ordinary)


def _grammar(data: object) -> Iterator[object]:
    """Every key and value of a profile that may concern the real page: no reasons, and no rows of what it has not."""
    if isinstance(data, dict):
        for name, value in data.items():
            if name not in ("why", "misses", "closings", "common", "leads", "remarks", "sections", "titles"):
                yield name
                yield from _grammar(value)
    elif isinstance(data, list):
        for value in data:
            yield from _grammar(value)
    else:
        yield data


def long_page(megabytes: float) -> str:
    """One page of so many million bytes: the units of as many variants as that takes, the last one whole."""
    pieces: list[str] = []
    size = 0
    for seed in count():
        text = variant(seed)
        if pieces:
            text = text.partition("\n")[2]  # a page has one title
        pieces.append(text if text.endswith("\n") else text + "\n")
        size += len(pieces[-1].encode())
        if size >= megabytes * 1e6:
            return "".join(pieces)
    raise AssertionError


def write_pages(folder: Path, pages: int, first: int = 0) -> int:
    """Fill `folder` with generated pages of ten layouts, all distinct; gives their size in bytes."""
    folder.mkdir(parents=True, exist_ok=True)
    size = 0
    for seed in range(first, first + pages):
        data = random_page(seed).text.encode("utf-8")
        (folder / f"page-{seed:06}.txt").write_bytes(data)
        size += len(data)
    return size
