"""Figures as SVG in which each mark is a link, without a script and on paper too.

Everything is read from the Plotly figure, not computed from data again, so both show the same.
"""

import hashlib
import html
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import chain
from pathlib import Path

from components.briefing.words import xml_text
from components.charts.figure import DIAMOND, NARROW_WIDTH, Chart, Figure, Place, PlotlyDict, diamond_path, position
from components.charts.palette import VARIABLES, by_light_colour
from components.charts.text import BASELINE, TEXT_SIZE

CHART_STYLE = Path(__file__).with_name("chart.css")
"""The style sheet that ``picture`` needs, with the colours of ``palette.css_variables``."""

_TARGET = 24  # minimum width and height of a link in pixels
_RING = 3  # pixels between a mark and its focus ring
_ANCHORS = {"left": None, "center": "middle", "right": "end"}
_VARIABLES = by_light_colour(VARIABLES)

_Mark = tuple[float, float, str]
"""The top and the left of a mark, which give the reading order, and its SVG."""


def picture(chart: Chart, title: str, description: str, target: str | None = None) -> str:
    """Return both drawings of a chart as SVG elements, of which ``chart.css`` shows one.

    Each fills the width of its container: x positions are percentages and all else is pixels, so that text keeps its
    size. Screen readers read ``title`` and ``description``. Colours are CSS variables. ``target`` is the HTML attribute
    of the links.
    """
    digest = hashlib.sha256(f"{title}\0{description}".encode(errors="replace")).hexdigest()[:8]
    drawings = []
    for name, figure in zip(Chart._fields, chart, strict=True):
        key, left = f"{name}-{digest}", figure.layout.margin.l
        drawing = element(
            "svg",
            element("desc", escape_xml(description), id=f"{key}-description"),
            *draw(figure, key, target=target),
            class_=f"chart {name}",
            height=figure.layout.height,
            font_size=TEXT_SIZE,
            # Percentages in an SVG refer to the width inside its padding.
            style=f"padding-left:{left}px" if left else None,
            role="group",
            aria_label=title,
            aria_describedby=f"{key}-description",
        )
        drawings.append(drawing)
    return "".join(drawings)


@dataclass(frozen=True)
class _Canvas:
    """How positions, colours and links are written in one SVG; see ``draw``. ``ends`` are those of the x axis."""

    ends: tuple[float, float]
    key: str
    width: float | None
    target: str | None

    def colour(self, colour: str) -> str:
        """Return a colour, as a CSS variable if there is one and the drawing is part of a page."""
        is_variable = self.width is None and colour in _VARIABLES
        return f"var(--{_VARIABLES[colour]}, {colour})" if is_variable else colour

    def length(self, share: float) -> str:
        """Return a horizontal length, given as a share of the plot's width."""
        return f"{100 * share:.5g}%" if self.width is None else f"{share * self.width:.5g}"

    def x(self, place: Place, reference: str = "x") -> str:
        """Return an x position, given on the x axis or, with ``paper`` as reference, as a share of the plot."""
        return self.length(self.share(place, reference))

    def share(self, place: Place, reference: str = "x") -> float:
        """Return an x position as a share of the plot's width, from 0 to 1."""
        start, end = self.ends if reference == "x" else (0, 1)
        return (position(place) - start) / (end - start)


def draw(figure: Figure, key: str, *, width: float | None = None, target: str | None = None) -> Iterator[str]:
    """Yield the shapes below the marks, the marks in reading order, the shapes above them and the texts.

    Shapes and texts are hidden from screen readers, which have the description and the links. ``key`` is the prefix of
    ids, and ``target`` the HTML attribute of links. With ``width``, that of the plot in pixels, positions and colours
    are fixed, and the marks have no links.
    """
    spec = figure.to_plotly_json()
    traces, layout = spec["data"], spec["layout"]
    start, end = map(position, layout["xaxis"]["range"])
    canvas = _Canvas((start, end), key, width, target)
    below, above = (
        [_shape(canvas, shape) for shape in layout["shapes"] if shape["layer"] == at] for at in ("below", "above")
    )
    marks = sorted(chain.from_iterable(_marks(canvas, trace) for trace in traces))
    yield from (_hatching(canvas, trace["marker"]) for trace in traces if "pattern" in trace["marker"])
    yield element("g", *below, aria_hidden="true")
    yield from (drawing for *_, drawing in marks)
    texts = (_text(canvas, note) for note in layout["annotations"])
    yield element("g", *above, *texts, aria_hidden="true", pointer_events="none")


def _marks(canvas: _Canvas, trace: PlotlyDict) -> Iterator[_Mark]:
    marker = trace["marker"]
    hatched = marker.get("pattern", {}).get("shape", [""] * len(trace["x"]))
    colours = zip(marker["color"], marker["line"]["color"], marker["line"]["width"], hatched, strict=True)
    for place, (fill, line, width, is_hatched) in enumerate(colours):
        mark: PlotlyDict = {name: values[place] for name, values in trace.items() if isinstance(values, list)}
        look = {
            "fill": f"url(#{canvas.key}-hatching)" if is_hatched else canvas.colour(fill),
            "stroke": canvas.colour(line) if width else None,
            "stroke_width": width or None,
        }
        yield _bar(canvas, mark, look) if "base" in mark else _diamond(canvas, mark, marker["size"][place], look)


