"""The source texts that the changes of one document are shown in."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class SourcePair:
    """The decoded source texts of one document, exactly as they were read; None where one is not at hand."""

    old: str | None = None
    new: str | None = None
