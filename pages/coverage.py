"""Coverage: the question that no list answers, which topics have a date and which have none."""

import pandas as pd
import streamlit as st

from components.briefing import arrangement, findings
from components.briefing.coverage import Coverage, coverage
from components.briefing.filters import View
from components.charts.figures import coverage_matrix
from components.widgets import chart, choices, counts, filter_bar, tables
from components.widgets.appearance import theme
from components.widgets.text import literal


def draw(view: View) -> None:
    """Draw the page."""
    found = coverage(view)
    st.markdown(f"**{literal(findings.dated(found))}** with a dated event{literal(findings.under(view))}")
    chart.draw(
        coverage_matrix(view, theme()),
        tables.coverage(found),
        key="coverage",
        finding=findings.coverage(found),
        alt=findings.coverage_alt(found),
        on_choose=lambda data: _choose(found, data),
        hint="Each cell counts the items that carry the topic. Choosing a cell filters by its topic, and by its time "
        "in the tinted columns. ✕ marks a topic without a date and a quarter without an event.",
    )
    _draw_undated(view)


def _choose(found: Coverage, data: list[str]) -> None:
    topic, across, name, *_ = data
    filter_bar.choose(topic=topic, quarters=found.quarters_in(across, name))


def _draw_undated(view: View) -> None:
    """List what is agreed, discussed or recommended and has no date at all, not even through another topic."""
    undated = findings.undated(view)
    said = findings.without_any_date(view, undated)
    if not said:
        return
    st.header("Without any date", anchor=False)
    st.markdown(literal(said))
    if undated.empty:
        return
    number = choices.page_number("coverage", undated)
    shown = arrangement.page_of(undated, number)
    counts.draw_part(undated, number)
    rows = {
        "Title": list(map(tables.title, shown["id"], shown["title"], shown["table"])),
        "What it is": shown["table"].map(findings.NOUNS),
        "Topics": shown["topics"],
        "Source": shown["source"],
    }
    tables.draw(pd.DataFrame(rows, dtype=object), label="What is without any date")