def _bar(canvas: _Canvas, mark: PlotlyDict, look: PlotlyDict) -> _Mark:
    start = canvas.share(mark["base"])
    share = canvas.share(position(mark["base"]) + mark["x"]) - start
    height, middle, x, width = mark["width"], mark["y"], canvas.x(mark["base"]), canvas.length(share)
    ring = max(height + 2 * _RING, _TARGET)
    targets = [_target(x=x, y=middle - ring / 2, width=width, height=ring)]
    if share * NARROW_WIDTH < _TARGET:
        targets.append(_at(canvas, position(mark["base"]) + mark["x"] / 2, middle, _square()))
    drawing = element("rect", x=x, y=middle - height / 2, width=width, height=height, rx=2, **look)
    return middle - height / 2, start, _linked(canvas, mark["customdata"], drawing, *targets)


def _diamond(canvas: _Canvas, mark: PlotlyDict, size: float, look: PlotlyDict) -> _Mark:
    tip = size / 2 * DIAMOND
    drawing = _at(canvas, mark["x"], mark["y"], element("path", d=diamond_path(tip), **look))
    target = _at(canvas, mark["x"], mark["y"], _square())
    return mark["y"] - tip, canvas.share(mark["x"]), _linked(canvas, mark["customdata"], drawing, target)


def _linked(canvas: _Canvas, link: list[str], drawing: str, *targets: str) -> str:
    href, name = link
    title = element("title", escape_xml(name))
    if canvas.width:
        return element("g", title, drawing)
    return element("a", title, drawing, *targets, href=href, target=canvas.target, aria_label=name)


def _square() -> str:
    half = _TARGET / 2 + _RING
    return _target(x=-half, y=-half, width=2 * half, height=2 * half)


def _target(**place: Place) -> str:
    """Return the area that can be clicked, invisible unless it is focused or hovered."""
    return element("rect", class_="target", fill="transparent", rx=2, **place)


def _at(canvas: _Canvas, x: Place, y: float, *drawing: str, reference: str = "x") -> str:
    """Move what is drawn around 0, 0 to a position; a nested SVG can have a percentage there, a group cannot."""
    return element("svg", *drawing, x=canvas.x(x, reference), y=y, overflow="visible")


def _hatching(canvas: _Canvas, marker: PlotlyDict) -> str:
    """Return the pattern of hatched bars: stripes over the fill of the first of them, as all have the same."""
    pattern = marker["pattern"]
    if "/" not in pattern["shape"]:
        return ""
    size, fill = pattern["size"], marker["color"][pattern["shape"].index("/")]
    ink, width = canvas.colour(pattern["fgcolor"]), pattern["solidity"] * size
    return element(
        "pattern",
        element("rect", width=size, height=size, fill=canvas.colour(fill)),
        element("rect", width=width, height=size, fill=ink, opacity=pattern["fgopacity"]),
        id=f"{canvas.key}-hatching",
        width=size,
        height=size,
        patternUnits="userSpaceOnUse",
        patternTransform="rotate(45)",
    )


def _shape(canvas: _Canvas, shape: PlotlyDict) -> str:
    """Return a line or rectangle between two positions, or a path in pixels from its anchor."""
    line, fill = shape["line"], shape.get("fillcolor")
    look = {
        "fill": canvas.colour(fill) if fill else "none",
        "stroke": canvas.colour(line["color"]) if line["width"] else None,
        "stroke_width": line["width"] or None,
        "stroke_dasharray": line.get("dash"),
    }
    reference = shape["xref"]
    if shape["type"] == "path":
        drawing = element("path", d=shape["path"], **look)
        return _at(canvas, shape["xanchor"], shape["yanchor"], drawing, reference=reference)
    left, right = (canvas.share(shape[end], reference) for end in ("x0", "x1"))
    y0, y1 = shape["y0"], shape["y1"]
    if shape["type"] == "line":
        return element("line", x1=canvas.length(left), x2=canvas.length(right), y1=y0, y2=y1, **look)
    return element("rect", x=canvas.length(left), width=canvas.length(right - left), y=y0, height=y1 - y0, **look)


def _text(canvas: _Canvas, note: PlotlyDict) -> str:
    size, weight = note["font"]["size"], note["font"]["weight"]
    return element(
        "text",
        escape_xml(html.unescape(note["text"])),
        x=canvas.x(note["x"], note["xref"]),
        dx=note["xshift"] or None,
        y=note["y"] + BASELINE * size,
        fill=canvas.colour(note["font"]["color"]),
        font_size=None if size == TEXT_SIZE else size,
        font_weight=None if weight == 400 else weight,
        text_anchor=_ANCHORS[note["xanchor"]],
    )


def element(name: str, *inside: str, **attributes: object) -> str:
    """Return an element; ``inside`` is XML already, and attributes that are None are left out.

    ``_`` in the name of an attribute becomes ``-``; at the end it is dropped.
    """
    texts = {
        attribute.rstrip("_").replace("_", "-"): f"{value:.6g}" if isinstance(value, float) else str(value)
        for attribute, value in attributes.items()
        if value is not None
    }
    pairs = "".join(f' {attribute}="{escape_xml(text)}"' for attribute, text in texts.items())
    return f"<{name}{pairs}>{''.join(inside)}</{name}>"


def escape_xml(text: str) -> str:
    """Return a text escaped for XML."""
    return html.escape(xml_text(text))
