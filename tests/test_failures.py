"""What breaks on our side: a sentence and an id for the user, the cause under that id in the log."""

import re
import sys

import pytest
from playwright.sync_api import expect
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.responses import PlainTextResponse
from starlette.routing import Route
from starlette.testclient import TestClient

from components import failures
from components.web.middleware.error_pages import ErrorPages

from broken import SECRET, fails
from client import run
from server import Server

ID = re.compile(r"\bid ([0-9a-f]{6})\b")


@pytest.mark.parametrize("kind", ["http.response.start", "websocket.accept"])
def test_a_response_that_has_started_is_not_started_again(caplog, kind: str):
    """The server cuts it off; the log has the cause."""
    sent = []

    async def app(_scope, _receive, send):
        await send({"type": kind, "status": 200})
        fails()

    async def send(message):
        sent.append(message["type"])

    run(ErrorPages(app)({"type": kind.partition(".")[0], "path": "/here"}, None, send))
    assert sent == [kind]
    (record,) = caplog.records
    assert re.fullmatch(r"id [0-9a-f]{6} at /here", record.getMessage())
    assert record.exc_info


@pytest.mark.parametrize(
    ("accept", "kind"), [("text/html,*/*", "text/html"), ("*/*", "text/plain"), ("image/png", "text/plain")]
)
def test_a_route_that_breaks_answers_500_with_an_id(caplog, monkeypatch, accept: str, kind: str):
    """A page for browsers, a line for programs, the cause in the log, and other addresses that still answer."""
    monkeypatch.setattr("components.web.middleware.error_pages.base_path", lambda: "/prefix")
    routes = [Route("/broken", fails), Route("/well", PlainTextResponse("well"))]
    client = TestClient(Starlette(routes=routes, middleware=[Middleware(ErrorPages)]))
    answer = client.get("/broken?q=x", headers={"Accept": accept})
    assert answer.status_code == 500
    assert answer.headers["Content-Type"] == f"{kind}; charset=utf-8"
    assert answer.headers["Cache-Control"] == "no-store"
    assert failures.SORRY in answer.text
    assert ('<a href="/prefix/">' in answer.text) == (kind == "text/html")
    assert SECRET not in answer.text
    (record,) = caplog.records
    assert [record.getMessage()] == [f"id {identity} at /broken" for identity in ID.findall(answer.text)]
    assert repr(record.exc_info[1]) == f"RuntimeError('{SECRET}')"
    assert client.get("/well").text == "well"


@pytest.mark.browser
def test_a_live_page_that_breaks_says_so_and_the_others_go_on(visit):
    with Server((sys.executable, "tests/broken.py")) as server:
        seen = visit(at=server.address)
        seen.open("/areas?quarter=2025-Q2")
        seen.page.get_by_role("link", name="Timeline").first.click()
        expect(seen.page.locator("h1")).to_have_text(failures.SORRY)
        (identity,) = ID.findall(seen.content)
        assert SECRET not in seen.content
        seen.page.locator("#page a[href='/']").first.click()
        expect(seen.page.locator("h1")).not_to_have_text(failures.SORRY)
        assert re.search(rf"id {identity} at /timeline\nTraceback(.*\n)+RuntimeError: {SECRET}", server.output)
