"""What a comparison says of one edit: small cases, each with everything that must be reported."""

from __future__ import annotations

import copy
from collections import Counter
from itertools import pairwise

import pytest

from pipeline.compare import diff, diff_documents
from pipeline.compare.findings import ABOUT, SAID
from pipeline.compare.order import moved
from pipeline.findings import FINDINGS
from pipeline.model import Change, Document, Duty, Finding, Quote
from tests.synthetic.built import build
from tests.synthetic.organisation import Members, Organisation, UnitFacts

OTHER = "Undertake other tasks assigned by superiors"


def organisation() -> Organisation:
    return Organisation(
        name="Harbour Authority",
        title="Internal organizations of Harbour Authority",
        notes=["All telephone numbers have nine digits."],
        units=[
            UnitFacts(
                name="General Office",
                level="division",
                listing="listed",
                groups=[Members(["Secretariat", "Archive Section", "Press Section"], declared=3)],
                duties=[
                    "The General Office is the functional management department for advisory services",
                    "Draft important manuscripts and compile major events",
                    "Manage documents, files and seals",
                    "Organize news and publicity work",
                    "Plan the annual meetings and host visitors",
                    OTHER,
                ],
            ),
            UnitFacts(
                name="Personnel Department",
                level="division",
                listing="none",
                duties=[
                    "Select and train a team of experts",
                    "Manage wages, leave and attendance of current staff",
                    "Organize the qualification review for professional titles",
                    "Keep personnel files and statistics",
                    OTHER,
                ],
            ),
            UnitFacts(name=None, level="section", status="vacant", listing="none"),
            UnitFacts(
                name="Tariff Department",
                level="division",
                duties=[
                    "Publish commodity price information and respond to consultations",
                    "Make binding classification decisions",
                    "Handle determinations of origin",
                    OTHER,
                ],
                notes=["In 2016 the department moved to the north quay."],
            ),
            UnitFacts(
                name="Audit Department",
                level="deputy-division",
                duties=[
                    "Audit the economic responsibility of commissioners during their term",
                    "Inspect revenue and expenditure",
                    "Coordinate external auditors",
                    OTHER,
                ],
            ),
        ],
    )


def changes(old: Organisation, new: Organisation) -> list[Change]:
    return diff(build(old), build(new)).documents[0].changes


def told(old: Organisation, new: Organisation) -> list[tuple[str, str | None, str | None, str | None]]:
    return [(change.kind, change.unit, change.before, change.after) for change in changes(old, new)]


@pytest.fixture
def old() -> Organisation:
    return organisation()


@pytest.fixture
def new() -> Organisation:
    return organisation()


def test_nothing_changed(old: Organisation) -> None:
    assert told(old, old) == []


def test_an_inserted_duty_shifts_the_numbers_behind_it(old: Organisation, new: Organisation) -> None:
    new.units[0].duties.insert(2, "Supervise the weekend rota")
    assert told(old, new) == [
        ("duty-added", "general-office", None, "Supervise the weekend rota"),
        ("duty-renumbered", "general-office", "3-6", "4-7"),
    ]


def test_a_removed_duty_stands_where_it_stood(old: Organisation, new: Organisation) -> None:
    gone = new.units[0].duties.pop(3)
    found = changes(old, new)
    assert [(change.kind, change.before, change.after) for change in found] == [
        ("duty-removed", gone, None),
        ("duty-renumbered", "5-6", "4-5"),
    ]
    before = build(old).units[0].duties[3]
    assert (found[0].start, found[0].end) == (before.start, before.end)


def test_a_reworded_duty_keeps_its_number_and_the_run_behind_an_insertion(old: Organisation, new: Organisation) -> None:
    new.units[0].duties[3] = "Organize news, publicity and website work"
    new.units[0].duties.insert(1, "Supervise the weekend rota")
    assert told(old, new) == [
        ("duty-added", "general-office", None, "Supervise the weekend rota"),
        ("duty-renumbered", "general-office", "2-6", "3-7"),
        (
            "duty-reworded",
            "general-office",
            "Organize news and publicity work",
            "Organize news, publicity and website work",
        ),
    ]


def test_a_duty_that_moves_to_another_unit(old: Organisation, new: Organisation) -> None:
    text = new.units[1].duties.pop(2)
    new.units[3].duties.insert(3, text)
    assert told(old, new) == [
        ("duty-renumbered", "personnel-department", "4-5", "3-4"),
        ("duty-moved", "tariff-department", text, text),
        ("duty-renumbered", "tariff-department", "4", "5"),
    ]


def test_a_duty_touched_up_on_its_way_to_another_unit_is_one_change(old: Organisation, new: Organisation) -> None:
    text = new.units[1].duties.pop(2)
    after = "Organize the yearly qualification review for professional titles"
    new.units[3].duties.insert(3, after)
    assert ("duty-moved", "tariff-department", text, after) in told(old, new)
    assert len(told(old, new)) == 3


def test_boilerplate_never_moves(old: Organisation, new: Organisation) -> None:
    old.units[1].duties.pop()
    new.units[3].duties.pop()
    assert told(old, new) == [
        ("duty-added", "personnel-department", None, OTHER),
        ("duty-removed", "tariff-department", OTHER, None),
    ]


