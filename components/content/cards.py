"""Items as cards, and one item as the subject of its page."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any, NamedTuple

import numpy as np
import pandas as pd

from components.briefing.address import Address, item_address
from components.briefing.briefing import Briefing, records
from components.briefing.caching import view_cache
from components.briefing.contract import AREAS, EVENTS, RECOMMENDATIONS, Table
from components.briefing.filters import Filters
from components.briefing.timing import Timing, event_dates, timings
from components.briefing.words import counted
from components.content import sentences
from components.content.links import Link, correction_link
from components.content.page import PageRequest

MAX_RELATED = 3
"""Related events that a card names; more are counted."""


class Topic(NamedTuple):
    """A topic on a card, and the link that filters by it or, if it is chosen, removes the filter."""

    name: str
    address: Address
    is_chosen: bool


class RelatedEvent(NamedTuple):
    """An event that carries one of an item's topics: its title, its link, its dates and its timing."""

    title: str
    address: Address
    dates: str
    timing: Timing


class Card(NamedTuple):
    """One item. ``when`` and ``same_topics`` are for events only, ``related`` is for areas and recommendations only;
    ``more_related`` counts the related events that are not named; ``note`` is ``differs`` if the public record differs
    on the item, ``silent`` if the article is silent, and empty otherwise.
    """

    id: str
    title: str
    address: Address
    summary: str
    group: str
    when: str
    related: tuple[RelatedEvent, ...]
    more_related: int
    same_topics: tuple[Link, ...]
    source: str
    topics: tuple[Topic, ...]
    calendar: Address | None
    note: str
    changed: str
    correction: str


def cards(rows: pd.DataFrame, table: Table, request: PageRequest) -> list[Card]:
    """Return the cards of some rows of a table."""
    return [card(item, table, request) for item in records(rows)]


def card(item: Mapping[str, Any], table: Table, request: PageRequest) -> Card:
    """Return the card of one row of a table."""
    briefing, topics = request.view.briefing, item["topics"]
    related, more_related = ((), 0) if table is EVENTS else related_events(briefing, topics, request.today)
    return Card(
        id=item["id"],
        title=item["title"],
        address=item_address(table, item["id"]),
        summary=item["summary"],
        group=item[table.group] if table.group else "",
        when=event_words(item, briefing, request.today) if table is EVENTS else "",
        related=related,
        more_related=more_related,
        same_topics=same_topics(briefing, topics) if table is EVENTS else (),
        source=item["source"],
        topics=topic_links(topics, request.address),
        calendar=Address("export/events.ics").choose(item=item["id"]) if table is EVENTS else None,
        note=_note_kind(briefing, item["id"]),
        correction=correction_link(request, item["id"], item_address(table, item["id"])),
        changed=sentences.day(briefing.last_changed[item["id"]]) if item["id"] in briefing.last_changed else "",
    )


def topic_links(topics: Sequence[str], address: Address) -> tuple[Topic, ...]:
    """Return the topics of an item as links from the page that shows it."""
    return tuple(Topic(topic, address.only(topics=(topic,)), topic in address.filters.topics) for topic in topics)


def event_words(event: Mapping[str, Any], briefing: Briefing, today: date) -> str:
    """Return the dates, status and timing of an event: ``2025-Q1 · proposed · date passed``."""
    return " · ".join((event_dates(event), *status_words(event["status"], timings(briefing, today)[event["id"]])))


def status_words(status: str, timing: Timing) -> list[str]:
    """Return an event's status and, unless the status says it already, its timing."""
    passed = timing is Timing.PASSED
    return [status] if timing in (Timing.HELD, Timing.CANCELLED) else [status, "date passed" if passed else timing]


@view_cache(4_096)
def related_events(briefing: Briefing, topics: tuple[str, ...], today: date) -> tuple[tuple[RelatedEvent, ...], int]:
    """Return the first events of a briefing that carry one of these topics, in the order of the file, and how many
    more there are.
    """
    when = timings(briefing, today)
    places = np.flatnonzero(briefing.topic_mask(EVENTS.name, topics))
    first = tuple(
        RelatedEvent(
            sentences.title(event["title"]), item_address(EVENTS, event["id"]), event_dates(event), when[event["id"]]
        )
        for event in records(briefing.events.iloc[places[:MAX_RELATED]])
    )
    return first, len(places) - len(first)


@view_cache(4_096)
def same_topics(briefing: Briefing, topics: tuple[str, ...]) -> tuple[Link, ...]:
    """Return how many areas and recommendations carry one of these topics, each as a link to them."""
    links = []
    for table in (AREAS, RECOMMENDATIONS):
        count = int(briefing.topic_mask(table.name, topics).sum())
        if count:
            links.append(Link(counted(count, table.noun), str(Address(table.page, Filters(topics=topics)))))
    return tuple(links)


def same_topic_items(item: Mapping[str, Any], briefing: Briefing) -> list[Link]:
    """Return the other areas and recommendations that carry one of an item's topics, as links, three of each."""
    links = []
    for other in (AREAS, RECOMMENDATIONS):
        rows = briefing.table(other.name)
        rows = rows[briefing.topic_mask(other.name, item["topics"]) & (rows["id"] != item["id"]).to_numpy(dtype=bool)]
        links += [
            Link(row["title"], str(item_address(other, row["id"])), f", {other.noun}")
            for row in records(rows.head(MAX_RELATED))
        ]
        if len(rows) > MAX_RELATED:
            address = Address(other.page, Filters(topics=item["topics"]))
            links.append(Link(f"all {len(rows):,} {other.noun}s", str(address)))
    return links


def _note_kind(briefing: Briefing, identifier: str) -> str:
    evidence = briefing.notes_on({identifier})["evidence"]
    if evidence.empty:
        return ""
    return "differs" if (evidence != "").any() else "silent"
