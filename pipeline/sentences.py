"""Sentences: rules propose where a duty could be cut, spaCy decides.

Semicolons outside brackets and quotation marks always join statements. Whether a full stop ends a sentence is decided
by a spaCy pipeline: its tokenizer keeps abbreviations whole, our own component sets the sentence starts. This is the
only module that imports spaCy, and it does so when the first duty has a full stop inside.
"""

from __future__ import annotations

import re
import sys
from bisect import bisect_left
from functools import cache
from typing import Any

from pipeline.errors import ProfileError
from pipeline.profile import Profile

Span = tuple[int, int]
CLOSERS = {"(": ")", "（": "）", "[": "]", "“": "”", "《": "》", "「": "」"}
BREAKS = re.compile(r"[;；()（）\[\]“”\"《》「」]")
WIDE_STOP = "[。！？]"
SEMICOLON = re.compile("[;；]")


def statements(text: str, start: int, end: int, proposed: list[int], profile: Profile) -> tuple[list[Span], list[int]]:
    """The independent statements of `text[start:end]`, and the offsets at which a full stop cut it.

    `proposed` are the page's candidates for a stop; spaCy is asked only where one of them lies inside the span.
    """
    at = bisect_left(proposed, start)
    stops = _full_stops(text, start, end, profile) if at < len(proposed) and proposed[at] < end - 1 else []
    semicolons = _semicolons(text, start, end)
    if not stops and not semicolons:
        return ([(start, end)] if start < end else []), stops
    spans: list[Span] = []
    at = start
    for cut in [*sorted((*semicolons, *stops)), end]:
        piece = text[at:cut]
        s = at + len(piece) - len(piece.lstrip())
        trimmed = text[s:cut].rstrip(" \t\r\n\u00a0\u3000;；")
        if cut < end and trimmed[-1:] in ".。":
            trimmed = trimmed[:-1].rstrip()
        if trimmed:
            spans.append((s, s + len(trimmed)))
        at = cut
    return spans, stops


def _semicolons(text: str, start: int, end: int) -> list[int]:
    """Offsets behind every semicolon that stands outside brackets and quotation marks."""
    if text.find(";", start, end) < 0 and text.find("；", start, end) < 0:
        return []
    cuts: list[int] = []
    closing: list[str] = []
    for match in BREAKS.finditer(text, start, end):
        mark = match[0]
        if closing and mark == closing[-1]:
            closing.pop()
        elif mark == '"':
            closing.append('"')
        elif mark in CLOSERS:
            closing.append(CLOSERS[mark])
        elif mark in ";；" and not closing:
            cuts.append(match.end())
    return cuts if not closing else [m.end() for m in SEMICOLON.finditer(text, start, end)]


def _full_stops(text: str, start: int, end: int, profile: Profile) -> list[int]:
    """Offsets of sentence starts that spaCy sees behind a full stop inside the span."""
    doc = _pipeline(profile)(text[start:end])
    starts = doc.to_array("SENT_START").tolist()
    return [start + doc[at].idx for at, opens in enumerate(starts) if at and opens == 1]


@cache
def _pipeline(profile: Profile) -> Any:
    """Raises ProfileError where spaCy can't be made of what the profile says."""
    import spacy

    from pipeline import sentence_component

    words = profile.file.sentences
    try:
        nlp: Any = spacy.blank(profile.file.tokenizer)
        nlp.max_length = sys.maxsize  # its limit is for parsers, and a page may have a megabyte on one line
        # No space stands behind a wide full stop, and the words around it are two all the same.
        nlp.tokenizer.infix_finditer = spacy.util.compile_infix_regex((*nlp.Defaults.infixes, WIDE_STOP)).finditer
        for word in (*words.never, *words.rarely):
            nlp.tokenizer.add_special_case(word, [{"ORTH": word}])
        nlp.add_pipe(sentence_component.NAME, config={"never": words.never, "rarely": words.rarely})
    except Exception as error:  # a language needs a library of its own, or a word can't be an abbreviation
        raise ProfileError(f"profile {profile.name}: its sentences can't be read: {error}") from error
    return nlp
