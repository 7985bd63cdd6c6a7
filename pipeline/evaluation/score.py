"""Score: one extraction against its gold, field by field, and what was wrong without a word."""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Iterable, Iterator

from pydantic import BaseModel, ConfigDict, Field, computed_field

from pipeline.evaluation.gold import Gold, GoldDuty, GoldUnit
from pipeline.evaluation.match import match_units, same_name
from pipeline.evaluation.wording import plain, plain_name
from pipeline.model import Document, Duty, Unit

FIELDS = (
    "names",
    "levels",
    "status",
    "listing",
    "members",
    "declared",
    "group levels",
    "duties",
    "duty counts",
    "title",
    "organization",
)


class Tally(BaseModel):
    """How many of a field's values the page has, the extraction found, and are the same in both."""

    gold: int = 0
    found: int = 0
    same: int = 0

    def add(self, other: Tally) -> None:
        self.gold += other.gold
        self.found += other.found
        self.same += other.same

    @computed_field  # type: ignore[prop-decorator]
    @property
    def precision(self) -> float:
        return round(self.same / self.found, 4) if self.found else 1.0

    @computed_field  # type: ignore[prop-decorator]
    @property
    def recall(self) -> float:
        return round(self.same / self.gold, 4) if self.gold else 1.0

    @computed_field  # type: ignore[prop-decorator]
    @property
    def f1(self) -> float:
        return round(2 * self.same / (self.found + self.gold), 4) if self.found + self.gold else 1.0


class UnitError(BaseModel):
    """A unit that is not as the page has it. `silent`: no finding tells the reader to look there."""

    model_config = ConfigDict(frozen=True)

    unit: str
    fields: list[str]
    silent: bool
    details: list[str]


class Score(BaseModel):
    """One page's score, or the sum of several.

    `units` counts the gold units and the extracted units that are none; `wrong` of them differ in any field, `silent`
    of these without a finding, `info_only` with none above an info. `false_alarms` counts right units that a warning
    or an error points at.
    """

    id: str
    units: int = 0
    wrong: int = 0
    silent: int = 0
    info_only: int = 0
    false_alarms: int = 0
    fields: dict[str, Tally] = Field(default_factory=lambda: {name: Tally() for name in FIELDS})
    errors: list[UnitError] = Field(default_factory=list)

    @computed_field  # type: ignore[prop-decorator]
    @property
    def silent_share(self) -> float:
        return round(self.silent / self.units, 4) if self.units else 0.0

    def add(self, other: Score) -> None:
        """Add another page's figures. Its errors stay where they are: with the page."""
        self.units += other.units
        self.wrong += other.wrong
        self.silent += other.silent
        self.info_only += other.info_only
        self.false_alarms += other.false_alarms
        for name, tally in other.fields.items():
            self.fields[name].add(tally)


def score(gold: Gold, document: Document, text: str) -> Score:
    """Hold `document`, extracted from `text`, against `gold`."""
    result = Score(id=gold.document)
    for name, expected_text, read_text in (
        ("title", gold.title, document.title.text if document.title else None),
        ("organization", gold.organization, document.organization),
    ):
        if expected_text is not None:
            result.fields[name].add(_compare(_one(expected_text), _one(read_text))[0])
    for expected, unit in match_units(gold.units, document.units):
        wrong: dict[str, list[str]] = {}
        for name, (tally, details) in _fields(expected, unit):
            result.fields[name].add(tally)
            if details:
                wrong[name] = details
        result.units += 1
        found = _severities(document, unit, expected, text)
        if expected is None or unit is None or wrong:
            result.wrong += 1
            result.silent += not found
            result.info_only += found == {"info"}
            result.errors.append(_error(expected, unit, wrong, silent=not found))
        elif any(f.unit == unit.id and f.severity != "info" for f in document.findings):
            result.false_alarms += 1
    return result


def _error(expected: GoldUnit | None, unit: Unit | None, wrong: dict[str, list[str]], *, silent: bool) -> UnitError:
    known = (expected.name if expected else None) or (unit.name.text if unit and unit.name else None)
    details = [f"{name}: {d}" for name, all_details in wrong.items() for d in all_details]
    fields = ["missing"] if unit is None else ["spurious"] if expected is None else list(wrong)
    return UnitError(unit=known or (unit.id if unit else "(unnamed)"), fields=fields, silent=silent, details=details)


