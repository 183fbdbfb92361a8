"""The coverage matrix: topics down; strands, quarters and recommendations across; counts in the cells."""

from components.briefing.coverage import Across, Coverage, Heading
from components.briefing.words import isolated
from components.charts.figure import FONT_SIZE, NARROWEST, Figure, Sheet
from components.charts.palette import Theme
from components.charts.text import columns, lines, literal

_CELL = 28
_SHARE = 0.84
"""Part of its column that a cell fills: the rest keeps cells apart at every width."""
_LINE = 17
_PADDING = 4
_NAME_COLUMNS = 38
_HEADING_COLUMNS = (24, 16)
"""Columns of a heading that has one line, and of each line of one that has two."""
_SMALLEST = 9
_LETTER = 0.62
"""Width of a letter on average, in sizes, and rather too wide than too narrow."""


def matrix(coverage: Coverage, theme: Theme) -> Figure:
    """Draw the matrix as cells, filled where there is something and hollow where there is nothing.

    Cells are bars, each a part of its column wide: so they never touch, however many there are and however narrow
    the screen. Cells of a heatmap report no clicks. A mark's ``customdata`` is its topic, what its
    column counts, and the column's name. A topic without any date says so in its label; a quarter without an
    event has a cross in its heading.
    """
    headings, topics = coverage.headings, coverage.topics
    sheet, middles, top = Sheet(theme), [], 0
    dated = [position for position, heading in enumerate(headings) if heading.across is Across.QUARTER]
    if dated:  # tinted: the quarters are what the page is about
        sheet.band(dated[0] - 0.5, dated[-1] + 0.5, theme.surface)
    for topic in topics:
        label = _topic_label(topic, coverage)
        sheet.rule(top)
        sheet.label("<br>".join(label), top + _PADDING)
        top += len(label) * _LINE + 2 * _PADDING
        middles.append(top + _CELL / 2)
        top += _CELL + 2 * _PADDING
    for position in range(len(headings)):
        _draw_column(sheet, coverage, position, middles)
    size = _heading_size(len(headings))
    labels = [_heading_label(heading, coverage) for heading in headings]
    longest = max((columns(line) for label in labels for line in label), default=0)
    return sheet.figure(
        top,
        {
            "range": [-0.5, max(len(headings), 1) - 0.5],
            "side": "top",
            "tickmode": "array",
            "tickvals": list(range(len(headings))),
            "ticktext": ["<br>".join(map(literal, label)) for label in labels],
            "tickangle": -90,
            "ticklabeloverflow": "allow",  # half a letter over the edge, where Plotly would leave out the heading
            "tickfont": {"color": theme.text, "size": size},
        },
        head=round(longest * _LETTER * size) + 8,
        barmode="overlay",
    )


def _draw_column(sheet: Sheet, coverage: Coverage, position: int, middles: list[float]) -> None:
    heading, theme, counts = coverage.headings[position], sheet.theme, coverage.counts[position].tolist()
    sheet.mark(
        "bar",
        orientation="h",
        base=[position - _SHARE / 2] * len(counts),
        x=[_SHARE] * len(counts),
        y=middles,
        width=[_CELL] * len(counts),
        text=[f"{count:,}" if count else "–" for count in counts],
        textposition="inside",
        insidetextanchor="middle",
        textangle=0,
        constraintext="none",
        cliponaxis=False,
        textfont={
            "color": [theme.on_accent if count else theme.muted for count in counts],
            "size": _count_size(coverage),
        },
        marker={
            "color": [theme.accent if count else theme.background for count in counts],
            "line": {"color": [theme.accent if count else theme.line for count in counts], "width": 1},
        },
        customdata=[
            [topic, heading.across.value, heading.name, literal(_said(topic, heading, count))]
            for topic, count in zip(coverage.topics, counts, strict=True)
        ],
        hovertemplate="%{customdata[3]}<extra></extra>",
    )


def _said(topic: str, heading: Heading, count: int) -> str:
    return f"{isolated(topic)}, {isolated(heading.name)}: {count:,}"


def _topic_label(topic: str, coverage: Coverage) -> list[str]:
    """Return the lines that name a topic, with a mark where it has no date."""
    name = lines(topic, _NAME_COLUMNS)
    said = [f"<b>{literal(isolated(line))}</b>" for line in name]
    mark = "✕ no date" if topic in coverage.undated else "✕ none in this view"
    if topic in coverage.dated:
        return said
    if columns(f"{name[-1]} {mark}") > _NAME_COLUMNS:
        return [*said, mark]
    return [*said[:-1], f"{said[-1]} {mark}"]


def _heading_label(heading: Heading, coverage: Coverage) -> list[str]:
    """Return the lines of a heading, as many as stand beside each other in its column on the narrowest screen."""
    most = 2 if NARROWEST / len(coverage.headings) >= 2 * _LINE else 1
    said = lines(heading.name, _HEADING_COLUMNS[most - 1], most)
    return [*said[:-1], f"{said[-1]} ✕"] if coverage.is_empty(heading) else said


def _heading_size(number: int) -> int:
    """Return the size of the letters of headings on end, so that they stand beside each other."""
    return max(_SMALLEST, min(FONT_SIZE, int(NARROWEST / max(number, 1)) - 3))


def _count_size(coverage: Coverage) -> int:
    """Return the size of figures with which the longest count fits into its cell on the narrowest screen."""
    digits = len(f"{max([1, *coverage.counts.to_numpy().flatten().tolist()]):,}")
    room = NARROWEST / max(len(coverage.headings), 1) * _SHARE - 2
    return max(_SMALLEST, min(FONT_SIZE, int(room / (digits * _LETTER))))
