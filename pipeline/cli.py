"""The command line: `remit extract | diff | check | schema | evaluate`.

Each command imports what it needs when it runs, so that `remit --help` starts as fast as Python does.
Exit status: 0 done, 1 'differs' or 'invalid', 2 the arguments or the input can't be used.
"""

from __future__ import annotations

import argparse
import os
import sys
from pathlib import Path
from typing import Any

from pipeline.errors import InputError, RemitError


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
    _add_extract(commands)
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


def _add_extract(commands: Any) -> None:
    extract = commands.add_parser("extract", help="read pages into JSON")
    extract.add_argument(
        "paths",
        nargs="+",
        metavar="PATH",
        help="pages, corpora of pages (.jsonl, .jsonl.gz, .parquet) or folders; - is standard input",
    )
    extract.add_argument(
        "-o",
        "--output",
        metavar="DIR|FILE",
        help="folder for a JSON file each, or one file of rows: .jsonl, .jsonl.gz, .parquet, .csv",
    )
    extract.add_argument(
        "--table",
        choices=("documents", "units", "duties", "members", "findings"),
        default="documents",
        help="what a row of the file is (default: documents)",
    )
    extract.add_argument("--profile", default="en", metavar="FILE", help="a profile's name or TOML file")
    extract.add_argument(
        "--diff", action="store_true", help="also write DIR/diff.html, .md and .json: what changed since the baseline"
    )
    extract.add_argument("--baseline", metavar="REV|PATH", help="what to compare with")
    extract.add_argument("--workers", type=_count, metavar="N", help="processes to work with (default: one a core)")
    extract.add_argument(
        "--engine",
        choices=("local", "ray"),
        default="local",
        help="what does the work: this machine, or a Ray cluster on corpora, paths or URIs such as s3://bucket/folder; "
        "DIR then gets parts",
    )
    extract.add_argument("--resume", action="store_true", help="go on where a stopped run into the same folder was")
    extract.set_defaults(run=_extract)


def _count(words: str) -> int:
    if not words.isdecimal() or int(words) < 1:
        raise argparse.ArgumentTypeError(f"'{words}' is no number of processes, 1 or more")
    return int(words)


def _extract(options: argparse.Namespace) -> int:
    from pipeline.extracting import extract_command

    return extract_command(options)


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
