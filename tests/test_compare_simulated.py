"""A thousand random scripts of edits, and what must hold of every comparison whatever was edited."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

import pytest

from pipeline.compare import diff
from pipeline.model import Change, Document
from tests.synthetic.built import build
from tests.synthetic.editkinds import EDITS, Edit, random_script
from tests.synthetic.edits import BlockedError, Script

SEEDS = 1000
MIRROR = {
    "unit-added": "unit-removed",
    "unit-split": "unit-merged",
    "subunit-added": "subunit-removed",
    "duty-added": "duty-removed",
    "note-added": "note-removed",
    "finding-added": "finding-removed",
}
MIRROR |= {other: one for one, other in MIRROR.items()}
Told = Counter[tuple[str, str | None, str | None]]


def changes(old: Document, new: Document) -> list[Change]:
    return diff(old, new).documents[0].changes


def told(found: Iterable[Change]) -> Told:
    return Counter((change.kind, change.before, change.after) for change in found)


@pytest.mark.parametrize("hundred", range(SEEDS // 100))
def test_the_report_is_exactly_the_edits(hundred: int) -> None:
    for seed in range(hundred * 100, hundred * 100 + 100):
        script = random_script(seed)
        found = told(changes(build(script.old), build(script.new)))
        assert found == script.expected(), f"seed {seed}: {script.edits}"


@pytest.mark.parametrize("edit", EDITS, ids=lambda edit: edit.__name__)
def test_every_edit_alone(edit: Edit) -> None:
    made = 0
    for seed in range(60):
        if made == 12:
            break
        script = Script.begin(seed)
        try:
            edit(script)
        except BlockedError:
            continue
        if script.decided():
            made += 1
            assert told(changes(build(script.old), build(script.new))) == script.expected(), f"seed {seed}"
    assert made == 12


def test_backwards_is_the_mirror_image() -> None:
    for seed in range(150):
        script = random_script(seed)
        old, new = build(script.old), build(script.new)
        mirrored: Told = Counter()
        for (kind, before, after), count in told(changes(new, old)).items():
            # What only moved, was renamed or reworded keeps its kind; a finding with both messages, too.
            mirrored[MIRROR.get(kind, kind), after, before] += count
        assert told(changes(old, new)) == mirrored, f"seed {seed}: {script.edits}"


def test_nothing_differs_from_itself() -> None:
    for seed in range(40):
        document = build(random_script(seed).new)
        assert changes(document, document) == []


def test_the_changes_make_the_new_facts_of_the_old() -> None:
    for seed in range(150):
        script = random_script(seed, [edit for edit in EDITS if edit.__name__ not in ("split_unit", "merge_units")])
        old, new = build(script.old), build(script.new)
        assert applied(old, new, changes(old, new)) == facts(new), f"seed {seed}: {script.edits}"


def test_changes_stand_in_reading_order_and_inside_their_source() -> None:
    for seed in range(100):
        script = random_script(seed)
        old, new = build(script.old), build(script.new)
        found = changes(old, new)
        here = [change.start for change in found if not change.kind.endswith("-removed")]
        assert here == sorted(here)
        for change in found:
            source = old if change.kind.endswith("-removed") else new
            assert 0 <= change.start <= change.end <= source.source.characters
            assert change.unit is None or change.unit in {unit.id for unit in source.units}


Facts = Counter[tuple[str, str]]


def facts(document: Document) -> Facts:
    """What a document says, as (what, text), places and numbers apart."""
    said: Facts = Counter()
    said["title", document.title.text if document.title else ""] += 1
    said["organization", document.organization or ""] += 1
    said.update(("note", note.text) for note in document.notes)
    for unit in document.units:
        said["unit", unit.name.text if unit.name else ""] += 1
        said["level", unit.level.text if unit.level else ""] += 1
        said["status", unit.status] += 1
        said.update(("note", note.text) for note in unit.notes)
        said.update(("duty", duty.text) for duty in unit.duties)
        said.update(("subunit", member.text) for group in unit.subunits.groups for member in group.members)
    return said


def applied(old: Document, new: Document, found: Iterable[Change]) -> Facts:
    """The old document's facts after the changes. Of a unit that was added only the change's place says what it has."""
    said = facts(old)
    names = {unit.id: unit.name.text for unit in new.units if unit.name}
    for change in found:
        what = change.kind.split("-")[0]
        if change.kind in ("unit-added", "unit-removed"):
            document, sign = (new, 1) if change.kind == "unit-added" else (old, -1)
            units = [unit for unit in document.units if unit.id == change.unit]
            whole = facts(document.model_copy(update={"units": units, "notes": []}))
            for fact, count in whole.items():
                if fact[0] not in ("title", "organization"):
                    said[fact] += sign * count
        elif change.kind == "duty-reworded" or what in ("title", "organization", "level", "status"):
            said[what, change.before or ""] -= 1
            said[what, change.after or ""] += 1
            if what == "organization" and change.before:  # the title follows the name of the body
                titles = [fact for fact in said if fact[0] == "title"]
                said.update(
                    {
                        ("title", text.replace(change.before, change.after or "")): said.pop((t, text))
                        for t, text in titles
                    }
                )
        elif change.kind == "unit-renamed":
            said["unit", change.before or ""] -= 1
            said["unit", change.after or ""] += 1
            rename_opening(said, change.before, names.get(change.unit or ""))
        elif what in ("duty", "note", "subunit") and change.kind not in ("duty-moved", "duty-renumbered"):
            said[what, change.before or ""] -= change.before is not None
            said[what, change.after or ""] += change.after is not None
    return +said


def rename_opening(said: Facts, before: str | None, after: str | None) -> None:
    """A renaming reaches into the unit's own opening."""
    if before and after:
        for what, text in [fact for fact in said if fact[0] == "duty" and fact[1].startswith(f"The {before} ")]:
            said[what, text.replace(before, after)] += said.pop((what, text))
