"""What one page becomes: the models behind `output/<id>.json`.

Pydantic stands only where data enters or leaves the program. Field order is the order of the keys in the file, and
every description ends up in `schemas/document.schema.json`. Offsets are Unicode code points into the decoded source
text, half-open: `start <= offset < end`.
"""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

SCHEMA_VERSION = "1.0"

Offset = Annotated[int, Field(ge=0, description="Offset in Unicode code points into the decoded source text.")]


class Model(BaseModel):
    """Closed to unknown keys: a file with one was not written by this version."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class Quote(Model):
    """A piece of the source: its words and where they stand."""

    text: str = Field(description="The source between start and end, repairs applied and white space collapsed.")
    start: Offset = Field(description="Where the quote starts in the source, in code points.")
    end: Offset = Field(description="Where the quote ends in the source (exclusive), in code points.")


LevelCode = Literal[
    "state",
    "deputy-state",
    "ministry",
    "deputy-ministry",
    "bureau",
    "deputy-bureau",
    "division",
    "deputy-division",
    "section",
    "deputy-section",
]


class Level(Quote):
    """An administrative level as the source words it, and what it means."""

    code: LevelCode | None = Field(description="The level's standard code; null where the wording is unknown.")
    rank: int | None = Field(ge=1, le=10, description="1 (state) to 10 (deputy section); null where unknown.")


class Name(Quote):
    """A unit's name and how it was found."""

    origin: Literal["heading", "duty"] = Field(
        description="'heading': the source names the unit in a heading or lead sentence; 'duty': read out of a duty."
    )


class Group(Model):
    """Sub-departments that the source counts or describes together."""

    label: str | None = Field(description="What tells this group from the others of the statement ('divisions').")
    declared: int | None = Field(ge=0, description="The count the source states, or null.")
    level: Level | None = Field(description="The level the source gives to the members of this group, or null.")
    members: list[Quote] = Field(description="The sub-departments, in source order.")


class Subunits(Model):
    """What the source says about the departments inside a unit."""

    listing: Literal["listed", "none", "absent"] = Field(
        description="'listed': members or a count are given; 'none': the source says there are none; "
        "'absent': the source says nothing."
    )
    text: Quote | None = Field(description="The whole statement, or null where the source says nothing.")
    groups: list[Group] = Field(description="The groups of members, in source order.")


class Duty(Quote):
    """One duty of a unit, without its number and without its closing ';' or '.'."""

    number: int | None = Field(ge=0, description="The number the source gives it; null where it has none.")
    sentences: list[Quote] = Field(description="Its independent statements; together they cover the duty's text.")
    items: list[Duty] = Field(description="Numbered parts nested inside the duty.")


class Unit(Model):
    """One organisational unit and everything the source says of it."""

    id: str = Field(pattern=r"^[^\s]+$", description="Slug of the name, 'unit-<n>' where there is none; unique.")
    name: Name | None = Field(description="The unit's name, or null where the source does not give it.")
    level: Level | None = Field(description="The unit's administrative level, or null.")
    status: Literal["active", "vacant", "in-preparation"] = Field(description="Whether the unit is at work.")
    status_text: Quote | None = Field(description="The words that give the status, or null.")
    subunits: Subunits = Field(description="The departments inside the unit.")
    duties: list[Duty] = Field(description="The unit's duties, in source order.")
    notes: list[Quote] = Field(description="Text inside the unit that is none of the above.")
    start: Offset = Field(description="Where the unit's block starts, in code points.")
    end: Offset = Field(description="Where the unit's block ends (exclusive), in code points.")


class Repair(Model):
    """One change made to the source's wording; replacing `after` by `before` undoes it."""

    rule: str = Field(description="Name of the rule that made the change.")
    start: Offset = Field(description="Where the changed words start in the source, in code points.")
    end: Offset = Field(description="Where the changed words end in the source (exclusive), in code points.")
    before: str = Field(description="The words as the source has them.")
    after: str = Field(description="The words as quotes show them.")
    unit: str | None = Field(description="Id of the unit the place belongs to, or null.")


