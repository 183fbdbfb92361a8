"""How items are paged, and recommendations ordered and grouped: what the pages offer, for every rendering of them."""

from collections.abc import Collection

import pandas as pd

from components.briefing.briefing import rows_where
from components.briefing.caching import view_cache
from components.briefing.coverage import MOST_PERIODS, counts_by_topic
from components.briefing.filters import View
from components.briefing.quarters import whole_years
from components.briefing.words import fold

PAGE_SIZE = 24
"""Items on one page: cards, bars of the Gantt, rows of a table."""
FIRST = 12
"""Events on the small Gantt of the Overview."""
_MOST = 64
"""Breakdowns that are kept."""
GROUPS = ("Pillar", "Topic", "None")
ORDERS = ("Article order", "Title", "Dated first")


def chosen(asked: str, options: Collection[str]) -> str | None:
    """Return the option that a link asks for, as it is or whatever its case and the spaces around it, or None."""
    if asked in options:
        return asked
    wanted = fold(asked).strip()
    return next((option for option in options if wanted and fold(option) == wanted), None)


def ordered(rows: pd.DataFrame, order: str, view: View) -> pd.DataFrame:
    """Return recommendations in one of ``ORDERS``; equal ones keep the order of the article."""
    if order == "Title":
        return rows.sort_values("title", key=lambda titles: titles.map(fold), kind="stable")
    if order == "Dated first":
        undated = pd.Series([view.reached_topics.isdisjoint(topics) for topics in rows["topics"]], index=rows.index)
        return rows.loc[undated.sort_values(kind="stable").index]
    return rows


def page_of(rows: pd.DataFrame, number: int) -> pd.DataFrame:
    """Return the rows of one page, counted from 1."""
    return rows.iloc[(number - 1) * PAGE_SIZE : number * PAGE_SIZE]


def pages_of(*tables: pd.DataFrame) -> int:
    """Return how many pages the rows of these tables fill, side by side; at least one."""
    return max(1, *(-(-len(rows) // PAGE_SIZE) for rows in tables))


def axis(shown: pd.DataFrame, view: View) -> tuple[str, ...]:
    """Return the quarters of the time axis for some events: all of the briefing's or, where they would be too many to
    tell apart, those of the years that these events touch.
    """
    quarters = view.briefing.quarters
    return quarters if len(quarters) <= MOST_PERIODS else whole_years([*shown["start"], *shown["end"]])


def areas_of(view: View, strand: str | None) -> pd.DataFrame:
    """Return the matching areas of one strand, or of all."""
    return view.areas if strand is None else view.areas[view.areas["strand"] == strand]


def strands_of(view: View, strand: str | None) -> tuple[str, ...]:
    """Return the strands that are shown: the chosen one, or all of the briefing."""
    return view.briefing.strands if strand is None else (strand,)


@view_cache(_MOST)
def area_counts(view: View, strand: str | None = None) -> pd.DataFrame:
    """Count the matching areas, of one strand or of all: a row for each topic, a column for each strand."""
    return counts_by_topic(areas_of(view, strand), view.topics, strands_of(view, strand))


def recommendations_of(view: View, pillar: str | None, order: str) -> pd.DataFrame:
    """Return the matching recommendations of one pillar, or of all, in one of ``ORDERS``."""
    rows = view.recommendations
    return ordered(rows if pillar is None else rows[rows["pillar"] == pillar], order, view)


def grouped(rows: pd.DataFrame, group: str, view: View) -> list[tuple[str, pd.DataFrame]]:
    """Return recommendations under the names of one of ``GROUPS``; one with two topics stands under both."""
    if group == "Pillar":
        named = [(pillar, rows[rows["pillar"] == pillar]) for pillar in view.briefing.pillars]
    elif group == "Topic":
        named = [(topic, rows_where(rows, (topic in topics for topics in rows["topics"]))) for topic in view.topics]
    else:
        named = [("", rows)]
    return [(name, members) for name, members in named if not members.empty]
