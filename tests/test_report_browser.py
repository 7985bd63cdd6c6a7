"""The HTML report in a real Chromium, opened from disk as a reviewer opens it.

`tests/browser_setup.sh` installs what this needs. Without it these tests fail: a report that nobody looked at in a
browser has not been tested.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect, sync_playwright

from pipeline.model import Change, Diff
from pipeline.report import SourcePair, render
from tests.report_fixtures.small import HOSTILE, NEW, OLD, SEAL, UPDATE, UPDATE_CONTEXT, change, diff_of, place

CHROMIUM = Path("/usr/bin/chromium")
SETUP = "run tests/browser_setup.sh first"
ARGUMENTS = ("--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-dev-shm-usage")
SERIOUS = ("serious", "critical")


def axe_script() -> Path:
    version = re.search(r"AXE_VERSION=(\S+)", Path(__file__).with_name("browser_setup.sh").read_text(encoding="utf-8"))
    assert version
    cache = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache")
    script = cache / "remit" / f"axe-core-{version[1]}" / "node_modules" / "axe-core" / "axe.min.js"
    assert script.is_file(), f"no axe-core at {script}: {SETUP}"
    return script


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    assert CHROMIUM.exists(), f"no Chromium at {CHROMIUM}: {SETUP}"
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=str(CHROMIUM), args=list(ARGUMENTS))
        yield chromium
        chromium.close()


@dataclass
class Opened:
    """A page and everything it said or asked for while it was open."""

    page: Page
    said: list[str] = field(default_factory=list)
    requests: list[str] = field(default_factory=list)


@pytest.fixture
def open_report(browser: Browser, tmp_path: Path) -> Iterator[Any]:
    """Opens a diff as a report; in the end nothing may have been requested, said on the console, or run."""
    opened: list[Opened] = []

    def opener(diff: Diff, context: dict[str, Any] | None = None, at: str = "", **options: Any) -> Page:
        file = tmp_path / "diff.html"
        file.write_text(render(diff, "html", **(context or {})), encoding="utf-8")
        page = browser.new_context(**options).new_page()
        one = Opened(page)
        page.on("console", lambda message: one.said.append(message.text))
        page.on("pageerror", lambda error: one.said.append(str(error)))
        page.on("dialog", lambda dialog: (one.said.append(dialog.message), dialog.dismiss()))
        page.on("request", lambda request: one.requests.append(request.url))
        opened.append(one)
        page.goto(file.as_uri() + at)
        return page

    yield opener
    for one in opened:
        assert one.said == []
        assert {url.split("#")[0] for url in one.requests} == {(tmp_path / "diff.html").as_uri()}
        one.page.context.close()


def shown(page: Page) -> list[str]:
    """What the changes that are shown are called."""
    changes = page.locator(".change:not([hidden], [hidden] *) h4 span:last-child")
    return changes.all_text_contents()


def focused(page: Page) -> str | None:
    return page.evaluate("document.activeElement.id")  # type: ignore[no-any-return]


EVERYTHING = diff_of(
    [
        *UPDATE.documents[0].changes,
        change("unit-added", None, "Mayor's Office", place(NEW, "Office"), unit="mayors-office"),
        change("duty-removed", "Keep the accounts", None, place(OLD, "Keep"), unit="treasury", cause="extractor"),
        change("duty-reworded", SEAL, SEAL.upper(), place(NEW, "Manage"), unit="office", cause="extractor"),
        change("level-changed", "Section", "Division", place(NEW, "Treasury"), unit="treasury", cause="unknown"),
        change("finding-added", None, "A number is missing.", (0, 6), unit="treasury"),
        change("title-changed", "The old title", "The new title", (0, 6)),
    ]
)


def ten_thousand() -> Diff:
    def one(number: int) -> Change:
        words = f"Duty {number}: answer the letters of district {number % 97}"
        return change("duty-reworded", words, f"{words} within a week", (0, 6), unit=f"unit-{number // 20}")

    return diff_of([one(number) for number in range(10_000)])


def test_every_change_is_there_with_its_words_and_its_lines(open_report: Any) -> None:
    page = open_report(EVERYTHING, UPDATE_CONTEXT)
    assert page.title() == "10 changes – City of Remit"
    assert page.locator("h1").inner_text() == "City of Remit"
    assert page.locator(".unit h3").all_inner_texts() == ["The document itself", "Office", "Treasury", "mayors-office"]
    # What is out of sight is skipped by the painter, not by whoever looks for words.
    text = page.locator("#changes").text_content()
    for one in EVERYTHING.documents[0].changes:
        for value in (one.before, one.after):
            assert value is None or value in text
    assert page.evaluate("window.find('The page is the same here; the program changed.')")
    reworded = page.locator(".change[data-kind=duty-reworded]").first
    assert reworded.locator("del").all_inner_texts() == ["archive"]
    assert reworded.locator("ins").all_inner_texts() == ["files of the house"]
    reworded.locator("summary").click()
    assert reworded.locator(".line .number").all_inner_texts() == ["old 2", "new 2"]
    assert reworded.locator(".line code").first.inner_text() == "1. Manage the seal and the archive;"


def test_old_and_new_stand_side_by_side_and_on_a_phone_below_each_other(open_report: Any) -> None:
    for width, beside in ((1280, True), (360, False)):
        page = open_report(EVERYTHING, UPDATE_CONTEXT, viewport={"width": width, "height": 800})
        sides = page.locator(".change[data-kind=duty-reworded]").first
        sides.evaluate("e => e.scrollIntoView()")
        # Both at one moment: between two questions the page may still settle by a fraction of a pixel.
        old, new = sides.evaluate(
            "e => ['old', 'new'].map(side => e.querySelector(`.sides .${side}`).getBoundingClientRect().top)"
        )
        assert (old == new) is beside
        assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_what_changed_is_told_without_colour(open_report: Any) -> None:
    page = open_report(EVERYTHING, UPDATE_CONTEXT)
    for element, line in (("del", "line-through"), ("ins", "underline")):
        style = page.locator(element).first.evaluate("e => getComputedStyle(e).textDecorationLine")
        assert style == line


def test_filters_by_kind_unit_and_cause(open_report: Any) -> None:
    page = open_report(EVERYTHING, UPDATE_CONTEXT)
    page.select_option("#kind", "duty-renumbered")
    assert shown(page) == ["Duties renumbered", "Duties renumbered"]
    assert page.locator("#status").inner_text() == "2 of 10 changes"
    page.select_option("#unit", label="Office (3)")
    assert shown(page) == ["Duties renumbered"]
    assert page.locator(".unit:not([hidden])").count() == 1
    page.locator("#clear").click()
    assert len(shown(page)) == 10
    page.select_option("#cause", "unknown")
    assert shown(page) == ["Level changed"]
    page.select_option("#kind", "title-changed")
    assert shown(page) == []
    assert page.locator("#empty").is_visible()
    page.keyboard.press("Escape")


def test_a_line_of_the_summary_filters(open_report: Any) -> None:
    page = open_report(EVERYTHING, UPDATE_CONTEXT)
    page.locator(".kinds a[data-kind=duty-moved]").click()
    assert shown(page) == ["Duty moved"]
    page.locator(".kinds a[data-kind=duty-moved]").click()
    assert len(shown(page)) == 10


def test_search_finds_words_across_marks_and_units(open_report: Any) -> None:
    page = open_report(EVERYTHING, UPDATE_CONTEXT)
    for query, kinds in {
        "MANAGE  tasks": [],
        "FILES  before seal": ["Duty reworded", "Duty reworded"],
        "treasury draft": ["Duty moved"],
        "no such words": [],
        "regression": ["Duty removed"],
    }.items():
        page.fill("#query", query)
        expect(page.locator("#status")).to_have_text(f"{len(kinds)} of 10 changes")
        assert shown(page) == kinds


def test_keys(open_report: Any) -> None:
    page = open_report(EVERYTHING, UPDATE_CONTEXT)
    ids = page.locator(".change").evaluate_all("all => all.map(one => one.id)")
    page.keyboard.press("p")
    for place_ in (0, 1, 2):
        page.keyboard.press("n")
        assert focused(page) == ids[place_]
        assert page.locator(f"#{ids[place_]}").evaluate("e => e.getBoundingClientRect().top") < 800
    page.keyboard.press("p")
    assert focused(page) == ids[1]
    page.keyboard.press("e")
    assert page.locator(f"#{ids[1]} details").get_attribute("open") is not None
    page.select_option("#kind", "duty-renumbered")
    page.keyboard.press("Escape")
    page.locator("h1").click()
    page.keyboard.press("/")
    assert focused(page) == "query"
    page.keyboard.type("n?")
    assert page.input_value("#query") == "n?"
    page.keyboard.press("Escape")
    assert page.input_value("#query") == ""
    for _ in range(30):
        page.keyboard.press("n")
    assert focused(page) == ids[-1]


def test_help_opens_and_keys_can_be_turned_off(open_report: Any) -> None:
    page = open_report(EVERYTHING, UPDATE_CONTEXT)
    page.keyboard.press("?")
    assert page.locator("dialog").is_visible()
    page.locator("#shortcuts").uncheck()
    page.keyboard.press("Escape")
    assert not page.locator("dialog").is_visible()
    page.keyboard.press("n")
    assert page.locator(".change:focus").count() == 0


def test_keys_skip_what_is_filtered_out(open_report: Any) -> None:
    page = open_report(EVERYTHING, UPDATE_CONTEXT)
    page.select_option("#kind", "duty-renumbered")
    page.locator("h1").click()
    for _ in range(2):
        page.keyboard.press("n")
        assert page.locator(".change:focus").get_attribute("data-kind") == "duty-renumbered"


def test_a_link_leads_to_its_change(open_report: Any) -> None:
    page = open_report(EVERYTHING, UPDATE_CONTEXT)
    link = page.locator(".change[data-kind=level-changed] .link").get_attribute("href")
    page = open_report(EVERYTHING, UPDATE_CONTEXT, at=link)
    assert "#" + str(focused(page)) == link
    assert page.locator(str(link)).evaluate("e => e.getBoundingClientRect().top") < 720
    # It also leads there when the change is filtered out.
    page.select_option("#kind", "duty-moved")
    page.evaluate("location.hash = ''")
    page.evaluate("hash => { location.hash = hash }", link)
    expect(page.locator(".change:focus")).to_have_count(1)
    assert "#" + str(focused(page)) == link


def test_reading_needs_no_script(open_report: Any) -> None:
    page = open_report(EVERYTHING, UPDATE_CONTEXT, java_script_enabled=False)
    assert page.locator(".change").count() == 10
    assert page.locator(".change").first.is_visible()
    assert page.locator(".contents").is_visible()
    assert not page.locator(".tools").is_visible()
    assert not page.locator("dialog").is_visible()
    page.locator(".kinds a[data-kind=level-changed]").click()
    assert page.locator(".change[data-kind=level-changed]").is_visible()
    page.locator(".change[data-kind=level-changed] summary").click()
    assert page.locator(".change[data-kind=level-changed] .line").first.is_visible()


@pytest.mark.parametrize("scripts", [True, False])
def test_hostile_text_is_text(open_report: Any, scripts: bool) -> None:
    changes = [
        change("duty-added", None, HOSTILE, (0, len(HOSTILE)), unit=HOSTILE),
        change("unit-renamed", HOSTILE, "x", (0, len(HOSTILE)), unit="office"),
        change("duty-removed", HOSTILE, None, (0, len(HOSTILE)), cause="extractor"),
    ]
    diff = diff_of(changes, HOSTILE, HOSTILE, name=HOSTILE)
    context = {"sources": {HOSTILE: SourcePair(HOSTILE, HOSTILE)}}
    page = open_report(diff, context, java_script_enabled=scripts)
    assert page.locator("img, iframe, link, object, embed").count() == 0
    assert page.locator("script").count() == 1
    text = page.locator("#changes").inner_text()
    for words in ("</script><img src=x onerror=alert(1)>", "\\u{202e}gnp.exe\\u{202c}", "\\u{1b}[31m", "{{ 7 * 7 }}"):
        assert words in text
    assert page.locator(".change").count() == 3


def test_the_policy_lets_nothing_else_run(browser: Browser, tmp_path: Path) -> None:
    """Even an element that got into the page could neither run nor load: the policy is what holds, not luck."""
    file = tmp_path / "diff.html"
    page_text = render(UPDATE, "html")
    injected = (
        '<script>document.title = "run"</script><img src="https://example.invalid/x.png"><p style="color:red">x</p>'
    )
    file.write_text(page_text.replace("<main>", "<main>" + injected), encoding="utf-8")
    page = browser.new_page()
    refused: list[str] = []
    page.on("console", lambda message: refused.append(message.text))
    page.goto(file.as_uri())
    assert page.title() != "run"
    assert len([text for text in refused if "Content Security Policy" in text]) >= 3
    page.close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1280, 360])
def test_axe_finds_nothing_serious(open_report: Any, scheme: str, width: int) -> None:
    page = open_report(
        EVERYTHING,
        UPDATE_CONTEXT,
        # The policy keeps axe out, too; this is the one test that goes around it.
        bypass_csp=True,
        color_scheme=scheme,
        viewport={"width": width, "height": 900},
    )
    # What is out of sight is not painted, and axe can't judge the contrast of what isn't.
    page.evaluate("for (const e of document.querySelectorAll('.change')) e.style.contentVisibility = 'visible'")
    page.evaluate("for (const e of document.querySelectorAll('details')) e.open = true")
    page.evaluate(axe_script().read_text(encoding="utf-8"))
    for opened in (False, True):
        if opened:
            page.keyboard.press("?")
        result = page.evaluate("axe.run()")
        problems = [
            (found["id"], [node["html"] for node in found["nodes"]][:3])
            for found in result["violations"]
            if found["impact"] in SERIOUS
        ]
        assert problems == []
        assert any(rule["id"] == "color-contrast" for rule in result["passes"])


def test_headings_and_landmarks(open_report: Any) -> None:
    page = open_report(EVERYTHING, UPDATE_CONTEXT)
    levels = page.locator("h1, h2, h3, h4").evaluate_all("all => all.map(one => Number(one.tagName[1]))")
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))
    for role in ("banner", "main", "navigation", "search"):
        assert page.get_by_role(role).count() == 1  # type: ignore[arg-type]


def test_what_the_program_reads_differently_is_seen_at_once(open_report: Any) -> None:
    gone = change("duty-removed", SEAL, None, place(OLD, SEAL), unit="office", cause="extractor")
    page = open_report(diff_of([gone], OLD, OLD), {"sources": {"page": SourcePair(OLD, OLD)}})
    assert "The page is the same; the program reads it differently." in page.locator(".lede").inner_text()
    assert page.locator(".banner").is_visible()
    assert (page.locator(".notice").text_content() or "").startswith("Regression.")


def test_the_same_change_in_many_places_leads_to_each_and_gives_way_to_a_search(open_report: Any) -> None:
    levels = [
        change("level-changed", "Bureau level", "Section level", (0, 6), unit=f"unit-{number}") for number in range(30)
    ]
    own = change("duty-added", None, "Keep the accounts", (0, 6), unit="unit-29")
    page = open_report(diff_of([*levels, own]), UPDATE_CONTEXT)
    box = page.locator(".repeats")
    assert "30 times in 30 units" in box.inner_text()
    # A unit with a change of its own comes before those that only share one.
    assert page.locator(".unit h3").first.inner_text() == "unit-29"
    assert shown(page)[:2] == ["Duty added", "Level changed"]
    box.locator("summary").click()
    assert box.locator("li a").count() == 30
    link = box.locator("li a").nth(7)
    link.click()
    expect(page.locator(".change:focus")).to_have_count(1)
    assert "#" + str(focused(page)) == link.get_attribute("href")
    page.select_option("#kind", "duty-added")
    assert not box.is_visible()
    page.locator("#clear").click()
    assert box.is_visible()


def test_print_shows_the_sources_and_no_controls(open_report: Any) -> None:
    page = open_report(EVERYTHING, UPDATE_CONTEXT)
    page.emulate_media(media="print")
    assert not page.locator(".tools").is_visible()
    assert not page.locator(".contents").is_visible()
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    assert page.locator(".change[data-kind=duty-moved] .line").first.is_visible()
    assert page.pdf()[:4] == b"%PDF"


def test_ten_thousand_changes(open_report: Any) -> None:
    page = open_report(ten_thousand())
    assert page.locator(".change").count() == 10_000
    page.fill("#query", "duty 9999")
    expect(page.locator("#status")).to_have_text("1 of 10,000 changes")
    assert len(shown(page)) == 1
    page.locator("#clear").click()
    last = page.locator(".change").last
    last.scroll_into_view_if_needed()
    assert last.is_visible()
    page.keyboard.press("n")
    assert page.locator(".change:focus").count() == 1
    # What is out of sight is skipped: that is what keeps it fast.
    skipped = "e => !e.checkVisibility({contentVisibilityAuto: true})"
    assert page.locator(".change").nth(5000).evaluate(skipped)
    assert not page.locator(".change:focus").evaluate(skipped)
