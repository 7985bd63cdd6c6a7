"""Remit: pages that describe how a government body is organised, as structured data with evidence.

from pipeline import extract, diff
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from pipeline.compare import diff
    from pipeline.extraction import extract
    from pipeline.model import Diff, Document

__all__ = ["Diff", "Document", "diff", "extract"]

_HOMES = {
    "extract": "pipeline.extraction",
    "diff": "pipeline.compare",
    "Document": "pipeline.model",
    "Diff": "pipeline.model",
}


def __getattr__(name: str) -> Any:
    """Import on first use: `remit --help` needs neither Pydantic nor spaCy."""
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from importlib import import_module

    return getattr(import_module(_HOMES[name]), name)
