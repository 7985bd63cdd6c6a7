"""The house is laid out as CONTRIBUTING says: every module has its room, and imports go one way."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
PACKAGE = ROOT / "pipeline"


def _modules(package: Path) -> dict[str, Path]:
    """The modules of `package` by their dotted names; a package goes by its own."""
    names = {file: file.relative_to(package.parent).with_suffix("").parts for file in sorted(package.rglob("*.py"))}
    return {".".join(parts[:-1] if parts[-1] == "__init__" else parts): file for file, parts in names.items()}


def _imports(source: str) -> Iterator[str]:
    """Every name that `source` imports from anywhere, at its top or inside a function."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.ImportFrom) and node.module:
            yield from (f"{node.module}.{alias.name}" for alias in node.names)
        elif isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)


def _graph(package: Path) -> dict[str, set[str]]:
    """Which modules of `package` each of them imports."""
    modules = _modules(package)
    graph: dict[str, set[str]] = {}
    for name, file in modules.items():
        told = ({one, one.rpartition(".")[0]} for one in _imports(file.read_text(encoding="utf-8")))
        graph[name] = {max(found, key=len) for one in told if (found := one & modules.keys())} - {name}
    return graph


def test_no_module_imports_what_imports_it() -> None:
    assert list(TopologicalSorter(_graph(PACKAGE)).static_order())


def test_a_circle_of_imports_would_be_seen(tmp_path: Path) -> None:
    package = tmp_path / "house"
    package.mkdir()
    (package / "__init__.py").write_text("")
    (package / "cellar.py").write_text("def wine():\n    from house.attic import dust\n    return dust\n")
    (package / "attic.py").write_text("from house import cellar\n")
    with pytest.raises(CycleError):
        list(TopologicalSorter(_graph(package)).static_order())


def test_contributing_names_every_module() -> None:
    table = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
    rooms = [path.name + "/" * path.is_dir() for path in PACKAGE.iterdir() if path.name[0] not in "_."]
    assert [room for room in rooms if f"`{room}`" not in table and room != "py.typed"] == []
