"""Overview: what this is, how much of it, when, what has no date, and what to know before quoting."""

from datetime import UTC, datetime

import pandas as pd
import streamlit as st

from components.briefing import arrangement, findings
from components.briefing.briefing import Briefing
from components.briefing.coverage import coverage
from components.briefing.filters import View
from components.charts.figures import first_events
from components.widgets import chart, counts, filter_bar, notices, tables
from components.widgets.appearance import theme
from components.widgets.text import literal


def draw(view: View, ways: dict[str, st.Page]) -> None:
    """Draw the page; ``ways`` are the other pages, by path."""
    st.markdown(literal(view.briefing.fact("subtitle")))
    counts.draw_overview(view)
    if view.events.empty:
        notices.draw_empty(view, "events")
    else:
        chart.draw(
            first_events(view, theme(), datetime.now(UTC).date()),
            tables.events(view.events.head(arrangement.FIRST)),
            key="gantt",
            finding=findings.timeline(view),
            alt=findings.timeline_alt(view),
            on_choose=lambda data: filter_bar.choose_event(view, data[0]),
            hint=f"{findings.timeline_caveat(view)} Choosing a bar filters by its quarter.",
        )
        if more := findings.first_of(view.events, "event", arrangement.FIRST):
            st.page_link(ways["timeline"], label=literal(f"{more}; see all on the timeline"))
    _draw_coverage(view, ways)
    st.header("Before you quote", anchor=False)
    _draw_facts(view.briefing)
    notices.draw_first_notes(view.briefing, view.briefing.notes_on(findings.MEETING))
    _draw_ways(ways)


def _draw_coverage(view: View, ways: dict[str, st.Page]) -> None:
    st.header(literal(findings.coverage(coverage(view))), anchor=False)
    st.page_link(ways["coverage"], label="See every topic and its dates")


def _draw_facts(briefing: Briefing) -> None:
    """Say who met, where and when, in the article's words, each with a mark where a note contradicts it."""
    columns = ["Fact", "As the article reports it", "Note"]
    rows = pd.DataFrame(findings.meeting(briefing), columns=columns, dtype=object)
    tables.draw(rows, label="The meeting as the article reports it")


def _draw_ways(ways: dict[str, st.Page]) -> None:
    st.header("Ways on", anchor=False)
    with st.grid(3, min_column_width=260, gap="small", key="ways"):
        for path, says in {
            "timeline": "What is due when",
            "areas": "The areas of cooperation, by topic and strand",
            "recommendations": "What the article recommends, as cards",
            "coverage": "Topics against dates",
            "sources": "Data, notes and how to cite",
        }.items():
            with st.container(border=True, gap="xsmall"):
                st.page_link(ways[path])
                st.caption(says)
