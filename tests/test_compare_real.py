"""Comparisons of the real document's facts: its own templates, near-repetitions and boilerplate are what is hard."""

from __future__ import annotations

import copy
from collections import Counter
from functools import cache

from pipeline.compare import diff, moved_from
from pipeline.model import Change
from tests.synthetic.built import build
from tests.synthetic.editkinds import random_script
from tests.synthetic.organisation import Organisation, UnitFacts
from tests.synthetic.real import real_organisation

Told = tuple[str, str | None, str | None, str | None]


@cache
def real() -> Organisation:
    return real_organisation()


def unit(organisation: Organisation, name: str) -> UnitFacts:
    return next(unit for unit in organisation.units if unit.name == name)


def changes(new: Organisation) -> list[Change]:
    return diff(build(real()), build(new)).documents[0].changes


def told(new: Organisation) -> list[Told]:
    return [(change.kind, change.unit, change.before, change.after) for change in changes(new)]


def test_an_update_with_twelve_edits_of_twelve_kinds() -> None:
    """Each is told once, under the kind a person would call it, and nothing else is told."""
    new = copy.deepcopy(real())
    expected: list[Told] = []

    bureau = unit(new, "Anti-Smuggling Bureau")
    bureau.level = "bureau"
    expected.append(("level-changed", "anti-smuggling-bureau", "Deputy bureau level", "Bureau level"))

    office = unit(new, "Office")
    office.duties.insert(9, "Organize the mayor's hotline and answer the letters it receives")
    expected += [("duty-added", "office", None, office.duties[9]), ("duty-renumbered", "office", "10-20", "11-21")]

    personnel = unit(new, "Personnel Department")
    gone = personnel.duties.pop(10)
    assert gone == "Manage related work"
    expected += [
        ("duty-removed", "personnel-department", gone, None),
        ("duty-renumbered", "personnel-department", "12-15", "11-14"),
    ]

    education = unit(new, "Education Department")
    education.name = "Training Department"
    education.duties[0] = education.duties[0].replace("Education Department", "Training Department")
    expected.append(("unit-renamed", "training-department", "Education Department", "Training Department"))

    vacant = new.units[6]
    vacant.name, vacant.status = "Foreign Affairs Office", "active"
    vacant.duties = ["Receive foreign delegations", "Undertake other tasks assigned by superiors"]
    expected += [
        ("unit-renamed", "foreign-affairs-office", None, "Foreign Affairs Office"),
        ("status-changed", "foreign-affairs-office", "vacant", "active"),
        ("duty-added", "foreign-affairs-office", None, "Receive foreign delegations"),
        ("duty-added", "foreign-affairs-office", None, "Undertake other tasks assigned by superiors"),
    ]

    regulations = unit(new, "Regulations Department")
    regulations.groups[0].names.remove("Trade Control Department")
    regulations.groups[0].declared = 3
    expected.append(("subunit-removed", "regulations-department", "Trade Control Department", None))

    customs = unit(new, "Customs Department")
    before = customs.duties[6]
    customs.duties[6] = "Implement functional management of sampling, inspection and laboratory work"
    expected.append(("duty-reworded", "customs-department", before, customs.duties[6]))

    taken = unit(new, "Enterprise Management Office").duties.pop(5)
    unit(new, "Technology Department").duties.insert(3, taken)
    expected += [
        ("duty-moved", "technology-department", taken, taken),
        ("duty-renumbered", "technology-department", "4-7", "5-8"),
        ("duty-renumbered", "enterprise-management-office", "7-8", "6-7"),
    ]

    finance = unit(new, "Finance Department")
    finance.groups[0].declared = 7
    expected.append(("finding-added", "finance-department", None, "The source declares 7 departments and names 6."))

    audit = unit(new, "Supervision and Internal Audit Office")
    audit.groups[0].names[0] = "Audit and Review Section"
    expected.append(
        ("subunit-renamed", "supervision-and-internal-audit-office", "Audit Section", "Audit and Review Section")
    )

    new.units.remove(unit(new, "Comprehensive Statistics Department"))
    expected.append(
        ("unit-removed", "comprehensive-statistics-department", "Comprehensive Statistics Department", None)
    )

    fresh = UnitFacts(
        name="Cyber Security Department",
        level="division",
        duties=[
            "The Cyber Security Department is the functional management department for network security work",
            unit(new, "Training Department").duties[1],
            "Organize and implement various security drills",
            "Undertake other tasks assigned by superiors",
        ],
    )
    new.units.insert(3, fresh)
    expected.append(("unit-added", "cyber-security-department", None, "Cyber Security Department"))

    assert Counter(told(new)) == Counter(expected)


