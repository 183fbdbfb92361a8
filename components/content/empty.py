"""What a page shows when nothing matches: the reason, if it is known, and links to the nearest views."""

from collections.abc import Sequence
from dataclasses import replace
from typing import NamedTuple

from components.briefing.address import Address
from components.briefing.contract import EVENTS, Table
from components.briefing.filters import NO_FILTERS
from components.briefing.words import bidi_isolate, counted, listed
from components.content import sentences
from components.content.page import PageRequest
from components.content.rows import count_matches


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


class Part(NamedTuple):
    """One filter that narrows a page, in words, and the address of the page without it."""

    words: str
    without: Address


def empty(request: PageRequest, tables: Sequence[Table]) -> Empty:
    """Return what a page shows when nothing matches its filters."""
    noun = tables[0].noun if len(tables) == 1 else "item"
    chosen = listed([part.words for part in filter_parts(request.address, tables)])
    return Empty(f"No {noun} matches {chosen}", _reason(request, tables), _ways(request, tables, noun))


def filter_parts(address: Address, tables: Sequence[Table]) -> list[Part]:
    """Return every filter that narrows a page: strand or pillar, quarters, topics, words."""
    filters = address.filters
    groups = [table.group for table in tables if address.group(table)]
    parts = [
        *((bidi_isolate(address.choice(group)), address.choose(**{group: ""})) for group in groups),
        (sentences.names(filters.quarters, "quarter", "or"), address.filtered(replace(filters, quarters=()))),
        (sentences.names(filters.topics, "topic", "or"), address.filtered(replace(filters, topics=()))),
        (filters.quoted_text, address.filtered(replace(filters, text=""))),
    ]
    return [Part(words, without) for words, without in parts if without != address.choose()]


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


def _ways(request: PageRequest, tables: Sequence[Table], noun: str) -> tuple[WayOut, ...]:
    """Return the links to the views with one filter less, if they are not empty, and to the view without filters."""
    parts, ways_out = filter_parts(request.address, tables), []
    for place, (words, without) in enumerate(parts if len(parts) > 1 else ()):
        others = listed([part.words for part in parts[:place] + parts[place + 1 :]])
        if count := count_matches(request.view.briefing, without, tables):
            ways_out.append((count, WayOut(f"Drop {words}, keep {others}", without, counted(count, noun))))
    ways_out.sort(key=lambda way: -way[0])
    total = sum(len(request.view.briefing.table(table.name)) for table in tables)
    address = request.address
    everything = WayOut(clear_words(address, tables), cleared(address, tables), sentences.all_of(total, noun))
    return (*(way for _, way in ways_out), everything)


def cleared(address: Address, tables: Sequence[Table]) -> Address:
    """Return the address without filters, strand and pillar."""
    groups = {table.group: "" for table in tables if table.group}
    return address.filtered(NO_FILTERS).choose(**groups)


def clear_words(address: Address, tables: Sequence[Table]) -> str:
    """Return the text of the link that clears every filter of a page."""
    return {1: "Clear the filter", 2: "Clear both filters"}.get(len(filter_parts(address, tables)), "Clear the filters")
