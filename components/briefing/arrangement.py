"""How recommendations are ordered, grouped and paged: the choices that their page offers, for every rendering of it."""

from collections.abc import Sequence

import pandas as pd

from components.briefing.briefing import kept
from components.briefing.view import View
from components.briefing.words import fold

PAGE_SIZE = 24
"""Cards on one page."""
GROUPS = ("Pillar", "Topic", "None")
ORDERS = ("Article order", "Title", "Dated first")


def chosen(asked: str, options: Sequence[str]) -> str | None:
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
        undated = pd.Series([view.events_sharing(topics).empty for topics in rows["topics"]], index=rows.index)
        return rows.loc[undated.sort_values(kind="stable").index]
    return rows


def page_of(rows: pd.DataFrame, number: int) -> pd.DataFrame:
    """Return the rows of one page, counted from 1."""
    return rows.iloc[(number - 1) * PAGE_SIZE : number * PAGE_SIZE]


def pages_of(rows: pd.DataFrame) -> int:
    """Return how many pages the rows fill, at least one."""
    return max(1, -(-len(rows) // PAGE_SIZE))


def grouped(rows: pd.DataFrame, group: str, view: View) -> list[tuple[str, pd.DataFrame]]:
    """Return recommendations under the names of one of ``GROUPS``; one with two topics stands under both."""
    if group == "Pillar":
        named = [(pillar, rows[rows["pillar"] == pillar]) for pillar in view.briefing.pillars]
    elif group == "Topic":
        named = [(topic, kept(rows, (topic in topics for topics in rows["topics"]))) for topic in view.topics]
    else:
        named = [("", rows)]
    return [(name, members) for name, members in named if not members.empty]
