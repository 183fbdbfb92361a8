"""The briefing document: everything under the filters, for printing, without a live page."""

from components.briefing.address import Address
from components.briefing.contract import ITEM_TABLES
from components.briefing.coverage import coverage
from components.content import headings, notes
from components.content.links import qr
from components.content.page import Content, Page, PageRequest
from components.content.pictures import coverage_picture, timeline_picture
from components.content.rows import PAGE_SIZE
from components.content.tables import item_rows


def content(request: PageRequest) -> Content:
    """Return the values of the template."""
    view, briefing = request.view, request.view.briefing
    heading = headings.Heading("Nothing matches", "") if view.filters and view.is_empty else headings.overview(request)
    counts = coverage(view)
    drawn = view.events.head(PAGE_SIZE)
    live = f"{request.origin}{Address('', view.filters)}"
    return {
        **heading._asdict(),
        "picture": timeline_picture(request, drawn, heading.heading) if len(drawn) else None,
        "more_events": len(view.events) - len(drawn),
        "sections": [
            (table, len(view.table(table.name)), item_rows(view.table(table.name), table, request))
            for table in ITEM_TABLES
        ],
        "coverage_heading": headings.coverage(request, counts),
        "coverage_picture": coverage_picture(request, counts, "Which topics have a dated event"),
        "meeting": notes.meeting(briefing),
        **notes.note_values(request, briefing.notes),
        "changes": notes.change_rows(briefing, view.newest_changes),
        "live": live,
        "qr": qr(live),
    }


PAGE = Page("briefing", "Briefing", content, has_empty_state=False)
