"""The shape of a profile's TOML file: what is in it and how its rows look."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated, Literal, cast

from pydantic import BaseModel, ConfigDict, Field

LabelField = Literal["level", "subunits", "duties", "other", "name"]
Text = Annotated[str, Field(min_length=1)]


class Row(BaseModel):
    """One pattern with its reason and its examples."""

    model_config = ConfigDict(extra="forbid")

    pattern: Text
    why: Text
    hits: list[str] = Field(min_length=1)
    misses: list[str] = Field(min_length=1)


class LabelRow(Row):
    field: LabelField
    line: bool = False


class NamedRow(Row):
    name: Text


class DefinitionRow(NamedRow):
    alone: bool = False


class TitleRow(Row):
    """Words of a title line, and what they are in it; `title_words` gives each kind its letter."""

    kind: Literal[
        "imprint",
        "about",
        "preposition",
        "share",
        "prose",
        "notice",
        "topic",
        "rules",
        "task",
        "units",
        "nameable",
        "trait",
        "determiner",
        "body",
        "furniture",
        "edition",
        "question",
    ]


ListKind = Literal["none", "count", "noun", "level", "filler", "open", "second", "holds", "behind"]


class ListRow(Row):
    kind: ListKind


class StatusRow(Row):
    status: Literal["vacant", "in-preparation"]


class Levels(BaseModel):
    model_config = ConfigDict(extra="forbid")

    deputy: list[Text]
    ignored: list[Text]
    words: dict[Literal["state", "ministry", "bureau", "division", "section"], list[Text]]


class Words(BaseModel):
    model_config = ConfigDict(extra="forbid")

    heads: list[Text] = Field(min_length=1)
    weak_heads: frozenset[Text]
    kinds: list[Text] = []
    any_kinds: list[Text] = []
    vague: frozenset[Text] = frozenset()
    small: frozenset[Text]
    before_names: frozenset[Text]
    owners: frozenset[Text] = frozenset()
    short_names: frozenset[Text] = frozenset()
    prefixes: frozenset[Text] = frozenset()
    before_numbers: frozenset[Text] = frozenset()
    numbering: frozenset[Text] = frozenset()
    openers: frozenset[Text]
    list_hints: list[Text]
    joints: list[Text] = Field(min_length=1)
    name_openers: list[Text] = []
    pointers: frozenset[Text]
    selves: list[Text] = []
    ties: frozenset[Text] = frozenset()
    former: frozenset[Text] = frozenset()
    others: frozenset[Text] = frozenset()
    objects: frozenset[Text] = frozenset()
    agents: frozenset[Text] = frozenset()
    posts: frozenset[Text]
    articles: list[Text]
    auxiliary: frozenset[Text] = frozenset()
    verb_endings: list[Text] = []
    adverb_endings: list[Text] = []
    ordinary: frozenset[Text]
    nouns: frozenset[Text] = frozenset()
    common: frozenset[Text] = frozenset()
    endings: list[Text] = []


class Sentences(BaseModel):
    model_config = ConfigDict(extra="forbid")

    never: list[Text]
    rarely: list[Text]


class ProfileFile(BaseModel):
    """The shape of a profile's TOML file."""

    model_config = ConfigDict(extra="forbid")

    name: Text
    language: Text
    tokenizer: Text
    labels: list[LabelRow] = Field(min_length=1)
    leads: list[NamedRow]
    definitions: list[DefinitionRow]
    nobody: list[NamedRow] = []
    closings: list[NamedRow] = []
    sections: list[NamedRow]
    remarks: list[NamedRow]
    titles: list[TitleRow]
    lists: list[ListRow]
    duty_openers: list[NamedRow]
    stated_levels: list[NamedRow]
    status: list[StatusRow]
    levels: Levels
    words: Words
    numbers: dict[str, int]
    ordinals: dict[str, int] = {}
    sentences: Sentences


def rows(file: ProfileFile) -> Iterator[tuple[str, Row]]:
    """Every pattern row of a profile with its key, for whoever wants to check them all."""
    for key in (
        "labels",
        "leads",
        "definitions",
        "nobody",
        "closings",
        "sections",
        "remarks",
        "titles",
        "lists",
        "duty_openers",
        "stated_levels",
        "status",
    ):
        for i, row in enumerate(cast("list[Row]", getattr(file, key))):
            yield f"{key}[{i}]", row
