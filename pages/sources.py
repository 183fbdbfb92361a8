"""Sources: the data itself, the notes on it, what its columns mean, and how to cite it."""

import pandas as pd
import streamlit as st

from components.briefing import arrangement, contract, findings
from components.briefing.briefing import Briefing
from components.briefing.filters import View
from components.briefing.words import capitalised
from components.widgets import choices, counts, notices, share, tables
from components.widgets.text import literal, with_links


def draw(view: View) -> None:
    """Draw the page."""
    briefing = view.briefing
    st.header("What is whose", anchor=False)
    st.markdown("\n".join(f"- **{whose}:** {what}" for whose, what in findings.WHOSE))
    st.header("The briefing", anchor=False)
    tables.draw(
        pd.DataFrame(
            {
                "Field": briefing.facts["field"].map(capitalised),
                "Value": briefing.facts["value"],
                "Source": briefing.facts["source"],
            },
            dtype=object,
        ),
        label="Facts of the briefing",
    )
    tables_of_view = [*(view.items(table) for table in findings.NOUNS), briefing.notes]
    number = choices.page_number("sources", *tables_of_view)
    st.header("Notes", anchor=False)
    if briefing.notes.empty:
        st.markdown("Nothing is noted on this article.")
    counts.draw_part(briefing.notes, number)
    notices.draw_notes(briefing, arrangement.page_of(briefing.notes, number))
    _draw_data(view, number)
    _draw_dictionary()
    _draw_citation(briefing)


def _draw_data(view: View, number: int) -> None:
    st.header("The data", anchor=False)
    share.draw_downloads(view, *share.downloads(view))
    st.markdown("[Data Package: what the files are, for programs](/export/datapackage.json)")
    for table, noun in findings.NOUNS.items():
        counts.draw_line(view, table)
        counts.draw_part(view.items(table), number)
        shown = arrangement.page_of(view.items(table), number)
        rows = (
            tables.events(shown).assign(Summary=shown["summary"]) if table == "events" else tables.items(shown, table)
        )
        tables.draw(rows, label=f"{noun.capitalize()}s")
    st.markdown("**Topics**")
    tables.draw(view.briefing.topics.rename(columns=str.capitalize), label="Topics")


def _draw_dictionary() -> None:
    st.header("What the columns mean", anchor=False)
    for table in contract.TABLES:
        with st.expander(f"{literal(table.file)}: {literal(table.meaning)}"):
            tables.draw(
                pd.DataFrame(
                    [
                        {
                            "Column": column.name,
                            "Meaning": column.meaning,
                            "Holds": " or ".join(column.vocabulary) or column.kind.value,
                            "Must be filled": "yes" if column.required else "no",
                        }
                        for column in table.columns
                    ],
                    dtype=object,
                ),
                label=f"Columns of {table.file}",
            )


def _draw_citation(briefing: Briefing) -> None:
    st.header("How to cite", anchor=False)
    st.markdown(with_links(findings.citation(briefing)))
    st.caption(
        "The version is made from the words of the data: the same version is the same data, on any server, in any year."
    )
