"""Coverage: the question that no list answers, which topics have a date and which have none."""

import pandas as pd
import streamlit as st

from components.briefing import findings
from components.briefing.briefing import kept
from components.briefing.coverage import Coverage, coverage
from components.briefing.view import View
from components.briefing.words import capitalised, counted, listed
from components.charts.matrix import matrix
from components.widgets import chart, filter_bar, tables
from components.widgets.appearance import theme
from components.widgets.text import literal

_UNDATED = ("areas", "recommendations")
"""The tables whose items have no date of their own."""


def draw(view: View) -> None:
    """Draw the page."""
    found = coverage(view)
    st.markdown(f"**{literal(findings.dated(found))}** with a dated event{literal(findings.under(view))}")
    chart.draw(
        matrix(found, theme()),
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
    kinds = [findings.NOUNS[table] for table in _UNDATED if not view.briefing.items(table).empty]
    if not kinds:
        return
    dated = view.briefing.dated_topics
    undated = {
        table: kept(view.items(table), (dated.isdisjoint(topics) for topics in view.items(table)["topics"]))
        for table in _UNDATED
    }
    rows = pd.concat(
        [
            pd.DataFrame(
                {
                    "Title": tables.titles(items, table),
                    "What it is": findings.NOUNS[table],
                    "Topics": items["topics"],
                    "Source": items["source"],
                },
                dtype=object,
            )
            for table, items in undated.items()
        ]
    )
    st.header("Without any date", anchor=False)
    if rows.empty:
        st.markdown(f"Every {listed(kinds)}{literal(findings.under(view))} shares a topic with an event.")
        return
    number = listed([counted(len(items), findings.NOUNS[table]) for table, items in undated.items() if len(items)])
    share = "shares" if len(rows) == 1 else "share"
    st.markdown(f"{literal(number)}{literal(findings.under(view))} {share} no topic with any event of the timeline.")
    tables.draw(rows, label=f"{capitalised(listed([f'{kind}s' for kind in kinds]))} without any date")
