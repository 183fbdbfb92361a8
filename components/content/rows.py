"""Which rows a page shows: narrowed to a strand or pillar, and page by page."""

from collections.abc import Sequence
from typing import NamedTuple

import pandas as pd

from components.briefing.address import PAGE, Address
from components.briefing.briefing import Briefing, Mask, Timing, records
from components.briefing.contract import Table
from components.briefing.filters import Ignored, View
from components.briefing.words import fold
from components.content.page import PageRequest

PAGE_SIZE = 24
"""Items on one page: cards, bars of the Gantt, rows of a table."""
_PAGES_AROUND = 2
"""Page numbers offered on both sides of the one that is shown."""


class PageLink(NamedTuple):
    """One number of the pager; ``has_gap`` says that numbers are left out before it."""

    number: int
    address: Address
    is_current: bool
    has_gap: bool


class Pager(NamedTuple):
    """One page of rows and the links to the others, none if there is only one page; ``noun`` names one row, and
    ``words`` says which rows these are.
    """

    rows: pd.DataFrame
    noun: str
    words: str
    links: tuple[PageLink, ...]
    next: Address | None
    ignored: tuple[Ignored, ...] = ()


def rows_of(view: View, address: Address, table: Table) -> pd.DataFrame:
    """Return the matching rows of a table, of the chosen strand or pillar if one is chosen."""
    rows, group = view.table(table.name), address.group(table)
    return rows[rows[table.group] == group] if group else rows


def count_matches(briefing: Briefing, address: Address, tables: Sequence[Table]) -> int:
    """Return how many rows of some tables match the filters and the strand or pillar of an address."""
    masks = []
    for table in tables:
        mask, group = address.filters.mask(briefing, table), address.group(table)
        masks.append(mask & briefing.group_mask(table, group) if group else mask)
    return sum(int(mask.sum()) for mask in masks)


def count_all(briefing: Briefing, tables: Sequence[Table]) -> int:
    """Return how many rows some tables have."""
    return sum(len(briefing.table(table.name)) for table in tables)


def paged(rows: pd.DataFrame, address: Address, noun: str) -> Pager:
    """Return the page of rows that the address asks for; a number beyond the last page gives the first."""
    last, wanted = max(1, -(-len(rows) // PAGE_SIZE)), int(address.choice(PAGE, "1"))
    number = wanted if wanted <= last else 1
    first = (number - 1) * PAGE_SIZE
    page = rows.iloc[first : first + PAGE_SIZE]
    words = f"{first + 1:,} to {first + len(page):,} of {len(rows):,} {noun}s" if last > 1 else ""
    links = tuple(_links(address, number, last)) if last > 1 else ()
    following = address.choose(**{PAGE: str(number + 1)}) if number < last else None
    return Pager(page, noun, words, links, following, (Ignored(PAGE, str(wanted)),) if wanted > last else ())


def _links(address: Address, current: int, last: int) -> list[PageLink]:
    near = [number for number in range(1, last + 1) if number in {1, last} or abs(number - current) <= _PAGES_AROUND]
    return [
        PageLink(
            number, address.choose(page="" if number == 1 else str(number)), number == current, number > before + 1
        )
        for before, number in zip([0, *near], near, strict=False)
    ]


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


def by_title(rows: pd.DataFrame) -> pd.DataFrame:
    """Return items in the order of their titles."""
    return rows.sort_values("title", key=lambda titles: titles.map(fold), kind="stable")


def undated(request: PageRequest, table: Table) -> pd.DataFrame:
    """Return the areas or recommendations of the page that have no related event."""
    rows = rows_of(request.view, request.address, table)
    return rows[~_is_dated(rows, table, request.view.briefing)]


def dated_first(rows: pd.DataFrame, table: Table, briefing: Briefing) -> pd.DataFrame:
    """Return items with a related event before those without, otherwise in their order."""
    dated = _is_dated(rows, table, briefing)
    return pd.concat([rows[dated], rows[~dated]])


def _is_dated(rows: pd.DataFrame, table: Table, briefing: Briefing) -> Mask:
    return briefing.topic_mask(table.name, briefing.dated_topics)[rows.index]


def grouped(rows: pd.DataFrame, column: str) -> list[tuple[str, pd.DataFrame]]:
    """Return items grouped by a column, in the order in which its values first occur."""
    return [(str(name), members) for name, members in rows.groupby(column, sort=False)]


def grouped_by_topic(rows: pd.DataFrame, topics: Sequence[str]) -> list[tuple[str, pd.DataFrame]]:
    """Return items grouped by topic; one with two topics is in both groups."""
    groups = [(topic, rows[[topic in carried for carried in rows["topics"]]]) for topic in topics]
    return [(topic, members) for topic, members in groups if not members.empty]
