"""Showing a diff to a person: in a terminal, in a pull request, in a browser, or as the JSON other programs read.

    visible     source text is hostile: what it hides becomes something to see
    wording     which words changed between two texts
    kinds       what every kind and cause of change is called
    counterparts, places   which old unit a change is about, and where its old words stand
    evidence    the line of source around a place
    repeats     an edit of a whole page at once
    cut         a page that ends too soon
    sharing     what most units say, so that it comes last
    counting    what a summary says
    view        all of it, ready to be shown ─▶ text · markdown · html

Everything shown is worked out once, in `view`; the formats only lay it out. Nothing here compares or reads a file.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import TYPE_CHECKING, Literal

from pipeline.report.source_pair import SourcePair

if TYPE_CHECKING:
    from pipeline.model import Diff, Document

__all__ = ["Format", "SourcePair", "render"]

Format = Literal["text", "json", "markdown", "html"]


NONE_UNREAD: Mapping[str, str] = MappingProxyType({})
NO_SOURCES: Mapping[str, SourcePair] = MappingProxyType({})
NO_DOCUMENTS: Mapping[str, Document] = MappingProxyType({})


def render(
    diff: Diff,
    format: Format,
    *,
    sources: Mapping[str, SourcePair] = NO_SOURCES,
    old_documents: Mapping[str, Document] = NO_DOCUMENTS,
    new_documents: Mapping[str, Document] = NO_DOCUMENTS,
    unread: Mapping[str, str] = NONE_UNREAD,
    color: bool = False,
) -> str:
    """The whole report of `diff` in one format, ending in a newline.

    `sources`, `old_documents` and `new_documents` are looked up by document id. None of them is needed; with the
    documents, units go by their names and each change is found in the old source, too; with the sources, each change
    shows the line it stands on. `unread` has the paths of pages that could not be read and were not compared, with the
    errors: the report says so, apart from the JSON, which has what was compared. `color` allows ANSI escapes in the
    text format, and is of no meaning to the others. Raises ValueError for a format that is none of the four.
    """
    # A run that only prints text should not pay for the template engine.
    if format == "json":
        from pipeline.report.json import json_of

        return json_of(diff)
    from pipeline.report.view import view_of

    report = view_of(diff, sources, old_documents, new_documents, unread)
    if format == "text":
        from pipeline.report.text import text_of

        return text_of(report, color=color)
    if format == "markdown":
        from pipeline.report.markdown import markdown_of

        return markdown_of(report)
    if format == "html":
        from pipeline.report.html import html_of

        return html_of(report)
    raise ValueError(f"no such format: {format}")
