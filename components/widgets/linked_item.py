"""The one item that a link names (``item=rec-3``): shown first and marked, until the reader is done with it."""

import streamlit as st

from components.briefing import findings, links
from components.briefing.briefing import records
from components.briefing.filters import Ignored, View, ignored_sentence
from components.briefing.words import fold
from components.widgets import cards
from components.widgets.text import literal


def draw(view: View, table: str) -> str:
    """Draw the linked item of a table on top of its page, if the link names one; return its id or an empty text."""
    asked = st.query_params.get(links.ITEM, "")
    if not asked:
        return ""
    items = view.briefing.items(table)
    found = items[items["id"] == fold(asked).strip()]
    if found.empty:
        st.warning(literal(ignored_sentence([Ignored(links.ITEM, asked)])))
        return ""
    (item,) = records(found)
    with st.container(horizontal=True, vertical_alignment="center"):
        st.header(f"Linked {findings.NOUNS[table]}", anchor=False)
        st.button("Close it", key="unmark", type="tertiary", on_click=_forget)
    if item["id"] not in set(view.items(table)["id"]):
        st.caption(f"It does not match {literal(view.filters.sentence)} and is shown because the link names it.")
    cards.draw(item, table, view, is_marked=True, key="linked")
    return str(item["id"])


def _forget() -> None:
    del st.query_params[links.ITEM]
