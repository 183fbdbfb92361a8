"""``FigureBuilder``, which makes a Plotly figure of marks, lines and texts, and ``Chart``, two such figures.

Everything that can be selected is a bar or a diamond, with the link that it leads to and its name in ``customdata``;
everything else is a shape or an annotation. ``svg.py`` and Plotly read the same figure.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any, NamedTuple

from plotly.graph_objects import Figure

from components.briefing.address import Address
from components.briefing.words import bidi_isolate
from components.charts.palette import LIGHT, Theme, by_light_colour
from components.charts.text import BASELINE, TEXT_SIZE, escape_plotly, lines

__all__ = ["CONFIG", "Chart", "Figure", "FigureBuilder", "explorable"]  # Figure, so that others can name it

FONT = "system-ui, -apple-system, 'Segoe UI', Roboto, sans-serif"
TITLE_SIZE = 15
NARROW_WIDTH = 288
"""Minimum width of the narrow drawing in pixels, on a screen of 320."""
WIDE_WIDTH = 720
"""Minimum width of the wide drawing in pixels, labels included, on a screen of 768."""
DIAMOND = 1.3
"""Height of a diamond that Plotly draws, as a multiple of the size that it is given."""

CONFIG: Mapping[str, object] = {
    "displayModeBar": True,
    "displaylogo": False,
    "showSendToCloud": False,
    "scrollZoom": False,
    "modeBarButtonsToRemove": ["select2d", "lasso2d", "autoScale2d"],
    "toImageButtonOptions": {"format": "png", "scale": 2},
}
"""For ``st.plotly_chart``: Plotly's own buttons, without those that select; nothing can be uploaded."""

_DASHED = {"color": LIGHT.edge, "width": 1.5, "dash": "4px,3px"}
_HATCHING = {"fgcolor": LIGHT.accent, "fgopacity": 0.5, "size": 6, "solidity": 0.3, "fillmode": "overlay"}
_HOVER_COLUMNS = 48
_BUTTONS, _DATES = 32, 44  # pixels for Plotly's buttons above the plot and for dates below it
_SIDE = 16  # pixels at both sides of the plot in Plotly, which cuts off what crosses its edge; our SVG does not

PlotlyDict = dict[str, Any]
"""A trace, shape, annotation or axis, by Plotly's own names."""

Place = str | float
"""A position on the x axis: a number from 0 to 1, or an ISO date."""


class Chart(NamedTuple):
    """The same data drawn for a wide and for a narrow page."""

    wide: Figure
    narrow: Figure


class Look(NamedTuple):
    """The colours of a mark. A dashed outline always has the same colour, and replaces ``outline``."""

    fill: str
    outline: str = ""
    is_hatched: bool = False
    is_dashed: bool = False


