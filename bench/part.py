"""What a part of the benchmark found, ready to be shown."""

from __future__ import annotations

from dataclasses import dataclass, field

from bench.rounds import Spread


@dataclass(frozen=True, slots=True)
class Target:
    """A promise and what was measured of it; `limit` is the most that is allowed, or the least where `at_least`."""

    what: str
    limit: float
    measured: Spread
    unit: str = ""
    at_least: bool = False

    @property
    def met(self) -> bool:
        return self.measured.median >= self.limit if self.at_least else self.measured.median <= self.limit


@dataclass(frozen=True, slots=True)
class Curve:
    """How a figure grows with a size; both are drawn as logarithms."""

    title: str
    across: str
    up: str
    points: list[tuple[float, float]]
    note: str


@dataclass(slots=True)
class Part:
    """A section of the results: a table, the targets it speaks to, and what is said under it."""

    title: str
    header: list[str]
    rows: list[list[str]] = field(default_factory=list)
    targets: list[Target] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    not_measured: list[str] = field(default_factory=list)
    curves: list[Curve] = field(default_factory=list)


def figure(value: float) -> str:
    """Three digits that count, thousands kept.

    >>> figure(0.01234), figure(2.2), figure(123.4), figure(12345)
    ('0.0123', '2.20', '123', '12,345')
    """
    if value >= 1000:
        return f"{value:,.0f}"
    digits = 3 if value == 0 else 0
    while value and value * 10**digits < 99.5 and digits < 6:
        digits += 1
    return f"{value:.{digits}f}"


def shown(value: Spread, unit: str = "") -> str:
    """The median, with the quartiles behind it where they differ."""
    text = f"{figure(value.median)}{unit}"
    low, high = figure(value.low), figure(value.high)
    return text if low == high else f"{text} ({low}–{high})"