def test_two_duties_change_places(old: Organisation, new: Organisation) -> None:
    duties = new.units[0].duties
    duties.insert(4, duties.pop(1))
    assert told(old, new) == [
        ("duty-renumbered", "general-office", "3-5", "2-4"),
        ("duty-renumbered", "general-office", "2", "5"),
    ]


def test_duties_in_reverse_order(old: Organisation, new: Organisation) -> None:
    """Their numbers tell it: the one in the middle has not moved."""
    new.units[1].duties = new.units[1].duties[::-1]
    unit = "personnel-department"
    assert told(old, new) == [("duty-renumbered", unit, str(n), str(6 - n)) for n in (5, 4, 2, 1)]


def test_an_unnumbered_duty_changes_its_place(old: Organisation, new: Organisation) -> None:
    for facts in (old, new):
        facts.units[0].numbers = [None] * 6
    duties = new.units[0].duties
    duties.insert(4, duties.pop(1))
    assert told(old, new) == [("duty-moved", "general-office", duties[4], duties[4])]


def test_numbers_that_are_dropped(old: Organisation, new: Organisation) -> None:
    new.units[0].numbers = [None] * 6
    assert told(old, new) == [("duty-renumbered", "general-office", "1-6", None)]


def test_a_renamed_unit_keeps_its_duties_and_the_name_inside_them(old: Organisation, new: Organisation) -> None:
    new.units[0].name = "Administrative Office"
    new.units[0].duties[0] = new.units[0].duties[0].replace("General Office", "Administrative Office")
    assert told(old, new) == [("unit-renamed", "administrative-office", "General Office", "Administrative Office")]


def test_the_case_of_letters_is_no_meaning(old: Organisation, new: Organisation) -> None:
    new.units[0].name = "General office"
    new.units[0].groups[0].names[1] = "archive section"
    new.units[0].duties[2] = new.units[0].duties[2].upper()
    new.title = new.title.upper()
    assert told(old, new) == []


@pytest.mark.parametrize(
    ("plain", "other"),
    [
        ('the "Manual" of anti-fraud', "the “Manual” of anti\u2011fraud"),
        ("the clerks' rules of 2001-2003", "the clerks’ rules of 2001–2003"),
        ("ships, boats; and rafts (small), too", "ships，boats；and rafts（small），too".replace("（", " (")),
        ("the first office", "the ﬁrst oﬃce"),
    ],
)
def test_how_a_text_is_set_is_no_meaning(old: Organisation, new: Organisation, plain: str, other: str) -> None:
    for facts, text in ((old, plain), (new, other)):
        facts.units[0].duties[1] = f"Watch over {text}"
        facts.units[0].groups[0].names[1] = f"Section of {text}"
        facts.notes = [f"It is about {text}."]
    assert told(old, new) == []


def test_a_mark_that_says_something_else_is_a_change(old: Organisation, new: Organisation) -> None:
    old.units[0].duties[1], new.units[0].duties[1] = "Watch the sea-lions and ships", "Watch the sea lions and ships"
    old.units[0].duties[3], new.units[0].duties[3] = "Mind page 3, 4 of the log", "Mind page 3; 4 of the log"
    assert [kind for kind, _, _, _ in told(old, new)] == ["duty-reworded", "duty-reworded"]


def test_the_same_level_or_status_in_other_words_is_no_change(old: Organisation, new: Organisation) -> None:
    def worded(level: str, code: str | None, status: str) -> Document:
        document = build(old)
        units = [
            unit.model_copy(
                update={
                    "level": unit.level.model_copy(update={"text": level, "code": code}) if unit.level else None,
                    "status_text": unit.status_text.model_copy(update={"text": status}) if unit.status_text else None,
                }
            )
            for unit in document.units
        ]
        return document.model_copy(update={"units": units})

    before = worded("Division level", "division", "Temporarily vacant")
    after = worded("Director level", "division", "Vacant at present")
    assert diff(before, after).documents[0].changes == []
    # Words that nobody knows may mean anything.
    after = worded("Captain level", None, "Vacant at present")
    assert {change.kind for change in diff(before, after).documents[0].changes} == {"level-changed"}
    found = diff(worded("Mate level", None, ""), after).documents[0].changes
    assert [(change.before, change.after) for change in found] == [("Mate level", "Captain level")] * 5


def test_a_finding_that_quotes_other_words_is_no_news(old: Organisation) -> None:
    before, after = (with_finding(build(old), 1, 2, f"The best evidence is '{word}'.") for word in ("Vacant", "Empty"))
    assert diff(before, after).documents[0].changes == []


def test_a_unit_that_moved(old: Organisation, new: Organisation) -> None:
    new.units.append(new.units.pop(0))
    assert told(old, new) == [("unit-moved", "general-office", "1", "5")]


