"""The spaCy component that sets sentence starts; imported only together with spaCy."""

from __future__ import annotations

from collections.abc import Callable

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
        depth = 0
        quoted = False
        for token in doc:
            if token.i:
                token.is_sent_start = False
            if token.text in OPENING:
                depth += 1
            elif token.text in CLOSING:
                depth = max(0, depth - 1)
            elif token.text == '"':
                quoted = not quoted
        depth, quoted, ended = 0, False, False
        for token in doc:
            text = token.text
            if ended and not token.is_space:
                if text[0].isupper() or text[0].isdigit() or not text.isascii() or text[0] in '"“(':
                    token.is_sent_start = True
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
        return doc

    return cut


def _spaced(token: object) -> bool:
    following = token.nbor() if token.i + 1 < len(token.doc) else None  # type: ignore[attr-defined]
    return following is not None and following.is_space
