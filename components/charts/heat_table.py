"""The coverage as a heat table: topics down; strands, time and recommendations across; counts in the cells."""

from typing import NamedTuple

from components.briefing.address import Address
from components.briefing.coverage import Across, Coverage, Heading
from components.briefing.words import isolated
from components.charts.figure import NARROWEST, NARROWEST_WIDE, TITLE_SIZE, Chart, Figure, FigureBuilder, Look
from components.charts.palette import LIGHT, Theme
from components.charts.text import escape_plotly, lines

_WIDE_LEFT = 176
_LINE, _TITLE_LINE, _LETTER = 15, 18, 7.2
_CELL = {True: 30, False: 24}
"""Pixels of a cell's height, on a wide drawing and on a narrow one."""
MAX_EVEN_COLUMNS = 8
"""Columns that are equally wide; of more, those of time are narrower than the others."""


class _Column(NamedTuple):
    """One column: its heading, its place among the counts, where it begins, and how wide it is."""

    heading: Heading
    place: int
    start: float
    width: float


def heat_table(coverage: Coverage, address: Address, theme: Theme = LIGHT) -> Chart:
    """Draw the counts of a coverage. Each cell with a count leads to the view of its topic, and of its quarters where
    it counts time; a topic without an event has one dashed cell over all of them. On a narrow drawing time has the only
    columns, and a line under each topic counts the rest.
    """
    return Chart(*(_draw(coverage, address, theme, is_wide=is_wide) for is_wide in (True, False)))


def _draw(coverage: Coverage, address: Address, theme: Theme, *, is_wide: bool) -> Figure:
    builder = FigureBuilder(theme, left=_WIDE_LEFT if is_wide else 0)
    columns = _columns(coverage, is_wide=is_wide)
    end = columns[-1].start + columns[-1].width if columns else 1
    pixel = ((NARROWEST_WIDE - _WIDE_LEFT) if is_wide else NARROWEST) / end
    top = _draw_heads(builder, coverage, columns, pixel, is_wide=is_wide)
    for row, topic in enumerate(coverage.topics):
        builder.hline(top)
        name = lines(topic, int((_WIDE_LEFT - 12) / 8.3) if is_wide else 32, 3)
        first = top + (20 if is_wide else 14)
        for number, line in enumerate(name):
            builder.text(None, first + number * _TITLE_LINE , escape_plotly(isolated(line)),
                         size=TITLE_SIZE, is_bold=True)  # fmt: skip
        if is_wide:
            height = max(40.0, 22 + len(name) * _TITLE_LINE)
            middle = top + height / 2
        else:
            below = first + len(name) * _TITLE_LINE - 1
            builder.text(None, below, _others(coverage, row), colour=theme.muted)
            middle, height = below + 12 + _CELL[False] / 2, below + 12 + _CELL[False] + 7 - top
        _draw_row(builder, coverage, columns, (row, middle, _CELL[is_wide]), address)
        top += height
    builder.hline(top)
    return builder.figure(top + 1, {"range": [0, end]})


def _columns(coverage: Coverage, *, is_wide: bool) -> list[_Column]:
    """Return the columns of a drawing: all of them or, on a narrow one, those of time."""
    shown = [
        (place, heading)
        for place, heading in enumerate(coverage.headings)
        if is_wide or heading.across is Across.QUARTER
    ]
    found, start = [], 0.0
    for place, heading in shown:
        width = 1.0 if len(shown) <= MAX_EVEN_COLUMNS or heading.across is Across.QUARTER else 1.8
        found.append(_Column(heading, place, start, width))
        start += width
    return found


def _draw_heads(
    builder: FigureBuilder, coverage: Coverage, columns: list[_Column], pixel: float, *, is_wide: bool
) -> float:
    """Write the headings, two lines at most, and on a wide drawing what they count above them."""
    has_short = any(column.width * pixel < 58 for column in columns if column.heading.across is Across.QUARTER)
    top = 22 if is_wide or has_short else 0
    if is_wide:
        _draw_group(builder, columns, Across.STRAND, "Areas of cooperation")
    if is_wide or has_short:
        _draw_years(builder, columns, is_wide=is_wide, has_short=has_short)
    most = 1
    for column in columns:
        is_empty = coverage.is_empty(column.heading)
        if column.heading.across is Across.RECOMMENDATIONS:  # a long word, which has room above the last column
            builder.text(column.start + column.width, 8, column.heading.name, anchor="right", is_bold=True)
            continue
        name = column.heading.name[-2:] if has_short and "-Q" in column.heading.name else column.heading.name
        said = lines(name, max(4, int((column.width * pixel - 4) / _LETTER)), 2)
        if is_empty and len(said) == 1 and column.width * pixel >= 58:
            said = [*said, "no event"]
        for number, line in enumerate(said):
            builder.text(
                column.start + column.width / 2, top + 8 + number * _LINE, escape_plotly(isolated(line)), anchor="center",
                is_bold=not is_empty, colour=builder.theme.muted if is_empty else "",
            )  # fmt: skip
        most = max(most, len(said))
    return top + 8 + most * _LINE


