"""What several tests need: the built-in briefing, folders to damage, and briefings made of a few rows."""

import csv
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, sync_playwright

from components.briefing import store
from components.briefing.briefing import Briefing
from components.briefing.loading import load

from chromium import FLAGS, find
from paths import DATA, ROOT
from server import serve
from visit import Visit


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
    yield store.forget
    store.forget()


@pytest.fixture
def rewrite(folder: Path) -> Callable[[str, list[dict[str, str]]], Briefing]:
    """Replace rows of the copied folder: ``rewrite("events", [{…}, …])`` returns the briefing with just these rows.

    Columns that a row leaves out hold what the first row of the file held; an event with other dates is exact to the
    day.
    """

    def write(table: str, rows: list[dict[str, str]]) -> Briefing:
        path = folder / f"{table}.csv"
        with path.open(encoding="utf-8", newline="") as file:
            pattern = next(csv.DictReader(file))
        with path.open("w", encoding="utf-8", newline="") as file:
            writer = csv.DictWriter(file, fieldnames=list(pattern))
            writer.writeheader()
            writer.writerows(
                {**pattern, **({"precision": "day"} if {"start", "end"} & set(row) else {}), **row} for row in rows
            )
        return load(folder)

    return write


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """A Chromium for all tests of a process."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=find(), args=list(FLAGS))
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def address() -> Iterator[str]:
    """A server of the built-in briefing."""
    with serve() as address:
        yield address


@pytest.fixture(scope="session")
def elsewhere() -> Iterator[str]:
    """A server of the fictional briefing."""
    with serve(data=ROOT / "tests" / "fictional") as address:
        yield address


@pytest.fixture
def visit(browser: Browser, address: str) -> Iterator[Callable[..., Visit]]:
    """Open a browser of its own: ``visit(width=375, scheme="dark")``. Nothing may be asked of another server."""
    opened: list[Visit] = []

    def new(*, at: str = address, width: int = 1280, height: int = 900, scheme: str = "light", **more: object) -> Visit:
        phone = width < 500
        context = browser.new_context(
            viewport={"width": width, "height": height}, color_scheme=scheme, is_mobile=phone, has_touch=phone, **more
        )
        made = Visit(context, context.new_page(), at)
        made.page.on("request", lambda sent: made.requests.append(sent.url))
        opened.append(made)
        return made

    yield new
    for made in opened:
        made.context.close()
        inside = (made.address, made.address.replace("http", "ws"), "data:", "blob:")
        assert [url for url in made.requests if not url.startswith(inside)] == []
