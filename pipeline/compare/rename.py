"""A unit's new name inside its own duties: where only the name differs, the renaming has said it already."""

from __future__ import annotations

from dataclasses import dataclass

from pipeline.compare.facts import UnitFacts


@dataclass(frozen=True, slots=True)
class Renaming:
    """The names that a family had before and has now; names and texts are identities here, as `key_of` makes them."""

    before: tuple[str, ...]
    after: tuple[str, ...]

    @classmethod
    def between(cls, old: tuple[UnitFacts, ...], new: tuple[UnitFacts, ...]) -> Renaming:
        """The names that old and new units do not share."""
        before = [unit.name for unit in old if unit.name]
        after = [unit.name for unit in new if unit.name]
        return cls(
            tuple(name for name in before if name not in after), tuple(name for name in after if name not in before)
        )

    def variants(self, text: str) -> set[str]:
        """What `text` may read after the renaming: one name replaced by another, once or throughout.

        >>> sorted(Renaming(("office",), ("bureau",)).variants("the office is the office"))
        ['the bureau is the bureau', 'the bureau is the office']
        """
        return {
            text.replace(before, after, count)
            for before in self.before
            if before in text
            for after in self.after
            for count in (1, -1)
        }

    def explains(self, before: str, after: str) -> bool:
        """True where a text differs by the unit's name only."""
        return after in self.variants(before)
