"""The Gantt: a row for each event, with bands for the quarters, bars for spans and diamonds for short ones."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from itertools import groupby
from typing import Any

import pandas as pd

from components.briefing.address import Address
from components.briefing.briefing import records
from components.briefing.dates import event_dates
from components.briefing.quarters import first_day, last_day
from components.briefing.timing import Timing
from components.briefing.words import isolated
from components.charts.figure import (
    BOLD,
    NARROW_WIDTH,
    WIDE_WIDTH,
    Chart,
    Figure,
    FigureBuilder,
    Link,
    Look,
    PlotlyDict,
)
from components.charts.palette import LIGHT, Theme
from components.charts.text import columns, join, lines

MAX_NAMED = 4
"""Quarters whose whole names fit beside each other on the narrow drawing."""
MAX_QUARTERS = 12
"""Quarters that fit there under the names of their years; of more, only the years are named."""
_YEAR = 41
"""Pixels that the name of a year takes up."""
_MIN_BAR = 6
"""Pixels below which a bar would hardly be seen: what is shorter, at the least width of a page, is a diamond."""
_GAP = 10
"""Pixels between a bar and the word beside it."""
_EDGE = 0.08
"""Share of the axis, from either end, in which the word under the line of today is not centred."""
_DAY = timedelta(days=1)

Event = Mapping[str, Any]
"""One row of a briefing's events, by column."""


@dataclass(frozen=True)
class _Layout:
    """Where things stand in one drawing, in pixels. ``plot`` is the least width of the axis."""

    left: int
    plot: int
    title_columns: int
    detail_columns: int
    bar: int
    is_wide: bool


_WIDE = _Layout(left=272, plot=WIDE_WIDTH - 272, title_columns=28, detail_columns=38, bar=24, is_wide=True)
_NARROW = _Layout(left=0, plot=NARROW_WIDTH, title_columns=30, detail_columns=41, bar=18, is_wide=False)


@dataclass(frozen=True)
class _Axis:
    """The quarters of the time axis, those that have an event, and what is said of the others."""

    quarters: tuple[str, ...]
    occupied: frozenset[str]
    address: Address
    today: date | None

    def share(self, day: date) -> float:
        """Return how far along the axis a day begins, from 0 to 1."""
        start, end = first_day(self.quarters[0]), last_day(self.quarters[-1]) + _DAY
        return (day - start) / (end - start)

    @property
    def today_share(self) -> float | None:
        """How far along the axis today is, or None where it is not on it."""
        share = self.share(self.today) if self.today and self.quarters else -1
        return share if 0 <= share <= 1 else None

    @property
    def bands(self) -> list[tuple[str, ...]]:
        """What is told apart by bands: quarters or, where they are too many, years; every other one is shaded."""
        return self.years if len(self.quarters) > MAX_QUARTERS else [(quarter,) for quarter in self.quarters]

    @property
    def years(self) -> list[tuple[str, ...]]:
        return [tuple(group) for _, group in groupby(self.quarters, key=lambda quarter: quarter[:4])]

    def is_searched(self, quarter: str) -> bool:
        """Whether an event in this quarter would be shown, as none of the others is chosen."""
        return quarter in (self.address.filters.quarters or self.quarters)


def gantt(
    events: pd.DataFrame,
    quarters: tuple[str, ...],
    address: Address,
    timings: Mapping[str, Timing] | None = None,
    today: date | None = None,
    theme: Theme = LIGHT,
    occupied: Collection[str] | None = None,
) -> Chart:
    """Draw events, the first at the top, on a time axis that runs over ``quarters``, in which all of them lie.

    ``events`` has the columns of a briefing's events. A bar covers its last day too, since both dates are inclusive.
    A mark leads to ``address`` filtered by the event's quarters. ``timings`` has the timing of each event by its id,
    and ``today`` is drawn where the axis has it; without them no word depends on the day. ``occupied`` are the quarters
    with a matching event, where ``events`` are not all that match.
    """
    rows = records(events)
    found = occupied if occupied is not None else {quarter for event in rows for quarter in event["quarters"]}
    axis = _Axis(quarters, frozenset(found), address, today)
    return Chart(*(_draw(layout, axis, rows, timings or {}, theme) for layout in (_WIDE, _NARROW)))


def _draw(
    layout: _Layout, axis: _Axis, events: list[dict[str, Any]], timings: Mapping[str, Timing], theme: Theme
) -> Figure:
    builder = FigureBuilder(theme, left=layout.left)
    top: float = _draw_head(builder, layout, axis)
    head = top
    builder.hline(top)
    for event in events:
        top = _draw_event(builder, layout, axis, event, timings.get(event["id"]), top)
        builder.hline(top)
    if layout.is_wide:
        _draw_bands(builder, axis, head, top)
        _draw_today(builder, axis, head, top)
    return builder.figure(_draw_foot(builder, axis, top), _time_axis(axis))


def _time_axis(axis: _Axis) -> PlotlyDict | None:
    if not axis.quarters:
        return None
    start, end = _ends(axis.quarters)
    return {"type": "date", "range": [start.isoformat(), end.isoformat()]}


