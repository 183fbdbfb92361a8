"""Areas: what was agreed and what was discussed, by topic and strand."""

from components.briefing.address import PAGE_CHOICE, item_choice, option_choice
from components.briefing.contract import AREAS
from components.content import headings
from components.content.cards import cards
from components.content.choices import strand_or_pillar
from components.content.page import Content, Page, PageRequest
from components.content.pictures import CHART_CHOICE, areas_picture
from components.content.rows import grouped, paged, rows_of


def content(request: PageRequest) -> Content:
    """Return the values of the template."""
    heading = headings.areas(request)
    rows = rows_of(request.view, request.address, AREAS)
    pager = paged(rows, request.address, AREAS.noun)
    return {
        **heading._asdict(),
        "picture": areas_picture(request, heading.heading) if len(rows) else None,
        "arrange": strand_or_pillar(request, AREAS),
        "groups": [(name, cards(members, AREAS, request)) for name, members in grouped(pager.rows, AREAS.group)],
        "pager": pager,
        "related_line": headings.related_line(AREAS),
    }


CHOICES = (
    option_choice("strand", lambda briefing: briefing.groups(AREAS)),
    option_choice("view", lambda _: ("Blocks",), "Blocks", {"Bars": "Blocks", "Treemap": "Blocks"}),
    CHART_CHOICE,
    PAGE_CHOICE,
    item_choice(AREAS),
)
PAGE = Page(AREAS.page, "Areas", content, CHOICES, (AREAS,))
