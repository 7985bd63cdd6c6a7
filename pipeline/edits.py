"""Edits: the changes made to the source's wording, and reading a span with them applied."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Edit:
    """Replace `text[start:end]` by `after`; `rule` is the name the repair is recorded under."""

    rule: str
    start: int
    end: int
    after: str


@dataclass(slots=True)
class Edits:
    """Edits of one text, none overlapping another.

    `tidy` says that the text has no white space but single spaces and line breaks.
    """

    tidy: bool = False
    items: list[Edit] = field(default_factory=list)
    starts: list[int] = field(default_factory=list)

    def add(self, edit: Edit) -> bool:
        """Add an edit unless it touches one that is there already; says whether it was added."""
        at = bisect_left(self.starts, edit.start)
        if at < len(self.items) and self.items[at].start < max(edit.end, edit.start + 1):
            return False
        if at and self.items[at - 1].end > edit.start:
            return False
        self.items.insert(at, edit)
        self.starts.insert(at, edit.start)
        return True

    def touch(self, start: int, end: int) -> bool:
        """Does an edit stand in the span?"""
        at = bisect_left(self.starts, start)
        return at < len(self.starts) and self.starts[at] < end

    def read(self, text: str, start: int, end: int) -> str:
        """`text[start:end]` with the edits applied and white space collapsed."""
        at = bisect_left(self.starts, start) if self.starts else 0
        if at == len(self.items) or self.items[at].start >= end:
            words = text[start:end]
            if self.tidy and "\n" not in words and "\r" not in words:
                return words.strip()  # nothing to collapse
            return " ".join(words.split())
        parts: list[str] = []
        for edit in self.items[at : bisect_left(self.starts, end, lo=at)]:
            if edit.end > end:
                break
            parts += (text[start : edit.start], edit.after)
            start = edit.end
        parts.append(text[start:end])
        return " ".join("".join(parts).split())
