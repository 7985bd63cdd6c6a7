"""The benchmark's arithmetic and its texts; no time is judged here."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET
from typing import Any

import pytest

from bench.curves import picture
from bench.part import Curve, Part, Target, figure, shown
from bench.peers import Peer, loaded
from bench.report import CLOSE, OPEN, into, page, targets
from bench.rounds import Spread, exponent, interleaved_over, ratios, spread, turns
from bench.texts import ROOT, long_page, real_text, variant
from pipeline import Document, extract


def test_spread_is_median_and_quartiles() -> None:
    assert spread([5, 1, 4, 2, 3]) == Spread(3, 2, 4)
    assert spread([7]) == Spread(7, 7, 7)


def test_ratios_are_taken_within_rounds() -> None:
    times = {"slow": [2.0, 40.0, 6.0], "fast": [1.0, 10.0, 3.0]}  # the machine was busy in the second round
    assert ratios(times, "slow", "fast") == Spread(2, 2, 3)


@pytest.mark.parametrize("power", [0.5, 1, 2])
def test_exponent_of_known_growth(power: float) -> None:
    sizes = [1, 3, 10, 40]
    assert exponent(sizes, [7 * size**power for size in sizes]) == pytest.approx(power)


def test_every_work_gets_every_input_once_in_changing_order() -> None:
    seen: list[tuple[str, str]] = []
    works = {name: lambda text, name=name: seen.append((name, text)) for name in "abc"}
    times = interleaved_over(works, ["x", "y", "z"])
    assert sorted(seen) == [(name, text) for name in "abc" for text in "xyz"]
    assert [len(found) for found in times.values()] == [3, 3, 3]
    orders = {tuple(name for number, name in turns("abc", 20) if number == at) for at in range(20)}
    assert len(orders) > 3


def shape(document: Document) -> list[Any]:
    """What a page holds, without its words."""
    units = [
        (
            unit.name is not None,
            unit.level and unit.level.code,
            unit.status,
            [(group.declared, len(group.members)) for group in unit.subunits.groups],
            [(duty.number, len(duty.sentences)) for duty in unit.duties],
            len(unit.notes),
        )
        for unit in document.units
    ]
    rest = [r.rule for r in document.repairs], sorted(f.code for f in document.findings)
    return [units, rest]


def test_variants_have_other_words_and_the_same_structure() -> None:
    real = real_text()
    assert variant(1) == variant(1) != variant(2)
    expected = shape(extract(real, id="page"))
    sentences = [line for line in real.splitlines() if len(line) > 60]
    for seed in (1, 2):
        text = variant(seed)
        assert shape(extract(text, id="page")) == expected
        assert len(set(sentences) & set(text.splitlines())) < len(set(sentences)) / 20


def test_a_long_page_has_its_size_and_one_title() -> None:
    text = long_page(0.1)
    assert 100_000 <= len(text.encode()) < 150_000
    assert text.count("of Qingdao Customs\n") <= 1
    assert text.startswith("Internal organizations of ")


def test_a_program_that_cannot_be_had_is_named_with_its_reason() -> None:
    def absent() -> Any:
        raise ModuleNotFoundError("No module named 'absent'\nand more")

    peers = (
        Peer("a", "words", lambda: str.split),
        Peer("b", "nothing", absent),
        Peer("c", "none", lambda: lambda t: []),
    )
    works, missing = loaded(peers)
    assert list(works) == ["a"]
    assert missing[0] == "b: not measured: No module named 'absent'"
    assert missing[1].startswith("c: not measured: ")


def test_targets_say_whether_they_are_met() -> None:
    part = Part(
        "x", [], targets=[Target("a", 2, Spread(1.5, 1.4, 1.6)), Target("b", 2, Spread(1.5, 1.5, 1.5), " MB", True)]
    )
    assert targets([part]).splitlines()[2:] == [
        "| a | ≤ 2 | 1.50 (1.40–1.60) | yes |",
        "| b | ≥ 2 MB | 1.50 MB | **no** |",
    ]
    part.not_measured = ["c: not measured: it is not there"]
    assert "- c: not measured: it is not there" in page([part], ["machine: a fast one"])


def test_figures_keep_three_digits() -> None:
    assert [figure(v) for v in (0.01234, 0.5, 2.2, 99.4, 123.4, 12345, 0)] == [
        "0.0123",
        "0.500",
        "2.20",
        "99.4",
        "123",
        "12,345",
        "0.000",
    ]
    assert shown(Spread(2, 1, 3), " MB") == "2.00 MB (1.00–3.00)"


def test_the_picture_shows_every_point_and_both_colour_schemes() -> None:
    curves = [Curve("One & all", "MB", "seconds", [(1, 0.9), (10, 9.5)], "exponent 1.02")] * 2
    text = picture(curves)
    svg = ET.fromstring(text)
    assert len(svg.findall(".//{*}circle")) == 4
    assert "prefers-color-scheme: dark" in text


def test_the_readme_gets_the_table_between_its_marks() -> None:
    assert into(f"a\n{OPEN}\nold\n{CLOSE}\nb", "new") == f"a\n{OPEN}\n\nnew\n\n{CLOSE}\nb"
    with pytest.raises(ValueError, match="README lacks"):
        into("a", "new")


def test_the_readme_says_what_the_results_say() -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    table = readme.partition(OPEN)[2].partition(CLOSE)[0].strip()
    assert table in (ROOT / "bench" / "results.md").read_text(encoding="utf-8")
    for picture_path in re.findall(r"\]\((docs/images/[\w.-]+)\)", readme):
        assert (ROOT / picture_path).exists()