class Finding(Model):
    """Something a person should look at."""

    code: str = Field(description="A code from the documented list of findings.")
    severity: Literal["info", "warning", "error"] = Field(description="How much it matters.")
    unit: str | None = Field(description="Id of the unit it concerns, or null.")
    message: str = Field(description="One sentence for a person.")
    start: Offset = Field(description="Where to look: start in the source, in code points.")
    end: Offset = Field(description="Where to look: end in the source (exclusive), in code points.")


class SourceInfo(Model):
    """The file the document was read from."""

    path: str = Field(description="The path as it was named on the command line.")
    sha256: str = Field(pattern=r"^[0-9a-f]{64}$", description="SHA-256 of the bytes read, in hexadecimal.")
    encoding: str = Field(description="The encoding the bytes were decoded with.")
    characters: int = Field(ge=0, description="Length of the decoded text in code points.")


class Extractor(Model):
    """The program that made the file."""

    name: Literal["remit"] = Field(description="Always 'remit'.")
    version: str = Field(description="Version of the program.")
    profile: str = Field(description="The set of labels and words that was used.")


class Document(Model):
    """One page as structured data: its units, their levels, sub-departments and duties, each with its place."""

    schema_version: Literal["1.0"] = Field(description="Version of this format.")
    id: str = Field(description="The document's id: the stem of its file name.")
    title: Quote | None = Field(description="The document's own title line, or null.")
    organization: str | None = Field(description="The body the page describes, or null.")
    language: str = Field(description="Language of the source, as an ISO 639-1 code.")
    source: SourceInfo = Field(description="Where the text came from.")
    extractor: Extractor = Field(description="What read it.")
    units: list[Unit] = Field(description="The units, in source order, without overlap.")
    notes: list[Quote] = Field(description="Text that belongs to no unit.")
    repairs: list[Repair] = Field(description="Every change made to the source's wording, in order, none overlapping.")
    findings: list[Finding] = Field(description="What a person should look at.")


Kind = Literal[
    "unit-added",
    "unit-removed",
    "unit-renamed",
    "unit-moved",
    "unit-split",
    "unit-merged",
    "level-changed",
    "status-changed",
    "subunit-added",
    "subunit-removed",
    "subunit-renamed",
    "duty-added",
    "duty-removed",
    "duty-reworded",
    "duty-moved",
    "duty-renumbered",
    "note-added",
    "note-removed",
    "finding-added",
    "finding-removed",
    "organization-changed",
    "title-changed",
]
Cause = Literal["source", "extractor", "unknown"]


class Change(Model):
    """One thing that happened to the organisation between two versions of a page."""

    kind: Kind = Field(description="What happened.")
    unit: str | None = Field(description="The new unit's id (the old one's for a removal), or null.")
    before: str | None = Field(description="The text or value on the old side, or null.")
    after: str | None = Field(description="The text or value on the new side, or null.")
    cause: Cause = Field(
        description="'source': the page changed; 'extractor': the program reads the same words differently."
    )
    start: Offset = Field(description="Where in the new source (the old one for a removal), in code points.")
    end: Offset = Field(description="End of that place (exclusive), in code points.")


class Side(Model):
    """Which version of a document one side of a comparison is."""

    path: str = Field(description="The source's path as the extraction names it.")
    sha256: str = Field(description="SHA-256 of the source's bytes.")
    extractor: Extractor = Field(description="What read it.")


class DocumentDiff(Model):
    """What changed in one document."""

    id: str = Field(description="The document's id.")
    old: Side | None = Field(description="The old version, or null where the document is new.")
    new: Side | None = Field(description="The new version, or null where the document is gone.")
    changes: list[Change] = Field(description="In reading order of the new document, removals where they stood.")
    summary: dict[str, int] = Field(description="Number of changes by kind, only kinds that occur.")


class Diff(Model):
    """What changed between two extractions."""

    schema_version: Literal["1.0"] = Field(description="Version of this format.")
    documents: list[DocumentDiff] = Field(description="The documents compared, those without changes included.")
