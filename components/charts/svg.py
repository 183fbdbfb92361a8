"""Our figures as SVG, for where no Plotly runs: pages, paper, and pictures to keep. Its marks are links.

Everything is read from the figure, nothing is computed from data again, so picture and explored chart cannot disagree.
"""

import hashlib
import html
import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any, NamedTuple

from components.charts.figure import FONT, MIN_TARGET, Chart, Figure, PlotlyDict
from components.charts.palette import LIGHT, Theme, colours

CHART_STYLE = Path(__file__).with_name("chart.css")
"""The style of charts on a page; it names only classes under ``.chart``."""


def picture(chart: Chart, title: str, description: str) -> str:
    """Return both drawings of a chart as inline SVG, of which the page's style shows the one that fits.

    A drawing is as wide as where it stands: places across are percentages and everything else pixels, so text keeps
    its size. Colours are the CSS variables of ``palette.css_variables``. ``title`` and ``description`` are read out
    before the marks, which are links with names of their own.
    """
    return "".join(
        _svg(figure, None, title, description, f"chart {name}")
        for name, figure in (("wide", chart.wide), ("narrow", chart.narrow))
    )


def standalone(figure: Figure, width: int, title: list[str], below: list[str], theme: Theme = LIGHT) -> str:
    """Return one drawing as an SVG file of its own, with lines of a title above it and lines of text below.

    It has fixed places, colours of its own and no links, since a saved file belongs to no site.
    """
    drawn = _svg(figure, width - 2 * _MARGIN, "", "", "")
    top = _MARGIN + len(title) * 30 + 12
    height = top + float(figure.layout["height"]) + 20 + len(below) * 20 + _MARGIN
    texts = [
        *(f'<text x="{_MARGIN}" y="{_MARGIN + 22 + place * 30}" font-size="24" font-weight="600" fill="{theme.text}">'
          f"{plain(line)}</text>" for place, line in enumerate(title)),
        *(f'<text x="{_MARGIN}" y="{height - _MARGIN - (len(below) - place - 1) * 20}" font-size="13" '
          f'fill="{theme.muted}">{plain(line)}</text>' for place, line in enumerate(below)),
    ]  # fmt: skip
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height:g}" viewBox="0 0 {width} {height:g}" '
        f'font-family="{html.escape(FONT)}"><rect width="100%" height="100%" fill="{theme.background}"/>'
        f'{"".join(texts)}<svg x="{_MARGIN}" y="{top}" overflow="visible">{drawn}</svg></svg>'
    )


_MARGIN = 32


def plain(text: str) -> str:
    """Return a text as XML holds it: escaped, without the control characters that no XML may hold."""
    return html.escape("".join(letter for letter in text if _is_allowed(letter)))


def _is_allowed(letter: str) -> bool:
    # Surrogates and the last two code points of each plane are no characters, and break the whole document.
    return unicodedata.category(letter) not in ("Cc", "Cs") and ord(letter) & 0xFFFE != 0xFFFE


class _Mark(NamedTuple):
    """One mark of the figure: its place down, its place across as a share of the plot, its link, name, and drawing."""

    y: float
    share: float
    href: str
    name: str
    drawing: str


@dataclass(frozen=True)
class _Pen:
    """Where things are in one drawing, and in which colours."""

    layout: PlotlyDict
    width: int | None
    key: str

    @property
    def left(self) -> float:
        return float(self.layout["margin"]["l"])

    def share(self, x: object, reference: str = "x") -> float:
        """Return how far across the plot a place is, from 0 to 1."""
        if reference == "paper":
            return float(x)  # type: ignore[arg-type] # a number, by Plotly's rules
        start, end = (_number(place) for place in self.layout["xaxis"].get("range", (0, 1)))
        return (_number(x) - start) / (end - start)

    def across(self, share: float) -> str:
        """Write a place across."""
        return f"{100 * share:.6g}%" if self.width is None else f"{self.left + (self.width - self.left) * share:.6g}"

    def along(self, share: float) -> str:
        """Write a length across."""
        return f"{100 * share:.6g}%" if self.width is None else f"{(self.width - self.left) * share:.6g}"

    def colour(self, colour: str) -> str:
        """Write a colour: as a variable on a page, with its light value for where there are none."""
        name = _NAMES.get(colour)
        return colour if name is None or self.width is not None else f"var(--{name},{colour})"


_NAMES = {colour: name for name, colour in reversed(colours(LIGHT).items())}


def _svg(figure: Figure, width: int | None, title: str, description: str, classes: str) -> str:
    whole = figure.to_plotly_json()
    layout = whole["layout"]
    key = "c" + hashlib.sha256(f"{classes}\0{title}\0{description}".encode(errors="replace")).hexdigest()[:8]
    pen = _Pen(layout, width, key)
    marks = sorted(mark for trace in whole["data"] for mark in _marks(pen, trace))
    shapes = layout["shapes"]
    inside = "".join(
        (
            _hatch(pen),
            *(_shape(pen, shape) for shape in shapes if shape["layer"] == "below"),
            *(_link(mark) if width is None else mark.drawing for mark in marks),
            *(_shape(pen, shape) for shape in shapes if shape["layer"] == "above"),
            *(_text(pen, note) for note in layout["annotations"]),
        )
    )
    if width is not None:
        return f'<svg width="{width}" height="{layout["height"]:g}" overflow="visible">{inside}</svg>'
    left = f' style="padding-left:{pen.left:g}px"' if pen.left else ""
    return (
        f'<svg class="{classes}" height="{layout["height"]:g}"{left} role="group" aria-labelledby="{key}-t {key}-d">'
        f'<title id="{key}-t">{plain(title)}</title><desc id="{key}-d">{plain(description)}</desc>{inside}</svg>'
    )


