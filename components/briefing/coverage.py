"""Coverage: which topics have a dated event, and which quarters have none."""

from collections import Counter
from dataclasses import dataclass
from enum import StrEnum
from itertools import chain
from typing import NamedTuple

import pandas as pd

from components.briefing.caching import view_cache
from components.briefing.contract import AREAS
from components.briefing.filters import MAX_VIEWS, View
from components.briefing.quarters import MAX_PERIODS, periods


class ColumnKind(StrEnum):
    """What a column of the matrix counts."""

    STRAND = "strand"
    QUARTER = "quarter"
    RECOMMENDATIONS = "recommendations"


class ColumnHeading(NamedTuple):
    """One column of the matrix: what it counts, its name, and, for a time column, the quarters in it."""

    kind: ColumnKind
    name: str
    quarters: tuple[str, ...] = ()


@dataclass(frozen=True, eq=False)
class Coverage:
    """Topics against strands, quarters and recommendations, for one view.

    ``counts`` has a row for each topic in view, in display order, and a column for each of ``headings``, by
    position; a cell counts the items of the view that carry the topic. What the briefing lacks has no column.
    ``undated`` are the topics in view without any event in the whole briefing; ``unmatched`` those that have
    events, but none in this view; ``empty_quarters`` are the quarters in view without a matching event.
    ``is_narrowed`` says that topics or words narrow the view, so that an empty quarter may have other events.
    """

    counts: pd.DataFrame
    headings: tuple[ColumnHeading, ...]
    undated: tuple[str, ...]
    unmatched: tuple[str, ...]
    empty_quarters: tuple[str, ...]
    is_narrowed: bool = False

    @property
    def topics(self) -> tuple[str, ...]:
        """The topics in view, in display order."""
        return tuple(self.counts.index)

    def is_empty(self, heading: ColumnHeading) -> bool:
        """Whether a heading is a period without a matching event."""
        return heading.kind is ColumnKind.QUARTER and set(heading.quarters) <= set(self.empty_quarters)


@view_cache(MAX_VIEWS)  # a page asks for it several times
def coverage(view: View) -> Coverage:
    """Return how many items of a view carry each topic."""
    briefing, events = view.briefing, view.events
    areas = zip(view.areas["strand"], view.areas["topics"], strict=True)
    by_strand = Counter((strand, topic) for strand, topics in areas for topic in topics)
    recommended = Counter(chain.from_iterable(view.recommendations["topics"]))
    columns = {}
    for name in briefing.groups(AREAS):
        columns[ColumnHeading(ColumnKind.STRAND, name)] = [by_strand[name, topic] for topic in view.topics]
    for name, time in periods(view.quarters, MAX_PERIODS):
        columns[ColumnHeading(ColumnKind.QUARTER, name, time)] = _in_period(view, time)
    if not briefing.recommendations.empty:
        heading = ColumnHeading(ColumnKind.RECOMMENDATIONS, "Recommendations")
        columns[heading] = [recommended[topic] for topic in view.topics]
    in_view = set(chain.from_iterable(events["topics"]))
    filled = set(chain.from_iterable(events["quarters"]))
    return Coverage(
        counts=pd.DataFrame(dict(enumerate(columns.values())), pd.Index(view.topics, name="topic"), dtype=int),
        headings=tuple(columns),
        undated=tuple(topic for topic in view.topics if topic not in briefing.dated_topics),
        unmatched=tuple(topic for topic in view.topics if topic in briefing.dated_topics - in_view),
        empty_quarters=tuple(quarter for quarter in view.quarters if quarter not in filled),
        is_narrowed=bool(view.filters.topics or view.filters.text),
    )


def _in_period(view: View, quarters: tuple[str, ...]) -> list[int]:
    """Return the number of matching events in a period, for each topic in view."""
    briefing, places = view.briefing, view.events.index
    inside = briefing.quarter_mask(quarters)[places]
    return [int((briefing.topic_mask("events", [topic])[places] & inside).sum()) for topic in view.topics]
