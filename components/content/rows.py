"""Which rows a page shows: narrowed to a strand or pillar, and page by page."""

from collections.abc import Sequence
from typing import NamedTuple

import pandas as pd

from components.briefing.address import PAGE, Address
from components.briefing.briefing import Briefing, Timing, records
from components.briefing.contract import Table
from components.briefing.filters import Ignored, View
from components.content.page import PageRequest

PAGE_SIZE = 24
"""Items on one page: cards, bars of the Gantt, rows of a table."""
_PAGES_AROUND = 2  # page numbers offered on both sides of the one that is shown


class Pager(NamedTuple):
    """One page of rows, its number, and the links to the first, the last and the nearest pages by number, none if there
    is only one page; ``noun`` names one row, and ``words`` says which rows these are.
    """

    rows: pd.DataFrame
    number: int
    noun: str
    words: str
    links: dict[int, Address]
    ignored: tuple[Ignored, ...]


def rows_of(view: View, address: Address, table: Table) -> pd.DataFrame:
    """Return the matching rows of a table, of the chosen strand or pillar if one is chosen."""
    rows, group = view.table(table.name), address.group(table)
    return rows[rows[table.group] == group] if group else rows


def count_matches(briefing: Briefing, address: Address, tables: Sequence[Table]) -> int:
    """Return how many rows of some tables match the filters and the strand or pillar of an address."""
    count = 0
    for table in tables:
        mask, group = address.filters.mask(briefing, table), address.group(table)
        count += int((mask & briefing.group_mask(table, group) if group else mask).sum())
    return count


def count_all(briefing: Briefing, tables: Sequence[Table]) -> int:
    """Return how many rows some tables have."""
    return sum(len(briefing.table(table.name)) for table in tables)


def paged(rows: pd.DataFrame, address: Address, noun: str) -> Pager:
    """Return the page of rows that the address asks for; a number beyond the last page gives the first."""
    last, wanted = max(1, -(-len(rows) // PAGE_SIZE)), int(address.choice(PAGE, "1"))
    number = wanted if wanted <= last else 1
    first = (number - 1) * PAGE_SIZE
    page = rows.iloc[first : first + PAGE_SIZE]
    words = f"{first + 1:,} to {first + len(page):,} of {len(rows):,} {noun}s"
    links = {
        other: address.choose(**{PAGE: "" if other == 1 else str(other)})
        for other in range(1, last + 1)
        if last > 1 and (other in {1, last} or abs(other - number) <= _PAGES_AROUND)
    }
    return Pager(page, number, noun, words, links, (Ignored(PAGE, str(wanted)),) if wanted > last else ())


def next_first(request: PageRequest) -> pd.DataFrame:
    """Return the matching events: now, next, later, each by their first day; then those that have passed, were held or
    are cancelled, newest first.
    """
    when = request.view.briefing.timings(request.today)
    ahead = (Timing.NOW, Timing.NEXT, Timing.LATER)
    keys = []
    for place, event in enumerate(records(request.view.events)):
        timing, start = when[event["id"]], event["start"].toordinal()
        keys.append((ahead.index(timing), start, place) if timing in ahead else (len(ahead), -start, place))
    return request.view.events.iloc[[place for *_, place in sorted(keys)]]


def undated(request: PageRequest, table: Table) -> pd.DataFrame:
    """Return the areas or recommendations of the page that have no related event."""
    rows, briefing = rows_of(request.view, request.address, table), request.view.briefing
    return rows[~briefing.topic_mask(table.name, briefing.dated_topics)[rows.index]]


def grouped(rows: pd.DataFrame, column: str) -> list[tuple[str, pd.DataFrame]]:
    """Return items grouped by a column, in the order in which its values first occur."""
    return [(str(name), members) for name, members in rows.groupby(column, sort=False)]


def grouped_by_topic(rows: pd.DataFrame, topics: Sequence[str]) -> list[tuple[str, pd.DataFrame]]:
    """Return items grouped by topic; one with two topics is in both groups."""
    groups = [(topic, rows[[topic in carried for carried in rows["topics"]]]) for topic in topics]
    return [(topic, members) for topic, members in groups if not members.empty]
