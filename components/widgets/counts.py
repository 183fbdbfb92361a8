"""Counts: how many items match, out of how many."""

import pandas as pd
import streamlit as st

from components.briefing import findings
from components.briefing.coverage import coverage
from components.briefing.filters import View
from components.widgets.text import literal


def draw_overview(view: View) -> None:
    """Draw the counts of the whole view: events, areas, recommendations, and topics with a date."""
    with st.grid(4, min_column_width=150, gap="small", key="counts"):
        for label, value in findings.counts(view, coverage(view)):
            st.metric(label, value, border=True)


def draw_line(view: View, table: str, shown: int | None = None) -> None:
    """Draw the line that says how many items of a table match, out of how many, under which filters; nothing for
    what the briefing has none of, since the page then says so itself.
    """
    if not view.briefing.items(table).empty:
        st.markdown(f"**{literal(findings.matching(view, table, shown))}**{literal(findings.under(view))}")


def draw_part(rows: pd.DataFrame, number: int) -> None:
    """Draw the line that says which rows this page of them shows, where there are several pages."""
    if said := findings.part(rows, number):
        st.caption(literal(said))
