"""Items as cards, and one item as the subject of a page (``item=rec-3``), with the others below it."""

from collections.abc import Mapping
from datetime import date
from typing import Any

import numpy as np
import pandas as pd

from components.briefing.address import ITEM, Address, item_address
from components.briefing.briefing import Briefing, Timing, records
from components.briefing.caching import view_cache
from components.briefing.contract import AREAS, EVENTS, RECOMMENDATIONS, Table
from components.briefing.filters import Filters
from components.briefing.quarters import event_dates
from components.briefing.words import capitalised, counted
from components.content import sentences
from components.content.choices import Option
from components.content.links import Link, correction_link
from components.content.notes import note_kind, note_values
from components.content.page import Content, PageRequest
from components.content.rows import paged, rows_of

MAX_RELATED = 3
"""Related events that a card names; more are counted."""


def cards(rows: pd.DataFrame, table: Table, request: PageRequest) -> list[Content]:
    """Return the cards of some rows of a table."""
    return [card(item, table, request) for item in records(rows)]


def card(item: Mapping[str, Any], table: Table, request: PageRequest) -> Content:
    """Return the card of one row of a table: its columns, and what is said and linked beside them.

    ``when``, ``same_topics`` and ``calendar`` are for events only, ``related`` is for areas and recommendations only;
    ``more_related`` counts the related events that are not named; ``note`` is ``differs`` if the public record differs
    on the item, ``silent`` if the article is silent, and empty otherwise. A topic on the card links to the page
    filtered by it or, if it is chosen, without the filter.
    """
    briefing, topics, address = request.view.briefing, item["topics"], item_address(table, item["id"])
    is_event, changed = table is EVENTS, briefing.last_changed.get(item["id"])
    related, more_related = ((), 0) if is_event else related_events(briefing, topics, request.today)
    return {
        **item,
        "address": address,
        "group": item[table.group] if table.group else "",
        "when": " · ".join(event_words(item, request)) if is_event else "",
        "related": related,
        "more_related": more_related,
        "same_topics": same_topics(briefing, topics) if is_event else (),
        "topics": [
            Option(topic, request.address.only(topics=(topic,)), topic in request.address.filters.topics)
            for topic in topics
        ],
        "calendar": Address("export/events.ics").choose(item=item["id"]) if is_event else None,
        "note": note_kind(records(briefing.notes_on({item["id"]}))),
        "correction": correction_link(request, item["id"], address),
        "changed": sentences.day(changed) if changed else "",
    }


def event_words(event: Mapping[str, Any], request: PageRequest) -> tuple[str, ...]:
    """Return the dates of an event, its status and, unless the status says it already, its timing: ``2025-Q1``,
    ``proposed``, ``date passed``.
    """
    dates, timing = event_dates(event), request.view.briefing.timings(request.today)[event["id"]]
    if timing in (Timing.HELD, Timing.CANCELLED):
        return dates, event["status"]
    return dates, event["status"], "date passed" if timing is Timing.PASSED else timing


@view_cache(4_096)
def related_events(briefing: Briefing, topics: tuple[str, ...], today: date) -> tuple[tuple[Link, ...], int]:
    """Return the first events of a briefing that carry one of these topics, in the order of the file, each as a link
    followed by its dates and timing; and how many more there are.
    """
    when = briefing.timings(today)
    places = np.flatnonzero(briefing.topic_mask(EVENTS.name, topics))
    first = tuple(
        Link(
            sentences.title(event["title"]),
            item_address(EVENTS, event["id"]),
            f", {event_dates(event)}, {when[event['id']]}",
        )
        for event in records(briefing.events.iloc[places[:MAX_RELATED]])
    )
    return first, len(places) - len(first)


@view_cache(4_096)
def same_topics(briefing: Briefing, topics: tuple[str, ...]) -> tuple[Link, ...]:
    """Return how many areas and recommendations carry one of these topics, each as a link to them."""
    counts = [(table, int(briefing.topic_mask(table.name, topics).sum())) for table in (AREAS, RECOMMENDATIONS)]
    filters = Filters(topics=topics)
    return tuple(Link(counted(count, table.noun), Address(table.page, filters)) for table, count in counts if count)


def same_topic_items(item: Mapping[str, Any], briefing: Briefing) -> list[Link]:
    """Return the other areas and recommendations that carry one of an item's topics, as links, three of each."""
    links = []
    for other in (AREAS, RECOMMENDATIONS):
        rows = briefing.table(other.name)
        rows = rows[briefing.topic_mask(other.name, item["topics"]) & (rows["id"] != item["id"]).to_numpy(dtype=bool)]
        links += [
            Link(row["title"], item_address(other, row["id"]), f", {other.noun}")
            for row in records(rows.head(MAX_RELATED))
        ]
        if len(rows) > MAX_RELATED:
            links.append(Link(f"all {len(rows):,} {other.noun}s", Address(other.page, Filters(topics=item["topics"]))))
    return links


def item_content(request: PageRequest, table: Table) -> Content:
    """Return what the page of the item that the address names shows: the item, and the others below it."""
    identifier, briefing = request.address.choice(ITEM), request.view.briefing
    every = briefing.table(table.name)
    item, total = records(every[every["id"] == identifier])[0], len(every)
    others = rows_of(request.view, request.address, table)
    others = others[others["id"] != identifier]
    pager = paged(others, request.address, table.noun)
    return {
        "template": "item.html",
        "heading": item["title"],
        "line": item["summary"],
        "item": card(item, table, request),
        "noun": table.noun,
        "group_name": capitalised(table.group),
        "same_topic": same_topic_items(item, briefing),
        "days": f"{item['start']} to {item['end']}" if table is EVENTS else "",
        **note_values(request, briefing.notes_on({identifier})),
        "back": Link(
            f"All {total:,} {table.noun}s" if total > 1 else f"The {table.noun}s",
            Address(table.page, request.address.filters),
        ),
        "others": _others_heading(len(others), total - 1, table),
        "cards": cards(pager.rows, table, request),
        "pager": pager,
    }


def _others_heading(count: int, total: int, table: Table) -> str:
    """Return the heading of the other items: ``The other six recommendations``."""
    if not total:
        return ""
    if count == total:
        return f"The other {sentences.count_of(total, table.noun)}" if total > 1 else f"The one other {table.noun}"
    verb = "matches" if count == 1 else "match"
    return capitalised(f"{sentences.part_of(count, total, f'other {table.noun}')} {verb} the filters")
