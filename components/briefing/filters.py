"""``Filters``, the one value that says which view of a briefing this is, and ``View``, what the briefing then shows.

The rule: within one filter *or*, between filters *and*, nothing chosen means everything.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

import pandas as pd

from components.briefing.briefing import Briefing, Mask
from components.briefing.caching import view_cache
from components.briefing.contract import CHANGES, ITEM_TABLES
from components.briefing.words import fold, isolated, listed, one_line, search_terms, shortened, unquoted

MAX_TEXT = 200
"""Characters that the words to search for may have together."""

_MOST_VIEWS = 64
"""Views that are kept: a click back and forth finds them, and so does a crowd that follows one link."""
_SHOWN = 5
_SHOWN_CHARACTERS = 40


class Ignored(NamedTuple):
    """One value of a link that the briefing does not have, and the parameter that it came with."""

    parameter: str
    value: str


class Reading(NamedTuple):
    """What a link asks for: the filters, and what in it had to be ignored."""

    filters: "Filters"
    ignored: tuple[Ignored, ...]


@dataclass(frozen=True)
class Filters:
    """Chosen quarters, chosen topics, and a text whose terms must all occur. Equal filters are the same view.

    ``text`` has single spaces; a text without a letter or digit looks for nothing and becomes empty.
    """

    quarters: tuple[str, ...] = ()
    topics: tuple[str, ...] = ()
    text: str = ""

    def __post_init__(self) -> None:
        object.__setattr__(self, "quarters", tuple(self.quarters))
        object.__setattr__(self, "topics", tuple(self.topics))
        text = one_line(self.text)
        object.__setattr__(self, "text", text if search_terms(text) else "")

    @classmethod
    def read(cls, parameters: Iterable[tuple[str, str]], briefing: Briefing) -> Reading:
        """Read the parameters of a link, in any order, against what the briefing has.

        Case and surrounding space do not matter, values repeated are taken once, and the result is in the
        order of the briefing, so one view has one link. Of several ``q`` the last counts, as it does in the
        live page. Parameters of other names are not ours and are passed over.
        """
        pairs = [(name, one_line(value)) for name, value in parameters]
        quarters, strange_quarters = _known("quarter", pairs, briefing.quarters)
        topics, strange_topics = _known("topic", pairs, briefing.topic_names)
        text = next((value for name, value in reversed(pairs) if name == "q"), "")
        too_long = (Ignored("q", text),) if len(text) > MAX_TEXT else ()
        filters = cls(quarters, topics, "" if too_long else text)
        return Reading(filters, strange_quarters + strange_topics + too_long)

    def __bool__(self) -> bool:
        """Say whether anything is chosen."""
        return bool(self.quarters or self.topics or self.text)

    @property
    def terms(self) -> tuple[str, ...]:
        """The terms to search for: words, and several words as one term where they stood in quotation marks."""
        return search_terms(self.text)

    @property
    def parameters(self) -> tuple[tuple[str, str], ...]:
        """The parameters of a link to this view."""
        return (
            *(("quarter", quarter) for quarter in self.quarters),
            *(("topic", topic) for topic in self.topics),
            *((("q", self.text),) if self.text else ()),
        )

    @property
    def sentence(self) -> str:
        """The filters in words, as ``2025-Q1 · Intelligence · “border”``; empty when nothing is chosen."""
        topics = listed([isolated(topic) for topic in self.topics], "or")
        parts = [listed(self.quarters, "or"), topics, self.quoted_text]
        return " · ".join(part for part in parts if part)

    @property
    def quoted_text(self) -> str:
        """The words to search for in quotation marks, in one pair where a link has marks too; empty without words."""
        return f"“{isolated(unquoted(self.text))}”" if self.text else ""

    @view_cache(_MOST_VIEWS)
    def apply(self, briefing: Briefing) -> "View":
        """Return the view of the briefing under these filters, in the order of the CSV files; shared, not changed."""
        in_quarters = briefing.quarter_mask(self.quarters)
        reached = [
            topic for topic in briefing.topic_names if (briefing.topic_mask("events", [topic]) & in_quarters).any()
        ]
        return View(
            briefing=briefing,
            filters=self,
            events=self._matching(briefing, "events", in_quarters),
            # An item without a date matches a quarter through an event there that shares a topic with it.
            areas=self._matching(briefing, "areas", briefing.topic_mask("areas", reached)),
            recommendations=self._matching(
                briefing, "recommendations", briefing.topic_mask("recommendations", reached)
            ),
        )

    def _matching(self, briefing: Briefing, table: str, in_quarters: Mask) -> pd.DataFrame:
        keep = briefing.text_mask(table, self.terms)
        if self.quarters:
            keep &= in_quarters
        if self.topics:
            keep &= briefing.topic_mask(table, self.topics)
        frame = briefing.table(table)
        return frame if keep.all() else frame.loc[keep]


NO_FILTERS = Filters()
"""Nothing is chosen: everything is shown."""


@dataclass(frozen=True, eq=False)
class View:
    """The rows of a briefing that match some filters; frames with the columns of ``Briefing``.

    Two views are equal when the briefing's version and the filters are.
    """

    briefing: Briefing
    filters: Filters
    events: pd.DataFrame
    areas: pd.DataFrame
    recommendations: pd.DataFrame

    def __hash__(self) -> int:
        return hash((self.briefing.version, self.filters))

    def __eq__(self, other: object) -> bool:
        return isinstance(other, View) and (self.briefing, self.filters) == (other.briefing, other.filters)

    @cached_property
    def changes(self) -> pd.DataFrame:
        """The changes that concern the view: under filters those of the items that match, otherwise all."""
        changes = self.briefing.changes
        if not self.filters:
            return changes
        matching = {identifier for table in ITEM_TABLES for identifier in self.table(table.name)["id"]}
        return changes[changes["subject"].isin(matching)]

    def table(self, name: str) -> pd.DataFrame:
        """Return the rows of any table in this view, in the order of its file.

        Items and changes are those that match; facts, topics and notes are about the whole briefing.
        """
        if name in {table.name for table in (*ITEM_TABLES, CHANGES)}:
            rows: pd.DataFrame = getattr(self, name)
            return rows
        return self.briefing.table(name)

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


def _known(
    parameter: str, pairs: Sequence[tuple[str, str]], options: Sequence[str]
) -> tuple[tuple[str, ...], tuple[Ignored, ...]]:
    """Split the values of one parameter into those among the options, in their order, and the others."""
    by_folded = {fold(option): option for option in options}
    asked = list(dict.fromkeys(value for name, value in pairs if name == parameter and value))
    chosen = {by_folded[fold(value)] for value in asked if fold(value) in by_folded}
    strange = tuple(Ignored(parameter, value) for value in asked if fold(value) not in by_folded)
    return tuple(option for option in options if option in chosen), strange


def ignored_sentence(ignored: Sequence[Ignored]) -> str:
    """Say what was ignored: ``Ignored in this link: quarter 2025-Q9``; empty when nothing was."""
    if not ignored:
        return ""
    said = [
        f"{entry.parameter} {isolated(shortened(one_line(entry.value), _SHOWN_CHARACTERS))}"
        for entry in ignored[:_SHOWN]
    ]
    more = len(ignored) - _SHOWN
    return f"Ignored in this link: {', '.join(said)}{f', and {more:,} more' if more > 0 else ''}"
