"""Edited data in an open page: a good edit appears, a bad one leaves what there is under a banner, until mended."""

import json
from pathlib import Path

import pytest
from playwright.sync_api import expect

from awaiting import until
from client import ask
from edits import edit
from server import serve
from visit import LIVE, Visit

pytestmark = pytest.mark.browser
MISTAKE = ("2025-03-31", "2025-02-29")
PLACE = "events.csv:2:end: 2025-02-29 is not a date that exists"


def come_back(seen: Visit, problems: list[str]) -> None:
    """Wait until the server has taken the files over, and come back to the tab as a user does."""
    assert until(lambda: json.loads(ask(seen.address, "/healthz").body)["problems"] == problems)
    seen.page.evaluate("document.dispatchEvent(new Event('visibilitychange', { bubbles: true }))")


def test_an_open_page_follows_the_files(folder: Path, visit):
    link = "/timeline?quarter=2025-Q1&quarter=2025-Q2"
    with serve(data=folder) as address:
        seen = visit(at=address)
        seen.open(link)
        edit(folder, "events", "Joint Military Exercises", "Joint Exercises at Sea")
        heading = seen.page.get_by_role("heading", name="Joint Exercises at Sea")
        expect(heading).to_be_visible()  # by itself, nobody touching the page
        expect(seen.page.locator("#status")).to_have_text("The data was updated while this page was open.")

        edit(folder, "events", *MISTAKE)
        come_back(seen, [PLACE])
        seen.page.get_by_text("1 error to fix").click()
        expect(seen.page.get_by_text(PLACE)).to_be_visible()
        expect(heading).to_be_visible()
        document = ask(address, "/areas").body.decode()
        assert PLACE in document
        assert "What you see is the last version without any" in document

        edit(folder, "events", *MISTAKE[::-1])
        come_back(seen, [])
        expect(seen.page.locator("#page").get_by_text("The data files have mistakes.")).to_have_count(0)
        expect(heading).to_be_visible()
        seen.is_at(link)


def test_a_server_that_starts_with_mistakes_lists_them_and_recovers(folder: Path, visit):
    edit(folder, "events", *MISTAKE)
    with serve(data=folder) as address:
        seen = visit(at=address)
        seen.page.goto(f"{address}/timeline")
        expect(seen.page.locator("#page").get_by_text(PLACE)).to_be_visible()
        seen.page.wait_for_selector(LIVE, state="attached")
        edit(folder, "events", *MISTAKE[::-1])
        come_back(seen, [])
        expect(seen.page.get_by_role("heading", name="Joint Military Exercises")).to_be_visible()
