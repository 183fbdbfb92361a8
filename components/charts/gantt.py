"""The Gantt: one row an event, bands for the quarters, bars for spans and diamonds for what is too short for one."""

from collections.abc import Mapping
from datetime import date, datetime, time, timedelta
from itertools import chain, groupby
from typing import Any, NamedTuple

import pandas as pd

from components.briefing.address import Address
from components.briefing.briefing import records
from components.briefing.dates import event_dates
from components.briefing.quarters import first_day, last_day
from components.briefing.timing import Timing
from components.briefing.words import isolated
from components.charts.figure import (
    MIN_TARGET,
    NARROWEST,
    NARROWEST_WIDE,
    TITLE_SIZE,
    Chart,
    Figure,
    FigureBuilder,
    Look,
    PlotlyDict,
)
from components.charts.palette import LIGHT, Theme
from components.charts.text import escape_plotly, lines

TITLE_COLUMNS = 27
"""Columns of a line of an event's title; two lines at most."""
_DAY = 24 * 60 * 60 * 1000
_LINE = 18
_YEAR = 40
"""Pixels that the name of a year takes."""


class _Layout(NamedTuple):
    """Where things are in one drawing, in pixels: names beside the bars, or above them."""

    left: int
    min_plot: int
    head: int
    bar: int
    max_named_quarters: int
    is_wide: bool


_WIDE = _Layout(272, NARROWEST_WIDE - 272, 40, 24, 8, is_wide=True)
_NARROW = _Layout(0, NARROWEST, 38, 18, 4, is_wide=False)
MAX_QUARTERS = 12
"""Quarters that are told apart; of more, only the years are named."""


def gantt(
    events: pd.DataFrame,
    quarters: tuple[str, ...],
    address: Address,
    timings: Mapping[str, Timing] | None = None,
    today: date | None = None,
    theme: Theme = LIGHT,
) -> Chart:
    """Draw events on a time axis that runs over all of ``quarters``, whichever events are given.

    ``events`` has the columns of a briefing's events, the first at the top. A bar covers its last day too, since both
    dates are inclusive. Each mark leads to the view of its quarters. Without ``timings`` and ``today`` nothing in the
    drawing depends on the day.
    """
    drawn = (_draw(events, quarters, address, timings or {}, today, theme, layout) for layout in (_WIDE, _NARROW))
    return Chart(*drawn)


def _draw(
    events: pd.DataFrame, quarters: tuple[str, ...], address: Address, timings: Mapping[str, Timing], today: date | None,
    theme: Theme, layout: _Layout,
) -> Figure:  # fmt: skip
    builder = FigureBuilder(theme, left=layout.left)
    is_shown = bool(quarters) and today is not None and first_day(quarters[0]) <= today <= last_day(quarters[-1])
    line = _midnight(today) if today is not None and is_shown else None
    _draw_names(builder, quarters, set(chain.from_iterable(events["quarters"])), layout)
    top = float(layout.head)
    draw_event = _draw_wide if layout.is_wide else _draw_narrow
    for event in records(events):
        builder.hline(top)
        top = draw_event(builder, event, quarters, top, (address, timings.get(event["id"])), line)
    builder.hline(top)
    if layout.is_wide:
        _draw_bands(builder, quarters, layout.head, top - layout.head)
    if line is not None:
        if layout.is_wide:
            builder.vline(line, layout.head, top)
        builder.text(line, top + 12, "today", anchor="center", is_bold=True)
        top += 22
    axis: PlotlyDict = {"type": "date", "range": list(_ends(quarters))} if quarters else {}
    return builder.figure(top + 1, axis, unit=_DAY)


def _draw_wide(
    builder: FigureBuilder, event: Mapping[str, Any], quarters: tuple[str, ...], top: float,
    link: tuple[Address, Timing | None], _: datetime | None,
) -> float:  # fmt: skip
    title = lines(event["title"], TITLE_COLUMNS, 2)
    height = 36 + len(title) * _LINE
    timing, start, end = _timing_words(event, link[1]), *_span(event)
    share = _share(end, quarters)
    is_beside = share <= 0.8 or _share(start, quarters) >= 0.2
    _write_title(builder, title, top + 18)
    details = [*_details(event), *([timing] if timing and not is_beside else [])]
    builder.text(None, top + 18 + len(title) * _LINE, " · ".join(details), colour=builder.theme.muted)
    is_diamond = _draw_mark(builder, event, quarters, top + height / 2, _WIDE, link)
    if timing and is_beside:
        half = 16 if is_diamond else 0
        beyond = share <= 0.8
        builder.text(_middle(event) if is_diamond else (end if beyond else start), top + height / 2, timing,
                     shift=(10 + half) * (1 if beyond else -1), anchor="left" if beyond else "right")  # fmt: skip
    return top + height


def _draw_narrow(
    builder: FigureBuilder, event: Mapping[str, Any], quarters: tuple[str, ...], top: float,
    link: tuple[Address, Timing | None], today: datetime | None,
) -> float:  # fmt: skip
    title = lines(event["title"], 34, 2)
    timing = _timing_words(event, link[1])
    _write_title(builder, title, top + 15)
    below = top + 14 + len(title) * _LINE
    builder.text(None, below, " · ".join([*_details(event), *([timing] if timing else [])]), colour=builder.theme.muted)
    lane = below + 13
    _draw_bands(builder, quarters, lane, _NARROW.bar)
    _draw_mark(builder, event, quarters, lane + _NARROW.bar / 2, _NARROW, link)
    if today is not None:
        builder.vline(today, lane - 2, lane + _NARROW.bar + 2)
    return lane + _NARROW.bar + 9


