"""Tables of texts and links."""

from collections.abc import Mapping
from typing import Any, NamedTuple

import pandas as pd

from components.briefing import contract
from components.briefing.address import item_address
from components.briefing.briefing import records
from components.briefing.contract import EVENTS
from components.briefing.timing import event_dates, timings
from components.briefing.words import bidi_isolate
from components.content.cards import related_events, status_words
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
    when = timings(request.view.briefing, request.today)
    rows = tuple(
        (
            Link(event["title"], str(item_address(EVENTS, event["id"]))),
            event_dates(event),
            str(event["start"]),
            str(event["end"]),
            ", ".join(status_words(event["status"], when[event["id"]])),
            ", ".join(event["topics"]),
            event["source"],
        )
        for event in records(events)
    )
    return TextTable("Events", ("Event", "When", "First day", "Last day", "Status", "Topics", "Source"), rows)


def item_rows(rows: pd.DataFrame, table: contract.Table, request: PageRequest) -> TextTable:
    """Return items as a table with everything that their cards show."""
    columns = ("When", "Status") if table is EVENTS else (table.group.capitalize(), "Related events")
    return TextTable(
        f"{table.noun.capitalize()}s",
        (table.noun.capitalize(), *columns, "Topics", "Summary", "Source"),
        tuple(
            (
                Link(item["title"], str(item_address(table, item["id"]))),
                *(_event_cells(item, request) if table is EVENTS else _related_cells(item, table, request)),
                ", ".join(map(bidi_isolate, item["topics"])),
                item["summary"],
                item["source"],
            )
            for item in records(rows)
        ),
    )


def _event_cells(event: Mapping[str, Any], request: PageRequest) -> tuple[str, str]:
    timing = timings(request.view.briefing, request.today)[event["id"]]
    return event_dates(event), ", ".join(status_words(event["status"], timing))


def _related_cells(item: Mapping[str, Any], table: contract.Table, request: PageRequest) -> tuple[str, str]:
    events, more = related_events(request.view.briefing, item["topics"], request.today)
    words = [f"{event.title}, {event.dates}, {event.timing}" for event in events]
    return item[table.group], "; ".join([*words, *([f"{more:,} more"] if more else [])]) or "none"
