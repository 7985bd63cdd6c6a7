"""The real page, warm, one core: how long each step takes in F.

F is what nothing that gives this result as checked JSON can do without: `Document.model_validate` of the plain values,
and `model_dump_json(indent=2)`.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from io import BytesIO
from typing import Any

import jsonschema_rs
import regex

from bench.part import Part, Target, figure, shown
from bench.rounds import interleaved, ratios, spread
from bench.texts import REAL, ROOT
from pipeline.check import schema
from pipeline.extraction import assemble, extract_source
from pipeline.invisible import without
from pipeline.model import Document
from pipeline.output import dump
from pipeline.profile import load
from pipeline.source import Source, decode, read

PATH = str(REAL.relative_to(ROOT))
WHOLE = "whole run: read, hash, extract, repair, check, validate, jsonschema-rs, dump"
ALONE = "extraction alone, with sentences, repairs and findings"
SENTENCIZER = "spaCy's sentencizer alone (blank English)"
FASTER = "extraction alone: times as fast as spaCy's sentencizer alone"
# The least that a program which only looks for labels and item numbers would have to do.
MARKS = regex.compile(r"Administrative level:|Internal (?:organizations?|departments):|^\d{1,3} ?\.", regex.MULTILINE)


def whole_run(text: str) -> bytes:
    """The file that Remit writes for a page of these words, all checks done."""
    return _file(extract_source(decode(text.encode("utf-8"), "page.txt"), id="page"))


def _file(document: Document) -> bytes:
    file = BytesIO()
    dump(document, file)
    return file.getvalue()


def extraction(source: Source) -> object:
    """The plain values of a page, before anything checks them."""
    profile = load("en")
    return assemble(without(source, profile)[0], "page", profile)


def sentencizer() -> Callable[[str], object]:
    """spaCy's own cutter, with no model."""
    import spacy

    nlp = spacy.blank("en")
    nlp.add_pipe("sentencizer")
    return lambda text: list(nlp(text).sents)


def works(*, quick: bool) -> dict[str, Callable[[], Any]]:
    """Everything that is timed on the real page, by name."""
    source = read(str(REAL))
    document = extract_source(source, id=REAL.stem)
    value = json.loads(document.model_dump_json())
    compiled = jsonschema_rs.validator_for(schema())
    cut = sentencizer()
    result: dict[str, Callable[[], Any]] = {
        "F": lambda: Document.model_validate(value).model_dump_json(indent=2),
        WHOLE: lambda: _file(extract_source(read(str(REAL)), id=REAL.stem)),
        ALONE: lambda: extraction(source),
        SENTENCIZER: lambda: cut(source.text),
        "read, hash, decode": lambda: read(str(REAL)),
        "`model_validate`": lambda: Document.model_validate(value),
        "`model_dump_json`": lambda: document.model_dump_json(indent=2),
        "jsonschema-rs": lambda: compiled.is_valid(value),
        "a `regex` alternation over the page (floor)": lambda: sum(1 for _ in MARKS.finditer(source.text)),
    }
    if not quick:
        from jsonschema import Draft202012Validator

        slow = Draft202012Validator(schema())
        result["jsonschema"] = lambda: slow.is_valid(value)
    return result


def measure(rounds: int, *, quick: bool = False) -> Part:
    """The table of steps and the targets in F."""
    times = interleaved(works(quick=quick), rounds)
    part = Part("The real page, warm, one core", ["what", "ms", "in F"])
    for name in times:
        part.rows.append([name, figure(1000 * spread(times[name]).median), shown(ratios(times, name, "F"))])
    part.targets = [
        Target("whole run of the real page, in F (better: 1.8)", 2.2, ratios(times, WHOLE, "F")),
        Target(FASTER, 1.5, ratios(times, SENTENCIZER, ALONE), at_least=True),
    ]
    same = _file(extract_source(read(str(REAL)), id=REAL.stem)).replace(str(REAL).encode(), PATH.encode())
    committed = (ROOT / "output" / f"{REAL.stem}.json").read_bytes()
    answer = "the same as" if same == committed else "NOT the same as"
    part.notes = [
        f"`{PATH}`, {REAL.stat().st_size:,} bytes, {rounds} rounds. F = `Document.model_validate(values)` + "
        f"`model_dump_json(indent=2)`. The result is {answer} the committed `output/{REAL.stem}.json`."
    ]
    return part
