"""The heat table: the number of items by topic (rows) and by strand, quarter and recommendations (columns)."""

import math
from collections import Counter
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from components.briefing.address import Address
from components.briefing.coverage import ColumnHeading, ColumnKind, Coverage
from components.briefing.words import bidi_isolate, counted
from components.charts.figure import WIDE_WIDTH, Chart, Figure, FigureBuilder, Look
from components.charts.palette import LIGHT
from components.charts.text import BOLD, COLUMN, TEXT_SIZE, columns, fits, join, lines

_NOUNS = {ColumnKind.STRAND: "area", ColumnKind.QUARTER: "event", ColumnKind.RECOMMENDATIONS: "recommendation"}
_SPACE = 2  # minimum number of pixels between the headings of two columns


class _Layout(NamedTuple):
    """Sizes of one drawing, in pixels. ``row`` is the height of a row with a title of one line, ``baseline`` the
    distance to the title's baseline and ``cell`` the height of a cell; ``inset`` is the space on either side of a cell,
    as a share of the plot. With ``is_folded`` only time has columns, and the other counts are below the topic.
    """

    left: int
    title_columns: int
    row: int
    baseline: int
    cell: int
    inset: float
    is_folded: bool


_WIDE = _Layout(176, 17, row=40, baseline=25, cell=30, inset=0.005, is_folded=False)
_FOLDED = _Layout(240, 24, row=54, baseline=23, cell=30, inset=0.005, is_folded=True)
_NARROW = _Layout(0, 30, row=74, baseline=19, cell=24, inset=0.006, is_folded=True)


def heat_table(coverage: Coverage, address: Address) -> Chart:
    """Return a chart of a view's counts by topic: areas by strand, events by quarter or year, and recommendations.

    A cell links to ``address`` filtered by its topic and, in a time column, by its quarters. If the names of the
    columns do not fit side by side, the wide drawing is folded like the narrow one.
    """
    width = (WIDE_WIDTH - _WIDE.left) / max(len(coverage.headings), 1) - _SPACE
    names = [heading.name for heading in coverage.headings if heading.kind is not ColumnKind.RECOMMENDATIONS]
    wide = _WIDE if all(fits(name, width / BOLD, 2) for name in names) else _FOLDED
    drawings = (_Drawing(layout.left, layout, coverage, address) for layout in (wide, _NARROW))
    return Chart(*(drawing.draw() for drawing in drawings))


