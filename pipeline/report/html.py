"""The report as one HTML file: nothing is loaded from anywhere, and no script or style runs but the report's own."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Iterable, Iterator
from functools import cache
from hashlib import sha256
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined, Template
from markupsafe import Markup

from pipeline.report.counting import many
from pipeline.report.kinds import BECAUSE, CAUSES, SHOWN
from pipeline.report.view import GONE, REPEATED, UNREAD, Report, UnitView
from pipeline.report.visible import visible

HERE = Path(__file__).parent

# So many changes are laid out together, or skipped together while they are out of sight. The browser looks at every
# such stretch in every frame: far fewer than there are changes, and each far shorter than a long report.
STRETCH = 24


def html_of(report: Report) -> str:
    """The report as a whole page, safe to open from disk whatever the sources say."""
    style, script = _asset("report.css"), _asset("report.js")
    units = [(one, unit) for one in report.documents for unit in one.units]
    return (
        _template()
        .render(
            report=report,
            units=units,
            names=_unit_names(report),
            kinds=SHOWN,
            causes=CAUSES,
            because=BECAUSE,
            gone=GONE,
            repeated=REPEATED,
            unread=UNREAD,
            # Both come from this package, and are allowed to run by their hash alone.
            style=Markup(style),
            script=Markup(script),
            policy=_policy(style, script),
            most=max(report.counts.kinds.values(), default=1),
            first=_first_of_kinds(report),
            stretches=stretches,
            stretch=STRETCH,
        )
        .strip()
        + "\n"
    )


@cache
def _template() -> Template:
    environment = Environment(
        loader=FileSystemLoader(HERE), autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True
    )
    environment.filters["many"] = many
    environment.filters["visible"] = visible
    return environment.get_template("report.html.j2")


@cache
def _asset(name: str) -> str:
    return (HERE / name).read_text(encoding="utf-8")


def _policy(style: str, script: str) -> str:
    """A policy that lets one style and one script run, and nothing be loaded, embedded or sent."""
    allowed = f"style-src {_hash(style)}; script-src {_hash(script)}"
    return f"default-src 'none'; {allowed}; base-uri 'none'; form-action 'none'"


def _hash(text: str) -> str:
    return f"'sha256-{b64encode(sha256(text.encode('utf-8')).digest()).decode('ascii')}'"


def _unit_names(report: Report) -> dict[tuple[str, str], str]:
    """Anchors of units by document and unit id. Ids of documents are file names and may hold anything: they are
    counted, not quoted."""
    units = ((one.id, unit.id) for one in report.documents for unit in one.units)
    return {unit: f"u-{place}" for place, unit in enumerate(units, 1)}


def stretches(units: Iterable[UnitView]) -> Iterator[list[UnitView]]:
    """The units in groups of at least STRETCH changes each, in order; only the last group may have fewer."""
    group: list[UnitView] = []
    changes = 0
    for unit in units:
        group.append(unit)
        changes += len(unit.changes)
        if changes >= STRETCH:
            yield group
            group, changes = [], 0
    if group:
        yield group


def _first_of_kinds(report: Report) -> dict[str, str]:
    """The first change of every kind: where its line in the summary leads."""
    first: dict[str, str] = {}
    for change in report.changes:
        first.setdefault(change.kind, change.id)
    return first
