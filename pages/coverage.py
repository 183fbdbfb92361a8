"""Coverage: which topics have a dated event and which have none."""

import pandas as pd

from components.briefing.address import COVERAGE, PAGE_CHOICE, item_address
from components.briefing.briefing import records
from components.briefing.contract import AREAS, RECOMMENDATIONS
from components.briefing.coverage import coverage
from components.briefing.words import capitalised
from components.content import headings
from components.content.links import Link
from components.content.page import Content, Page, PageRequest
from components.content.pictures import CHART_CHOICE, coverage_picture
from components.content.rows import paged, undated
from components.content.tables import TextTable


def content(request: PageRequest) -> Content:
    """Return the values of the template."""
    counts = coverage(request.view)
    heading = headings.coverage(request, counts)
    without = pd.concat([undated(request, table).assign(table=table.name) for table in (AREAS, RECOMMENDATIONS)])
    pager = paged(without, request.address, "item")
    return {
        **heading._asdict(),
        "picture": coverage_picture(request, counts, heading.heading),
        "undated_count": len(without),
        "undated": _table(pager.rows),
        "pager": pager,
    }


def _table(rows: pd.DataFrame) -> TextTable:
    """Return the items without a related event: title, kind, topics, and place in the article."""
    cells = []
    for row in records(rows):
        table = AREAS if row["table"] == AREAS.name else RECOMMENDATIONS
        title = Link(row["title"], item_address(table, row["id"]))
        kind = row["strand"] if table is AREAS else capitalised(table.noun)
        cells.append((title, kind, ", ".join(row["topics"]), row["source"]))
    return TextTable("Items without a dated event", ("Item", "What it is", "Topics", "Source"), tuple(cells))


PAGE = Page(COVERAGE, "Coverage", content, (CHART_CHOICE, PAGE_CHOICE))
