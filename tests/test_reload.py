"""Edited data in an open page: a good edit appears, a bad one leaves what there is under a banner, until mended."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from server import serve
from visit import LIVE

pytestmark = pytest.mark.browser
PLACE = "events.csv:2:end: 2025-02-29 is not a date that exists"


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    page = browser.new_page()
    yield page
    page.close()


def edit(folder: Path, old: str, new: str) -> None:
    """Change the events file, in place, as a spreadsheet does."""
    path = folder / "events.csv"
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")


def settle(page: Page) -> None:
    page.wait_for_selector(LIVE, state="attached")


def comes(page: Page, text: str, *, times: int = 1) -> None:
    """Wait until a text is on the page, or is not, coming back to the tab again and again."""
    shown = page.locator("#page").get_by_text(text)
    for _ in range(100):
        page.evaluate("document.dispatchEvent(new Event('visibilitychange', { bubbles: true }))")
        page.wait_for_timeout(200)  # what is awaited is the text
        if (shown.count() >= 1) == (times >= 1):
            return
    raise AssertionError(f"“{text}” is on the page {shown.count()} times")


def test_an_open_page_follows_the_files(folder: Path, page: Page):
    with serve(data=folder) as address:
        page.goto(f"{address}/timeline?quarter=2025-Q1&quarter=2025-Q2")
        settle(page)
        edit(folder, "Joint Military Exercises", "Joint Exercises at Sea")
        heading = page.get_by_role("heading", name="Joint Exercises at Sea")
        expect(heading).to_be_visible(timeout=30_000)  # by itself, nobody touching the page
        expect(page.locator("#status")).to_have_text("The data was updated while this page was open.")

        edit(folder, "2025-03-31", "2025-02-29")
        comes(page, "The data files have mistakes.")
        page.get_by_text("1 error to fix").click()
        expect(page.get_by_text(PLACE)).to_be_visible()
        expect(heading).to_be_visible()
        assert page.request.get(f"{address}/healthz").status == 200
        document = page.request.get(f"{address}/areas").text()
        assert PLACE in document
        assert "What you see is the last version without any" in document

        edit(folder, "2025-02-29", "2025-03-31")
        comes(page, "The data files have mistakes.", times=0)
        expect(heading).to_be_visible()
        assert page.url.endswith("/timeline?quarter=2025-Q1&quarter=2025-Q2"), "the filters stay"


def test_a_server_that_starts_with_mistakes_lists_them_and_recovers(folder: Path, page: Page):
    edit(folder, "2025-03-31", "2025-02-29")
    with serve(data=folder) as address:
        answer = page.goto(f"{address}/timeline")
        assert answer.status == 503
        assert PLACE in answer.text(), "without a script too"
        expect(page.locator("#page").get_by_text(PLACE)).to_be_visible()
        assert page.request.get(f"{address}/healthz").status == 503

        edit(folder, "2025-02-29", "2025-03-31")
        comes(page, "Joint Military Exercises")
        assert page.request.get(f"{address}/healthz").status == 200
        assert page.request.get(f"{address}/export/events.csv").status == 200