@dataclass(frozen=True)
class FigureBuilder:
    """The parts of one figure, in the light colours. They are collected first, since Plotly copies a whole figure each
    time a part is added.

    Y positions are pixels from the top. ``left`` is the width of the labels left of the plot, in pixels; a narrow
    drawing has them above each row instead.
    """

    left: int
    bars: list[PlotlyDict] = field(default_factory=list, init=False)
    diamonds: list[PlotlyDict] = field(default_factory=list, init=False)
    shapes: list[PlotlyDict] = field(default_factory=list, init=False)
    annotations: list[PlotlyDict] = field(default_factory=list, init=False)

    @property
    def plot(self) -> int:
        """The minimum width of the plot, in pixels."""
        return WIDE_WIDTH - self.left if self.left else NARROW_WIDTH

    def bar(self, start: Place, end: Place, top: float, height: float, link: Address, name: str, look: Look) -> None:
        """Add a bar that links to an address; ``name`` is the bar in words."""
        place = {"base": start, "x": position(end) - position(start), "y": top + height / 2, "width": height}
        self.bars.append({**place, "customdata": [str(link), name], "look": look})
        if look.is_dashed:
            self.shape("rect", layer="above", x0=start, x1=end, y0=top, y1=top + height, line=_DASHED)

    def diamond(self, x: Place, middle: float, height: float, link: Address, name: str, look: Look) -> None:
        """Add a diamond, for what is too short for a bar."""
        place = {"x": x, "y": middle, "customdata": [str(link), name]}
        self.diamonds.append({**place, "look": look, "size": height / DIAMOND})
        if look.is_dashed:
            self.path(diamond_path(height / 2), x, middle, layer="above", line=_DASHED)

    def text(
        self,
        text: str,
        x: Place | None,
        baseline: float,
        *,
        anchor: str = "left",
        shift: float = 0,
        size: int = TEXT_SIZE,
        weight: int = 400,
        muted: bool = False,
    ) -> None:
        """Add a line of text, ``shift`` pixels right of ``x``, or at the left edge of the figure if ``x`` is None.

        ``anchor`` is the part of the text at that position: left, center or right.
        """
        font = {"size": size, "weight": weight, "color": LIGHT.muted if muted else LIGHT.text}
        place: PlotlyDict = {"x": x, "xref": "x", "xshift": shift}
        if x is None:
            place = {"x": 0, "xref": "paper", "xshift": -self.left}
        place |= {"xanchor": anchor, "y": baseline - BASELINE * size, "yref": "y", "yanchor": "middle"}
        text = escape_plotly(bidi_isolate(text))
        self.annotations.append({"text": text, "font": font, "showarrow": False, "borderpad": 0, **place})

    def texts(self, rows: Sequence[str], x: Place | None, baseline: float, spacing: float = 18, **look: Any) -> None:  # noqa: ANN401 - see ``text``
        """Add lines of text, the first at ``baseline`` and ``spacing`` pixels from one to the next."""
        for number, row in enumerate(rows):
            self.text(row, x, baseline + spacing * number, **look)

    def title(self, rows: list[str], baseline: float, below: Sequence[str] = (), *, muted: bool = False) -> None:
        """Add the lines of a row's title at the left edge, and quieter ones below them."""
        self.texts(rows, None, baseline, size=TITLE_SIZE, weight=400 if muted else 600, muted=muted)
        self.texts(below, None, baseline + 18 * len(rows) - (0 if self.left else 1), muted=True)

    def shape(self, kind: str, *, layer: str = "below", **shape: object) -> None:
        """Add a shape by Plotly's own names."""
        self.shapes.append({"type": kind, "layer": layer, "xref": "x", "yref": "y", "line": {"width": 0}, **shape})

    def path(self, path: str, x: Place, y: float, **look: Any) -> None:  # noqa: ANN401 - Plotly's own names
        """Add a path in pixels around a position, the same upside down: Plotly counts them up, and our SVG down."""
        self.shape("path", path=path, xsizemode="pixel", xanchor=x, ysizemode="pixel", yanchor=y, **look)

    def band(self, start: Place, end: Place, top: float, bottom: float) -> None:
        """Add a shaded rectangle behind everything."""
        self.shape("rect", x0=start, x1=end, y0=top, y1=bottom, fillcolor=LIGHT.surface)
        self.shapes.insert(0, self.shapes.pop())

    def vline(self, x: Place, top: float, bottom: float) -> None:
        """Add a vertical line over the marks."""
        self.shape("line", layer="above", x0=x, x1=x, y0=top, y1=bottom, line={"color": LIGHT.text, "width": 1.5})

    def hline(self, y: float) -> None:
        """Add a thin horizontal line across the figure, labels included."""
        line = {"color": LIGHT.line, "width": 1}
        if self.left:
            self.path(f"M{-self.left},0H0", 0, y, xref="paper", line=line)
        self.shape("line", x0=0, x1=1, y0=y, y1=y, xref="paper", line=line)

    def figure(self, height: float, xaxis: PlotlyDict | None = None) -> Figure:
        """Return the figure, ``height`` pixels high."""
        font = {"family": FONT, "size": TEXT_SIZE, "color": LIGHT.text}
        hover = {"bgcolor": LIGHT.surface, "bordercolor": LIGHT.edge, "font": font, "align": "left"}
        buttons = {"bgcolor": "rgba(0,0,0,0)", "color": LIGHT.muted, "activecolor": LIGHT.accent}
        hidden = {"visible": False, "fixedrange": True}
        return Figure(
            data=list(self._traces()),
            layout={
                "height": height,
                "autosize": True,
                "margin": {"l": self.left, "r": 0, "t": 0, "b": 0, "pad": 0, "autoexpand": False},
                "paper_bgcolor": "rgba(0,0,0,0)",
                "plot_bgcolor": "rgba(0,0,0,0)",
                "font": font,
                "hoverlabel": hover,
                "modebar": buttons,
                "hovermode": False,
                "dragmode": False,
                "showlegend": False,
                "barmode": "overlay",
                "shapes": self.shapes,
                "annotations": self.annotations,
                "xaxis": {"range": [0, 1], **hidden, **(xaxis or {})},
                "yaxis": {"range": [height, 0], **hidden},
            },
            _validate=False,  # takes longer than the rest of a page; the tests validate every kind of figure
        )

    def _traces(self) -> Iterator[PlotlyDict]:
        hatched = ["/" if mark["look"].is_hatched else "" for mark in self.bars]
        bar = {"cornerradius": 2, "pattern": {"shape": hatched, **_HATCHING}}
        diamond = {"symbol": "diamond", "opacity": 1, "size": [mark["size"] for mark in self.diamonds]}
        for marks, kind, columns, marker in (
            (self.bars, {"type": "bar", "orientation": "h"}, ("base", "x", "y", "width", "customdata"), bar),
            (self.diamonds, {"type": "scatter", "mode": "markers"}, ("x", "y", "customdata"), diamond),
        ):
            looks: list[Look] = [mark["look"] for mark in marks]
            widths = [1.5 if look.outline else 0 for look in looks]
            line = {"color": [look.outline or look.fill for look in looks], "width": widths}
            places = {name: [mark[name] for mark in marks] for name in columns}
            colours = {"color": [look.fill for look in looks], "line": line}
            if marks:
                yield {**kind, **places, "marker": {**colours, **marker}, "cliponaxis": False}


