"""The shape of a page: what kind of character stands where, one byte for each code point.

A search for kinds of characters over a whole page costs many times what a search for a byte does. So the page is
reduced once, and what concerns every duty is looked for in its shape: 'No. 5 of the Office' is 'Aa. 0 aa aaa Aaaaaa'.
"""

from __future__ import annotations

import codecs
from typing import NamedTuple

OTHER = b"\x01"


def _kind(character: str) -> str:
    if character.isspace():
        return " " if character in " \r\n" else "\t"
    if character.isalpha():
        return "A" if character.isupper() or character.istitle() else "a"
    if character.isdigit():
        return "0"
    return character if character.isascii() else OTHER.decode()


KINDS = bytes(ord(_kind(chr(code))) for code in range(256)).replace(b"\t", b" ")
ODD_SPACES = [bytes([code]) for code in range(256) if _kind(chr(code)) == "\t"]


def _beyond_latin(error: UnicodeError) -> tuple[str, int]:
    assert isinstance(error, UnicodeEncodeError)
    return "".join(map(_kind, error.object[error.start : error.end])), error.end


codecs.register_error("remit-shape", _beyond_latin)


class Shape(NamedTuple):
    """A byte for each code point of a text: b'A' a capital, b'a' another letter, b'0' a digit, b' ' white space, other
    ASCII characters themselves, b'\x01' the rest. `tidy`: there is no white space but single spaces and line breaks."""

    kinds: bytes
    tidy: bool


def shape(text: str) -> Shape:
    """The shape of `text`."""
    latin = text.encode("latin-1", "remit-shape")
    tidy = b"  " not in latin and not any(space in latin for space in ODD_SPACES)
    return Shape(latin.translate(KINDS), tidy)
