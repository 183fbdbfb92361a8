"""``View``: what a briefing shows under some filters. Every page, figure, table and export is drawn from one."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from itertools import chain
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from components.briefing.briefing import Briefing, Mask, records

if TYPE_CHECKING:
    from components.briefing.filters import Filters


@dataclass(frozen=True, eq=False)
class View:
    """The rows of a briefing that match some filters; frames with the columns of ``Briefing``.

    Two views are equal when the briefing's version and the filters are.
    """

    briefing: Briefing
    filters: "Filters"
    events: pd.DataFrame
    areas: pd.DataFrame
    recommendations: pd.DataFrame

    def __hash__(self) -> int:
        return hash((self.briefing.version, self.filters))

    def __eq__(self, other: object) -> bool:
        return isinstance(other, View) and (self.briefing, self.filters) == (other.briefing, other.filters)

    def items(self, table: str) -> pd.DataFrame:
        """Return the matching rows of events, areas or recommendations."""
        return {"events": self.events, "areas": self.areas, "recommendations": self.recommendations}[table]

    @property
    def is_empty(self) -> bool:
        """Whether nothing at all matches."""
        return self.events.empty and self.areas.empty and self.recommendations.empty

    @property
    def quarters(self) -> tuple[str, ...]:
        """The quarters in view: the chosen ones, or all of the briefing."""
        return self.filters.quarters or self.briefing.quarters

    @property
    def topics(self) -> tuple[str, ...]:
        """The topics in view: the chosen ones, or all of the briefing."""
        return self.filters.topics or self.briefing.topic_names

    def events_sharing(self, topics: Iterable[str]) -> pd.DataFrame:
        """Return the events in the quarters in view that share a topic with the given ones.

        These are the events through which an item without a date of its own matches a quarter. Topic and
        words do not narrow them: the rule asks only whether such an event lies in the quarter.
        """
        keep = self.briefing.carrying("events", topics)
        if self.filters.quarters:
            keep &= self._in_quarters
        return self.briefing.events.iloc[np.flatnonzero(keep)]

    def first_sharing(self, topics: Iterable[str], most: int) -> tuple[list[dict[str, Any]], int]:
        """Return the first so many of ``events_sharing``, each by column, and how many there are in all."""
        wanted = frozenset(topics)
        if (wanted, most) not in self._sharing:
            events = self.events_sharing(wanted)
            self._sharing[wanted, most] = records(events.head(most)), len(events)
        return self._sharing[wanted, most]

    @cached_property
    def _sharing(self) -> dict[tuple[frozenset[str], int], tuple[list[dict[str, Any]], int]]:
        """What ``first_sharing`` found: most items share their topics with others, and thousands ask."""
        return {}

    @cached_property
    def reached_topics(self) -> frozenset[str]:
        """The topics for which ``events_sharing`` finds an event."""
        events, inside = self.briefing.events, self._in_quarters if self.filters.quarters else slice(None)
        return frozenset(chain.from_iterable(events["topics"][inside]))

    @cached_property
    def _in_quarters(self) -> Mask:
        return self.briefing.within(self.filters.quarters)
