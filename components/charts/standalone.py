"""A chart as a file: SVG with its heading and its source, and PNG made from it."""

import re
import unicodedata
from functools import cache
from importlib.resources import files
from typing import NamedTuple

import resvg_py
from fontTools.ttLib import TTFont  # type: ignore[import-untyped]

from components.charts.figure import FONT, Figure
from components.charts.palette import LIGHT
from components.charts.svg import draw, element, escape_xml
from components.charts.text import COLUMN, TEXT_SIZE, lines

FONT_FILES = [
    str(files("font_roboto").joinpath("files", f"Roboto-{weight}.ttf")) for weight in ("Regular", "Medium", "Bold")
]
"""The fonts of every PNG, so that it is the same on every server."""
_MARGIN = 24
_TITLE_SIZE = 20
LINE = 1.25
"""Height of a line, as a multiple of the font size."""


class TextBlock(NamedTuple):
    """Lines of text as SVG, and the y of their end in pixels."""

    drawing: str
    bottom: float


def standalone(figure: Figure | None, title: str, notes: list[str], width: int) -> str:
    """Return a drawing as an SVG document, ``width`` pixels wide, without links.

    The title is above and the notes are below it, each on as many lines as it needs. ``figure`` may be None.
    """
    inner = width - 2 * _MARGIN
    heading = text_block(title, _MARGIN, _MARGIN, inner, size=_TITLE_SIZE, colour=LIGHT.text, weight=700)
    parts, bottom = [heading.drawing], heading.bottom + _MARGIN
    if figure is not None:
        parts.append(fixed_drawing(figure, inner, _MARGIN, heading.bottom + _MARGIN / 2))
        bottom += figure.layout.height
    for note in notes:
        part, bottom = text_block(note, _MARGIN, bottom, inner, size=TEXT_SIZE, colour=LIGHT.muted)
        parts.append(part)
    return document(width, bottom + _MARGIN, element("title", escape_xml(title)), *parts)


def document(width: int, height: float, *parts: str) -> str:
    """Return an SVG document of some parts on the background of a page."""
    ground = element("rect", width=width, height=height, fill=LIGHT.background)
    return element(
        "svg",
        *(ground, *parts),
        xmlns="http://www.w3.org/2000/svg",
        width=width,
        height=height,
        viewBox=f"0 0 {width} {height:g}",
        font_family=FONT,
        font_size=TEXT_SIZE,
    )


def fixed_drawing(figure: Figure, width: float, left: float, top: float, scale: float = 1) -> str:
    """Return a figure drawn ``width`` pixels wide, moved to a position and scaled; without links."""
    margin = figure.layout.margin.l
    place = f"translate({left + margin * scale:g} {top:g}) scale({scale:g})"
    return element("g", *draw(figure, "chart", width=width - margin), transform=place)


def text_block(
    text: str, left: float, top: float, width: float, *, size: float, colour: str, weight: int = 400, most: int = 12
) -> TextBlock:
    """Return a text on at most ``most`` lines of at most ``width`` pixels."""
    rows = lines(text, width / (size * COLUMN), most)
    look = {"font_size": size, "fill": colour, "font_weight": None if weight == 400 else weight}
    drawing = "".join(
        element("text", escape_xml(row), x=left, y=top + size + number * size * LINE, **look)
        for number, row in enumerate(rows)
    )
    return TextBlock(drawing, top + len(rows) * size * LINE)


def png(svg: str, scale: float = 2) -> bytes:
    """Return an SVG document as PNG, enlarged by ``scale``: the same bytes on every server.

    Characters that the font does not have become ``…``, not boxes.
    """
    drawing = replace_missing_glyphs(svg)
    return bytes(resvg_py.svg_to_bytes(svg_string=drawing, zoom=scale, font_files=FONT_FILES, skip_system_fonts=True))


def replace_missing_glyphs(text: str) -> str:
    """Return the text with ``…`` in place of characters that the font lacks, and without invisible ones."""
    visible = (letter for letter in text if unicodedata.category(letter) != "Cf")
    known = "".join(letter if ord(letter) in _code_points() else "\0" for letter in visible)
    return re.sub(r"\0(\s*\0)*", "…", known)


@cache
def _code_points() -> frozenset[int]:
    """Return the code points that every weight of the font has a glyph for."""
    return frozenset.intersection(*(frozenset(TTFont(path).getBestCmap()) for path in FONT_FILES))