def explorable(figure: Figure, theme: Theme) -> Figure:
    """Return the figure as Plotly draws it, in the colours of a theme, with hover texts, zoom and horizontal pan.

    ``customdata`` of a selected point begins with its link.
    """
    spec = _recoloured(figure.to_plotly_json(), by_light_colour(theme))
    layout = spec["layout"]
    same = {"marker": {"opacity": 1}}  # selecting a mark follows its link, so nothing is dimmed
    for trace in spec["data"]:
        names = (lines(name, _HOVER_COLUMNS, 12) for _, name in trace["customdata"])
        trace["hovertext"] = ["<br>".join(escape_plotly(bidi_isolate(row)) for row in rows) for rows in names]
        trace |= {"hovertemplate": "%{hovertext}<extra></extra>", "selected": same, "unselected": same}
    axis: PlotlyDict = {**layout["xaxis"], "fixedrange": False}
    if dates := _dates_height(figure):  # for users who have zoomed in between the names of quarters
        axis |= {"visible": True, "showgrid": False, "zeroline": False, "side": "bottom"}
    left = max(layout["margin"]["l"], _SIDE)
    margin = {**layout["margin"], "l": left, "r": _SIDE, "t": _BUTTONS, "b": dates}
    layout |= {
        "hovermode": "closest", "dragmode": "pan", "clickmode": "event+select", "margin": margin, "xaxis": axis,
        "height": explored_height(figure),
    }  # fmt: skip
    return Figure(spec, _validate=False)


def _recoloured(part: Any, colours: Mapping[str, str]) -> Any:  # noqa: ANN401 - whatever a figure is made of
    """Return a part of a figure with other colours."""
    if isinstance(part, dict):
        return {name: _recoloured(inside, colours) for name, inside in part.items()}
    if isinstance(part, list | tuple):
        return [_recoloured(inside, colours) for inside in part]
    return colours.get(part, part) if isinstance(part, str) else part


def explored_height(figure: Figure) -> int:
    """Return the height of a figure in Plotly, in pixels."""
    return int(figure.layout.height) + _BUTTONS + _dates_height(figure)


def _dates_height(figure: Figure) -> int:
    return _DATES if figure.layout.xaxis.type == "date" else 0


def position(place: Place) -> float:
    """Return a position as a number; a date in milliseconds, Plotly's unit for the lengths of bars."""
    if isinstance(place, str):  # an axis has no time zone
        return (datetime.fromisoformat(place) - datetime(1970, 1, 1)) / timedelta(milliseconds=1)  # noqa: DTZ001
    return place


def diamond_path(tip: float) -> str:
    """Return the SVG path of a diamond around 0, 0, with ``tip`` pixels from its middle to each tip."""
    return f"M{tip:g},0L0,{tip:g}L{-tip:g},0L0,{-tip:g}Z"
