"""What a comparison looks at: the meaning of a document, light enough to hold hundreds of thousands of duties.

Offsets are carried along so that a change can say where it stands; they never take part in a comparison.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property
from itertools import chain
from unicodedata import normalize

from pipeline.model import Document, Duty, Group, Level, Unit

# The number of the first nested item, in front of its words: "(1)", "1.", "a)".
NUMBER_AT_END = re.compile(r"(?<!\w)[(（]?(?:\d{1,4}|[a-zA-Z]|[ivxIVX]{1,5})[)）.．、]?\s{0,3}\Z")

# Other makes of a plain character: the quotes and hyphens of a word processor, the marks of another keyboard.
TYPOGRAPHY = str.maketrans("‘’‚‛′“”„‟«»‐‒–—―−、。", '\'\'\'\'\'""""""------,.')

# A full-width mark has the space behind it in its own width; NFKC makes a plain mark of it.
FULL_WIDTH = re.compile(r"[，、；：。！？）]++(?=[^\s,.;:!?)])")

# Pauses between words; between numbers a mark says more.
PAUSE = re.compile(r"[,;](?<!\d[,;])(?!\d)")


def plain(text: str) -> str:
    """The text on one line.

    >>> plain("Manage  the\\n seal")
    'Manage the seal'
    """
    return " ".join(text.split())


def key_of(text: str) -> str:
    """The identity of a text: white space, letter case and the make of quotes, hyphens and marks are no meaning.

    >>> key_of("Manage  the\\n “Seal”") == key_of('Manage the "seal"')
    True
    """
    if not text.isascii():
        text = normalize("NFKC", FULL_WIDTH.sub(r"\g<0> ", text)).translate(TYPOGRAPHY)
    return plain(text).casefold()


def unpaused(text: str) -> str:
    """The identity of a duty, or of a text that names in duties are looked for with: as `key_of`, and a comma more or
    less, or a semicolon in its place, is no meaning.

    >>> unpaused("Plan, check and report; audit") == unpaused("Plan check and report, audit")
    True
    """
    key = key_of(text)
    return plain(PAUSE.sub(" ", key)) if "," in key or ";" in key else key


def level_key(level: Level | None) -> str | None:
    """The identity of a level: its code, whichever words say it; the words themselves where they are not known."""
    return None if level is None else level.code or key_of(level.text)


@dataclass(frozen=True, slots=True)
class DutyFacts:
    """One duty. `text` is its own words without those of its nested items, `own` their identity; `key` stands for
    both."""

    unit: int
    index: int
    number: int | None
    text: str
    own: str
    key: str
    items: tuple[DutyFacts, ...]
    start: int
    end: int


@dataclass(frozen=True)
class UnitFacts:
    """One unit. Two units with the same `signature` say the same and are numbered alike; `keys` are its duties'
    identities, `members` those of the departments inside it."""

    index: int
    name: str | None
    keys: tuple[str, ...]
    members: tuple[str, ...]
    signature: tuple[object, ...]
    model: Unit

    @cached_property
    def duties(self) -> tuple[DutyFacts, ...]:
        """The duties; built when first asked for, as most units of a large page are never looked into."""
        return tuple(_duty_facts(self.index, position, duty) for position, duty in enumerate(self.model.duties))

    @property
    def title(self) -> str:
        """What a person calls the unit: its name, else its id."""
        return self.model.name.text if self.model.name else self.model.id

    @property
    def naming(self) -> str | None:
        """The first duty where it does little but say what the unit is: "The X Office is ..."."""
        if not self.keys or self.name is None:
            return None
        before, found, _ = self.keys[0].partition(unpaused(self.name))
        return self.keys[0] if found and len(before.split()) <= 1 else None

    @property
    def blank(self) -> bool:
        """True where the unit has neither name nor duties, so that only its place tells it from others."""
        return self.name is None and not self.keys


def facts_of(document: Document) -> tuple[UnitFacts, ...]:
    """The units of `document` in source order."""
    return tuple(_unit_facts(index, unit) for index, unit in enumerate(document.units))


def _unit_facts(index: int, unit: Unit) -> UnitFacts:
    keys = tuple(_key(duty) for duty in unit.duties)
    name = key_of(unit.name.text) if unit.name else None
    groups = [tuple(key_of(member.text) for member in group.members) for group in unit.subunits.groups]
    signature = (
        name,
        level_key(unit.level),
        unit.status,
        unit.subunits.listing,
        tuple(map(_group_signature, unit.subunits.groups, groups)),
        tuple(duty.number for duty in unit.duties),
        keys,
        tuple(key_of(note.text) for note in unit.notes),
    )
    return UnitFacts(index, name, keys, tuple(chain.from_iterable(groups)), signature, unit)


def _group_signature(group: Group, members: tuple[str, ...]) -> tuple[object, ...]:
    label = key_of(group.label) if group.label else None
    return label, group.declared, level_key(group.level), members


def _key(duty: Duty) -> str:
    """What stands for a duty with its nested items, their numbers included."""
    if not duty.items:
        return unpaused(duty.text)
    return "\n".join([unpaused(_own_words(duty)), *(f"{item.number}\t{_key(item)}" for item in duty.items)])


def _duty_facts(unit: int, index: int, duty: Duty) -> DutyFacts:
    items = tuple(_duty_facts(unit, position, item) for position, item in enumerate(duty.items))
    text = _own_words(duty)
    return DutyFacts(unit, index, duty.number, text, unpaused(text), _key(duty), items, duty.start, duty.end)


def _own_words(duty: Duty) -> str:
    """The words of a duty before its nested items, where its quote runs on over them."""
    text = plain(duty.text)
    if not duty.items or duty.items[0].start >= duty.end:
        return text
    found = text.find(plain(duty.items[0].text))
    return NUMBER_AT_END.sub("", text[:found]).rstrip() or text if found > 0 else text
