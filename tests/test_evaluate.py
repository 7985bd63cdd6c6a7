"""The score counts what a reader would count, on documents built by hand."""

from __future__ import annotations

import html
import json
import re
from pathlib import Path

import pytest

from pipeline.errors import InputError
from pipeline.evaluation import evaluate, text_of
from pipeline.evaluation.gold import Gold, GoldDuty, GoldGroup, GoldUnit, find_page, read_gold
from pipeline.evaluation.score import Score, score
from pipeline.evaluation.wording import plain
from pipeline.model import Document, Duty, Finding, Quote
from tests.synthetic.built import build
from tests.synthetic.organisation import Members, Organisation, UnitFacts

OFFICE = GoldUnit(
    name="Office",
    level_code="division",
    listing="listed",
    groups=[GoldGroup(names=["Files Section", "Seals Section"], declared=2)],
    duties=[GoldDuty(text="Keep the files"), GoldDuty(text="Keep the seals")],
)
LABORATORY = GoldUnit(name="Laboratory", duties=[GoldDuty(text="Test the seeds")])
GOLD = Gold(document="page", title="Units of Aba", organization="Aba", units=[OFFICE, LABORATORY])


def office() -> UnitFacts:
    groups = [Members(["Files Section", "Seals Section"], declared=2)]
    duties = ["Keep the files", "Keep the seals"]
    return UnitFacts("Office", level="division", listing="listed", groups=groups, duties=duties)


def document(*units: UnitFacts) -> Document:
    return build(Organisation(name="Aba", title="Units of Aba", units=list(units)))


def with_finding(page: Document, unit: str | None, start: int, end: int) -> Document:
    finding = Finding(code="count-mismatch", severity="warning", unit=unit, message="Look.", start=start, end=end)
    return page.model_copy(update={"findings": [finding]})


def f1(result: Score, field: str) -> float:
    return result.fields[field].f1


def test_a_faultless_extraction_scores_one_everywhere() -> None:
    page = document(office(), UnitFacts("Laboratory", duties=["Test the seeds"]))
    result = score(GOLD, page.model_copy(update={"findings": []}), "")
    assert (result.units, result.wrong, result.silent, result.false_alarms) == (2, 0, 0, 0)
    assert all(tally.f1 == 1 for tally in result.fields.values())


def test_a_wrong_name_costs_one_name_and_nothing_else() -> None:
    page = document(office(), UnitFacts("Workshop", duties=["Test the seeds"])).model_copy(update={"findings": []})
    result = score(GOLD, page, "")
    assert f1(result, "names") == 0.5
    assert f1(result, "duties") == 1
    assert (result.wrong, result.silent) == (1, 1)
    assert result.errors[0].details == ["names: - laboratory", "names: + workshop"]


def test_each_field_is_counted_on_its_own() -> None:
    facts = office()
    facts.level = "section"
    facts.groups = [Members(["Files Section"], declared=3)]
    facts.duties = ["Keep the files", "Guard the door"]
    result = score(GOLD, document(facts, UnitFacts("Laboratory", duties=["Test the seeds"])), "")
    assert f1(result, "levels") == 0
    assert f1(result, "members") == pytest.approx(2 / 3, abs=1e-4)
    assert f1(result, "declared") == 0
    assert f1(result, "duties") == pytest.approx(2 / 3, abs=1e-4)


def test_an_error_with_a_finding_at_its_unit_is_not_silent() -> None:
    page = document(office(), UnitFacts("Laboratory", duties=["Test the weeds"]))
    loud = score(GOLD, with_finding(page, page.units[1].id, 0, 1), "")
    elsewhere = score(GOLD, with_finding(page, page.units[0].id, 0, 1), "")
    assert (loud.wrong, loud.silent, loud.false_alarms) == (1, 0, 0)
    assert (elsewhere.wrong, elsewhere.silent, elsewhere.false_alarms) == (1, 1, 1)


def test_a_unit_that_was_not_found_is_silent_unless_a_finding_lies_on_its_name() -> None:
    text = "Units of Aba. The Laboratory tests."
    page = document(office()).model_copy(update={"findings": []})
    at = text.index("Laboratory")
    assert score(GOLD, page, text).silent == 1
    assert score(GOLD, with_finding(page, None, at, at + 3), text).silent == 0


def test_a_unit_that_is_none_counts_as_an_error() -> None:
    extra = UnitFacts("Annual Report", duties=["Published yearly"])
    page = document(office(), UnitFacts("Laboratory", duties=["Test the seeds"]), extra)
    result = score(GOLD, page.model_copy(update={"findings": []}), "")
    assert (result.units, result.wrong, result.silent) == (3, 1, 1)
    assert result.errors[0].fields == ["spurious"]
    assert result.fields["duties"].precision == 0.75


