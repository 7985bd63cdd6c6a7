"""Processes that work through batches of pages. One that dies costs the page it was at, and nothing else.

The standard pools lose every page that is under way with one dead process, and don't say which page it was.
"""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Callable, Generator, Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from multiprocessing import get_context
from multiprocessing.connection import Connection, wait
from multiprocessing.process import BaseProcess
from typing import Any, Protocol

from pipeline.errors import RemitError
from pipeline.runs.pages import Page

CONTEXT = get_context("spawn")  # the same on every system, and no thread of ours is copied half-way


@dataclass(slots=True)
class Batch:
    """Pages for one process to work through, and what the last run made of them (a hash for each name)."""

    number: int
    pages: Sequence[Page]
    known: dict[str, str] = field(default_factory=dict)
    deadly: dict[int, str] = field(default_factory=dict)  # pages that took a process with them, and how it died
    carried: bytes | None = None  # what the pages carry, a row each, where that is Arrow's


@dataclass(slots=True)
class Failure:
    """A page that came to nothing: a row of errors.jsonl."""

    path: str
    id: str
    place: str | None
    error: str


@dataclass(slots=True)
class Outcome:
    """What became of a batch."""

    made: int = 0
    unchanged: int = 0
    failures: list[Failure] = field(default_factory=list)
    records: list[tuple[str, str]] = field(default_factory=list)  # names and hashes of what was made


class Job(Protocol):
    """Work on a batch; can be pickled. `at` gets the index of each page before the work on it starts."""

    def __call__(self, batch: Batch, at: Callable[[int], None]) -> Outcome: ...


class _Stopped(BaseException):
    """The process is told to end, or the one that started it is gone."""


@dataclass(slots=True)
class _Worker:
    process: BaseProcess
    pipe: Connection
    at: Any
    batch: Batch | None = None

    def give(self, batch: Batch) -> None:
        self.batch, self.at.value = batch, -1
        self.pipe.send(batch)


def work(job: Job, batches: Iterable[Batch], workers: int, *, apart: bool = False) -> Generator[Outcome, None, None]:
    """The outcome of each batch as it is ready. One worker is this very process, but where it has to be `apart`.

    At most one batch for each worker is in memory. Raises RemitError where a job does: what stops all pages.
    """
    if workers < 2 and not apart:
        for batch in batches:
            yield job(batch, lambda index: None)
        return
    crew = [_start(job) for _ in range(workers)]
    try:
        yield from _share_out(job, crew, iter(batches))
    finally:
        _dismiss(crew)


def _share_out(job: Job, crew: list[_Worker], batches: Iterator[Batch]) -> Iterator[Outcome]:
    for worker in crew:
        _next(worker, batches)
    while busy := {w.pipe: w for w in crew if w.batch}:
        for ready in wait(list(busy)):
            worker = busy[ready]  # type: ignore[index]
            try:
                answer = worker.pipe.recv()
            except (EOFError, OSError):
                crew[crew.index(worker)] = _replace(job, worker)
                continue
            worker.batch = None
            if isinstance(answer, BaseException):
                raise answer
            _next(worker, batches)
            yield answer


def _next(worker: _Worker, batches: Iterator[Batch]) -> None:
    worker.batch = None
    batch = next(batches, None)
    if batch is not None:
        with suppress(OSError):  # it has died; its pipe says so when it is waited for
            worker.give(batch)


def _replace(job: Job, dead: _Worker) -> _Worker:
    """A new process with the batch of the `dead` one, where the page it died at is marked."""
    dead.process.join()
    code = dead.process.exitcode or 0
    batch, index = dead.batch, dead.at.value
    assert batch is not None
    died = f"died with {signal.Signals(-code).name}" if code < 0 else f"ended with status {code}"
    if index < 0 or index in batch.deadly:
        raise RemitError(f"a worker process {died} before it came to a page")
    batch.deadly[index] = f"the process that read it {died}"
    worker = _start(job)
    worker.give(batch)
    return worker


def _start(job: Job) -> _Worker:
    ours, theirs = CONTEXT.Pipe()
    at = CONTEXT.RawValue("l", -1)
    process = CONTEXT.Process(target=_serve, args=(job, theirs, at), daemon=True)
    process.start()
    theirs.close()
    return _Worker(process, ours, at)


def _dismiss(crew: list[_Worker]) -> None:
    """End every process: one without a batch when its pipe closes, one at work at once."""
    for worker in crew:
        worker.pipe.close()
        if worker.batch is not None:
            worker.process.terminate()
    for worker in crew:
        worker.process.join(10)
        if worker.process.is_alive():
            worker.process.kill()
            worker.process.join()


def _serve(job: Job, pipe: Connection, at: Any) -> None:
    """What a worker process does until it is told to stop or nobody is there any more."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C reaches the whole group; the first process decides
    at_work = False

    def stop(*_: object) -> None:
        """Leave the work by the way an error would, which takes away what is half written; elsewhere there is nothing
        to tidy, and an error raised while Python ends would be shown to the user."""
        nonlocal at_work
        if not at_work:
            os._exit(128 + signal.SIGTERM)
        at_work = False
        raise _Stopped

    def note(index: int) -> None:
        if pipe.poll():  # nothing is sent while a batch is worked on: the other end is closed
            raise _Stopped
        at.value = index

    def unheard(lost: sys.UnraisableHookArgs) -> None:
        """A stop that fell into a destructor, which no error can leave: the next page notices that nobody is there."""
        if not issubclass(lost.exc_type, _Stopped):
            sys.__unraisablehook__(lost)

    sys.unraisablehook = unheard
    signal.signal(signal.SIGTERM, stop)
    try:
        while True:
            batch = pipe.recv()
            try:
                at_work = True
                answer: Outcome | Exception = job(batch, note)
            except Exception as error:
                answer = error if isinstance(error, RemitError) else RemitError(f"{type(error).__name__}: {error}")
            finally:
                at_work = False
            pipe.send(answer)
    except (EOFError, OSError, _Stopped):
        return
