"""The preview picture of a view: what a chat shows of a link before anybody opens it.

Chats draw it some 500 pixels wide, so no letter is smaller than 28 of its 1200 pixels: what was asked stands at
the left, what matches beside it as the phone's Gantt, enlarged.
"""

import re
import unicodedata
from functools import cache
from importlib.resources import files
from typing import NamedTuple

import resvg_py
from fontTools.ttLib import TTFont  # type: ignore[import-untyped]
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from components.briefing import arrangement, findings
from components.briefing.caching import view_cache
from components.briefing.filters import View
from components.briefing.words import counted, listed
from components.charts.figure import Figure
from components.charts.gantt import gantt
from components.charts.palette import LIGHT
from components.charts.svg import plain, svg
from components.charts.text import columns, lines
from components.web.request import parse_request
from components.web.responses import cacheable_response, needs_briefing

WIDTH, HEIGHT = 1200, 630
"""What chats ask of a preview, in pixels."""

FONTS = [
    str(files("font_roboto").joinpath("files", f"Roboto-{weight}.ttf")) for weight in ("Regular", "Medium", "Bold")
]
_LEFT, _COLUMN = 52, 390
_SPLIT = 476
_MARGIN = 40
_SMALLEST = 28
_SCALE = _SMALLEST / 12
"""Enlarges the smallest letters of the Gantt to the smallest of the picture."""
_MOST_EVENTS = 4
_ABOVE = 24
"""Pixels of white above the Gantt's heading that may fall off the picture."""
_WIDE, _CAPITAL, _LETTER = 0.88, 0.66, 0.52
"""Widths of letters, in sizes: of W and its like, of other capitals, and of the rest on average."""


class _Style(NamedTuple):
    """How a text is written, and how many lines it may take."""

    size: int
    most: int
    weight: int = 400
    colour: str = LIGHT.text

    @property
    def spacing(self) -> float:
        return self.size * 1.25


_TITLE = _Style(46, 3, 700)
_LONG_TITLE = _Style(36, 4, 700)
_FILTERS = _Style(30, 3, 500, LIGHT.accent)
_COUNTS = _Style(30, 1)
_FOOTER = _Style(_SMALLEST, 1, 400, LIGHT.muted)
_EMPTY = _Style(44, 2, 700)
_ELSEWHERE = _Style(30, 3, 400, LIGHT.muted)


@needs_briefing
def preview(request: Request) -> Response:
    """Answer with the picture of the view that the link names."""
    return cacheable_response(request, picture(parse_request(request).view), "image/png")


@view_cache(64)
def picture(view: View) -> bytes:
    """Return the preview of a view as PNG: the same bytes on every machine, whatever fonts that has."""
    return bytes(resvg_py.svg_to_bytes(svg_string=drawing(view), font_files=FONTS, skip_system_fonts=True))


def drawing(view: View) -> str:
    """Return the preview of a view as SVG."""
    name, sentence = written(view.briefing.title), written(view.filters.sentence or "Everything")
    title = _TITLE if _fits(name, _TITLE) else _LONG_TITLE
    texts, top = [], 56.0
    for text, style, after in (
        (name, title, 26),
        (sentence, _FILTERS, 26),
        *((findings.matching(view, table), _COUNTS, 4) for table in findings.NOUNS),
    ):
        rows = _broken(text, style, _COLUMN)
        texts.append(_text(rows, style, _LEFT, top))
        top += len(rows) * style.spacing + after
    return written(
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{WIDTH}" height="{HEIGHT}" font-family="Roboto">'
        f'<rect width="{WIDTH}" height="{HEIGHT}" fill="{LIGHT.background}"/>'
        f'<svg width="{_SPLIT}" height="{HEIGHT}">'  # cuts off what is wider than was thought
        f'<rect width="{_SPLIT}" height="{HEIGHT}" fill="{LIGHT.surface}"/>'
        f'<rect width="14" height="{HEIGHT}" fill="{LIGHT.accent}"/>'
        f"{''.join(texts)}"
        f"{_text([f'data version {view.briefing.version}'], _FOOTER, _LEFT, HEIGHT - 72)}"
        f"</svg>{_timeline(view) if len(view.events) else _nothing(view)}</svg>"
    )


