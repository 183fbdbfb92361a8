"""What a page shows when nothing matches: the reason, if it is known, and links to the nearest views."""

from collections.abc import Sequence
from dataclasses import replace
from typing import NamedTuple

from components.briefing.address import Address
from components.briefing.contract import EVENTS, Table
from components.briefing.filters import NO_FILTERS
from components.briefing.words import bidi_isolate, counted, listed
from components.content import sentences
from components.content.page import Page, PageRequest
from components.content.rows import count_all, count_matches


class WayOut(NamedTuple):
    """A link to a view that is not empty: which filters it drops and keeps, and how much it shows."""

    text: str
    address: Address
    matches: str


class Empty(NamedTuple):
    """The heading of an empty page, why it is empty, and the ways out, most useful first."""

    heading: str
    line: str
    ways_out: tuple[WayOut, ...]


class AppliedFilter(NamedTuple):
    """One filter that narrows a page, in words, and the address of the page without it."""

    words: str
    without: Address


def empty(request: PageRequest, page: Page) -> Empty:
    """Return what a page shows when nothing matches its filters."""
    chosen = listed([applied.words for applied in applied_filters(request.address, page.tables)])
    return Empty(f"No {page.noun} matches {chosen}", _reason(request, page.tables), _ways(request, page))


def applied_filters(address: Address, tables: Sequence[Table]) -> list[AppliedFilter]:
    """Return every filter that narrows a page: strand or pillar, quarters, topics, words."""
    filters = address.filters
    groups = [table.group for table in tables if address.group(table)]
    parts = [
        *((bidi_isolate(address.choice(group)), address.choose(**{group: ""})) for group in groups),
        (sentences.names(filters.quarters, "quarter", "or"), address.filtered(replace(filters, quarters=()))),
        (sentences.names(filters.topics, "topic", "or"), address.filtered(replace(filters, topics=()))),
        (filters.quoted_text, address.filtered(replace(filters, text=""))),
    ]
    return [AppliedFilter(words, without) for words, without in parts if without != address.choose()]


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


def _ways(request: PageRequest, page: Page) -> tuple[WayOut, ...]:
    """Return the links to the views with one filter less, if they are not empty, and to the view without filters."""
    briefing, address, tables = request.view.briefing, request.address, page.tables
    filters, ways_out = applied_filters(address, tables), []
    for place, (words, without) in enumerate(filters if len(filters) > 1 else ()):
        others = listed([other.words for other in filters[:place] + filters[place + 1 :]])
        if count := count_matches(briefing, without, tables):
            ways_out.append((count, WayOut(f"Drop {words}, keep {others}", without, counted(count, page.noun))))
    ways_out.sort(key=lambda way: -way[0])
    total = sentences.all_of(count_all(briefing, tables), page.noun)
    return (*(way for _, way in ways_out), WayOut(clear_words(address, tables), cleared(address, tables), total))


def cleared(address: Address, tables: Sequence[Table]) -> Address:
    """Return the address without filters, strand and pillar."""
    groups = {table.group: "" for table in tables if table.group}
    return address.filtered(NO_FILTERS).choose(**groups)


def clear_words(address: Address, tables: Sequence[Table]) -> str:
    """Return the text of the link that clears every filter of a page."""
    return {1: "Clear the filter", 2: "Clear both filters"}.get(
        len(applied_filters(address, tables)), "Clear the filters"
    )
