"""Evaluation: how well the extraction reads pages whose facts a person has written down (the format is in `gold`).

For every field precision, recall and F1 over all values; and silent errors, the measure that matters most: units
that differ from the page in any field, or that are no units at all, without a finding that says so.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Literal

from pydantic import BaseModel

from pipeline.errors import InputError
from pipeline.evaluation.gold import Gold, find_page, read_gold
from pipeline.evaluation.score import Score, score
from pipeline.evaluation.table import render
from pipeline.model import Document
from pipeline.source import read

__all__ = ["Evaluation", "Extract", "Gold", "Score", "add", "evaluate", "extract_text", "read_gold", "run", "score"]

Extract = Callable[[str, str], Document]


class Evaluation(BaseModel):
    """All pages' scores, and their sum: the shape of the JSON output."""

    total: Score
    by_layout: dict[str, Score]
    by_noise: dict[str, Score]
    pages: list[Score]


def evaluate(gold_dir: Path, extract: Extract | None = None) -> Evaluation:
    """Score every page that has a gold file in `gold_dir`.

    `extract` takes a page's text and its id; by default it is this program's. Raises InputError where the folder
    holds no gold file, or a gold file or its page can't be read.
    """
    paths = sorted(gold_dir.glob("*.json")) if gold_dir.is_dir() else []
    if not paths:
        raise InputError(f"{gold_dir}: no gold files (*.json) in it")
    result = Evaluation(total=Score(id="total"), by_layout={}, by_noise={}, pages=[])
    reader = extract or extract_text
    for path in paths:
        gold = read_gold(path)
        text = read(str(find_page(path, gold))).text
        add(result, gold, score(gold, reader(text, gold.document), text))
    return result


def add(result: Evaluation, gold: Gold, page: Score) -> None:
    """Add one page's score to the sums it belongs to."""
    result.pages.append(page)
    result.total.add(page)
    for sums, kinds in ((result.by_layout, gold.layouts), (result.by_noise, gold.noise)):
        for kind in kinds:
            sums.setdefault(kind, Score(id=kind)).add(page)


def run(gold_dir: Path, format: Literal["text", "json"] = "text") -> str:
    """What `remit evaluate GOLD_DIR` prints: a table for a person, or the same as JSON."""
    result = evaluate(gold_dir)
    return result.model_dump_json(indent=2) + "\n" if format == "json" else text_of(result)


def text_of(result: Evaluation) -> str:
    """The evaluation as tables: by field, by page, and every unit that is wrong."""
    return render(result.total, [("page", result.pages)])


def extract_text(text: str, id: str) -> Document:
    from pipeline import extract  # the package imports its commands, and those this

    document: Document = extract(text, id=id)
    return document
