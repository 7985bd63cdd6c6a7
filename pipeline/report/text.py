"""The report for a terminal: a summary, then each change on a line or two."""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.report.change_view import ChangeView
from pipeline.report.counting import many
from pipeline.report.kinds import SHOWN
from pipeline.report.view import GONE, REPEATED, UNREAD, DocumentView, Report, UnitView
from pipeline.report.visible import MORE, clipped, visible
from pipeline.report.wording import Part, Parts

# A text with nothing to mark is cut at this length, and a marked one keeps this much around what changed.
LONGEST = 160
AROUND = 40

LABEL = 24

CAUSES = {
    "source": "the page changed",
    "extractor": "the page is the same, the program reads it differently",
    "unknown": "cause unknown",
}


class Pen:
    """How things are marked: with colours, or with signs where there are none."""

    def __init__(self, color: bool) -> None:
        self._color = color

    def bold(self, words: str) -> str:
        """A heading."""
        return self._in("1", words)

    def faint(self, words: str) -> str:
        """What can be skipped."""
        return self._in("2", words)

    def warning(self, words: str) -> str:
        """What must not be missed."""
        return self._in("1;33", words)

    def gone(self, words: str) -> str:
        """Words that only the old side has; struck through, as colour alone doesn't tell everybody."""
        return self._in("31;9", words) if self._color else f"[-{words}-]"

    def came(self, words: str) -> str:
        """Words that only the new side has, underlined."""
        return self._in("32;4", words) if self._color else f"{{+{words}+}}"

    def _in(self, code: str, words: str) -> str:
        return f"\x1b[{code}m{words}\x1b[0m" if self._color else words


def text_of(report: Report, *, color: bool = False) -> str:
    """The report as lines for a terminal, with ANSI escapes only where `color` is true."""
    pen = Pen(color)
    changes = (line for one in report.documents for line in _document(one, pen))
    lines = (*_summary(report, pen), *changes) if report.counts.total else (report.nothing, *_unread(report, pen))
    return "\n".join(lines) + "\n"


def _unread(report: Report, pen: Pen) -> Iterator[str]:
    if report.unread:
        yield "  " + pen.warning(f"{many(len(report.unread), 'page')} {UNREAD}")
        yield from (f"    {clipped(page, LONGEST)}" for page in report.unread)


def _summary(report: Report, pen: Pen) -> Iterator[str]:
    counts = report.counts
    units = sum(1 for one in report.documents for unit in one.units if unit.id)
    where = f" in {many(units, 'unit')}" if units else ""
    documents = f" of {many(len(report.documents), 'document')}" if report.compared > 1 else ""
    yield pen.bold(many(counts.total, "change") + where + documents)
    for kind, number in counts.kinds.items():
        yield f"  {number:5,}  {SHOWN[kind].label.lower()}"
    yield "  " + "; ".join(f"{number:,} {CAUSES[cause]}" for cause, number in counts.causes.items())
    if counts.findings_new or counts.findings_resolved:
        yield f"  findings: {counts.findings_new:,} new, {counts.findings_resolved:,} resolved"
    if report.regressions:
        words = f"{many(report.regressions, 'regression')}: read before and missing now, though the words still stand"
        yield "  " + pen.warning(words)
    yield from _unread(report, pen)


def _document(one: DocumentView, pen: Pen) -> Iterator[str]:
    side = one.new or one.old
    state = "" if one.old and one.new else "  (new document)" if one.new else f"  ({GONE})"
    yield ""
    yield pen.bold(one.title) + state + pen.faint(f"  {visible(side.path)}" if side else "")
    if one.same_page:
        yield "  " + pen.warning("The page is the same; the program reads it differently.")
    if one.warning:
        yield "  " + pen.warning(one.warning)
    if one.repeats:
        yield ""
        yield "  " + pen.bold(REPEATED)
    for repeat in one.repeats:
        yield f"    {_label(repeat.first)} {repeat.said}: {_words(repeat.first, pen)}"
        yield from _why(repeat.first, one.same_page, pen)
        yield pen.faint(f"      {', '.join(repeat.units)}")
    for unit in one.units:
        if unit.own:
            yield from _unit(unit, one.same_page, pen)


