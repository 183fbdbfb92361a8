"""Large briefings: what is sent stays bounded, nothing is cut silently, and there is a way to all of it."""

import asyncio
import html
import re
from collections.abc import Iterator
from pathlib import Path

import httpx2
import pytest

from components.briefing import arrangement, coverage
from components.briefing.arrangement import PAGE_SIZE
from components.briefing.briefing import Briefing
from components.briefing.coverage import MOST_PERIODS, Across
from components.briefing.filters import Filters
from components.briefing.loading import load

import large
import rule
from app import PAGES
from server import serve
from viewer import Run, viewer

ROWS = 2_000
"""Drawn whole, they were 2 MB in one message, and cards that took a browser minutes."""
MEGABYTE = 1_000_000
DOCUMENT_BYTES = 300_000


@pytest.fixture(scope="module")
def large_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return large.write(tmp_path_factory.mktemp("large") / "data", ROWS)


@pytest.fixture(scope="module")
def many(large_folder: Path) -> Briefing:
    return load(large_folder)


@pytest.fixture(scope="module")
def address(large_folder: Path) -> Iterator[str]:
    with serve(data=large_folder) as address:
        yield address


async def _runs(address: str, page: str, choose: dict[str, list[str]]) -> tuple[Run, Run]:
    async with viewer(address) as reader:
        return await reader.run(page), await reader.run(page, choose=choose)


@pytest.mark.parametrize("path", PAGES)
def test_no_message_to_the_browser_is_large(address: str, path: str):
    for run in asyncio.run(_runs(address, path, {"Quarter": ["2021-Q1", "2021-Q2"]})):
        assert run.is_whole
        assert "exception" not in run.kinds()
        assert max(run.sizes) < MEGABYTE / 10
        assert sum(run.sizes) < MEGABYTE / 2


@pytest.mark.parametrize("path", PAGES)
def test_documents_are_bounded_and_say_how_many_more_there_are(address: str, path: str):
    text = html.unescape(httpx2.get(f"{address}/{path}").text)
    assert len(text) < DOCUMENT_BYTES
    assert f"of {ROWS:,}" in text
    assert len(re.findall(r'<article class="card', text)) <= 3 * PAGE_SIZE


@pytest.mark.parametrize(
    ("path", "table"), [("timeline", "events"), ("areas", "areas"), ("recommendations", "recommendations")]
)
def test_every_item_is_on_some_page_in_the_order_of_the_file(address: str, large_folder: Path, path: str, table: str):
    found, link = [], f"/{path}?q=19{'&view=None' if table == 'recommendations' else ''}"
    while link:
        text = html.unescape(httpx2.get(address + link).text)
        found += re.findall(r'<article class="card[^"]*" id="([a-z]+-\d+)"', text)
        here = re.search(r'<strong aria-current="page">(\d+)</strong>\s*(?:… )?(?:<a href="([^"]+)">)?', text)
        link = here[2] if here else None
    assert found == rule.matching(large_folder, words="19")[table]
    assert len(found) > 5 * PAGE_SIZE


def test_the_briefing_document_and_the_exports_hold_every_row(address: str, large_folder: Path):
    wanted = rule.matching(large_folder)
    document = httpx2.get(f"{address}/briefing", timeout=60).text
    titles = set(re.findall(r'<th scope="row"[^>]*>([^<]*)</th>', html.unescape(document)))
    assert {row["title"] for table in rule.TABLES for row in rule.rows(large_folder, table)} <= titles
    calendar = httpx2.get(f"{address}/export/events.ics", timeout=60).text.replace("\r\n ", "")
    assert re.findall(r"UID:(evt-\d+)@", calendar) == wanted["events"]
    content = httpx2.get(f"{address}/export/briefing.json", timeout=60).json()
    assert {table: [row["id"] for row in content[table]] for table in rule.TABLES} == wanted


def test_a_search_in_everything_finds_the_one_item(address: str):
    text = httpx2.get(f"{address}/recommendations", params={"q": "1313"}).text
    assert re.findall(r'<article class="card" id="([^"]+)"', text) == ["rec-1313"]


def test_the_axis_of_a_page_of_events_is_the_years_that_they_touch(many: Briefing):
    view = Filters().apply(many)
    shown = arrangement.page_of(view.events, 1)
    axis = arrangement.axis(shown, view)
    assert len(many.quarters) > MOST_PERIODS
    assert (axis[0], axis[-1]) == ("2020-Q1", "2020-Q4")
    assert {quarter for quarters in shown["quarters"] for quarter in quarters} <= set(axis)


def test_the_axis_of_few_years_is_all_of_them(rewrite):
    briefing = rewrite("events", [{"start": "2025-01-01", "end": "2025-01-02"},
                                  {"id": "evt-2", "start": "2027-12-31", "end": "2027-12-31"}])  # fmt: skip
    view = Filters(("2025-Q1",)).apply(briefing)
    assert len(arrangement.axis(view.events, view)) == MOST_PERIODS


@pytest.mark.parametrize(
    ("quarters", "names"),
    [
        ((), [f"{year}" for year in range(2020, 2030)]),
        (tuple(f"2021-Q{number}" for number in (1, 2)), ["2021-Q1", "2021-Q2"]),
        (tuple(f"{year}-Q1" for year in range(2020, 2030)), [f"{year}-Q1" for year in range(2020, 2030)]),
    ],
    ids=["all-by-year", "chosen-quarters", "ten-chosen-quarters"],
)
def test_many_quarters_are_counted_by_year(many: Briefing, large_folder: Path, quarters, names):
    found = coverage.coverage(Filters(quarters).apply(many))
    periods = [heading for heading in found.headings if heading.across is Across.QUARTER]
    assert [heading.name for heading in periods] == names
    events = rule.rows(large_folder, "events")
    for heading in periods:
        wanted = sum(
            "Reform" in rule.topics_of(row) and bool(rule.quarters_of(row) & set(heading.quarters)) for row in events
        )
        assert found.counts.loc["Reform"].iloc[found.headings.index(heading)] == wanted
        assert found.quarters_in(Across.QUARTER, heading.name) == heading.quarters
