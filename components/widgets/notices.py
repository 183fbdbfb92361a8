"""What a reader must know: notes on the article, empty views, and a briefing that cannot be shown."""

from collections.abc import Mapping, Sequence

import pandas as pd
import streamlit as st

from components.briefing import arrangement, findings
from components.briefing.briefing import Briefing, records
from components.briefing.filters import View
from components.briefing.loading import Problem
from components.briefing.store import Snapshot
from components.briefing.words import isolated
from components.widgets import filter_bar
from components.widgets.text import literal, with_links


def draw_notes(briefing: Briefing, notes: pd.DataFrame) -> None:
    """Draw notes, saying apart what the article says, what the public record says, and what it leaves open."""
    for name, on_subject in notes.groupby("subject", sort=False):
        with st.container(border=True, gap="small"):
            st.markdown(f"### {literal(findings.subject(str(name), briefing))}", anchors=False)
            for note in records(on_subject):
                _draw_note(note)


def draw_first_notes(briefing: Briefing, notes: pd.DataFrame) -> None:
    """Draw the first notes, and say where the others are if there are more."""
    draw_notes(briefing, arrangement.page_of(notes, 1))
    if said := findings.more_notes(notes):
        st.markdown(f"{literal(said)} [Sources](/sources)")


def _draw_note(note: Mapping[str, str]) -> None:
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


def draw_problems(problems: Sequence[Problem]) -> None:
    """Say that the data cannot be shown, with the file, line and column of everything that is wrong."""
    st.error(f"**{literal(findings.NOT_SHOWN)}** {literal(findings.RECOVERS)}")
    st.markdown(_listed(problems))


def draw_stale(now: Snapshot) -> None:
    """Say that the files have mistakes by now, and which, while the last version without any is shown."""
    if now.briefing is not None and now.problems:
        with st.container(key="stale"):
            st.warning(f"**{literal(findings.stale(now.briefing))}** {literal(findings.RECOVERS)}")
            with st.expander(literal(findings.mistakes(now.problems))):
                st.markdown(_listed(now.problems))


def _listed(problems: Sequence[Problem]) -> str:
    return "\n".join(f"- {literal(said)}" for said in findings.problems(problems))
