"""Remit's comparison of two versions beside other programs, on the same data.

Documents with ten duties a unit and much boilerplate, one unit in twenty edited.
"""

from __future__ import annotations

import copy
import difflib
import json
import random
import statistics
from collections.abc import Callable, Sequence
from functools import partial
from typing import Any

from bench.part import Part, figure
from bench.rounds import exponent, seconds
from pipeline.compare import diff
from tests.synthetic.built import build
from tests.synthetic.organisation import Organisation, UnitFacts

REMIT = "Remit"


def organisation(rng: random.Random, units: int) -> Organisation:
    words = ["".join(rng.choices("abcdefghijklmnopqrstuvwxyz", k=rng.randint(4, 10))) for _ in range(3000)]

    def duty() -> str:
        return " ".join(rng.choices(words, k=rng.randint(6, 14)))

    def unit(at: int) -> UnitFacts:
        own = [duty() if rng.random() < 0.8 else f"Common duty {rng.randint(1, 200)}" for _ in range(8)]
        duties = [f"Implement laws {at % 50}", *own, "Undertake other tasks assigned by superiors"]
        return UnitFacts(name=" ".join(rng.choices(words, k=2)).title() + " Office", level="division", duties=duties)

    return Organisation("Port Authority", "Units of Port Authority", [unit(i) for i in range(units)])


def edited(rng: random.Random, old: Organisation) -> Organisation:
    new = copy.deepcopy(old)
    for at in rng.sample(range(len(new.units)), len(new.units) // 20):
        duties = new.units[at].duties
        match rng.randrange(3):
            case 0:
                duties.insert(3, f"inserted at {at}")
            case 1:
                duties.pop(2)
            case _:
                duties[2] += f" and more at {at}"
    return new


def peers(old: Any, new: Any) -> dict[str, Callable[[], Any]]:
    from deepdiff import DeepDiff
    from jsondiff import diff as json_diff

    before, after = (json.dumps(side, indent=2).splitlines() for side in (old, new))
    return {
        "deepdiff": lambda: DeepDiff(old, new),
        "jsondiff": lambda: json_diff(old, new),
        "difflib, lines": lambda: list(difflib.unified_diff(before, after)),
    }


def measure(sizes: Sequence[int], limit: float) -> Part:
    """Remit's comparison beside other programs on documents of so many units.

    A program that would take more than `limit` seconds, going by the size before, is not run.
    """
    spent: dict[str, list[float]] = {REMIT: []}
    part = Part("Comparing two versions", ["units", "program", "seconds", "times as long as Remit"])
    for at, size in enumerate(sizes):
        rng = random.Random(size)
        facts = organisation(rng, size)
        old, new = build(facts), build(edited(rng, facts))
        own = statistics.median(seconds(partial(diff, old, new)) for _ in range(3))
        spent[REMIT].append(own)
        part.rows.append([f"{size:,}", REMIT, figure(own), "1.00"])
        for name, work in peers(old.model_dump(), new.model_dump()).items():
            before = spent.setdefault(name, [])
            if at and (len(before) < at or before[-1] * size / sizes[at - 1] > limit):
                part.rows.append([f"{size:,}", name, f"more than {limit:.0f}", "not run"])
                continue
            before.append(seconds(work))
            part.rows.append([f"{size:,}", name, figure(before[-1]), figure(before[-1] / own)])
    growth = [f"{name} {exponent(sizes[: len(t)], t):.2f}" for name, t in spent.items() if len(t) > 1]
    part.notes = [
        f"Ten duties a unit, one unit in twenty edited; Remit's time is the median of three runs. Growth exponents: "
        f"{', '.join(growth)}."
    ]
    return part
