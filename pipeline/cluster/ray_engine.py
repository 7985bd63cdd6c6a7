"""`remit extract --engine ray`: the shares of a corpus as the rows of a Ray Dataset, each made into a part.

Ray decides where and when a share is worked on, and does it again where a machine or a process is lost.
"""

from __future__ import annotations

import argparse
import json
import logging
import os
from collections.abc import Sequence
from dataclasses import asdict
from typing import Any

from pipeline.errors import InputError, OutputError, RemitError

ERRORS = "_errors.jsonl"  # what reads a folder of parts passes over a name like this
BLOCKS = 20_000  # tasks at most; of more shares, several are one task


def ray_command(options: argparse.Namespace) -> int:
    """Run `remit extract --engine ray`; gives the exit status."""
    try:
        import pyarrow  # noqa: F401 - Ray is there without it, its datasets are not
        import ray.data
    except ImportError as error:
        raise InputError("the engine needs Ray: pip install -e '.[ray]' in the checkout") from error
    from pipeline.cluster.shares import STATE, Making, shares
    from pipeline.cluster.storage import Store, absolute, shown
    from pipeline.extracting_rows import stop_on_sigterm
    from pipeline.profile import load
    from pipeline.runs.page_job import made_with
    from pipeline.runs.stream import Tally

    if options.output is None:
        raise InputError("name a folder for the parts with -o")
    load(options.profile)
    stop_on_sigterm()
    work = list(shares(options.paths))
    store = Store(options.output)
    form = _form(store.path)
    store.begin(STATE)
    _tidy(store, form, len(work), fresh=not options.resume)
    making = Making(absolute(options.output), form, options.table, options.profile, made_with(options.profile))
    tally = Tally()
    _start(ray)
    try:
        failures = _run(work, making, options.workers, tally)
    except ray.exceptions.RayError as error:
        raise OutputError(_reason(error)) from error
    _write_errors(store, failures)
    print(tally.line(shown(options.output), f"{shown(options.output).rstrip('/')}/{ERRORS}"))
    return 1 if tally.failed else 0


def _form(path: str) -> str:
    end = os.path.splitext(path.rstrip("/"))[1].lower()
    if end in (".csv", ".gz"):
        raise InputError(f"{path}: the engine writes Parquet, or JSON Lines into a folder that ends in .jsonl")
    return "jsonl" if end == ".jsonl" else "parquet"


def _start(ray: Any) -> None:
    """Join the cluster that RAY_ADDRESS names, or start Ray on this machine. Raises InputError where that fails."""
    try:
        if not ray.is_initialized():
            ray.init(logging_level="ERROR", log_to_driver=False, include_dashboard=False)
    except (OSError, RuntimeError, ValueError, ray.exceptions.RayError) as error:
        raise InputError(f"Ray: {_reason(error)}") from error
    logging.getLogger("ray.data").setLevel(logging.CRITICAL)
    ray.data.DataContext.get_current().enable_progress_bars = False


def _run(work: Sequence[Any], making: Any, workers: int | None, tally: Any) -> dict[int, list[Any]]:
    """Have all shares made; gives the failures of those that have some, by the number of their part."""
    import ray.data

    from pipeline.runs.progress import Progress

    rows = [asdict(share) for share in work]
    tasks: Any = ray.data.from_items(rows, override_num_blocks=min(len(rows), BLOCKS)).map_batches(
        make_parts,  # type: ignore[arg-type]
        batch_size=1,
        batch_format="pyarrow",
        fn_kwargs={"making": asdict(making)},
        concurrency=workers,
        num_cpus=1,
    )
    total = sum(share.rows for share in work) if all(share.rows for share in work) else None
    failures = {}
    with Progress(total) as progress:
        for batch in tasks.iter_batches(batch_size=None, batch_format="pyarrow", prefetch_batches=0):
            for row in batch.to_pylist():
                if row["error"] is not None:
                    raise OutputError(row["error"])
                tally.made += row["made"]
                tally.unchanged += row["unchanged"]
                if failed := json.loads(row["failures"]):
                    failures[row["number"]] = failed
                    tally.failed += len(failed)
            progress.show(tally.made + tally.unchanged + tally.failed, tally.failed)
    return failures


def make_parts(batch: Any, making: dict[str, Any]) -> Any:
    """Make the part of each share that a row of the Arrow table `batch` tells of; gives a row for each with what came
    of it, or the error that is every page's. This is what runs on the cluster."""
    import pyarrow as pa

    from pipeline.cluster.shares import Making, Share, make_part

    found = []
    for row in batch.to_pylist():
        try:
            part = make_part(Share(**row), Making(**making))
            found.append({**part, "failures": json.dumps(part["failures"])})
        except RemitError as error:
            found.append({"error": str(error)})
    kinds = {"number": pa.int64(), "made": pa.int64(), "unchanged": pa.int64(), "failures": pa.string()}
    return pa.Table.from_pylist(found, pa.schema({**kinds, "error": pa.string()}))


def _tidy(store: Any, form: str, count: int, *, fresh: bool) -> None:
    """Remove what earlier runs left in `store` that is none of this one's `count` parts."""
    from pipeline.cluster.shares import STATE
    from pipeline.runs.stream import part_name

    ours = {part_name(number)[1:] for number in range(count)} if not fresh else set()
    for name in store.names(STATE):
        if name.partition(".")[0] not in ours:
            store.remove(f"{STATE}/{name}")
        elif name.endswith(".begun"):
            store.write(f"{STATE}/{name}", b"1")  # with what has been mended since, it may be tried as often again
    for name in store.names():
        stem, _, end = name.partition(".")
        if stem.startswith("part-") and end in ("jsonl", "parquet") and (stem not in ours or end != form):
            store.remove(name)


def _write_errors(store: Any, failures: dict[int, list[Any]]) -> None:
    """Write the failures of all parts into the folder, in order."""
    rows = [row for number in sorted(failures) for row in failures[number]]
    if rows:
        store.write(ERRORS, "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows).encode())
    else:
        store.remove(ERRORS)


def _reason(error: BaseException) -> str:
    """What Ray says went wrong, in one line."""
    lines = [line.strip() for line in str(error).splitlines() if line.strip()]
    return f"{type(error).__name__}: {lines[0] if lines else 'no reason given'}"
