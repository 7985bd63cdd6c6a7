"""Table: scores as a person reads them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from pipeline.evaluation.score import FIELDS, Score

COLUMNS = ("names", "levels", "members", "declared", "duties")


def render(total: Score, parts: Sequence[tuple[str, Sequence[Score]]], *, details: bool = True) -> str:
    """The total by field, then one table for each of `parts` (its heading, its scores), then the wrong units."""
    lines = [f"{'field':<14}{'precision':>10}{'recall':>8}{'F1':>8}{'right':>8}{'page has':>10}{'found':>8}"]
    for name in FIELDS:
        t = total.fields[name]
        if t.gold or t.found:
            lines.append(
                f"{name:<14}{t.precision:>10.3f}{t.recall:>8.3f}{t.f1:>8.3f}{t.same:>8}{t.gold:>10}{t.found:>8}"
            )
    lines.append("")
    lines.append(
        f"{total.units} units, {total.wrong} wrong in some field, {total.silent} of them without a finding "
        f"({total.silent_share:.1%} silent errors), {total.info_only} with only an info; "
        f"{total.false_alarms} right units with a warning"
    )
    for heading, scores in parts:
        if scores:
            lines += ["", *_rows(heading, scores)]
    if details:
        lines += _wrong(s for _, scores in parts[:1] for s in scores)
    return "\n".join(lines) + "\n"


def _rows(heading: str, scores: Sequence[Score]) -> list[str]:
    width = max(len(heading), *(len(s.id) for s in scores)) + 2
    head = f"{heading:<{width}}" + "".join(f"{c:>10}" for c in COLUMNS) + f"{'units':>7}{'wrong':>7}{'silent':>8}"
    rows = [head]
    for s in scores:
        cells = (f"{t.f1:>10.3f}" if (t := s.fields[c]).gold or t.found else f"{'-':>10}" for c in COLUMNS)
        rows.append(f"{s.id:<{width}}" + "".join(cells) + f"{s.units:>7}{s.wrong:>7}{s.silent:>8}")
    return rows


def _wrong(scores: Iterable[Score]) -> list[str]:
    """Every wrong unit with what the page has ('-') and what was read ('+')."""
    lines: list[str] = []
    for s in scores:
        for error in s.errors:
            mark = "SILENT " if error.silent else ""
            lines += ["", f"{s.id}: {mark}{error.unit}: {', '.join(error.fields)}"]
            lines += [f"    {d[:150]}" for d in error.details[:6]]
            if len(error.details) > 6:
                lines.append(f"    … and {len(error.details) - 6} more")
    return lines
