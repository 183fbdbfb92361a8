"""What breaks on our side: a calm word and an id for the visitor, the cause under that id for who runs the server."""

import asyncio
import re
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.error import HTTPError
from urllib.request import Request, urlopen

import pytest
import streamlit as st
from playwright.sync_api import Page, expect, sync_playwright

from components import failures
from components.web.middleware.error_pages import ErrorPages

from app import PAGES, clean, open_page, text
from broken import SECRET, fails
from chromium import find
from server import serve

ID = re.compile(r"\bid ([0-9a-f]{6})\b")


def break_(monkeypatch: pytest.MonkeyPatch, path: str, how: object) -> None:
    monkeypatch.setattr(f"pages.{path or 'overview'}.draw", how)


def half(*_: object) -> None:
    st.markdown("half a page")
    fails()


@pytest.mark.parametrize("path", PAGES)
def test_a_page_that_breaks_says_so_and_leaves_filters_and_other_pages_alone(monkeypatch, caplog, path: str):
    break_(monkeypatch, path, half)
    app = open_page(path, "quarter=2025-Q1")
    assert failures.SORRY in text(app)
    assert SECRET not in text(app)
    (identity,) = ID.findall(text(app))
    (record,) = [record for record in caplog.records if record.levelname == "ERROR"]
    assert f"id {identity} at /{path}" in record.getMessage()
    assert repr(record.exc_info[1]) == f"RuntimeError('{SECRET}')"
    assert app.multiselect(key="quarter").value == ["2025-Q1"]
    assert not app.exception
    clean(open_page(next(other for other in PAGES if other != path), "quarter=2025-Q1"))


def test_trying_again_shows_the_page_once_it_is_mended(monkeypatch):
    with monkeypatch.context() as broken:
        break_(broken, "timeline", half)
        app = open_page("timeline", "quarter=2025-Q1")
    (again,) = [button for button in app.button if button.label == "Try again"]
    assert "**1 of 3 events**" in text(clean(again.click().run()))


@pytest.mark.parametrize("control", [st.stop, st.rerun])
def test_stopping_and_running_again_are_no_failures(monkeypatch, caplog, control):
    calls = []

    def once(*_: object) -> None:
        calls.append(control)
        if len(calls) == 1:
            control()

    break_(monkeypatch, "sources", once)
    clean(open_page("sources"))
    assert len(calls) == (1 if control is st.stop else 2)
    assert not [record for record in caplog.records if record.levelname == "ERROR"]


@pytest.mark.parametrize("kind", ["http.response.start", "websocket.accept"])
def test_an_answer_that_has_begun_is_not_begun_again(caplog, kind: str):
    """The server cuts it off; the log has the cause."""
    sent = []

    async def app(_scope, _receive, send):
        await send({"type": kind, "status": 200})
        fails()

    async def send(message):
        sent.append(message["type"])

    asyncio.run(ErrorPages(app)({"type": kind.partition(".")[0], "path": "/here"}, None, send))
    assert sent == [kind]
    (record,) = caplog.records
    assert re.fullmatch(r"id [0-9a-f]{6} at /here", record.getMessage())
    assert record.exc_info


# --- the running server --------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Broken:
    """A server of which parts are broken, and its log."""

    address: str
    log: Path

    def has_cause(self, identity: str, where: str) -> bool:
        """Say whether the log has the cause under an id."""
        said = self.log.read_text(encoding="utf-8")
        return f"id {identity} at {where}\nTraceback" in said and f"RuntimeError: {SECRET}" in said


@pytest.fixture(scope="module")
def broken(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Broken]:
    log = tmp_path_factory.mktemp("broken") / "log"
    with serve((sys.executable, "tests/broken.py"), log=log) as address:
        yield Broken(address, log)


@pytest.fixture(scope="module")
def page() -> Iterator[Page]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=find(), args=["--no-sandbox", "--disable-gpu"])
        yield browser.new_page()
        browser.close()


@pytest.mark.parametrize(
    ("accept", "kind"), [("text/html,*/*", "text/html"), ("*/*", "text/plain"), ("image/png", "text/plain")]
)
def test_a_route_that_breaks_answers_500_with_an_id(broken: Broken, accept: str, kind: str):
    """A page for browsers, a line for programs; the headers, the log, and another address that still answers."""
    with pytest.raises(HTTPError) as error:
        urlopen(Request(f"{broken.address}/preview.png?q=x", headers={"Accept": accept}))
    with error.value as answer:
        assert answer.code == 500
        assert answer.headers["Content-Type"] == f"{kind}; charset=utf-8"
        assert answer.headers["Cache-Control"] == "no-store"
        assert answer.headers["X-Content-Type-Options"] == "nosniff"
        said = answer.read().decode()
    assert failures.SORRY in said
    assert ('<a href="/">' in said) == (kind == "text/html")
    assert SECRET not in said
    assert broken.has_cause(*ID.findall(said), "/preview.png")
    with urlopen(f"{broken.address}/healthz") as well:
        assert well.status == 200


@pytest.mark.browser
@pytest.mark.parametrize("path", ["timeline", "sources"], ids=["page", "frame"])
def test_in_a_browser_the_word_takes_the_place_of_the_document_and_the_menu_goes_on(
    broken: Broken, page: Page, path: str
):
    """The document does not wait for a chart that will not come."""
    page.goto(f"{broken.address}/{path}?quarter=2025-Q2")
    word = page.get_by_text(failures.SORRY)
    expect(word).to_be_visible(timeout=20_000)
    said = page.get_by_test_id("stMain").inner_text()
    assert SECRET not in said
    assert "Traceback" not in said
    assert broken.has_cause(*ID.findall(said), f"/{path}")
    page.get_by_role("link", name="Areas", exact=True).click()
    expect(page.locator("h1")).to_have_text("Areas")
    expect(page.get_by_text("3 of 6 areas").first).to_be_visible()
    expect(word).to_have_count(0)


@pytest.mark.browser
def test_a_button_that_breaks_says_so_to_its_visitor_alone(broken: Broken, page: Page):
    page.goto(f"{broken.address}/areas?quarter=2025-Q2")
    other = page.context.browser.new_page()
    other.goto(f"{broken.address}/areas?quarter=2025-Q2")
    for each in (page, other):
        expect(each.locator("#document")).to_have_count(0, timeout=20_000)
    page.get_by_role("button", name="Clear filters").first.click()
    expect(page.get_by_text(failures.SORRY)).to_be_visible()
    said = page.get_by_test_id("stMain").inner_text()
    assert SECRET not in said
    assert broken.has_cause(*ID.findall(said), "/areas")
    other.get_by_text("Treemap", exact=True).click()
    expect(other.locator(".js-plotly-plot .treemap")).to_be_visible()
    expect(other.get_by_text(failures.SORRY)).to_have_count(0)
    other.close()
    page.get_by_role("button", name="Try again").click()
    expect(page.locator("h1")).to_have_text("Areas")
    expect(page.get_by_text("3 of 6 areas").first).to_be_visible()