def test_units_may_stand_in_another_order_than_the_gold() -> None:
    page = document(UnitFacts("Laboratory", duties=["Test the seeds"]), office())
    assert score(GOLD, page.model_copy(update={"findings": []}), "").wrong == 0


def test_units_without_a_name_are_matched_by_their_place() -> None:
    gold = Gold(document="page", units=[LABORATORY, GoldUnit(duties=1), OFFICE])
    page = document(
        UnitFacts("Laboratory", duties=["Test the seeds"]), UnitFacts(None, duties=["Wait"]), office()
    ).model_copy(update={"findings": []})
    result = score(gold, page, "")
    assert result.wrong == 0
    assert result.fields["duty counts"].same == 1


def test_a_paragraph_answers_with_its_sentences_but_a_numbered_duty_does_not() -> None:
    def quote(text: str) -> Quote:
        return Quote(text=text, start=0, end=1)

    def read(number: int | None) -> Score:
        whole = Duty(
            number=number, text="Keep files; keep seals.", start=0, end=1, items=[],
            sentences=[quote("Keep files"), quote("keep seals")],
        )  # fmt: skip
        page = document(UnitFacts("Office"))
        unit = page.units[0].model_copy(update={"duties": [whole]})
        gold = GoldUnit(name="Office", duties=[GoldDuty(text="Keep files"), GoldDuty(text="Keep seals")])
        return score(Gold(document="page", units=[gold]), page.model_copy(update={"units": [unit]}), "")

    assert f1(read(None), "duties") == 1
    assert f1(read(1), "duties") == 0


def test_gold_is_read_from_the_short_format(tmp_path: Path) -> None:
    path = tmp_path / "aba.gold.json"
    path.write_text(
        json.dumps({"units": [{"ordinal": 1, "name": "Office", "listing": "list", "groups": [], "duties": 12}]})
    )
    gold = read_gold(path)
    assert (gold.document, gold.units[0].listing, gold.units[0].duties) == ("aba", "listed", 12)


@pytest.mark.parametrize("content", ["{", '{"units": [{"status": "asleep"}]}', "[]"])
def test_bad_gold_is_one_clear_error(tmp_path: Path, content: str) -> None:
    path = tmp_path / "bad.json"
    path.write_text(content)
    with pytest.raises(InputError, match=r"bad\.json"):
        read_gold(path)


def test_a_folder_without_gold_or_a_gold_without_page_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="no gold files"):
        evaluate(tmp_path)
    (tmp_path / "aba.json").write_text('{"units": []}')
    with pytest.raises(InputError, match=r"no page aba\.txt"):
        evaluate(tmp_path)


def test_a_folder_is_scored_page_by_page(tmp_path: Path) -> None:
    (tmp_path / "gold").mkdir()
    (tmp_path / "pages").mkdir()
    (tmp_path / "pages" / "page.txt").write_text("Units of Aba")
    (tmp_path / "gold" / "page.json").write_text(GOLD.model_dump_json())
    page = document(office(), UnitFacts("Workshop", duties=["Test the seeds"])).model_copy(update={"findings": []})
    result = evaluate(tmp_path / "gold", extract=lambda text, id: page)
    assert [p.id for p in result.pages] == ["page"]
    table = text_of(result)
    assert (
        "2 units, 1 wrong in some field, 1 of them without a finding (50.0% silent errors), 0 with only an info"
        in table
    )
    assert "page: SILENT Laboratory: names" in table
    assert json.loads(result.model_dump_json())["total"]["silent_share"] == 0.5


GOLD_DIR = Path(__file__).parent / "evaluation" / "gold"


@pytest.mark.parametrize("path", sorted(GOLD_DIR.glob("*.json")), ids=lambda p: p.stem)
def test_the_evaluation_set_claims_nothing_that_its_page_does_not_say(path: Path) -> None:
    gold = read_gold(path)
    where = find_page(path, gold)
    page = where.read_bytes().decode()
    text = plain(html.unescape(re.sub("<[^>]*>", "", page)) if where.suffix == ".html" else page)
    for unit in gold.units:
        for name in [unit.name, *(n for group in unit.groups for n in group.names)]:
            assert name is None or plain(name) in text
        for duty in unit.duties if isinstance(unit.duties, list) else []:
            assert plain(duty.text) in text
