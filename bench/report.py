"""The results as a page, and their targets as a table of the README."""

from __future__ import annotations

from collections.abc import Sequence

from bench.part import Part, Target, shown

OPEN, CLOSE = "<!-- bench: written by `make bench` -->", "<!-- end of bench -->"
HOW = (
    "Figures are medians, quartiles in brackets. A ratio is taken within a round, in which everything that is compared "
    "runs once, in changing order, on warm code in one process (or as whole commands, where it says so). The garbage "
    "collector is on, has just run, and leaves alone what was loaded before. Some programs remember what they have "
    "read: they get pages that they have not seen."
)


def table(header: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """A Markdown table."""
    lines = [header, ["---"] * len(header), *rows]
    return "\n".join(f"| {' | '.join(cells)} |" for cells in lines)


def targets(parts: Sequence[Part]) -> str:
    """Every promise beside what was measured."""
    rows = [_row(target) for part in parts for target in part.targets]
    return table(["target", "", "measured", "met?"], rows)


def _row(target: Target) -> list[str]:
    sign = "≥" if target.at_least else "≤"
    met = "yes" if target.met else "**no**"
    return [target.what, f"{sign} {target.limit:g}{target.unit}", shown(target.measured, target.unit), met]


def page(parts: Sequence[Part], facts: Sequence[str]) -> str:
    """The whole of bench/results.md."""
    pieces = ["# How fast Remit is", "\n".join(f"- {fact}" for fact in facts), HOW, "## Targets", targets(parts)]
    pieces += [section(part) for part in parts]
    return "\n\n".join(pieces) + "\n"


def section(part: Part) -> str:
    """One part: its table, and what is said under it."""
    pieces = [f"## {part.title}"]
    if part.rows:
        pieces.append(table(part.header, part.rows))
    if part.not_measured:
        pieces.append("\n".join(f"- {line}" for line in part.not_measured))
    return "\n\n".join(pieces + part.notes)


def into(readme: str, words: str) -> str:
    """`readme` with `words` between the marks, in place of what stood there."""
    before, open, rest = readme.partition(OPEN)
    _, close, after = rest.partition(CLOSE)
    if not (open and close):
        raise ValueError(f"the README lacks '{OPEN}' or '{CLOSE}'")
    return f"{before}{OPEN}\n\n{words}\n\n{CLOSE}{after}"