def _marks(pen: _Pen, trace: PlotlyDict) -> Iterator[_Mark]:
    marker = trace["marker"]
    for place, (href, name) in enumerate(trace["customdata"]):
        style = f'fill="{_fill(pen, marker, place)}"'
        edge = marker["line"]["color"][place]
        if edge != marker["color"][place]:
            style += f' stroke="{pen.colour(edge)}" stroke-width="{marker["line"]["width"]}"'
        y = float(trace["y"][place])
        if trace["type"] == "bar":
            start = pen.share(trace["base"][place])
            length, height = _length(pen, trace["x"][place]), float(trace["width"][place])
            box = (pen.across(start), pen.along(length))
            drawing = _rect(*box, y - height / 2, height, f'rx="2" {style}')
            if height < MIN_TARGET and pen.width is None:
                drawing += _rect(*box, y - MIN_TARGET / 2, MIN_TARGET, 'fill="transparent"')
        else:
            start, half = pen.share(trace["x"][place]), marker["size"][place] * 1.3 / 2
            drawing = (
                f'<svg x="{pen.across(start)}" y="{y:g}" overflow="visible">'
                f'<path d="M0,{-half:g}L{half:g},0L0,{half:g}L{-half:g},0Z" {style}/></svg>'
            )
        yield _Mark(y, start, href, name, drawing)


def _fill(pen: _Pen, marker: PlotlyDict, place: int) -> str:
    """Return what fills a mark: its colour, the hatching over it, or nothing."""
    colour = marker["color"][place]
    if marker.get("pattern", {}).get("shape", [""] * (place + 1))[place]:
        return f"url(#{pen.key}-h) {pen.colour(colour)}"
    return "transparent" if colour == "rgba(0,0,0,0)" else pen.colour(colour)


def _hatch(pen: _Pen) -> str:
    soft, accent = pen.colour(LIGHT.soft), pen.colour(LIGHT.accent)
    return (
        f'<defs><pattern id="{pen.key}-h" width="6" height="6" patternUnits="userSpaceOnUse" '
        f'patternTransform="rotate(45)"><rect width="6" height="6" fill="{soft}"/>'
        f'<rect width="2" height="6" fill="{accent}" opacity=".5"/></pattern></defs>'
    )


def _link(mark: _Mark) -> str:
    name = plain(html.unescape(mark.name))
    return f'<a href="{plain(mark.href)}" aria-label="{name}"><title>{name}</title>{mark.drawing}</a>'


def _shape(pen: _Pen, shape: PlotlyDict) -> str:
    top, bottom = float(shape["y0"]), float(shape["y1"])
    if shape["type"] == "line":
        is_rule = shape["xref"] == "paper"
        edge = f"{-pen.left:g}" if pen.width is None else "0"
        begin = edge if is_rule else pen.across(pen.share(shape["x0"]))
        end = pen.across(pen.share(shape["x1"], shape["xref"]))
        line = shape["line"]
        return (
            f'<line x1="{begin}" x2="{end}" y1="{top:g}" y2="{bottom:g}" stroke="{pen.colour(line["color"])}" '
            f'stroke-width="{line["width"]}"/>'
        )
    style = f'fill="{pen.colour(shape["fillcolor"])}"'
    if shape["line"]["width"]:
        style += f' rx="2" stroke="{pen.colour(shape["line"]["color"])}" stroke-dasharray="4 3"'
    if shape.get("xsizemode") == "pixel":
        return _rect(pen.across(pen.share(shape["xanchor"])), f"{shape['x1']:g}", top, bottom - top, style)
    left, right = pen.share(shape["x0"]), pen.share(shape["x1"])
    return _rect(pen.across(left), pen.along(right - left), top, bottom - top, style)


def _rect(x: str, width: str, y: float, height: float, style: str) -> str:
    return f'<rect x="{x}" y="{y:g}" width="{width}" height="{height:g}" {style}/>'


_ANCHORS = {"left": "start", "center": "middle", "right": "end"}


def _text(pen: _Pen, note: PlotlyDict) -> str:
    font, text = note["font"], note["text"]
    is_bold = text.startswith("<b>")
    shift, x = note["xshift"], pen.share(note["x"], note["xref"])
    if note["xref"] == "paper":
        place, dx = f"{shift:g}" if pen.width is None else f"{pen.left + shift:g}", 0
    else:
        place, dx = pen.across(x), shift
    said = plain(html.unescape(re.sub("</?b>", "", text)))
    attributes = {
        "x": place, "y": f"{note['y'] + 0.35 * font['size']:g}", "dx": f"{dx:g}" if dx else "",
        "text-anchor": _ANCHORS[note["xanchor"]], "font-size": font["size"], "font-weight": "600" if is_bold else "",
        "fill": pen.colour(font["color"]),
    }  # fmt: skip
    return "<text " + " ".join(f'{name}="{value}"' for name, value in attributes.items() if value) + f">{said}</text>"


def _length(pen: _Pen, length: Any) -> float:  # noqa: ANN401 - milliseconds on a time axis, else a number
    start, end = (_number(place) for place in pen.layout["xaxis"].get("range", (0, 1)))
    return float(length) / (end - start)


def _number(value: object) -> float:
    """Return a place on an axis as a number: milliseconds for a date, as Plotly counts."""
    if isinstance(value, datetime):
        return (value - datetime(1970, 1, 1)) / timedelta(milliseconds=1)  # noqa: DTZ001 - our dates have no zone
    return float(value)  # type: ignore[arg-type] # a number
