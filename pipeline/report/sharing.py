"""What most units say: phrases of the house, which tell a reviewer less than what one unit says alone."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from pipeline.model import Change, Document, Duty
from pipeline.report.places import key_of

# Of fewer units than this, "most" says nothing.
UNITS = 4


class Sharing:
    """In how many of a document's units each duty and each sentence stands."""

    def __init__(self, document: Document) -> None:
        self._units = sum(bool(unit.duties) for unit in document.units)
        self._spread: Counter[str] = Counter()
        self._sentences: dict[str, list[str]] = {}
        for unit in document.units:
            said: set[str] = set()
            for duty in _all(unit.duties):
                sentences = [key_of(sentence.text) for sentence in duty.sentences]
                said.update(sentences, (key_of(duty.text),))
                self._sentences[key_of(duty.text)] = sentences
            self._spread.update(said)

    def units_with(self, text: str | None) -> int:
        """How many units share `text`, or the least shared of its sentences; 0 unless most units do."""
        if text is None or self._units < UNITS:
            return 0
        key = key_of(text)
        spread = max(self._spread[key], min((self._spread[s] for s in self._sentences.get(key, [])), default=0))
        return spread if spread * 2 > self._units else 0


def shared_by(change: Change, old: Sharing | None, new: Sharing | None) -> int:
    """How many units share what a duty says on either side of its change; 0 unless most units do."""
    if not change.kind.startswith("duty-"):
        return 0
    return max(old.units_with(change.before) if old else 0, new.units_with(change.after) if new else 0)


def _all(duties: list[Duty]) -> Iterator[Duty]:
    for duty in duties:
        yield duty
        yield from _all(duty.items)
