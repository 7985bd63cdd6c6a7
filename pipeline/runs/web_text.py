"""The text of a web page, which Remit writes beside its document: offsets count in it, and nobody has it as a file."""

from __future__ import annotations

from pathlib import Path

from pipeline.errors import InputError, RemitError
from pipeline.readers import reader

SUFFIX = ".txt"


def is_ours(path: Path) -> bool:
    """Whether Remit wrote the text file at `path`: the document beside it is of a web page, and of this very text. One
    that somebody has edited since is theirs."""
    beside = path.with_name(path.stem + ".json")
    if path.suffix != SUFFIX or not beside.exists():
        return False
    from pipeline.check import problems
    from pipeline.documents import parse_document

    try:
        data = beside.read_bytes()
        document = parse_document(data, "")
        if reader(document.source.path) is None:
            return False
        return next(problems(document, path.read_bytes().decode("utf-8")), None) is None
    except (OSError, RemitError, UnicodeDecodeError):
        return False


def ensure_free(path: Path, page: str, text: str) -> None:
    """Raises InputError where a file stands at `path` that would be lost if the `text` of the web page `page` were
    written there. What an earlier run wrote is not lost, nor is a file that has the same words."""
    try:
        stands = path.exists() and path.read_bytes() != text.encode("utf-8") and not is_ours(path)
    except OSError as error:
        raise InputError(f"{path}: {(error.strerror or str(error)).lower()}") from error
    if stands:
        raise InputError(f"{page}: its text would replace {path}, which Remit did not write; choose another folder")