def test_places_are_counted_among_the_units_of_both_pages(old: Organisation, new: Organisation) -> None:
    fresh = UnitFacts(name="Training Centre", level="section", duties=["Run courses for newcomers", OTHER])
    new.units[3:5] = [fresh, new.units[4], new.units[3]]
    assert told(old, new) == [
        ("unit-added", "training-centre", None, "Training Centre"),
        ("unit-moved", "audit-department", "5", "4"),
    ]


def test_a_unit_between_two_that_change_places_has_not_moved(old: Organisation, new: Organisation) -> None:
    new.units[0], new.units[4] = new.units[4], new.units[0]
    assert told(old, new) == [
        ("unit-moved", "audit-department", "5", "1"),
        ("unit-moved", "general-office", "1", "5"),
    ]
    del old.units[1:3], new.units[1:3]  # only the one in the middle is left between them
    assert told(old, new) == [
        ("unit-moved", "audit-department", "3", "1"),
        ("unit-moved", "general-office", "1", "3"),
    ]


@pytest.mark.parametrize("order", [list(range(9)), [8, *range(8)], [6, 7, 4, 3, 5, 0, 1, 2, 8], list(range(8, -1, -1))])
def test_a_move_is_never_told_from_a_place_to_itself(order: list[int]) -> None:
    found = list(moved(order))
    assert all(order[place] != place for place in found)
    left = [rank for place, rank in enumerate(order) if place not in found]
    assert left == sorted(left)


def test_a_unit_added_and_one_removed_are_one_change_each(old: Organisation, new: Organisation) -> None:
    fresh = UnitFacts(name="Training Centre", level="section", duties=["Run courses for newcomers", OTHER])
    new.units.insert(1, fresh)
    new.units.pop()
    assert told(old, new) == [
        ("unit-added", "training-centre", None, "Training Centre"),
        ("unit-removed", "audit-department", "Audit Department", None),
    ]


def test_a_duty_of_a_removed_unit_lives_on_elsewhere(old: Organisation, new: Organisation) -> None:
    text = new.units.pop().duties[1]
    new.units[3].duties.insert(3, text)
    assert told(old, new) == [
        ("duty-moved", "tariff-department", text, text),
        ("duty-renumbered", "tariff-department", "4", "5"),
        ("unit-removed", "audit-department", "Audit Department", None),
    ]


def test_a_level_raised(old: Organisation, new: Organisation) -> None:
    new.units[4].level = "division"
    assert told(old, new) == [("level-changed", "audit-department", "Deputy division level", "Division level")]


def test_a_status_changed(old: Organisation, new: Organisation) -> None:
    new.units[4].status = "in-preparation"
    assert told(old, new) == [("status-changed", "audit-department", "active", "in-preparation")]


def test_a_vacant_unit_is_filled(old: Organisation, new: Organisation) -> None:
    new.units[2] = UnitFacts(name="Port Department", level="section", listing="none", duties=["Watch the port", OTHER])
    assert sorted(told(old, new)) == sorted(
        [
            ("unit-renamed", "port-department", None, "Port Department"),
            ("status-changed", "port-department", "vacant", "active"),
            ("duty-added", "port-department", None, "Watch the port"),
            ("duty-added", "port-department", None, OTHER),
        ]
    )


def test_a_unit_split_in_two(old: Organisation, new: Organisation) -> None:
    duties = new.units[0].duties
    part = UnitFacts(name="Press Office", level="division", duties=["The Press Office speaks", *duties[3:5], OTHER])
    new.units[0].duties = [*duties[:3], OTHER]
    new.units.insert(1, part)
    assert told(old, new) == [
        ("unit-split", "general-office", "General Office", "General Office; Press Office"),
        ("duty-renumbered", "general-office", "6", "4"),
    ]


def test_a_unit_split_into_two_new_ones(old: Organisation, new: Organisation) -> None:
    duties = new.units[0].duties
    new.units[0:1] = [
        UnitFacts(name="Paper Office", level="division", duties=[*duties[1:3], OTHER]),
        UnitFacts(name="Press Office", level="division", duties=[duties[3], OTHER, "The Press Office speaks"]),
        UnitFacts(name="Guest Office", level="division", duties=["Plan the visits", OTHER]),
    ]
    new.units[1].duties.insert(1, "Watch the wires")
    old.units[0].duties.insert(4, "Watch the wires")
    assert told(old, new) == [
        ("unit-split", "paper-office", "General Office", "Paper Office; Press Office"),
        ("duty-removed", "general-office", duties[4], None),
        ("unit-added", "guest-office", None, "Guest Office"),
    ]


def test_a_unit_split_in_small_parts_one_of_them_much_like_the_whole(old: Organisation, new: Organisation) -> None:
    """One part has a single duty of its own, and a department that came along."""
    old.units[1].duties[:2] = ["The Personnel Department is in charge of staff", "Select and train a team of experts"]
    old.units[1].listing, old.units[1].groups = "listed", [Members(["Wages Section", "Files Section"])]
    duties = old.units[1].duties
    new.units[1:2] = [
        UnitFacts(
            name="Staff Office",
            level="division",
            listing="listed",
            groups=[Members(["Wages Section"])],
            duties=["The Staff Office is in charge of people", *duties[1:3], duties[4]],
        ),
        UnitFacts(
            name="Records Office",
            level="division",
            listing="listed",
            groups=[Members(["Files Section"])],
            duties=["The Records Office is in charge of paper", duties[3], OTHER],
        ),
    ]
    assert told(old, new) == [
        ("unit-split", "staff-office", "Personnel Department", "Staff Office; Records Office"),
    ]


