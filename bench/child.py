"""One `remit extract` measured from inside a fresh process: `python -m bench.child WARM PATH OUT` prints JSON.

WARM is read first, so that imports, profile and spaCy are loaded. Then come the `seconds` that PATH takes, and the peak
of the memory before and after it, in millions of bytes.
"""

from __future__ import annotations

import contextlib
import json
import os
import resource
import sys
import time
from pathlib import Path

from pipeline.cli import main


def peak() -> float:
    """The most memory this process has had resident, in millions of bytes."""
    status = Path("/proc/self/status")
    if status.exists():  # ru_maxrss would give the peak of the process that started this one, where that was higher
        line = next(line for line in status.read_text().splitlines() if line.startswith("VmHWM:"))
        return int(line.split()[1]) * 1024 / 1e6
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * (1 if sys.platform == "darwin" else 1024) / 1e6


def extract(path: str, out: str) -> None:
    workers = ["--workers", "1"] if Path(path).is_dir() else []
    with open(os.devnull, "w") as nowhere, contextlib.redirect_stdout(nowhere):
        status = main(["extract", path, "-o", out, *workers])
    if status:
        raise SystemExit(f"remit extract {path} ended with status {status}")


if __name__ == "__main__":
    warm, path, out = sys.argv[1:]
    extract(warm, f"{out}/warm")
    before = peak()
    started = time.perf_counter()
    extract(path, f"{out}/pages")
    print(json.dumps({"seconds": time.perf_counter() - started, "before": before, "peak": peak()}))
