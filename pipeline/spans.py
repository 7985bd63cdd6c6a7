"""What flows from stage to stage before anything is put together: places in the source, and marks."""

from __future__ import annotations

from typing import Literal, NamedTuple

COLONS = (":", "：")
Span = tuple[int, int]  # start and end in code points, half-open
Kind = Literal["level", "subunits", "duties", "other", "item", "article", "heading", "lead", "name", "title"]


# The head of a printed page; what stands between a name and its lead sentence; the line above a body's own list; a
# table's cell; a line of a list behind its label; a heading by its place above a label, or glued to a duty before one.
Hint = Literal["", "running", "between", "own", "cell", "line", "placed", "glued", "part"]


class Mark(NamedTuple):
    """One mark of the grammar. `name` is where a unit's name stands in it; `hint` is how it was found, where that tells
    how to read what is behind it. The rest is an item's own: its number (None for a bullet), how deep it is nested, the
    style of its number, and the words behind a plain item's number."""

    kind: Kind
    start: int
    end: int
    name: Span | None = None
    number: int | None = None
    depth: int = 0
    style: str = ""
    words: Span | None = None  # up to the closing mark, where they are prose and leave nothing to ask
    hint: Hint = ""


def places(text: str, *words: str) -> list[int]:
    """Where any of `words` stands in `text`, in order. Far cheaper than a pattern with a choice of first letters."""
    found: list[int] = []
    for word in words:
        at = text.find(word)
        while at >= 0:
            found.append(at)
            at = text.find(word, at + 1)
    found.sort()
    return found


def skip_space(text: str, start: int, stop: int) -> int:
    """The first offset from `start` that is not white space, at most `stop`."""
    piece = text[start:stop]
    return start + len(piece) - len(piece.lstrip())


def trimmed(text: str, start: int, end: int) -> Span:
    """The span without the white space around it."""
    start = skip_space(text, start, end)
    return start, start + len(text[start:end].rstrip())


def end_before(text: str, at: int) -> int:
    """Where the words before `at` end."""
    while at > 0 and text[at - 1].isspace():
        at -= 1
    return at
