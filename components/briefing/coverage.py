"""Coverage: which topics have a dated event, and which quarters have none."""

from dataclasses import dataclass
from enum import StrEnum
from itertools import chain
from typing import NamedTuple

import numpy as np
import pandas as pd

from components.briefing.briefing import Mask
from components.briefing.caching import view_cache
from components.briefing.contract import AREAS, EVENTS, RECOMMENDATIONS, Table
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

    @property
    def dated(self) -> tuple[str, ...]:
        """The topics that have an event in this view."""
        without = {*self.undated, *self.unmatched}
        return tuple(topic for topic in self.topics if topic not in without)


@view_cache(MAX_VIEWS)  # a page asks for it several times
def coverage(view: View) -> Coverage:
    """Return how many items of a view carry each topic."""
    briefing, filled = view.briefing, set(chain.from_iterable(view.events["quarters"]))
    matching = set(chain.from_iterable(view.events["topics"]))
    columns = [
        *(
            (ColumnHeading(ColumnKind.STRAND, name), AREAS, briefing.group_mask(AREAS, name))
            for name in briefing.groups(AREAS)
        ),
        *(
            (ColumnHeading(ColumnKind.QUARTER, name, time), EVENTS, briefing.quarter_mask(time))
            for name, time in periods(view.quarters, MAX_PERIODS)
        ),
    ]
    if not briefing.recommendations.empty:
        heading = ColumnHeading(ColumnKind.RECOMMENDATIONS, "Recommendations")
        columns.append((heading, RECOMMENDATIONS, np.ones(len(briefing.recommendations), dtype=bool)))
    return Coverage(
        counts=pd.DataFrame(
            {place: _by_topic(view, table, rows) for place, (_, table, rows) in enumerate(columns)},
            index=pd.Index(view.topics, name="topic"),
            dtype=int,
        ),
        headings=tuple(heading for heading, _, _ in columns),
        undated=tuple(topic for topic in view.topics if topic not in briefing.dated_topics),
        unmatched=tuple(topic for topic in view.topics if topic in briefing.dated_topics - matching),
        empty_quarters=tuple(quarter for quarter in view.quarters if quarter not in filled),
        is_narrowed=bool(view.filters.topics or view.filters.text),
    )


def _by_topic(view: View, table: Table, rows: Mask) -> list[int]:
    """Return how many of these rows of a table are in the view, for each topic in view."""
    counted = view.filters.mask(view.briefing, table) & rows
    return [int((view.briefing.topic_mask(table.name, [topic]) & counted).sum()) for topic in view.topics]
