"""Timeline: the events on a time axis, how settled their dates are, and each event as a card."""

from datetime import UTC, datetime

import streamlit as st

from components.briefing import arrangement, findings
from components.briefing.filters import View
from components.charts.figures import timeline
from components.widgets import cards, chart, choices, counts, filter_bar, linked_item, notices, share, tables
from components.widgets.appearance import theme


def draw(view: View) -> None:
    """Draw the page."""
    marked = linked_item.draw(view, "events")
    counts.draw_line(view, "events")
    number = choices.page_number("timeline", view.events)
    shown = arrangement.page_of(view.events, number)
    counts.draw_part(view.events, number)
    today = datetime.now(UTC).date()
    chart.draw(
        timeline(view, number, theme(), today),
        tables.events(shown),
        key="gantt",
        finding=findings.timeline(view),
        alt=findings.timeline_alt(view),
        on_choose=lambda data: filter_bar.choose_event(view, data[0]),
        hint=f"{findings.timeline_caveat(view)} Choosing a bar filters by its quarter.".strip(),
        open_table=True,
    )
    share.draw_downloads(view, "Calendar", "Events as CSV")
    if view.events.empty:
        notices.draw_empty(view, "events")
    else:
        st.header("The events", anchor=False)
        cards.draw_grid(shown, "events", view, marked=marked)
    notes = view.briefing.notes_on({"events", *shown["id"]})
    if not notes.empty:
        st.header("Before you quote a date", anchor=False)
        notices.draw_first_notes(view.briefing, notes)
