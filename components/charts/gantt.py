"""The Gantt: one row an event, bands for the quarters, bars for spans and diamonds for single days."""

from collections.abc import Mapping
from datetime import date, datetime, time, timedelta
from typing import Any

import pandas as pd

from components.briefing.briefing import records
from components.briefing.findings import event_dates
from components.briefing.quarters import first_day, last_day
from components.charts.figure import FONT_SIZE, Figure, Part, Sheet, pattern
from components.charts.palette import Theme, topic_colours
from components.charts.text import lines, literal

LABEL_COLUMNS = 36
"""Columns of a line of an event's title: what fits on a screen 320 pixels wide."""
DETAIL_COLUMNS = 46
"""Columns of the smaller lines below it."""
MOST_QUARTER_NAMES = 4
"""Names of quarters that fit beside each other on that screen; of more quarters only some are named."""

_LINE = 17
_BAR = 20
_PADDING = 8
_ROW_PADDING = 20
_EMPTY = 60
_HEAD = 30
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
    sheet, colours = Sheet(theme), topic_colours(topics, theme)
    _draw_bands(sheet, quarters)
    top = 0
    for event in records(events):
        top = _draw_event(sheet, event, top, colours[event["topics"][0]])
    rows = top or _EMPTY
    is_inside = bool(quarters) and today is not None and first_day(quarters[0]) <= today <= last_day(quarters[-1])
    if today is not None and is_inside:
        _draw_today(sheet, today, rows, quarters)
        rows += _TODAY
    return sheet.figure(rows, _time_axis(quarters), head=_HEAD, barmode="overlay")


def hover_text(event: Event) -> str:
    """Return what a reader sees on pointing at an event: title, true dates, precision, status and topics."""
    start, end = event["start"], event["end"]
    span = f"{start}" if start == end else f"{start} to {end}"
    texts = [
        *lines(event["title"], LABEL_COLUMNS),
        f"{span} ({event['precision']} precision)",
        event["status"],
        *lines(", ".join(event["topics"]), LABEL_COLUMNS),
    ]
    return "<br>".join(literal(text) for text in texts)


def _draw_bands(sheet: Sheet, quarters: tuple[str, ...]) -> None:
    for position, quarter in enumerate(quarters):
        start, end = _midnight(first_day(quarter)), _midnight(last_day(quarter) + timedelta(days=1))
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
    sheet.label("<br>".join(f"<b>{literal(line)}</b>" for line in title), top + _PADDING)
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
    every = -(-len(quarters) // MOST_QUARTER_NAMES)
    named = quarters[::every]
    return {
        "type": "date",
        "range": [_midnight(first_day(quarters[0])), _midnight(last_day(quarters[-1]) + timedelta(days=1))],
        "side": "top",
        "tickmode": "array",
        "tickvals": [_middle(quarter) for quarter in named],
        "ticktext": list(named),
        "tickangle": 0,
    }


def _middle(quarter: str) -> datetime:
    start, end = _midnight(first_day(quarter)), _midnight(last_day(quarter) + timedelta(days=1))
    return start + (end - start) / 2


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time())
