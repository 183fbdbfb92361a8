"""Recommendations: what the article recommends, as cards to group, sort and filter."""

import streamlit as st

from components.briefing import arrangement
from components.briefing.filters import View
from components.briefing.words import counted, isolated
from components.widgets import cards, choices, counts, linked_item, notices, tables
from components.widgets.text import literal

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
        group = choices.radio("Group by", _PATH, "view", arrangement.GROUPS)
        order = choices.radio("Sort", _PATH, "sort", arrangement.ORDERS)
    rows = arrangement.recommendations_of(view, pillar, order)
    counts.draw_line(view, "recommendations", len(rows))
    if rows.empty:
        notices.draw_empty(view, "recommendations")
        return
    number = choices.page_number(_PATH, rows)
    shown = arrangement.page_of(rows, number)
    counts.draw_part(rows, number)
    for name, members in arrangement.grouped(shown, group, view):
        if name:
            st.header(f"{literal(isolated(name))}: {counted(len(members), 'recommendation')}", anchor=False)
        cards.draw_grid(members, "recommendations", view, marked=marked, key=f"cards-{name}")
    with st.expander("The recommendations as a table"):
        tables.draw(tables.items(shown, "recommendations"), label="Recommendations")
