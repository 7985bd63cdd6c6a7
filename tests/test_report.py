"""The report in its four formats, on small diffs written by hand."""

from __future__ import annotations

import json
import subprocess
import sys
from typing import get_args

import pytest
from markdown_it import MarkdownIt

from pipeline.compare import diff as compared
from pipeline.compare.entry import Kind
from pipeline.extraction import extract
from pipeline.model import Diff, Document, DocumentDiff, Group, Quote, Subunits
from pipeline.report import SourcePair, render
from pipeline.report.evidence import Evidence, Lines
from pipeline.report.kinds import KINDS, SHOWN
from pipeline.report.visible import visible
from pipeline.report.wording import marked
from tests.report_fixtures.small import (
    HOSTILE,
    NEW,
    OLD,
    SEAL,
    TASKS,
    UPDATE,
    UPDATE_CONTEXT,
    change,
    diff_of,
    document,
    place,
)

FORMATS = ("text", "json", "markdown", "html")
SAME = {"sources": {"page": SourcePair(OLD, OLD)}}


def html(diff: Diff, **context: object) -> str:
    return render(diff, "html", **context)  # type: ignore[arg-type]


def test_text_of_an_update() -> None:
    assert render(UPDATE, "text", **UPDATE_CONTEXT) == (
        "4 changes in 2 units\n"
        "      1  duty moved\n"
        "      1  duty reworded\n"
        "      2  duties renumbered\n"
        "  4 the page changed\n"
        "\n"
        "City of Remit  raw/page.txt\n"
        "\n"
        "  Office\n"
        "    # duties renumbered        No. 3 → No. 2  line 3\n"
        "    ± duty reworded            Manage the seal and the [-archive-]{+files of the house+}  line 2\n"
        "\n"
        "  Treasury\n"
        "    → duty moved               Draft reports  (from Office)  line 6\n"
        "    # duties renumbered        No. 2 → No. 3  line 7\n"
    )


def test_colour_only_where_asked_for() -> None:
    assert "\x1b" not in render(UPDATE, "text", **UPDATE_CONTEXT)
    coloured = render(UPDATE, "text", color=True, **UPDATE_CONTEXT)
    assert "Manage the seal and the \x1b[31;9marchive\x1b[0m\x1b[32;4mfiles of the house\x1b[0m" in coloured


def test_markdown_of_an_update() -> None:
    assert render(UPDATE, "markdown", **UPDATE_CONTEXT) == (
        "## 4 changes in 2 units\n\n"
        "| What happened | Number |\n| --- | ---: |\n"
        "| → Duty moved | 1 |\n| ± Duty reworded | 1 |\n| # Duties renumbered | 2 |\n\n"
        "| Why | Number |\n| --- | ---: |\n| The page changed | 4 |\n\n"
        "Findings: **0 new**, **0 resolved**\n\n"
        "### `Office`\n\n"
        "**# Duties renumbered** · line 4 → 3\n\n```diff\n- No. 3\n+ No. 2\n```\n\n"
        "**± Duty reworded** · line 2\n\n"
        "```diff\n- Manage the seal and the [-archive-]\n+ Manage the seal and the {+files of the house+}\n```\n\n"
        "### `Treasury`\n\n"
        "**→ Duty moved** · line 3 → 6 · from `Office`\n\n```diff\n  Draft reports\n```\n\n"
        "**# Duties renumbered** · line 7\n\n```diff\n- No. 2\n+ No. 3\n```\n"
    )


def test_json_is_the_model() -> None:
    assert render(UPDATE, "json") == UPDATE.model_dump_json(indent=2) + "\n"


def test_html_of_an_update() -> None:
    page = html(UPDATE, **UPDATE_CONTEXT)
    assert page.startswith("<!doctype html>\n")
    assert page.endswith("</html>\n")
    assert "Manage the seal and the <del>archive</del>" in page
    assert "Manage the seal and the <ins>files of the house</ins>" in page
    assert "1. <mark>Manage the seal and the archive</mark>;" in page
    assert 'Before, in <bdi>Office</bdi></dt><dd dir="auto">Draft reports' in page
    assert page.count("<article ") == 4
    assert "unsafe" not in page.split("</head>")[0]


@pytest.mark.parametrize("format", ["text", "markdown"])
def test_nothing_changed_is_a_line(format: str) -> None:
    for diff in (diff_of([]), Diff(schema_version="1.0", documents=[])):
        assert render(diff, format) == "Nothing changed.\n"  # type: ignore[arg-type]
        assert "<h1>Nothing changed.</h1>" in html(diff)


