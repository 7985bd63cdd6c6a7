"""Reading: bytes become one immutable text, exactly as it was written."""

from __future__ import annotations

import codecs
import hashlib
import re
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
DECLARED = re.compile(
    rb"""(?i)<meta[^>]{0,200}?charset\s*=\s*["']?\s*([\w.:-]{2,40})|<\?xml[^>]{0,100}?encoding=["']([\w-]+)"""
)
DECLARED_IN = 4096  # bytes; browsers look no further than 1024
WIDER = {"gb2312": "gb18030", "gbk": "gb18030", "iso8859-1": "cp1252", "ascii": "cp1252"}  # as browsers read them


@dataclass(frozen=True, slots=True)
class Source:
    """A decoded page. Newlines are as they were; a byte-order mark is not part of the text, nor is a page's markup."""

    path: str
    sha256: str
    encoding: str
    text: str
    read_out: bool = False  # the text was taken out of a web page: nobody has it as a file
    guessed: bool = False  # the encoding was found by what the bytes look like: nothing says it


def read(path: str) -> Source:
    """Read the file at `path`. Raises InputError where it can't be opened or is no text."""
    try:
        data = Path(path).read_bytes()
    except OSError as error:
        raise InputError(f"{path}: {(error.strerror or str(error)).lower()}") from error
    return decode(data, path)


def decode(data: bytes, path: str) -> Source:
    """Decode `data` as UTF-8, else as a web page declares it, else as what charset-normalizer finds. Raises InputError
    where it is no text.

    >>> decode("résumé".encode(), "a.txt").encoding
    'utf-8'
    """
    sha256 = hashlib.sha256(data).hexdigest()
    encoding = next((name for bom, name in BOMS if data.startswith(bom)), "utf-8")
    take_out = reader(path)
    guessed = False
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError as error:
        if encoding == "utf-8" and (cut := _without_cut_character(data, error)) is not None:
            raise InputError(f"{path}: the text is cut off in the middle of a character at byte {cut}") from error
        declared = _as_declared(data) if take_out is not None else None
        encoding, text = declared or _detect(data, path)
        guessed = declared is None
    if "\0" in text:
        raise InputError(f"{path}: not a text file (it has a NUL character at offset {text.index(chr(0))})")
    if take_out is not None:
        text = take_out(text)
    if not text.strip():
        raise InputError(f"{path}: the file {'has no text' if data else 'is empty'}")
    return Source(path, sha256, encoding, text, take_out is not None, guessed)


def _as_declared(data: bytes) -> tuple[str, str] | None:
    """The encoding that the web page `data` declares, and its text; None where it is in another one."""
    match = DECLARED.search(data[:DECLARED_IN])
    if match is None:
        return None
    try:
        name = codecs.lookup((match[1] or match[2]).decode("ascii")).name
        return (wider := WIDER.get(name, name)), data.decode(wider)
    except (LookupError, UnicodeError):
        return None


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
