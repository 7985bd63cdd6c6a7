"""Score the extraction on generated pages: `python -m tests.synthetic.score --pages 1000`."""

from __future__ import annotations

import argparse

from pipeline.evaluation import Evaluation, Extract, Score, add, extract_text, score
from pipeline.evaluation.table import render
from tests.synthetic.pages import random_page


def score_pages(seeds: range, extract: Extract) -> Evaluation:
    """The sums over the pages of `seeds`; `pages` keeps every page's own score."""
    result = Evaluation(total=Score(id="total"), by_layout={}, by_noise={}, pages=[])
    for seed in seeds:
        page = random_page(seed)
        add(result, page.gold, score(page.gold, extract(page.text, page.gold.document), page.text))
    return result


def main() -> None:
    """Print F1 by layout and by noise, and the worst pages on request."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--pages", type=int, default=200, help="how many pages (default: 200)")
    parser.add_argument("--first", type=int, default=0, help="the first page's seed (default: 0)")
    parser.add_argument("--show", type=int, metavar="SEED", help="print one page and what is wrong in it")
    options = parser.parse_args()
    if options.show is not None:
        page = random_page(options.show)
        print(page.text)
        print("layout", *page.gold.layouts, "noise", *page.gold.noise)
        one = score_pages(range(options.show, options.show + 1), extract_text)
        print(render(one.total, [("page", one.pages)]))
        return
    result = score_pages(range(options.first, options.first + options.pages), extract_text)
    tables = [
        ("layout", sorted(result.by_layout.values(), key=_worst)),
        ("noise", sorted(result.by_noise.values(), key=_worst)),
        ("worst pages", sorted(result.pages, key=_worst)[:12]),
    ]
    print(render(result.total, tables, details=False))


def _worst(score: Score) -> float:
    return sum(score.fields[f].f1 for f in ("names", "members", "duties")) - score.silent_share


if __name__ == "__main__":
    main()
