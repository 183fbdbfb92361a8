"""Changes: what changed in the data, newest first, with the items that it concerns."""

from components.briefing.address import PAGE_CHOICE
from components.briefing.contract import CHANGES
from components.content import headings
from components.content.notes import change_rows
from components.content.page import Content, Page, PageRequest
from components.content.rows import paged


def content(request: PageRequest) -> Content:
    """Return the values of the template."""
    matching = request.view.newest_changes
    pager = paged(matching, request.address, CHANGES.noun)
    return {
        **headings.changes(request, matching)._asdict(),
        "changes": change_rows(request.view.briefing, pager.rows),
        "pager": pager,
    }


PAGE = Page(CHANGES.page, "Changes", content, (PAGE_CHOICE,), (CHANGES,), has_empty_state=False)
