"""The choices of quarter and topic, each with how many items the page would show if it were its filter's only one."""

from collections.abc import Sequence
from dataclasses import replace
from typing import NamedTuple

from components.briefing.address import Address
from components.briefing.contract import Table
from components.briefing.filters import Filters
from components.content.page import PageRequest
from components.content.rows import count_matches

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


def facets(request: PageRequest, tables: Sequence[Table]) -> list[Facet]:
    """Return the two filters of a page that shows some tables."""
    address, briefing, filters = request.address, request.view.briefing, request.view.filters

    def option(name: str, chosen: Sequence[str], only: Filters, toggled: Address) -> Option:
        matches = count_matches(briefing, replace(address, filters=only), tables)
        return Option(name, toggled, matches, name in chosen)

    quarters = tuple(
        option(name, filters.quarters, replace(filters, quarters=(name,)), address.toggle(briefing, quarter=name))
        for name in briefing.quarters
    )
    topics = tuple(
        option(name, filters.topics, replace(filters, topics=(name,)), address.toggle(briefing, topic=name))
        for name in briefing.topic_names
    )
    has_long_names = sum(map(len, briefing.topic_names)) > MAX_LETTERS
    return [
        Facet("Quarter", "quarter", quarters, len(quarters) > MAX_QUARTERS),
        Facet("Topic", "topic", topics, len(topics) > MAX_TOPICS or has_long_names),
    ]
