"""`remit extract`: one page, a few with a summary of each, or any number with a line for all."""

from __future__ import annotations

import argparse
import sys
import time
from collections.abc import Collection, Mapping
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

from pipeline.errors import InputError, OutputError
from pipeline.extracting_rows import (
    all_pages,
    default_workers,
    ensure_pages,
    rows_command,
    stop_on_sigterm,
    total,
)
from pipeline.rows.corpus import is_corpus
from pipeline.rows.joined import suffix
from pipeline.runs.pages import CORPORA, STDIN, SUFFIXES, Listing, page_at, stem

if TYPE_CHECKING:
    from pipeline.baseline import Baseline
    from pipeline.model import Document
    from pipeline.report import Format
    from pipeline.source import Source

FEW = 20  # so many pages are read in this process, and each has its summary
AT_ONCE = 8  # pages that a process takes at a time: little beside its work, little to do again after a kill


def extract_command(options: argparse.Namespace) -> int:
    """Run `remit extract`; gives the exit status."""
    if options.engine == "ray":
        from pipeline.cluster.ray_engine import ray_command

        _ensure_plain(options)
        return ray_command(options)
    output = Path(options.output) if options.output is not None else None
    if output is None:
        _ensure_plain(options)
    elif output.is_file() and not suffix(output.name):
        raise OutputError(f"{output}: is a file, not a folder")
    with Listing(options.paths, leave_out=output) as listing:
        count = len(listing)
        if STDIN in options.paths and count > 1:
            raise InputError("-: standard input is one page, name it alone")
        if not count:
            raise InputError(f"{options.paths[0]}: no page to read ({', '.join((*SUFFIXES, *CORPORA))})")
        if output is not None and suffix(output.name):
            _ensure_plain(options)
            return rows_command(listing, output, options)
        if options.table != "documents":
            raise InputError(f"--table is for one file of rows: -o {options.table}.jsonl, .parquet or .csv")
        corpora = any(map(is_corpus, listing))
        if output is None:
            if count > 1 or corpora:
                paths = ", ".join([*islice(listing, 2), *(["…"] if count > 2 else [])])
                raise InputError(f"more than one page ({paths}): name a folder or a file with -o")
            from pipeline.runs.page_job import read_page

            _to_stdout(read_page(page_at(next(iter(listing))), options.profile)[0])
            return 0
        if corpora:
            _ensure_plain(options)
            ensure_pages(listing)
        if count > FEW or corpora or ((options.resume or options.workers) and STDIN not in options.paths):
            return _many(listing, output, options)
        return _few(listing, output, options)


def _ensure_plain(options: argparse.Namespace) -> None:
    """Raises InputError where a diff is asked for that has no files to compare."""
    if options.diff or options.baseline:
        option = "--diff" if options.diff else "--baseline"
        raise InputError(f"{option} is for pages that are files, into a folder: name it with -o")


def _to_stdout(document: Document) -> None:
    """Write the document to standard output, in UTF-8 whatever the terminal is set to."""
    from pipeline.output import dump

    sys.stdout.flush()
    dump(document, sys.stdout.buffer)
    sys.stdout.buffer.flush()


def _few(listing: Listing, folder: Path, options: argparse.Namespace) -> int:
    from pipeline.profile import load
    from pipeline.runs.page_job import ensure_writable, failure, read_page
    from pipeline.runs.stream import ERRORS, Log, told_apart

    started = time.perf_counter()
    load(options.profile)
    read: list[tuple[Document, Source]] = []
    failures = []
    for path in listing:
        page = told_apart(page_at(path), listing)
        try:
            document, source = read_page(page, options.profile)
            ensure_writable(folder, document.id, source)
            read.append((document, source))
        except Exception as error:
            if len(listing) == 1:
                raise
            failures.append(failure(page, error))
            print(f"remit: {path}: {failures[-1].error}", file=sys.stderr)
    baseline = _baseline(folder, options)
    _write_few(read, folder, started)
    with Log(folder, folder / ERRORS, "") as log:
        log.start(fresh=True)
        for row in failures:
            log.fail(row)
    if baseline is not None:
        _report(read, folder, baseline, {row.path: (row.id, row.error) for row in failures}, options.profile)
    return 1 if failures else 0


def _write_few(read: list[tuple[Document, Source]], folder: Path, started: float) -> None:
    from pipeline.check import accounted
    from pipeline.runs.page_job import write_result
    from pipeline.summary import summary

    rows = []
    for document, source in read:
        target = write_result(folder, document.id, document, source)
        rows.append((document, str(target), accounted(document, source.text)))
    print(summary(rows, seconds=time.perf_counter() - started, color=sys.stdout.isatty()))


