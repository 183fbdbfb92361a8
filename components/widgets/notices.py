"""What a reader must know: notes on the article, empty views, and a briefing that cannot be shown."""

from collections.abc import Hashable, Mapping

import pandas as pd
import streamlit as st

from components.briefing import findings
from components.briefing.briefing import Briefing
from components.briefing.loading import BriefingError
from components.briefing.view import View
from components.briefing.words import isolated
from components.widgets import filter_bar
from components.widgets.text import literal, with_links

_MOST_PROBLEMS = 50


def draw_notes(briefing: Briefing, notes: pd.DataFrame) -> None:
    """Draw notes, saying apart what the article says, what the public record says, and what it leaves open."""
    for name, on_subject in notes.groupby("subject", sort=False):
        with st.container(border=True, gap="small"):
            st.markdown(f"### {literal(findings.subject(str(name), briefing))}", anchors=False)
            for note in on_subject.to_dict("records"):
                _draw_note(note)


def _draw_note(note: Mapping[Hashable, str]) -> None:
    reported, source, finding = (literal(isolated(note[part])) for part in ("reported", "source", "finding"))
    said = [f"**The article says:** {reported} :small[({source})]"]
    if note["evidence"]:
        said.append(f"**The public record says:** {finding}")
        said.append(f":small[Evidence: {with_links(isolated(note['evidence']))}]")
    else:
        said.append(f"**What it leaves open:** {finding}")
    st.markdown("  \n".join(said))


def draw_empty(view: View, table: str) -> None:
    """Say that nothing of a table matches, under which filters, and offer the ways out."""
    with st.container(border=True, key=f"empty-{table}"):
        st.markdown(f"**{literal(findings.nothing(view, table))}**")
        if view.filters:
            filter_bar.draw_clear(f"clear-empty-{table}")


def draw_problems(error: BriefingError) -> None:
    """Say that the data cannot be shown, with the file, line and column of everything that is wrong."""
    st.error(
        "**The data cannot be shown.** These places in the CSV files need mending; the page recovers by itself then."
    )
    shown = error.problems[:_MOST_PROBLEMS]
    st.markdown("\n".join(f"- {literal(str(problem))}" for problem in shown))
    if len(error.problems) > len(shown):
        st.markdown(f"… and {len(error.problems) - len(shown):,} more.")
