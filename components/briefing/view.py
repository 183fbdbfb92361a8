"""``View``: what a briefing shows under some filters. Every page, figure, table and export is drawn from one."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

import pandas as pd

from components.briefing.briefing import Briefing, kept

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
        wanted, chosen = set(topics), set(self.filters.quarters)
        events = self.briefing.events
        keep = (
            not wanted.isdisjoint(carried) and (not chosen or not chosen.isdisjoint(quarters))
            for carried, quarters in zip(events["topics"], events["quarters"], strict=True)
        )
        return kept(events, keep)
