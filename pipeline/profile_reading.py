"""From a profile's name to what its file says: found, read, put in front of the profile that it extends, and tried.

All of it raises ProfileError, one line that names the file and the key.
"""

from __future__ import annotations

import hashlib
import importlib.util
import re
import tomllib
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import regex
from pydantic import ValidationError

from pipeline.errors import ProfileError
from pipeline.profile_file import ProfileFile, Row, rows

FOLDER = Path(__file__).parent / "profiles"
USERS = ".toml"  # ends the name of a profile that is a file of the user's
EXTENDS = "extends"


@dataclass(frozen=True, slots=True)
class Written:
    """A profile's file as it stands: the name it was asked for by, its bytes, and what they say."""

    name: str
    data: bytes
    values: dict[str, Any]

    @property
    def users(self) -> bool:
        return self.name.endswith(USERS)

    def error(self, words: str) -> ProfileError:
        return ProfileError(f"profile {self.name}: {words}")


def chain(name: str) -> list[Written]:
    """The file of the profile `name` and, behind it, the one that it extends, the one that that extends, …"""
    found: list[Written] = []
    following: str | None = name
    while following is not None:
        own = _written(following)
        found.append(own)
        following = _extended(own)
        if following and any(_same(following, written.name) for written in found):
            raise own.error(f"{EXTENDS}: {following} extends this file in turn")
    return found


def fingerprint(name: str) -> str:
    """A hash of all that the profile `name` says, what it extends included."""
    return hashlib.sha256(b"\0".join(written.data for written in chain(name))).hexdigest()[:16]


def _same(name: str, other: str) -> bool:
    return name == other or (name.endswith(USERS) and Path(name).resolve() == Path(other).resolve())


def _written(name: str) -> Written:
    users = name.endswith(USERS)
    if not users and not (FOLDER / f"{name}{USERS}").is_file():
        known = ", ".join(sorted(path.stem for path in FOLDER.glob(f"*{USERS}")))
        raise ProfileError(f"profile {name}: neither one that Remit has ({known}) nor a file that ends in {USERS}")
    try:
        data = Path(name).read_bytes() if users else (FOLDER / f"{name}{USERS}").read_bytes()
        return Written(name, data, tomllib.loads(data.decode("utf-8")))
    except OSError as error:
        raise ProfileError(f"profile {name}: {(error.strerror or str(error)).lower()}") from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise ProfileError(f"profile {name}: not valid TOML: {error}") from error


def _extended(own: Written) -> str | None:
    """The profile that `own` extends; a file is looked for from the folder that `own` is in."""
    base = own.values.get(EXTENDS)
    if base is None:
        return None
    if not isinstance(base, str):
        raise own.error(f"{EXTENDS}: should be the name of a profile or of a file that ends in {USERS}")
    return str(Path(own.name).parent / base) if base.endswith(USERS) else base


def shaped(own: Written, base: ProfileFile | None) -> ProfileFile:
    """The profile that `own` makes, in front of the `base` that it extends."""
    values = own.values
    if base is not None:
        named = {"name": Path(own.name).stem}
        values = merged(_without_levels_of(own, base), named | {k: v for k, v in values.items() if k != EXTENDS})
    try:
        return ProfileFile.model_validate(values)
    except ValidationError as error:
        first = error.errors()[0]
        advice = f' (or say {EXTENDS} = "en")' if first["type"] == "missing" and base is None else ""
        raise own.error(f"{_where(first['loc'])}: {first['msg'].lower()}{advice}") from error


def merged(base: Any, own: Any) -> Any:
    """`own` on top of `base`: lists in front of its lists, tables into its tables, anything else in its place.

    >>> merged({"a": [1], "t": {"x": 1, "y": 2}, "s": "old"}, {"a": [0], "t": {"y": 3}, "s": "new"})
    {'a': [0, 1], 't': {'x': 1, 'y': 3}, 's': 'new'}
    """
    if isinstance(base, list) and isinstance(own, list):
        return own + base
    if isinstance(base, dict) and isinstance(own, dict):
        return base | {key: merged(base[key], value) if key in base else value for key, value in own.items()}
    return own


def _without_levels_of(own: Written, base: ProfileFile) -> dict[str, Any]:
    """What `base` says, without the level words that `own` gives: a word has one level."""
    values = base.model_dump(mode="json")
    levels = own.values.get("levels")
    words = levels.get("words") if isinstance(levels, dict) else None
    lists = words.values() if isinstance(words, dict) else []
    given = [word for said in lists if isinstance(said, list) for word in said]
    values["levels"]["words"] = {
        code: [word for word in said if word not in given] for code, said in values["levels"]["words"].items()
    }
    return values


def ensure_sound(own: Written, file: ProfileFile, compile: Callable[[str], re.Pattern[str]]) -> None:
    """Raises ProfileError where a pattern of `file` is none, or where `own`, a file of the user's, has a row that
    doesn't do what its examples say or a tokenizer that spaCy hasn't got."""
    for key, row in rows(file):
        try:
            pattern = compile(row.pattern)
        except regex.error as error:
            raise own.error(f"{key}.pattern: {error}") from error
        if own.users and _has(own, key):
            _try(own, key, row, pattern)
    if own.users:
        _ensure_tokenizer(own, file.tokenizer)


def _has(own: Written, key: str) -> bool:
    """Whether `own` itself has the row `key` ('labels[0]'): its rows stand in front of what it extends."""
    name, _, index = key.removesuffix("]").partition("[")
    return int(index) < len(own.values.get(name, []))


def _try(own: Written, key: str, row: Row, pattern: re.Pattern[str]) -> None:
    for hit in row.hits:
        if not pattern.match(hit):
            raise own.error(f"{key}.hits: the pattern does not match '{hit}'")
    for miss in row.misses:
        if pattern.fullmatch(miss):
            raise own.error(f"{key}.misses: the pattern matches '{miss}'")


def _ensure_tokenizer(own: Written, language: str) -> None:
    """Looks for the language's folder: to ask spaCy itself would cost more than reading a page."""
    spacy = importlib.util.find_spec("spacy")
    folders = (spacy.submodule_search_locations if spacy else None) or []
    if not language.isidentifier() or not any(
        (Path(folder) / "lang" / language / "__init__.py").is_file() for folder in folders
    ):
        raise own.error(f"tokenizer: spaCy has no language '{language}'")


def _where(loc: tuple[Any, ...]) -> str:
    out = ""
    for part in loc:
        out += f"[{part}]" if isinstance(part, int) else f".{part}" if out else str(part)
    return out
