"""What a page says when nothing matches: why, as far as it is known, and the nearest ways out with their counts."""

from collections.abc import Sequence
from dataclasses import replace
from typing import NamedTuple

from components.briefing.address import Address
from components.briefing.contract import Table
from components.briefing.filters import NO_FILTERS
from components.briefing.words import isolated, listed
from components.content import sentences
from components.content.facets import count_under
from components.content.page import PageRequest


class WayOut(NamedTuple):
    """A link to a view that shows something: what it drops and keeps, and how much it shows."""

    text: str
    address: Address
    said: str


class Empty(NamedTuple):
    """The heading of an empty page, why it is empty, and the ways out, most useful first."""

    heading: str
    line: str
    ways: tuple[WayOut, ...]


def empty(request: PageRequest, tables: Sequence[Table]) -> Empty:
    """Return what a page says that shows nothing under its filters."""
    noun = tables[0].noun if len(tables) == 1 else "item"
    chosen = [isolated(name) for name in sentences.chosen(request.address, tables)]
    return Empty(f"No {noun} matches {listed(chosen)}", _reason(request), _ways(request, tables, noun))


def _reason(request: PageRequest) -> str:
    """Say why nothing matches, where a chosen topic has no event at all, or a chosen quarter none."""
    view, filters = request.view, request.view.filters
    undated = [topic for topic in filters.topics if topic not in view.briefing.dated_topics]
    if filters.quarters and undated and len(undated) == len(filters.topics):
        has = sentences.has_or_have(len(undated))
        return f"{sentences.names(undated, 'topic')} {has} no dated event in this briefing, so no quarter leads there."
    empty = [quarter for quarter in filters.quarters if not view.briefing.quarter_mask((quarter,)).any()]
    if empty and len(empty) == len(filters.quarters):
        return f"No event of this briefing lies in {sentences.names(empty, 'quarter', 'or')}."
    return ""


def _ways(request: PageRequest, tables: Sequence[Table], noun: str) -> tuple[WayOut, ...]:
    """Return the view without each single filter, where it shows something, and the view without any."""
    address, filters = request.address, request.view.filters
    groups = [table.group for table in tables if sentences.group_of(address, table)]
    parts = [
        *((address.choice(group), address.choose(**{group: ""})) for group in groups),
        *([(listed(filters.quarters, "or"), address.filtered(replace(filters, quarters=())))] * bool(filters.quarters)),
        *([(listed(filters.topics, "or"), address.filtered(replace(filters, topics=())))] * bool(filters.topics)),
        *([(filters.quoted_text, address.filtered(replace(filters, text="")))] * bool(filters.text)),
    ]
    found = []
    for name, there in parts if len(parts) > 1 else ():
        others = [isolated(other) for other, _ in parts if other != name]
        count = count_under(request, tables, there)
        if count:
            found.append((count, WayOut(f"Drop {isolated(name)}, keep {listed(others)}", there, _counted(count, noun))))
    found.sort(key=lambda way: -way[0])
    total = sum(len(request.view.briefing.items(table.name)) for table in tables)
    everything = WayOut(clear_words(len(parts)), cleared(address, tables), sentences.all_of(total, noun))
    return (*(way for _, way in found), everything)


def cleared(address: Address, tables: Sequence[Table]) -> Address:
    """Return the address without filters, strand and pillar."""
    groups = {table.group: "" for table in tables if table.group}
    return address.filtered(NO_FILTERS).choose(**groups)


def clear_words(count: int) -> str:
    """Return the words of the link that clears so many filters."""
    return {1: "Clear the filter", 2: "Clear both filters"}.get(count, "Clear the filters")


def _counted(count: int, noun: str) -> str:
    return f"{count:,} {noun}{'' if count == 1 else 's'}"
