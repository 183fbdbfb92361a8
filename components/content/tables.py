"""Tables of texts and links."""

from collections.abc import Mapping
from typing import Any, NamedTuple

import pandas as pd

from components.briefing import contract
from components.briefing.address import item_address
from components.briefing.briefing import records
from components.briefing.contract import EVENTS
from components.briefing.words import bidi_isolate
from components.content.cards import event_words, related_events
from components.content.links import Link
from components.content.page import PageRequest

Cell = str | Link


class TextTable(NamedTuple):
    """A caption, the names of the columns, and the rows; ``numbers`` are the positions of numeric columns."""

    caption: str
    columns: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
    numbers: frozenset[int] = frozenset()


def event_rows(events: pd.DataFrame, request: PageRequest) -> TextTable:
    """Return events as a table, with the first and last day that stand for their dates."""
    rows = []
    for event in records(events):
        dates, *status = event_words(event, request)
        days, topics = (str(event["start"]), str(event["end"])), ", ".join(event["topics"])
        title = Link(event["title"], item_address(EVENTS, event["id"]))
        rows.append((title, dates, *days, ", ".join(status), topics, event["source"]))
    columns = ("Event", "When", "First day", "Last day", "Status", "Topics", "Source")
    return TextTable("Events", columns, tuple(rows))


def item_rows(rows: pd.DataFrame, table: contract.Table, request: PageRequest) -> TextTable:
    """Return items as a table with everything that their cards show."""
    noun = table.noun.capitalize()
    own = ("When", "Status") if table is EVENTS else (table.group.capitalize(), "Related events")
    cells = []
    for item in records(rows):
        title = Link(item["title"], item_address(table, item["id"]))
        topics = ", ".join(map(bidi_isolate, item["topics"]))
        cells.append((title, *_own_cells(item, table, request), topics, item["summary"], item["source"]))
    return TextTable(f"{noun}s", (noun, *own, "Topics", "Summary", "Source"), tuple(cells))


def _own_cells(item: Mapping[str, Any], table: contract.Table, request: PageRequest) -> tuple[str, str]:
    """Return the dates and status of an event, or the group and the related events of another item."""
    if table is EVENTS:
        dates, *status = event_words(item, request)
        return dates, ", ".join(status)
    events, more = related_events(request.view.briefing, item["topics"], request.today)
    words = [f"{event.text}{event.after}" for event in events]
    return item[table.group], "; ".join([*words, *([f"{more:,} more"] if more else [])]) or "none"
