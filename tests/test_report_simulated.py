"""What the report adds to a diff, held against edits whose story is known: who is who, and where old words stand."""

from __future__ import annotations

import pytest

from pipeline.compare import diff
from pipeline.model import Document
from pipeline.report import SourcePair, render
from pipeline.report.counterparts import counterparts
from pipeline.report.places import Places
from tests.synthetic import built
from tests.synthetic.editkinds import random_script
from tests.synthetic.organisation import Organisation

SEEDS = 200
QUOTED = ("title-", "subunit-", "duty-moved", "duty-reworded", "duty-removed", "note-")


@pytest.fixture
def pages(monkeypatch: pytest.MonkeyPatch) -> list[built.Page]:
    """The pages that documents are built over, as they come."""
    made: list[built.Page] = []

    class Kept(built.Page):
        def __init__(self) -> None:
            super().__init__()
            made.append(self)

    monkeypatch.setattr(built, "Page", Kept)
    return made


def with_text(facts: Organisation, pages: list[built.Page]) -> tuple[Document, str]:
    return built.build(facts), pages[-1].text


def test_units_and_words_are_found_on_the_old_side(pages: list[built.Page]) -> None:
    places_checked = 0
    for seed in range(SEEDS):
        script = random_script(seed)
        (old, old_text), (new, new_text) = with_text(script.old, pages), with_text(script.new, pages)
        result = diff(old, new)
        (one,) = result.documents
        pairs = counterparts(old, new, one.changes)
        old_ids = {id(facts): unit.id for facts, unit in zip(script.old.units, old.units, strict=True)}
        for facts, unit in zip(script.new.units, new.units, strict=True):
            heir = script.heirs.get(id(facts))
            if heir is not None and not any(change.kind in ("unit-split", "unit-merged") for change in one.changes):
                assert pairs.old_of[unit.id] == old_ids[id(heir)], f"seed {seed}: {script.edits}"
        places = Places(old)
        for change in one.changes:
            if change.before is None or not change.kind.startswith(QUOTED):
                continue
            place = places.of_before(change, pairs.old_of.get(change.unit or "", change.unit))
            assert place is not None, f"seed {seed}: {change}"
            assert " ".join(old_text[place.start : place.end].split()) == change.before, f"seed {seed}: {change}"
            places_checked += 1
        shown = render(
            result,
            "html",
            sources={"page": SourcePair(old_text, new_text)},
            old_documents={"page": old},
            new_documents={"page": new},
        )
        assert shown.count("<article ") == len(one.changes)
    assert places_checked > SEEDS
