"""What all figures have in common: a plain frame, the theme's colours, and no way to zoom or to send data away."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from plotly.graph_objects import Figure

from components.charts.palette import Theme

__all__ = [
    "CONFIG",
    "FONT",
    "FONT_SIZE",
    "NARROWEST",
    "Figure",
    "Part",
    "Sheet",
    "pattern",
]  # Figure, so that other rooms can name it

FONT = "system-ui, -apple-system, 'Segoe UI', Roboto, sans-serif"
FONT_SIZE = 13
NARROWEST = 288
"""Pixels that a figure has on a screen 320 pixels wide: what is in it must fit that width."""

CONFIG: Mapping[str, object] = {
    "displayModeBar": False,
    "displaylogo": False,
    "showSendToCloud": False,
    "scrollZoom": False,
    "doubleClick": False,
    "showTips": False,
}
"""Plotly's own buttons are off: a picture that can be dragged away from its data is no help on a phone."""

Part = dict[str, Any]
"""A trace, shape, annotation or axis, by Plotly's own names."""


class Drawn(Figure):  # type: ignore[misc] # Plotly ships no types
    """A figure that nobody changes any more: what each run asks of it is made once and shared."""

    def to_dict(self) -> Part:
        """Return the figure as Plotly's own names and plain values; not to be changed."""
        return self._as_dict

    @cached_property
    def _as_dict(self) -> Part:
        made: Part = super().to_dict()
        return made


@dataclass(frozen=True)
class Sheet:
    """What is drawn on one figure, collected and then made into the figure at once.

    Plotly copies and checks all earlier parts each time that one is added to a figure: with hundreds of rows
    that takes minutes. On a sheet, one unit of y is one pixel, counted downwards from the top of the plot.
    ``side`` are pixels kept free left and right of the plot, for marks that stand out over its ends; labels begin
    at the very edge.
    """

    theme: Theme
    side: int = 0
    traces: list[Part] = field(default_factory=list)
    shapes: list[Part] = field(default_factory=list)
    annotations: list[Part] = field(default_factory=list)

    def mark(self, kind: str, **trace: Any) -> None:  # noqa: ANN401 - Plotly's own names
        """Add a trace that looks the same whether chosen or not: choosing filters, and redraws."""
        same = {"marker": {"opacity": 1}}
        self.traces.append({"type": kind, "selected": same, "unselected": same, **trace})

    def label(self, text: str, y: float, *, size: int = FONT_SIZE, colour: str = "") -> None:
        """Write a text, already ``literal``, at the left edge, its top at ``y``."""
        self.annotations.append(
            {
                "text": text, "x": 0, "xref": "paper", "xanchor": "left", "xshift": 2 - self.side, "y": y,
                "yref": "y",
                "yanchor": "top", "align": "left", "showarrow": False, "borderpad": 0,
                "font": {"color": colour or self.theme.text, "size": size},
            }
        )  # fmt: skip

    def rule(self, y: float) -> None:
        """Draw a thin line across the figure, to part two rows."""
        self.shapes.append(
            {"type": "line", "x0": 0, "x1": 1, "xref": "paper", "y0": y, "y1": y, "yref": "y", "layer": "below",
             "line": {"color": self.theme.line, "width": 1}}
        )  # fmt: skip

    def band(self, start: object, end: object, colour: str) -> None:
        """Fill the whole height from one place of the x axis to another."""
        self.shapes.append(
            {"type": "rect", "x0": start, "x1": end, "xref": "x", "y0": 0, "y1": 1, "yref": "paper", "layer": "below",
             "line": {"width": 0}, "fillcolor": colour}
        )  # fmt: skip

    def upright(self, x: object, *, layer: str = "below", **line: object) -> None:
        """Draw a line over the whole height at one place of the x axis."""
        drawn = {"color": self.theme.line, "width": 1, **line}
        self.shapes.append(
            {"type": "line", "x0": x, "x1": x, "xref": "x", "y0": 0, "y1": 1, "yref": "paper", "layer": layer,
             "line": drawn}
        )  # fmt: skip

    def figure(self, rows: float, xaxis: Part, *, head: int = 0, foot: int = 0, **layout: Any) -> Figure:  # noqa: ANN401
        """Make the figure: ``rows`` pixels of plot between a ``head`` and a ``foot``; more goes to Plotly's layout."""
        text = {"family": FONT, "size": FONT_SIZE, "color": self.theme.text}
        return Drawn(
            data=self.traces,
            layout={
                "height": head + rows + foot,
                "autosize": True,
                "margin": {"l": self.side, "r": self.side, "t": head, "b": foot, "pad": 0},
                "paper_bgcolor": "rgba(0,0,0,0)",
                "plot_bgcolor": "rgba(0,0,0,0)",
                "font": text,
                "hoverlabel": {
                    "bgcolor": self.theme.surface, "bordercolor": self.theme.line, "font": text, "align": "left",
                },
                "hovermode": "closest",
                "dragmode": False,
                "clickmode": "event+select",
                "showlegend": False,
                "bargap": 0,
                "shapes": self.shapes,
                "annotations": self.annotations,
                "xaxis": self._axis(**xaxis),
                "yaxis": self._axis(range=[rows, 0], showticklabels=False),
                **layout,
            },
            _validate=False,  # takes longer than all else in a run; the tests do it, for every kind of figure
        )  # fmt: skip

    def _axis(self, **settings: Any) -> Part:  # noqa: ANN401 - Plotly's own names
        """Return an axis that cannot be zoomed, without lines of its own."""
        return {
            "fixedrange": True,
            "showgrid": False,
            "zeroline": False,
            "showline": False,
            "ticks": "",
            "tickfont": {"color": self.theme.text, "size": FONT_SIZE},
            **settings,
        }


def pattern(shape: str, theme: Theme) -> Part:
    """Return a pattern over a bar's own colour, faint enough to leave the colour recognisable."""
    return {
        "shape": shape, "fgcolor": theme.background, "fgopacity": 0.4, "size": 7, "solidity": 0.25,
        "fillmode": "overlay",
    }  # fmt: skip