def written(text: str) -> str:
    """Return a text with … in place of whatever the picture's font has no letters for.

    A picture drawn with whatever fonts a server has would not be the same on the next one, and boxes say nothing.
    A chat writes the whole title beside the picture, in the fonts of its reader.
    """
    said = (letter for letter in text if unicodedata.category(letter) != "Cf")
    known = "".join(letter if ord(letter) in _letters() else "\0" for letter in said)
    return re.sub(r"\0(\s*\0)*", "…", known)


@cache
def _letters() -> frozenset[int]:
    """Return the code points that every weight of the font has a letter for."""
    found = []
    for path in FONTS:
        with TTFont(path, lazy=True) as font:
            found.append(frozenset(font.getBestCmap()))
    return frozenset.intersection(*found)


def _timeline(view: View) -> str:
    """Draw the Gantt of as many events as there is room for, and say how many more there are."""
    figure, shown = _fitting(view)
    chart = svg(figure, round((WIDTH - _SPLIT) / _SCALE), theme=LIGHT, title="", description="")
    more = len(view.events) - shown
    height = figure.layout.height * _SCALE + (_FOOTER.spacing if more else 0)
    top = max(-_ABOVE, (HEIGHT - height - _ABOVE) / 2)
    rest = [f"and {more:,} more {'event' if more == 1 else 'events'}"] if more else []
    return (
        f'<g transform="translate({_SPLIT} {top:g}) scale({_SCALE:g})">{chart}</g>'
        f"{_text(rest, _FOOTER, _SPLIT + 8, top + figure.layout.height * _SCALE + 4)}"
    )


def _fitting(view: View) -> tuple[Figure, int]:
    """Return the Gantt of the most events that fit, of at least one, and how many those are."""
    events = view.events.head(_MOST_EVENTS)
    events = events.assign(title=events["title"].map(written))
    for number in range(len(events), 0, -1):
        drawn = events.head(number)
        figure = gantt(drawn, arrangement.axis(drawn, view), view.briefing.topic_names, LIGHT)
        room = HEIGHT + _ABOVE - (_FOOTER.spacing + _MARGIN if number < len(view.events) else 0)
        if figure.layout.height * _SCALE <= room:
            break
    return figure, number


def _nothing(view: View) -> str:
    """Say that no event matches, and what else does."""
    left, width, top = _SPLIT + _LEFT, WIDTH - _SPLIT - 2 * _LEFT, HEIGHT / 2 - 70
    heading = "No event matches" if view.filters else "No events"
    return _text([heading], _EMPTY, left, top) + _text(
        _broken(_matching_otherwise(view), _ELSEWHERE, width), _ELSEWHERE, left, top + 76
    )


def _matching_otherwise(view: View) -> str:
    numbers = {noun: len(view.items(table)) for table, noun in findings.NOUNS.items() if table != "events"}
    said = listed([counted(number, noun) for noun, number in numbers.items() if number])
    if not view.filters:
        return f"{said}." if said else ""
    if not said:
        return "Nor does any area or recommendation."
    return f"{said} {'does' if sum(numbers.values()) == 1 else 'do'}."


def _fits(text: str, style: _Style) -> bool:
    """Whether a text fits the left column without breaking a word or leaving any out."""
    width = _columns_in(_COLUMN, text, style)
    return len(lines(text, width, style.most + 1)) <= style.most and all(
        columns(word) <= width for word in text.split()
    )


def _broken(text: str, style: _Style, width: int) -> list[str]:
    """Break a text into lines that should fit; the last one ends with … where there are too many."""
    return lines(text, _columns_in(width, text, style), style.most)


def _columns_in(width: int, text: str, style: _Style) -> int:
    """Return how many letters such as these fit on a line."""
    widths = [_WIDE if letter in "WMmw@%—…" else _CAPITAL if letter.isupper() else _LETTER for letter in text]
    return int(width / style.size * len(widths) / (sum(widths) or 1))


def _text(said: list[str], style: _Style, left: float, top: float) -> str:
    """Write lines below ``top``."""
    rows = "".join(
        f'<tspan x="{left}" y="{top + style.size * 0.93 + number * style.spacing:g}">{plain(line)}</tspan>'
        for number, line in enumerate(said)
    )
    return f'<text font-size="{style.size}" font-weight="{style.weight}" fill="{style.colour}">{rows}</text>'


routes = [Route("/preview.png", preview)]
