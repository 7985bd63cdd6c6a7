"""A row of a corpus as a page: of JSON Lines, of Parquet, or of an Arrow batch."""

from __future__ import annotations

from typing import Any

from pipeline.runs.pages import Page


def page_of(id: object, text: object, path: str, place: str | None, carried: Any) -> Page:
    """The page that the values of a row make; one with an error where they make none. An integer is an id too."""
    error = None
    if id is None:
        error = "the id is missing"
    elif isinstance(id, bool) or not isinstance(id, str | int):
        error = f"the id is no string ({type(id).__name__})"
    elif id == "":
        error = "the id is empty"
    name = str(id) if error is None else ""
    if error is None and text is None:
        error = "the text is missing"
    elif error is None and not isinstance(text, str):
        error = f"the text is no string ({type(text).__name__})"
    return Page(name, path, place, text if isinstance(text, str) and error is None else None, carried, error)
