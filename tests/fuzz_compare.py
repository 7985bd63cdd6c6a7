"""More seeds of the edit simulator than the suite runs: `python -m tests.fuzz_compare [FIRST] [COUNT]`."""

from __future__ import annotations

import sys
from collections import Counter

from pipeline.compare import diff
from tests.synthetic.built import build
from tests.synthetic.editkinds import random_script


def main(first: int, count: int) -> int:
    """Run `count` seeds from `first` on; print every seed whose report is not exactly its edits. 1 where one isn't."""
    failed = 0
    for seed in range(first, first + count):
        script = random_script(seed)
        changes = diff(build(script.old), build(script.new)).documents[0].changes
        found = Counter((change.kind, change.before, change.after) for change in changes)
        expected = script.expected()
        if found != expected:
            failed += 1
            print(f"seed {seed}: {' '.join(script.edits)}")
            for label, rest in (("missing", expected - found), ("unexpected", found - expected)):
                for change in rest.elements():
                    print(f"  {label}: {change}")
    print(f"{count - failed} of {count} seeds reported exactly")
    return int(failed > 0)


if __name__ == "__main__":
    arguments = [int(value) for value in sys.argv[1:]]
    sys.exit(main(*(arguments + [0, 20_000][len(arguments) :])))
