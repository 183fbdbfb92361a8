"""The choices of quarter and topic, each with how many items the page would show if it were its filter's only one."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from components.briefing.address import Address
from components.briefing.briefing import Briefing, Mask
from components.briefing.contract import EVENTS, Table
from components.briefing.filters import View
from components.content.page import Page, PageRequest
from components.content.sentences import group_of

MAX_QUARTERS = 8
MAX_TOPICS = 12
MAX_LETTERS = 180
"""Beyond these the choices stand in a list that folds, since they would fill a phone."""


class Option(NamedTuple):
    """One value of a filter: the link that adds it or takes it out, and what the page would then show."""

    name: str
    address: Address
    matches: int
    is_chosen: bool


class Facet(NamedTuple):
    """One filter with its values; ``is_long`` says that they are too many for chips."""

    name: str
    parameter: str
    options: tuple[Option, ...]
    is_long: bool

    @property
    def chosen(self) -> tuple[str, ...]:
        """The chosen values."""
        return tuple(option.name for option in self.options if option.is_chosen)


def facets(request: PageRequest, page: Page) -> list[Facet]:
    """Return the two filters of a page."""
    view, address = request.view, request.address
    briefing, filters = view.briefing, view.filters
    by_quarter, by_topic = (
        _counts_of_shown(view, page.shown[1]) if page.shown else _counts_of_items(request, page.tables)
    )
    return [
        Facet(
            "Quarter",
            "quarter",
            tuple(
                Option(quarter, address.toggle(briefing, quarter=quarter), count, quarter in filters.quarters)
                for quarter, count in by_quarter.items()
            ),
            len(by_quarter) > MAX_QUARTERS,
        ),
        Facet(
            "Topic",
            "topic",
            tuple(
                Option(topic, address.toggle(briefing, topic=topic), count, topic in filters.topics)
                for topic, count in by_topic.items()
            ),
            len(by_topic) > MAX_TOPICS or sum(map(len, by_topic)) > MAX_LETTERS,
        ),
    ]


def _counts_of_items(request: PageRequest, tables: Sequence[Table]) -> tuple[Mapping[str, int], Mapping[str, int]]:
    """Count the items of some tables, from masks for all quarters and topics at once."""
    view, briefing = request.view, request.view.briefing
    by_quarter: Mapping[str, int] = dict.fromkeys(briefing.quarters, 0)
    by_topic: Mapping[str, int] = dict.fromkeys(briefing.topic_names, 0)
    for table in tables:
        kept = _kept(view, request.address, table)
        by_quarter = _added(by_quarter, _quarter_counts(briefing, table, kept & _topic_mask(view, table)))
        by_topic = _added(by_topic, _topic_counts(briefing, table, kept & _quarter_mask(view, table)))
    return by_quarter, by_topic


def _counts_of_shown(view: View, count: Callable[[View], int]) -> tuple[Mapping[str, int], Mapping[str, int]]:
    """Count what a page shows that is no item, view by view."""
    briefing, filters = view.briefing, view.filters
    return (
        {one: count(replace(filters, quarters=(one,)).apply(briefing)) for one in briefing.quarters},
        {one: count(replace(filters, topics=(one,)).apply(briefing)) for one in briefing.topic_names},
    )


def count_under(request: PageRequest, tables: Sequence[Table], address: Address) -> int:
    """Return how many items the page would show at another of its addresses."""
    view = address.filters.apply(request.view.briefing)
    return sum(
        int((view.table(table.name)[table.group] == group).sum())
        if (group := group_of(address, table))
        else len(view.table(table.name))
        for table in tables
    )


def _kept(view: View, address: Address, table: Table) -> Mask:
    """Return which rows hold the words and are of the chosen strand or pillar."""
    mask = view.briefing.text_mask(table.name, view.filters.terms)
    group = group_of(address, table)
    return mask & (view.briefing.table(table.name)[table.group] == group).to_numpy(dtype=bool) if group else mask


def _topic_mask(view: View, table: Table) -> Mask | np.bool_:
    topics = view.filters.topics
    return view.briefing.topic_mask(table.name, topics) if topics else np.True_


def _quarter_mask(view: View, table: Table) -> Mask | np.bool_:
    """Return which rows match the chosen quarters, the other filters aside."""
    if not view.filters.quarters:
        return np.True_
    only = replace(view.filters, topics=(), text="").apply(view.briefing)
    mask = np.zeros(len(view.briefing.table(table.name)), dtype=bool)
    mask[only.table(table.name).index.to_numpy()] = True
    return mask


def _quarter_counts(briefing: Briefing, table: Table, mask: Mask) -> list[int]:
    """Count, for each quarter, the rows of a mask that match it: the events that overlap it, or the items that share
    a topic with one.
    """
    if table is EVENTS:
        return [int((briefing.quarter_mask((quarter,)) & mask).sum()) for quarter in briefing.quarters]
    carried = np.stack([briefing.topic_mask(table.name, (topic,)) for topic in briefing.topic_names])
    combinations, numbers = np.unique(carried[:, mask], axis=1, return_counts=True)
    reached = _topics_by_quarter(briefing)
    matches = combinations.T.astype(int) @ reached.astype(int) > 0
    return [int(count) for count in numbers @ matches] if len(numbers) else [0] * len(briefing.quarters)


def _topics_by_quarter(briefing: Briefing) -> npt.NDArray[np.bool_]:
    """Return which topics, down, have an event in which quarter, across."""
    events = [briefing.topic_mask(EVENTS.name, (topic,)) for topic in briefing.topic_names]
    quarters = [briefing.quarter_mask((quarter,)) for quarter in briefing.quarters]
    return np.array([[bool((topic & quarter).any()) for quarter in quarters] for topic in events], dtype=bool)


def _topic_counts(briefing: Briefing, table: Table, mask: Mask) -> list[int]:
    return [int((briefing.topic_mask(table.name, (topic,)) & mask).sum()) for topic in briefing.topic_names]


def _added(counts: Mapping[str, int], more: Sequence[int]) -> dict[str, int]:
    return {name: count + another for (name, count), another in zip(counts.items(), more, strict=True)}
