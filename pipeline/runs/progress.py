"""How far a long run is: a bar on a terminal, nothing in a log."""

from __future__ import annotations

import sys
import time
from types import TracebackType
from typing import Any


class Progress:
    """A bar on standard error with the pages done, their rate and the time left; where that is no terminal, nothing."""

    def __init__(self, total: int | None) -> None:
        self._total = total
        self._bar: Any = None
        self._last = 0.0

    def __enter__(self) -> Progress:
        if sys.stderr.isatty():
            self._bar = _bar()
            self._task = self._bar.add_task("", total=self._total, failed="", rate="")
            self._bar.start()
            self._started = time.monotonic()
        return self

    def show(self, done: int, failed: int) -> None:
        """`done` pages are through, `failed` of them without a document."""
        now = time.monotonic()
        if self._bar is None or (now - self._last < 0.1 and done != self._total):
            return
        self._last = now
        rate = f"{done / max(now - self._started, 0.001):,.0f} a second"
        self._bar.update(self._task, completed=done, failed=f"{failed:,} failed" if failed else "", rate=rate)

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        if self._bar is not None:
            self._bar.stop()


def _bar() -> Any:
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, TextColumn, TimeRemainingColumn
    from rich.progress import Progress as Bar

    return Bar(
        BarColumn(),
        MofNCompleteColumn(),
        TextColumn("{task.fields[rate]}"),
        TimeRemainingColumn(),
        TextColumn("[red]{task.fields[failed]}"),
        console=Console(stderr=True),
        transient=True,
    )
