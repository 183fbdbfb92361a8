"""Tables of a view, row by row what a figure or a page shows."""

from collections.abc import Container
from typing import NamedTuple

import pandas as pd
import streamlit as st

from components.briefing import findings, links
from components.briefing.briefing import records
from components.briefing.coverage import Coverage
from components.briefing.filters import Filters
from components.briefing.words import isolated
from components.widgets.text import literal


class Link(NamedTuple):
    """A cell that leads to another view."""

    text: str
    address: str


def draw(rows: pd.DataFrame, *, label: str) -> None:
    """Draw rows of text or numbers as a real table, that wraps, prints and is read out, each cell as it is.

    The names of the columns are its header, lists in cells are separated by commas, a ``Link`` is a link, and
    ``label`` names the table to a screen reader.
    """
    if rows.empty:
        st.caption(f"{literal(label)}: no rows.")
        return
    shown = pd.DataFrame(
        {literal(str(name)): [_written(value) for value in column] for name, column in rows.items()}, dtype=object
    )
    # A table wider than a phone scrolls sideways, which a keyboard can do only where a link takes the focus.
    is_linked = any(isinstance(value, Link) for value in rows.iloc[0])
    with st.container(key=f"{'wide' if is_linked else 'narrow'}-{label}"):
        st.table(shown, hide_index=True, border="horizontal", alt=label)


def events(rows: pd.DataFrame) -> pd.DataFrame:
    """Return events as the rows of a table: event, when, dates, status, topics, locator."""
    return pd.DataFrame(
        {
            "Event": titles(rows, "events"),
            "When": [findings.event_dates(event) for event in records(rows)],
            "First day": rows["start"],
            "Last day": rows["end"],
            "Status": rows["status"],
            "Topics": rows["topics"],
            "Source": rows["source"],
        },
        dtype=object,
    )


def items(rows: pd.DataFrame, table: str) -> pd.DataFrame:
    """Return areas or recommendations as rows: title, strand or pillar, topics, summary, locator."""
    group = "strand" if table == "areas" else "pillar"
    return pd.DataFrame(
        {
            "Title": titles(rows, table),
            group.capitalize(): rows[group],
            "Topics": rows["topics"],
            "Summary": rows["summary"],
            "Source": rows["source"],
        },
        dtype=object,
    )


def coverage(found: Coverage) -> pd.DataFrame:
    """Return the rows of the coverage matrix: a topic, its counts under every heading, and whether it has a date."""
    columns: dict[str, list[object]] = {
        "Topic": [Link(topic, links.link("coverage", Filters(topics=(topic,)))) for topic in found.topics]
    }
    for position, heading in enumerate(found.headings):
        columns[_free(heading.name, heading.across.value, columns)] = found.counts[position].tolist()
    columns[_free("Dated event", "any", columns)] = [found.dating(topic) for topic in found.topics]
    return pd.DataFrame(columns, dtype=object)


def breakdown(counts: pd.DataFrame) -> pd.DataFrame:
    """Return the rows of a breakdown of areas: a topic and its count in every strand."""
    columns: dict[str, list[object]] = {"Topic": list(counts.index)}
    for strand, numbers in counts.items():
        columns[_free(str(strand), "strand", columns)] = numbers.tolist()
    return pd.DataFrame(columns, dtype=object)


def _free(name: str, kind: str, taken: Container[str]) -> str:
    """Return the name for a column, told from the columns of that name which are there already."""
    while name in taken:
        name = f"{name} ({kind})"
    return name


def titles(rows: pd.DataFrame, table: str) -> list[Link]:
    """Return the titles of a table's items, each as the link to the item."""
    return [title(identifier, name, table) for identifier, name in zip(rows["id"], rows["title"], strict=True)]


def title(identifier: str, name: str, table: str) -> Link:
    """Return the title of one item as the link to it."""
    return Link(name, links.link(links.PAGE_OF_TABLE[table], Filters(), item=identifier))


def _written(value: object) -> str:
    if isinstance(value, Link):
        return f"[{literal(value.text)}]({value.address})"
    return literal(", ".join(map(isolated, value)) if isinstance(value, tuple | list) else str(value))
