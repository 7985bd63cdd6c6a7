"""The change report of a run, and a diff as lines for a terminal."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from pipeline.baseline import Baseline
from pipeline.compare import diff_documents
from pipeline.errors import RemitError
from pipeline.extraction import extract_source
from pipeline.model import Change, Diff, Document
from pipeline.source import decode

LONGEST = 100


def compare_with(baseline: Baseline, documents: Sequence[Document], profile: str) -> Diff:
    """What changed from the accepted state to `documents`; causes are proven where the old source is at hand."""
    reread: dict[str, Document] = {}
    for name, data in baseline.sources.items():
        old = baseline.documents[name]
        try:
            reread[name] = extract_source(decode(data, old.source.path), id=name, profile=profile)
        except RemitError:
            continue  # without the old source the cause stays as the documents tell it
    return diff_documents(baseline.documents, {d.id: d for d in documents}, reread)


def text_of(diff: Diff) -> str:
    """A diff as lines: counts first, then each change on a line, control characters shown as escapes."""
    changes = [(d.id, c) for d in diff.documents for c in d.changes]
    if not changes:
        return "nothing changed"
    counts = Counter(c.kind for _, c in changes)
    head = f"{len(changes)} change{'s' if len(changes) > 1 else ''}: " + ", ".join(
        f"{n} {k}" for k, n in counts.most_common()
    )
    return "\n".join([head, *(f"  {_line(name, c)}" for name, c in changes)])


def _line(name: str, c: Change) -> str:
    values = " → ".join(_visible(v) for v in (c.before, c.after) if v is not None)
    cause = "" if c.cause == "source" else f"  [{c.cause}]"
    return f"{c.kind:18} {Path(name).name}/{c.unit or '-'}: {values}{cause}"


def _visible(value: str) -> str:
    """`value` cut to a line's length, with nothing in it that a terminal obeys."""
    short = value if len(value) <= LONGEST else value[:LONGEST] + "…"
    return "".join(c if c.isprintable() else f"\\u{{{ord(c):x}}}" for c in short)
