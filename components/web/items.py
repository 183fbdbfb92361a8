"""Items, notes and tables as the templates take them: plain texts and links, escaped only when they are filled in."""

import re
from collections.abc import Mapping
from typing import Any

import pandas as pd

from components.briefing import findings, links
from components.briefing.briefing import Briefing, records
from components.briefing.coverage import Coverage
from components.briefing.filters import Filters, View
from components.briefing.words import isolated

_ADDRESS = re.compile(r"(https?://[^\s<>\"“”]+)")


def cards(rows: pd.DataFrame, table: str, view: View, path: str, marked: str = "") -> list[dict[str, object]]:
    """Return the cards of items of one table, for the page of this path; ``marked`` is the id of a linked one."""
    return [card(item, table, view, path, is_marked=item["id"] == marked) for item in records(rows)]


def card(item: Mapping[str, Any], table: str, view: View, path: str, *, is_marked: bool = False) -> dict[str, object]:
    """Return one card: the words that the live page shows too, and a link for each topic."""
    return {
        "id": item["id"],
        "anchor": item["id"],
        "marked": is_marked,
        "title": item["title"],
        "group": findings.group(item, table),
        "summary": item["summary"],
        "topics": [_topic(topic, view, path) for topic in item["topics"]],
        "through": "" if table == "events" else findings.through(item, view),
        "source": item["source"],
        "link": links.link(links.PAGE_OF_TABLE[table], Filters(), item=item["id"]),
    }


def _topic(topic: str, view: View, path: str) -> dict[str, object]:
    """A topic leads to the view of it; the one that is chosen alone leads back to all."""
    chosen = view.filters.topics == (topic,)
    filters = Filters(view.filters.quarters, () if chosen else (topic,), view.filters.text)
    return {"name": topic, "chosen": chosen, "link": links.link(path, filters)}


def notes(briefing: Briefing, rows: pd.DataFrame) -> list[tuple[str, list[dict[str, object]]]]:
    """Return notes under their subjects, their evidence parted into texts and web addresses."""
    return [
        (findings.subject(str(name), briefing), [_note(note) for note in records(on_subject)])
        for name, on_subject in rows.groupby("subject", sort=False)
    ]


def _note(note: Mapping[str, Any]) -> dict[str, object]:
    parts = _ADDRESS.split(note["evidence"])  # texts and addresses in turn
    return {
        "reported": note["reported"],
        "finding": note["finding"],
        "source": note["source"],
        "evidence": [(part, part if place % 2 else "") for place, part in enumerate(parts) if part],
    }


def matrix(found: Coverage) -> tuple[list[str], list[list[str]]]:
    """Return the coverage matrix as the names of its columns and its rows."""
    columns = ["Topic", *(heading.name for heading in found.headings), "Dated event"]
    rows = [[topic, *(str(count) for count in found.counts.loc[topic]), found.dating(topic)] for topic in found.topics]
    return columns, rows


def rows(frame: pd.DataFrame, table: str, view: View) -> list[list[str]]:
    """Return the items of a table as the rows of the briefing document: six cells each, the title first."""
    return [
        [
            item["title"],
            *([findings.event_dates(item), item["status"]] if table == "events" else [findings.group(item, table)]),
            ", ".join(map(isolated, item["topics"])),
            item["summary"],
            *([] if table == "events" else [findings.through(item, view)]),
            item["source"],
        ]
        for item in records(frame)
    ]
