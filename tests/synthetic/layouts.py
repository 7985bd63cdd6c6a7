"""Layouts: an organisation's facts as the lines of a page, and the facts that this layout leaves standing.

Every layout takes units that all have a name, and changes them to what the page still says: a page of articles gives no
levels, a list of units gives counts and no members.
"""

from __future__ import annotations

from collections.abc import Callable
from random import Random

from tests.synthetic.lines import (
    BULLETS,
    COUNTS,
    LEADS,
    LEVELS,
    NUMBERS,
    STATUS,
    Line,
    Lines,
    counted,
    joined,
    mute,
    numbered,
)
from tests.synthetic.organisation import Organisation

Layout = Callable[[Organisation, Random], Lines]


def labels(org: Organisation, rng: Random) -> Lines:
    """Level, internal organizations and responsibilities behind labels; the name in the first duty or as a heading."""
    headings = rng.random() < 0.5
    level_label = rng.choice(("Administrative level", "Administrative rank"))
    list_label = rng.choice(("Internal organizations", "Internal departments", "Internal institutions"))
    duty_label = rng.choice(("Main responsibilities", "Main functions", "Main duties"))
    mark = rng.choice(NUMBERS[:3])
    for i, unit in enumerate(org.units):
        if headings:
            yield Line("open", unit.name or "", unit=i)
        elif unit.status == "active":
            what = rng.choice(("daily", "public", "legal"))
            unit.duties[0] = f"The {unit.name} is the functional management department for {what} work"
        else:
            unit.name = None
        if unit.level:
            yield Line("level" if headings else "open", f"{level_label}: {LEVELS[unit.level]}", unit=i)
        if unit.groups:
            count, head = counted(unit)
            names = joined(unit.groups[0].names, rng)
            how = rng.choice((f"{count} {head}: {names}", f"{count} {head} including {names}", names))
            unit.groups[0].declared = None if how == names else count
            yield Line("text", f"{list_label}: {how}.", unit=i)
        elif unit.listing == "none":
            yield Line("text", f"{list_label}: no departments", unit=i)
        yield Line("text", f"{duty_label}:", unit=i)
        yield from numbered(unit, i, mark)


def articles(org: Organisation, rng: Random) -> Lines:
    """Rules in articles: a list of units with the number of their sections, then one lead sentence a unit."""
    lead = rng.choice(LEADS)
    yield Line("text", "Article 1")
    yield Line("text", "These Regulations are made for the division of work within the Agency.")
    yield Line("text", "Article 2")
    yield Line("text", "The Agency has the following divisions and offices:")
    for i, unit in enumerate(org.units):
        mute(unit)
        count = f", with {counted(unit)[0]} subordinate sections" if unit.groups else ""
        for group in unit.groups:
            group.names = []
        yield Line("text", f"{i + 1}. {unit.name}{count}.", unit=-1)
    for i, unit in enumerate(org.units):
        yield Line("open", f"Article {i + 3}", unit=i)
        yield Line("text", f"The {unit.name} {lead}", unit=i)
        yield from numbered(unit, i, NUMBERS[0])
    yield Line("open", f"Article {len(org.units) + 3}")
    yield Line("text", "The Director-General shall have the following duties:")
    yield Line("text", "1. Leading the Agency.")
    yield Line("text", "2. Representing the Agency.")


def spread(org: Organisation, rng: Random) -> Lines:
    """Duties in one article, sections in another."""
    for i, unit in enumerate(org.units):
        mute(unit)
        yield Line("open", f"Article {i + 1}", unit=i)
        yield Line("text", f"The duties of the {unit.name} are as follows:", unit=i)
        yield from numbered(unit, i, NUMBERS[0])
    article = len(org.units)
    for i, unit in enumerate(org.units):
        if unit.groups:
            article += 1
            count, head = counted(unit)
            yield Line("open", f"Article {article}", unit=i)
            names = joined([f"the {n}" for n in unit.groups[0].names], rng)
            yield Line("text", f"The {unit.name} has {COUNTS[count]} {head}: {names}.", unit=i)


def headings(org: Organisation, rng: Random) -> Lines:
    """The unit's name alone on a line, then its numbered duties."""
    mark = rng.choice(NUMBERS)
    for i, unit in enumerate(org.units):
        mute(unit, members=False)
        yield Line("open", unit.name or "", unit=i)
        yield from numbered(unit, i, mark)


