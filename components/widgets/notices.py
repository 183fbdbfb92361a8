"""What a reader must know: notes on the article, empty views, and a briefing that cannot be shown."""

from collections.abc import Hashable, Mapping

import pandas as pd
import streamlit as st

from components.briefing import findings
from components.briefing.loading import BriefingError
from components.briefing.view import View
from components.briefing.words import capitalised
from components.widgets import filter_bar
from components.widgets.text import literal, with_links


def draw_notes(notes: pd.DataFrame) -> None:
    """Draw notes, saying apart what the article says, what the public record says, and what it leaves open."""
    for subject, on_subject in notes.groupby("subject", sort=False):
        with st.container(border=True, gap="small"):
            st.markdown(f"### {literal(capitalised(str(subject)))}", anchors=False)
            for note in on_subject.to_dict("records"):
                _draw_note(note)


def _draw_note(note: Mapping[Hashable, str]) -> None:
    said = [f"**The article says:** {literal(note['reported'])} :small[({literal(note['source'])})]"]
    if note["evidence"]:
        said.append(f"**The public record says:** {literal(note['finding'])}")
        said.append(f":small[Evidence: {with_links(note['evidence'])}]")
    else:
        said.append(f"**What it leaves open:** {literal(note['finding'])}")
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
    st.markdown("\n".join(f"- {literal(str(problem))}" for problem in error.shown))
    if error.left_out:
        st.markdown(f"… and {error.left_out:,} more.")
