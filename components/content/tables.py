"""Tables of texts and links."""

from typing import NamedTuple

import pandas as pd

from components.briefing.address import item_address
from components.briefing.briefing import records
from components.briefing.contract import EVENTS, Table
from components.briefing.words import bidi_isolate
from components.content.cards import event_words, related_events
from components.content.links import Link
from components.content.page import PageRequest


class TextTable(NamedTuple):
    """A caption, the names of the columns, and the rows; ``numbers`` are the positions of numeric columns."""

    caption: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str | Link, ...], ...]
    numbers: frozenset[int] = frozenset()


def event_rows(events: pd.DataFrame, request: PageRequest) -> TextTable:
    """Return events as a table, with the first and last day that stand for their dates."""
    rows = []
    for event in records(events):
        dates, *status = event_words(event, request)
        days, topics = (str(event["start"]), str(event["end"])), ", ".join(event["topics"])
        title = Link(event["title"], item_address(EVENTS, event["id"]))
        rows.append((title, dates, *days, ", ".join(status), topics, event["source"]))
    return TextTable("Events", ("Event", "When", "First day", "Last day", "Status", "Topics", "Source"), tuple(rows))


def item_rows(rows: pd.DataFrame, table: Table, request: PageRequest) -> TextTable:
    """Return items as a table with everything that their cards show."""
    noun = table.noun.capitalize()
    own = ("When", "Status") if table is EVENTS else (table.group.capitalize(), "Related events")
    cells = []
    for item in records(rows):
        title = Link(item["title"], item_address(table, item["id"]))
        topics = ", ".join(map(bidi_isolate, item["topics"]))
        if table is EVENTS:
            first, *rest = event_words(item, request)
            second = ", ".join(rest)
        else:
            events, more = related_events(request.view.briefing, item["topics"], request.today)
            words = [f"{event.text}{event.after}" for event in events]
            first, second = item[table.group], "; ".join([*words, *([f"{more:,} more"] if more else [])]) or "none"
        cells.append((title, first, second, topics, item["summary"], item["source"]))
    return TextTable(f"{noun}s", (noun, *own, "Topics", "Summary", "Source"), tuple(cells))