def _severities(document: Document, unit: Unit | None, expected: GoldUnit | None, text: str) -> set[str]:
    """Of the findings at the unit, at its place, or, where it was not found at all, at where its name stands."""
    places: list[tuple[int, int]] = [(unit.start, unit.end)] if unit else []
    if unit is None and expected is not None and expected.name:
        places = list(_occurrences(text, expected.name))
    return {
        f.severity
        for f in document.findings
        if (unit is not None and f.unit == unit.id)
        or ((unit is None or f.unit is None) and any(f.start < end and start < f.end for start, end in places))
    }


def _occurrences(text: str, name: str) -> Iterator[tuple[int, int]]:
    at = text.find(name)
    while at >= 0:
        yield at, at + len(name)
        at = text.find(name, at + 1)


Compared = tuple[Tally, list[str]]


def _fields(gold: GoldUnit | None, unit: Unit | None) -> Iterator[tuple[str, Compared]]:
    """Every field of one pair: its tally, and what differs."""
    g, u = gold or GoldUnit(duties=[]), unit
    name = plain_name(u.name.text) if u and u.name else None
    if gold and u and name and same_name(gold, u):
        yield "names", (Tally(gold=1, found=1, same=1), [])
    else:
        yield "names", _compare(_one(plain_name(g.name) if g.name else None), _one(name))
    yield "levels", _compare(_one(g.level_code), _one(u.level.code if u and u.level else None))
    yield "status", _compare(_unless(g.status, "active"), _unless(u.status if u else "active", "active"))
    yield "listing", _compare(_unless(g.listing, "absent"), _unless(u.subunits.listing if u else "absent", "absent"))
    groups = u.subunits.groups if u else []
    yield (
        "members",
        _compare(
            [plain_name(n) for group in g.groups for n in group.names],
            [plain_name(m.text) for group in groups for m in group.members],
        ),
    )
    yield (
        "declared",
        _compare(
            [x.declared for x in g.groups if x.declared is not None],
            [x.declared for x in groups if x.declared is not None],
        ),
    )
    yield (
        "group levels",
        _compare(
            [x.level_code for x in g.groups if x.level_code], [x.level.code for x in groups if x.level and x.level.code]
        ),
    )
    duties = u.duties if u else []
    if isinstance(g.duties, int):
        yield "duty counts", _compare([g.duties], [len(duties)])
    elif g.duties is not None:
        yield "duties", _duties(g.duties, duties)


def _one(value: str | None) -> list[str]:
    return [plain(value)] if value else []


def _unless(value: str, default: str) -> list[str]:
    return [] if value == default else [value]


def _compare(gold: Iterable[Hashable], found: Iterable[Hashable]) -> Compared:
    """Count what two collections share; name what only one of them has ('-' the page's, '+' the extraction's)."""
    want, have = Counter(gold), Counter(found)
    tally = Tally(gold=want.total(), found=have.total(), same=(want & have).total())
    details = [f"- {x}" for x in (want - have).elements()] + [f"+ {x}" for x in (have - want).elements()]
    return tally, details


def _duties(gold: list[GoldDuty], duties: list[Duty]) -> Compared:
    """Exact statements, nested ones included. See `gold` for duties that have no number."""
    open_readings = [{plain(t) for t in (d.text, *d.also)} for d in _flat_gold(gold)]
    found, total = 0, len(open_readings)
    extra: list[str] = []

    def answers(text: str) -> bool:
        at = next((i for i, readings in enumerate(open_readings) if plain(text) in readings), None)
        if at is not None:
            del open_readings[at]
        return at is not None

    for duty in _flat(duties):
        if answers(duty.text):
            found += 1
            continue
        parts = [s.text for s in duty.sentences] if duty.number is None and duty.sentences else [duty.text]
        found += len(parts)
        extra += [part for part in parts if not answers(part)]
    tally = Tally(gold=total, found=found, same=total - len(open_readings))
    return tally, [f"- {min(r, key=len)}" for r in open_readings] + [f"+ {plain(t)}" for t in extra]


def _flat_gold(duties: list[GoldDuty]) -> Iterator[GoldDuty]:
    for duty in duties:
        yield duty
        yield from _flat_gold(duty.items)


def _flat(duties: list[Duty]) -> Iterator[Duty]:
    for duty in duties:
        yield duty
        yield from _flat(duty.items)
