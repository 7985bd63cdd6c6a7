"""What is done with pages whose results become rows: a batch of pages becomes a part of the output, a file of its own.

Parts are JSON Lines, or Parquet where the output is; `joined.py` makes one file of them.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pipeline.errors import InputError, OutputError
from pipeline.output import whole, write_whole
from pipeline.rows.columns import COLUMNS, carried_name, rows
from pipeline.runs.page_job import data_of, failure, source_of
from pipeline.runs.pages import Page
from pipeline.runs.pool import Batch, Failure, Outcome
from pipeline.runs.stream import part_name

if TYPE_CHECKING:
    from pipeline.model import Document


@dataclass(frozen=True, slots=True)
class PartJob:
    """Write the rows that each batch makes in `table` into `folder`, as `form` ('jsonl' or 'parquet')."""

    folder: Path
    profile: str
    table: str
    form: str

    def __call__(self, batch: Batch, at: Callable[[int], None]) -> Outcome:
        name = part_name(batch.number)
        part = part_file(self.folder, batch.number, self.form)
        errors = errors_file(self.folder, batch.number)
        if (known := batch.known.get(name)) is not None and part.exists() and known == self._fingerprint(batch):
            failures = list(kept_failures(errors))
            return Outcome(unchanged=len(batch.pages) - len(failures), failures=failures)
        outcome = Outcome()
        documents, fingerprint = self._read(batch, at, outcome)
        if outcome.failures:
            write_whole(errors, "".join(json.dumps(failure_row(f)) + "\n" for f in outcome.failures))
        else:
            errors.unlink(missing_ok=True)
        if self.form == "parquet":
            from pipeline.rows.part_table import write_part

            write_part(part, documents, batch, self.table)
        else:
            with whole(part) as file:
                file.writelines(json_rows(documents, carried_of(batch), self.table))
        outcome.made = len(documents)
        outcome.records.append((name, fingerprint))
        return outcome

    def _read(self, batch: Batch, at: Callable[[int], None], outcome: Outcome) -> tuple[dict[int, Document], str]:
        """The documents of the pages that make one, by their place in `batch`, and the fingerprint of all of them."""
        from pipeline.extraction import extract_source

        documents: dict[int, Document] = {}
        print_ = _Fingerprint(batch)
        for index, page in enumerate(batch.pages):
            data = None
            try:
                data = data_of(page)
                print_.add(page, data)
                if index in batch.deadly:
                    outcome.failures.append(Failure(page.path, page.id, page.place, batch.deadly[index]))
                    continue
                at(index)
                _ensure_text(page)
                source = source_of(page, data, hashlib.sha256(data).hexdigest())
                documents[index] = extract_source(source, id=page.id, profile=self.profile)
            except OutputError:
                raise  # the disk is full or the folder is gone: so it is for every page
            except Exception as error:
                if data is None:
                    print_.add(page, None)
                outcome.failures.append(failure(page, error))
        return documents, print_.hexdigest()

    def _fingerprint(self, batch: Batch) -> str:
        print_ = _Fingerprint(batch)
        for page in batch.pages:
            try:
                print_.add(page, data_of(page))
            except Exception:
                print_.add(page, None)
        return print_.hexdigest()


def _ensure_text(page: Page) -> None:
    """Raises InputError where the name of `page` can't stand in a file of text."""
    try:
        f"{page.id}{page.path}".encode()
    except UnicodeEncodeError as error:
        raise InputError("the file's name is no UTF-8") from error


class _Fingerprint:
    """A hash of all that the part of a batch depends on in its pages."""

    def __init__(self, batch: Batch) -> None:
        self._hash = hashlib.sha256(batch.carried or b"")

    def add(self, page: Page, data: bytes | None) -> None:
        """Take in a page with its bytes, None where it has none."""
        said = [page.id, page.path, page.place, page.error, page.carried, None if data is None else len(data)]
        self._hash.update(json.dumps(said).encode() + b"\n" + (data or b""))

    def hexdigest(self) -> str:
        return self._hash.hexdigest()


def part_file(folder: Path, number: int, form: str) -> Path:
    """The part of `folder` that the batch `number` makes."""
    return folder / f"{part_name(number)[1:]}.{form}"


def errors_file(folder: Path, number: int) -> Path:
    """The errors that the batch `number` has made, where it has."""
    return folder / f"{part_name(number)[1:]}.errors"


def failure_row(failure: Failure) -> dict[str, str | None]:
    """`failure` as a row of errors.jsonl."""
    return {"path": failure.path, "id": failure.id, "place": failure.place, "error": failure.error}


def kept_failures(errors: Path) -> Iterator[Failure]:
    """The failures that the file `errors` of a part keeps, if it is there."""
    if errors.exists():
        for line in errors.read_text(encoding="utf-8").splitlines():
            yield Failure(**json.loads(line))


def json_rows(documents: dict[int, Document], carried: list[dict[str, Any]], table: str) -> Iterator[bytes]:
    """The lines for `documents` in `table`, each with what its page carried behind its own columns."""
    for index, document in documents.items():
        own = type(document).model_fields if table == "documents" else COLUMNS[table]
        more = {carried_name(name, own): value for name, value in carried[index].items()}
        tail = "," + json.dumps(more, ensure_ascii=False, separators=(",", ":"))[1:] if more else "}"
        if table == "documents":
            yield f"{document.model_dump_json()[:-1]}{tail}\n".encode()
            continue
        for row in rows(document, table):
            yield f"{json.dumps(row, ensure_ascii=False, separators=(',', ':'))[:-1]}{tail}\n".encode()


def carried_of(batch: Batch) -> list[dict[str, Any]]:
    """What each page of `batch` carries, as JSON has it: times in ISO 8601, decimals as strings, bytes in base 64."""
    if batch.carried is None:
        return [page.carried or {} for page in batch.pages]
    from pipeline.rows.json_cells import json_values
    from pipeline.rows.parquet import unpacked

    table = unpacked(batch.carried)
    columns = {name: json_values(column) for name, column in zip(table.schema.names, table.columns, strict=True)}
    return [{name: column[n] for name, column in columns.items()} for n in range(table.num_rows)]