def test_a_department_that_goes_to_a_new_unit_is_not_removed(old: Organisation, new: Organisation) -> None:
    groups = new.units[0].groups[0]
    groups.names, groups.declared = ["Secretariat", "Archive Section"], 2
    fresh = UnitFacts(
        name="Press Office",
        level="division",
        listing="listed",
        groups=[Members(["Press Section"])],
        duties=["Answer the papers", new.units[0].duties.pop(3), "Keep the cuttings"],
    )
    new.units.insert(1, fresh)
    assert told(old, new) == [
        ("duty-renumbered", "general-office", "5-6", "4-5"),
        ("unit-added", "press-office", None, "Press Office"),
        ("duty-moved", "press-office", fresh.duties[1], fresh.duties[1]),
    ]
    # A name that others have, too, has not come from here.
    for facts in (old, new):
        facts.units[3].listing, facts.units[3].groups = "listed", [Members(["Press Section"])]
    assert ("subunit-removed", "general-office", "Press Section", None) in told(old, new)


def test_a_unit_told_in_new_words_is_not_another(old: Organisation, new: Organisation) -> None:
    """Its place, level and departments are the old ones."""
    new.units[0] = UnitFacts(
        name="Chancery",
        level="division",
        listing="listed",
        groups=[Members(["Secretariat", "Archive Section", "Press Section"], declared=3)],
        duties=["Counsel", "Pen weighty papers", "Hold stamps", "Brief the media", "Arrange gatherings", OTHER],
    )
    expected = [
        ("duty-reworded", "chancery", before, after)
        for before, after in zip(old.units[0].duties[:5], new.units[0].duties[:5], strict=True)
    ]
    assert told(old, new) == [("unit-renamed", "chancery", "General Office", "Chancery"), *expected]
    # As many duties are no proof for any of them where their number is another.
    new.units[0].duties.pop(0)
    assert Counter(kind for kind, _, _, _ in told(old, new))["unit-renamed"] == 1
    # At another level, or with other departments, it is another unit.
    new.units[0].level = "bureau"
    assert [kind for kind, _, _, _ in told(old, new)] == ["unit-removed", "unit-added"]
    new.units[0].level, new.units[0].groups[0].names = "division", ["Secretariat", "Hall", "Yard"]
    assert [kind for kind, _, _, _ in told(old, new)] == ["unit-removed", "unit-added"]


def test_a_unit_whose_duties_are_alike_in_order_is_not_another(old: Organisation, new: Organisation) -> None:
    new.units[3] = UnitFacts(
        name="Duties Office",
        level="division",
        duties=[
            "Make commodity price information public and respond to inquiries",
            "Decide bindingly on classification",
            "Deal with determinations of origin",
            "Carry out other tasks given by superiors",
        ],
        notes=old.units[3].notes,
    )
    found = told(old, new)
    assert [kind for kind, _, _, _ in found].count("duty-reworded") == 4
    assert ("unit-renamed", "duties-office", "Tariff Department", "Duties Office") in found
    assert len(found) == 5
    new.units[3].level = "section"
    assert [kind for kind, _, _, _ in told(old, new)] == ["unit-removed", "unit-added"]


def test_a_unit_replaced_by_another_is_one_gone_and_one_come(old: Organisation, new: Organisation) -> None:
    new.units[3] = UnitFacts(
        name="Port Medical Department",
        level="division",
        duties=["Vaccinate the crews of ships", "Watch over the quarantine berths", "Handle outbreaks on board", OTHER],
    )
    assert sorted(kind for kind, _, _, _ in told(old, new)) == ["unit-added", "unit-removed"]


def test_units_merged(old: Organisation, new: Organisation) -> None:
    audit = new.units.pop()
    new.units[3].duties[3:3] = audit.duties[:3]
    assert told(old, new) == [
        ("unit-merged", "tariff-department", "Tariff Department; Audit Department", "Tariff Department"),
        ("duty-renumbered", "tariff-department", "4", "7"),
    ]


def test_a_department_gone_with_its_count_one_new_one_renamed(old: Organisation, new: Organisation) -> None:
    old.units[0].groups[0].names.append("Rota Group")
    old.units[0].groups[0].declared = 4
    new.units[0].groups[0].names = ["Secretariat", "Press and Media Section", "Rota Group"]
    assert told(old, new) == [
        ("subunit-removed", "general-office", "Archive Section", None),
        ("subunit-renamed", "general-office", "Press Section", "Press and Media Section"),
    ]


def test_a_count_edited_alone_shows_as_a_finding(old: Organisation, new: Organisation) -> None:
    new.units[0].groups[0].declared = 4
    message = "The source declares 4 departments and names 3."
    assert told(old, new) == [("finding-added", "general-office", None, message)]
    assert told(new, old) == [("finding-removed", "general-office", message, None)]