def test_another_format_is_refused() -> None:
    with pytest.raises(ValueError, match="no such format: pdf"):
        render(UPDATE, "pdf")  # type: ignore[arg-type]


@pytest.mark.parametrize("format", FORMATS)
def test_no_document_or_source_is_needed(format: str) -> None:
    assert "Draft reports" in render(UPDATE, format)  # type: ignore[arg-type]


def test_every_kind_has_a_name() -> None:
    assert set(KINDS) == set(get_args(Kind))


@pytest.mark.parametrize("kind", get_args(Kind))
def test_every_kind_shows_in_every_format(kind: str) -> None:
    gone = kind.endswith("-removed")
    one = change(kind, "before it", None if gone else "after it", (0, 6), unit=None if "title" in kind else "office")
    for format in FORMATS:
        shown = render(diff_of([one]), format, **UPDATE_CONTEXT)  # type: ignore[arg-type]
        assert "before" in shown, format


def test_what_the_program_reads_differently_is_told_from_edits() -> None:
    """The same page, and a duty that is no longer read: nobody removed it."""
    diff = diff_of([change("duty-removed", SEAL, None, place(OLD, SEAL), unit="office", cause="extractor")], OLD, OLD)
    for context in ({}, SAME, SAME | {"old_documents": UPDATE_CONTEXT["old_documents"]}):
        shown = render(diff, "text", **context)  # type: ignore[arg-type]
        assert "The page is the same; the program reads it differently." in shown
        assert "regression: the program no longer reads this, though its words still stand" in shown
        assert "**Regression:**" in render(diff, "markdown", **context)  # type: ignore[arg-type]
        assert "<strong>Regression.</strong>" in html(diff, **context)


def test_a_regression_is_found_in_a_page_that_changed_elsewhere() -> None:
    gone = change("duty-removed", "Keep the accounts", None, place(OLD, "Keep the accounts"), cause="extractor")
    context = {"sources": {"page": SourcePair(OLD, NEW)}}
    assert '<span class="number">new 5</span>' in html(diff_of([gone]), **context)
    assert "1 regression" in render(diff_of([gone]), "text", **context)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("cause", "words"), [("source", "Keep the accounts"), ("unknown", "Keep the accounts"), ("extractor", "archive")]
)
def test_no_regression_without_proof(cause: str, words: str) -> None:
    """The words must stand in the new source, and the cause must be the program."""
    gone = change("duty-removed", words, None, place(OLD, words), cause=cause)
    assert "egression" not in render(diff_of([gone]), "text", sources={"page": SourcePair(OLD, NEW)})


def test_phrases_of_most_units_come_last() -> None:
    names = ("Alpha", "Beta", "Gamma", "Delta")
    old = "\n".join(f"{name}\n1. {TASKS};" for name in names)
    new = "\n".join(f"{name}\n1. {TASKS};\n2. Guard {name}." for name in names[1:])
    added = [
        change("duty-removed", TASKS, None, place(old, TASKS), unit="beta"),
        change("duty-added", None, "Guard Beta", place(new, "Guard Beta"), unit="beta"),
    ]
    documents = {"page": document(old, {name: [TASKS] for name in names})}
    shown = render(diff_of(added, old, new), "text", old_documents=documents)
    assert shown.index("Guard Beta") < shown.index(TASKS)
    assert "A phrase of 4 units" in html(diff_of(added, old, new), old_documents=documents)


def test_findings_are_counted() -> None:
    found = [
        change("finding-added", None, "The source declares 3 members and lists 2.", (0, 6)),
        change("finding-added", None, "Another.", (0, 6)),
        change("finding-removed", "Old news.", None, (0, 6), cause="unknown"),
    ]
    assert "  findings: 2 new, 1 resolved\n" in render(diff_of(found), "text")
    assert "Findings: **2 new**, **1 resolved**" in render(diff_of(found), "markdown")


def test_what_is_told_in_other_words_is_not_counted_as_new() -> None:
    found = [
        change("note-added", "Open till five.", "Open till six.", (0, 6), unit="office"),
        change("finding-added", "It declares 3.", "It declares 4.", (0, 6), unit="office"),
    ]
    shown = render(diff_of(found), "text")
    assert "1  note reworded\n" in shown
    assert "1  finding changed\n" in shown
    assert "note added" not in shown
    assert "findings:" not in shown
    page = html(diff_of(found))
    assert page.count('data-kind="note-reworded"') == page.count('data-kind="finding-changed"') == 2
    assert "<dt>New</dt><dd>0</dd>" in page


