"""The generator: pages are the same for the same seed, and hold every fact their gold claims."""

from __future__ import annotations

import pytest

from pipeline.evaluation import extract_text
from pipeline.evaluation.gold import GoldDuty
from pipeline.evaluation.wording import plain
from tests.synthetic.layouts import LAYOUTS
from tests.synthetic.noise import NOISES
from tests.synthetic.pages import Page, random_page
from tests.synthetic.score import score_pages

SEEDS = range(300)


@pytest.fixture(scope="module")
def pages() -> list[Page]:
    return [random_page(seed) for seed in SEEDS]


def test_the_same_seed_gives_the_same_page() -> None:
    assert random_page(7) == random_page(7)


def test_every_layout_and_every_noise_occurs(pages: list[Page]) -> None:
    assert {p.gold.layouts[0] for p in pages} == set(LAYOUTS)
    assert {n for p in pages for n in p.gold.noise} == {*NOISES, "none"}


def test_the_page_says_everything_that_its_gold_claims(pages: list[Page]) -> None:
    """A gold that claims what noise took away would blame the extraction for it."""
    for page in pages:
        text = plain(page.text)
        for unit in page.gold.units:
            assert unit.name is None or plain(unit.name) in text
            for name in (name for group in unit.groups for name in group.names):
                assert plain(name) in text, (page.gold.document, name)
            assert isinstance(unit.duties, list)
            for duty in unit.duties:
                assert isinstance(duty, GoldDuty)
                assert plain(duty.text) in text, (page.gold.document, duty.text)


def test_units_of_a_page_have_names_of_their_own(pages: list[Page]) -> None:
    for page in pages:
        names = [u.name for u in page.gold.units if u.name]
        assert len(names) == len(set(names))


def test_scores_are_summed_by_layout_and_by_noise() -> None:
    result = score_pages(range(12), extract_text)
    assert result.total.units == sum(page.units for page in result.pages)
    assert result.total.units == sum(layout.units for layout in result.by_layout.values())
    assert set(result.by_noise) <= {*NOISES, "none"}


def test_a_clean_page_of_labels_is_read_without_an_error() -> None:
    """The layout of the first document: whatever else the generator measures, this must stay perfect."""
    clean = (seed for seed in SEEDS if random_page(seed).gold.layouts == ["labels"])
    for seed in [seed for seed in clean if random_page(seed).gold.noise == ["none"]][:4]:
        result = score_pages(range(seed, seed + 1), extract_text)
        assert result.pages[0].errors == []
