"""Cards: one event, area or recommendation each, with everything that is known about it."""

from collections.abc import Mapping
from typing import Any

import pandas as pd
import streamlit as st

from components.briefing import findings, links
from components.briefing.briefing import records
from components.briefing.filters import Filters, View
from components.briefing.words import isolated
from components.widgets import filter_bar
from components.widgets.text import literal

Item = Mapping[str, Any]
"""One row of events, areas or recommendations, by column."""

_LEVEL = "###"


def draw_grid(items: pd.DataFrame, table: str, view: View, *, marked: str = "", key: str = "cards") -> None:
    """Draw the items of a table as cards, as many beside each other as fit; ``marked`` is the id of a linked one."""
    with st.grid(3, min_column_width=280, gap="small", key=key):
        for item in records(items):
            draw(item, table, view, is_marked=item["id"] == marked, key=key)


def draw(item: Item, table: str, view: View, *, is_marked: bool = False, key: str = "card") -> None:
    """Draw one item: title, group, summary, topics to filter by, dates, locator, and the link to it."""
    with st.container(border=True, height="stretch", gap="xsmall", key=f"{key}-{item['id']}"):
        # As few elements as can be: each is a message of its own, and a page of cards has most of a run's.
        mark = "▸ Linked: " if is_marked else ""
        about = (f"{_LEVEL} {mark}{literal(item['title'])}", f":small[{literal(findings.group(item, table))}]")
        st.markdown("\n\n".join((*about, literal(item["summary"]))), anchors=False)
        _topics(item, view, key)
        address = links.link(links.PAGE_OF_TABLE[table], Filters(), item=item["id"])
        origin = f":small[{literal(isolated(item['source']))} · [Link to {literal(item['id'])}]({address})]"
        through = [] if table == "events" else [literal(findings.through(item, view))]
        st.markdown("\n\n".join((*through, origin)))


def _topics(item: Item, view: View, key: str) -> None:
    with st.container(horizontal=True, gap="xsmall", key=f"topics-{key}-{item['id']}"):
        for topic in item["topics"]:
            chosen = view.filters.topics == (topic,)
            st.button(
                f"{'✓ ' if chosen else ''}{literal(topic)}",
                key=f"topic-{key}-{item['id']}-{topic}",
                type="tertiary",
                help="Show everything again" if chosen else "Show only this topic",
                on_click=filter_bar.choose,
                kwargs={"topic": topic},
            )
