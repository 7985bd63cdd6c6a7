"""Timing works that take turns in one process, and what their times say."""

from __future__ import annotations

import gc
import math
import random
import statistics
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

LEAST = 0.01  # seconds a sample should last, so that the clock and the call cost nothing beside it


@dataclass(frozen=True, slots=True)
class Spread:
    """The middle of some figures, and the quartiles around it."""

    median: float
    low: float
    high: float


def spread(values: Sequence[float]) -> Spread:
    """Median and quartiles of `values`, at least one.

    >>> spread([1, 2, 3, 4, 5])
    Spread(median=3, low=2.0, high=4.0)
    """
    if len(values) == 1:
        return Spread(values[0], values[0], values[0])
    low, _, high = statistics.quantiles(values, n=4, method="inclusive")
    return Spread(statistics.median(values), low, high)


def ratios(times: Mapping[str, Sequence[float]], of: str, to: str) -> Spread:
    """How many times as long `of` took as `to`: the spread of the ratios of each round.

    A ratio of medians would mix rounds in which the machine was busy with rounds in which it was not.
    """
    return spread([a / b for a, b in zip(times[of], times[to], strict=True)])


def exponent(sizes: Sequence[float], values: Sequence[float]) -> float:
    """The slope of `values` over `sizes` when both are logarithms: 1 is linear, 2 quadratic (least squares)."""
    return statistics.linear_regression([math.log(s) for s in sizes], [math.log(v) for v in values]).slope


def settle() -> None:
    """What is loaded by now is out of the collector's sight, so that a peer's many objects slow nobody's run."""
    gc.collect()
    gc.freeze()


def seconds(work: Callable[[], Any], times: int = 1) -> float:
    """How long one call of `work` takes, as the mean of `times`. The collector is on, and has just run."""
    gc.collect()
    started = time.perf_counter()
    for _ in range(times):
        work()
    return (time.perf_counter() - started) / times


def turns(names: Sequence[str], rounds: int) -> Iterator[tuple[int, str]]:
    """Each name once in each round, in an order that changes, so that none always runs behind the same other."""
    for number in range(rounds):
        for name in random.Random(number).sample(names, len(names)):
            yield number, name


def interleaved(works: Mapping[str, Callable[[], Any]], rounds: int) -> dict[str, list[float]]:
    """The seconds of each work in each round. All are called once before, so that they are warm."""
    once = {}
    for name, work in works.items():
        work()
        once[name] = seconds(work)
    settle()
    times: dict[str, list[float]] = {name: [] for name in works}
    for _, name in turns(list(works), rounds):
        times[name].append(seconds(works[name], max(1, math.ceil(LEAST / once[name]))))
    return times


def interleaved_over(works: Mapping[str, Callable[[str], Any]], inputs: Sequence[str]) -> dict[str, list[float]]:
    """The seconds of each work on each of the `inputs`, of which none is used twice: a work's cache is of no use.

    The works must be warm; each round takes one input through all of them.
    """
    settle()
    times: dict[str, list[float]] = {name: [] for name in works}
    for number, name in turns(list(works), len(inputs)):
        work, text = works[name], inputs[number]
        times[name].append(seconds(partial(work, text)))
    return times
