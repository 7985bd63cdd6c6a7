"""A run over any number of pages: in memory are the pages at work, never all of them.

What is done is written down as it is done (`.done.jsonl`), so that a run that was stopped in any way goes on with
`resume`; what failed is a row of `errors.jsonl`, made anew by each run.
"""

from __future__ import annotations

import contextlib
import json
import os
import time
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from types import TracebackType

from pipeline.errors import OutputError
from pipeline.runs.pages import Listing, Page
from pipeline.runs.pool import Batch, Failure, Job, Outcome, work
from pipeline.runs.progress import Progress

ERRORS = "errors.jsonl"
DONE = ".done.jsonl"


@dataclass(slots=True)
class Tally:
    """What a run did, in pages."""

    made: int = 0
    unchanged: int = 0
    failed: int = 0
    batches: int = 0
    started: float = field(default_factory=time.perf_counter)

    def add(self, outcome: Outcome) -> None:
        self.made += outcome.made
        self.unchanged += outcome.unchanged
        self.failed += len(outcome.failures)

    def line(self, target: str, errors: str | Path) -> str:
        """The run in one line."""
        seconds = time.perf_counter() - self.started
        words = f"{self.made:,} document{'' if self.made == 1 else 's'} in {seconds:.2f} s"
        words += f" ({self.made / seconds:.0f} a second)"
        if self.unchanged:
            words += f", {self.unchanged:,} unchanged"
        if self.failed:
            words += f", {self.failed:,} failed: {errors}"
        return f"{words} → {target}"


def cores() -> int:
    """How many processors this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def run(job: Job, batches: Iterable[Batch], log: Log, progress: Progress, workers: int) -> Tally:
    """Work through `batches`; what happens is kept in `log` and shown by `progress`. Raises RemitError where every page
    would fail."""
    tally = Tally()

    def counted() -> Iterator[Batch]:
        for batch in batches:
            tally.batches += 1
            yield batch

    with contextlib.closing(work(job, counted(), workers)) as outcomes:
        for outcome in outcomes:
            log.add(outcome)
            tally.add(outcome)
            progress.show(tally.made + tally.unchanged + tally.failed, tally.failed)
    return tally


def batches(pages: Iterable[Page], listing: Listing, *, most: int, letters: int) -> Iterator[Batch]:
    """Pages in batches of at most `most`, and of little more than `letters` characters where a page has its text at
    hand. A page whose id another one has already is an error in its place. Rows of two corpora are never together."""
    found: list[Page] = []
    size = number = 0
    for page in pages:
        page = told_apart(page, listing)
        if found and page.path != found[-1].path and (page.place or found[-1].place):
            yield _batch(number, found, listing)
            found, size, number = [], 0, number + 1
        found.append(page)
        size += _size(page)
        if len(found) >= most or size >= letters:
            yield _batch(number, found, listing)
            found, size, number = [], 0, number + 1
    if found:
        yield _batch(number, found, listing)


def told_apart(page: Page, listing: Listing) -> Page:
    """`page`, with an error where a page before it in `listing` has its id: their output would be one file."""
    if page.error is not None:
        return page
    earlier = listing.take(page.id, f"{page.path}, {page.place}" if page.place else page.path)
    if earlier is None:
        return page
    return page._replace(error=f"the id '{page.id}' is that of another page already: {earlier}", text=None)


def _size(page: Page) -> int:
    if page.text is not None or page.place:
        return len(page.text or "")
    try:
        return os.stat(page.path).st_size
    except OSError:
        return 0


def _batch(number: int, pages: list[Page], listing: Listing) -> Batch:
    known = ((name, listing.done(name)) for name in (*(p.id for p in pages if p.error is None), part_name(number)))
    return Batch(number, pages, {name: hash for name, hash in known if hash is not None})


def part_name(number: int) -> str:
    """What the part of a table that the batch `number` makes is called; no page's id has a slash in front."""
    return f"/part-{number:06}"


class Log:
    """The errors and the done pages of a run, each row on disk before the next page is taken up.

    `made_with` is what results depend on besides their page: rows with another one are of no use to a resumed run.
    """

    def __init__(self, folder: Path, errors: Path, made_with: str) -> None:
        self.folder, self.errors, self.made_with = folder, errors, made_with
        self._files: dict[Path, int] = {}

    def earlier(self) -> Iterator[tuple[str, str]]:
        """What runs before this one have done; a hash of nothing where it doesn't count any more."""
        with contextlib.suppress(FileNotFoundError), open(self.folder / DONE, "rb") as file:
            for line in file:
                try:
                    row = json.loads(line)
                    yield row["id"], row["sha256"] if row["with"] == self.made_with else ""
                except (ValueError, KeyError, TypeError):
                    continue  # the last line of a run that the power was cut from

    def start(self, *, fresh: bool) -> None:
        """Begin: without the errors of the last run, and without what it did where this one is `fresh`."""
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
            self.errors.unlink(missing_ok=True)
            if fresh:
                (self.folder / DONE).unlink(missing_ok=True)
        except OSError as error:
            raise OutputError(f"{error.filename}: {(error.strerror or str(error)).lower()}") from error

    def add(self, outcome: Outcome) -> None:
        for failure in outcome.failures:
            self.fail(failure)
        rows: list[dict[str, str | None]] = [
            {"id": name, "sha256": hash, "with": self.made_with} for name, hash in outcome.records
        ]
        if rows:
            self._append(self.folder / DONE, rows)

    def fail(self, failure: Failure) -> None:
        row = {"path": failure.path, "id": failure.id, "place": failure.place, "error": failure.error}
        self._append(self.errors, [row])

    def _append(self, path: Path, rows: list[dict[str, str | None]]) -> None:
        data = b"".join(json.dumps(row, ensure_ascii=False).encode("utf-8", "backslashreplace") + b"\n" for row in rows)
        try:
            if path not in self._files:
                self._files[path] = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o666)
            os.write(self._files[path], data)
        except OSError as error:
            raise OutputError(f"{path}: {(error.strerror or str(error)).lower()}") from error

    def __enter__(self) -> Log:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        for handle in self._files.values():
            os.close(handle)
