"""The ``Briefing``: one checked folder of CSV files, as frames, with a hash of its content."""

import hashlib
import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from functools import cache, cached_property
from itertools import chain
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from components.briefing import contract
from components.briefing.caching import view_cache
from components.briefing.quarters import quarters_between, whole_years
from components.briefing.words import search_text

Mask = npt.NDArray[np.bool_]
"""For each row of a table, whether it matches."""
_VALUE_OF: Mapping[contract.Kind, Callable[[str], Any]] = {
    contract.Kind.DATE: date.fromisoformat,
    contract.Kind.TOPICS: contract.split_list,
}
"""How the text of a cell becomes a value, by kind of column; the others hold the text itself."""


class Timing(StrEnum):
    """Where an event stands relative to a day. ``HELD`` and ``CANCELLED`` are statuses that no date overrides."""

    PASSED = "passed"
    NOW = "now"
    NEXT = "next"
    LATER = "later"
    HELD = "held"
    CANCELLED = "cancelled"


@dataclass(frozen=True)
class Briefing:
    """A whole briefing. It is shared by all users, so its frames must not be changed.

    The frames have the columns of the contract, with days as dates and ``topics`` cells as tuples; ``events`` has
    one column more, ``quarters``, a tuple of the quarters that the dates overlap. ``facts`` has ``field``, ``value``
    and ``source``. ``changes`` has no rows if the folder lacks the file. ``version`` is the start of a SHA-256 over
    every cell: line endings, quoting, and whether an optional file is missing or has no rows do not change it. The
    tables are in the contract's order.
    """

    version: str
    facts: pd.DataFrame = field(compare=False)
    topics: pd.DataFrame = field(compare=False)
    events: pd.DataFrame = field(compare=False)
    areas: pd.DataFrame = field(compare=False)
    recommendations: pd.DataFrame = field(compare=False)
    notes: pd.DataFrame = field(compare=False)
    changes: pd.DataFrame = field(compare=False)

    @classmethod
    def of(cls, tables: Mapping[str, Sequence[Mapping[str, str]]]) -> "Briefing":
        """Return a briefing made of checked rows, by table name; ``load`` reads them from a folder."""
        frames = {table.name: _frame(table, tables[table.name]) for table in contract.TABLES}
        return cls(_version(frames), *frames.values())

    def fact(self, name: str) -> str:
        """Return the value of a field of ``briefing.csv``, or an empty string if there is none."""
        return self._facts.get(name, "")

    @property
    def title(self) -> str:
        """Name of the briefing."""
        return self.fact("title")

    @property
    def citation(self) -> str:
        """How to cite the data: title, version, day of the last check, and what is known of the article."""
        return f"{self.title}, {self.citation_details}."

    @property
    def citation_details(self) -> str:
        """What a citation says after the title."""
        checked, article = self.fact("data date"), self.fact("article title")
        parts = [
            f"data version {self.version}",
            f"checked {checked}" if checked else "",
            f"after “{article}”" if article else "",
            self.fact("publisher") or "publisher not known",
            self.fact("article link"),
        ]
        return ", ".join(filter(None, parts))

    @cached_property
    def _facts(self) -> dict[str, str]:
        return dict(zip(self.facts["field"], self.facts["value"], strict=True))

    @cached_property
    def topic_names(self) -> tuple[str, ...]:
        """The topics, in display order."""
        return tuple(self.topics["topic"])

    @cached_property
    def quarters(self) -> tuple[str, ...]:
        """Every quarter of the calendar years that the events touch: the time axis, and the options of the filter."""
        return whole_years([*self.events["start"], *self.events["end"]])

    @view_cache(8)
    def groups(self, table: contract.Table) -> tuple[str, ...]:
        """Return the strands of the areas or the pillars of the recommendations, in the order in which they occur."""
        return tuple(dict.fromkeys(self.table(table.name)[table.group]))

    @cached_property
    def dated_topics(self) -> frozenset[str]:
        """The topics that at least one event carries."""
        return frozenset(chain.from_iterable(self.events["topics"]))

    @view_cache(256)
    def topics_in(self, quarters: tuple[str, ...]) -> frozenset[str]:
        """Return the topics that events carry in one of these quarters."""
        mask = self.quarter_mask(quarters)
        return frozenset(topic for topic, carried in self._topic_masks["events"].items() if (carried & mask).any())

    def table(self, name: str) -> pd.DataFrame:
        """Return the frame of any table of the contract, by its name."""
        frame: pd.DataFrame = getattr(self, "facts" if name == contract.BRIEFING.name else name)
        return frame

    def item(self, identifier: str) -> tuple[contract.Table, dict[str, Any]] | None:
        """Return an event, area or recommendation by its id, by column, with its table; None where there is none."""
        for table in contract.ITEM_TABLES:
            items = self.table(table.name)
            for item in records(items[items["id"] == identifier]):
                return table, item
        return None

    @cached_property
    def tables(self) -> tuple[contract.Table, ...]:
        """The tables of the contract, without the optional ones that have no rows here."""
        return tuple(table for table in contract.TABLES if not (table.optional and self.table(table.name).empty))

    @cached_property
    def last_changed(self) -> dict[str, date]:
        """The day of the newest change of each subject that has any: fields, tables, ids of items and notes."""
        changes = self.changes.sort_values("date")
        return dict(zip(changes["subject"], changes["date"], strict=True))

    @view_cache(8)
    def timings(self, today: date) -> Mapping[str, Timing]:
        """Return the timing of every event, by its id.

        Both dates of an event are inclusive. ``NEXT`` are the future events that begin first, several if they begin
        together; filters do not change it.
        """
        columns = ("id", "start", "end", "status")
        events = list(zip(*(self.events[column] for column in columns), strict=True))
        ahead = [start for _, start, _, status in events if start > today and status in ("proposed", "confirmed")]
        following = min(ahead, default=None)
        return {identifier: _timing(start, end, status, today, following) for identifier, start, end, status in events}

    def notes_on(self, subjects: Iterable[str]) -> pd.DataFrame:
        """Return the notes whose subject is one of these: fields of the briefing, a table, or ids of items."""
        return self.notes[self.notes["subject"].isin(set(subjects))]

    def topic_mask(self, table: str, topics: Iterable[str]) -> Mask:
        """Return which items of a table carry at least one of these topics; unknown topics match nothing."""
        mask = np.zeros(len(self.table(table)), dtype=bool)
        for topic in topics:
            mask |= self._topic_masks[table].get(topic, False)
        return mask

    def quarter_mask(self, quarters: Iterable[str]) -> Mask:
        """Return which events overlap at least one of these quarters."""
        places, first, last = self._spans
        mask = np.zeros(len(self.events), dtype=bool)
        for quarter in quarters:
            place = places.get(quarter, -1)
            mask |= (first <= place) & (place <= last)
        return mask

    @view_cache(64)
    def group_mask(self, table: contract.Table, group: str) -> Mask:
        """Return which rows of a table are of one strand or pillar; cached, so not to be changed."""
        return (self.table(table.name)[table.group] == group).to_numpy(dtype=bool)

    @view_cache(256)
    def text_mask(self, table: str, terms: tuple[str, ...]) -> Mask:
        """Return which rows of a table contain all of these terms (see ``words.search_terms``) in the columns that
        the contract marks as searched; cached, so not to be changed.
        """
        texts = self._searchable[table]
        mask = np.ones(len(texts), dtype=bool)
        for term in terms:
            mask &= np.fromiter((term in text for text in texts), dtype=bool, count=len(mask))
        return mask

    def also_in(self, terms: tuple[str, ...]) -> list[str]:
        """Return the ids of the notes and the fields of the facts that contain all terms; none without terms."""
        notes, facts = self.text_mask("notes", terms), self.text_mask("briefing", terms)
        return [*self.notes["id"][notes], *self.facts["field"][facts]] if terms else []

    def prepare(self) -> None:
        """Compute the cached properties now, so that the first user does not wait for them."""
        self._topic_masks, self._spans, self._searchable  # noqa: B018 - reading one computes it

    @cached_property
    def _topic_masks(self) -> dict[str, dict[str, Mask]]:
        """For each table of items and each topic, which rows carry it."""
        masks: dict[str, dict[str, Mask]] = {}
        for table in contract.ITEM_TABLES:
            carried = self.table(table.name)["topics"]
            masks[table.name] = {topic: np.zeros(len(carried), dtype=bool) for topic in self.topic_names}
            for row, topics in enumerate(carried):
                for topic in topics:
                    masks[table.name][topic][row] = True
        return masks

    @cached_property
    def change_subjects(self) -> npt.NDArray[np.int_]:
        """For each change, the place of its item among the items of all tables; the place after the last for none."""
        items = chain.from_iterable(self.table(table.name)["id"] for table in contract.ITEM_TABLES)
        places = {identifier: place for place, identifier in enumerate(items)}
        return np.array([places.get(subject, len(places)) for subject in self.changes["subject"]], dtype=int)

    @cached_property
    def _spans(self) -> tuple[dict[str, int], npt.NDArray[np.int_], npt.NDArray[np.int_]]:
        """The place of each quarter on the time axis, and those of the first and of the last quarter of each event."""
        places = {quarter: place for place, quarter in enumerate(self.quarters)}
        first = np.array([places[quarters[0]] for quarters in self.events["quarters"]], dtype=int)
        last = np.array([places[quarters[-1]] for quarters in self.events["quarters"]], dtype=int)
        return places, first, last

    @cached_property
    def _searchable(self) -> dict[str, list[str]]:
        """The searchable text of each row, by table; line breaks keep a term from matching across two cells."""
        text_of = cache(search_text)  # topics, statuses, strands and pillars are repeated in many rows
        return {
            table.name: [
                "\n".join([text_of(text) for cell in row for text in ([cell] if isinstance(cell, str) else cell)])
                for row in self.table(table.name)[searched].to_numpy(dtype=object)
            ]
            for table in contract.TABLES
            if (searched := [column.name for column in table.columns if column.is_searched])
        }