def _many(listing: Listing, folder: Path, options: argparse.Namespace) -> int:
    from pipeline.output import remove_asides
    from pipeline.profile import load
    from pipeline.runs.page_job import PageJob, made_with
    from pipeline.runs.progress import Progress
    from pipeline.runs.stream import ERRORS, Log, batches, cores, run

    load(options.profile)
    stop_on_sigterm()
    baseline = _baseline(folder, options)
    with Log(folder, folder / ERRORS, made_with(options.profile)) as log:
        log.start(fresh=not options.resume)
        remove_asides(folder, "*")
        if options.resume:
            listing.remember(log.earlier())
        work = batches(all_pages(listing, carry=False), listing, most=AT_ONCE, letters=1 << 20)
        workers = options.workers or (cores() if len(listing) > FEW else default_workers(listing))
        with Progress(total(listing)) as progress:
            tally = run(PageJob(folder, options.profile), work, log, progress, workers)
        print(tally.line(str(folder), log.errors))
    if baseline is not None:
        failed = _failed(log.errors)
        read = [_again(path, folder) for path in listing if path not in failed]
        _report(read, folder, baseline, failed, options.profile)
    return 1 if tally.failed else 0


def _again(path: str, folder: Path) -> tuple[Document, Source]:
    """The document that was made of the page at `path`, and its source."""
    from pipeline.documents import parse_document
    from pipeline.source import read

    target = folder / f"{stem(path)}.json"
    return parse_document(target.read_bytes(), str(target)), read(path)


def _failed(errors: Path) -> dict[str, tuple[str, str]]:
    """The pages that the file `errors` tells of: by path, the id and what went wrong."""
    import json

    if not errors.exists():
        return {}
    rows = map(json.loads, errors.read_text(encoding="utf-8").splitlines())
    return {row["path"]: (row["id"], row["error"]) for row in rows}


def _baseline(folder: Path, options: argparse.Namespace) -> Baseline | None:
    if not (options.diff or options.baseline):
        return None
    from pipeline.baseline import find_baseline

    return find_baseline(folder, options.baseline)


def _without(baseline: Baseline, lost: Collection[str]) -> Baseline:
    """`baseline` without the pages `lost` that could not be read now: they have not gone."""
    from dataclasses import replace

    documents = {id: document for id, document in baseline.documents.items() if id not in lost}
    return replace(baseline, documents=documents, sources={i: s for i, s in baseline.sources.items() if i in documents})


def _report(
    read: list[tuple[Document, Source]],
    folder: Path,
    baseline: Baseline,
    failed: Mapping[str, tuple[str, str]],
    profile: str,
) -> None:
    """Write the diff report against `baseline` beside the documents, and print it.

    `failed` has id and error of each page that could not be read, by path. One whose id a page that was read has too is
    no loss; of the others the report says that they were not compared.
    """
    from pipeline.changes import compare
    from pipeline.output import write_whole

    known = {document.id for document, _ in read}
    lost = {path: (id, error) for path, (id, error) in failed.items() if id in baseline.documents and id not in known}
    baseline = _without(baseline, {id for id, _ in lost.values()})
    unread = {path: error for path, (_, error) in lost.items()}
    comparison = compare(baseline, {d.id: d for d, _ in read}, {d.id: s.text for d, s in read}, profile, unread)
    formats: dict[str, Format] = {"diff.json": "json", "diff.md": "markdown", "diff.html": "html"}
    for name, format in formats.items():
        write_whole(folder / name, comparison.report(format))
    if not (baseline.documents or unread):
        print(f"nothing to compare with yet: commit {folder} to accept this state")
        return
    sys.stdout.write(comparison.report("text", color=sys.stdout.isatty()))
    if comparison.differs:
        print(f"→ {folder / 'diff.html'}")
    for line in _gone(baseline, known, folder):
        print(line)


def _gone(baseline: Baseline, read: set[str], folder: Path) -> list[str]:
    """A line for each document in `folder` whose page is no more: committing a file that stands there as ever can't
    accept that. It is the user's to delete."""
    left = [(folder / f"{id}.json", d.source.path) for id, d in baseline.documents.items() if id not in read]
    return [
        f"{file}: its page {page} is gone; delete the file to accept that"
        for file, page in left
        if file.exists() and page != STDIN and not Path(page).exists()
    ]
