"""The one function that an engine needs: Arrow in, Arrow out."""

from __future__ import annotations

from typing import Any

import pyarrow as pa
import pytest

from pipeline import Document, extract
from pipeline.arrow import extract_batch, result_schema
from pipeline.errors import ProfileError
from pipeline.rows.columns import COLUMNS, TABLES, carried_name
from tests.test_stream import SHORT, TEXT

PAGES = pa.schema([("id", pa.string()), ("text", pa.string()), ("url", pa.string()), ("title", pa.int32())])


def nested(duties: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Duties as a document has them, out of the flat list that Arrow has."""
    plain = [{**{k: v for k, v in duty.items() if k != "parent"}, "items": []} for duty in duties]
    for duty, own in zip(duties, plain, strict=True):
        if duty["parent"] is not None:
            plain[duty["parent"]]["items"].append(own)
    return [own for duty, own in zip(duties, plain, strict=True) if duty["parent"] is None]


def test_a_row_has_all_of_its_document() -> None:
    deep = (
        "Customs\n\nFinance Department\n\nMain responsibilities:\n1. Keep books:\n(1) of one;\n(a) of two.\n2. Pay.\n"
    )
    for text in (TEXT, deep):
        (row,) = extract_batch(pa.table({"id": ["a"], "text": [text]})).to_pylist()
        assert row.pop("error") is None
        for unit in row["units"]:
            unit["duties"] = nested(unit["duties"])
        assert Document.model_validate(row) == extract(text, id="a")


def test_a_failed_page_is_a_row_with_its_error(monkeypatch: pytest.MonkeyPatch) -> None:
    from pipeline import extraction

    sound = extraction.extract_source

    def breaks(source: Any, *, id: str, profile: str) -> Document:
        if id == "poison":
            raise RecursionError("too deep")
        return sound(source, id=id, profile=profile)

    monkeypatch.setattr(extraction, "extract_source", breaks)
    ids = ["a", None, "empty", "none", "poison", "a"]
    texts = [SHORT, SHORT, " ", None, SHORT, SHORT]
    pages = pa.table({"id": ids, "text": texts, "n": list(range(6))})
    found = extract_batch(pages, table="duties").select(["document_id", "number", "error", "n"]).to_pylist()
    assert [tuple(row.values()) for row in found if not (row["error"] or "").startswith("RecursionError")] == [
        ("a", 1, None, 0),
        ("a", 2, None, 0),
        (None, None, "the id is missing", 1),
        ("empty", None, "the text is nothing but white space", 2),
        ("none", None, "the text is missing", 3),
        ("a", 1, None, 5),
        ("a", 2, None, 5),
    ]
    (poison,) = [row for row in found if row["n"] == 4]
    assert poison["error"].startswith("RecursionError: too deep (page_job.py:")


@pytest.mark.parametrize("table", TABLES)
def test_the_schema_is_the_same_whatever_a_batch_holds(table: str) -> None:
    batches = [
        PAGES.empty_table(),
        pa.Table.from_pylist([{"id": None, "text": None}], PAGES),
        pa.Table.from_pylist([{"id": "a", "text": "Nothing here."}], PAGES),
        pa.Table.from_pylist([{"id": "a", "text": TEXT, "url": "u", "title": 1}], PAGES),
    ]
    for batch in batches:
        found = extract_batch(batch, table=table)
        assert found.schema == result_schema(PAGES, table)
        found.validate(full=True)
    own = list(Document.model_fields) if table == "documents" else list(COLUMNS[table])
    assert result_schema(PAGES, table).names == [
        *own,
        "error",
        "url",
        "page_title" if table == "documents" else "title",
    ]
    kinds = {str(f.type) for f in result_schema(PAGES, table) if f.name in own}
    assert table == "documents" or kinds == {"string", "int64"}


@pytest.mark.parametrize(
    "pages",
    [
        pa.table({"text": [SHORT]}),
        pa.table({"id": ["a"]}),
        pa.table({"id": [["a"]], "text": [SHORT]}),
        pa.table({"id": ["a"], "text": [5]}),
        pa.table({"id": ["a"], "text": pa.nulls(1)}),
        pa.table({"n": [1]}),
    ],
)
def test_columns_that_are_missing_or_of_the_wrong_type_are_errors_of_the_rows(pages: pa.Table) -> None:
    (row,) = extract_batch(pages).to_pylist()
    assert row["error"].startswith(("the id is", "the text is"))
    assert row["units"] is None


def test_a_table_gives_a_table_and_a_batch_a_batch() -> None:
    table = pa.concat_tables([pa.table({"id": [name], "text": [SHORT], "n": [name]}) for name in "abc"])
    kinds = pa.table({"id": pa.array([1, 2], pa.uint8()), "text": pa.array([SHORT] * 2).dictionary_encode()})
    assert extract_batch(table).column("n").to_pylist() == ["a", "b", "c"]
    (batch,) = kinds.to_batches()
    found = extract_batch(batch)
    assert isinstance(found, pa.RecordBatch)
    assert found.column("id").to_pylist() == ["1", "2"]
    assert extract_batch(batch.slice(1)).column("id").to_pylist() == ["2"]


def test_what_is_asked_wrong_raises() -> None:
    with pytest.raises(ValueError, match="no table 'words'"):
        extract_batch(PAGES.empty_table(), table="words")
    with pytest.raises(ProfileError):
        extract_batch(PAGES.empty_table(), profile="nowhere.toml")


def test_no_two_carried_columns_come_to_one_name() -> None:
    own = {"title", "page_x"}
    names = ["title", "page_title", "page_page_title", "page_x", "page_page_x", "x", "page_", "url", "page_url"]
    found = [carried_name(name, own) for name in names]
    assert len(set(found)) == len(names)
    assert not own & set(found)
