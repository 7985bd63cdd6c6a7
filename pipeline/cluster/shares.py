"""A corpus in shares: pages enough for one task of a cluster, whose results become one part of the output."""

from __future__ import annotations

import hashlib
import io
import json
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from pipeline.cluster.storage import Store, absolute, files, reading, shown
from pipeline.errors import InputError, OutputError
from pipeline.extracting_rows import LETTERS, MOST, packed_batches
from pipeline.rows.corpus import is_corpus, json_lines
from pipeline.rows.joined import join
from pipeline.rows.part_job import PartJob, failure_row, part_file
from pipeline.runs.pages import CORPORA, PARQUET, Listing, Page
from pipeline.runs.pool import Failure, work
from pipeline.runs.stream import batches, part_name

ROWS = 2048  # rows of Parquet that make a share,
BYTES = 32 << 20  # or so many bytes of them, unpacked; a row group is never cut
TRIES = 10  # how often a part is begun: machines are lost, too
STATE = ".state"  # the folder, beside the parts, of what is known of each


@dataclass(frozen=True, slots=True)
class Share:
    """Pages of one file: all of JSON Lines, row groups of Parquet."""

    number: int
    uri: str
    name: str  # what it is called in what is written and said
    first: int = 0  # the first of its row groups,
    end: int = -1  # and the one behind its last; -1: the file has none
    before: int = 0  # rows of the file in front of it
    rows: int = 0  # how many it has, where that is known
    stamp: str = ""  # what changes with the file


@dataclass(frozen=True, slots=True)
class Making:
    """How parts are made: where they go, as what ('jsonl' or 'parquet'), and all that their rows depend on."""

    output: str
    form: str
    table: str
    profile: str
    made_with: str


def shares(uris: list[str]) -> Iterator[Share]:
    """The corpora at `uris` (files or folders) in shares. Raises InputError where one isn't there or is no corpus."""
    number = 0
    for uri in uris:
        found = files(uri, CORPORA)
        for name, info in found:
            if not is_corpus(info.path):
                raise InputError(f"{shown(name)}: the engine reads corpora ({', '.join(CORPORA)}), not single pages")
            stamp = f"{info.size} {info.mtime_ns}"
            for share in _of_file(name, info.path):
                yield Share(number, absolute(name), shown(name), *share, stamp)
                number += 1
    if not number:
        raise InputError(f"{shown(uris[0])}: no corpus to read ({', '.join(CORPORA)})")


def _of_file(uri: str, path: str) -> Iterator[tuple[int, int, int, int]]:
    if not path.lower().endswith(PARQUET):
        yield 0, -1, 0, 0
        return
    from pipeline.rows.parquet import opened

    try:
        with reading(uri) as file, opened(uri, file) as parquet:
            groups = [parquet.metadata.row_group(n) for n in range(parquet.num_row_groups)]
            sizes = [(group.num_rows, group.total_byte_size) for group in groups]
    except (InputError, OSError):
        yield 0, -1, 0, 0  # who reads it says what is wrong
        return
    if not sizes:
        yield 0, 0, 0, 0
    first = before = rows = size = 0
    for n, (count, bytes_) in enumerate(sizes):
        rows, size = rows + count, size + bytes_
        if rows >= ROWS or size >= BYTES or n + 1 == len(sizes):
            yield first, n + 1, before, rows
            first, before, rows, size = n + 1, before + rows, 0, 0


def make_part(share: Share, making: Making) -> dict[str, Any]:
    """Make the part of `share` in `making.output`, if it isn't there. Gives its `number`, how many pages were `made`
    and `unchanged`, and the `failures`. Raises OutputError.

    The first try is made in this very process. Where it is not the first, a page may have taken the process down: then
    another one reads the pages, and the one that does it again costs nothing but itself.
    """
    store = Store(making.output)
    name = part_name(share.number)[1:]
    state, begun = f"{STATE}/{name}.json", f"{STATE}/{name}.begun"
    stamp = hashlib.sha256(json.dumps([asdict(share), asdict(making)]).encode()).hexdigest()
    if (known := store.read(state)) is not None and (row := json.loads(known))["stamp"] == stamp:
        return {"number": share.number, "made": 0, "unchanged": row["made"], "failures": row["failures"]}
    tries = int(store.read(begun) or 0)
    if tries >= TRIES:
        raise OutputError(f"{share.name}: {tries} processes were lost that made {name} of it")
    store.write(begun, str(tries + 1).encode())
    with TemporaryDirectory() as folder, Listing([]) as listing:
        made, failures = _make(share, making, Path(folder), listing, tries > 0)
        store.write(f"{name}.{making.form}", Path(folder) / f"whole.{making.form}")
    row = {"stamp": stamp, "made": made, "failures": [failure_row(failure) for failure in failures]}
    store.write(state, json.dumps(row).encode())
    store.remove(begun)
    return {"number": share.number, "made": made, "unchanged": 0, "failures": row["failures"]}


def _make(share: Share, making: Making, folder: Path, listing: Listing, apart: bool) -> tuple[int, list[Failure]]:
    job = PartJob(folder, making.profile, making.table, making.form)
    numbers: list[int] = []
    made = 0
    failures: list[Failure] = []
    found = batches(pages(share), listing, most=MOST, letters=LETTERS)
    for outcome in work(job, packed_batches(found, numbers), 1, apart=apart):
        made += outcome.made
        failures += outcome.failures
    parts = [part_file(folder, number, making.form) for number in numbers]
    join(parts, folder / f"whole.{making.form}", making.table, typed=False)
    return made, failures


def pages(share: Share) -> Iterator[Page]:
    """The pages of `share`; a file that can't be read is a page with an error."""
    path = share.name
    try:
        with reading(share.uri) as file:
            if not path.lower().endswith(PARQUET):
                yield from json_lines(io.BufferedReader(file, 1 << 20), path)
                return
            from pipeline.rows.parquet import pages as rows

            yield from rows(path, file, range(share.first, max(share.end, 0)), share.before)
    except InputError as error:
        yield Page(Path(path).stem, path, error=str(error).removeprefix(f"{path}: "))
    except OSError as error:
        yield Page(Path(path).stem, path, error=(error.strerror or str(error)).lower())
