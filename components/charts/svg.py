"""Our figures as plain SVG, for where no Plotly runs: a page's first paint, paper, and pictures for chats.

Everything is read from the figure, nothing is computed from data again, so the picture is the live chart's.
Distances that Plotly does not write into a figure, such as from a tick to its label, are its own, as seen in
a browser.
"""

import hashlib
import html
import math
import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import chain

from components.charts.figure import Figure, Part
from components.charts.palette import Theme

_LINE_SPACING = 1.3
_ASCENT = 0.93
"""From the top of a text to its baseline, in sizes of its letters; close for every font of the stack."""
_DESCENT = 0.24
_BORDER = 1
"""Plotly keeps a line's width around annotations and along axes, drawn or not."""
_DIAMOND = 1.3
"""Plotly draws a diamond this much larger than the size that it is given."""
_SWATCH = 12
_LEGEND_TEXT = 40
_LEGEND_TOP = 5
_LEGEND_GAP = 3


def svg(
    figure: Figure, width: int | None, *, theme: Theme, title: str, description: str, variables: bool = False
) -> str:
    """Return one of our figures as an SVG element, as high as the figure is.

    With a ``width`` in pixels everything has a fixed place, and the picture can be scaled. Without one it is
    as wide as where it stands: places across are percentages and everything else pixels, so that text has
    its own size on a phone and on a desk. ``theme`` is the one that the figure was drawn with; ``variables``
    writes its colours as CSS variables, which ``variables(theme)`` declares, so that one picture can follow
    light and dark. ``title`` and ``description`` are read out.

    Raises ``ValueError`` for a figure with anything but bars and points, such as a treemap.
    """
    whole = figure.to_plotly_json()
    key = "svg-" + hashlib.sha256(f"{title}\0{description}".encode(errors="replace")).hexdigest()[:8]
    pen = _Pen(whole["layout"], width, _names(theme) if variables else {}, key)
    named = (
        _element("title", plain(title), id=f"{key}-title"),
        _element("desc", plain(description), id=f"{key}-description"),
    )
    return _element(
        "svg",
        *named,
        *_drawn(pen, whole["data"]),
        xmlns="http://www.w3.org/2000/svg",
        width="100%" if width is None else width,
        height=pen.height,
        viewBox=None if width is None else f"0 0 {width} {pen.height:g}",
        # The percentages of a fluid picture are of what lies between its sides.
        style=f"box-sizing:border-box;padding:0 {pen.side:g}px" if width is None and pen.side else None,
        role="img",
        aria_labelledby=f"{key}-title {key}-description",
        font_family=pen.layout["font"]["family"],
    )


def variables(theme: Theme) -> str:
    """Return the CSS declarations of a theme's colours, by the names that ``svg`` uses: ``--background:#ffffff;…``."""
    return "".join(f"--{name}:{colour};" for name, colour in _colours(theme))


def plain(text: str) -> str:
    """Return a text as XML holds it: escaped, without the control characters that no XML may hold."""
    return html.escape("".join(letter for letter in text if _is_sayable(letter)))


def _is_sayable(letter: str) -> bool:
    # Surrogates and the last two code points of each plane are no characters, and break the whole document.
    return unicodedata.category(letter) not in ("Cc", "Cs") and ord(letter) & 0xFFFE != 0xFFFE


def _colours(theme: Theme) -> Iterator[tuple[str, str]]:
    for name in ("background", "surface", "text", "muted", "line", "accent"):
        yield name, getattr(theme, name)
    for number, colour in enumerate(theme.topics, start=1):
        yield f"topic-{number}", colour


def _names(theme: Theme) -> dict[str, str]:
    """Name each colour of a theme; of names for the same colour the first. Text on the accent is ``background``:
    so it is in the light theme, and in the dark one, whose own is as dark, the difference is not seen.
    """
    names = {theme.background: "background"}
    for name, colour in _colours(theme):
        names.setdefault(colour, name)
    return names | {theme.on_accent: "background"}