def test_a_count_that_grows_with_its_list_is_one_change(old: Organisation, new: Organisation) -> None:
    new.units[0].groups[0].names.append("Rota Group")
    new.units[0].groups[0].declared = 4
    assert told(old, new) == [("subunit-added", "general-office", None, "Rota Group")]
    old.units[0].groups[0].declared, new.units[0].groups[0].declared = 2, 3
    assert told(old, new) == [("subunit-added", "general-office", None, "Rota Group")]


def test_a_count_that_stays_behind_its_list_is_a_finding(old: Organisation, new: Organisation) -> None:
    new.units[0].groups[0].names.append("Rota Group")
    message = "The source declares 3 departments and names 4."
    assert told(old, new) == [
        ("finding-added", "general-office", None, message),
        ("subunit-added", "general-office", None, "Rota Group"),
    ]
    assert sorted(told(new, old)) == [
        ("finding-removed", "general-office", message, None),
        ("subunit-removed", "general-office", "Rota Group", None),
    ]


def test_a_wrong_count_edited_to_another_wrong_count_is_one_change(old: Organisation, new: Organisation) -> None:
    old.units[0].groups[0].declared, new.units[0].groups[0].declared = 4, 5
    before, after = (f"The source declares {count} departments and names 3." for count in (4, 5))
    assert told(old, new) == [("finding-added", "general-office", before, after)]


def test_the_level_and_the_label_of_a_group(old: Organisation, new: Organisation) -> None:
    old.units[0].groups[0].label, old.units[0].groups[0].level = "offices", "section"
    new.units[0].groups[0].label, new.units[0].groups[0].level = "divisions", "division"
    assert sorted(told(old, new)) == [
        ("level-changed", "general-office", "Section level", "Division level"),
        (
            "subunit-renamed",
            "general-office",
            "3 offices: Secretariat, Archive Section, Press Section, Section level",
            "3 divisions: Secretariat, Archive Section, Press Section, Division level",
        ),
    ]
    new.units[0].groups[0].names.append("Rota Group")
    assert ("subunit-renamed", "general-office", "offices", "divisions") in told(old, new)


def test_the_label_of_members_that_were_renamed_is_no_second_change(old: Organisation, new: Organisation) -> None:
    old.units[0].groups[0].label, new.units[0].groups[0].label = "sections", "divisions"
    new.units[0].groups[0].names[1:] = ["Archive Division", "Press Division"]
    assert told(old, new) == [
        ("subunit-renamed", "general-office", "Archive Section", "Archive Division"),
        ("subunit-renamed", "general-office", "Press Section", "Press Division"),
    ]


@pytest.mark.parametrize(
    ("before", "after", "renamed"),
    [
        # Each stands where the other stood, though the first is more like the second.
        (
            ["Inspection Section", "Enforcement Section"],
            ["Investigation Section", "Execution Section"],
            [("Inspection Section", "Investigation Section"), ("Enforcement Section", "Execution Section")],
        ),
        (
            ["Desk A", "Inspection Section", "Enforcement Section", "Desk B"],
            ["Desk A", "Investigation Section", "Execution Section", "Desk B"],
            [("Inspection Section", "Investigation Section"), ("Enforcement Section", "Execution Section")],
        ),
        # Of more than there were, nobody stands in anybody's place: what all are called makes no two alike.
        (["Inspection Section", "Enforcement Section"], ["Execution Section", "Road Section", "River Section"], []),
        (
            ["Inspection Section", "Enforcement Section"],
            ["River Section", "Inspections Section", "Road Section"],
            [("Inspection Section", "Inspections Section")],
        ),
        # An aside behind a name makes it no other one, here or elsewhere.
        (
            ["Inspection Section", "Harbour Office"],
            ["Pilots", "Inspection Section (the keepers of the old and the new lighthouse belong to it)"],
            [("Inspection Section", "Inspection Section (the keepers of the old and the new lighthouse belong to it)")],
        ),
        # Truly moved and renamed.
        (
            ["Inspection Section", "Harbour Office"],
            ["Harbour Master's Office", "Inspection and Audit Section"],
            [("Harbour Office", "Harbour Master's Office"), ("Inspection Section", "Inspection and Audit Section")],
        ),
    ],
)
def test_members_renamed(
    old: Organisation, new: Organisation, before: list[str], after: list[str], renamed: list[tuple[str, str]]
) -> None:
    old.units[0].groups[0] = Members(before)
    new.units[0].groups[0] = Members(after)
    found = [(one, other) for kind, _, one, other in told(old, new) if kind == "subunit-renamed"]
    assert sorted(found, key=str) == sorted(renamed, key=str)
    news = [one or other for kind, _, one, other in told(old, new) if kind in ("subunit-added", "subunit-removed")]
    assert sorted(filter(None, news)) == sorted(
        {*before, *after} - {*dict(renamed), *dict(renamed).values()} - {"Desk A", "Desk B"}
    )


