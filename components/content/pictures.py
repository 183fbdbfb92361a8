"""The charts of the pages: each with its picture, a description for screen readers, and a table of the same rows."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date
from html import escape
from itertools import chain, islice
from typing import NamedTuple

import pandas as pd
from markupsafe import Markup

from components.briefing.address import CHART, COVERAGE, EMBED, EXPLORE, Address, option_choice
from components.briefing.briefing import records
from components.briefing.contract import AREAS, EVENTS, ITEM_TABLES
from components.briefing.coverage import ColumnKind, Coverage
from components.briefing.filters import View
from components.briefing.quarters import MAX_PERIODS, whole_years
from components.briefing.words import bidi_isolate, listed
from components.charts.blocks import blocks
from components.charts.figure import Chart, explored_height
from components.charts.gantt import gantt
from components.charts.heat_table import heat_table
from components.charts.svg import picture
from components.charts.text import lines
from components.content import sentences
from components.content.cards import event_words
from components.content.page import PageRequest
from components.content.rows import PAGE_SIZE, rows_of
from components.content.tables import TextTable, event_rows

CHART_CHOICE = option_choice(CHART, lambda _: (EXPLORE,))
"""``chart=explore`` shows a page's chart in Plotly, with zoom and pan; without a script the page shows the picture."""
MAX_DESCRIBED = 12
"""Marks that a description names; more are counted."""
_FRAME_COLUMNS, _FRAME_LINE, _FRAME_REST = 28, 21, 170
"""In a frame 320 pixels wide: columns of a line of text, its height, and the height of the rest except the chart."""
_STATUS_HINTS = {
    "proposed": "Hatched: proposed, not confirmed.",
    "confirmed": "Tinted: confirmed.",
    "held": "Solid: held.",
    "cancelled": "Dashed: cancelled.",
}


class Picture(NamedTuple):
    """A chart on a page. ``name`` is the path of the page and of the saved chart; ``hint`` explains the chart, and
    ``action`` says what selecting a mark does; ``table`` has the same rows. ``explore`` is the link to the chart in
    Plotly or, if it is shown there (``is_explored``), back to the picture. ``snippet`` is the HTML to embed it in
    another page; ``heights`` are those of the wide and the narrow figure in Plotly, in pixels.
    """

    name: str
    drawing: Markup
    hint: str
    action: str
    table: TextTable
    is_explored: bool
    explore: Address
    snippet: str
    chart: Chart
    heights: tuple[int, ...]


def timeline_picture(request: PageRequest, events: pd.DataFrame, title: str) -> Picture:
    """Return the Gantt of some events."""
    chart = timeline_chart(request.view, events, request.address, request.today)
    described = (
        ", ".join((sentences.title(event["title"]), *event_words(event, request))) for event in records(events)
    )
    description = f"Events on a time axis by quarter. {'; '.join(_first(described, len(events), MAX_DESCRIBED))}."
    hint = f"{status_hint(events, chart)} Today is {sentences.day(request.today)}."
    action, table = "Select a bar to filter by its quarter.", event_rows(events, request)
    return _picture(request, EVENTS.page, chart, title, description, hint, action, table)


def timeline_chart(view: View, events: pd.DataFrame, address: Address, today: date | None = None) -> Chart:
    """Return the Gantt of some events of a view; without ``today`` it does not depend on the day.

    The time axis has all quarters of the briefing or, if they are too many, those of the years that these events touch.
    """
    quarters = view.briefing.quarters
    if len(quarters) > MAX_PERIODS:
        quarters = whole_years([*events["start"], *events["end"]])
    occupied = frozenset(chain.from_iterable(view.events["quarters"]))
    return gantt(events, quarters, address, view.briefing.timings(today) if today else None, today, occupied=occupied)