@dataclass(frozen=True)
class _Pen:
    """Where things are in one picture, and in which colours they are written."""

    layout: Part
    width: int | None
    names: Mapping[str, str]
    key: str

    @property
    def height(self) -> float:
        return float(self.layout["height"])

    @property
    def top(self) -> float:
        return float(self.layout["margin"]["t"])

    @property
    def bottom(self) -> float:
        return self.height - float(self.layout["margin"]["b"])

    @property
    def side(self) -> float:
        return float(self.layout["margin"]["l"])

    def colour(self, colour: str) -> str:
        return f"var(--{self.names[colour]}, {colour})" if colour in self.names else colour

    def across(self, share: float) -> str:
        """Write a place across, given as a share of the plot's width."""
        return self.along(share) if self.width is None else f"{self.side + (self.width - 2 * self.side) * share:.6g}"

    def along(self, share: float) -> str:
        """Write a length across, given as a share of the plot's width."""
        return f"{100 * share:.6g}%" if self.width is None else f"{(self.width - 2 * self.side) * share:.6g}"

    def share(self, x: object, reference: str = "x") -> float:
        """Return how far across a place is, from 0 at the left to 1 at the right."""
        if reference == "paper":
            return _number(x)
        start, end = (_number(place) for place in self.layout["xaxis"].get("range", (0, 1)))
        return (_number(x) - start) / (end - start)

    def is_inside(self, x: object) -> bool:
        return 0 <= self.share(x) <= 1

    def down(self, y: float, reference: str = "y") -> float:
        """Return how far down a place is, in pixels."""
        end, start = self.layout["yaxis"]["range"]
        share = 1 - y if reference == "paper" else (y - start) / ((end - start) or 1)
        return self.top + share * (self.bottom - self.top)

    def fill(self, marker: Part) -> str:
        """Write what fills a bar: a pattern, and the plain colour where patterns are not understood."""
        plain_colour = self.colour(marker["color"])
        has_pattern = marker.get("pattern", {}).get("shape")
        return f"url(#{self.pattern_id(marker)}) {plain_colour}" if has_pattern else plain_colour

    def pattern_id(self, marker: Part) -> str:
        return f"{self.key}-{hashlib.sha256(repr(marker).encode()).hexdigest()[:8]}"


def _drawn(pen: _Pen, traces: list[Part]) -> Iterator[str]:
    """Draw everything, in Plotly's order: what lies below, the marks, the axis, what lies above, the texts."""
    for trace in traces:
        if trace["type"] not in ("bar", "scatter"):
            raise ValueError(f"no picture of a {trace['type']} without Plotly")
    bars = [trace for trace in traces if trace["type"] == "bar"]
    shapes = pen.layout.get("shapes", ())
    patterns = dict.fromkeys(chain.from_iterable(_pattern(pen, trace["marker"]) for trace in bars))
    yield from [_element("defs", *patterns)] if patterns else []
    yield from (_shape(pen, shape) for shape in shapes if shape["layer"] == "below")
    yield from _bars(pen, bars)
    yield from chain.from_iterable(_points(pen, trace) for trace in traces if trace["type"] == "scatter")
    yield from _ticks(pen)
    yield from (_shape(pen, shape) for shape in shapes if shape["layer"] == "above")
    yield from (_annotation(pen, note) for note in pen.layout.get("annotations", ()))
    yield from _legend(pen, bars)


def _pattern(pen: _Pen, marker: Part) -> Iterator[str]:
    """Define the pattern of a bar over its colour, as Plotly draws it."""
    pattern = marker.get("pattern", {})
    shape, size = pattern.get("shape", ""), pattern.get("size", 0)
    if not shape:
        return
    ink = pen.colour(pattern["fgcolor"])
    side = size if shape == "." else size * math.sqrt(2)
    if shape == ".":
        radius = math.sqrt(pattern["solidity"] * size * size / math.pi)
        drawn = _element("circle", cx=side / 2, cy=side / 2, r=radius, fill=ink, opacity=pattern["fgopacity"])
    else:
        rising = f"M{-side / 4:g},{side / 4:g}l{side / 2:g},{-side / 2:g}M0,{side:g}L{side:g},0"
        rising += f"M{side * 3 / 4:g},{side * 5 / 4:g}l{side / 2:g},{-side / 2:g}"
        falling = f"M{side * 3 / 4:g},{-side / 4:g}l{side / 2:g},{side / 2:g}M0,0L{side:g},{side:g}"
        falling += f"M{-side / 4:g},{side * 3 / 4:g}l{side / 2:g},{side / 2:g}"
        path, thick = {
            "/": (rising, pattern["solidity"] * size),
            "x": (rising + falling, size - size * math.sqrt(1 - pattern["solidity"])),
        }[shape]
        drawn = _element("path", d=path, stroke=ink, stroke_width=thick, fill="none", opacity=pattern["fgopacity"])
    ground = _element("rect", width=side, height=side, fill=pen.colour(marker["color"]))
    yield _element(
        "pattern", ground, drawn, id=pen.pattern_id(marker), width=side, height=side, patternUnits="userSpaceOnUse"
    )