def test_every_part_of_a_split_or_merger_has_its_line() -> None:
    units: dict[str, list[str]] = {"Office": [], "Treasury": []}
    both = document(OLD, units), document(NEW, units)
    titles, one = "Office; Treasury", "Office"
    for kind, before, after, lines in (
        ("unit-merged", titles, one, [("old", 1), ("old", 5), ("new", 1)]),
        ("unit-split", one, titles, [("old", 1), ("new", 1), ("new", 4)]),
    ):
        one_change = diff_of([change(kind, before, after, (0, 6), unit="office")])
        context = UPDATE_CONTEXT | {"old_documents": {"page": both[0]}, "new_documents": {"page": both[1]}}
        page = html(one_change, **context)
        found = [tuple(part.split("</span>")[0].split()) for part in page.split('<span class="number">')[1:]]
        assert [(side, int(line.split("–")[0])) for side, line in found] == lines


@pytest.mark.parametrize("format", ["text", "markdown", "html"])
def test_a_page_that_lost_its_units_is_not_the_page(format: str) -> None:
    documents = {
        "old_documents": {"page": document(OLD, {"Office": [SEAL]})},
        "new_documents": {"page": document("<html>404</html>", {}).model_copy(update={"organization": None})},
    }
    gone = change("unit-removed", "Office", None, (0, 6), unit="office")
    shown = render(diff_of([gone]), format, **documents)  # type: ignore[arg-type]
    assert "probably not the page" in shown
    assert "404" not in shown
    assert "City of Remit" in shown or format == "markdown"
    assert "probably not" not in render(diff_of([gone], OLD, OLD), format, **documents)  # type: ignore[arg-type]


CUT_PAGE = """Internal organizations of Harbour Authority

General Office

Administrative level: division

Main responsibilities:

1. Draft manuscripts and compile major events;

2. Manage documents, files and the seals of the authority;

3. Host visitors.

Tariff Department

Main responsibilities:

1. Publish price information;

2. Make binding decisions.

Pilot Department

Main responsibilities:

1. Bring ships into the harbour.

Contact telephone: 12345678
"""


def report_of(old: str, new: str) -> str:
    one, other = extract(old, id="page"), extract(new, id="page")
    documents = {"old_documents": {"page": one}, "new_documents": {"page": other}}
    return render(compared(one, other), "text", **documents)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "last",
    ["files and the se", "Draft", "major events;", "Main responsibilities:\n\n1", "visitors.", "visitors.\n\nTariff"],
)
def test_a_page_without_its_end_seems_to_be_cut_off(last: str) -> None:
    shown = report_of(CUT_PAGE, CUT_PAGE[: CUT_PAGE.index(last) + len(last)])
    assert "seems to be cut off" in shown


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("1. Draft", "1. Write"),
        (CUT_PAGE[CUT_PAGE.index("\nPilot") :], ""),  # the last unit alone may have been abolished
        (CUT_PAGE[CUT_PAGE.index("\nTariff") : CUT_PAGE.index("\nContact")], ""),  # what stood behind them is there
        ("\n2. Make binding decisions.\n", ""),
    ],
)
def test_a_page_with_less_on_it_is_not_cut_off(old: str, new: str) -> None:
    assert "cut off" not in report_of(CUT_PAGE, CUT_PAGE.replace(old, new))


def test_a_unit_that_moved_has_its_new_neighbour() -> None:
    moved = change("unit-moved", "1", "2", place(NEW, "Treasury"), unit="treasury")
    assert "Place 1 → Place 2  (now behind Office)" in render(diff_of([moved]), "text", **UPDATE_CONTEXT)


def test_every_sign_is_in_the_fonts_that_everybody_has() -> None:
    """Windows Glyph List 4 and the tick are what even a bare browser shows."""
    assert {kind.sign for kind in SHOWN.values()} <= set("+−±→#!✓‹›")


def test_what_an_added_unit_consists_of_is_told() -> None:
    added = change("unit-added", None, "Treasury", place(NEW, "Treasury"), unit="treasury")
    shown = render(diff_of([added]), "text", new_documents=UPDATE_CONTEXT["new_documents"])
    assert "Treasury  (3 duties)" in shown


