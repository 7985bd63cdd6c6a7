"""The command line: `remit extract | diff | check | schema | evaluate`.

Each command imports what it needs when it runs, so that `remit --help` starts as fast as Python does.
Exit status: 0 done, 1 'differs' or 'invalid', 2 the arguments or the input can't be used.
"""

from __future__ import annotations

import argparse
import os
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

from pipeline.errors import InputError, RemitError

if TYPE_CHECKING:
    from pipeline.baseline import Baseline
    from pipeline.model import Document
    from pipeline.report import Format
    from pipeline.source import Source

PAGES = (".txt", ".text", ".md", ".html", ".htm", ".xhtml")


def main(arguments: list[str] | None = None) -> int:
    """Run one command; gives the exit status. `arguments` without the program's name, or those of the process."""
    parser = _parser()
    options = parser.parse_args(arguments)
    try:
        return int(options.run(options))
    except RemitError as error:
        print(f"remit: {' '.join(str(error).split())}", file=sys.stderr)
        return 2
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except KeyboardInterrupt:
        print("remit: interrupted", file=sys.stderr)
        return 130


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="remit", description="Pages about how a government body is organised, as structured data."
    )
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    extract = commands.add_parser("extract", help="read pages into JSON")
    extract.add_argument("paths", nargs="+", metavar="PATH", help="files or folders; - is standard input")
    extract.add_argument("-o", "--output", metavar="DIR", help="folder for the JSON files")
    extract.add_argument("--profile", default="en", metavar="FILE", help="a profile's name or TOML file")
    extract.add_argument(
        "--diff", action="store_true", help="also write DIR/diff.html, .md and .json: what changed since the baseline"
    )
    extract.add_argument("--baseline", metavar="REV|PATH", help="what to compare with")
    extract.set_defaults(run=_extract)
    diff = commands.add_parser("diff", help="compare two extractions by meaning")
    diff.add_argument("old", metavar="OLD")
    diff.add_argument("new", metavar="NEW")
    diff.add_argument("--format", choices=("text", "json", "markdown", "html"), default="text")
    diff.add_argument(
        "--old-source", metavar="PATH", help="the old source, file or folder, to prove what caused a change"
    )
    diff.add_argument("--profile", default="en", metavar="FILE", help="a profile's name or TOML file")
    diff.add_argument("-o", "--output", metavar="FILE")
    diff.add_argument("--exit-code", action="store_true", help="exit 1 when they differ")
    diff.set_defaults(run=_diff)
    check = commands.add_parser("check", help="validate output files against schema and source")
    check.add_argument("paths", nargs="+", metavar="PATH")
    check.add_argument("--source", metavar="DIR", help="folder with the source files")
    check.set_defaults(run=_check)
    schema = commands.add_parser("schema", help="print the JSON Schema of the output")
    schema.set_defaults(run=_schema)
    evaluate = commands.add_parser("evaluate", help="score extractions against gold files")
    evaluate.add_argument("gold", metavar="GOLD_DIR")
    evaluate.add_argument("--format", choices=("text", "json"), default="text")
    evaluate.set_defaults(run=_evaluate)
    return parser


def _extract(options: argparse.Namespace) -> int:
    from pipeline.extraction import extract_source

    started = time.perf_counter()
    pages = [(path, target) for path in options.paths for target in _pages(path)]
    if not pages:
        raise InputError(f"{options.paths[0]}: no page to read ({', '.join(PAGES)})")
    if options.output is None and len(pages) > 1:
        raise InputError("more than one page: name a folder with -o")
    stems = [_stem(page) for _, page in pages]
    if twice := next((s for s in stems if stems.count(s) > 1), None):
        raise InputError(f"two pages are called '{twice}': their output would be one file")
    read: list[tuple[Document, Source]] = []
    for _, page in pages:
        source = _read(page)
        read.append((extract_source(source, id=_stem(page), profile=options.profile), source))
    if options.output is None:
        sys.stdout.write(serialize(read[0][0]))
        return 0
    _write(read, Path(options.output), options, started)
    return 0


def _write(read: list[tuple[Document, Source]], folder: Path, options: argparse.Namespace, started: float) -> None:
    from pipeline.check import accounted
    from pipeline.output import write_whole
    from pipeline.summary import summary

    baseline = None
    if options.diff or options.baseline:
        from pipeline.baseline import find_baseline

        baseline = find_baseline(folder, options.baseline)
    rows = []
    for document, source in read:
        target = folder / f"{document.id}.json"
        write_whole(target, serialize(document))
        if source.read_out:
            write_whole(folder / f"{document.id}.txt", source.text)
        rows.append((document, str(target), accounted(document, source.text)))
    print(summary(rows, seconds=time.perf_counter() - started, color=sys.stdout.isatty()))
    if baseline is not None:
        _report(read, folder, baseline, options.profile)


def _report(read: list[tuple[Document, Source]], folder: Path, baseline: Baseline, profile: str) -> None:
    """Write the diff report against `baseline` beside the documents, and print it."""
    from pipeline.changes import compare
    from pipeline.output import write_whole

    comparison = compare(baseline, {d.id: d for d, _ in read}, {d.id: s.text for d, s in read}, profile)
    formats: dict[str, Format] = {"diff.json": "json", "diff.md": "markdown", "diff.html": "html"}
    for name, format in formats.items():
        write_whole(folder / name, comparison.report(format))
    if not baseline.documents:
        print(f"nothing to compare with yet: commit {folder} to accept this state")
        return
    sys.stdout.write(comparison.report("text", color=sys.stdout.isatty()))
    if comparison.differs:
        print(f"→ {folder / 'diff.html'}")


def serialize(document: Document) -> str:
    """The document's file: two-space indent, keys in model order, a newline at the end."""
    return document.model_dump_json(indent=2) + "\n"


def _pages(path: str) -> list[str]:
    if path == "-" or not Path(path).is_dir():
        return [path]
    return [
        str(p)
        for p in sorted(Path(path).iterdir())
        if p.suffix.lower() in PAGES and p.is_file() and not p.name.startswith(".")
    ]


def _stem(page: str) -> str:
    return "stdin" if page == "-" else Path(page).stem


def _read(page: str) -> Source:
    from pipeline.source import decode, read

    return decode(sys.stdin.buffer.read(), "-") if page == "-" else read(page)


def _diff(options: argparse.Namespace) -> int:
    from pipeline.changes import compare_files
    from pipeline.output import write_whole

    for path in filter(None, (options.old, options.new, options.old_source)):
        if not Path(path).exists():
            raise InputError(f"{path}: no such file or directory")
    comparison = compare_files(options.old, options.new, options.old_source, options.profile)
    if options.output:
        write_whole(Path(options.output), comparison.report(options.format))
    else:
        sys.stdout.write(comparison.report(options.format, color=sys.stdout.isatty()))
    return int(options.exit_code and comparison.differs)


def _check(options: argparse.Namespace) -> int:
    from pipeline.checking import check_files

    problems = check_files(options.paths, options.source)
    for problem in problems:
        print(problem)
    return 1 if problems else 0


def _schema(options: argparse.Namespace) -> int:
    from pipeline.check import schema_text

    sys.stdout.write(schema_text())
    return 0


def _evaluate(options: argparse.Namespace) -> int:
    from pipeline.evaluation import run

    if not Path(options.gold).is_dir():
        raise InputError(f"{options.gold}: no such folder")
    print(run(Path(options.gold), options.format))
    return 0
