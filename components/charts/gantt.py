"""The Gantt: one row an event, bands for the quarters, bars for spans and diamonds for single days."""

from collections.abc import Mapping
from datetime import date, datetime, time, timedelta
from itertools import groupby
from typing import Any

import pandas as pd

from components.briefing.briefing import records
from components.briefing.findings import event_dates
from components.briefing.quarters import first_day, last_day
from components.briefing.words import isolated
from components.charts.figure import FONT_SIZE, Figure, Part, Sheet, pattern
from components.charts.palette import Theme, topic_colours
from components.charts.text import lines, literal

LABEL_COLUMNS = 36
"""Columns of a line of an event's title: what fits on a screen 320 pixels wide."""
DETAIL_COLUMNS = 46
"""Columns of the smaller lines below it."""
MOST_QUARTERS = 4
"""Whole names of quarters that fit beside each other on that screen."""
MOST_PARTS = 12
"""Quarters, under the names of their years, that fit there; of more quarters, only the years are named."""
MOST_YEARS = 8
"""Years that fit there; of more, only some are named."""

_LINE = 17
_BAR = 20
_PADDING = 8
_ROW_PADDING = 20
_EMPTY = 60
_HEAD = 30
_HEAD_OF_TWO = 47
"""Pixels above the plot for names of quarters, and for names of years above them."""
_TODAY = 22
_MILLISECONDS = 24 * 60 * 60 * 1000
_PATTERNS = {"proposed": "/", "confirmed": "", "held": "", "cancelled": "x"}

Event = Mapping[str, Any]
"""One row of a briefing's events, by column."""


