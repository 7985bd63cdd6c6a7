"""How alike two texts are: shared words in order, with words that the whole document uses counting for little."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterable, Sequence

from rapidfuzz.distance import Indel

# A CJK character is a word of its own; elsewhere a word is what stands between punctuation and space.
WORD = re.compile(r"[\u3040-\u30ff\u3400-\u9fff]|[^\W\u3040-\u30ff\u3400-\u9fff]+(?:['’-]\w+)*")

# Word frequencies settle long before this; a page of hundreds of thousands of duties is sampled.
SAMPLE = 4_000

# A word in so few texts tells them apart: two mentions on either side of a comparison.
RARE = 4


def words(text: str) -> list[str]:
    """The words of `text`, case folded."""
    return WORD.findall(text.casefold())


class Likeness:
    """Compares texts in the light of what is common in one pair of documents."""

    def __init__(self, texts: Sequence[str]) -> None:
        step = len(texts) // SAMPLE + 1
        counts: Counter[str] = Counter()
        for text in texts[::step]:
            counts.update(set(words(text)))
        self._total = len(texts[::step])
        self._counts = counts

    def weight(self, word: str) -> float:
        """How much `word` says: 1 for a word of every text, more the rarer it is."""
        return 1.0 + math.log((1 + self._total) / (1 + self._counts[word]))

    def rare(self, word: str) -> bool:
        """True where hardly any text of the documents uses `word`."""
        return self._counts[word] <= max(RARE, self._total // 200)

    def of(self, one: Sequence[str], other: Sequence[str]) -> float:
        """0 (nothing in common) to 1 (same words in the same order) for two lists of words."""
        if not one or not other:
            return float(one == other)
        in_order = Indel.normalized_similarity(one, other)
        return 0.5 * in_order + 0.5 * self.shared(Counter(one), Counter(other))

    def shared(self, one: Counter[str], other: Counter[str]) -> float:
        """The weighted share of words that two bags of words have in common, 0 to 1."""
        both = self._mass((one & other).items())
        total = self._mass(one.items()) + self._mass(other.items())
        return 2 * both / total if total else 0.0

    def telling(self, one: Counter[str], other: Counter[str]) -> float:
        """As `shared`, of the words alone that hardly any other text uses; 1 where neither bag has any."""
        bags = [Counter({word: count for word, count in bag.items() if self.rare(word)}) for bag in (one, other)]
        return self.shared(*bags) if any(bags) else 1.0

    def _mass(self, bag: Iterable[tuple[str, int]]) -> float:
        return sum(self.weight(word) * count for word, count in bag)
