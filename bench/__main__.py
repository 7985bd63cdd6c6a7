"""Measure, and write what was found: `python -m bench`; `--quick` for the real page alone, in seconds."""

from __future__ import annotations

import argparse
import sys
import time
from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path

from bench import commands, diff, growth, long_lines, machine, page, peers
from bench.curves import picture
from bench.part import Part
from bench.report import into, section, targets
from bench.report import page as results
from bench.texts import ROOT

RESULTS = ROOT / "bench" / "results.md"
PICTURE = ROOT / "docs" / "images" / "growth.svg"
README = ROOT / "README.md"

# Each part measured in full, and small: enough to try the harness, too little for a figure. The page comes first,
# before other programs are loaded into this process.
PARTS: dict[str, tuple[Callable[[], Part], Callable[[], Part]]] = {
    "page": (lambda: page.measure(41), lambda: page.measure(15, quick=True)),
    "peers": (lambda: peers.measure(15), lambda: peers.measure(3)),
    "document": (lambda: growth.one_document((1, 2, 5, 10), 3), lambda: growth.one_document((0.2, 0.5, 1), 1)),
    "lines": (
        lambda: long_lines.measure((100_000, 200_000, 400_000), 3),
        lambda: long_lines.measure((5000, 20_000), 1),
    ),
    "corpus": (lambda: growth.corpus((100, 1000, 10_000), 3), lambda: growth.corpus((10, 50, 100), 1)),
    "workers": (lambda: commands.workers(75, 3), lambda: commands.workers(1, 2)),
    "start": (lambda: commands.start(40), lambda: commands.start(10)),
    "diff": (lambda: diff.measure((250, 2500, 25_000), 60), lambda: diff.measure((100, 400), 2)),
}


def measured(names: Sequence[str], *, small: bool) -> list[Part]:
    """The parts of those names, in their order; says on standard error what is at work."""
    parts = []
    for name in PARTS:
        if name not in names:
            continue
        print(f"{name} …", end="", file=sys.stderr, flush=True)
        started = time.perf_counter()
        parts.append(PARTS[name][small]())
        print(f" {time.perf_counter() - started:.0f} s", file=sys.stderr)
    return parts


def write(parts: Sequence[Part], facts: Sequence[str], today: str) -> None:
    """The results, the picture, and the table in the README."""
    RESULTS.write_text(results(parts, [*facts, f"made on {today}"]), encoding="utf-8")
    PICTURE.write_text(picture([curve for part in parts for curve in part.curves]), encoding="utf-8")
    README.write_text(into(README.read_text(encoding="utf-8"), targets(parts)), encoding="utf-8")


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m bench", description=__doc__)
    parser.add_argument("--quick", action="store_true", help="only the real page, in few rounds")
    parser.add_argument("--only", metavar="PART,…", help=f"only these of {', '.join(PARTS)}; prints, writes nothing")
    parser.add_argument("--small", action="store_true", help="small sizes and few rounds: tries the harness; prints")
    options = parser.parse_args()
    wanted = ["page"] if options.quick else (options.only or ",".join(PARTS)).split(",")
    if unknown := [name for name in wanted if name not in PARTS]:
        parser.error(f"no part is called {', '.join(unknown)}; there are {', '.join(PARTS)}")
    options.parts = wanted
    return options


def main() -> None:
    options = arguments()
    busy = machine.load()
    parts = measured(options.parts, small=options.small or options.quick)
    if options.quick or options.only or options.small:
        print("\n\n".join([targets(parts), *(section(part) for part in parts)]))
        return
    facts = [*machine.described(), f"load of the machine before and after: {busy} and {machine.load()}"]
    write(parts, facts, date.today().isoformat())
    print(targets(parts))
    for path in (RESULTS, PICTURE, README):
        print(f"→ {Path(path).relative_to(ROOT)}")


if __name__ == "__main__":
    main()