def gantt(
    events: pd.DataFrame,
    quarters: tuple[str, ...],
    topics: tuple[str, ...],
    theme: Theme,
    today: date | None = None,
) -> Figure:
    """Draw events on a time axis that runs over all of ``quarters``, whichever events are given.

    ``events`` has the columns of a briefing's events. ``topics`` are all topics in display order: an event
    has the colour of its first topic. A bar covers its last day too, since both dates are inclusive. Each
    label stands above its bar, at the left edge, so it neither collides nor clips at any width. The first
    event is at the top. A mark's ``customdata`` begins with the event's id. ``today`` is drawn as a line
    when it falls inside the axis.
    """
    sheet, colours = Sheet(theme, side=_BAR * 2 // 3), topic_colours(topics, theme)
    _draw_bands(sheet, quarters)
    top = 0
    for event in records(events):
        top = _draw_event(sheet, event, top, colours[event["topics"][0]])
    rows = top or _EMPTY
    is_inside = bool(quarters) and today is not None and first_day(quarters[0]) <= today <= last_day(quarters[-1])
    if today is not None and is_inside:
        _draw_today(sheet, today, rows, quarters)
        rows += _TODAY
    head = _HEAD_OF_TWO if MOST_QUARTERS < len(quarters) <= MOST_PARTS else _HEAD
    return sheet.figure(rows, _time_axis(quarters), head=head, barmode="overlay")


def hover_text(event: Event) -> str:
    """Return what a reader sees on pointing at an event: title, true dates, precision, status and topics."""
    start, end = event["start"], event["end"]
    span = f"{start}" if start == end else f"{start} to {end}"
    texts = [
        *map(isolated, lines(event["title"], LABEL_COLUMNS)),
        f"{span} ({event['precision']} precision)",
        event["status"],
        *lines(", ".join(event["topics"]), LABEL_COLUMNS),
    ]
    return "<br>".join(literal(text) for text in texts)


def _draw_bands(sheet: Sheet, quarters: tuple[str, ...]) -> None:
    """Draw a band for each quarter, or for each year where only years are named."""
    parts = [(quarter,) for quarter in quarters] if len(quarters) <= MOST_PARTS else _years(quarters)
    for position, part in enumerate(parts):
        start, end = _ends(part)
        sheet.band(start, end, sheet.theme.surface if position % 2 == 0 else sheet.theme.background)
        sheet.upright(start)


def _draw_event(sheet: Sheet, event: Event, top: int, colour: str) -> int:
    """Draw one event with its top at ``top``, in pixels, and return where the next begins."""
    title = lines(event["title"], LABEL_COLUMNS)
    # What an event is stands in words too, so that nothing hangs on the colour of its bar.
    details = lines(f"{event_dates(event)} · {event['status']} · {', '.join(event['topics'])}", DETAIL_COLUMNS, 2)
    below = top + _PADDING + len(title) * _LINE
    bottom = below + len(details) * _LINE
    sheet.rule(top)
    sheet.label("<br>".join(f"<b>{literal(isolated(line))}</b>" for line in title), top + _PADDING)
    sheet.label("<br>".join(map(literal, details)), below, size=FONT_SIZE - 1, colour=sheet.theme.muted)
    _draw_mark(sheet, event, bottom + _PADDING / 2 + _BAR / 2, colour)
    return bottom + _BAR + _ROW_PADDING - _PADDING


def _draw_mark(sheet: Sheet, event: Event, middle: float, colour: str) -> None:
    start, end = event["start"], event["end"]
    known = {
        "y": [middle],
        "customdata": [[event["id"], hover_text(event)]],
        "hovertemplate": "%{customdata[1]}<extra></extra>",
    }
    if start == end:  # a bar of one day would be too thin to see or to hit
        outline = {"color": sheet.theme.text, "width": 1}
        marker: Part = {"symbol": "diamond", "size": _BAR, "color": colour, "line": outline}
        sheet.mark("scatter", x=[_midnight(start)], mode="markers", marker=marker, cliponaxis=False, **known)
        return
    sheet.mark(
        "bar",
        orientation="h",
        base=[_midnight(start)],
        x=[((end - start).days + 1) * _MILLISECONDS],
        width=[_BAR],
        marker={
            "color": colour,
            "line": {"color": colour, "width": 1.5},
            "pattern": pattern(_PATTERNS[event["status"]], sheet.theme),
        },
        **known,
    )


def _draw_today(sheet: Sheet, today: date, rows: float, quarters: tuple[str, ...]) -> None:
    # A shape, not add_vline: with a date and an annotation that raises, and it may stretch the axis.
    sheet.upright(_midnight(today), layer="above", color=sheet.theme.accent, width=2, dash="dot")
    middle = first_day(quarters[0]) + (last_day(quarters[-1]) - first_day(quarters[0])) / 2
    sheet.annotations.append(
        {
            "text": "Today", "x": _midnight(today), "xref": "x", "xanchor": "left" if today < middle else "right",
            "y": rows, "yref": "y", "yanchor": "top", "showarrow": False, "borderpad": 2,
            "font": {"color": sheet.theme.accent, "size": FONT_SIZE},
        }
    )  # fmt: skip


def _time_axis(quarters: tuple[str, ...]) -> Part:
    if not quarters:
        return {"visible": False}
    named = _names(quarters)
    return {
        "type": "date",
        "range": list(_ends(quarters)),
        "side": "top",
        "tickmode": "array",
        "tickvals": [start + (end - start) / 2 for start, end in (_ends(part) for _, part in named)],
        "ticktext": [name for name, _ in named],
        "tickangle": 0,
    }


def _names(quarters: tuple[str, ...]) -> list[tuple[str, tuple[str, ...]]]:
    """Return the names that fit above the axis, each with the quarters over whose middle it stands."""
    if len(quarters) <= MOST_QUARTERS:
        return [(quarter, (quarter,)) for quarter in quarters]
    years = _years(quarters)
    if len(quarters) <= MOST_PARTS:  # the empty line below a year is the one of its quarters
        return [(f"{year[0][:4]}<br> ", year) for year in years] + [(quarter[-2:], (quarter,)) for quarter in quarters]
    every = -(-len(years) // MOST_YEARS)
    return [(year[0][:4], year) for year in years[every // 2 :: every]]  # the first and last years have no room


def _years(quarters: tuple[str, ...]) -> list[tuple[str, ...]]:
    return [tuple(group) for _, group in groupby(quarters, key=lambda quarter: quarter[:4])]


def _ends(quarters: tuple[str, ...]) -> tuple[datetime, datetime]:
    """Return where the first of these quarters begins, and where the last one is over."""
    return _midnight(first_day(quarters[0])), _midnight(last_day(quarters[-1]) + timedelta(days=1))


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time())
