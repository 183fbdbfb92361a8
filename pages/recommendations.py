"""Recommendations: what the article recommends, as cards to group, order and filter."""

import pandas as pd

from components.briefing.address import PAGE_CHOICE, item_choice, option_choice
from components.briefing.contract import RECOMMENDATIONS
from components.briefing.words import fold
from components.content import headings
from components.content.cards import cards
from components.content.choices import named_options, strand_or_pillar
from components.content.page import Content, Page, PageRequest
from components.content.rows import grouped, grouped_by_topic, paged, rows_of, undated

GROUPS = ("Pillar", "Topic", "None")
ORDERS = ("Article order", "Title", "Dated first")


def content(request: PageRequest) -> Content:
    """Return the values of the template."""
    rows = rows_of(request.view, request.address, RECOMMENDATIONS)
    match request.address.choice("sort"):
        case "Title":
            rows = rows.sort_values("title", key=lambda titles: titles.map(fold), kind="stable")
        case "Dated first":
            without = undated(request, RECOMMENDATIONS)
            rows = pd.concat([rows.drop(without.index), without])
    pager = paged(rows, request.address, RECOMMENDATIONS.noun)
    match request.address.choice("view", GROUPS[0]):
        case "Pillar":
            groups = grouped(pager.rows, RECOMMENDATIONS.group)
        case "Topic":
            groups = grouped_by_topic(pager.rows, request.view.topics)
        case _:
            groups = [("", pager.rows)]
    return {
        **headings.recommendations(request)._asdict(),
        "arrange": [
            *strand_or_pillar(request, RECOMMENDATIONS),
            named_options(request, "Group by", "view", GROUPS),
            named_options(request, "Order", "sort", ORDERS),
        ],
        "groups": [(name, cards(members, RECOMMENDATIONS, request)) for name, members in groups],
        "pager": pager,
    }


CHOICES = (
    option_choice("pillar", lambda briefing: briefing.groups(RECOMMENDATIONS)),
    option_choice("view", lambda _: GROUPS, GROUPS[0]),
    option_choice("sort", lambda _: ORDERS, ORDERS[0]),
    PAGE_CHOICE,
    item_choice(RECOMMENDATIONS),
)
PAGE = Page(RECOMMENDATIONS.page, "Recommendations", content, CHOICES, (RECOMMENDATIONS,))
