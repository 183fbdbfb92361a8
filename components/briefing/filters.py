"""``Filters``, what is chosen, and ``View``, the rows of a briefing that match.

Values of one filter are combined with *or*, filters with *and*; a filter without a value matches everything.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

import numpy as np
import pandas as pd

from components.briefing.briefing import Briefing, Mask
from components.briefing.caching import view_cache
from components.briefing.contract import CHANGES, EVENTS, FILTERED_TABLES, ITEM_TABLES, Table
from components.briefing.words import bidi_isolate, fold, listed, one_line, search_terms, shortened, unquoted

MAX_TEXT = 200
"""Maximum characters of the search text."""

MAX_VIEWS = 64
"""Views that are cached, for users who go back and forth and for many users of one link."""
_MAX_IGNORED = 5
_MAX_VALUE_LENGTH = 40


class Ignored(NamedTuple):
    """A value of a link that the briefing does not have, and its parameter."""

    parameter: str
    value: str


@dataclass(frozen=True)
class Filters:
    """Chosen quarters, chosen topics, and a text whose terms must all occur. Equal filters are the same view.

    ``text`` has single spaces; a text without a letter or digit becomes empty.
    """

    quarters: tuple[str, ...] = ()
    topics: tuple[str, ...] = ()
    text: str = ""

    def __post_init__(self) -> None:
        text = one_line(self.text)
        object.__setattr__(self, "text", text if search_terms(text) else "")

    @classmethod
    def read(cls, parameters: Iterable[tuple[str, str]], briefing: Briefing) -> tuple["Filters", tuple[Ignored, ...]]:
        """Return the filters that the parameters of a link name, and the values that the briefing does not have.

        Case, order, repetition and surrounding spaces do not matter, and the result is in the order of the briefing,
        so each view has one link. Of several ``q`` the last counts. Other parameters are passed over.
        """
        pairs = [(name, one_line(value)) for name, value in parameters]
        quarters, unknown_quarters = _known("quarter", pairs, briefing.quarters)
        topics, unknown_topics = _known("topic", pairs, briefing.topic_names)
        text = next((value for name, value in reversed(pairs) if name == "q"), "")
        too_long = (Ignored("q", text),) if len(text) > MAX_TEXT else ()
        return cls(quarters, topics, "" if too_long else text), unknown_quarters + unknown_topics + too_long

    def __bool__(self) -> bool:
        """Return whether anything is chosen."""
        return bool(self.quarters or self.topics or self.text)

    @property
    def terms(self) -> tuple[str, ...]:
        """The terms to search for: words, and phrases that were in quotation marks."""
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
        topics = listed([bidi_isolate(topic) for topic in self.topics], "or")
        return " · ".join(filter(None, (listed(self.quarters, "or"), topics, self.quoted_text)))

    @property
    def quoted_text(self) -> str:
        """The search text in quotation marks, in place of its own if it has any; empty without a search."""
        return f"“{bidi_isolate(unquoted(self.text))}”" if self.text else ""

    @view_cache(MAX_VIEWS)
    def apply(self, briefing: Briefing) -> "View":
        """Return the view of the briefing under these filters, in the order of the CSV files; not to be changed."""
        tables = ((briefing.table(table.name), self.mask(briefing, table)) for table in FILTERED_TABLES)
        return View(briefing, self, *(rows if mask.all() else rows[mask] for rows, mask in tables))

    def mask(self, briefing: Briefing, table: Table) -> Mask:
        """Return which rows of one of the filtered tables match; not to be changed."""
        if table is CHANGES:  # as its item does; a change that is about no item matches where nothing is chosen
            items = [self.mask(briefing, other) for other in ITEM_TABLES]
            return np.concatenate([*items, np.array([not self])])[briefing.change_subjects]
        mask = briefing.text_mask(table.name, self.terms)
        if self.quarters and table is EVENTS:
            mask = mask & briefing.quarter_mask(self.quarters)
        elif self.quarters:  # an item without a date matches through an event that shares a topic with it
            mask = mask & briefing.topic_mask(table.name, briefing.topics_in(self.quarters))
        return mask & briefing.topic_mask(table.name, self.topics) if self.topics else mask


@dataclass(frozen=True)
class View:
    """The rows of a briefing that match some filters; frames with the columns of ``Briefing``.

    Two views are equal when the briefing's version and the filters are.
    """

    briefing: Briefing
    filters: Filters
    events: pd.DataFrame = field(compare=False)
    areas: pd.DataFrame = field(compare=False)
    recommendations: pd.DataFrame = field(compare=False)
    changes: pd.DataFrame = field(compare=False)

    def table(self, name: str) -> pd.DataFrame:
        """Return the rows of any table in this view, in the order of its file.

        Items and changes are those that match; facts, topics and notes are about the whole briefing.
        """
        if name not in {table.name for table in FILTERED_TABLES}:
            return self.briefing.table(name)
        rows: pd.DataFrame = getattr(self, name)
        return rows

    @property
    def newest_changes(self) -> pd.DataFrame:
        """The changes in this view, newest first; within a day, the last row of the file first."""
        return self.changes[::-1].sort_values("date", ascending=False, kind="stable")

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
    """Return the values of one parameter that are options, in the order of the options, and the other values."""
    known = {fold(option): option for option in options}
    wanted = {fold(value): value for name, value in pairs if name == parameter and value}
    chosen = tuple(option for folded, option in known.items() if folded in wanted)
    return chosen, tuple(Ignored(parameter, value) for folded, value in wanted.items() if folded not in known)


def ignored_sentence(ignored: Sequence[Ignored]) -> str:
    """Return what was ignored: ``Ignored in this link: quarter 2025-Q9``; empty if nothing was."""
    if not ignored:
        return ""
    entries = [f"{name} {bidi_isolate(shortened(value, _MAX_VALUE_LENGTH))}" for name, value in ignored[:_MAX_IGNORED]]
    more = len(ignored) - _MAX_IGNORED
    return f"Ignored in this link: {', '.join(entries)}{f', and {more:,} more' if more > 0 else ''}"