def records(frame: pd.DataFrame) -> list[dict[str, Any]]:
    """Return the rows of a frame as dictionaries, ten times as fast as ``to_dict("records")``."""
    columns = list(frame.columns)
    return [dict(zip(columns, row, strict=True)) for row in frame.to_numpy(dtype=object)]


def _timing(start: date, end: date, status: str, today: date, following: date | None) -> Timing:
    if status in (Timing.HELD, Timing.CANCELLED):
        return Timing(status)
    if end < today:
        return Timing.PASSED
    if start <= today:
        return Timing.NOW
    return Timing.NEXT if start == following else Timing.LATER


def _frame(table: contract.Table, rows: Sequence[Mapping[str, str]]) -> pd.DataFrame:
    """Return the checked rows of a table as a frame, with the columns that ``Briefing`` describes."""
    values: dict[str, list[Any]] = {
        column.name: [_VALUE_OF.get(column.kind, str)(row[column.name]) for row in rows] for column in table.columns
    }
    if table is contract.EVENTS:
        values["quarters"] = list(map(quarters_between, values["start"], values["end"]))
    return pd.DataFrame(values, dtype=object)


def _version(frames: Mapping[str, pd.DataFrame]) -> str:
    content = [
        [table.name, frames[table.name][list(table.column_names)].to_numpy(dtype=object).tolist()]
        for table in contract.TABLES
        if len(frames[table.name]) or not table.optional
    ]
    return hashlib.sha256(json.dumps(content, ensure_ascii=False, default=str).encode()).hexdigest()[:12]
