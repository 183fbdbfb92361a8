"""Recommendations: what the article recommends, as cards to group, sort and filter."""

import pandas as pd
import streamlit as st

from components.briefing.briefing import kept
from components.briefing.view import View
from components.briefing.words import counted, fold
from components.widgets import cards, choices, counts, linked_item, notices, tables
from components.widgets.text import literal

PAGE_SIZE = 24
_PATH = "recommendations"


def draw(view: View) -> None:
    """Draw the page."""
    marked = linked_item.draw(view, "recommendations")
    if view.recommendations.empty:
        counts.draw_line(view, "recommendations")
        notices.draw_empty(view, "recommendations")
        return
    with st.container(horizontal=True, vertical_alignment="bottom"):
        pillar = choices.selectbox("Pillar", _PATH, "pillar", view.briefing.pillars, anything="All pillars", width=330)
        group = choices.radio("Group by", _PATH, "view", ("Pillar", "Topic", "None"))
        order = choices.radio("Sort", _PATH, "sort", ("Article order", "Title", "Dated first"))
    rows = view.recommendations
    if pillar is not None:
        rows = rows[rows["pillar"] == pillar]
    counts.draw_line(view, "recommendations", len(rows))
    if rows.empty:
        notices.draw_empty(view, "recommendations")
        return
    shown = _paged(ordered(rows, order, view))
    for name, members in grouped(shown, group, view):
        if name:
            st.header(f"{literal(name)}: {counted(len(members), 'recommendation')}", anchor=False)
        cards.draw_grid(members, "recommendations", view, marked=marked, key=f"cards-{name}")
    with st.expander("The recommendations as a table"):
        tables.draw(tables.items(shown, "recommendations"), label="Recommendations")


def ordered(rows: pd.DataFrame, order: str, view: View) -> pd.DataFrame:
    """Return recommendations in one of the orders that the page offers."""
    if order == "Title":
        return rows.sort_values("title", key=lambda titles: titles.map(fold), kind="stable")
    if order == "Dated first":
        undated = pd.Series([view.events_sharing(topics).empty for topics in rows["topics"]], index=rows.index)
        return rows.loc[undated.sort_values(kind="stable").index]
    return rows


def grouped(rows: pd.DataFrame, group: str, view: View) -> list[tuple[str, pd.DataFrame]]:
    """Return recommendations in named groups; with two topics one stands in both groups, as the page says."""
    if group == "Pillar":
        named = [(pillar, rows[rows["pillar"] == pillar]) for pillar in view.briefing.pillars]
    elif group == "Topic":
        named = [(topic, kept(rows, (topic in topics for topics in rows["topics"]))) for topic in view.topics]
    else:
        named = [("", rows)]
    return [(name, members) for name, members in named if not members.empty]


def _paged(rows: pd.DataFrame) -> pd.DataFrame:
    pages = -(-len(rows) // PAGE_SIZE)
    if pages < 2:
        return rows
    page = choices.page_number(_PATH, pages)
    first = (page - 1) * PAGE_SIZE
    shown = rows.iloc[first : first + PAGE_SIZE]
    st.caption(f"{first + 1:,} to {first + len(shown):,} of {len(rows):,}")
    return shown
