"""Large briefings: what is sent stays bounded, nothing is cut silently, and there is a way to all of it."""

import html
import re
from collections.abc import Iterator
from pathlib import Path

import httpx2
import pytest

from components.briefing import coverage
from components.briefing.address import Address
from components.briefing.briefing import Briefing
from components.briefing.coverage import ColumnKind
from components.briefing.filters import Filters
from components.briefing.loading import load
from components.briefing.quarters import MAX_PERIODS
from components.content.pictures import timeline_chart
from components.content.rows import PAGE_SIZE

import large
import reference
from awaiting import PATIENCE_SECONDS
from client import run
from edits import add
from server import serve
from small import PAGES
from viewer import Run, viewer

ROWS = 2_000
"""Drawn whole, they were 2 MB in one message, and cards that took a browser minutes."""
MEGABYTE = 1_000_000
DOCUMENT_BYTES = 300_000


PAGERS = {  # what a page says of the rows that it does not show
    "": "1,988 more events on the timeline", "timeline": "1 to 24 of 2,000 events", "areas": "1 to 24 of 2,100 areas",
    "recommendations": "1 to 24 of 2,000 recommendations", "coverage": "1 to 24 of 100 items",
    "sources": "1 to 24 of 100 notes", "changes": "1 to 24 of 100 changes",
}  # fmt: skip


@pytest.fixture(scope="module")
def large_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with so many rows of each item, a hundred areas more on a topic without events, notes and changes."""
    folder = large.write(tmp_path_factory.mktemp("large") / "data", ROWS)
    add(folder, "topics", "Undated,Nothing of it has a date")
    add(folder, "areas", *(f"area-{ROWS + n},An area,A sentence.,Annex,Undated,Page 1" for n in range(1, 101)))
    add(folder, "notes", *(f"note-{n},events,This.,That.,,Page 1" for n in range(6, 101)))
    add(folder, "changes", *(f"chg-{n},2026-11-24,evt-{n},It was changed.,Page 1" for n in range(2, 101)))
    return folder


@pytest.fixture(scope="module")
def many(large_folder: Path) -> Briefing:
    return load(large_folder)


@pytest.fixture(scope="module")
def address(large_folder: Path) -> Iterator[str]:
    with serve(data=large_folder) as address:
        yield address


def document(address: str, link: str) -> str:
    """Return the text of a document, which is there."""
    answer = httpx2.get(address + link, timeout=PATIENCE_SECONDS)
    assert answer.status_code == 200
    return html.unescape(answer.text)


async def _runs(address: str, page: str) -> tuple[Run, Run]:
    async with viewer(address) as reader:
        return await reader.run(page), await reader.run(page, "quarter=2021-Q1&quarter=2021-Q2")


@pytest.mark.parametrize("path", PAGES)
def test_no_message_to_the_browser_is_large(address: str, path: str):
    for done in run(_runs(address, path)):
        assert done.is_well()
        assert sum(done.sizes) < MEGABYTE / 4


@pytest.mark.parametrize("path", PAGES)
def test_documents_are_bounded_and_say_how_many_more_there_are(address: str, path: str):
    text = document(address, f"/{path}")
    assert len(text) < DOCUMENT_BYTES
    assert path in PAGERS, f"write into PAGERS what /{path} says of the rows that it does not show"
    assert PAGERS[path] in text
    assert len(re.findall(r'<article class="card', text)) <= PAGE_SIZE


@pytest.mark.parametrize(
    ("path", "table"), [("timeline", "events"), ("areas", "areas"), ("recommendations", "recommendations")]
)
def test_every_item_is_on_some_page_in_the_order_of_the_file(address: str, large_folder: Path, path: str, table: str):
    found, link = [], f"/{path}?q=19{'&view=None' if table == 'recommendations' else ''}"
    while link:
        text = document(address, link)
        found += re.findall(r'<article class="card" id="([a-z]+-\d+)"', text)
        following = re.search(r'<a href="([^"]+)">Next</a>', text)
        link = following and following[1]
    wanted = reference.matching(large_folder, words="19")[table]
    pages = [slice(first, first + PAGE_SIZE) for first in range(0, len(wanted), PAGE_SIZE)]
    assert [sorted(found[page]) for page in pages] == [sorted(wanted[page]) for page in pages]  # areas by strand
    assert len(found) > 5 * PAGE_SIZE


def test_the_briefing_document_and_the_exports_hold_every_row(address: str, large_folder: Path):
    wanted = reference.matching(large_folder)
    titles = set(re.findall(r'<th scope="row"[^>]*><a [^>]*>([^<]*)</a>', document(address, "/briefing")))
    assert {row["title"] for table in reference.TABLES for row in reference.rows(large_folder, table)} <= titles
    calendar = document(address, "/export/events.ics").replace("\r\n ", "")
    assert re.findall(r"UID:(evt-\d+)@", calendar) == wanted["events"]
    content = httpx2.get(f"{address}/export/briefing.json", timeout=PATIENCE_SECONDS).json()
    assert {table: [row["id"] for row in content[table]] for table in reference.TABLES} == wanted


def test_a_search_in_everything_finds_the_one_item(address: str):
    text = document(address, "/recommendations?q=1313")
    assert re.findall(r'<article class="card" id="([^"]+)"', text) == ["rec-1313"]


def test_the_axis_of_a_page_of_events_is_the_years_that_they_touch(many: Briefing):
    shown, view = many.events.head(PAGE_SIZE), Filters().apply(many)
    assert len(many.quarters) > MAX_PERIODS
    assert timeline_chart(view, shown, Address()).wide.layout.xaxis.range == ("2020-01-01", "2021-01-01")
    assert {quarter[:4] for quarters in shown["quarters"] for quarter in quarters} == {"2020"}


def test_the_axis_of_few_years_is_all_of_them(rewrite):
    briefing = rewrite("events", [{"start": "2025-01-01", "end": "2025-01-02"},
                                  {"id": "evt-2", "start": "2027-12-31", "end": "2027-12-31"}])  # fmt: skip
    view = Filters(("2025-Q1",)).apply(briefing)
    assert timeline_chart(view, view.events, Address()).wide.layout.xaxis.range == ("2025-01-01", "2028-01-01")


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
    periods = [heading for heading in found.headings if heading.kind is ColumnKind.QUARTER]
    assert [heading.name for heading in periods] == names
    events = reference.rows(large_folder, "events")
    for heading in periods:
        wanted = sum(
            "Reform" in reference.topics_of(row) and bool(reference.quarters_of(row) & set(heading.quarters))
            for row in events
        )
        assert found.counts.loc["Reform"].iloc[found.headings.index(heading)] == wanted
