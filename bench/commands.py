"""Whole commands: what a second process brings, and how soon `remit --help` is there."""

from __future__ import annotations

import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

from bench.page import whole_run
from bench.part import Part, Target, figure, shown
from bench.rounds import ratios, seconds, spread, turns
from bench.texts import ROOT, variant

REMIT = str(Path(sys.executable).with_name("remit"))
LOOP = "for _ in range(30_000_000): pass"


def command(arguments: Sequence[str]) -> float:
    """The seconds from start to end of a program; it must succeed."""
    started = time.perf_counter()
    subprocess.run(arguments, cwd=ROOT, check=True, stdout=subprocess.DEVNULL)
    return time.perf_counter() - started


def loops(processes: int) -> float:
    """The seconds until so many processes have each run an empty loop: what the machine itself gives two of them."""
    started = time.perf_counter()
    running = [subprocess.Popen([sys.executable, "-c", LOOP]) for _ in range(processes)]
    for process in running:
        process.wait()
    return time.perf_counter() - started


def workers(work: float, rounds: int) -> Part:
    """The same folder with one process and with two, in turns; `work` is the seconds that one is to take."""
    text = variant(0)
    whole_run(text)
    pages = round(work / seconds(lambda: whole_run(text), 5))
    times: dict[str, list[float]] = {"1": [], "2": [], "one loop": [], "two loops": []}
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name, "pages")
        folder.mkdir()
        for seed in range(pages):
            (folder / f"page-{seed}.txt").write_bytes(variant(seed).encode("utf-8"))
        for number, what in turns(list(times), rounds):
            if what.endswith("loop"):
                times[what].append(2 * loops(1))  # the work of two, one after the other
            elif what.endswith("loops"):
                times[what].append(loops(2))
            else:
                out = Path(name, f"out-{number}-{what}")
                times[what].append(command([REMIT, "extract", str(folder), "-o", str(out), "--workers", what]))
    gain, ceiling = ratios(times, "1", "2"), ratios(times, "one loop", "two loops")
    part = Part("Two processes", ["what", "one, s", "two, s", "times as fast"])
    for what, one, two, faster in (
        ("`remit extract FOLDER -o OUT --workers 1` and `2`", "1", "2", gain),
        ("an empty loop in Python, twice (ceiling)", "one loop", "two loops", ceiling),
    ):
        part.rows.append([what, figure(spread(times[one]).median), figure(spread(times[two]).median), shown(faster)])
    what = f"two workers: times as fast as one (two empty loops at once: {figure(ceiling.median)})"
    part.targets = [Target(what, 1.8, gain, at_least=True)]
    part.notes = [
        f"Whole commands, start-up included, {rounds} pairs in turns on {pages:,} variants of the real page. The "
        "ceiling is what two processes that share nothing reach at the same time on this machine."
    ]
    return part


def start(rounds: int) -> Part:
    """`remit --help` against an interpreter that does nothing."""
    works = {"python -c pass": [sys.executable, "-c", "pass"], "remit --help": [REMIT, "--help"]}
    times: dict[str, list[float]] = {name: [] for name in works}
    for arguments in works.values():
        command(arguments)
    for _, name in turns(list(works), rounds):
        times[name].append(command(works[name]))
    part = Part("Start-up", ["command", "ms", "times a bare interpreter"])
    for name in works:
        cells = [f"`{name}`", figure(1000 * spread(times[name]).median), shown(ratios(times, name, "python -c pass"))]
        part.rows.append(cells)
    ratio = ratios(times, "remit --help", "python -c pass")
    part.targets = [Target("`remit --help`: times a bare interpreter's start", 2.5, ratio)]
    part.notes = [f"{rounds} pairs in turns."]
    return part
