"""The areas as blocks: topics down, strands across, each area a block with its name in it."""

from typing import NamedTuple

import pandas as pd

from components.briefing.address import Address
from components.briefing.briefing import records
from components.briefing.words import isolated
from components.charts.figure import NARROWEST, NARROWEST_WIDE, TITLE_SIZE, Chart, Figure, FigureBuilder, Look
from components.charts.palette import LIGHT, Theme
from components.charts.text import escape_plotly, lines

MAX_IN_CELL = 6
"""Blocks of one topic and strand; more are counted."""
_LETTER = 7.2
"""Pixels of a letter of the usual size, and rather too wide than too narrow."""
_LINE, _TITLE_LINE, _PADDING, _GAP = 16, 18, 7, 6


class _Layout(NamedTuple):
    """Names beside the blocks or above them, the least width of the plot, and the most strands side by side."""

    left: int
    min_plot: int
    max_columns: int


_WIDE = _Layout(176, NARROWEST_WIDE - 176, 3)
_NARROW = _Layout(0, NARROWEST, 2)


class _Block(NamedTuple):
    """One block: its name, the strand as a second line where strands share a column, and its column."""

    title: str
    strand: str
    second: str
    column: int


def blocks(
    areas: pd.DataFrame, topics: tuple[str, ...], strands: tuple[str, ...], address: Address, theme: Theme = LIGHT
) -> Chart:
    """Draw areas as blocks under the strands in which they stand; one with two topics stands under both.

    ``areas`` has the columns of a briefing's areas. Each block leads to the view of its topic.
    """
    return Chart(*(_draw(areas, topics, strands, address, theme, layout) for layout in (_WIDE, _NARROW)))


def _draw(
    areas: pd.DataFrame, topics: tuple[str, ...], strands: tuple[str, ...], address: Address, theme: Theme,
    layout: _Layout,
) -> Figure:  # fmt: skip
    builder = FigureBuilder(theme, left=layout.left)
    columns = len(strands) if len(strands) <= layout.max_columns else 1
    top = _draw_heads(builder, areas, strands, columns, layout) if columns > 1 or len(strands) == 1 else 4.0
    rows = records(areas)
    for topic in topics:
        builder.hline(top)
        found = [
            _Block(row["title"], row["strand"], row["strand"] if columns < len(strands) else "",
                   strands.index(row["strand"]) if columns == len(strands) else 0)
            for row in rows if topic in row["topics"]
        ]  # fmt: skip
        top = _draw_topic(builder, topic, found, top, (columns, strands, address.only(topics=(topic,))), layout)
    builder.hline(top)
    return builder.figure(top + 1, {"range": [0, columns]})


def _draw_heads(
    builder: FigureBuilder, areas: pd.DataFrame, strands: tuple[str, ...], columns: int, layout: _Layout
) -> float:
    """Write the strands above their columns, with how many areas each has; return where the rows begin."""
    width = _columns_of(layout.min_plot / columns - 8)
    heads = [lines(f"{strand}: {int((areas['strand'] == strand).sum()):,}", width, 3) for strand in strands]
    for place, head in enumerate(heads):
        for number, line in enumerate(head):
            builder.text(place, 10 + number * _LINE, escape_plotly(isolated(line)), is_bold=True)
    return 10 + max(len(head) for head in heads) * _LINE


def _draw_topic(
    builder: FigureBuilder, topic: str, found: list[_Block], top: float,
    there: tuple[int, tuple[str, ...], Address], layout: _Layout,
) -> float:  # fmt: skip
    """Draw one topic with its top at ``top``, and return where the next begins."""
    columns, strands, address = there
    beside = layout.left > 0
    name = lines(topic, _columns_of(layout.left - 12, TITLE_SIZE) if beside else 32, 3)
    colour = "" if found else builder.theme.muted
    for number, line in enumerate(name):
        builder.text(None, top + _PADDING + 13 + number * _TITLE_LINE, escape_plotly(isolated(line)), size=TITLE_SIZE,
                     is_bold=bool(found), colour=colour)  # fmt: skip
    below = top + _PADDING + 4 + len(name) * _TITLE_LINE
    if not found:
        place, shift, anchor = (0, 0, "left") if beside else (columns, 0, "right")
        builder.text(place, top + _PADDING + 13, "no area", shift=shift, anchor=anchor, colour=builder.theme.muted)
        return below + _PADDING
    ends = [
        _draw_cell(builder, [block for block in found if block.column == column], column,
                   top + _PADDING if beside else below + 2, (columns, strands, topic, address), layout)
        for column in range(columns)
    ]  # fmt: skip
    return max(below, *ends) + _PADDING


def _draw_cell(
    builder: FigureBuilder, found: list[_Block], column: int, top: float,
    there: tuple[int, tuple[str, ...], str, Address], layout: _Layout,
) -> float:  # fmt: skip
    """Draw the blocks of one cell below each other, and return where the last ends."""
    columns, strands, topic, address = there
    width = layout.min_plot / columns - 8
    length = 1 - 0.012 * columns
    for block in found[:MAX_IN_CELL]:
        title = lines(block.title, _columns_of(width - 22), 3)
        second = lines(block.second, _columns_of(width - 22), 1) if block.second else []
        height = max(30, 8 + (len(title) + len(second)) * _LINE)
        fill = builder.theme.mid if block.strand == strands[0] else builder.theme.soft
        name = ", ".join(escape_plotly(isolated(part)) for part in (block.title, block.strand, topic))
        builder.bar(column, length, top + height / 2, height, Look(fill), (address, name))
        builder.edge(column, top, height, 4, builder.theme.accent)
        first = top + height / 2 - (len(title) + len(second) - 1) * _LINE / 2
        for number, line in enumerate([*title, *second]):
            colour = builder.theme.muted if number >= len(title) and fill == builder.theme.soft else ""
            builder.text(column, first + number * _LINE, escape_plotly(isolated(line)), shift=14, colour=colour)
        top += height + _GAP
    if (more := len(found) - MAX_IN_CELL) > 0:
        builder.text(column, top + 8, f"and {more:,} more", shift=14, colour=builder.theme.muted)
        return top + 20
    return top - _GAP if found else top


def _columns_of(pixels: float, size: int = 13) -> int:
    """Return how many letters of a size stand in so many pixels."""
    return max(6, int(pixels / (_LETTER * size / 13)))
