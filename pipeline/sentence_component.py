"""The spaCy component that sets sentence starts; imported only together with spaCy."""

from __future__ import annotations

from collections.abc import Callable

import numpy
from spacy.language import Language
from spacy.tokens import Doc

NAME = "remit_sentences"
ENDS = frozenset({".", "!", "?", "。", "！", "？"})
OPENING = frozenset("([（“《「")
CLOSING = frozenset(")]）”》」")


@Language.factory(NAME, default_config={"never": [], "rarely": []}, assigns=["token.is_sent_start"])
def sentence_component(nlp: Language, name: str, never: list[str], rarely: list[str]) -> Callable[[Doc], Doc]:
    """A sentence ends at a full stop outside brackets and quotes with a capital or a digit behind it.

    An abbreviation in `never` ends none; one in `rarely` does where a capital follows.
    """
    kept, seldom = frozenset(never), frozenset(rarely)

    def cut(doc: Doc) -> Doc:
        starts = [-1] * len(doc)
        depth, quoted, ended = 0, False, False
        for token in doc:
            if token.is_space:
                continue
            text = token.text
            if ended:
                if text[0].isupper() or text[0].isdigit() or not text.isascii() or text[0] in '"“(':
                    starts[token.i] = 1
                ended = False
            if text in OPENING:
                depth += 1
            elif text in CLOSING:
                depth = max(0, depth - 1)
            elif text == '"':
                quoted = not quoted
            elif not depth and not quoted:
                ended = (text in ENDS and (bool(token.whitespace_) or not text.isascii() or _spaced(token))) or (
                    text in seldom and text not in kept and bool(token.whitespace_)
                )
        if starts:
            starts[0] = 1
            doc.from_array(["SENT_START"], numpy.array([starts], dtype="int64").T.astype("uint64"))  # type: ignore[arg-type]
        return doc

    return cut


def _spaced(token: object) -> bool:
    following = token.nbor() if token.i + 1 < len(token.doc) else None  # type: ignore[attr-defined]
    return following is not None and following.is_space