def _unit(unit: UnitView, same_page: bool, pen: Pen) -> Iterator[str]:
    yield ""
    yield "  " + pen.bold(clipped(unit.title or "The document itself", LONGEST))
    for change in unit.own:
        yield f"    {_label(change)} {_words(change, pen)}{_where(change, pen)}"
        yield from _why(change, same_page, pen)


def _label(change: ChangeView) -> str:
    return f"{change.name.sign} {change.name.label.lower():{LABEL}}"


def _why(change: ChangeView, same_page: bool, pen: Pen) -> Iterator[str]:
    """What must not be missed of the cause."""
    if change.regression:
        yield "      " + pen.warning("regression: the program no longer reads this, though its words still stand")
    elif change.cause != "source" and not same_page:
        yield "      " + pen.warning(change.cause_text.lower())


def _words(change: ChangeView, pen: Pen) -> str:
    """Both sides as one text with what changed marked in it; two values one behind the other."""
    before, after = change.before, change.after
    if not (before and after) or before == after:
        text = clipped("".join(part.text for part in after or before), LONGEST)
        origin = f"  (from {clipped(change.origin, LONGEST)})" if change.origin else ""
        return _given(change, text) + origin + (f"  ({change.detail})" if change.detail else "")
    if all(part.changed for part in (*before, *after)):
        values = " → ".join(clipped("".join(part.text for part in parts), LONGEST) for parts in (before, after))
        return values + (f"  ({change.detail})" if change.detail else "")
    return _merged(before, after, pen)


def _given(change: ChangeView, text: str) -> str:
    """A value that stands on one side only, though neither added nor removed by name: it was given, or taken away."""
    if (change.before and change.after) or change.kind.endswith(("-added", "-removed")):
        return text
    return f"none → {text}" if change.after else f"{text} → none"


def _merged(before: Parts, after: Parts, pen: Pen) -> str:
    """Two sides of one text as one, shortened where nothing changed for long."""
    out: list[str] = []
    old, new = list(before), list(after)
    while old or new:
        if old and old[0].changed:
            out.append(pen.gone(clipped(old.pop(0).text, LONGEST)))
        elif new and new[0].changed:
            out.append(pen.came(clipped(new.pop(0).text, LONGEST)))
        else:
            same = _same(old, new)
            out.append(_shortened(same, first=not out, last=not (old or new)))
    return "".join(out)


def _same(old: list[Part], new: list[Part]) -> str:
    """Take the next unchanged text off both sides: as much of it as stands in one part on either.

    Where one side has more words, the other is not cut there; the two may differ by the space in front of those.
    """
    heads = [side.pop(0).text for side in (old, new) if side]
    letters = min(len("".join(head.split())) for head in heads)
    taken: list[str] = []
    for side, head in zip((old, new), heads, strict=False):
        at = _end_of(head, letters)
        taken.append(head[:at])
        if head[at:].strip():
            side.insert(0, Part(head[at:], False))
    return max(taken, key=len)


def _end_of(text: str, letters: int) -> int:
    """Where so many letters of `text` and the space behind them end."""
    for at, char in enumerate(text):
        if not char.isspace():
            letters -= 1
            if letters < 0:
                return at
    return len(text)


def _shortened(text: str, *, first: bool, last: bool) -> str:
    """Unchanged words with their middle cut out, or the end that no change touches."""
    if len(text) <= (1 if first or last else 2) * AROUND:
        return text
    # Cut between words where there are any.
    head, tail = text[:AROUND].rpartition(" ")[0] or text[:AROUND], text[-AROUND:].partition(" ")[2] or text[-AROUND:]
    return f"{MORE} {tail}" if first else f"{head} {MORE}" if last else f"{head} {MORE} {tail}"


def _where(change: ChangeView, pen: Pen) -> str:
    """The line to look at: in the new source, or in the old one for what is gone."""
    if change.new:
        return pen.faint(f"  line {change.new.line}")
    return pen.faint(f"  old line {change.old.line}") if change.old else ""
