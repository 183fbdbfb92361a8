"""The blocks chart: a row for each topic, a column for each strand, and a block for each area."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

import pandas as pd

from components.briefing.address import Address
from components.briefing.briefing import records
from components.briefing.words import bidi_isolate
from components.charts.figure import Chart, Figure, FigureBuilder, Look
from components.charts.palette import LIGHT
from components.charts.text import BOLD, TEXT_SIZE, lines

MAX_BLOCKS = 6
"""Areas of one topic and strand that are drawn; the others are counted."""
_GAP = 8  # pixels between the blocks of one topic
_INSET = 14  # pixels from a block's left edge to its title
_EDGE = 4
_LINE = 16
_MAX_LINES = 3
_LETTER = 0.55 * TEXT_SIZE


class _Layout(NamedTuple):
    """Sizes of one drawing, in pixels; ``gap`` is the space between two columns, as a share of the plot. More strands
    than ``max_columns`` share one column, and each block names its strand.
    """

    left: int
    max_columns: int
    gap: float
    title_columns: int
    baseline: int


_WIDE = _Layout(176, max_columns=3, gap=0.012, title_columns=17, baseline=27)
_NARROW = _Layout(0, max_columns=2, gap=0.02, title_columns=30, baseline=20)


class _Column(NamedTuple):
    """A column: the strands in it, and its ends as shares of the plot."""

    strands: tuple[str, ...]
    start: float
    end: float


def blocks(areas: pd.DataFrame, topics: tuple[str, ...], strands: tuple[str, ...], address: Address) -> Chart:
    """Return a chart of areas, each in the row of every topic that it carries and in the column of its strand.

    ``areas`` has the columns of a briefing's areas. A block links to ``address`` filtered by its topic.
    """
    rows = records(areas)
    drawings = (_Drawing(layout.left, layout, strands, address) for layout in (_WIDE, _NARROW))
    return Chart(*(drawing.draw(rows, topics) for drawing in drawings))


@dataclass(frozen=True)
class _Drawing(FigureBuilder):
    layout: _Layout
    strands: tuple[str, ...]
    address: Address

    def draw(self, areas: Sequence[Mapping[str, Any]], topics: Iterable[str]) -> Figure:
        top = self._draw_head(Counter(area["strand"] for area in areas))
        for topic in topics:
            self.hline(top)
            top = self._draw_row(topic, [area for area in areas if topic in area["topics"]], top)
        self.hline(top)
        return self.figure(top + 1)

    @property
    def _columns(self) -> list[_Column]:
        if len(self.strands) > self.layout.max_columns:
            return [_Column(self.strands, 0, 1)]
        gap, number = self.layout.gap, max(len(self.strands), 1)
        width = (1 - gap * (number - 1)) / number
        starts = [column * (width + gap) for column in range(number)]
        return [_Column((strand,), start, start + width) for strand, start in zip(self.strands, starts, strict=False)]

    def _draw_head(self, counts: Counter[str]) -> float:
        """Draw the names of the columns with their counts, and return the y of the first row."""
        if len(self._columns) < len(self.strands):
            return 1
        most = 0
        for (strand,), start, end in self._columns:
            name = f"{bidi_isolate(strand)}: {counts[strand]:,}"
            rows = lines(name, (end - start) * self.plot / BOLD - 1, _MAX_LINES)
            self.texts(rows, start, 15, _LINE, weight=600)
            most = max(most, len(rows))
        return 10 + most * _LINE

    def _draw_row(self, topic: str, areas: Sequence[Mapping[str, Any]], top: float) -> float:
        """Draw one topic, and return the y of the next row."""
        layout = self.layout
        reserved = 0 if areas or self.left else 8  # columns for the word at the right
        title = lines(topic, layout.title_columns - reserved, _MAX_LINES)
        self.title(title, top + layout.baseline, muted=not areas)
        if not areas:
            filters = self.address.filters
            word = "no match" if filters.quarters or filters.text or self.address.choice("strand") else "no area"
            x, anchor = (0, "left") if self.left else (1, "right")
            self.text(word, x, top + layout.baseline, anchor=anchor, muted=True)
        start = top + 7 if self.left else top + 10 + 18 * len(title)
        ends = [self._draw_column(topic, areas, column, start) for column in self._columns]
        if self.left:
            return max([top + 26 + 18 * len(title), *(end + 7 for end in ends)])
        return max(ends) + 10 if areas else top + 14 + 18 * len(title)

    def _draw_column(self, topic: str, areas: Sequence[Mapping[str, Any]], column: _Column, top: float) -> float:
        """Draw the blocks of one topic and column, and return the y of their end."""
        own = [area for area in areas if area["strand"] in column.strands]
        bottom = top
        for area in own[:MAX_BLOCKS]:
            bottom = self._draw_block(topic, area, column, top)
            top = bottom + _GAP
        if len(own) > MAX_BLOCKS:
            bottom = top + _LINE
            self.text(f"and {len(own) - MAX_BLOCKS:,} more", column.start, top + 12, shift=_INSET, muted=True)
        return bottom

    def _draw_block(self, topic: str, area: Mapping[str, Any], column: _Column, top: float) -> float:
        strand = area["strand"]
        is_shared = len(column.strands) > 1
        width = ((column.end - column.start) * self.plot - _INSET - _EDGE) / (BOLD if is_shared else _LETTER)
        title = lines(area["title"], width, _MAX_LINES)
        second = lines(strand, width, _MAX_LINES) if is_shared else []
        number = len(title) + len(second)
        height = max(30, 8 + _LINE * number)
        name = ", ".join(map(bidi_isolate, (area["title"], strand, topic)))
        look = Look(LIGHT.mid if strand == self.strands[0] else LIGHT.soft)
        self.bar(column.start, column.end, top, height, self.address.only(topics=(topic,)), name, look)
        edge = f"M0,{-height / 2:g}H{_EDGE}V{height / 2:g}H0Z"
        self.path(edge, column.start, top + height / 2, layer="above", fillcolor=LIGHT.accent)
        baseline = top + height / 2 - _LINE / 2 * (number - 1) + 5
        self.texts(title, column.start, baseline, _LINE, shift=_INSET, weight=600 if second else 400)
        self.texts(second, column.start, baseline + _LINE * len(title), _LINE, shift=_INSET)
        return top + height
