"""Gold: what a careful person reads on a page, written down by hand and never taken from the program.

One JSON file a page, next to the page or in a folder beside the folder of pages. Unknown keys are ignored, so a gold
file may carry remarks of its own:

    document      the page's id; without it, the file's stem
    page          the page's path, relative to this file; without it `<id>.txt`, `<id>.html` … is looked for in the
                  gold folder, in `../pages`, in `../raw` and in `../../raw`
    title, organization     null or missing: not scored
    layouts, noise          words that say what makes the page hard; scores are summed by them
    units         in reading order, each
      name        null where the page does not say it
      also        other readings of the name that are as good
      level_code  the code of the level, or null
      status      "active", "vacant" or "in-preparation"
      listing     "listed", "none" or "absent"
      groups      [{names, declared, level_code}] the sub-departments
      duties      the statements in reading order, each without its number and its closing mark: a string, or
                  {text, also, items} with other good readings and nested statements; or a mere count, and then only the
                  count is scored; or null, and then the unit's duties are not scored

Where a page does not number its duties, how many statements make one duty is not for the page to say: the gold lists
the finest statements, and an extracted duty without number may answer with its text or with its sentences.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Annotated, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, ValidationError

from pipeline.errors import InputError

PLACES = (".", "../pages", "../raw", "../../raw")
ENDINGS = (".txt", ".html", ".htm")


class Entry(BaseModel):
    """Open to unknown keys: a gold file is written by people, for other purposes, too."""

    model_config = ConfigDict(extra="ignore", frozen=True)


def _statements(value: object) -> object:
    return [{"text": item} if isinstance(item, str) else item for item in value] if isinstance(value, list) else value


class GoldDuty(Entry):
    """One statement and what is nested in it."""

    text: str
    also: list[str] = []
    items: Annotated[list[GoldDuty], BeforeValidator(_statements)] = []


class GoldGroup(Entry):
    """Sub-departments that the page counts or describes together."""

    names: list[str] = []
    declared: int | None = None
    level_code: str | None = None


def _listing(value: object) -> object:
    return "listed" if value == "list" else value


class GoldUnit(Entry):
    """One unit as a person reads it."""

    name: str | None = None
    also: list[str] = []
    level_code: str | None = None
    status: Literal["active", "vacant", "in-preparation"] = "active"
    listing: Annotated[Literal["listed", "none", "absent"], BeforeValidator(_listing)] = "absent"
    groups: list[GoldGroup] = []
    duties: Annotated[list[GoldDuty] | int | None, BeforeValidator(_statements)] = None


class Gold(Entry):
    """One page as a person reads it."""

    document: str
    page: str | None = None
    title: str | None = None
    organization: str | None = None
    layouts: list[str] = []
    noise: list[str] = []
    units: list[GoldUnit] = Field(default_factory=list)


def read_gold(path: Path) -> Gold:
    """The gold in the file at `path`. Raises InputError, naming the key, where it is none."""
    try:
        content = json.loads(path.read_text(encoding="utf-8"))
        if isinstance(content, dict):
            content.setdefault("document", path.name.split(".")[0])
        return Gold.model_validate(content)
    except OSError as error:
        raise InputError(f"{path}: {(error.strerror or str(error)).lower()}") from error
    except ValidationError as error:
        first = error.errors()[0]
        raise InputError(f"{path}: {'.'.join(map(str, first['loc'])) or 'file'}: {first['msg']}") from error
    except ValueError as error:
        raise InputError(f"{path}: not JSON: {error}") from error


def find_page(path: Path, gold: Gold) -> Path:
    """Where the page of the gold file at `path` is. Raises InputError where it is nowhere."""
    if gold.page is not None:
        named = (path.parent / gold.page).resolve()
        if named.is_file():
            return named
        raise InputError(f"{path}: its page {gold.page} is not there")
    for place in PLACES:
        for ending in ENDINGS:
            page = path.parent / place / f"{gold.document}{ending}"
            if page.is_file():
                return page
    raise InputError(f"{path}: no page {gold.document}.txt or .html beside it")
