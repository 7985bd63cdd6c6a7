"""Writing: a file is there whole or not at all."""

from __future__ import annotations

import contextlib
import os
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import IO, TYPE_CHECKING

from pipeline.errors import OutputError

if TYPE_CHECKING:
    from pipeline.model import Document


def write_whole(path: Path, text: str) -> None:
    """Write `text` as UTF-8 to `path`: aside first, then renamed. Raises OutputError; then nothing has changed."""
    data = text.encode("utf-8")
    with whole(path) as file:
        file.write(data)


def write_document(path: Path, document: Document) -> None:
    """Write the file of `document`, as `dump` has it. Raises OutputError; then nothing has changed."""
    with whole(path) as file:
        dump(document, file)


def dump(document: Document, file: IO[bytes]) -> None:
    """Write `document` to `file`: UTF-8, two-space indent, keys in model order, a newline at the end.

    No copy of it is made as text, which would be a long page's largest object.
    """
    from pydantic_core import to_json

    file.write(to_json(document, indent=2))
    file.write(b"\n")


@contextlib.contextmanager
def whole(path: Path) -> Iterator[IO[bytes]]:
    """A file aside to write to, which becomes `path` when the block ends well. Raises OutputError where it can't be
    written; then, or when the block is left by any other way, nothing has changed."""
    aside = None
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, aside = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.", suffix=".part")
        with os.fdopen(handle, "wb") as file:
            yield file
        os.chmod(aside, 0o666 & ~_umask())
        os.replace(aside, path)
    except BaseException as error:
        if aside is not None:
            with contextlib.suppress(OSError):
                os.unlink(aside)
        if isinstance(error, OSError):
            raise OutputError(f"{path}: {(error.strerror or str(error)).lower()}") from error
        raise


def remove_asides(folder: Path, like: str) -> None:
    """Remove what a run that was killed left of files called `like` (a glob) that it hadn't finished."""
    for aside in folder.glob(f".{like}.????????.part"):
        with contextlib.suppress(OSError):
            aside.unlink()


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask
