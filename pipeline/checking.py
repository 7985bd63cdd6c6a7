"""`remit check`: output files against schema, models and their sources."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path

from pydantic import ValidationError

from pipeline import check
from pipeline.baseline import ensure_no_rows
from pipeline.errors import InputError, InvalidDocumentError
from pipeline.model import Document
from pipeline.source import read


def check_files(paths: Sequence[str], source: str | None) -> list[str]:
    """Every problem of the files (or of the files in the folders) `paths`, one line each; sources are looked for in
    the folder `source`, else at the path that the document names. Raises InputError where a file can't be read."""
    out: list[str] = []
    for path in (p for name in paths for p in _files(Path(name))):
        out += [f"{path}: {problem}" for problem in _problems(path, source)]
    return out


def _files(path: Path) -> list[Path]:
    if not path.is_dir():
        ensure_no_rows(path)
        return [path]
    found = sorted(p for p in path.glob("*.json") if p.name != "diff.json")
    if not found:
        raise InputError(f"{path}: no extraction to check (a file <id>.json)")
    return found


def _problems(path: Path, folder: str | None) -> list[str]:
    try:
        value = json.loads(path.read_bytes())
        check.against_schema(value)
        document = Document.model_validate(value)
    except OSError as error:
        raise InputError(f"{path}: {(error.strerror or str(error)).lower()}") from error
    except (InvalidDocumentError, ValidationError) as error:
        return [" ".join(str(error).split())[:300]]
    except ValueError as error:
        return [f"not JSON ({error})"]
    named = Path(document.source.path)
    origin = Path(folder) / named.name if folder else named
    source = read(str(origin))
    if source.sha256 != document.source.sha256:
        return [f"made of another version of {origin}"]
    return list(check.problems(document, source.text))
