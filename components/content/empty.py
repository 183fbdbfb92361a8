"""What a page shows when nothing matches: the reason, if it is known, and links to the nearest views."""

from collections.abc import Sequence
from dataclasses import replace

from components.briefing.address import Address
from components.briefing.contract import EVENTS, Table
from components.briefing.filters import Filters
from components.briefing.words import bidi_isolate, counted, listed
from components.content import sentences
from components.content.links import Link
from components.content.page import Content, Page, PageRequest
from components.content.rows import count_all, count_matches


def empty(request: PageRequest, page: Page) -> Content:
    """Return what a page shows when nothing matches its filters; ``ways_out`` has the most useful link first."""
    chosen = listed([words for words, _ in applied_filters(request.address, page.tables)])
    return {
        "template": "frame.html",
        "heading": f"No {page.noun} matches {chosen}",
        "line": _reason(request, page.tables),
        "ways_out": _ways_out(request, page),
    }


def applied_filters(address: Address, tables: Sequence[Table]) -> list[tuple[str, Address]]:
    """Return every filter that narrows a page, strand and pillar too, in words, with the page's address without it."""
    filters = address.filters
    groups = [table.group for table in tables if address.group(table)]
    parts = [
        *((bidi_isolate(address.choice(group)), address.choose(**{group: ""})) for group in groups),
        (sentences.names(filters.quarters, "quarter", "or"), address.filtered(replace(filters, quarters=()))),
        (sentences.names(filters.topics, "topic", "or"), address.filtered(replace(filters, topics=()))),
        (filters.quoted_text, address.filtered(replace(filters, text=""))),
    ]
    return [(words, without) for words, without in parts if without != address.choose()]


def _reason(request: PageRequest, tables: Sequence[Table]) -> str:
    """Return why nothing matches, if the chosen topics or quarters have no event at all; else an empty string."""
    view, filters = request.view, request.view.filters
    undated = [topic for topic in filters.topics if topic not in view.briefing.dated_topics]
    if undated and len(undated) == len(filters.topics) and (filters.quarters or tables == (EVENTS,)):
        has = f"{sentences.names(undated, 'topic')} {sentences.has_or_have(len(undated))} no dated event"
        return sentences.sentence(f"{has} in this briefing{', so no quarter leads there' if filters.quarters else ''}")
    empty = [quarter for quarter in filters.quarters if not view.briefing.quarter_mask((quarter,)).any()]
    if empty and len(empty) == len(filters.quarters):
        return f"No event of this briefing lies in {sentences.names(empty, 'quarter', 'or')}."
    return ""


def _ways_out(request: PageRequest, page: Page) -> list[Link]:
    """Return links to the views with one filter less that are not empty, and to the view without filters."""
    briefing, address, tables = request.view.briefing, request.address, page.tables
    filters, ways_out = applied_filters(address, tables), []
    for place, (words, without) in enumerate(filters if len(filters) > 1 else ()):
        others = listed([other for other, _ in filters[:place] + filters[place + 1 :]])
        if count := count_matches(briefing, without, tables):
            link = Link(f"Drop {words}, keep {others}", without, f": {counted(count, page.noun)}")
            ways_out.append((count, link))
    ways_out.sort(key=lambda way: -way[0])
    total = sentences.all_of(count_all(briefing, tables), page.noun)
    return [*(link for _, link in ways_out), clear_link(address, tables)._replace(after=f": {total}")]


def clear_link(address: Address, tables: Sequence[Table]) -> Link:
    """Return the link to a page without filters, strand and pillar."""
    count = len(applied_filters(address, tables))
    words = {1: "Clear the filter", 2: "Clear both filters"}.get(count, "Clear the filters")
    groups = {table.group: "" for table in tables if table.group}
    return Link(words, address.filtered(Filters()).choose(**groups))