def _shape(pen: _Pen, shape: Part) -> str:
    left, right = (pen.share(shape[end], shape["xref"]) for end in ("x0", "x1"))
    top, bottom = sorted(pen.down(shape[end], shape["yref"]) for end in ("y0", "y1"))
    if shape["type"] == "rect":
        fill = pen.colour(shape["fillcolor"])
        return _element(
            "rect", x=pen.across(left), y=top, width=pen.along(right - left), height=bottom - top, fill=fill
        )
    line = shape["line"]
    dash = max(3, line["width"])
    return _element(
        "line",
        x1=pen.across(left),
        y1=top,
        x2=pen.across(right),
        y2=bottom,
        stroke=pen.colour(line["color"]),
        stroke_width=line["width"],
        stroke_dasharray=f"{dash} {dash}" if line.get("dash") == "dot" else None,
        shape_rendering="crispEdges",
    )


def _bars(pen: _Pen, traces: Iterable[Part]) -> Iterator[str]:
    is_stacked = pen.layout.get("barmode") == "stack"
    ends: Counter[float] = Counter()
    for trace in traces:
        number = len(trace["x"])
        bases = trace.get("base", [0] * number)
        places = zip(bases, trace["x"], trace["y"], trace["width"], _markers(trace["marker"], number), strict=True)
        for base, length, middle, thick, marker in places:
            start = ends[middle] if is_stacked else _number(base)
            ends[middle] = start + length
            if length:
                yield _bar(pen, marker, (start, start + length), middle, thick)
        font = trace.get("textfont", {})
        inks = _each(font.get("color", ""), number)
        for base, length, middle, text, ink in zip(
            bases, trace["x"], trace["y"], trace.get("text", [""] * number), inks, strict=True
        ):
            if text:
                written = _text(pen, text, "0", 0.35 * font["size"], size=font["size"], colour=ink, anchor="middle")
                yield _at(pen, _number(base) + length / 2, pen.down(middle), written)


def _markers(marker: Part, number: int) -> list[Part]:
    """Return the marker of each bar, given one for all or colours for each."""
    fills, lines = _each(marker["color"], number), _each(marker["line"]["color"], number)
    return [
        {**marker, "color": fill, "line": {**marker["line"], "color": line}}
        for fill, line in zip(fills, lines, strict=True)
    ]


def _bar(pen: _Pen, marker: Part, span: tuple[float, float], middle: float, thick: float) -> str:
    start, end = map(pen.share, span)
    return _element(
        "rect",
        x=pen.across(start),
        y=pen.down(middle) - thick / 2,
        width=pen.along(end - start),
        height=thick,
        fill=pen.fill(marker),
        stroke=pen.colour(marker["line"]["color"]),
        stroke_width=marker["line"]["width"],
    )


def _points(pen: _Pen, trace: Part) -> Iterator[str]:
    marker, number = trace["marker"], len(trace["x"])
    line, font = marker["line"], trace.get("textfont", {})
    texts = trace.get("text", [""] * number)
    styles = (_each(style, number) for style in (marker["color"], line["color"], font.get("color", "")))
    for x, y, text, fill, stroke, ink in zip(trace["x"], trace["y"], texts, *styles, strict=True):
        mark = _element(
            "path",
            d=_outline(marker["symbol"], marker["size"]),
            fill=pen.colour(fill),
            stroke=pen.colour(stroke),
            stroke_width=line["width"],
        )
        size = font.get("size", 0)
        written = _text(pen, text, "0", 0.3 * size, size=size, colour=ink, anchor="middle") if text else ""
        if pen.is_inside(x):
            yield _at(pen, x, pen.down(y), mark, written)


def _outline(symbol: str, size: float) -> str:
    half = size / 2
    if symbol == "diamond":
        tip = half * _DIAMOND
        return f"M{tip:g},0L0,{tip:g}L{-tip:g},0L0,{-tip:g}Z"
    return f"M{half:g},{half:g}H{-half:g}V{-half:g}H{half:g}Z"


def _at(pen: _Pen, x: object, y: float, *drawn: str) -> str:
    """Move what is drawn around 0, 0 to its place: an SVG within can stand at a percentage, a group cannot."""
    return _element("svg", *drawn, x=pen.across(pen.share(x)), y=y, overflow="visible")


