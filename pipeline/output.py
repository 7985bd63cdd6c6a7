"""Writing: a file is there whole or not at all."""

from __future__ import annotations

import contextlib
import os
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import IO

from pipeline.errors import OutputError


def write_whole(path: Path, text: str) -> None:
    """Write `text` as UTF-8 to `path`: aside first, then renamed. Raises OutputError; then nothing has changed."""
    data = text.encode("utf-8")
    with whole(path) as file:
        file.write(data)


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
