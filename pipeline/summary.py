"""The summary of a run: what a person reads in ten seconds."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from pipeline.findings import FINDINGS
from pipeline.model import Document
from pipeline.report.counting import many


def summary(documents: Sequence[tuple[Document, str, float]], *, seconds: float, color: bool = False) -> str:
    """The summary of extracted documents, each with the file it was written to and its share of characters accounted
    for (0 to 1); `seconds` is how long the run took."""
    out: list[str] = []
    for document, target, share in documents:
        units = document.units
        duties = sum(len(u.duties) for u in units)
        members = sum(len(g.members) for u in units for g in u.subunits.groups)
        named = sum(u.name is not None for u in units)
        out.append(_bold(document.id, color) + (f" — {document.organization}" if document.organization else ""))
        counts = f"{many(members, 'sub-department')}, {many(duties, 'duty', 'duties')}"
        out.append(f"  {many(len(units), 'unit')} ({named:,} named), {counts}")
        out.append(f"  {many(len(document.repairs), 'repair')}, {many(len(document.findings), 'finding')}")
        for code, n in sorted(Counter(f.code for f in document.findings).items()):
            out.append(f"    {n:3} {code:20} {FINDINGS[code].text}")
        out.append(f"  {share:.2%} of the characters accounted for".replace(".00%", "%"))
        out.append(f"  → {target}")
    out.append(f"{many(len(documents), 'document')} in {seconds:.2f} s")
    return "\n".join(out)


def _bold(words: str, color: bool) -> str:
    return f"\x1b[1m{words}\x1b[0m" if color else words