@dataclass(frozen=True)
class _Drawing(FigureBuilder):
    layout: _Layout
    coverage: Coverage
    address: Address

    def draw(self) -> Figure:
        top = self._draw_head()
        for topic, row in zip(self.coverage.topics, self.coverage.counts.to_numpy().tolist(), strict=True):
            self.hline(top)
            top = self._draw_row(topic, dict(zip(self.coverage.headings, row, strict=True)), top)
        self.hline(top)
        return self.figure(top + 1)

    @cached_property
    def _columns(self) -> list[ColumnHeading]:
        """The headings that have a column."""
        is_folded, headings = self.layout.is_folded, self.coverage.headings
        return [heading for heading in headings if heading.kind is ColumnKind.QUARTER or not is_folded]

    @cached_property
    def _timed(self) -> dict[int, ColumnHeading]:
        """The time columns, by their numbers."""
        columns = enumerate(self._columns)
        return {column: heading for column, heading in columns if heading.kind is ColumnKind.QUARTER}

    @property
    def _width(self) -> float:
        """The minimum width of a column in pixels."""
        return self.plot / max(len(self._columns), 1)

    def _ends(self, first: int, last: int) -> tuple[float, float]:
        """Return the left and right end of a cell that spans some columns, as shares of the plot."""
        return first / len(self._columns) + self.layout.inset, (last + 1) / len(self._columns) - self.layout.inset

    def _draw_head(self) -> float:
        """Draw the names of the columns, and return the y of the first row."""
        time = list(self._timed.values())
        if not self.layout.is_folded:
            self._draw_groups(time)
            for column, heading in enumerate(self._columns):
                if heading.kind is not ColumnKind.RECOMMENDATIONS:  # the group has that name already
                    self._draw_heading(column, lines(heading.name, (self._width - _SPACE) / BOLD, 2), 34, heading)
            return 56
        if all(columns(heading.name) * BOLD + _SPACE <= self._width for heading in time):
            for column, heading in enumerate(time):
                self._draw_heading(column, [heading.name], 13, heading)
            return 40 if self.left else 22
        years = Counter(heading.name[:4] for heading in time)
        is_by_quarter = len(time[0].quarters) == 1
        if is_by_quarter and min(years.values()) * self._width > columns("0000") * BOLD:
            for column, heading in enumerate(time):
                if heading.name[:4] in years:
                    self.text(heading.name[:4], column / len(time), 13, weight=600)
                    del years[heading.name[:4]]
                self._draw_heading(column, [heading.name[-2:]], 30, heading)
            return 40
        names = [heading.name.split("-" if is_by_quarter else " to ") for heading in time]
        widest = max(columns(row) for name in names for row in name) * BOLD + _SPACE
        step = math.ceil(widest / self._width)
        for column in range(step // 2, len(time) - step // 2, step):  # a name needs space on both sides
            self._draw_heading(column, names[column], 13, time[column])
        return 40 if max(map(len, names)) > 1 or self.left else 22

    def _draw_groups(self, time: list[ColumnHeading]) -> None:
        """Draw above the names what the columns count."""
        strands = sum(heading.kind is ColumnKind.STRAND for heading in self._columns)
        if strands:
            name = "Areas of cooperation" if strands > 1 else "Areas"
            self.text(name, self._ends(0, 0)[0], 14, muted=True)
        if time:
            years = {quarter[:4] for heading in time for quarter in heading.quarters}
            name = f"Events of {min(years)}" if len(years) == 1 else "Events"
            self.text(name, self._ends(min(self._timed), 0)[0], 14, muted=True)
        if any(heading.kind is ColumnKind.RECOMMENDATIONS for heading in self._columns):
            self.text("Recommendations", 1 - self.layout.inset, 14, anchor="right", weight=600)

    def _draw_heading(self, column: int, rows: list[str], baseline: int, heading: ColumnHeading) -> None:
        is_empty = self.coverage.is_empty(heading)
        word = "no match" if self.coverage.is_narrowed else "no event"
        if is_empty and self.left and len(rows) == 1 and columns(word) * BOLD < self._width:
            rows = [*rows, word]
        middle, weight = (column + 0.5) / len(self._columns), 400 if is_empty else 600
        self.texts(rows, middle, baseline, 15, anchor="center", weight=weight, muted=is_empty)

    def _draw_row(self, topic: str, counts: dict[ColumnHeading, int], top: float) -> float:
        """Draw one topic, and return the y of the next row."""
        layout = self.layout
        title = lines(topic, layout.title_columns, 3)
        below = join(self._others(counts), layout.title_columns + 7) if layout.is_folded else []
        bottom = top + layout.row + 18 * (len(title) + max(len(below), 1) - 2)
        self.title(title, top + layout.baseline, below)
        cells = (top + bottom - layout.cell) / 2 if self.left else bottom - layout.cell - 7
        is_undated = topic in self.coverage.undated and bool(self._timed)
        if is_undated:
            link, name = self.address.only(topics=(topic,)), f"{bidi_isolate(topic)}: no dated event"
            self._draw_cell(min(self._timed), max(self._timed), cells, "no dated event", link, name, "")
        for column, heading in enumerate(self._columns):
            if not (is_undated and column in self._timed):
                self._draw_count(column, heading, topic, counts[heading], cells)
        return bottom

    def _others(self, counts: dict[ColumnHeading, int]) -> list[str]:
        """Return the counts without a time column, in words."""
        numbers: Counter[ColumnKind] = Counter()
        for heading, count in counts.items():
            numbers[heading.kind] += count
        return [counted(number, _NOUNS[kind]) for kind, number in numbers.items() if kind is not ColumnKind.QUARTER]

    def _draw_count(self, column: int, heading: ColumnHeading, topic: str, count: int, top: float) -> None:
        if not count:
            middle = (column + 0.5) / len(self._columns)
            self.text("–", middle, top + self.layout.cell / 2 + 5, anchor="center", muted=True)
            return
        where = "" if heading.kind is ColumnKind.RECOMMENDATIONS else f", {bidi_isolate(heading.name)}"
        name = f"{bidi_isolate(topic)}{where}: {counted(count, _NOUNS[heading.kind])}"
        link = self.address.only(topics=(topic,), quarters=heading.quarters)
        text = f"{count:,}"
        if count >= 1_000 and columns(text) * BOLD > self._width:
            text = f"{count / 1_000:.0f}k"  # the name of the link and the table below the chart have the exact number
        self._draw_cell(column, column, top, text, link, name, LIGHT.soft if count == 1 else LIGHT.mid)

    def _draw_cell(self, first: int, last: int, top: float, text: str, link: Address, name: str, fill: str) -> None:
        """Draw a cell with its text; without a ``fill`` its outline is dashed."""
        (start, end), height = self._ends(first, last), self.layout.cell
        look = Look(fill or LIGHT.background, is_dashed=not fill)
        self.bar(start, end, top, height, link, name, look)
        size = min(TEXT_SIZE, int((end - start) * self.plot / columns(text) / COLUMN))
        self.text(text, (start + end) / 2, top + height / 2 + 5, anchor="center", size=size, weight=600)