def test_a_statement_that_there_are_no_departments(old: Organisation, new: Organisation) -> None:
    old.units[1].listing = "absent"
    assert told(old, new) == [("note-added", "personnel-department", None, "No departments")]
    assert told(new, old) == [("note-removed", "personnel-department", "No departments", None)]


def test_a_bare_count(old: Organisation, new: Organisation) -> None:
    for facts, count in ((old, 3), (new, 4)):
        facts.units[1].listing = "listed"
        facts.units[1].groups = [Members([], declared=count)]
    (change,) = (entry for entry in told(old, new) if entry[0].startswith("subunit"))
    assert change == ("subunit-added", "personnel-department", "3 departments:", "4 departments:")
    assert len(told(old, new)) == 1


def test_notes(old: Organisation, new: Organisation) -> None:
    new.notes = []
    new.units[3].notes = ["In 2016 the department moved to the south quay."]
    new.units[4].notes = ["Closed in August."]
    assert told(old, new) == [
        ("note-removed", None, old.notes[0], None),
        ("note-added", "tariff-department", old.units[3].notes[0], new.units[3].notes[0]),
        ("note-added", "audit-department", None, "Closed in August."),
    ]


def test_title_and_body(old: Organisation, new: Organisation) -> None:
    new.title = "Departments of Harbour Authority"
    assert told(old, new) == [("title-changed", None, old.title, new.title)]
    new.name, new.title = "Port Authority", old.title.replace("Harbour", "Port")
    assert told(old, new) == [("organization-changed", None, "Harbour Authority", "Port Authority")]


def test_white_space_is_no_change(old: Organisation) -> None:
    document = build(old)
    first = document.units[0].duties[1]
    stretched = first.model_copy(update={"text": first.text.replace(" ", "\n  ")})
    assert diff(document, _with_duty(document, stretched)).documents[0].changes == []


def test_nested_items(old: Organisation) -> None:
    document = build(old)

    def nested(*texts: str) -> Document:
        first = document.units[0].duties[1]
        items = [
            Duty(text=text, start=first.start, end=first.end, number=number, sentences=[], items=[])
            for number, text in enumerate(texts, start=1)
        ]
        return _with_duty(document, first.model_copy(update={"items": items}))

    before = nested("keep the first register", "count the ships", "write the yearbook")
    after = nested("keep the first register", "count the birds", "feed the harbour cat", "write the yearbook")
    found = [(change.kind, change.before, change.after) for change in diff(before, after).documents[0].changes]
    assert sorted(found, key=str) == [
        ("duty-added", None, "feed the harbour cat"),
        ("duty-renumbered", "3", "4"),
        ("duty-reworded", "count the ships", "count the birds"),
    ]


def _with_duty(document: Document, duty: Duty) -> Document:
    unit = document.units[0]
    duties = [unit.duties[0], duty, *unit.duties[2:]]
    return document.model_copy(update={"units": [unit.model_copy(update={"duties": duties}), *document.units[1:]]})


def with_finding(document: Document, unit: int, duty: int, message: str = "Two sentences seem joined.") -> Document:
    """The document with a finding in one duty."""
    place = document.units[unit].duties[duty]
    finding = Finding(
        code="suspected-merge",
        severity="info",
        unit=document.units[unit].id,
        message=message,
        start=place.start + 3,
        end=place.end,
    )
    return document.model_copy(update={"findings": [*document.findings, finding]})


def kinds(old: Document, new: Document) -> list[str]:
    return [change.kind for change in diff(old, new).documents[0].changes]


def test_a_new_finding_is_told_though_its_text_changed(old: Organisation, new: Organisation) -> None:
    new.units[1].duties[0] = "Select and train a large team of experts"
    assert kinds(build(old), with_finding(build(new), 1, 0)) == ["duty-reworded", "finding-added"]
    new.units[1].duties.insert(2, "Watch the port")
    found = kinds(build(old), with_finding(build(new), 1, 2))
    assert sorted(found) == ["duty-added", "duty-renumbered", "duty-reworded", "finding-added"]


def test_a_finding_that_stays_in_a_reworded_duty_is_no_change(old: Organisation, new: Organisation) -> None:
    """Its message may quote the words that changed."""
    new.units[1].duties[0] = "Select and train a large team of experts"
    before, after = with_finding(build(old), 1, 0, "See 'team'."), with_finding(build(new), 1, 0, "See 'large team'.")
    assert kinds(before, after) == ["duty-reworded"]


def test_a_finding_goes_along_with_its_duty(old: Organisation, new: Organisation) -> None:
    new.units[3].duties.insert(3, new.units[1].duties.pop(2))
    before = with_finding(build(old), 1, 2)
    assert kinds(before, with_finding(build(new), 3, 3)) == ["duty-renumbered", "duty-moved", "duty-renumbered"]
    dropped = organisation()
    dropped.units[1].duties.pop(2)
    assert kinds(before, build(dropped)) == ["duty-removed", "duty-renumbered"]
    assert kinds(before, build(old)) == ["finding-removed"]
    # The duty with the finding is gone, and another one came with another finding.
    dropped.units[1].duties.insert(1, "Watch the port")
    assert "finding-added" in kinds(before, with_finding(build(dropped), 1, 1))


