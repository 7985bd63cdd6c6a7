"""Readers: file formats that are no plain text. Word and PDF will stand here, a function each.

A reader gets the decoded file and gives the text that offsets count in. Its library is imported when it is used.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import PurePath


def html_text(markup: str) -> str:
    """The text of a saved web page: block elements on lines of their own, no scripts, no styles.

    Menus and footers stay; where they belong to no unit they become notes.
    """
    from inscriptis import get_text  # type: ignore[import-untyped]
    from inscriptis.css_profiles import CSS_PROFILES  # type: ignore[import-untyped]
    from inscriptis.model.config import ParserConfig  # type: ignore[import-untyped]

    return str(get_text(markup, ParserConfig(css=CSS_PROFILES["strict"])))


READERS: dict[str, Callable[[str], str]] = {".html": html_text, ".htm": html_text, ".xhtml": html_text}


def reader(path: str) -> Callable[[str], str] | None:
    """The reader for the file name `path`, or None where the file is its own text."""
    return READERS.get(PurePath(path).suffix.lower())
