"""What all figures have in common: parts laid out in pixels from the top, marks that are links, the theme's colours."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from plotly.graph_objects import Figure

from components.briefing.address import Address
from components.charts.palette import Theme

__all__ = ["CONFIG", "Chart", "Figure", "FigureBuilder", "Look", "explorable"]  # Figure, so that others can name it

FONT = "system-ui, -apple-system, 'Segoe UI', Roboto, sans-serif"
FONT_SIZE = 13
TITLE_SIZE = 15
WIDEST_NARROW, NARROWEST_WIDE, NARROWEST = 767, 720, 288
"""Pixels: the screen below which the narrow drawing is shown, and the least width of a wide and of a narrow one."""
MIN_TARGET = 24
"""Pixels that a mark needs at least, each way, to be hit by a finger (WCAG 2.2, 2.5.8)."""

CONFIG: Mapping[str, object] = {
    "displaylogo": False,
    "showSendToCloud": False,  # nothing is uploaded anywhere
    "modeBarButtonsToRemove": ["select2d", "lasso2d", "autoScale2d"],
}
"""How Plotly shows a figure that is explored."""

PlotlyDict = dict[str, Any]
"""A trace, shape, annotation or axis, by Plotly's own names."""


class Chart(NamedTuple):
    """One chart as two figures: for a screen as wide as a desk's, and for a phone's."""

    wide: Figure
    narrow: Figure


class Look(NamedTuple):
    """How a mark is drawn: its fill, its outline, whether it is hatched, and whether the outline is dashed."""

    fill: str
    edge: str = ""
    is_hatched: bool = False
    is_dashed: bool = False


