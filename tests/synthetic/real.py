"""The facts of the real document, read from its page and its gold without the program under test."""

from __future__ import annotations

import json
import re
from pathlib import Path

from tests.synthetic.organisation import Members, Organisation, UnitFacts

ROOT = Path(__file__).parents[2]


def real_organisation() -> Organisation:
    """All units with their levels, members and duties in the page's own words; broken ends stay as they are."""
    page = (ROOT / "raw" / "qingdao_customs.txt").read_text(encoding="utf-8")
    gold = json.loads((ROOT / "tests" / "gold" / "qingdao_customs.gold.json").read_text(encoding="utf-8"))
    blocks = re.split(r"[Aa]dministrative level:", page)[1:]
    units = [_unit(block, facts) for block, facts in zip(blocks, gold["units"], strict=True)]
    return Organisation(name=gold["organization"], title=gold["title"], units=units)


def _unit(block: str, gold: dict[str, object]) -> UnitFacts:
    unit = UnitFacts(name=gold["name"], level=gold["level_code"], status=gold["status"])  # type: ignore[arg-type]
    unit.listing = {"list": "listed", "none": "none"}.get(str(gold["listing"]), "absent")
    groups: list[dict[str, object]] = gold["groups"]  # type: ignore[assignment]
    unit.groups = [Members(list(g["names"]), g["declared"], g["kind"], g["level_code"]) for g in groups]  # type: ignore[call-overload,arg-type]
    unit.duties = [" ".join(text.split()).strip(" ;.") for text in re.findall(r"^\d+ ?\. ?(.*)$", block, re.MULTILINE)]
    assert len(unit.duties) == gold["duties"]
    return unit