def test_a_random_update_is_told_exactly() -> None:
    for seed in range(80):
        script = random_script(seed, given=real())
        found = Counter((change.kind, change.before, change.after) for change in changes(script.new))
        assert found == script.expected(), f"seed {seed}: {script.edits}"


def test_a_unit_replaced_by_another_cut_from_the_same_template() -> None:
    new = copy.deepcopy(real())
    at = new.units.index(unit(new, "Education Department"))
    new.units[at] = UnitFacts(
        name="Cyber Security Department",
        level="division",
        listing="none",
        duties=[
            "The Cyber Security Department is the functional management department for network security work",
            new.units[at].duties[1],
            "Organize and implement various security drills and issue various certificates",
            "Undertake other tasks assigned by superiors",
        ],
    )
    assert told(new) == [
        ("unit-removed", "education-department", "Education Department", None),
        ("unit-added", "cyber-security-department", None, "Cyber Security Department"),
    ]


def test_a_duty_added_and_another_of_the_same_template_removed() -> None:
    new = copy.deepcopy(real())
    duties = unit(new, "Customs Department").duties
    duties.remove("Implement functional management of sampling and inspection")
    duties.insert(4, "Implement functional management of cross-border e-commerce")
    assert [(kind, before, after) for kind, _, before, after in told(new)] == [
        ("duty-added", None, "Implement functional management of cross-border e-commerce"),
        ("duty-renumbered", "5-6", "6-7"),
        ("duty-removed", "Implement functional management of sampling and inspection", None),
    ]


def test_two_departments_merged_under_a_new_name() -> None:
    new = copy.deepcopy(real())
    one, other = unit(new, "Personnel Department"), unit(new, "Education Department")
    one.name = "Personnel and Education Department"
    one.duties[0] = one.duties[0].replace("Personnel Department", one.name)
    one.duties[-1:] = other.duties[2:]
    new.units.remove(other)
    assert told(new) == [
        (
            "unit-merged",
            "personnel-and-education-department",
            "Personnel Department; Education Department",
            "Personnel and Education Department",
        )
    ]


def test_a_unit_emptied_next_to_a_vacant_one() -> None:
    new = copy.deepcopy(real())
    at = new.units.index(unit(new, "Education Department"))
    duties = new.units[at].duties
    new.units[at] = UnitFacts(name=None, level="division", status="vacant", listing="none")
    assert Counter(told(new)) == Counter(
        [
            ("unit-renamed", "unit-6", "Education Department", None),
            ("status-changed", "unit-6", "active", "vacant"),
            *(("duty-removed", "education-department", text, None) for text in duties),
        ]
    )


def test_the_duties_of_a_dissolved_unit_go_to_two_others() -> None:
    new = copy.deepcopy(real())
    dissolved = unit(new, "Education Department")
    new.units.remove(dissolved)
    unit(new, "Personnel Department").duties[5:5] = dissolved.duties[2:5]
    unit(new, "Anti-Smuggling Bureau").duties[5:5] = dissolved.duties[5:8]
    found = changes(new)
    assert Counter(change.kind for change in found) == {"duty-moved": 6, "duty-renumbered": 2, "unit-removed": 1}
    assert {origin.id for change in found if (origin := moved_from(change, build(real())))} == {"education-department"}


def test_two_units_change_names() -> None:
    new = copy.deepcopy(real())
    one, other = unit(new, "Personnel Department"), unit(new, "Education Department")
    one.name, other.name = other.name, one.name
    assert [kind for kind, _, _, _ in told(new)] == ["unit-renamed", "unit-renamed"]
