"""The spans of one group of members, before they become values."""

from __future__ import annotations

from dataclasses import dataclass, field

from pipeline.spans import Span


@dataclass(slots=True)
class GroupSpans:
    """One group: its members' spans, the declared count, its label and its level's place."""

    members: list[Span] = field(default_factory=list)
    declared: int | None = None
    label: str | None = None
    level: Span | None = None
    ambiguous: bool = False
    left_open: Span | None = None  # the words that say that there are more than the named

    @property
    def fits(self) -> bool:
        """Is it as long as its count says, or without one?"""
        return self.declared in (None, len(self.members))
