"""What is merely alike and what is the same: pages whose units and duties have much of their wording in common."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from pipeline.compare import diff
from tests.synthetic.built import build
from tests.synthetic.organisation import Organisation, UnitFacts

Duties = Mapping[str, Sequence[str]]


def page(units: Duties) -> Organisation:
    facts = [UnitFacts(name=name, level="division", duties=list(duties)) for name, duties in units.items()]
    return Organisation(name="Lake Authority", title="Internal organizations of Lake Authority", units=facts)


def told(old: Duties, new: Duties) -> list[tuple[str, str | None, str | None]]:
    changes = diff(build(page(old)), build(page(new))).documents[0].changes
    return [(change.kind, change.before, change.after) for change in changes]


def test_duties_that_stand_elsewhere_word_for_word_outweigh_similar_ones() -> None:
    """Dykes went into Locks, and Nets came out of Reeds: Nets is not Dykes, however alike their duties are."""
    dykes = ["Inspect the mooring of barges by law", "Review ice on the canal", "Maintain the gauges of the shore"]
    nets = ["Inspect the mooring of barges", "Review ice on the canal and the shore", "Keep the gauges of the shore"]
    reeds = ["Sell the cut reed", "Count nesting birds", "Lease meadows to farmers"]
    locks = ["Open the gates at noon", "Collect tolls from skippers", "Grease the winches", "Paint the bollards"]
    old = {"Dyke Division": dykes, "Lock Division": locks, "Reed Division": [*nets, *reeds]}
    new = {"Lock and Dyke Division": [*locks, *dykes], "Net Division": nets, "Bird Division": reeds}
    assert [change for change in told(old, new) if change[0] != "duty-renumbered"] == [
        ("unit-merged", "Dyke Division; Lock Division", "Lock and Dyke Division"),
        ("unit-split", "Reed Division", "Net Division; Bird Division"),
    ]


def test_a_unit_in_new_words_is_still_found() -> None:
    old = {"Dyke Division": ["Inspect the mooring of barges", "Review ice on the canal", "Keep the gauges"]}
    new = {
        "Dam Division": ["Inspect the mooring of all barges", "Review the ice on the canal", "Keep the gauges clean"]
    }
    assert ("unit-renamed", "Dyke Division", "Dam Division") in told(old, new)


def test_a_duty_that_begins_with_all_words_of_the_old_one_is_reworded() -> None:
    whole = "Implement the laws on inland shipping, draw up the rules for the lake and see that skippers keep to them"
    others = ["Open the gates at noon", "Collect tolls from skippers", "Grease the winches"]
    old = {"Lock Division": [others[0], whole, *others[1:]]}
    assert told(old, {"Lock Division": [others[0], whole[:31]]}) == [
        ("duty-reworded", whole, whole[:31]),
        ("duty-removed", others[1], None),
        ("duty-removed", others[2], None),
    ]
    longer = "Implement the laws on shipping and of all that goes on the lake or on its shores, winter and summer"
    kinds = told({"Lock Division": [longer[:30], *others]}, {"Lock Division": [*others, longer]})
    assert ("duty-reworded", longer[:30], longer) in kinds


def test_a_formula_of_the_page_makes_no_two_units_one() -> None:
    """One unit went and another came in its place: what their duties share, those of the whole page have."""

    def division(subject: str, *duties: str) -> list[str]:
        naming = f"The {subject} Division is the functional management department for this work"
        return [naming, *(f"Implement functional management of {duty}" for duty in duties), f"Report on {subject}"]

    old = {
        "Lock Division": division("locks", "gates", "tolls at the gates"),
        "Reed Division": division("reed", "cut reed", "nesting birds", "the leasing of meadows"),
        "Ice Division": division("ice", "sledges", "skaters on the lake"),
    }
    new = dict(old)
    del new["Reed Division"]
    for place in (1, 2):
        units = list(new.items())
        units.insert(place, ("Fuel Division", division("fuel", "pumps", "stored barrels", "duty-free diesel")))
        found = told(old, dict(units))
        assert sorted(found) == [("unit-added", None, "Fuel Division"), ("unit-removed", "Reed Division", None)]


def test_who_takes_the_name_of_another_unit_brings_in_none_of_its_duties() -> None:
    def named(subject: str, *duties: str) -> list[str]:
        return [f"The {subject} Division is the functional management department for this work", *duties]

    reeds, locks = ("Sell the cut reed", "Count nesting birds", "Lease meadows"), ("Open the gates", "Collect tolls")
    old = {"Reed Division": named("Reed", *reeds), "Lock Division": named("Lock", *locks)}
    assert told(old, {"Reed Division": named("Reed", *locks)}) == [
        ("unit-removed", "Reed Division", None),
        ("unit-renamed", "Lock Division", "Reed Division"),
    ]


def test_a_duty_that_grew_on_its_way_to_another_unit_moved_but_one_with_another_verb_is_another() -> None:
    reeds, locks = ["Sell the cut reed", "Count nesting birds", "Lease meadows"], ["Open the gates", "Collect tolls"]
    before = "Operate the automatic gauging masts"
    old = {"Reed Division": [*reeds, before], "Lock Division": locks}
    grown = "Operate and maintain the automatic gauging masts of the lake"
    assert ("duty-moved", before, grown) in told(old, {"Reed Division": reeds, "Lock Division": [*locks, grown]})
    other = "Inspect the automatic gauging masts"
    assert told(old, {"Reed Division": reeds, "Lock Division": [*locks, other]}) == [
        ("duty-removed", before, None),
        ("duty-added", None, other),
    ]


def test_a_comma_or_semicolon_alone_is_no_rewording() -> None:
    old = {"Lock Division": ["Plan the opening, the closing, and the repair of gates", "Collect tolls; pay wages"]}
    new = {"Lock Division": ["Plan the opening, the closing and the repair of gates", "Collect tolls, pay wages"]}
    assert told(old, new) == []
    dear, cheap = {"Lock Division": ["Collect 1,500 in tolls"]}, {"Lock Division": ["Collect 1 500 in tolls"]}
    assert told(dear, cheap) == [("duty-reworded", "Collect 1,500 in tolls", "Collect 1 500 in tolls")]
