"""The chart of a page as a file: SVG, and PNG at twice the size for paper. Nothing in it depends on the day."""

from collections.abc import Callable

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

import pages
from components.briefing.address import COVERAGE
from components.briefing.contract import AREAS, EVENTS
from components.briefing.coverage import coverage
from components.charts.figure import Figure
from components.charts.heat_table import heat_table
from components.charts.standalone import png, standalone
from components.content import headings, pictures, sentences
from components.content.page import PageRequest
from components.content.rows import rows_of
from components.web.endpoints import cacheable_response, requested_page
from components.web.exports.file_names import file_name

WIDTH = 1200
MAX_EVENTS = 100
"""Events that are drawn; if there are more, the file says so."""

ChartParts = tuple[Figure | None, str, list[str]]
"""The figure, None if nothing matches; its heading; and the notes below it."""


def _timeline(request: PageRequest) -> ChartParts:
    view, events = request.view, request.view.events.head(MAX_EVENTS)
    if events.empty:
        return None, headings.timeline_lead(request), []
    chart = pictures.timeline_chart(view, events, request.address)
    count = len(view.events)
    more = [f"The first {MAX_EVENTS:,} of {count:,} events."] if count > MAX_EVENTS else []
    return chart.wide, headings.timeline_lead(request), [pictures.status_hint(events, chart), *more]


def _areas(request: PageRequest) -> ChartParts:
    heading, line = headings.areas(request)
    has_rows = len(rows_of(request.view, request.address, AREAS))
    return pictures.areas_picture(request, heading).chart.wide if has_rows else None, heading, [line]


def _coverage(request: PageRequest) -> ChartParts:
    counts = coverage(request.view)
    heading, line = headings.coverage(request, counts)
    return heat_table(counts, request.address).wide, heading, [line]


CHARTS: dict[str, Callable[[PageRequest], ChartParts]] = {
    EVENTS.page: _timeline,
    AREAS.page: _areas,
    COVERAGE: _coverage,
}


def draw(path: str, request: PageRequest) -> str:
    """Return the chart of a page as SVG, with its heading, filters, source and version."""
    figure, heading, notes = CHARTS[path](request)
    filters = sentences.filter_sentence(request.address, pages.page_at(path).tables)
    lines = [*([f"Filters: {filters}"] if filters else []), *notes, f"Source: {request.view.briefing.citation}"]
    return standalone(figure, heading, lines, WIDTH)


def _route(path: str, ending: str, media_type: str) -> Route:
    def export(request: Request) -> Response:
        page = requested_page(request, path)
        svg = draw(path, page)
        body = svg.encode() if ending == "svg" else png(svg)
        download = file_name(path, page.view.briefing, page.view.filters, ending)
        return cacheable_response(request, body, media_type, file_name=download)

    return Route(f"/export/{path}.{ending}", export)


routes = [
    _route(path, ending, media_type)
    for path in CHARTS
    for ending, media_type in (("svg", "image/svg+xml"), ("png", "image/png"))
]
