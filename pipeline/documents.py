"""A document read back from the JSON that an earlier run wrote."""

from __future__ import annotations

from pydantic import ValidationError
from pydantic_core import from_json

from pipeline.errors import BaselineError
from pipeline.model import SCHEMA_VERSION, Document


def parse_document(data: bytes, origin: str) -> Document:
    """The document in `data`; `origin` names it in the BaselineError that is raised where it is none."""
    try:
        value = from_json(data)
    except ValueError as error:
        raise BaselineError(f"{origin}: not JSON ({error})") from error
    version = value.get("schema_version") if isinstance(value, dict) else None
    if version is None:
        raise BaselineError(f"{origin}: not an extraction (it has no schema_version)")
    if version != SCHEMA_VERSION:
        raise BaselineError(f"{origin}: written with schema version {version}, this program reads {SCHEMA_VERSION}")
    try:
        return Document.model_validate(value)
    except ValidationError as error:
        first = error.errors()[0]
        where = ".".join(map(str, first["loc"]))
        raise BaselineError(f"{origin}: not a valid extraction ({where}: {first['msg'].lower()})") from error