def test_a_department_that_came_along_with_an_added_unit_has_its_old_unit() -> None:
    def listing(one: Document, unit: int, name: str) -> Document:
        quote = Quote(text=name, start=0, end=len(name))
        group = Group(label=None, declared=None, level=None, members=[quote])
        units = list(one.units)
        units[unit] = units[unit].model_copy(
            update={"subunits": Subunits(listing="listed", text=quote, groups=[group])}
        )
        return one.model_copy(update={"units": units})

    old = listing(document(OLD, {"Office": []}), 0, "Cash Desk")
    new = listing(document(NEW, {"Office": [], "Treasury": []}), 1, "Cash Desk")
    added = change("unit-added", None, "Treasury", place(NEW, "Treasury"), unit="treasury")
    shown = render(diff_of([added]), "text", old_documents={"page": old}, new_documents={"page": new})
    assert "Treasury  (0 duties, 1 sub-department, Cash Desk from Office)" in shown
    both = listing(new, 0, "Cash Desk")
    shown = render(diff_of([added]), "text", old_documents={"page": old}, new_documents={"page": both})
    assert "from Office" not in shown


def test_a_removal_is_listed_under_the_unit_of_today() -> None:
    """A removal names the old unit's id, even where the unit has another name now."""
    old, new = document(OLD, {"Office": [SEAL]}), document(NEW.replace("Office", "Bureau"), {"Bureau": []})
    changes = [
        change("unit-renamed", "Office", "Bureau", (0, 6), unit="bureau"),
        change("duty-removed", SEAL, None, place(OLD, SEAL), unit="office"),
    ]
    shown = render(diff_of(changes), "text", old_documents={"page": old}, new_documents={"page": new})
    assert "\n  Bureau\n" in shown
    assert "\n  Office\n" not in shown


def test_an_old_unit_is_not_taken_for_a_new_one_of_its_id() -> None:
    old, new = document(OLD, {"Office": [SEAL]}), document(NEW, {"Office": []})
    changes = [
        change("unit-removed", "Office", None, (0, 6), unit="office"),
        change("unit-added", None, "Office", (0, 6), unit="office"),
    ]
    shown = render(diff_of(changes), "text", old_documents={"page": old}, new_documents={"page": new})
    assert shown.count("\n  Office\n") == 2


def test_links_outlive_other_changes() -> None:
    def anchors(diff: Diff) -> list[str]:
        return [line.split('id="')[1].split('"')[0] for line in html(diff).splitlines() if "<article" in line]

    (document_diff,) = UPDATE.documents
    one = document_diff.changes[1]
    assert anchors(diff_of([one]))[0] in anchors(UPDATE)
    twice = anchors(diff_of([one, one]))
    assert len(set(twice)) == 2


def test_several_documents_have_headings_of_their_own() -> None:
    (one,) = UPDATE.documents
    gone = DocumentDiff(id="other", old=one.old, new=None, changes=one.changes[:1], summary={})
    both = Diff(schema_version="1.0", documents=[one, gone])
    assert "other (no extraction now: its page is gone, or could not be read)" in render(both, "text").replace(
        "  ", " "
    )
    assert html(both).count('<section class="document"') == 2


# Hostile text ---------------------------------------------------------------------------------------------------


def hostile_diff() -> Diff:
    return diff_of(
        [
            change("duty-added", None, HOSTILE, (0, len(HOSTILE)), unit=HOSTILE),
            change("duty-reworded", HOSTILE, HOSTILE + " more", (0, len(HOSTILE)), unit=HOSTILE),
            change("duty-removed", HOSTILE, None, (0, len(HOSTILE)), unit="office"),
        ],
        HOSTILE,
        HOSTILE,
        name=HOSTILE,
    )


HOSTILE_SOURCES = {HOSTILE: SourcePair(HOSTILE, HOSTILE)}


@pytest.mark.parametrize("format", FORMATS)
def test_nothing_that_acts_gets_through(format: str) -> None:
    shown = render(hostile_diff(), format, sources=HOSTILE_SOURCES)  # type: ignore[arg-type]
    assert not [c for c in shown if not c.isprintable() and c != "\n"]


def test_hostile_json_says_the_same() -> None:
    shown = render(hostile_diff(), "json")
    assert json.loads(shown) == hostile_diff().model_dump(mode="json")