def _ticks(pen: _Pen) -> Iterator[str]:
    """Write the labels above the plot, level and upwards from it, or on end."""
    axis = pen.layout["xaxis"]
    if not axis.get("visible", True):
        return
    size, colour = axis["tickfont"]["size"], axis["tickfont"]["color"]
    for place, label in zip(axis.get("tickvals", ()), axis.get("ticktext", ()), strict=True):
        more = label.count("<br>") * _LINE_SPACING * size
        if not pen.is_inside(place):
            continue
        if axis["tickangle"] == 0:
            baseline = -0.2 * size - _BORDER - more
            written = _text(pen, label, "0", baseline, size=size, colour=colour, anchor="middle")
        else:
            upright = _text(pen, label, "0", 0.325 * size - more / 2, size=size, colour=colour)
            written = _element("g", upright, transform=f"translate(0 {-_BORDER}) rotate({axis['tickangle']:g})")
        yield _at(pen, place, pen.top, written)


def _annotation(pen: _Pen, note: Part) -> str:
    size, pad = note["font"]["size"], note.get("borderpad", 1) + _BORDER
    more = note["text"].count("<br>") * _LINE_SPACING * size
    y = pen.down(note["y"], note["yref"])
    baseline = y + pad + _ASCENT * size if note["yanchor"] == "top" else y - pad - _DESCENT * size - more
    anchor, shift = {"left": ("start", pad), "right": ("end", -pad), "center": ("middle", 0)}[note["xanchor"]]
    return _text(
        pen,
        note["text"],
        pen.across(pen.share(note["x"], note["xref"])),
        baseline,
        size=size,
        colour=note["font"]["color"],
        anchor=anchor,
        shift=note.get("xshift", 0) + shift,
    )


def _legend(pen: _Pen, bars: Iterable[Part]) -> Iterator[str]:
    """Write the entries below each other, each beside its fill."""
    top = pen.bottom + _LEGEND_TOP
    for trace in bars if pen.layout.get("showlegend") else ():
        size, colour = pen.layout["legend"]["font"]["size"], pen.layout["legend"]["font"]["color"]
        line, number = _LINE_SPACING * size, trace["name"].count("<br>") + 1
        middle = top + (number * line + _LEGEND_GAP) / 2
        left = (_LEGEND_TEXT - _SWATCH) / 2
        fill = pen.fill(trace["marker"])
        yield _element("rect", x=left, y=middle - _SWATCH / 2, width=_SWATCH, height=_SWATCH, fill=fill)
        baseline = middle + line * (0.3 + (1 - number) / 2)
        yield _text(pen, trace["name"], f"{_LEGEND_TEXT}", baseline, size=size, colour=colour)
        top += number * line + _LEGEND_GAP


def _text(
    pen: _Pen, text: str, x: str, y: float, *, size: float, colour: str, anchor: str = "start", shift: float = 0
) -> str:
    """Write a text that may have our own ``<b>`` and ``<br>``, the baseline of its first line at ``y``."""
    lines = [
        _element("tspan", *_pieces(line), x=x, y=y + number * _LINE_SPACING * size, dx=shift or None)
        for number, line in enumerate(text.split("<br>"))
    ]
    return _element(
        "text", *lines, font_size=size, fill=pen.colour(colour), text_anchor=None if anchor == "start" else anchor
    )


def _pieces(line: str) -> Iterator[str]:
    """Split a line of Plotly's own kind of HTML into plain and bold pieces, its entities read."""
    for position, piece in enumerate(re.split("</?b>", line)):
        said = plain(html.unescape(piece))
        if said:
            yield _element("tspan", said, font_weight=700) if position % 2 else said


def _element(name: str, *inside: str, **attributes: object) -> str:
    """Write an element; what is inside is XML already, an attribute that is ``None`` is left out."""
    written = "".join(
        f' {attribute.replace("_", "-")}="{plain(f"{value:.6g}" if isinstance(value, float) else str(value))}"'
        for attribute, value in attributes.items()
        if value is not None
    )
    return f"<{name}{written}>{''.join(inside)}</{name}>"


def _each(value: object, number: int) -> list[str]:
    """Return a style for each point, given one for all or a list."""
    return [value] * number if isinstance(value, str) else list(value)  # type: ignore[call-overload]


def _number(value: object) -> float:
    """Return a place of an axis as a number; of a date axis, in milliseconds, as the lengths of bars are."""
    if isinstance(value, str):
        value = datetime.fromisoformat(value)
    if isinstance(value, datetime):
        return (value - datetime(1970, 1, 1)) / timedelta(milliseconds=1)  # noqa: DTZ001 - the axis has no time zone
    return float(value)  # type: ignore[arg-type]
