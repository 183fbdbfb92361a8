"""What several tests need: the built-in briefing, folders to damage, and briefings made of a few rows."""

import csv
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from components.briefing import store
from components.briefing.briefing import Briefing
from components.briefing.loading import load

from paths import DATA


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

    Columns that a row leaves out hold what the first row of the file held.
    """

    def write(table: str, rows: list[dict[str, str]]) -> Briefing:
        path = folder / f"{table}.csv"
        with path.open(encoding="utf-8", newline="") as file:
            pattern = next(csv.DictReader(file))
        with path.open("w", encoding="utf-8", newline="") as file:
            writer = csv.DictWriter(file, fieldnames=list(pattern))
            writer.writeheader()
            writer.writerows({**pattern, **row} for row in rows)
        return load(folder)

    return write