def bullets(org: Organisation, rng: Random) -> Lines:
    """A heading, a sentence about the sections, and duties behind bullets."""
    bullet = rng.choice(BULLETS)
    for i, unit in enumerate(org.units):
        mute(unit)
        yield Line("open", unit.name or "", unit=i)
        if unit.status != "active":
            yield Line("text", STATUS[unit.status], unit=i)
            continue
        if unit.groups:
            count, head = counted(unit)
            yield Line("text", f"The unit has {COUNTS[count]} {head}: {joined(unit.groups[0].names, rng)}.", unit=i)
        yield Line("text", "Functions:", unit=i)
        for duty in unit.duties:
            yield Line("duty", duty, bullet, "", i)


def numbered_units(org: Organisation, rng: Random) -> Lines:
    """'(1) Office (director level, composed of 2 departments: A, B)', with numbered duties inside."""
    outer, inner = rng.choice(((NUMBERS[2], NUMBERS[0]), (NUMBERS[0], NUMBERS[2]), (NUMBERS[2], NUMBERS[1])))
    for i, unit in enumerate(org.units):
        if unit.listing == "none":
            unit.listing = "absent"
        inside = [LEVELS[unit.level]] if unit.level else []
        if unit.groups:
            count, head = counted(unit)
            inside.append(f"composed of {count} {head}: {', '.join(unit.groups[0].names)}")
        aside = f" ({', '.join(inside)})" if inside else ""
        yield Line("open", f"{unit.name}{aside}", outer(i + 1), "", i)
        yield from numbered(unit, i, inner)


def prose(org: Organisation, rng: Random) -> Lines:
    """'(1) Office' and a paragraph of clauses joined by semicolons."""
    outers: tuple[Callable[[int], str], ...] = (NUMBERS[2], lambda n: f"({chr(64 + n)}) ", lambda n: "")
    outer = rng.choice(outers)
    for i, unit in enumerate(org.units):
        mute(unit, members=False)
        unit.duties = [part.strip() for duty in unit.duties for part in duty.split(";")]
        yield Line("open", unit.name or "", outer(i + 1), "", i)
        for n, duty in enumerate(unit.duties, 1):
            yield Line("clause", duty, "", "." if n == len(unit.duties) else "; ", i)


def nested(org: Organisation, rng: Random) -> Lines:
    """A heading, numbered duties, and lettered parts below some of them."""
    inner = rng.choice(NUMBERS[5:])
    for i, unit in enumerate(org.units):
        mute(unit, members=False)
        yield Line("open", unit.name or "", unit=i)
        number, parts = 0, 0
        for n, duty in enumerate(unit.duties):
            left = len(unit.duties) - n
            if parts == 0:
                number += 1
                parts = rng.choice((0, 0, 2, 3)) if left > 4 else 0
                yield Line("duty", duty.split(";")[0] if parts else duty, f"{number}. ", ":" if parts else ";", i)
                unit.duties[n] = duty.split(";")[0] if parts else duty
                total = parts
            else:
                yield Line("duty", duty, inner(total - parts + 1), ";", i)
                parts -= 1


def possessive(org: Organisation, rng: Random) -> Lines:
    """'The Office's main job responsibilities are:' and items in words or letters."""
    words = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")
    roman = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X")
    series = rng.choice((words, roman))
    for i, unit in enumerate(org.units):
        mute(unit, members=False)
        unit.duties = unit.duties[:10]
        yield Line("open", f"The {unit.name}'s main job responsibilities are:", unit=i)
        yield from numbered(unit, i, lambda n: f"({series[n - 1]}) ")


def sentences(org: Organisation, rng: Random) -> Lines:
    """'1. Section 1 is in charge of 1) …, 2) …, and 3) ….'"""
    for i, unit in enumerate(org.units):
        mute(unit, members=False)
        unit.duties = [d.split(";")[0][0].lower() + d.split(";")[0][1:] for d in unit.duties[:4]]
        yield Line("open", f"{unit.name} is in charge of ", f"{i + 1}. ", "", i)
        for n, duty in enumerate(unit.duties, 1):
            end = "." if n == len(unit.duties) else ", and " if n == len(unit.duties) - 1 else ", "
            yield Line("clause", duty, f"{n}) ", end, i)


# Layouts that have a place for a unit in which nobody is at work.
WITH_VACANT = frozenset({"labels", "headings", "bullets", "numbered-units"})
LAYOUTS: dict[str, Layout] = {
    "labels": labels,
    "articles": articles,
    "spread": spread,
    "headings": headings,
    "bullets": bullets,
    "numbered-units": numbered_units,
    "prose": prose,
    "nested": nested,
    "possessive": possessive,
    "sentences": sentences,
}
