"""The spaCy component that sets sentence starts; imported only together with spaCy."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from spacy.language import Language
from spacy.tokens import Doc, Token

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
    telling = {nlp.vocab.strings.add(text) for text in (*ENDS, *OPENING, *CLOSING, '"', *(seldom - kept))}

    def cut(doc: Doc) -> Doc:
        depth, quoted = 0, False
        # All are set at once: each one by itself would look through the whole text.
        starts: Any = doc.to_array("SENT_START")
        # Most tokens are plain words: only those that can open, close or end something are looked at.
        for at in [at for at, orth in enumerate(doc.to_array("ORTH").tolist()) if orth in telling]:
            token = doc[at]
            text = token.text
            if text in OPENING:
                depth += 1
            elif text in CLOSING:
                depth = max(0, depth - 1)
                if text == "”" and not depth and not quoted and doc[at - 1].text in ENDS and token.whitespace_:
                    _start_sentence(doc, at + 1, starts)
            elif text == '"':
                quoted = not quoted
                if not depth and not quoted and at and doc[at - 1].text in ENDS and token.whitespace_:
                    _start_sentence(doc, at + 1, starts)  # the stop stands inside the quotation marks
            elif not depth and not quoted and _ends(doc, token):
                _start_sentence(doc, at + 1, starts)
        doc.from_array("SENT_START", starts)
        return doc

    return cut


def _ends(doc: Doc, token: Token) -> bool:
    """Is there white space behind the token, where its script has any, and no figure on both sides ('1. 5 million')?"""
    if token.text == "." and 0 < token.i < len(doc) - 1 and doc[token.i - 1].is_digit and doc[token.i + 1].is_digit:
        return False
    if token.whitespace_ or (token.text in ENDS and not token.text.isascii()):
        return True
    if token.text not in ENDS or token.i + 1 == len(doc):
        return False
    following = doc[token.i + 1]
    return following.is_space or (token.i > 0 and doc[token.i - 1].is_lower and following.is_title)


def _start_sentence(doc: Doc, at: int, starts: Any) -> None:
    """Start a sentence at the first word from `at`, if it is written like the first word of one."""
    while at < len(doc) and doc[at].is_space:
        at += 1
    if at < len(doc):
        first = doc[at].text[0]
        if first.isupper() or first.isdigit() or (first.isalpha() and not first.isascii()) or first in '"“(':
            starts[at] = 1
