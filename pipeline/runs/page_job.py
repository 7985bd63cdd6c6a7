"""What is done with a page of a long run: read it, extract it, write its file; and what is said when that fails."""

from __future__ import annotations

import hashlib
import os
import traceback
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import quote

from pipeline.errors import InputError, OutputError, RemitError
from pipeline.output import write_document, write_whole
from pipeline.runs.pages import Page
from pipeline.runs.pool import Batch, Failure, Outcome
from pipeline.runs.web_text import SUFFIX, ensure_free

if TYPE_CHECKING:
    from pipeline.model import Document
    from pipeline.source import Source

HERE = str(Path(__file__).parent.parent)  # the program, by which its lines are told from the libraries
ODD = frozenset('/\\:*?"<>|%')
LONGEST = 240  # bytes of a file name, with room for what stands aside while it is written


def data_of(page: Page) -> bytes:
    """The bytes of `page`. Raises InputError where it can't be read or is no page."""
    if page.error is not None:
        raise InputError(page.error)
    if page.text is not None:
        return page.text.encode("utf-8")
    if page.data is not None:
        return page.data
    try:
        return Path(page.path).read_bytes()
    except OSError as error:
        raise InputError(f"{page.path}: {(error.strerror or str(error)).lower()}") from error


def source_of(page: Page, data: bytes, digest: str) -> Source:
    """`page` with its bytes `data` and their hash as a source. Raises InputError where it is no text."""
    from pipeline.source import Source, decode

    if page.text is None:
        return decode(data, page.path)
    if not page.text.strip():
        raise InputError(f"the text is {'nothing but white space' if page.text else 'empty'}")
    return Source(page.id, digest, "utf-8", page.text)


def read_page(page: Page, profile: str) -> tuple[Document, Source]:
    """The document that `page` makes, and its source. Raises what is wrong with it."""
    from pipeline.extraction import extract_source

    data = data_of(page)
    source = source_of(page, data, hashlib.sha256(data).hexdigest())
    return extract_source(source, id=page.id, profile=profile), source


def failure(page: Page, error: Exception) -> Failure:
    """The row for a page that `error` ended; an error that is no RemitError names the line of the program."""
    place = page.place
    text = " ".join(str(error).split())
    if not isinstance(error, RemitError):
        text = f"{type(error).__name__}: {text}"[:500]
        frames = [f for f in traceback.extract_tb(error.__traceback__) if f.filename.startswith(HERE)]
        if frames:
            code = f"{Path(frames[-1].filename).name}:{frames[-1].lineno}"
            place = f"{place}, {code}" if place else code
    return Failure(page.path, page.id, place, text.removeprefix(f"{page.path}: "))


def made_with(profile: str) -> str:
    """What a result depends on besides its page: the program's version and what the profile says."""
    from pipeline.extraction import VERSION
    from pipeline.profile_reading import fingerprint

    return f"{VERSION}+{fingerprint(profile)}"


def _made_of(page: Page, digest: str) -> str:
    """A hash of what the document of `page`, whose bytes have the hash `digest`, says of it: a file is named in it."""
    path = os.fsencode(page.path) if page.text is None else b""
    return hashlib.sha256(digest.encode() + path).hexdigest()


def file_name(page: Page) -> str:
    """The name, less its suffix, of the file for the document of `page`: its id, wherever that can be one."""
    if page.text is None:
        return page.id  # it was a file's name
    odd = page.id in ("", ".", "..") or page.id.startswith(".") or any(c in ODD or c < " " for c in page.id)
    return quote(page.id, safe=" ").replace(".", "%2E") if odd else page.id


def ensure_writable(folder: Path, name: str, source: Source) -> None:
    """Raises InputError where the text of `source`, called `name` in `folder`, would replace a file of the user's."""
    if source.read_out:
        ensure_free(folder / f"{name}{SUFFIX}", source.path, source.text)


def write_result(folder: Path, name: str, document: Document, source: Source) -> Path:
    """Write `document` into `folder`, and the text of a web page beside it; gives the document's file. Raises
    InputError where that would replace a file of the user's, OutputError where it can't be written."""
    target = folder / f"{name}.json"
    ensure_writable(folder, name, source)
    if source.read_out:
        write_whole(folder / f"{name}{SUFFIX}", source.text)
    write_document(target, document)
    return target


@dataclass(frozen=True, slots=True)
class PageJob:
    """Write each page's document into `folder` as a file of its own."""

    folder: Path
    profile: str

    def __call__(self, batch: Batch, at: Callable[[int], None]) -> Outcome:
        outcome = Outcome()
        for index, page in enumerate(batch.pages):
            if index in batch.deadly:
                outcome.failures.append(Failure(page.path, page.id, page.place, batch.deadly[index]))
                continue
            at(index)
            try:
                self._one(page, batch.known.get(page.id), outcome)
            except OutputError:
                raise  # the disk is full or the folder is gone: so it is for every page
            except Exception as error:
                outcome.failures.append(failure(page, error))
        return outcome

    def _one(self, page: Page, known: str | None, outcome: Outcome) -> None:
        from pipeline.extraction import extract_source

        data = data_of(page)
        name = file_name(page)
        if len(name.encode()) > LONGEST:
            raise InputError(f"the id is too long for a file's name ({len(name.encode())} bytes)")
        target = self.folder / f"{name}.json"
        digest = hashlib.sha256(data).hexdigest()
        made_of = _made_of(page, digest)
        if known == made_of and target.exists():
            outcome.unchanged += 1
            return
        source = source_of(page, data, digest)
        document = extract_source(source, id=page.id, profile=self.profile)
        write_result(self.folder, name, document, source)
        outcome.made += 1
        outcome.records.append((page.id, made_of))
