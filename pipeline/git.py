"""Reading what git has committed. Only ever reads; without git, or outside a work tree, there is simply nothing."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

# git answers from its own files in milliseconds; one that doesn't is waiting for something that won't come.
SECONDS = 60

# A hook or an alias runs with these set, and they would name its repository in place of the one asked for.
MISLEADING = frozenset({"GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE", "GIT_PREFIX", "GIT_OBJECT_DIRECTORY"})


@dataclass(frozen=True, slots=True)
class Commit:
    """One commit of the work tree at `root`."""

    root: Path
    hash: str

    def files(self, folder: Path) -> list[str]:
        """Paths, from the root and with '/', of the files that stand in `folder` itself, in git's order."""
        below = self.path_of(folder)
        if below is None:
            return []
        listed = run(self.root, "ls-tree", "-z", "--full-tree", f"{self.hash}:{below}") or b""
        rows = [row.split("\t", 1) for row in listed.decode("utf-8", "surrogateescape").split("\0") if row]
        return [f"{below}/{name}".lstrip("/") for meta, name in rows if meta.split(" ")[1] == "blob"]

    def path_of(self, place: Path) -> str | None:
        """`place` from the root with '/', "" for the root itself; None where it is outside of the work tree."""
        try:
            below = place.resolve().relative_to(self.root)
        except ValueError:
            return None
        return "" if below == Path() else below.as_posix()

    def contents(self, paths: Iterable[str]) -> dict[str, bytes]:
        """The bytes of those of `paths`, from the root, that the commit has as files."""
        wanted = [path for path in dict.fromkeys(paths) if path and "\n" not in path]
        names = "".join(f"{self.hash}:{path}\n" for path in wanted).encode("utf-8", "surrogateescape")
        answer = run(self.root, "cat-file", "--batch", given=names) or b""
        found: dict[str, bytes] = {}
        at = 0
        for path in wanted:
            line_end = answer.find(b"\n", at)
            if line_end < 0:
                break
            header = answer[at:line_end].rsplit(b" ", 2)
            at = line_end + 1
            if len(header) == 3 and header[2].isdigit():
                size = int(header[2])
                if header[1] == b"blob":
                    found[path] = answer[at : at + size]
                at += size + 1
        return found


def commit_at(place: Path, rev: str) -> Commit | None:
    """The commit that `rev` names in the work tree around `place`; None without git, a work tree or that commit."""
    inside = next((folder for folder in (place, *place.parents) if folder.is_dir()), None)
    if inside is None or rev.startswith("-"):
        return None
    top = run(inside, "rev-parse", "--show-toplevel")
    name = run(inside, "rev-parse", "--verify", "--quiet", f"{rev}^{{commit}}")
    if not top or not name:
        return None
    root = top.decode("utf-8", "surrogateescape").removesuffix("\n")
    return Commit(Path(root).resolve(), name.decode().strip())


def run(folder: Path, *arguments: str, given: bytes = b"") -> bytes | None:
    """What git prints when run in `folder`; None where it isn't installed, fails or hangs."""
    environment = {key: value for key, value in os.environ.items() if key not in MISLEADING}
    environment |= {"GIT_OPTIONAL_LOCKS": "0", "GIT_TERMINAL_PROMPT": "0", "GIT_NO_LAZY_FETCH": "1"}
    try:
        done = subprocess.run(
            ["git", *arguments], cwd=folder, input=given, capture_output=True, timeout=SECONDS, env=environment
        )
    except (OSError, subprocess.TimeoutExpired):
        return None
    return done.stdout if done.returncode == 0 else None
