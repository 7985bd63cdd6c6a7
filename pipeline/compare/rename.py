"""A new name inside texts that have it: where only the name differs, the renaming has said it already.

A unit's name is followed through its own duties, that of the body through every duty and note.
"""

from __future__ import annotations

from dataclasses import dataclass

from pipeline.compare.facts import UnitFacts, unpaused


@dataclass(frozen=True, slots=True)
class Renaming:
    """The names that a family had before and has now; names and texts are identities here, as `unpaused` makes them.

    `body` is how the body itself was renamed, where it was.
    """

    before: tuple[str, ...]
    after: tuple[str, ...]
    body: Renaming | None = None

    @classmethod
    def between(cls, old: tuple[UnitFacts, ...], new: tuple[UnitFacts, ...], body: Renaming | None = None) -> Renaming:
        """The names that old and new units do not share."""
        before = [unpaused(unit.name) for unit in old if unit.name]
        after = [unpaused(unit.name) for unit in new if unit.name]
        return cls(
            tuple(name for name in before if name not in after),
            tuple(name for name in after if name not in before),
            body,
        )

    @classmethod
    def of_body(cls, before: str | None, after: str | None) -> Renaming | None:
        """The new name of the body; None where it has its old one, or had or has none."""
        one, other = unpaused(before or ""), unpaused(after or "")
        return cls((one,), (other,)) if one and other and one != other else None

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
        """True where a text differs by the name of the unit or of the body only, or by both."""
        variants = self.variants(before)
        if self.body and after not in variants:
            return any(after in self.body.variants(text) for text in (before, *variants))
        return after in variants
