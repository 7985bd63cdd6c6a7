"""Readers: file formats that are no plain text. Word and PDF will stand here, a function each.

A reader gets the decoded file and gives the text that offsets count in. Its library is imported when it is used.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import PurePath

from pipeline.html_tables import TAB, with_tabs

DECLARATION = re.compile(r"\A\s*<\?xml [^>]+\?>")


def html_text(markup: str) -> str:
    """The text of a saved web page: block elements on lines of their own, tabs between the cells of a table, no
    scripts, no styles.

    Menus and footers stay; where they belong to no unit they become notes.
    """
    from inscriptis import Inscriptis  # type: ignore[import-untyped]
    from inscriptis.css_profiles import CSS_PROFILES  # type: ignore[import-untyped]
    from inscriptis.model.config import ParserConfig  # type: ignore[import-untyped]
    from lxml.etree import ParserError  # type: ignore[import-untyped]
    from lxml.html import document_fromstring  # type: ignore[import-untyped]

    try:
        tree = document_fromstring(DECLARATION.sub("", markup))
    except ParserError:
        return ""  # no element and no word
    with_tabs(tree)
    return str(Inscriptis(tree, ParserConfig(css=CSS_PROFILES["strict"])).get_text()).replace(TAB, "\t")


READERS: dict[str, Callable[[str], str]] = {".html": html_text, ".htm": html_text, ".xhtml": html_text}


def reader(path: str) -> Callable[[str], str] | None:
    """The reader for the file name `path`, or None where the file is its own text."""
    return READERS.get(PurePath(path).suffix.lower())
