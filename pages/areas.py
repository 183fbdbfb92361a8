"""Areas: what was agreed and what was discussed, broken down by topic and by strand."""

import pandas as pd
import streamlit as st

from components.briefing import findings
from components.briefing.view import View
from components.charts.breakdown import counts_by_topic, stacked_bars, treemap
from components.charts.palette import topic_colours
from components.widgets import cards, chart, choices, counts, filter_bar, linked_item, notices, tables
from components.widgets.appearance import theme


def draw(view: View) -> None:
    """Draw the page."""
    marked = linked_item.draw(view, "areas")
    if view.areas.empty:
        counts.draw_line(view, "areas")
        notices.draw_empty(view, "areas")
        return
    with st.container(horizontal=True, vertical_alignment="bottom"):
        anything = "Both strands" if len(view.briefing.strands) == 2 else "All strands"
        strand = choices.selectbox("Strand", "areas", "strand", view.briefing.strands, anything=anything, width=260)
        picture = choices.radio("Picture", "areas", "view", ("Bars", "Treemap"))
    shown = view.areas if strand is None else view.areas[view.areas["strand"] == strand]
    counts.draw_line(view, "areas", len(shown))
    strands = view.briefing.strands if strand is None else (strand,)
    _draw_picture(view, shown, strands, picture)
    st.header("The areas", anchor=False)
    cards.draw_grid(shown, "areas", view, marked=marked)
    with st.expander("The areas as a table"):
        tables.draw(tables.items(shown, "areas"), label="Areas of cooperation")


def _draw_picture(view: View, shown: pd.DataFrame, strands: tuple[str, ...], picture: str) -> None:
    if picture == "Bars":
        figure = stacked_bars(shown, view.topics, strands, theme())
    else:
        colours = topic_colours(view.briefing.topic_names, theme())
        figure = treemap(shown, strands, {topic: colours[topic] for topic in view.topics}, theme())
    counted = counts_by_topic(shown, view.topics, strands)
    chart.draw(
        figure,
        tables.breakdown(counted),
        key=f"areas-{picture}",
        finding=findings.areas(view, shown),
        alt=findings.areas_alt(view, shown),
        on_choose=_choose,
        hint="An area with two topics counts under both. Choosing a bar or a box filters by its topic, choosing a "
        "strand’s own box by the strand.",
    )


def _choose(data: list[str]) -> None:
    topic, strand, *_ = data
    if topic:
        filter_bar.choose(topic=topic)
    else:
        choices.choose("strand", strand)
