"""Real words for random organisations, so that what reads words (and not only marks) has something to read."""

from __future__ import annotations

import tomllib
from pathlib import Path
from random import Random

from tests.synthetic.random_organisation import Words

WORDS: dict[str, list[str]] = tomllib.loads(Path(__file__).with_name("words.toml").read_text(encoding="utf-8"))
KINDS = ("Office", "Division", "Department", "Section", "Center")


class RealWords(Words):
    """English words, phrases and unit names; names and duties are never given twice."""

    def _fresh(self, make: str) -> str:
        """A word, a name or a statement; names and statements are drawn again until they are new."""
        while True:
            if make == "word":
                text = self._one("topics")
            elif make == "name":
                text = f"{self._one('topics').capitalize()} {self._one('fields')} {self._rng.choice(KINDS)}"
            else:
                text = self._statement()
            if make == "word" or text not in self._used:
                self._used.add(text)
                return text

    def _one(self, kind: str) -> str:
        return self._rng.choice(WORDS[kind])

    def _statement(self) -> str:
        what = f"the {self._one('topics')} {self._one('objects')}"
        more = self._rng.choice(("", f"and {self._one('topics')} {self._one('objects')}"))
        pieces = (self._one("verbs"), what, more, self._one("places"), self._one("tails"))
        return " ".join(p for p in pieces if p)

    def word(self) -> str:
        return self._fresh("word")

    def name(self) -> str:
        return self._fresh("name")

    def duty(self) -> str:
        """One statement; one in eight is two, joined by a semicolon."""
        duty = self._fresh("duty")
        if self._rng.random() < 0.125:
            other = self._fresh("duty")
            duty += f"; {other[0].lower()}{other[1:]}"
        return duty

    def members(self, count: int) -> list[str]:
        """Names of sub-departments of one kind."""
        kind = self._rng.choice(("Section", "Department", "Group"))
        names: list[str] = []
        while len(names) < count:
            name = f"{self._one('topics').capitalize()} {self._one('fields')} {kind}"
            if name not in names:
                names.append(name)
        return names

    def note(self) -> str:
        year = self._rng.randint(1990, 2020)
        return f"In {year}, the {self.word()} campaign attracted more than {self._rng.randint(2, 90)},000 visitors."


def real_words(rng: Random) -> RealWords:
    """Words drawn with `rng`."""
    return RealWords(rng)
