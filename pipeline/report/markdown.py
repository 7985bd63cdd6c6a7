"""The report to paste into a pull request: a summary table, then the changes by unit, folded where they are many.

Source text stands in code alone: in a fence each of its lines starts with a sign, so that none can close the fence, and
in a code span the ticks around it outnumber those inside. There, no renderer reads Markdown, HTML, mentions or links.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import escape
from textwrap import wrap

from pipeline.report.change_view import ChangeView
from pipeline.report.counting import many
from pipeline.report.kinds import CAUSES, SHOWN
from pipeline.report.repeats import Repeat
from pipeline.report.view import GONE, REPEATED, UNREAD, DocumentView, Report, UnitView
from pipeline.report.visible import clipped, visible
from pipeline.report.wording import Parts

# With more changes than this, units are folded.
MANY = 20

# What fits into one comment of the usual forges, which cut or refuse what is longer, with room for a few words more.
LONGEST = 60_000

WIDTH = 96
LONGEST_TEXT = 1200
LONGEST_NAME = 120

TICKS = re.compile("`+")


def markdown_of(report: Report) -> str:
    """The report as Markdown, at most LONGEST characters and a line that says how much of it is left out."""
    if not report.counts.total:
        return "\n".join((report.nothing, "", *_unread(report))).rstrip() + "\n"
    lines = [*_summary(report), *_unread(report)]
    length = sum(map(len, lines)) + len(lines)
    left = report.counts.total
    fold = left > MANY
    for one in report.documents:
        lines += _heading(one, many_documents=report.compared > 1)
        for number, block in _blocks(one, fold):
            length += sum(map(len, block)) + len(block)
            if length > LONGEST:
                lines.append(f"*{many(left, 'more change')} did not fit in here.*")
                return "\n".join(lines) + "\n"
            lines += block
            left -= number
    return "\n".join(lines).rstrip() + "\n"


def _blocks(one: DocumentView, fold: bool) -> Iterator[tuple[int, list[str]]]:
    """What the document says below its heading, in blocks, each with the number of its changes."""
    for place, repeat in enumerate(one.repeats):
        title = [] if place else [f"### {REPEATED}", ""]
        yield repeat.number, [*title, *_repeat(repeat, one.same_page)]
    for unit in one.units:
        if unit.own:
            yield len(unit.own), [*_unit(unit, fold, one.same_page)]


def _summary(report: Report) -> Iterator[str]:
    counts = report.counts
    units = sum(1 for one in report.documents for unit in one.units if unit.id)
    yield f"## {many(counts.total, 'change')}" + (f" in {many(units, 'unit')}" if units else "")
    yield ""
    yield "| What happened | Number |"
    yield "| --- | ---: |"
    yield from (f"| {SHOWN[kind].sign} {SHOWN[kind].label} | {number:,} |" for kind, number in counts.kinds.items())
    yield ""
    yield "| Why | Number |"
    yield "| --- | ---: |"
    yield from (f"| {CAUSES[cause]} | {number:,} |" for cause, number in counts.causes.items())
    yield ""
    yield f"Findings: **{counts.findings_new:,} new**, **{counts.findings_resolved:,} resolved**"
    yield ""
    if report.regressions:
        said = "read before and missing now, though the words still stand in the source."
        yield f"> ⚠️ **{many(report.regressions, 'regression')}**: {said}"
        yield ""


def _unread(report: Report) -> Iterator[str]:
    if report.unread:
        yield f"> ⚠️ **{many(len(report.unread), 'page')} {UNREAD}**"
        yield from (f"> - {code(clipped(page, LONGEST_NAME))}" for page in report.unread[:MANY])
        if len(report.unread) > MANY:
            yield f"> - and {len(report.unread) - MANY:,} more"
        yield ""


def _heading(one: DocumentView, *, many_documents: bool) -> Iterator[str]:
    if many_documents:
        state = "" if one.old and one.new else " (new document)" if one.new else f" ({GONE})"
        yield f"## {code(one.title)}{state}"
        yield ""
    if one.same_page:
        yield "> **The page is the same; the program reads it differently.**"
        yield ""
    if one.warning:
        yield f"> ⚠️ **{one.warning}**"
        yield ""


def _unit(unit: UnitView, fold: bool, same_page: bool) -> Iterator[str]:
    title = clipped(unit.title, LONGEST_NAME)
    number = many(len(unit.own), "change")
    if fold:
        # A regression must not hide in a fold.
        opened = " open" if any(change.regression for change in unit.own) else ""
        name = f"<code>{escape(title)}</code>" if title else "The document itself"
        yield f"<details{opened}><summary>{name} · {number}</summary>"
    else:
        yield f"### {code(title) if title else 'The document itself'}"
    yield ""
    for change in unit.own:
        yield from _change(change, same_page)
    if fold:
        yield "</details>"
        yield ""


def _change(change: ChangeView, same_page: bool) -> Iterator[str]:
    facts = [f"**{change.name.sign} {change.name.label}**", *_lines(change)]
    if change.origin:
        facts.append(f"from {code(clipped(change.origin, LONGEST_NAME))}")
    if change.detail:
        facts.append(code(clipped(change.detail, LONGEST_NAME)))
    if change.shared:
        facts.append(f"a phrase of {many(change.shared, 'unit')}")
    yield " · ".join(facts)
    yield ""
    yield from _body(change, same_page)


def _repeat(repeat: Repeat, same_page: bool) -> Iterator[str]:
    """A change that stands in many places: once, with the units that it is in."""
    yield f"**{repeat.first.name.sign} {repeat.first.name.label}** · {repeat.said}"
    yield ""
    yield from _body(repeat.first, same_page)
    yield f"In {code(clipped(', '.join(repeat.units), LONGEST_TEXT))}"
    yield ""


def _body(change: ChangeView, same_page: bool) -> Iterator[str]:
    """What must not be missed of the cause, and both texts."""
    if change.regression:
        yield "⚠️ **Regression:** the program no longer reads this, though its words still stand in the source."
        yield ""
    elif change.cause != "source" and not same_page:
        yield f"*{change.cause_text}.*"
        yield ""
    yield from _fence(change)
    yield ""


def _lines(change: ChangeView) -> Iterator[str]:
    """The lines to look at."""
    if change.old and change.new and change.old.line != change.new.line:
        yield f"line {change.old.line} → {change.new.line}"
    elif change.new:
        yield f"line {change.new.line}"
    elif change.old:
        yield f"old line {change.old.line}"


def _fence(change: ChangeView) -> Iterator[str]:
    """Both texts in a fence; a line of source in it can't close it, as a sign stands before each."""
    yield "```diff"
    if change.before == change.after:
        yield from _signed(" ", _text(change.after, "{+", "+}"))
    else:
        yield from _signed("-", _text(change.before, "[-", "-]") if change.before else "")
        yield from _signed("+", _text(change.after, "{+", "+}") if change.after else "")
    yield "```"


def _signed(sign: str, text: str) -> Iterator[str]:
    """The text in lines that fit a page, each behind its sign."""
    yield from (f"{sign} {line}" for line in wrap(text, WIDTH, break_on_hyphens=False))


def _text(parts: Parts, opening: str, closing: str) -> str:
    """A text with its changed words marked, unless all of it changed: then the sign of its line says so."""
    if all(part.changed for part in parts):
        return clipped("".join(part.text for part in parts), LONGEST_TEXT)
    marked = "".join(f"{opening}{part.text}{closing}" if part.changed else part.text for part in parts)
    return clipped(marked, LONGEST_TEXT)


def code(text: str) -> str:
    """A code span that shows `text`, whatever it is.

    >>> code("a`b")
    '`` a`b ``'
    """
    shown = " ".join(visible(text).split())
    ticks = "`" * (max(map(len, TICKS.findall(shown)), default=0) + 1)
    space = " " if shown[:1] in ("`", "") or "`" in shown else ""
    return f"{ticks}{space}{shown}{space}{ticks}"
