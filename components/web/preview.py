"""The preview picture of a view, which a chat shows beside its link.

Chats show it some 500 pixels wide, so no text is smaller than 28 of its 1200 pixels: the heading is at the left and
the narrow Gantt chart, enlarged, at the right.
"""

from datetime import date

from starlette.requests import Request
from starlette.responses import Response

import pages
from components.briefing.address import ITEM, Address
from components.briefing.caching import view_cache
from components.briefing.filters import View
from components.briefing.words import counted, fold
from components.charts.figure import NARROW_WIDTH
from components.charts.palette import LIGHT
from components.charts.standalone import LINE, TextBlock, document, fixed_drawing, png, text_block
from components.charts.svg import element
from components.charts.text import COLUMN, TEXT_SIZE, fits
from components.content.frame import PREVIEW_SIZE
from components.content.headings import no_event
from components.content.pictures import timeline_chart
from components.web.endpoints import cacheable_response, requested_page

WIDTH, HEIGHT = PREVIEW_SIZE

_SMALLEST = 28
_SCALE = _SMALLEST / TEXT_SIZE  # enlarges the smallest text of the Gantt chart to the smallest of the picture
_MARGIN = 48
_RIGHT = round(WIDTH - _MARGIN - NARROW_WIDTH * _SCALE)
_COLUMN = _RIGHT - 2 * _MARGIN
_SIZES = (48, 40, 34)  # font sizes of the heading; the first in which all of it fits is taken
_MAX_EVENTS = 4
_PADDING = 20


def preview(request: Request) -> Response:
    """Respond with the picture of the view, or of the item, that the link names."""
    page = requested_page(request, "")
    item = page.view.briefing.item(fold(request.query_params.get(ITEM, "")))
    heading = item[1]["title"] if item else pages.render(page).heading
    return cacheable_response(request, picture(page.view, heading, page.today), "image/png")


@view_cache(64)
def picture(view: View, heading: str, today: date) -> bytes:
    """Return the preview of a view as PNG: the same bytes on every server."""
    return png(drawing(view, heading, today), scale=1)


def drawing(view: View, heading: str, today: date) -> str:
    """Return the preview of a view as SVG: the heading and the filters at the left, the first events at the right."""
    edge = element("rect", width=14, height=HEIGHT, fill=LIGHT.accent)
    title = _heading(heading, HEIGHT - 2 * _MARGIN - _PADDING - _filters(view, 0).bottom)
    filters = _filters(view, title.bottom + _PADDING)
    if len(view.events):
        right = _timeline(view, today)
    else:
        text = no_event(view) if view.filters else "No events."
        width = WIDTH - _RIGHT - _MARGIN
        right = text_block(text, _RIGHT, HEIGHT / 2 - 60, width, size=34, colour=LIGHT.muted).drawing
    return document(WIDTH, HEIGHT, edge, title.drawing, filters.drawing, right)


def _heading(text: str, height: float) -> TextBlock:
    """Return the heading in the largest size that fits into ``height`` pixels, cut if none does."""
    for size in _SIZES:
        most = int(height / size / LINE)
        if fits(text, _COLUMN / COLUMN / size, most):
            break
    return text_block(text, _MARGIN, _MARGIN, _COLUMN, size=size, colour=LIGHT.text, weight=700, most=most)


def _filters(view: View, top: float) -> TextBlock:
    return text_block(view.filters.sentence, _MARGIN, top, _COLUMN, size=_SMALLEST, colour=LIGHT.accent, most=3)


def _timeline(view: View, today: date) -> str:
    """Return the Gantt chart of as many events as fit, and how many more there are."""
    for number in range(min(len(view.events), _MAX_EVENTS), 0, -1):
        figure = timeline_chart(view, view.events.head(number), Address(), today).narrow
        more = len(view.events) - number
        height = figure.layout.height * _SCALE
        top = (HEIGHT - height - (_SMALLEST * LINE + _PADDING if more else 0)) / 2
        if top >= _PADDING:
            break
    rest = f"and {counted(more, 'more event')}" if more else ""
    below = text_block(rest, _RIGHT, top + height + _PADDING / 2, WIDTH - _RIGHT, size=_SMALLEST, colour=LIGHT.muted)
    return fixed_drawing(figure, NARROW_WIDTH, _RIGHT, max(top, 0), _SCALE) + below.drawing
