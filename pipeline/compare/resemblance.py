"""Likeness among the units that nothing exact could pair: a renamed unit whose every duty was touched up, too."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence

from rapidfuzz import fuzz

from pipeline.compare.facts import UnitFacts
from pipeline.compare.likeness import Likeness, words
from pipeline.compare.sharing import Sharing

# A word that more of the leftover units than this use leads to none of them.
RARE = 16

# Candidates a unit is compared with, and the likeness from which two units are one.
CANDIDATES = 5
ALIKE = 0.6

# So much of the words that hardly anybody else uses must be common: a formula of the page makes no two units one.
OWN = 0.4

# A bag of words so long says enough; more only costs time.
WORDS = 2_000


def resembling(
    all_old: Sequence[UnitFacts],
    all_new: Sequence[UnitFacts],
    old: Sequence[UnitFacts],
    new: Sequence[UnitFacts],
    sharing: Sharing,
    likeness: Likeness,
) -> list[tuple[int, int]]:
    """Pairs of indices (old, new) of units alike enough to be one, best first; a unit may stand in several.

    `old` and `new` are those that nothing exact could pair, out of all the units there are.
    """
    if not old or not new:
        return []
    went, came = _Whereabouts(old, all_new, sharing), _Whereabouts(new, all_old, sharing)
    bags_old = {unit.index: _bag(unit, sharing) for unit in old}
    bags_new = {unit.index: _bag(unit, sharing) for unit in new}
    units_new = {unit.index: unit for unit in new}
    users: dict[str, list[int]] = defaultdict(list)
    for unit in new:
        for word in bags_new[unit.index]:
            users[word].append(unit.index)
    found: list[tuple[float, int, int, int]] = []
    for unit in old:
        common: Counter[int] = Counter()
        for word in bags_old[unit.index]:
            if len(users[word]) <= RARE:
                common.update(users[word])
        for index, _ in common.most_common(CANDIDATES):
            if went.elsewhere(unit, index) or came.elsewhere(units_new[index], unit.index):
                continue
            score = _alike(unit, units_new[index], likeness.shared(bags_old[unit.index], bags_new[index]))
            if score >= ALIKE and likeness.telling(bags_old[unit.index], bags_new[index]) >= OWN:
                found.append((-score, abs(unit.index - index), unit.index, index))
    return [(one, other) for _, _, one, other in sorted(found)]


class _Whereabouts:
    """In which units of the other side the distinctive duties of `units` stand word for word."""

    def __init__(self, units: Sequence[UnitFacts], others: Sequence[UnitFacts], sharing: Sharing) -> None:
        self._own = {unit.index: sharing.distinctive(unit.keys).keys() for unit in units}
        wanted = set().union(*self._own.values())
        self._homes: dict[str, set[int]] = defaultdict(set)
        for other in others:
            for key in wanted.intersection(other.keys):
                self._homes[key].add(other.index)

    def elsewhere(self, unit: UnitFacts, other: int) -> bool:
        """True where half of the unit's duties, and more than one, stand in units that are not `other`: they outweigh
        whatever `other` has that is merely alike."""
        own = self._own[unit.index]
        apart = sum(key in self._homes and other not in self._homes[key] for key in own)
        return apart > 1 and 2 * apart >= len(own)


def _bag(unit: UnitFacts, sharing: Sharing) -> Counter[str]:
    """The words of a unit's name and of the duties that are its own."""
    texts = [unit.name or "", *(key for key in unit.keys if not sharing.boilerplate(key))]
    return Counter(words(" ".join(texts))[:WORDS])


def _alike(one: UnitFacts, other: UnitFacts, content: float) -> float:
    """A name that nearly agrees supports content that half agrees; it proves nothing on its own."""
    if one.name is None or other.name is None:
        return content
    name = fuzz.ratio(one.name, other.name) / 100
    return max(content, (content + name) / 2 if content >= 0.3 and name >= 0.8 else 0.0)
