"""One widget draws every chart: its finding, the figure with a text alternative, what a click means, the table."""

from collections.abc import Callable

import pandas as pd
import streamlit as st

from components.charts.figure import CONFIG, Figure
from components.widgets import tables
from components.widgets.text import literal

Choose = Callable[[list[str]], None]
"""Told the ``customdata`` of the mark that a reader chose."""


def draw(
    figure: Figure,
    rows: pd.DataFrame,
    *,
    key: str,
    finding: str,
    alt: str,
    on_choose: Choose,
    hint: str,
    open_table: bool = False,
) -> None:
    """Draw a chart titled by its finding, and below it the same rows as a table, labelled by ``rows``' columns.

    ``alt`` is read out instead of the picture. ``hint`` says what choosing a mark does.
    """
    st.header(literal(finding), anchor=False)
    st.plotly_chart(
        figure,
        key=key,
        alt=alt,
        config=dict(CONFIG),
        theme=None,
        selection_mode="points",
        on_select=lambda: _choose(key, figure, on_choose),
    )
    st.caption(literal(hint))
    with st.expander("The same as a table", expanded=open_table):
        tables.draw(rows, label=finding)


def _choose(key: str, figure: Figure, on_choose: Choose) -> None:
    """Pass on what was chosen. Plotly also reports that nothing is chosen any more, which means nothing here.

    The mark is looked up in the figure by its place, since not every kind of trace sends its ``customdata`` back.
    """
    points = st.session_state[key]["selection"]["points"]
    if not points:
        return
    trace, place = points[0].get("curve_number", -1), points[0].get("point_number", -1)
    if 0 <= trace < len(figure.data) and 0 <= place < len(figure.data[trace].customdata):
        on_choose([str(value) for value in figure.data[trace].customdata[place]])