def _write_title(builder: FigureBuilder, title: list[str], middle: float) -> None:
    for number, line in enumerate(title):
        builder.text(None, middle + number * _LINE, escape_plotly(isolated(line)), size=TITLE_SIZE, is_bold=True)


def _details(event: Mapping[str, Any]) -> list[str]:
    """Return the dates and, unless it is said at the bar, the status."""
    is_open = event["status"] in ("proposed", "confirmed")
    return [event_dates(event), *([event["status"]] if is_open else [])]


def _timing_words(event: Mapping[str, Any], timing: Timing | None) -> str:
    if event["status"] in (Timing.HELD, Timing.CANCELLED):
        return str(event["status"])
    return "" if timing is None else "date passed" if timing is Timing.PASSED else str(timing)


def mark_name(event: Mapping[str, Any], timing: Timing | None) -> str:
    """Return what a mark is called: ``Intelligence Workshop, 2025-Q2, proposed, date passed``."""
    words = [*_details(event), _timing_words(event, timing)]
    return ", ".join([escape_plotly(isolated(event["title"])), *(word for word in words if word)])


def _draw_mark(
    builder: FigureBuilder, event: Mapping[str, Any], quarters: tuple[str, ...], middle: float, layout: _Layout,
    link: tuple[Address, Timing | None],
) -> bool:  # fmt: skip
    """Draw a bar or, where it would be too small to be seen and hit on the narrowest screen, a diamond; say which."""
    address, timing = link
    there = (address.only(quarters=event["quarters"]), mark_name(event, timing))
    start, end = _span(event)
    look = _look(event["status"], builder.theme)
    if (_share(end, quarters) - _share(start, quarters)) * layout.min_plot < MIN_TARGET:
        builder.diamond(_middle(event), middle, MIN_TARGET, look._replace(is_hatched=False), there)
        return True
    if look.is_dashed:
        builder.box(start, end, middle - layout.bar / 2, layout.bar, fill=look.fill, edge=look.edge)
        look = Look("rgba(0,0,0,0)")
    builder.bar(start, (event["end"] - event["start"]).days + 1, middle, layout.bar, look, there)
    return False


def _look(status: str, theme: Theme) -> Look:
    """Return how settled an event looks: hatched, tinted, solid, or dashed."""
    return {
        "proposed": Look(theme.soft, theme.accent, is_hatched=True),
        "confirmed": Look(theme.mid, theme.accent),
        "held": Look(theme.accent, theme.accent),
        "cancelled": Look(theme.background, theme.edge, is_dashed=True),
    }[status]


def _draw_names(builder: FigureBuilder, quarters: tuple[str, ...], filled: set[str], layout: _Layout) -> None:
    """Write the names of quarters or, where these have no room, of years and the numbers of their quarters."""
    muted, parts = builder.theme.muted, _parts(quarters)
    if len(quarters) <= layout.max_named_quarters:
        for (quarter,), middle in parts:
            is_empty = quarter not in filled
            builder.text(middle, 10, quarter, anchor="center", is_bold=not is_empty, colour=muted if is_empty else "")
            if is_empty:
                builder.text(middle, 26, "no event", anchor="center", colour=muted)
        return
    years = _years(quarters)
    every = -(-len(years) * _YEAR // layout.min_plot)  # the names of more years would touch
    for year in years[::every]:
        builder.text(_ends(year)[0], 8, year[0][:4], is_bold=True)
    for (quarter, *_), middle in parts if len(quarters) <= MAX_QUARTERS else ():
        is_empty = quarter not in filled
        builder.text(middle, 25, quarter[-2:], anchor="center", is_bold=not is_empty, colour=muted if is_empty else "")


def _draw_bands(builder: FigureBuilder, quarters: tuple[str, ...], top: float, height: float) -> None:
    """Tint every other quarter, or every other year where only years are named."""
    for part, _ in _parts(quarters)[::2]:
        builder.box(*_ends(part), top, height, fill=builder.theme.surface)


def _parts(quarters: tuple[str, ...]) -> list[tuple[tuple[str, ...], datetime]]:
    """Return the parts of the axis, each with its middle: quarters or, where they are too many, years."""
    parts = [(quarter,) for quarter in quarters] if len(quarters) <= MAX_QUARTERS else _years(quarters)
    return [(part, (ends := _ends(part))[0] + (ends[1] - ends[0]) / 2) for part in parts]


def _years(quarters: tuple[str, ...]) -> list[tuple[str, ...]]:
    return [tuple(group) for _, group in groupby(quarters, key=lambda quarter: quarter[:4])]


def _ends(quarters: tuple[str, ...]) -> tuple[datetime, datetime]:
    """Return where the first of these quarters begins, and where the last one is over."""
    return _midnight(first_day(quarters[0])), _midnight(last_day(quarters[-1]) + timedelta(days=1))


def _span(event: Mapping[str, Any]) -> tuple[datetime, datetime]:
    """Return where an event begins, and where its last day is over."""
    return _midnight(event["start"]), _midnight(event["end"] + timedelta(days=1))


def _middle(event: Mapping[str, Any]) -> datetime:
    start, end = _span(event)
    return start + (end - start) / 2


def _share(place: datetime, quarters: tuple[str, ...]) -> float:
    """Return how far along the axis a place is, from 0 to 1."""
    start, end = _ends(quarters)
    return (place - start) / (end - start)


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time())