def test_a_finding_that_was_mended_is_resolved(old: Organisation) -> None:
    mended = organisation()
    mended.units[1].duties[2] = "Organize the yearly qualification review for titles"
    assert sorted(kinds(with_finding(build(old), 1, 2), build(mended))) == ["duty-reworded", "finding-removed"]


def test_the_findings_of_a_unit_that_came_are_new_and_of_one_that_went_are_gone(
    old: Organisation, new: Organisation
) -> None:
    new.units.insert(1, UnitFacts(name="Training Centre", level="section", duties=["Run courses", OTHER]))
    document = with_finding(build(new), 1, 0)
    assert kinds(build(old), document) == ["unit-added", "finding-added"]
    assert kinds(document, build(old)) == ["unit-removed"]
    new.units[1] = UnitFacts(name=None, level="section", status="vacant", listing="none")
    assert kinds(build(old), build(new)) == ["unit-added"]


def test_a_page_without_units_is_told(old: Organisation) -> None:
    document = build(Organisation(name="", title="404 Not Found", notes=[], units=[]))
    assert document.title
    start, end = document.title.start, document.title.end
    none = Finding(code="no-units", severity="warning", unit=None, message="No unit.", start=start, end=end)
    assert "finding-added" in kinds(build(old), document.model_copy(update={"findings": [none]}))


def test_every_code_that_echoes_is_a_code() -> None:
    assert {*ABOUT, *SAID} <= set(FINDINGS)


def test_changes_stand_in_reading_order(old: Organisation, new: Organisation) -> None:
    new.title = "Departments of Harbour Authority"
    new.units[0].duties.pop(2)
    new.units[1].level = "bureau"
    new.units[1].duties.append("Watch the port")
    del new.units[3]
    new.units[3].duties.pop()
    assert [(kind, unit) for kind, unit, _, _ in told(old, new)] == [
        ("title-changed", None),
        ("duty-removed", "general-office"),
        ("duty-renumbered", "general-office"),
        ("level-changed", "personnel-department"),
        ("duty-added", "personnel-department"),
        ("unit-removed", "tariff-department"),
        ("duty-removed", "audit-department"),
    ]


def test_offsets_point_at_the_words(old: Organisation, new: Organisation) -> None:
    new.units[0].duties[3] = "Organize news, publicity and website work"
    duty = build(new).units[0].duties[3]
    assert [(change.start, change.end) for change in changes(old, new)] == [(duty.start, duty.end)]


def test_documents_that_appear_and_disappear(old: Organisation) -> None:
    one, other = build(old, id="one"), build(old, id="other")
    found = diff_documents({"one": one}, {"other": other})
    assert [(entry.id, entry.old is None, entry.new is None, entry.summary) for entry in found.documents] == [
        ("one", False, True, {"unit-removed": 5}),
        ("other", True, False, {"unit-added": 5}),
    ]
    assert {change.cause for entry in found.documents for change in entry.changes} == {"source"}


class TestCause:
    """`source` in these stands for the bytes of the page, so that two readings of it can differ."""

    def causes(self, old: Document, new: Document, reread: Document | None = None) -> dict[str, str]:
        return {change.kind: change.cause for change in diff(old, new, reread=reread).documents[0].changes}

    def test_same_page(self, old: Organisation, new: Organisation) -> None:
        new.units[4].level = "division"
        assert self.causes(build(old, source="a"), build(new, source="a")) == {"level-changed": "extractor"}

    def test_same_program(self, old: Organisation, new: Organisation) -> None:
        new.units[4].level = "division"
        assert self.causes(build(old), build(new)) == {"level-changed": "source"}

    def test_unknown(self, old: Organisation, new: Organisation) -> None:
        new.units[4].level = "division"
        assert self.causes(build(old), build(new, version="2")) == {"level-changed": "unknown"}

    def test_told_apart_by_reading_again(self, old: Organisation, new: Organisation) -> None:
        again = copy.deepcopy(old)
        lost = again.units[1].duties.pop()
        again.units[0].name = "The General Office"
        new.units[0].name = "The General Office"
        new.units[1].duties.pop()
        new.units[4].level = "division"
        reread = build(again, version="2", source="a")
        found = diff(build(old, source="a"), build(new, version="2", source="b"), reread=reread).documents[0].changes
        assert [(change.kind, change.before, change.cause) for change in found] == [
            ("unit-renamed", "General Office", "extractor"),
            ("duty-removed", lost, "extractor"),
            ("level-changed", "Deputy division level", "source"),
        ]

    def test_both_at_once(self, old: Organisation, new: Organisation) -> None:
        """The program reads a level differently, and the page changes it: what it ends in is the page's."""
        again = copy.deepcopy(old)
        again.units[4].level = "section"
        new.units[4].level = "division"
        reread = build(again, version="2", source="a")
        assert self.causes(build(old, source="a"), build(new, version="2"), reread) == {"level-changed": "source"}

    def test_another_source_read_again(self, old: Organisation) -> None:
        with pytest.raises(ValueError, match="read again"):
            diff(build(old, source="a"), build(old, source="b"), reread=build(old, source="c"))


