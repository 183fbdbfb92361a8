"""The Gantt chart: a row for each event with a bar, or a diamond if it is short, over bands for the quarters."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import groupby
from typing import Any, NamedTuple

import pandas as pd

from components.briefing.address import Address
from components.briefing.briefing import Timing, records
from components.briefing.quarters import MAX_PERIODS, event_dates, first_day, last_day
from components.briefing.words import bidi_isolate
from components.charts.figure import Chart, Figure, FigureBuilder, Look, PlotlyDict
from components.charts.palette import LIGHT
from components.charts.text import BOLD, columns, join, lines

MAX_NAMED = 4
"""Quarters whose full names fit side by side in the narrow drawing."""
_YEAR = 41  # width of the name of a year, in pixels
_MIN_BAR = 6  # minimum length of a bar in pixels, at the minimum width; a shorter event is a diamond
_GAP = 10  # pixels between a bar and the word beside it
_EDGE = 0.08  # share of the axis, at either end, in which the label of today's line is not centred
_DAY = timedelta(days=1)
_LOOKS = {
    "proposed": Look(LIGHT.soft, LIGHT.accent, is_hatched=True),
    "confirmed": Look(LIGHT.mid, LIGHT.accent),
    "held": Look(LIGHT.accent, LIGHT.accent),
    "cancelled": Look(LIGHT.background, is_dashed=True),
}
"""How an event is drawn, by its status."""


class _Layout(NamedTuple):
    """Sizes of one drawing, in pixels. ``bar`` is the height of a bar, and ``baseline`` the distance from the top of a
    row to the baseline of its title.
    """

    left: int
    title_columns: int
    detail_columns: int
    bar: int
    baseline: int


_WIDE = _Layout(272, title_columns=28, detail_columns=38, bar=24, baseline=23)
_NARROW = _Layout(0, title_columns=30, detail_columns=41, bar=18, baseline=20)


def gantt(
    events: pd.DataFrame,
    quarters: tuple[str, ...],
    address: Address,
    timings: Mapping[str, Timing] | None = None,
    today: date | None = None,
    *,
    occupied: frozenset[str],
) -> Chart:
    """Return a Gantt chart of events, the first at the top; its time axis spans ``quarters``, which cover all of them.

    ``events`` has the columns of a briefing's events. A bar covers its last day too, since both dates are inclusive.
    A mark links to ``address`` filtered by the event's quarters. ``timings`` has the timing of each event by its id,
    and ``today`` is drawn if it is on the axis; without them the chart does not depend on the day. ``occupied`` are the
    quarters with a matching event; ``events`` may be only some of those that match.
    """
    drawings = (_Drawing(layout.left, layout, quarters, occupied, address, today) for layout in (_WIDE, _NARROW))
    return Chart(*(drawing.draw(records(events), timings or {}) for drawing in drawings))


@dataclass(frozen=True)
class _Drawing(FigureBuilder):
    layout: _Layout
    quarters: tuple[str, ...]
    occupied: frozenset[str]
    address: Address
    today: date | None

    def draw(self, events: Sequence[Mapping[str, Any]], timings: Mapping[str, Timing]) -> Figure:
        head = top = self._draw_head()
        self.hline(top)
        for event in events:
            top = self._draw_event(event, timings.get(event["id"]), top)
            self.hline(top)
        if self.left:
            self._draw_ground(head, top)
        axis: PlotlyDict = {"type": "date", "range": list(_ends(self.quarters))} if self.quarters else {}
        share = self._today_share
        if share is None:
            return self.figure(top + 1, axis)
        anchor = "left" if share < _EDGE else "right" if share > 1 - _EDGE else "center"
        self.text("today", str(self.today), top + 15, anchor=anchor, weight=600)
        return self.figure(top + 21, axis)

    @property
    def _years(self) -> list[tuple[str, ...]]:
        """The quarters of each year."""
        return [tuple(group) for _, group in groupby(self.quarters, key=lambda quarter: quarter[:4])]

    def _share(self, day: date) -> float:
        """Return the position on the axis at which a day begins, from 0 to 1."""
        start, end = first_day(self.quarters[0]), last_day(self.quarters[-1]) + _DAY
        return (day - start) / (end - start)

    @property
    def _today_share(self) -> float | None:
        """The position of today on the axis, from 0 to 1, or None if it is outside."""
        share = self._share(self.today) if self.today and self.quarters else -1
        return share if 0 <= share <= 1 else None

    def _draw_head(self) -> float:
        """Draw the names of quarters, or of years, and return the y of the first row."""
        years = self._years
        if len(self.quarters) > MAX_PERIODS:
            step = -(-len(years) * _YEAR // self.plot)
            for year in years[step // 2 : len(years) - step // 2 : step]:  # a name needs space on both sides
                self._draw_name(year[0][:4], year, 15)
            return 40 if self.left else 20
        if len(self.quarters) > MAX_NAMED:
            for year in years:
                self.text(year[0][:4], _ends(year)[0], 13, weight=600)
            for quarter in self.quarters:
                self._draw_name(quarter[-2:], (quarter,), 30)
            return 40 if self.left else 36
        filters = self.address.filters
        word = "no match" if filters.topics or filters.text else "no event"
        for quarter in self.quarters:
            self._draw_name(quarter, (quarter,), 15)
            is_searched = quarter in (filters.quarters or self.quarters)
            if self.left and is_searched and quarter not in self.occupied:
                self._draw_name(word, (quarter,), 31)
        return 40 if self.left else 20

    def _draw_name(self, text: str, quarters: tuple[str, ...], baseline: int) -> None:
        """Draw a text centred over some quarters, muted if none of them has an event."""
        middle, is_empty = _middle(*_ends(quarters)), self.occupied.isdisjoint(quarters)
        self.text(text, middle, baseline, anchor="center", weight=400 if is_empty else 600, muted=is_empty)

    def _draw_ground(self, top: float, bottom: float) -> None:
        """Shade every other quarter or, if they are too many, every other year, and draw the line of today."""
        parts = self._years if len(self.quarters) > MAX_PERIODS else [(quarter,) for quarter in self.quarters]
        for quarters in parts[::2]:
            self.band(*_ends(quarters), top, bottom)
        if self.today and self._today_share is not None:
            self.vline(str(self.today), top, bottom)

    def _draw_event(self, event: Mapping[str, Any], timing: Timing | None, top: float) -> float:
        """Draw one event, and return the y of the next row."""
        layout = self.layout
        word = "date passed" if timing is Timing.PASSED else str(timing or "")
        state = "" if word == event["status"] else event["status"]
        start, end = self._share(event["start"]), self._share(event["end"] + _DAY)
        is_short = (end - start) * self.plot < _MIN_BAR
        gap = _GAP + (layout.bar / 2 if is_short else 0)
        width = (gap + columns(word) * BOLD) / self.plot
        side = _word_side(start, end, width, self._today_share) if word and self.left else ""
        title, dates = lines(event["title"], layout.title_columns, 2), event_dates(event)
        below = join([dates, state, "" if side else word], layout.detail_columns)
        self.title(title, top + layout.baseline, below)
        height = 18 * (len(title) + len(below)) + (18 if self.left else 36)
        middle = top + (height / 2 if self.left else height - 18)
        if not self.left:
            self._draw_ground(middle - layout.bar / 2, middle + layout.bar / 2)
        name = ", ".join(filter(None, (bidi_isolate(event["title"]), dates, state, word)))
        link = self.address.only(quarters=event["quarters"])
        first, after, look = str(event["start"]), str(event["end"] + _DAY), _LOOKS[event["status"]]
        if is_short:
            self.diamond(_middle(first, after), middle, 1.2 * layout.bar, link, name, look)
        else:
            self.bar(first, after, middle - layout.bar / 2, layout.bar, link, name, look)
        if side == "right":
            self.text(word, after, middle + 5, shift=gap)
        elif side == "left":
            self.text(word, first, middle + 5, shift=-gap, anchor="right")
        return top + height


def _word_side(start: float, end: float, width: float, today: float | None) -> str:
    """Return the side of a bar where a word fits without crossing the line of today, or an empty string.

    All numbers are shares of the axis.
    """
    if end + width <= 1 and not (today is not None and end < today < end + width):
        return "right"
    return "left" if start >= width and not (today is not None and start - width < today < start) else ""


def _ends(quarters: tuple[str, ...]) -> tuple[str, str]:
    """Return the first day of the first of these quarters, and the day after the last one."""
    return str(first_day(quarters[0])), str(last_day(quarters[-1]) + _DAY)


def _middle(start: str, end: str) -> str:
    """Return the time in the middle between two days."""
    first, last = datetime.fromisoformat(start), datetime.fromisoformat(end)
    return (first + (last - first) / 2).isoformat()