def areas_picture(request: PageRequest, title: str) -> Picture:
    """Return the blocks of the areas that the page shows."""
    rows, topics = rows_of(request.view, request.address, AREAS), request.view.topics
    strands = tuple(dict.fromkeys(rows["strand"]))
    cells: defaultdict[tuple[str, str], list[str]] = defaultdict(list)
    for row in records(rows):
        for topic in row["topics"]:
            cells[topic, row["strand"]].append(row["title"])
    chart = blocks(rows, topics, strands, request.address)
    table_rows, described = [], []
    for topic in topics:
        titles = [cells[topic, strand] for strand in strands]
        texts = [", ".join(_first(map(bidi_isolate, areas), len(areas), PAGE_SIZE)) or "none" for areas in titles]
        table_rows.append((topic, *texts))
        words = (
            f"{sentences.title(title)} ({bidi_isolate(strand)})" for strand in strands for title in cells[topic, strand]
        )
        areas = _first(words, sum(map(len, titles)), MAX_DESCRIBED)
        described.append(f"{bidi_isolate(topic)}: {', '.join(areas) or 'no area'}")
    table = TextTable("Areas by topic and strand", ("Topic", *strands), tuple(table_rows))
    hint, action = "Each block is an area, in the column of its strand.", "Select a block to filter by its topic."
    return _picture(request, AREAS.page, chart, title, f"{'; '.join(described)}.", hint, action, table)


def _first(words: Iterable[str], total: int, count: int) -> list[str]:
    """Return the first ``count`` of ``total`` words, and how many more there are."""
    return [*islice(words, count), *([f"and {total - count:,} more"] if total > count else [])]


def coverage_picture(request: PageRequest, counts: Coverage, title: str) -> Picture:
    """Return the heat table of topics against strands, quarters and recommendations."""
    headings = [heading.name for heading in counts.headings]
    dated = dict.fromkeys(counts.undated, "none") | dict.fromkeys(counts.unmatched, "none in this view")
    rows = tuple(
        (topic, *(f"{count:,}" for count in counts.counts.loc[topic]), dated.get(topic, "yes"))
        for topic in counts.topics
    )
    numbers = frozenset(range(1, len(headings) + 1))
    table = TextTable("Items by topic", ("Topic", *headings, "Dated event"), rows, numbers)
    kinds = list(dict.fromkeys(heading.kind for heading in counts.headings))
    time = "year" if any(len(heading.quarters) > 1 for heading in counts.headings) else "quarter"
    nouns = {
        ColumnKind.STRAND: "areas",
        ColumnKind.QUARTER: f"events in each {time}",
        ColumnKind.RECOMMENDATIONS: "recommendations",
    }
    chart = heat_table(counts, request.address)
    description = f"For each topic, counts of {listed([nouns[kind] for kind in kinds])}. {title}."
    hint, action = "Figures count items; an item with two topics counts under both.", "Select a cell to filter by it."
    return _picture(request, COVERAGE, chart, title, description, hint, action, table)


def _picture(
    request: PageRequest,
    path: str,
    chart: Chart,
    title: str,
    description: str,
    hint: str,
    action: str,
    table: TextTable,
) -> Picture:
    address, briefing = request.address, request.view.briefing
    target = "_blank" if request.is_embedded else None  # a frame is too small for the pages that the links open
    drawing = Markup(picture(chart, title, description, target))  # noqa: S704 - every text in it is escaped there
    is_explored = address.choice(CHART) == EXPLORE
    texts = (title, f"{briefing.title} {sentences.filter_sentence(address, ITEM_TABLES)}")
    rows = sum(len(lines(text, _FRAME_COLUMNS, 9)) for text in texts)
    height = max(figure.layout.height for figure in chart) + _FRAME_LINE * rows + _FRAME_REST
    link, name = f"{request.origin}{address.choose(**{EMBED: 'true', CHART: ''})}", escape(briefing.title)
    snippet = f'<iframe src="{escape(link)}" title="{name}" width="100%" height="{height:.0f}"></iframe>'
    other = address.choose(**{CHART: "" if is_explored else EXPLORE})
    heights = tuple(map(explored_height, chart))
    return Picture(path, drawing, hint, action, table, is_explored, other, snippet, chart, heights)


def status_hint(events: pd.DataFrame, chart: Chart) -> str:
    """Return the legend of the statuses in the chart, and how exact the dates are."""
    statuses = set(events["status"])
    hints = [hint for status, hint in _STATUS_HINTS.items() if status in statuses]
    if any(trace.type == "scatter" for figure in chart for trace in figure.data):
        hints.append("Diamond: too short for a bar.")
    precisions = sorted(set(events["precision"]))
    if precisions and "day" not in precisions:
        hints.append(f"The article gives {listed([f'{precision}s' for precision in precisions])}, not days.")
    return " ".join(hints)