def test_hostile_html_is_text() -> None:
    page = html(hostile_diff(), sources=HOSTILE_SOURCES)
    assert page.count("<script>") == page.count("</script>") == 1
    assert "<img" not in page
    assert "{{ 7 * 7 }}" in page


def test_hostile_markdown_is_text() -> None:
    """Outside of code there is nothing but what the report itself says: no link, no image, no element, no mention."""
    for number in (1, 30):
        diff = hostile_diff()
        (one,) = diff.documents
        many = Diff(schema_version="1.0", documents=[one.model_copy(update={"changes": one.changes * number})])
        shown = render(many, "markdown", sources=HOSTILE_SOURCES)
        tokens = MarkdownIt("commonmark", {"linkify": False}).enable("table").parse(shown)
        leaves = [leaf for token in tokens for leaf in (token.children or [token])]
        outside = [leaf.content for leaf in leaves if leaf.type not in ("code_inline", "fence", "inline")]
        assert not {leaf.type for leaf in leaves} & {"link_open", "image", "html_inline", "autolink"}
        for words in ("evil", "octocat", "alert", "heading"):
            for content in outside:
                # Folded units have their name in an element of their own, escaped.
                bare = content.split("<code>")[0] + content.rpartition("</code>")[2]
                assert words not in bare
                assert "<img" not in content
                assert "<script" not in content


@pytest.mark.parametrize("ticks", ["`", "a`b", "``", "``a`", "`` ` ```", "", " ", "a\\"])
def test_a_code_span_holds_any_ticks(ticks: str) -> None:
    from pipeline.report.markdown import code

    (_, inline, _) = MarkdownIt().parse(f"x {code(ticks)} y")
    kinds = [child.type for child in inline.children or []]
    assert kinds == ["text", "code_inline", "text"]


def test_markdown_fits_into_a_comment() -> None:
    many = [change("duty-added", None, f"Duty {n} " + "word " * 60, (0, 6), unit=f"unit-{n % 50}") for n in range(3000)]
    shown = render(diff_of(many), "markdown")
    assert len(shown) < 65_000
    assert shown.endswith(" more changes did not fit in here.*\n")


# The pieces -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("plain – naïve 中文", "plain – naïve 中文"),
        ("\x1b]0;x\x07", "\\u{1b}]0;x\\u{7}"),
        ("\u202eabc\u2066", "\\u{202e}abc\\u{2066}"),
        ("a\nb\r\tc", "a\\nb\\r\\tc"),
        ("\ud800\U000e0041", "\\u{d800}\\u{e0041}"),
        ("e" + "\u0301" * 5, "e" + "\u0301" * 3 + "\\u{301}\\u{301}"),
    ],
)
def test_what_acts_is_shown_as_an_escape(text: str, shown: str) -> None:
    assert visible(text) == shown


@pytest.mark.parametrize(
    ("before", "after", "old", "new"),
    [
        ("a b c", "a b c", ["a b c"], ["a b c"]),
        ("Manage the seal", "Guard the seal", ["*Manage", " the seal"], ["*Guard", " the seal"]),
        (
            "Keep files, seals",
            "Keep files and seals",
            ["Keep files", "*,", " seals"],
            ["Keep files ", "*and", " seals"],
        ),
        ("one two three", "four five six", ["*one two three"], ["*four five six"]),
        ("Draft it", "Draft it again", ["Draft it"], ["Draft it ", "*again"]),
        ("", "new", [], ["*new"]),
        # "the" between two rewritten halves is chance.
        (
            "Plan yearly budgets the council approves for roads",
            "Plan monthly meetings the mayor attends for roads",
            ["Plan ", "*yearly budgets the council approves", " for roads"],
            ["Plan ", "*monthly meetings the mayor attends", " for roads"],
        ),
    ],
)
def test_words_that_changed(before: str, after: str, old: list[str], new: list[str]) -> None:
    shown = [[("*" if part.changed else "") + part.text for part in parts] for parts in marked(before, after)]
    assert shown == [old, new]


def test_marking_words_is_bounded() -> None:
    before, after = "a b " * 20_000, "b a c " * 15_000
    for text, parts in zip((before, after), marked(before, after), strict=True):
        assert "".join(part.text for part in parts) == text


