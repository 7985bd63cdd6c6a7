"""Duties that are the same duty in other words, found among what nothing exact could pair."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence

from rapidfuzz.distance import LCSseq

from pipeline.compare.facts import DutyFacts
from pipeline.compare.likeness import Likeness, words
from pipeline.compare.order import staying

DutyPair = tuple[DutyFacts, DutyFacts]

# From this likeness two duties are one: little is enough where one stands in place of the other, more between the same
# neighbours, more elsewhere in the unit, and most across units, where a template would otherwise pass for a move.
INSTEAD = 0.25
IN_PLACE = 0.4
IN_UNIT = 0.75
ACROSS = 0.8

# Across units, duties without a word of their own are one only where hardly a word differs.
NEARLY = 0.9

# One duty that begins with all of another's words is the same duty; with so many spaces in them, wherever it stands.
BEGINNING = 2

# What one unit's leftovers may cost, in comparisons, before only near ones are compared.
COMPARISONS = 10_000
BAND = 25

# Two texts that share a smaller part of their words than this can't reach any of the above.
NEAR = 0.1

# Across units: words that lead to more leftovers than this lead nowhere, and so many rare words make a duty's own.
RARE = 16
RARE_SHARED = 2

# A duty that grew on its way keeps so many rare words.
RARE_GROWN = 3


def reworded_pairs(
    old: Sequence[DutyFacts], new: Sequence[DutyFacts], exact: Sequence[DutyPair] | None, likeness: Likeness
) -> list[DutyPair]:
    """Pair leftover duties of one unit; `exact` are the pairs that already stand and show who stands where.

    Without `exact` the duties are of several units that split or merged, and places mean nothing.
    """
    if not old or not new:
        return []
    by_place = sorted(exact or (), key=lambda pair: pair[1].index)
    kept = [by_place[position] for position in staying([one.index for one, _ in by_place])]
    places_old = [one.index for one, _ in kept]
    places_new = [other.index for _, other in kept]
    words_old = [words(duty.text) for duty in old]
    words_new = [words(duty.text) for duty in new]
    gaps_old = [bisect_left(places_old, duty.index) for duty in old]
    gaps_new = [bisect_left(places_new, duty.index) for duty in new]
    alone = _once(gaps_old) & _once(gaps_new)
    bags_old = list(map(frozenset, words_old))
    bags_new = list(map(frozenset, words_new))
    found: list[tuple[float, int, int, int]] = []
    for one, other in _candidates(len(old), len(new)):
        same_gap = exact is not None and gaps_old[one] == gaps_new[other]
        begins = _begins(old[one].own, new[other].own, 0 if same_gap else BEGINNING)
        if not (begins or _near(bags_old[one], bags_new[other])):
            continue
        enough = (INSTEAD if gaps_old[one] in alone else IN_PLACE) if same_gap else IN_UNIT
        score = likeness.of(words_old[one], words_new[other])
        if begins:
            score = max(score, IN_UNIT)
        if score >= enough:
            found.append((-score - 0.25 * same_gap, abs(old[one].index - new[other].index), one, other))
    return [(old[one], new[other]) for one, other in _best(found)]


def reworded_moves(old: Sequence[DutyFacts], new: Sequence[DutyFacts], likeness: Likeness) -> list[DutyPair]:
    """Pair leftover duties of different units that were touched up on the way."""
    if not old or not new:
        return []
    words_new = [words(duty.text) for duty in new]
    users: dict[str, list[int]] = defaultdict(list)
    for place, bag in enumerate(words_new):
        for word in set(bag):
            users[word].append(place)
    found: list[tuple[float, int, int, int]] = []
    for place, duty in enumerate(old):
        bag = words(duty.text)
        common: Counter[int] = Counter()
        for word in set(bag):
            if len(users[word]) <= RARE:
                common.update(users[word])
        for other, _ in common.most_common(3):
            if (score := _moved(bag, words_new[other], likeness)) is not None:
                found.append((-score, abs(duty.unit - new[other].unit), place, other))
    return [(old[one], new[other]) for one, other in _best(found)]


def _moved(one: Sequence[str], other: Sequence[str], likeness: Likeness) -> float | None:
    """How alike two duties of different units are, where that is enough to make them one.

    What is done comes first in a duty: with another first word it is another duty, unless hardly a word differs. A duty
    that has all the words of the other, in order, has only become longer or shorter.
    """
    own = sum(map(likeness.rare, set(one).intersection(other)))
    score = likeness.of(one, other)
    if own < RARE_SHARED or (one[0] not in other and other[0] not in one):
        return score if score >= NEARLY else None
    shorter, longer = sorted((len(one), len(other)))
    grown = own >= RARE_GROWN and longer <= 2 * shorter and LCSseq.similarity(one, other) == shorter
    return score if score >= ACROSS or grown else None


def _begins(one: str, other: str, spaces: int) -> bool:
    """True where one text, with so many spaces at least, is the beginning of the other: it was cut off, or goes on."""
    shorter, longer = (one, other) if len(one) < len(other) else (other, one)
    return longer.startswith(shorter) and shorter.count(" ") >= spaces and bool(shorter)


def _candidates(old: int, new: int) -> Iterator[tuple[int, int]]:
    """Places to compare: all with all while that is cheap, else those at about the same place in the list."""
    if old * new <= COMPARISONS:
        yield from ((one, other) for one in range(old) for other in range(new))
        return
    for one in range(old):
        middle = one * new // old
        yield from ((one, other) for other in range(max(0, middle - BAND), min(new, middle + BAND)))


def _once(gaps: Sequence[int]) -> set[int]:
    """The gaps that hold a single duty."""
    return {gap for gap, count in Counter(gaps).items() if count == 1}


def _near(one: frozenset[str], other: frozenset[str]) -> bool:
    """True where a closer look is worth its price: it costs fifty times as much."""
    return 2 * len(one & other) >= NEAR * (len(one) + len(other))


def _best(found: list[tuple[float, int, int, int]]) -> Iterator[tuple[int, int]]:
    """The best pairs first, each place once."""
    taken_old: set[int] = set()
    taken_new: set[int] = set()
    for _, _, one, other in sorted(found):
        if one not in taken_old and other not in taken_new:
            taken_old.add(one)
            taken_new.add(other)
            yield one, other