def _draw_group(builder: FigureBuilder, columns: list[_Column], across: Across, name: str) -> None:
    """Write what a group of columns counts above the first of them."""
    first = next((column for column in columns if column.heading.across is across), None)
    if first is not None:
        builder.text(first.start, 8, name, shift=2, colour=builder.theme.muted)


def _draw_years(builder: FigureBuilder, columns: list[_Column], *, is_wide: bool, has_short: bool) -> None:
    """Write "Events" above the columns of time or, where these name only quarters, each year."""
    time = [column for column in columns if column.heading.across is Across.QUARTER]
    before = ""
    for column in time:
        year = column.heading.name[:4]
        if has_short and "-Q" in column.heading.name and year != before:
            builder.text(column.start, 8, year, shift=2, colour=builder.theme.muted)
            before = year
    if is_wide and time and not before:
        builder.text(time[0].start, 8, "Events", shift=2, colour=builder.theme.muted)


def _draw_row(
    builder: FigureBuilder, coverage: Coverage, columns: list[_Column], row: tuple[int, float, float], address: Address
) -> None:
    """Draw the cells of one topic."""
    number, middle, height = row
    topic, theme = coverage.topics[number], builder.theme
    time = [column for column in columns if column.heading.across is Across.QUARTER]
    without = (
        "no dated event" if topic in coverage.undated else "none in this view" if topic in coverage.unmatched else ""
    )
    for column in columns:
        if without and column in time:
            if column is time[0]:
                _draw_without(builder, time, without, (topic, middle, height), address)
            continue
        count = int(coverage.counts[column.place].iloc[number])
        centre = column.start + column.width / 2
        if not count:
            builder.text(centre, middle, "–", anchor="center", colour=theme.muted)
            continue
        gap = 0.04 * column.width
        name = f"{escape_plotly(isolated(topic))}, {escape_plotly(isolated(column.heading.name))}: {count:,}"
        there = address.only(topics=(topic,), quarters=column.heading.quarters)
        builder.bar(column.start + gap, column.width - 2 * gap, middle, height,
                    Look(theme.soft if count == 1 else theme.mid), (there, name))  # fmt: skip
        builder.text(centre, middle, f"{count:,}", anchor="center", is_bold=True)


def _draw_without(
    builder: FigureBuilder, time: list[_Column], said: str, row: tuple[str, float, float], address: Address
) -> None:
    """Draw the dashed cell of a topic without an event over all columns of time."""
    topic, middle, height = row
    start, end = time[0].start + 0.04, time[-1].start + time[-1].width - 0.04
    builder.box(start, end, middle - height / 2, height, fill=builder.theme.background, edge=builder.theme.edge)
    name = f"{escape_plotly(isolated(topic))}: {said}"
    builder.bar(start, end - start, middle, height, Look("rgba(0,0,0,0)"), (address.only(topics=(topic,)), name))
    builder.text((start + end) / 2, middle, said, anchor="center", is_bold=True)


def _others(coverage: Coverage, row: int) -> str:
    """Return what is not drawn on a narrow drawing: ``2 areas · 1 recommendation``."""
    counts = {Across.STRAND: 0, Across.RECOMMENDATIONS: 0}
    for place, heading in enumerate(coverage.headings):
        if heading.across in counts:
            counts[heading.across] += int(coverage.counts[place].iloc[row])
    nouns = {Across.STRAND: "area", Across.RECOMMENDATIONS: "recommendation"}
    kinds = {heading.across for heading in coverage.headings}
    return " · ".join(
        f"{count:,} {nouns[kind]}{'' if count == 1 else 's'}" if count else f"no {nouns[kind]}s"
        for kind, count in counts.items()
        if kind in kinds
    )