def test_lines_are_cut_where_editors_cut_them() -> None:
    lines = Lines("one\r\ntwo\x0b\u2028\x85still two\rthree\n\nfive")
    text = "one\r\ntwo\x0b\u2028\x85still two\rthree\n\nfive"
    for words, number in (("one", 1), ("still", 2), ("three", 3), ("five", 5)):
        found = lines.around(*place(text, words))
        assert found
        assert (found.line, found.body) == (number, words)
    assert lines.around(0, len(text) + 1) is None
    assert lines.around(0, len(text)) == Evidence(1, 5, "", "one", "")


def test_a_long_line_is_shortened_around_the_place() -> None:
    text = "x " * 500 + "here" + " y" * 500
    found = Lines(text).around(1000, 1004)
    assert found
    assert (found.head[0], found.body, found.tail[-1]) == ("…", "here", "…")
    assert len(found.head) < 100
    assert len(found.tail) < 100


def test_showing_starts_fast() -> None:
    """Whoever only prints text does not pay for the template engine, and an import for nothing at all."""
    script = (
        "import sys, pipeline.report\n"
        "assert not {'jinja2', 'pydantic', 'rapidfuzz', 'spacy'} & sys.modules.keys()\n"
        "from pipeline.model import Diff\n"
        "pipeline.report.render(Diff(schema_version='1.0', documents=[]), 'text')\n"
        "assert not {'jinja2', 'spacy'} & sys.modules.keys()\n"
    )
    subprocess.run([sys.executable, "-c", script], check=True, timeout=60)


def replaced_everywhere(times: int) -> Diff:
    """The same word of a level replaced in so many units, and a change of one unit alone."""
    levels = [
        change(
            "level-changed", f"{rank} level", f"{rank.replace('Bureau', 'Section')} level", (0, 6), unit=f"unit-{at}"
        )
        for at, rank in enumerate(["Bureau", "Deputy Bureau", *["Bureau"] * (times - 2)])
    ]
    return diff_of([*levels, change("duty-added", None, "Keep the accounts", (0, 6), unit="unit-0")])


def test_the_same_change_in_many_places_is_told_once() -> None:
    shown = render(replaced_everywhere(6), "text")
    assert shown.endswith(
        "  The same change in many places\n"
        "    ± level changed            6 times in 6 units, the same words each time: [-Bureau-]{+Section+} level\n"
        "      unit-0, unit-1, unit-2, unit-3, unit-4, unit-5\n"
        "\n"
        "  unit-0\n"
        "    + duty added               Keep the accounts\n"
    )
    markdown = render(replaced_everywhere(6), "markdown")
    assert markdown.count("Level changed") == 2  # the summary has it, too
    assert "**± Level changed** · 6 times in 6 units, the same words each time" in markdown
    assert "In `unit-0, unit-1, unit-2, unit-3, unit-4, unit-5`" in markdown
    page = html(replaced_everywhere(6))
    assert page.count('class="repeat"') == 1
    assert page.count('data-kind="level-changed"') == 7  # each stays where it is, and can be linked to
    assert page.count("One of 6") == 6


def test_a_change_in_many_places_has_the_line_of_each() -> None:
    spans = [place(NEW, words) for words in ("Manage", "Draft", "Treasury", "Manage", "Draft")]
    units = ("office", "treasury", "treasury", "office", "office")
    both = zip(spans, units, strict=True)
    levels = [change("level-changed", "Bureau", "Section", span, unit=unit) for span, unit in both]
    shown = render(diff_of(levels), "text", **UPDATE_CONTEXT)
    assert "5 times in 2 units: Bureau → Section\n      Office (lines 2, 2, 6), Treasury (lines 6, 4)\n" in shown


def test_a_few_equal_changes_stand_where_they_are() -> None:
    shown = render(replaced_everywhere(4), "text")
    assert "many places" not in shown
    assert shown.count("level changed  ") == 4


def test_numbers_that_shift_alike_are_no_repeat() -> None:
    shifts = [change("duty-renumbered", "3-6", "4-7", (0, 6), unit=f"unit-{at}") for at in range(9)]
    assert "many places" not in render(diff_of(shifts), "text")


def test_words_that_one_side_alone_has_are_shown_in_their_place() -> None:
    before, after = "Study and answer the letters of the public", "Study in depth and answer letters of the public"
    shown = render(diff_of([change("duty-reworded", before, after, (0, 6), unit="office")]), "text")
    assert "Study {+in depth+} and answer [-the-] letters of the public" in shown
