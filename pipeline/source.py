"""Reading: bytes become one immutable text, exactly as it was written."""

from __future__ import annotations

import codecs
import hashlib
from dataclasses import dataclass
from pathlib import Path

from pipeline.errors import InputError
from pipeline.readers import reader

BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
KNOWN = frozenset({"utf-8", *(name for _, name in BOMS)})


@dataclass(frozen=True, slots=True)
class Source:
    """A decoded page. Newlines are as they were; a byte-order mark is not part of the text, nor is a page's markup."""

    path: str
    sha256: str
    encoding: str
    text: str
    read_out: bool = False  # the text was taken out of a web page: nobody has it as a file

    @property
    def guessed(self) -> bool:
        """Whether the encoding was found by what the bytes look like: no mark and no valid UTF-8 says it."""
        return self.encoding not in KNOWN


def read(path: str) -> Source:
    """Read the file at `path`. Raises InputError where it can't be opened or is no text."""
    try:
        data = Path(path).read_bytes()
    except OSError as error:
        raise InputError(f"{path}: {(error.strerror or str(error)).lower()}") from error
    return decode(data, path)


def decode(data: bytes, path: str) -> Source:
    """Decode `data` as UTF-8, else as what charset-normalizer finds. Raises InputError where it is no text.

    >>> decode("résumé".encode(), "a.txt").encoding
    'utf-8'
    """
    sha256 = hashlib.sha256(data).hexdigest()
    encoding = next((name for bom, name in BOMS if data.startswith(bom)), "utf-8")
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError as error:
        if encoding == "utf-8" and (cut := _without_cut_character(data, error)) is not None:
            raise InputError(f"{path}: the text is cut off in the middle of a character at byte {cut}") from error
        encoding, text = _detect(data, path)
    if "\0" in text:
        raise InputError(f"{path}: not a text file (it has a NUL character at offset {text.index(chr(0))})")
    take_out = reader(path)
    if take_out is not None:
        text = take_out(text)
    if not text.strip():
        raise InputError(f"{path}: the file {'has no text' if data else 'is empty'}")
    return Source(path, sha256, encoding, text, take_out is not None)


def _without_cut_character(data: bytes, error: UnicodeDecodeError) -> int | None:
    """Where UTF-8 text stops in mid-character, or None where `data` is no UTF-8 at all."""
    return error.start if error.reason == "unexpected end of data" and error.start >= len(data) - 3 else None


def _detect(data: bytes, path: str) -> tuple[str, str]:
    if b"\0" in data:
        raise InputError(f"{path}: not a text file (it has a NUL byte at {data.index(0)})")
    from charset_normalizer import from_bytes

    best = from_bytes(data).best()
    if best is None:
        raise InputError(f"{path}: not a text file in any encoding known here")
    return best.encoding, str(best)
