"""Every kind of edit the simulator knows: each changes a script's new organisation and says what it must be called."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import suppress
from random import Random

from tests.synthetic.edits import BlockedError, Script, at_work, position
from tests.synthetic.organisation import Members, Organisation, UnitFacts
from tests.synthetic.random_organisation import (
    BOILERPLATE,
    LEVELS,
    Words,
    random_members,
    random_organisation,
    random_unit,
)

Edit = Callable[[Script], None]


def insert_duty(script: Script) -> None:
    unit = script.unit(where=script.open)
    text = script.words.duty()
    script.insert(unit, text)
    script.report("duty-added", None, text)


def remove_duty(script: Script) -> None:
    unit = script.unit(where=lambda unit: script.open(unit) and len(unit.duties) > 5)
    at = script.duty(unit)
    script.report("duty-removed", unit.duties[at], None)
    _drop(unit, at)


def reword_duty(script: Script) -> None:
    unit = script.unit(where=script.open)
    at = script.duty(unit)
    before = unit.duties[at]
    parts = before.split()
    parts[script.rng.randrange(1, len(parts))] = script.words.word()
    parts.insert(script.rng.randrange(2, len(parts)), script.words.word())
    unit.duties[at] = " ".join(parts)
    script.freeze(unit, at)
    script.wordings[unit.duties[at]] = before
    script.report("duty-reworded", before, unit.duties[at])


def move_duty(script: Script) -> None:
    unit = script.unit(where=lambda unit: script.open(unit) and len(unit.duties) > 5)
    target = script.unit(where=lambda other: script.open(other) and other is not unit)
    at = script.duty(unit)
    text = unit.duties[at]
    script.insert(target, text)
    _drop(unit, at)
    script.report("duty-moved", text, text)


def shift_numbers(script: Script) -> None:
    unit = script.unit("numbers", where=lambda unit: script.open(unit) and unit.numbers is None)
    unit.numbers = [number + 3 for number in range(1, len(unit.duties) + 1)]


def drop_boilerplate(script: Script) -> None:
    unit = script.unit("boilerplate", where=lambda unit: script.open(unit) and unit.duties[-1] == BOILERPLATE[0])
    if not script.clear(unit, len(unit.duties) - 1):
        raise BlockedError
    script.freeze(unit, len(unit.duties) - 1)
    _drop(unit, len(unit.duties) - 1)
    script.report("duty-removed", BOILERPLATE[0], None)


def gain_boilerplate(script: Script) -> None:
    unit = script.unit("boilerplate", where=lambda unit: script.open(unit) and BOILERPLATE[0] not in unit.duties)
    if not script.clear(unit, len(unit.duties) - 1):
        raise BlockedError
    unit.duties.append(BOILERPLATE[0])
    if unit.numbers:
        unit.numbers.append((unit.numbers[-1] or 0) + 1)
    script.freeze(unit, len(unit.duties) - 1)
    script.report("duty-added", None, BOILERPLATE[0])


def rename_unit(script: Script) -> None:
    unit = script.unit("name", where=script.open)
    before, after = unit.name, script.words.name()
    assert before
    unit.name = after
    if before in unit.duties[0]:
        opening = unit.duties[0].replace(before, after)
        script.wordings[opening] = unit.duties[0]
        unit.duties[0] = opening
    script.report("unit-renamed", before, after)


def change_level(script: Script) -> None:
    unit = script.unit("level", where=lambda unit: unit.level is not None)
    before = unit.level
    assert before
    unit.level = script.rng.choice([level for level in LEVELS if level != before])
    script.report("level-changed", _level(before), _level(unit.level))


def change_status(script: Script) -> None:
    unit = script.unit("status", where=script.open)
    unit.status = "in-preparation"
    script.report("status-changed", "active", "in-preparation")


def fill_vacancy(script: Script) -> None:
    """A vacant unit gains a name and duties."""
    unit = script.unit("name", "status", where=lambda unit: unit.name is None and script.stays(unit, blank=True))
    if any(one.name is None for one in script.neighbours(unit)):
        raise BlockedError
    script.settle(unit)
    fresh = random_unit(script.rng, script.words)
    unit.name, unit.status, unit.duties = fresh.name, "active", fresh.duties
    script.claim(unit, "members", "notes")
    script.frozen.update((id(unit), text) for text in unit.duties)
    script.report("status-changed", "vacant", "active")
    script.report("unit-renamed", None, unit.name)
    for text in unit.duties:
        script.report("duty-added", None, text)


def add_member(script: Script) -> None:
    unit = script.unit("members", where=lambda unit: bool(unit.groups))
    group = unit.groups[0]
    name = f"{script.words.word().capitalize()} {script.words.word().capitalize()} Section"
    group.names.insert(script.rng.randint(0, len(group.names)), name)
    _recount(script, group, len(group.names) - 1)
    script.report("subunit-added", None, name)


def remove_member(script: Script) -> None:
    unit = script.unit("members", where=lambda unit: bool(unit.groups) and len(unit.groups[0].names) > 1)
    group = unit.groups[0]
    name = group.names.pop(script.rng.randrange(len(group.names)))
    _recount(script, group, len(group.names) + 1)
    script.report("subunit-removed", name, None)


def rename_member(script: Script) -> None:
    unit = script.unit("members", where=lambda unit: any(" " in name for group in unit.groups for name in group.names))
    group, at = script.rng.choice(
        [(group, at) for group in unit.groups for at, name in enumerate(group.names) if " " in name]
    )
    before = group.names[at]
    first, _, rest = before.partition(" ")
    group.names[at] = f"{first} and {script.words.word().capitalize()} {rest}"
    script.report("subunit-renamed", before, group.names[at])


def list_members(script: Script) -> None:
    unit = script.unit("members", where=lambda unit: at_work(unit) and unit.listing == "none")
    unit.listing = "listed"
    unit.groups = [random_members(script.rng, script.words)]
    for name in unit.groups[0].names:
        script.report("subunit-added", None, name)


def miscount(script: Script) -> None:
    """The declared count alone is edited."""
    unit = script.unit(
        "members", where=lambda unit: bool(unit.groups) and unit.groups[0].declared == len(unit.groups[0].names)
    )
    group = unit.groups[0]
    group.declared = len(group.names) + 1
    script.report("finding-added", None, _mismatch(group.declared, len(group.names)))


def add_note(script: Script) -> None:
    unit = script.unit("notes", where=lambda unit: not unit.notes)
    unit.notes = [script.words.note()]
    script.report("note-added", None, unit.notes[0])


def remove_note(script: Script) -> None:
    unit = script.unit("notes", where=lambda unit: bool(unit.notes))
    script.report("note-removed", unit.notes.pop(), None)


def change_title(script: Script) -> None:
    if script.old.title != script.new.title or script.old.name != script.new.name:
        raise BlockedError
    script.new.title = f"Departments of {script.new.name}"
    script.report("title-changed", script.old.title, script.new.title)


def change_organization(script: Script) -> None:
    if script.old.title != script.new.title or script.old.name != script.new.name:
        raise BlockedError
    script.new.name = f"{script.words.word().capitalize()} Authority"
    script.new.title = script.old.title.replace(script.old.name, script.new.name)
    script.report("organization-changed", script.old.name, script.new.name)


def add_unit(script: Script) -> None:
    unit = random_unit(script.rng, script.words)
    script.new.units.insert(script.place(), unit)
    script.settle(unit)
    script.report("unit-added", None, unit.name)


def remove_unit(script: Script) -> None:
    unit = script.unit(*WHOLE, where=lambda unit: _untouched(script, unit) and script.stays(unit))
    script.settle(unit)
    script.new.units.remove(unit)
    script.gone.append(unit)
    script.report("unit-removed", unit.name, None)


def move_unit(script: Script) -> None:
    """To a place far off; that the fewest units moved is checked when the script is complete."""
    unit = script.unit("moved", where=lambda unit: script.stays(unit) and script.free(unit, "whole"))
    before = position(script.new.units, unit)
    script.settle(unit)
    at = script.place()
    if -3 < at - before < 4:
        raise BlockedError
    del script.new.units[before]
    script.new.units.insert(at - (at > before), unit)
    script.settle(unit)
    script.moved.append(unit)


def split_unit(script: Script) -> None:
    """The last duties of a unit become a new unit next to it, which may have an opening and boilerplate of its own."""
    unit = script.unit(
        *WHOLE, where=lambda unit: _untouched(script, unit) and script.stays(unit) and _own(script, unit) >= 6
    )
    script.settle(unit)
    part = UnitFacts(name=script.words.name(), level=unit.level, duties=[])
    closing = unit.duties[-1:] if unit.duties[-1] == BOILERPLATE[0] else []
    body = unit.duties[: len(unit.duties) - len(closing)]
    part.duties = [f"The {part.name} is in charge of {script.words.word()} work", *body[-3:], *closing]
    unit.duties = body[:-3] + closing
    unit.numbers = None
    at = position(script.new.units, unit)
    script.new.units.insert(at + 1, part)
    script.settle(part)
    script.report("unit-split", unit.name, f"{unit.name}; {part.name}")


def merge_units(script: Script) -> None:
    """A unit takes over the duties of the next one, which is gone."""
    first = script.unit(*WHOLE, where=lambda unit: _mergeable(script, unit))
    second = script.new.units[position(script.new.units, first) + 1]
    script.claim(second, *WHOLE)
    script.settle(first)
    script.settle(second)
    taken = [text for text in second.duties if script.own(text)]
    closing = first.duties[-1:] if first.duties[-1] == BOILERPLATE[0] else []
    first.duties = first.duties[: len(first.duties) - len(closing)] + taken + closing
    first.numbers = None
    script.new.units.remove(second)
    script.gone.append(second)
    script.report("unit-merged", f"{first.name}; {second.name}", first.name)


WHOLE = ("name", "level", "status", "members", "notes", "numbers", "boilerplate", "moved", "whole")

EDITS = (
    insert_duty,
    remove_duty,
    reword_duty,
    move_duty,
    shift_numbers,
    drop_boilerplate,
    gain_boilerplate,
    rename_unit,
    change_level,
    change_status,
    fill_vacancy,
    add_member,
    remove_member,
    rename_member,
    list_members,
    miscount,
    add_note,
    remove_note,
    change_title,
    change_organization,
    add_unit,
    remove_unit,
    move_unit,
    split_unit,
    merge_units,
)


def random_script(seed: int, edits: Sequence[Edit] = EDITS, given: Organisation | None = None) -> Script:
    """A random organisation, or the one given, under one to twenty random edits, each clear of the others."""
    rng = Random(seed)
    while True:
        fresh = Random(rng.getrandbits(32))
        words = Words(fresh)
        script = Script.on(given or random_organisation(fresh, words, rng.randint(9, 18)), fresh, words)
        for edit in script.rng.choices(edits, k=script.rng.randint(1, 20)):
            with suppress(BlockedError):
                edit(script)
                script.edits.append(edit.__name__)
        if script.edits and script.decided():
            return script


def _drop(unit: UnitFacts, at: int) -> None:
    del unit.duties[at]
    if unit.numbers:
        del unit.numbers[-1]


def _level(code: str) -> str:
    return f"{code.replace('-', ' ').capitalize()} level"


def _recount(script: Script, group: Members, before: int) -> None:
    """An author mostly changes the declared count with the list; a mismatch that arises or ends is a finding.

    `before` is the number of names before the edit.
    """
    declared, now = group.declared, len(group.names)
    if declared is None:
        return
    if script.rng.random() < 0.8:
        group.declared = now
    if declared != before and group.declared == now:
        script.report("finding-removed", _mismatch(declared, before), None)
    if declared == before and group.declared != now:
        script.report("finding-added", None, _mismatch(group.declared, now))


def _mismatch(declared: int, names: int) -> str:
    return f"The source declares {declared} departments and names {names}."


def _own(script: Script, unit: UnitFacts) -> int:
    return sum(map(script.own, unit.duties))


def _untouched(script: Script, unit: UnitFacts) -> bool:
    return at_work(unit) and script.heirs[id(unit)] == unit and not any(one == id(unit) for one, _ in script.frozen)


def _mergeable(script: Script, unit: UnitFacts) -> bool:
    at = position(script.new.units, unit)
    following = script.new.units[at + 1 : at + 2]
    return all(
        one.name is not None
        and id(one) in script.heirs
        and _untouched(script, one)
        and script.stays(one)
        and _own(script, one) >= 3
        and all(script.free(one, facet) for facet in WHOLE)
        for one in [unit, *following]
    ) and bool(following)
