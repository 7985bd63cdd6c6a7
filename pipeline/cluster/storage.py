"""Files on this machine or on an object store, under one kind of name: a path, or a URI such as `s3://bucket/folder`."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from uuid import uuid4

import pyarrow as pa
import pyarrow.fs as fs

from pipeline.errors import InputError, OutputError


def located(uri: str) -> tuple[Any, str]:
    """The file system that `uri` (or a path) is on, and its path there. Raises InputError where there is none."""
    if "://" not in uri:
        return fs.LocalFileSystem(), str(Path(uri).absolute())
    try:
        system, path = fs.FileSystem.from_uri(uri)
        return system, str(path)
    except (pa.ArrowInvalid, ValueError) as error:
        if "nrecognized" not in str(error):
            raise InputError(f"{shown(uri)}: {error}") from error
    try:
        from fsspec.core import url_to_fs

        system, path = url_to_fs(uri)
    except (ImportError, ValueError) as error:
        raise InputError(f"{shown(uri)}: {error}") from error
    return fs.PyFileSystem(fs.FSSpecHandler(system)), path


def files(uri: str, suffixes: tuple[str, ...]) -> list[tuple[str, Any]]:
    """The files of the folder `uri` and those in it with one of the `suffixes`, sorted, hidden ones and errors aside;
    or `uri` itself. Each with what its system says of it. Raises InputError where there is nothing."""
    system, path = located(uri)
    try:
        (info,) = system.get_file_info([path])
        if info.type == fs.FileType.NotFound:
            raise InputError(f"{shown(uri)}: no such file or directory")
        if info.is_file:
            return [(uri, info)]
        found = system.get_file_info(fs.FileSelector(path, recursive=True))
    except OSError as error:
        raise InputError(f"{shown(uri)}: {error}") from error
    kept = []
    for info in found:
        inside = info.path[len(path.rstrip("/")) + 1 :]
        ours = info.base_name.endswith("errors.jsonl") or any(part.startswith(".") for part in inside.split("/"))
        if info.is_file and not ours and info.base_name.lower().endswith(suffixes):
            kept.append((_inside(uri, inside), info))
    return sorted(kept, key=lambda file: file[0])


def absolute(uri: str) -> str:
    """`uri` as it is for processes that stand in other folders."""
    return uri if "://" in uri else str(Path(uri).absolute())


def shown(uri: str) -> str:
    """`uri` as it may be shown and written down: without what is asked of the system, and without keys.

    >>> shown("s3://key:secret@bucket/a.parquet?region=x")
    's3://bucket/a.parquet'
    """
    scheme, mark, rest = uri.partition("://")
    if not mark:
        return uri
    host, slash, path = rest.partition("?")[0].partition("/")
    return f"{scheme}://{host.rpartition('@')[2]}{slash}{path}"


def _inside(uri: str, name: str) -> str:
    """The name of what is called `name` in the folder `uri`."""
    folder, mark, query = uri.partition("?") if "://" in uri else (uri, "", "")
    return f"{folder.rstrip('/')}/{name}{mark}{query}"


@contextlib.contextmanager
def reading(uri: str) -> Iterator[Any]:
    """The file at `uri`, open, as Arrow has files."""
    system, path = located(uri)
    with system.open_input_file(path) as file:
        yield file


class Store:
    """The folder at `uri`. Everything raises OutputError where it can't be done."""

    def __init__(self, uri: str) -> None:
        self.uri = uri
        self.system, self.path = located(uri)

    def begin(self, *folders: str) -> None:
        """Make the folder, and `folders` in it."""
        with self._clear():
            for name in ("", *folders):
                self.system.create_dir(f"{self.path}/{name}".rstrip("/"), recursive=True)

    def read(self, name: str) -> bytes | None:
        """What the file `name` holds, or None where there is none."""
        with self._clear():
            (info,) = self.system.get_file_info([f"{self.path}/{name}"])
            if not info.is_file:
                return None
            with self.system.open_input_stream(info.path) as file:
                return bytes(file.read())

    def write(self, name: str, data: bytes | Path) -> None:
        """Put `data`, or the local file that it names, into the file `name`: there whole or not at all."""
        aside = f"{self.path}/.state/{uuid4().hex}.aside"
        with self._clear():
            with self.system.open_output_stream(aside) as target:
                if isinstance(data, Path):
                    with open(data, "rb") as source:
                        while piece := source.read(1 << 22):
                            target.write(piece)
                else:
                    target.write(data)
            self.system.move(aside, f"{self.path}/{name}")

    def names(self, folder: str = "") -> list[str]:
        """The names of the files in `folder`, those of folders in it aside."""
        with self._clear():
            found = self.system.get_file_info(
                fs.FileSelector(f"{self.path}/{folder}".rstrip("/"), allow_not_found=True)
            )
        return sorted(info.base_name for info in found if info.is_file)

    def remove(self, name: str) -> None:
        """Remove the file `name`, if it is there."""
        with self._clear():
            (info,) = self.system.get_file_info([f"{self.path}/{name}"])
            if info.is_file:
                self.system.delete_file(info.path)

    @contextlib.contextmanager
    def _clear(self) -> Iterator[None]:
        try:
            yield
        except OSError as error:
            raise OutputError(f"{shown(self.uri)}: {error.strerror.lower() if error.strerror else error}") from error
