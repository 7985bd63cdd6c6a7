"""The generator: a random organisation as a page in any layout with any mix of noise, and its gold."""

from __future__ import annotations

import copy
from collections.abc import Collection
from dataclasses import dataclass
from random import Random

from pipeline.evaluation.gold import Gold, GoldDuty, GoldGroup, GoldUnit
from tests.synthetic.layouts import LAYOUTS, WITH_VACANT
from tests.synthetic.lines import Line
from tests.synthetic.noise import EXCLUSIVE, IMPOSSIBLE, NOISES, ON_LINES, ON_TEXT
from tests.synthetic.organisation import Organisation, UnitFacts
from tests.synthetic.random_organisation import random_organisation
from tests.synthetic.vocabulary import real_words


@dataclass(frozen=True)
class Page:
    """A page as bytes would give it, and what a careful person reads on it."""

    text: str
    gold: Gold


def random_page(seed: int) -> Page:
    """The page of `seed`: two to nine units, a random layout, up to three kinds of noise."""
    rng = Random(seed)
    words = real_words(rng)
    org = random_organisation(rng, words, rng.randint(2, 9))
    for unit in org.units:
        unit.name = unit.name or words.name()
        for group in unit.groups:
            group.names = words.members(len(group.names))
    layout = rng.choice(list(LAYOUTS))
    return render(org, layout, random_noise(rng, layout), rng, id=f"page-{seed}")


def random_noise(rng: Random, layout: str) -> set[str]:
    """Up to three kinds of noise that can stand together on a page of `layout`."""
    possible = [
        n for n in NOISES if n not in IMPOSSIBLE.get(layout, ()) and (n != "merged-labels" or layout == "labels")
    ]
    noise = set(rng.sample(possible, rng.choice((0, 1, 1, 2, 2, 3))))
    for pair in EXCLUSIVE:
        if pair <= noise:
            noise.discard(sorted(pair)[0])
    return noise


def render(org: Organisation, layout: str, noise: Collection[str], rng: Random, *, id: str = "page") -> Page:
    """`org` in `layout` with `noise`. `org` stays as it is; the gold holds what the page still says of it."""
    facts = copy.deepcopy(org)
    if layout not in WITH_VACANT:
        facts.units = [u for u in facts.units if u.status == "active"]
    for unit in facts.units:
        unit.notes = []
        unit.duties = [d for d in unit.duties if "is the functional management department" not in d] or unit.duties
    lines = [Line("title", facts.title), *LAYOUTS[layout](facts, rng)]
    for name, change in ON_LINES.items():
        if name in noise:
            lines = change(lines, facts, rng)
    text = _text(lines, rng)
    for name, alter in ON_TEXT.items():
        if name in noise:
            text = alter(text, rng)
    return Page(text, _gold(facts, id, layout, sorted(noise)))


def _text(lines: list[Line], rng: Random) -> str:
    """Lines as text, with blank lines between units or between all lines; clauses run on from the line before."""
    airy = rng.random() < 0.5
    text = ""
    for before, line in zip([None, *lines], lines, strict=False):
        runs_on = before and line.kind == "clause" and (before.kind == "clause" or before.text.endswith(" of "))
        runs_on = runs_on or (before and line.kind == "clause" and before.end.endswith(" "))
        if before and not runs_on:
            text = text.rstrip(" ") + ("\n\n" if airy or line.kind == "open" else "\n")
        text += str(line)
    return text + "\n"


def _gold(org: Organisation, id: str, layout: str, noise: list[str]) -> Gold:
    return Gold(
        document=id,
        title=org.title,
        organization=org.name,
        layouts=[layout],
        noise=noise or ["none"],
        units=[_unit(u) for u in org.units],
    )


def _unit(unit: UnitFacts) -> GoldUnit:
    return GoldUnit(
        name=unit.name,
        level_code=unit.level,
        status=unit.status,
        listing=unit.listing,
        groups=[GoldGroup(names=g.names, declared=g.declared) for g in unit.groups],
        duties=[GoldDuty(text=d) for d in unit.duties],
    )
