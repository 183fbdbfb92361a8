"""The coverage matrix: topics down; strands, quarters and recommendations across; counts in the cells."""

from components.briefing.coverage import Across, Coverage, Heading
from components.charts.figure import FONT_SIZE, Figure, Sheet
from components.charts.palette import Theme
from components.charts.text import lines, literal

_CELL = 34
_LABEL = 22
_ROW = _CELL + _LABEL
_HEAD = 128


def matrix(coverage: Coverage, theme: Theme) -> Figure:
    """Draw the matrix as squares, filled where there is something and hollow where there is nothing.

    Squares are scatter points, since cells of a heatmap report no clicks. A mark's ``customdata`` is its
    topic, what its column counts, and the column's name. A topic without any date says so in its label;
    a quarter without an event has a cross in its heading.
    """
    headings, topics = coverage.headings, coverage.topics
    sheet = Sheet(theme)
    dated = [position for position, heading in enumerate(headings) if heading.across is Across.QUARTER]
    if dated:  # tinted: the quarters are what the page is about
        sheet.band(dated[0] - 0.5, dated[-1] + 0.5, theme.surface)
    for position in range(len(headings)):
        _draw_column(sheet, coverage, position)
    for row, topic in enumerate(topics):
        sheet.rule(row * _ROW)
        sheet.label(_topic_label(topic, coverage), row * _ROW + 2)
    return sheet.figure(
        _ROW * len(topics),
        {
            "range": [-0.5, len(headings) - 0.5],
            "side": "top",
            "tickmode": "array",
            "tickvals": list(range(len(headings))),
            "ticktext": [_heading_label(heading, coverage) for heading in headings],
            "tickangle": -90,
        },
        head=_HEAD,
    )


def _draw_column(sheet: Sheet, coverage: Coverage, position: int) -> None:
    heading, theme, counts = coverage.headings[position], sheet.theme, coverage.counts[position].tolist()
    sheet.mark(
        "scatter",
        x=[position] * len(counts),
        y=[row * _ROW + _LABEL + _CELL / 2 for row in range(len(counts))],
        mode="markers+text",
        text=[str(count) if count else "–" for count in counts],
        textfont={"color": [theme.on_accent if count else theme.muted for count in counts], "size": FONT_SIZE},
        marker={
            "symbol": "square",
            "size": _CELL - 4,
            "color": [theme.accent if count else theme.background for count in counts],
            "line": {"color": [theme.accent if count else theme.line for count in counts], "width": 1},
            "opacity": 1,
        },
        customdata=[
            [topic, heading.across.value, heading.name, literal(f"{topic}, {heading.name}: {count}")]
            for topic, count in zip(coverage.topics, counts, strict=True)
        ],
        hovertemplate="%{customdata[3]}<extra></extra>",
    )


def _topic_label(topic: str, coverage: Coverage) -> str:
    name = literal(lines(topic, 28, 1)[0])
    if topic in coverage.undated:
        return f"<b>{name}</b> ✕ no date"
    if topic in coverage.unmatched:
        return f"<b>{name}</b> ✕ none in this view"
    return f"<b>{name}</b>"


def _heading_label(heading: Heading, coverage: Coverage) -> str:
    said = "<br>".join(literal(line) for line in lines(heading.name, 16, 2))
    is_empty = heading.across is Across.QUARTER and heading.name in coverage.empty_quarters
    return f"{said} ✕" if is_empty else said
