"""Briefings made of a few rows in a test, and the pages that are drawn from them."""

from collections.abc import Mapping, Sequence
from datetime import date
from urllib.parse import parse_qsl, urlsplit

import pages
from components.briefing import contract
from components.briefing.briefing import Briefing
from components.briefing.store import Snapshot

TODAY = date(2026, 11, 25)
PAGES = {page.path: page.name for page in pages.PAGES}
"""The path of each page and its name in the menu."""
OWN_PARAMETERS = {page.path: [choice.parameter for choice in page.choices] for page in pages.PAGES}
"""What each page can choose beside the filters."""
Row = Mapping[str, str]

_FACTS = {
    "title": "A small briefing", "subtitle": "What a test needs", "parties": "A; B", "meeting date": "2024-12-16",
    "place as reported": "Here", "people as reported": "Somebody", "language": "en", "licence note": "None",
}  # fmt: skip
_CELLS = {
    "summary": "A sentence.", "source": "Page 1", "strand": "Agreed", "pillar": "Aim", "topics": "One",
    "precision": "day", "status": "proposed", "evidence": "", "reported": "This.", "finding": "That.",
}  # fmt: skip


def small(
    *, topics: Sequence[str] = ("One", "Two", "Three"), facts: Mapping[str, str] | None = None, **tables: Sequence[Row]
) -> Briefing:
    """Return a briefing of these rows: ``small(events=[{"start": "2025-01-01"}])``. Cells that a row leaves out have a
    value that does; ``end`` is ``start``, and ids and titles are counted.
    """
    said = {
        "briefing": [
            {"field": field, "value": value, "source": "Page 1"} for field, value in {**_FACTS, **(facts or {})}.items()
        ]
    }
    said["topics"] = [{"topic": topic, "description": f"About {topic}"} for topic in topics]
    for table in contract.TABLES:
        if table.name not in said:
            rows = tables.get(table.name, ())
            said[table.name] = [_row(table, number, row) for number, row in enumerate(rows, start=1)]
    return Briefing.of(said)


def event(start: str, end: str = "", status: str = "proposed", **cells: str) -> Row:
    """Return the cells of an event."""
    return {"start": start, "end": end or start, "status": status, **cells}


def quarter(name: str, status: str = "proposed", **cells: str) -> Row:
    """Return the cells of an event that is dated to a quarter."""
    first, last = {"1": ("01-01", "03-31"), "2": ("04-01", "06-30"), "3": ("07-01", "09-30"), "4": ("10-01", "12-31")}[
        name[-1]
    ]
    year = name[:4]
    return event(f"{year}-{first}", f"{year}-{last}", status, precision="quarter", **cells)


def _row(table: contract.Table, number: int, row: Row) -> dict[str, str]:
    prefix = next(column.prefix for column in table.columns if column.prefix)
    cells = {**_CELLS, "id": f"{prefix}-{number}", "title": f"{table.noun.capitalize()} {number}", **row}
    return {column.name: cells.get(column.name, "") for column in table.columns}


def draw(briefing: Briefing, link: str = "/", today: date = TODAY, origin: str = "http://h") -> pages.Rendered:
    """Draw the page of a link, as documents and the live page both do."""
    parts = urlsplit(link)
    asked = pages.page_request(
        parts.path.strip("/"), parse_qsl(parts.query, keep_blank_values=True), Snapshot(briefing), today, origin
    )
    return pages.render(asked)
