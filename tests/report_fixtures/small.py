"""A page of two units, its next version, and the diff between them: nothing is extracted or compared here."""

from __future__ import annotations

from hashlib import sha256
from typing import Any

from pipeline.model import (
    Change,
    Diff,
    Document,
    DocumentDiff,
    Duty,
    Extractor,
    Name,
    Quote,
    Side,
    SourceInfo,
    Subunits,
    Unit,
)
from pipeline.report import SourcePair

OLD = """Office
1. Manage the seal and the archive;
2. Draft reports;
3. Undertake other tasks.
Treasury
1. Keep the accounts;
2. Undertake other tasks.
"""

# Line ends change with the words, and no line number may suffer from it.
NEW = (
    "Office\r\n1. Manage the seal and the files of the house;\r\n2. Undertake other tasks.\r\n"
    "Treasury\r\n1. Keep the accounts;\r\n2. Draft reports;\r\n3. Undertake other tasks.\r\n"
)

EXTRACTOR = Extractor(name="remit", version="1.0", profile="en")


def place(text: str, words: str, nth: int = 0) -> tuple[int, int]:
    """Where the `nth` occurrence of `words` stands."""
    start = -1
    for _ in range(nth + 1):
        start = text.index(words, start + 1)
    return start, start + len(words)


def document(text: str, units: dict[str, list[str]], name: str = "page") -> Document:
    """A document of `text` with units of these names and duties, which stand in it in this order."""
    at, made = 0, []
    for title, duties in units.items():
        start = at = text.index(title, at)
        quotes = []
        for number, words in enumerate(duties, 1):
            at = text.index(words, at)
            quote = Quote(text=words, start=at, end=at + len(words))
            quotes.append(Duty(**quote.model_dump(), number=number, sentences=[quote], items=[]))
            at = quote.end
        made.append(unit(title, start, at, quotes))
    return Document(
        schema_version="1.0",
        id=name,
        title=None,
        organization="City of Remit",
        language="en",
        source=SourceInfo(path=f"raw/{name}.txt", sha256=hash_of(text), encoding="utf-8", characters=len(text)),
        extractor=EXTRACTOR,
        units=made,
        notes=[],
        repairs=[],
        findings=[],
    )


def unit(title: str, start: int, end: int, duties: list[Duty]) -> Unit:
    """An active unit with nothing but a name and duties."""
    return Unit(
        id=title.lower(),
        name=Name(text=title, start=start, end=start + len(title), origin="heading"),
        level=None,
        status="active",
        status_text=None,
        subunits=Subunits(listing="absent", text=None, groups=[]),
        duties=duties,
        notes=[],
        start=start,
        end=end,
    )


def change(kind: str, before: str | None, after: str | None, at: tuple[int, int], **rest: Any) -> Change:
    """A change made by the page unless `rest` says otherwise."""
    values = {"unit": None, "cause": "source", "start": at[0], "end": at[1]} | rest
    return Change.model_validate({"kind": kind, "before": before, "after": after, **values})


def diff_of(changes: list[Change], old: str = OLD, new: str = NEW, name: str = "page") -> Diff:
    """A diff of one document."""
    sides = [
        Side(path=f"raw/{name}.txt", sha256=hash_of(text), extractor=EXTRACTOR.model_copy(update={"version": version}))
        for text, version in ((old, "1.0"), (new, "1.0" if old != new else "1.1"))
    ]
    one = DocumentDiff(id=name, old=sides[0], new=sides[1], changes=changes, summary={})
    return Diff(schema_version="1.0", documents=[one])


def hash_of(text: str) -> str:
    """The hash of a source's bytes."""
    return sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


TASKS, SEAL, FILES = (
    "Undertake other tasks",
    "Manage the seal and the archive",
    "Manage the seal and the files of the house",
)

UPDATE = diff_of(
    [
        change("duty-renumbered", "3", "2", place(NEW, TASKS), unit="office"),
        change("duty-reworded", SEAL, FILES, place(NEW, FILES), unit="office"),
        change("duty-moved", "Draft reports", "Draft reports", place(NEW, "Draft reports"), unit="treasury"),
        change("duty-renumbered", "2", "3", place(NEW, TASKS, 1), unit="treasury"),
    ]
)

UPDATE_CONTEXT: dict[str, Any] = {
    "sources": {"page": SourcePair(OLD, NEW)},
    "old_documents": {
        "page": document(OLD, {"Office": [SEAL, "Draft reports", TASKS], "Treasury": ["Keep the accounts", TASKS]})
    },
    "new_documents": {
        "page": document(NEW, {"Office": [FILES, TASKS], "Treasury": ["Keep the accounts", "Draft reports", TASKS]})
    },
}

# What a page can hold against those who look at it.
HOSTILE = (
    "</script><img src=x onerror=alert(1)> <script>alert(2)</script> {{ 7 * 7 }}"
    " \u202egnp.exe\u202c \x1b[31mred\x1b[0m\x07"
    " **bold** [link](https://evil.example) ![i](https://evil.example/i.png) @octocat #1 `tick` ```fence``` | cell |"
    " <!-- --> &amp; \u2028 \u200b www.evil.example a@evil.example\n# heading\r\n- item\n\n~~~"
)
