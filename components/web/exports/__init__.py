"""The exports: a view, or all of a briefing, as files for other programs; one module for each format."""

from collections.abc import Callable
from functools import partial

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from components.briefing import contract
from components.briefing.address import ITEM
from components.briefing.filters import Filters, View
from components.content.page import PageRequest
from components.web.endpoints import NO_STORE, cacheable_response, json_body, requested_page
from components.web.exports import (
    chart_file,
    citation_file,
    csv_file,
    data_package,
    event_calendar,
    json_file,
    workbook,
)
from components.web.exports.provenance import file_name


def export_route(
    name: str, media_type: str, write: Callable[[PageRequest], bytes], path: str = "", *, is_filtered: bool = True
) -> Route:
    """Return the route ``/export/NAME``, a download of what ``write`` returns for what a link asks of the page at
    ``path``. The name of the file has the filters unless they do not change it (``is_filtered``).
    """
    stem, _, ending = name.partition(".")

    def export(request: Request) -> Response:
        page = requested_page(request, path)
        download = file_name(stem, page.view.briefing, page.view.filters if is_filtered else Filters(), ending)
        return cacheable_response(request, write(page), media_type, file_name=download)

    return Route(f"/export/{name}", export)


def _view_route(name: str, media_type: str, write: Callable[[View, str], bytes]) -> Route:
    """Return the route of a file for which ``write`` needs only the view and, for links back, the server's address."""
    return export_route(name, media_type, lambda page: write(page.view, page.origin))


def _csv_route(table: contract.Table) -> Route:
    is_filtered = table in contract.FILTERED_TABLES
    return export_route(table.file, "text/csv", lambda page: csv_file.write(page.view, table), is_filtered=is_filtered)


def _calendar(request: Request) -> Response:
    """Respond with the matching events as a calendar or, with ``item``, with that event alone, without filters."""
    page = requested_page(request, contract.EVENTS.page)
    if any(entry.parameter == ITEM for entry in page.ignored):
        reason = "This briefing has no event with that id. The ids are in /export/events.csv.\n"
        return Response(reason, 404, NO_STORE, "text/plain")
    item = page.address.choice(ITEM)
    view = Filters().apply(page.view.briefing) if item else page.view
    body = event_calendar.write(view, page.origin, item)
    download = file_name("-".join(filter(None, ("events", item))), view.briefing, view.filters, "ics")
    return cacheable_response(request, body, f"text/calendar; method={event_calendar.METHOD}", file_name=download)


def _descriptor(request: Request) -> Response:
    """Respond with the Data Package descriptor, under the name that the standard gives it."""
    body = json_body(data_package.describe(requested_page(request, "").view.briefing))
    return cacheable_response(request, body, "application/json", file_name="datapackage.json")


routes = [
    *map(_csv_route, contract.TABLES),
    _view_route("briefing.xlsx", workbook.MEDIA_TYPE, workbook.write),
    _view_route("briefing.json", "application/json", json_file.write),
    _view_route("citation.bib", "text/x-bibtex", citation_file.bibtex),
    _view_route("citation.json", "application/vnd.citationstyles.csl+json", citation_file.csl_json),
    *(export_route(f"{path}.svg", "image/svg+xml", partial(chart_file.svg, path), path) for path in chart_file.CHARTS),
    *(export_route(f"{path}.png", "image/png", partial(chart_file.png, path), path) for path in chart_file.CHARTS),
    Route("/export/events.ics", _calendar),
    Route("/export/datapackage.json", _descriptor),
]
"""Every route of this package, for the server."""