def test_a_quote_is_never_compared_by_its_offsets(old: Organisation) -> None:
    document = build(old)
    shifted = document.model_copy(
        update={"notes": [Quote(text=note.text, start=note.start + 7, end=note.end + 7) for note in document.notes]}
    )
    assert diff(document, shifted).documents[0].changes == []


def test_a_duty_of_common_words_that_moves_with_one_more_is_one_change(old: Organisation, new: Organisation) -> None:
    """None of its words is rare, but hardly one of them differs."""
    words = ["Manage", "the", "staff", "files", "of", "all", "visitors", "and", "news"]
    for facts in (old, new):
        for unit in (facts.units[0], facts.units[4]):
            unit.duties[1:1] = [f"{word} {unit.name} {other}" for word, other in pairwise(words)]
    before, after = " ".join(words), " ".join([*words[:4], "kept", *words[4:]])
    old.units[1].duties.insert(1, before)
    new.units[3].duties.insert(1, after)
    found = [change for change in told(old, new) if change[0] != "duty-renumbered"]
    assert found == [("duty-moved", "tariff-department", before, after)]


def merged(old: Organisation, new: Organisation) -> list[str]:
    """Personnel goes into the Tariff Department, in the new organisation; the duties of the Tariff Department."""
    gone = new.units.pop(1)
    duties = new.units[2].duties
    duties[-1:-1] = gone.duties[:-1]
    return duties


def test_a_duty_reworded_or_dropped_among_those_that_a_merger_brought(old: Organisation, new: Organisation) -> None:
    duties = merged(old, new)
    at = duties.index("Manage wages, leave and attendance of current staff")
    duties[at] = "Manage wages, holidays and travel"
    merger = ("unit-merged", "tariff-department", "Personnel Department; Tariff Department", "Tariff Department")
    before = "Manage wages, leave and attendance of current staff"
    assert [change for change in told(old, new) if change[0] != "duty-renumbered"] == [
        merger,
        ("duty-reworded", "tariff-department", before, duties[at]),
    ]
    del duties[at]
    found = [change for change in told(old, new) if change[0] != "duty-renumbered"]
    assert sorted(found) == sorted([merger, ("duty-removed", "personnel-department", before, None)])


def test_a_finding_of_a_duty_that_a_merger_brought_is_no_news(old: Organisation, new: Organisation) -> None:
    merged(old, new)
    one, other = build(old), build(new)
    before, after = one.units[1].duties[1], other.units[2].duties[4]
    assert before.text == after.text

    def found(unit: str, duty: Duty) -> Finding:
        message = "Two sentences seem to be joined."
        return Finding(
            code="suspected-merge", severity="info", unit=unit, message=message, start=duty.start, end=duty.end
        )

    one.findings.append(found("personnel-department", before))
    other.findings.append(found("tariff-department", after))
    kinds = {change.kind for change in diff(one, other).documents[0].changes}
    assert kinds == {"unit-merged", "duty-renumbered"}


def test_the_new_name_of_the_body_is_followed_through_duties_and_notes(old: Organisation, new: Organisation) -> None:
    """It is one edit, also where a duty has the name twice or a unit's new name beside it; other words are another."""
    for facts, name in ((old, "Harbour Authority"), (new, "Harbour Authority Board")):
        facts.name, facts.title = name, f"Internal organizations of {name}"
        facts.notes = [f"The {name} answers letters within a week."]
        facts.units[0].duties[2] = f"Keep the seal of the {name} and the flag of the {name}"
        facts.units[0].duties[3] = f"Speak for the {name}"
        facts.units[4].notes = [f"It reports to the {name}."]
    new.units[1].name = "Staff Department"
    old.units[1].duties[0] = "The Personnel Department of the Harbour Authority trains experts"
    new.units[1].duties[0] = "The Staff Department of the Harbour Authority Board trains experts"
    new.units[0].duties[3] += " abroad"
    assert told(old, new) == [
        ("organization-changed", None, "Harbour Authority", "Harbour Authority Board"),
        ("duty-reworded", "general-office", "Speak for the Harbour Authority", new.units[0].duties[3]),
        ("unit-renamed", "staff-department", "Personnel Department", "Staff Department"),
    ]


def test_a_duty_that_gains_items_is_not_reworded_by_its_colon(old: Organisation, new: Organisation) -> None:
    def with_items(one: Document, text: str, *items: str) -> Document:
        duty = one.units[0].duties[1]
        listed = [duty.model_copy(update={"number": at, "text": item}) for at, item in enumerate(items, 1)]
        one.units[0].duties[1] = duty.model_copy(update={"text": text, "items": listed})
        return one

    plain = with_items(build(old), "Keep the archive")
    listed = with_items(build(old), "Keep the archive:", "its rooms", "its books")
    found = diff(plain, listed).documents[0].changes
    assert [(change.kind, change.after) for change in found] == [
        ("duty-added", "its rooms"),
        ("duty-added", "its books"),
    ]