def _draw_head(builder: FigureBuilder, layout: _Layout, axis: _Axis) -> int:
    """Write the names of quarters, or of years, and return where the rows begin."""
    has_years = len(axis.quarters) > MAX_NAMED
    if len(axis.quarters) > MAX_QUARTERS:
        every = -(-len(axis.years) * _YEAR // layout.plot)
        for year in axis.years[every // 2 : len(axis.years) - every // 2 : every]:  # a name needs space on both sides
            _name(builder, year[0][:4], year, 15, muted=axis.occupied.isdisjoint(year))
        return 40 if layout.is_wide else 20
    if has_years:
        for year in axis.years:
            builder.text(year[0][:4], _ends(year)[0].isoformat(), 13, weight=600)
    for quarter in axis.quarters:
        is_empty = quarter not in axis.occupied
        _name(builder, quarter[-2:] if has_years else quarter, (quarter,), 30 if has_years else 15, muted=is_empty)
        if is_empty and layout.is_wide and not has_years and axis.is_searched(quarter):
            filters = axis.address.filters
            word = "no match" if filters.topics or filters.text else "no event"
            _name(builder, word, (quarter,), 31, muted=True)
    return 40 if layout.is_wide else 36 if has_years else 20


def _name(builder: FigureBuilder, text: str, quarters: tuple[str, ...], baseline: int, *, muted: bool) -> None:
    start, end = _ends(quarters)
    middle = start + (end - start) / 2
    builder.text(text, middle.isoformat(), baseline, anchor="center", weight=400 if muted else 600, muted=muted)


def _draw_bands(builder: FigureBuilder, axis: _Axis, top: float, bottom: float) -> None:
    for quarters in axis.bands[::2]:
        start, end = _ends(quarters)
        builder.band(start.isoformat(), end.isoformat(), top, bottom)


def _draw_event(
    builder: FigureBuilder, layout: _Layout, axis: _Axis, event: Event, timing: Timing | None, top: float
) -> float:
    """Draw one event with its top at ``top``, in pixels, and return where the next begins."""
    title, (state, word) = lines(event["title"], layout.title_columns, 2), _words(event, timing)
    start, end = axis.share(event["start"]), axis.share(event["end"] + _DAY)
    is_short = (end - start) * layout.plot < _MIN_BAR
    if is_short:
        start = end = (start + end) / 2
    gap = _GAP + (layout.bar / 2 if is_short else 0)
    side = _word_side(start, end, (gap + columns(word) * BOLD) / layout.plot, axis.today_share)
    beside = word if layout.is_wide and side else ""
    below = join([event_dates(event), state, "" if beside else word], layout.detail_columns)
    height = 18 * (len(title) + len(below))
    baseline = top + (23 if layout.is_wide else 20)
    builder.title(title, baseline)
    builder.label(below, baseline + 18 * len(title) - (0 if layout.is_wide else 1), muted=True)
    middle = top + (height / 2 + 9 if layout.is_wide else height + 18)
    if not layout.is_wide:
        _draw_bands(builder, axis, middle - layout.bar / 2, middle + layout.bar / 2)
        _draw_today(builder, axis, middle - layout.bar / 2 - 2, middle + layout.bar / 2 + 2)
    name = ", ".join(part for part in (isolated(event["title"]), event_dates(event), state, word) if part)
    link = Link(str(axis.address.only(quarters=event["quarters"])), name)
    first, over = _midnight(event["start"]), _midnight(event["end"] + _DAY)
    look = _look(event["status"], builder.theme)
    if is_short:
        builder.diamond((first + (over - first) / 2).isoformat(), middle, 1.2 * layout.bar, link, look)
    else:
        builder.bar(first.isoformat(), over.isoformat(), middle - layout.bar / 2, layout.bar, link, look)
    if beside:
        at, sign, anchor = (over, 1, "left") if side == "right" else (first, -1, "right")
        builder.text(beside, at.isoformat(), middle + 5, shift=sign * gap, anchor=anchor)
    return top + height + (18 if layout.is_wide else 36)


def _words(event: Event, timing: Timing | None) -> tuple[str, str]:
    """Return the status and the timing of an event in words; the status is left out where the timing says it."""
    word = "date passed" if timing is Timing.PASSED else str(timing or "")
    return ("" if word == event["status"] else event["status"]), word


def _word_side(start: float, end: float, width: float, today: float | None) -> str:
    """Return the side of a bar on which there is space for a word, without the line of today in it, or an empty text.

    All are shares of the axis.
    """
    if end + width <= 1 and not (today is not None and end < today < end + width):
        return "right"
    return "left" if start >= width and not (today is not None and start - width < today < start) else ""


def _look(status: str, theme: Theme) -> Look:
    fill = {"proposed": theme.soft, "confirmed": theme.mid, "held": theme.accent, "cancelled": theme.background}
    return Look(fill[status], theme.accent, is_hatched=status == "proposed", is_dashed=status == "cancelled")


def _draw_today(builder: FigureBuilder, axis: _Axis, top: float, bottom: float) -> None:
    if axis.today and axis.today_share is not None:
        builder.vline(axis.today.isoformat(), top, bottom)


def _draw_foot(builder: FigureBuilder, axis: _Axis, top: float) -> float:
    """Write what the line of today is, and return where the figure ends."""
    share = axis.today_share
    if axis.today is None or share is None:
        return top + 1
    anchor = "left" if share < _EDGE else "right" if share > 1 - _EDGE else "center"
    builder.text("today", axis.today.isoformat(), top + 15, anchor=anchor, weight=600)
    return top + 21


def _ends(quarters: tuple[str, ...]) -> tuple[datetime, datetime]:
    """Return where the first of these quarters begins, and where the last one is over."""
    return _midnight(first_day(quarters[0])), _midnight(last_day(quarters[-1]) + _DAY)


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time())