@dataclass
class FigureBuilder:
    """The parts of one figure, collected and then made into it at once.

    Plotly copies and checks all earlier parts each time that one is added to a figure: with hundreds of rows that takes
    minutes. One unit of y is one pixel, counted downwards from the top; ``left`` are pixels kept free for names.
    """

    theme: Theme
    left: int = 0
    _bars: list[tuple[object, float, float, float, Look, tuple[str, str]]] = field(default_factory=list)
    _points: list[tuple[object, float, float, Look, tuple[str, str]]] = field(default_factory=list)
    _shapes: list[PlotlyDict] = field(default_factory=list)
    _texts: list[PlotlyDict] = field(default_factory=list)

    def bar(
        self, start: object, length: object, middle: float, height: float, look: Look, link: tuple[Address, str]
    ) -> None:
        """Draw a bar that is a link: from ``start`` on the x axis, ``height`` pixels high; ``link`` has its name."""
        self._bars.append((start, length, middle, height, look, (str(link[0]), link[1])))

    def diamond(self, x: object, middle: float, size: float, look: Look, link: tuple[Address, str]) -> None:
        """Draw a diamond that is a link, ``size`` pixels across."""
        self._points.append((x, middle, size, look, (str(link[0]), link[1])))

    def text(
        self, x: object, middle: float, text: str, *, shift: float = 0, anchor: str = "left", size: int = FONT_SIZE,
        is_bold: bool = False, colour: str = "",
    ) -> None:  # fmt: skip
        """Write one line at a place of the x axis, or at the left edge where ``x`` is None; ``text`` is escaped."""
        self._texts.append(
            {
                "text": f"<b>{text}</b>" if is_bold else text,
                "x": 0 if x is None else x, "xref": "paper" if x is None else "x",
                "xshift": shift - (self.left if x is None else 0), "xanchor": anchor,
                "y": middle, "yref": "y", "yanchor": "middle", "showarrow": False, "borderpad": 0, "align": "left",
                "font": {"color": colour or self.theme.text, "size": size},
            }
        )  # fmt: skip

    def box(self, start: object, end: object, top: float, height: float, *, fill: str, edge: str = "") -> None:
        """Draw a rectangle that is no link; with an ``edge`` it has a dashed outline."""
        line = {"width": 1, "color": edge, "dash": "dash"} if edge else {"width": 0}
        self._shapes.append(
            {"type": "rect", "x0": start, "x1": end, "xref": "x", "y0": top, "y1": top + height, "yref": "y",
             "layer": "below", "fillcolor": fill, "line": line}
        )  # fmt: skip

    def edge(self, x: object, top: float, height: float, width: int, fill: str) -> None:
        """Draw a bar of so many pixels at the left of a block."""
        self._shapes.append(
            {"type": "rect", "x0": 0, "x1": width, "xsizemode": "pixel", "xanchor": x, "xref": "x", "y0": top,
             "y1": top + height, "yref": "y", "layer": "above", "fillcolor": fill, "line": {"width": 0}}
        )  # fmt: skip

    def hline(self, y: float) -> None:
        """Draw a thin line across the figure; a picture draws it below the names too, where Plotly draws nothing."""
        self._shapes.append(
            {"type": "line", "x0": 0, "x1": 1, "xref": "paper", "y0": y, "y1": y, "yref": "y", "layer": "below",
             "line": {"color": self.theme.line, "width": 1}}
        )  # fmt: skip

    def vline(self, x: object, top: float, bottom: float) -> None:
        """Draw a line from top to bottom at a place of the x axis."""
        self._shapes.append(
            {"type": "line", "x0": x, "x1": x, "xref": "x", "y0": top, "y1": bottom, "yref": "y", "layer": "above",
             "line": {"color": self.theme.text, "width": 1.5}}
        )  # fmt: skip

    def figure(self, height: float, xaxis: PlotlyDict, *, unit: float = 1) -> Figure:
        """Make the figure; ``unit`` is the length of one unit of a bar on the x axis, a day in milliseconds."""
        axis = {"fixedrange": True, "visible": False, **xaxis}
        return Figure(
            data=[*self._bar_trace(unit), *self._point_trace()],
            layout={
                "height": height, "autosize": True, "margin": {"l": self.left, "r": 0, "t": 0, "b": 0, "pad": 0},
                "paper_bgcolor": "rgba(0,0,0,0)", "plot_bgcolor": "rgba(0,0,0,0)",
                "font": {"family": FONT, "size": FONT_SIZE, "color": self.theme.text},
                "hoverlabel": {"bgcolor": self.theme.surface, "font": {"color": self.theme.text}, "align": "left"},
                "hovermode": "closest", "dragmode": False, "clickmode": "event+select", "showlegend": False,
                "bargap": 0, "barmode": "overlay", "shapes": self._shapes, "annotations": self._texts,
                "xaxis": axis, "yaxis": {"fixedrange": True, "visible": False, "range": [height, 0]},
            },
            _validate=False,  # takes longer than all else in a run; the tests do it, for every kind of figure
        )  # fmt: skip

    def _bar_trace(self, unit: float) -> list[PlotlyDict]:
        if not self._bars:
            return []
        starts, lengths, middles, heights, looks, links = zip(*self._bars, strict=True)
        return [
            {
                "type": "bar", "orientation": "h", "base": list(starts), "y": list(middles), "width": list(heights),
                "x": [length * unit for length in lengths], "customdata": [list(link) for link in links],
                "hovertemplate": "%{customdata[1]}<extra></extra>", "cliponaxis": False, **_as_chosen(),
                "marker": {
                    "color": [look.fill for look in looks],
                    "line": {"color": [look.edge or look.fill for look in looks], "width": 1.5},
                    "pattern": {
                        "shape": ["/" if look.is_hatched else "" for look in looks], "fgcolor": self.theme.accent,
                        "fgopacity": 0.5, "size": 6, "solidity": 0.3, "fillmode": "overlay",
                    },
                },
            }
        ]  # fmt: skip

    def _point_trace(self) -> list[PlotlyDict]:
        if not self._points:
            return []
        places, middles, sizes, looks, links = zip(*self._points, strict=True)
        return [
            {
                "type": "scatter", "mode": "markers", "x": list(places), "y": list(middles), "cliponaxis": False,
                "customdata": [list(link) for link in links], "hovertemplate": "%{customdata[1]}<extra></extra>",
                **_as_chosen(),
                "marker": {
                    "symbol": "diamond", "size": [size / 1.3 for size in sizes],  # Plotly draws it larger by so much
                    "color": [look.fill for look in looks],
                    "line": {"color": [look.edge or look.fill for look in looks], "width": 1.5},
                },
            }
        ]  # fmt: skip


def explorable(figure: Figure) -> Figure:
    """Return a figure that can be zoomed and moved along its x axis."""
    made = Figure(figure)
    made.update_layout(dragmode="pan", xaxis_fixedrange=False)
    return made


def _as_chosen() -> PlotlyDict:
    """Return what lets a mark look the same whether chosen or not: choosing leads to another view."""
    same = {"marker": {"opacity": 1}}
    return {"selected": same, "unselected": same}
