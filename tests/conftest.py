"""What several tests need: the built-in briefing, folders to damage, and briefings made of a few rows."""

import os
import shutil
from collections.abc import Callable, Generator, Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect, sync_playwright

from components.briefing import store
from components.briefing.briefing import Briefing
from components.briefing.loading import load

import awaiting
import chromium
import edits
import reference
from paths import DATA, FICTIONAL
from server import Server, serve
from visit import Visit

PATIENCE = 1000 * awaiting.PATIENCE_SECONDS
"""Milliseconds that a browser is waited for."""


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport() -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """Show with a failure what the servers said that run beside it."""
    report = yield
    if report.failed:
        report.sections += [("A server's output", server.report) for server in Server.running]
    return report


def pytest_xdist_auto_num_workers() -> int:
    """Return more workers than cores: much of a test's time is waiting for a browser or a server."""
    return 3 * (os.cpu_count() or 2) // 2


@pytest.fixture(scope="session")
def briefing() -> Briefing:
    """The built-in briefing. Shared: no test changes it."""
    return load(DATA)


@pytest.fixture(autouse=True)
def _built_in(monkeypatch: pytest.MonkeyPatch) -> None:
    """Show the built-in briefing, whatever the machine is set to, unless a test shows another."""
    monkeypatch.delenv("BRIEFING_DATA", raising=False)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A copy of the built-in folder, to be changed."""
    return Path(shutil.copytree(DATA, tmp_path / "data"))


@pytest.fixture
def show(folder: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[[], None]]:
    """Let the pages show the copied folder as it now is."""
    monkeypatch.setenv("BRIEFING_DATA", str(folder))
    monkeypatch.setattr(store, "STILL_SECONDS", 0)  # nobody else writes here
    yield store.current_store.cache_clear
    store.current_store.cache_clear()


@pytest.fixture
def rewrite(folder: Path) -> Callable[[str, list[dict[str, str]]], Briefing]:
    """Replace rows of the copied folder: ``rewrite("events", [{…}, …])`` returns the briefing with just these rows.

    Columns that a row leaves out hold what the first row of the file held; an event with other dates is exact to the
    day.
    """

    def write(table: str, rows: list[dict[str, str]]) -> Briefing:
        first = reference.rows(folder, table)[0]
        exact = [{"precision": "day"} if {"start", "end"} & set(row) else {} for row in rows]
        edits.keep(folder, table, [{**first, **day, **row} for day, row in zip(exact, rows, strict=True)])
        return load(folder)

    return write


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """A Chromium for all tests of a process."""
    expect.set_options(timeout=PATIENCE)
    with sync_playwright() as playwright, chromium.launch(playwright) as browser:
        yield browser


@pytest.fixture(scope="session")
def address() -> Iterator[str]:
    """A server of the built-in briefing."""
    with serve() as address:
        yield address


@pytest.fixture(scope="session")
def elsewhere() -> Iterator[str]:
    """A server of the fictional briefing."""
    with serve(data=FICTIONAL) as address:
        yield address


@pytest.fixture
def visit(browser: Browser, address: str) -> Iterator[Callable[..., Visit]]:
    """Open a browser of its own: ``visit(width=375, scheme="dark")``. Nothing may be asked of another server."""
    opened: list[Visit] = []
    contexts = ExitStack()

    def new(*, at: str = address, width: int = 1280, height: int = 900, scheme: str = "light", **more: object) -> Visit:
        phone = width < 500
        size = {"width": width, "height": height}
        context = contexts.enter_context(
            browser.new_context(viewport=size, color_scheme=scheme, is_mobile=phone, has_touch=phone, **more)
        )
        context.set_default_timeout(PATIENCE)
        made = Visit(context, context.new_page(), at)
        made.page.on("request", lambda sent: made.requests.append(sent.url))
        opened.append(made)
        return made

    with contexts:
        yield new
    for made in opened:
        inside = (made.address, made.address.replace("http", "ws"), "data:", "blob:")
        assert [url for url in made.requests if not url.startswith(inside)] == []
