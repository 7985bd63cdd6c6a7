"""The comparison against named peers on the same data: `python -m bench.diff [LIMIT]` (seconds a peer may take).

Documents with ten duties a unit and much boilerplate, one unit in twenty edited. Every figure is a ratio to Remit's own
time in the same run; a peer that took longer than LIMIT at one size is not run at the next.
"""

from __future__ import annotations

import copy
import difflib
import json
import math
import random
import sys
import time
from collections.abc import Callable
from typing import Any

from pipeline.compare import diff
from tests.synthetic.built import build
from tests.synthetic.organisation import Organisation, UnitFacts

SIZES = (250, 2500, 25000)


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


def seconds(work: Callable[[], Any]) -> float:
    started = time.perf_counter()
    work()
    return time.perf_counter() - started


def peers(old: Any, new: Any) -> dict[str, Callable[[], Any]]:
    from deepdiff import DeepDiff
    from jsondiff import diff as json_diff

    before, after = (json.dumps(side, indent=2).splitlines() for side in (old, new))
    return {
        "deepdiff": lambda: DeepDiff(old, new),
        "jsondiff": lambda: json_diff(old, new),
        "difflib, lines": lambda: list(difflib.unified_diff(before, after)),
    }


def main(limit: float) -> None:
    spent: dict[str, list[float]] = {}
    for size in SIZES:
        rng = random.Random(size)
        facts = organisation(rng, size)
        old, new = build(facts), build(edited(rng, facts))
        plain = old.model_dump(), new.model_dump()
        own = sorted(seconds(lambda o=old, n=new: diff(o, n)) for _ in range(3))[1]
        spent.setdefault("remit", []).append(own)
        print(f"{size} units: remit {own:.3f} s")
        for name, work in peers(*plain).items():
            before = spent.setdefault(name, [])
            if before and before[-1] * (SIZES[1] / SIZES[0]) > limit:
                print(f"  {name:15} left out: it would take more than {limit:.0f} s")
                continue
            before.append(seconds(work))
            print(f"  {name:15} {before[-1] / own:8.1f} times as long", flush=True)
    for name, times in spent.items():
        if len(times) > 1:
            exponent = math.log(times[-1] / times[0]) / math.log(SIZES[len(times) - 1] / SIZES[0])
            print(f"growth exponent {name:15} {exponent:.2f}")


if __name__ == "__main__":
    main(float(sys.argv[1]) if len(sys.argv) > 1 else 60)
