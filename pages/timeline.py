"""Timeline: the events, how settled and how exact their dates are, and what to know before quoting one."""

from components.briefing.address import PAGE_CHOICE, item_choice, option_choice
from components.briefing.contract import EVENTS
from components.content import headings, notes
from components.content.cards import cards
from components.content.choices import named_options
from components.content.page import Content, Page, PageRequest
from components.content.pictures import CHART_CHOICE, timeline_picture
from components.content.rows import next_first, paged

ORDERS = ("Article order", "Next first")


def content(request: PageRequest) -> Content:
    """Return the values of the template."""
    view = request.view
    heading = headings.timeline(request)
    rows = next_first(request) if request.address.choice("sort") == ORDERS[1] else view.events
    pager = paged(rows, request.address, EVENTS.noun)
    on_dates = view.briefing.notes_on({EVENTS.name, *pager.rows["id"]})
    return {
        **heading._asdict(),
        "picture": timeline_picture(request, pager.rows, heading.heading) if len(pager.rows) else None,
        "arrange": [named_options(request, "Order", "sort", ORDERS)] if len(view.events) > 1 else (),
        "cards": cards(pager.rows, EVENTS, request),
        "pager": pager,
        **notes.note_values(request, on_dates),
    }


CHOICES = (option_choice("sort", lambda _: ORDERS, ORDERS[0]), CHART_CHOICE, PAGE_CHOICE, item_choice(EVENTS))
PAGE = Page(EVENTS.page, "Timeline", content, CHOICES, (EVENTS,))
