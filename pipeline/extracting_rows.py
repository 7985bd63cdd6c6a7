"""`remit extract … -o FILE`: the results of any number of pages as rows of one file.

Each batch of pages becomes a part in a hidden folder beside the file; when all are there they are joined in order. So
the file is the same whatever the number of workers, it is there whole or not at all, and a stopped run can go on.
"""

from __future__ import annotations

import argparse
import os
import shutil
import signal
from collections.abc import Iterable, Iterator
from pathlib import Path

from pipeline.errors import InputError, OutputError
from pipeline.rows.corpus import count, ensure_arrow, ensure_corpus, is_corpus, pages_of
from pipeline.rows.joined import FORMS, join, join_errors, suffix
from pipeline.rows.part_job import PartJob, part_file
from pipeline.runs.page_job import made_with
from pipeline.runs.pages import PARQUET, Listing, Page, page_at
from pipeline.runs.pool import Batch
from pipeline.runs.progress import Progress
from pipeline.runs.stream import Log, Tally, batches, cores, run

MOST = 256  # pages of a part,
LETTERS = 1 << 20  # and characters: what a process holds at a time
SMALL = 1 << 18  # bytes of input that are read sooner than a process has started


def rows_command(listing: Listing, output: Path, options: argparse.Namespace) -> int:
    """Run `remit extract` with a file of rows as its output; gives the exit status."""
    from pipeline.profile import load

    end = suffix(output.name) or ""
    if end == ".csv" and options.table == "documents":
        raise InputError(f"{output}: CSV has flat rows: choose some with --table units, duties, members or findings")
    if end == ".parquet":
        ensure_arrow()
    if output.is_dir():
        raise OutputError(f"{output}: is a directory")
    ensure_pages(listing)
    load(options.profile)
    stop_on_sigterm()
    folder = output.with_name(f".{output.name}.parts")
    errors = output.with_name(output.name.removesuffix(end) + ".errors.jsonl")
    made = f"{made_with(options.profile)}+{options.table}+{FORMS[end]}"
    with Log(folder, errors, made) as log:
        _begin(log, listing, resume=options.resume)
        job = PartJob(folder, options.profile, options.table, FORMS[end])
        tally = _run(job, listing, log, options)
        numbers = range(tally.batches)
        join([part_file(folder, number, FORMS[end]) for number in numbers], output, options.table)
        if tally.failed:
            join_errors(folder, numbers, errors)
    shutil.rmtree(folder, ignore_errors=True)
    print(tally.line(str(output), errors))
    return 1 if tally.failed else 0


def _begin(log: Log, listing: Listing, *, resume: bool) -> None:
    from pipeline.output import remove_asides

    if not resume:
        shutil.rmtree(log.folder, ignore_errors=True)
    log.start(fresh=not resume)
    remove_asides(log.folder, "*")
    remove_asides(log.folder.parent, log.folder.name[1:].removesuffix(".parts"))
    if resume:
        listing.remember(log.earlier())


def _run(job: PartJob, listing: Listing, log: Log, options: argparse.Namespace) -> Tally:
    work = packed_batches(batches(all_pages(listing), listing, most=MOST, letters=LETTERS))
    workers = options.workers or default_workers(listing)
    with Progress(total(listing)) as progress:
        return run(job, work, log, progress, workers)


def packed_batches(work: Iterable[Batch], numbers: list[int] | None = None) -> Iterator[Batch]:
    """`work` with what pages of Parquet carry in one piece, fit for another process; `numbers` gets those of all."""
    for batch in work:
        if numbers is not None:
            numbers.append(batch.number)
        if any(page.carried is not None and not isinstance(page.carried, dict) for page in batch.pages):
            from pipeline.rows.parquet import packed

            batch.carried = packed(batch.pages)
            batch.pages = [page._replace(carried=None) for page in batch.pages]
        yield batch


def all_pages(paths: Iterable[str], *, carry: bool = True) -> Iterator[Page]:
    """The pages of all `paths`: files that are one, and the rows of corpora, with what they carry where `carry`."""
    for path in paths:
        if not is_corpus(path):
            yield page_at(path)
        elif carry:
            yield from pages_of(path)
        else:
            yield from (page._replace(carried=None) for page in pages_of(path))


def ensure_pages(listing: Listing) -> None:
    """Raises InputError where a single corpus can't be read (of several it is a row of the errors), or pyarrow is
    missing for one."""
    if any(path.lower().endswith(PARQUET) for path in listing):
        ensure_arrow()
    if len(listing) == 1 and is_corpus(path := next(iter(listing))):
        ensure_corpus(path)


def total(listing: Listing) -> int | None:
    """How many pages `listing` comes to, or None where that isn't known before they are read."""
    counts = [count(path) if is_corpus(path) else 1 for path in listing]
    return None if None in counts else sum(filter(None, counts))


def default_workers(listing: Listing) -> int:
    """One process for each core, or this one alone where there is little to do."""
    size = 0
    for path in listing:
        try:
            size += os.stat(path).st_size * (10 if path.lower().endswith((".gz", ".parquet")) else 1)
        except OSError:
            continue
        if size > SMALL:
            return cores()
    return 1


def terminate(*_: object) -> None:
    """What SIGTERM does to a run: it ends as it does with Ctrl-C."""
    raise SystemExit(143)


def stop_on_sigterm() -> None:
    """End the run in order when the process is told to."""
    signal.signal(signal.SIGTERM, terminate)
