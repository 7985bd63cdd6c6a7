"""How time and memory grow with one document, and with the number of documents."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

from bench.part import Curve, Part, Target, figure, shown
from bench.rounds import exponent, spread, turns
from bench.texts import REAL, ROOT, long_page, write_pages

Run = dict[str, float]  # what bench.child prints
Runs = dict[float, list[Run]]


def in_a_process(warm: Path, path: Path) -> Run:
    """`remit extract` of `path` in a fresh process, warmed with `warm`; the written files are thrown away."""
    with tempfile.TemporaryDirectory() as out:
        command = [sys.executable, "-m", "bench.child", str(warm), str(path), out]
        done = subprocess.run(command, cwd=ROOT, check=True, stdout=subprocess.PIPE, text=True)
    return dict(json.loads(done.stdout))


def runs_of(paths: dict[float, Path], warm: Path, rounds: int) -> Runs:
    """`rounds` runs of each size, in turns."""
    names = {str(size): size for size in paths}
    result: Runs = {size: [] for size in paths}
    for _, name in turns(list(names), rounds):
        size = names[name]
        result[size].append(in_a_process(warm, paths[size]))
    return result


def exponents(runs: Runs) -> list[float]:
    """The growth exponent of the seconds, one for each round."""
    sizes = list(runs)
    rounds = zip(*([run["seconds"] for run in runs[size]] for size in sizes), strict=True)
    return [exponent(sizes, seconds) for seconds in rounds]


def points(runs: Runs, key: str) -> list[tuple[float, float]]:
    return [(size, spread([run[key] for run in runs[size]]).median) for size in runs]


def one_document(megabytes: Sequence[float], rounds: int) -> Part:
    """Documents of so many million bytes."""
    with tempfile.TemporaryDirectory() as name:
        paths = {size: Path(name, f"page-{size}mb.txt") for size in megabytes}
        bytes_of = {}
        for size, path in paths.items():
            path.write_bytes(long_page(size).encode("utf-8"))
            bytes_of[size] = path.stat().st_size / 1e6
        measured = runs_of(paths, REAL, rounds)
    runs: Runs = {bytes_of[size]: measured[size] for size in megabytes}
    each = {size: spread([(run["peak"] - run["before"]) / size for run in runs[size]]) for size in runs}
    part = Part("One long document", ["MB", "seconds", "MB/s", "peak memory, MB", "MB for each MB of the document"])
    for size in runs:
        time = spread([run["seconds"] for run in runs[size]])
        top = spread([run["peak"] for run in runs[size]])
        cells = [f"{size:.1f}", shown(time), figure(size / time.median), figure(top.median), shown(each[size])]
        part.rows.append(cells)
    slopes = spread(exponents(runs))
    largest = max(runs)
    span = f"{min(megabytes):g} to {max(megabytes):g} MB"
    part.targets = [
        Target(f"growth exponent, one document of {span}", 1.05, slopes),
        Target(f"peak memory for each MB of one document ({largest:.0f} MB)", 45, each[largest], " MB"),
    ]
    part.notes = [
        f"`remit extract FILE -o OUT` in a fresh process, {rounds} of each size in turns; the page is made of the "
        "units of many variants of the real page. Time and memory count from when the process has read the real page "
        "once (imports, profile, spaCy): of the process's peak resident memory, the peak until then is taken off."
    ]
    above = [(size, spread([run["peak"] - run["before"] for run in runs[size]]).median) for size in runs]
    memory = f"{each[largest].median:.0f} MB for each MB of text"
    part.curves = [
        Curve("One document: time", "MB of text", "seconds", points(runs, "seconds"), f"exponent {slopes.median:.2f}"),
        Curve("One document: memory", "MB of text", "MB of memory", above, memory),
    ]
    return part


def corpus(counts: Sequence[int], rounds: int) -> Part:
    """Folders of so many generated pages, read by one process."""
    with tempfile.TemporaryDirectory() as name:
        warm = Path(name, "warm")
        write_pages(warm, 30, first=max(counts))
        # It needs spaCy, which generated pages may do without; else spaCy would be loaded in mid-measurement.
        shutil.copy(REAL, warm)
        paths = {float(pages): Path(name, str(pages)) for pages in counts}
        size = max(write_pages(path, int(pages)) for pages, path in paths.items())
        runs = runs_of(paths, warm, rounds)
    part = Part("Many documents", ["pages", "seconds", "pages/s", "peak memory, MB"])
    for pages in runs:
        time = spread([run["seconds"] for run in runs[pages]])
        top = spread([run["peak"] for run in runs[pages]])
        part.rows.append([f"{pages:,.0f}", shown(time), figure(pages / time.median), shown(top)])
    slopes = spread(exponents(runs))
    first, *_, before, last = [[run["peak"] for run in runs[pages]] for pages in runs]
    flat = spread([b / a for a, b in zip(before, last, strict=True)])
    span = f"{min(counts):,} to {max(counts):,}"
    part.targets = [
        Target(f"growth exponent, {span} documents", 1.05, slopes),
        Target(f"peak memory at {max(counts):,} documents over that at {counts[-2]:,} (flat)", 1.05, flat),
    ]
    part.notes = [
        f"`remit extract FOLDER -o OUT --workers 1` in a fresh process that has read 31 other pages, {rounds} of each "
        f"size in turns; pages from the tests' generator, {size / max(counts) / 1000:.1f} kB each, all distinct. "
        "'Flat' is taken to be at most 1.05 times as much for the next tenfold of pages."
    ]
    note = f"exponent {slopes.median:.2f}; memory {spread(first).median:.0f} to {spread(last).median:.0f} MB"
    part.curves = [Curve("Many documents: time", "documents", "seconds", points(runs, "seconds"), note)]
    return part
