"""Areas: what was agreed and what was discussed, broken down by topic and by strand."""

import streamlit as st

from components.briefing import arrangement, findings
from components.briefing.filters import View
from components.charts.figures import areas_as_bars, areas_as_treemap
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
    shown = arrangement.areas_of(view, strand)
    counts.draw_line(view, "areas", len(shown))
    _draw_picture(view, strand, picture)
    st.header("The areas", anchor=False)
    number = choices.page_number("areas", shown)
    here = arrangement.page_of(shown, number)
    counts.draw_part(shown, number)
    cards.draw_grid(here, "areas", view, marked=marked)
    with st.expander("The areas as a table"):
        tables.draw(tables.items(here, "areas"), label="Areas of cooperation")


def _draw_picture(view: View, strand: str | None, picture: str) -> None:
    figure = (areas_as_bars if picture == "Bars" else areas_as_treemap)(view, strand, theme())
    chart.draw(
        figure,
        tables.breakdown(arrangement.area_counts(view, strand)),
        key=f"areas-{picture}",
        finding=findings.areas(view, strand),
        alt=findings.areas_alt(view, strand),
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
