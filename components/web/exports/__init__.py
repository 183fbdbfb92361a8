"""The exports: a view, or all of a briefing, as files for other programs; one module for each format."""

from collections.abc import Callable

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from components.briefing import contract, store
from components.briefing.address import ITEM, Address, item_choice
from components.briefing.filters import NO_FILTERS, View
from components.web.endpoints import NO_STORE, cacheable_response, json_body, origin, requested_view
from components.web.exports import (
    chart_file,
    citation_file,
    csv_file,
    data_package,
    event_calendar,
    json_file,
    workbook,
)
from components.web.exports.file_names import file_name

_NO_EVENT = "This briefing has no event with that id. The ids are in /export/events.csv.\n"


def export_route(name: str, media_type: str, write: Callable[[View, str], bytes], *, is_filtered: bool = True) -> Route:
    """Return the route ``/export/NAME``, a download of what ``write`` returns for the view that a link names.

    ``write`` also gets the server's address, such as ``https://example.org``, for links back. The name of the file has
    the filters unless they do not change it (``is_filtered``).
    """
    stem, _, ending = name.partition(".")

    def export(request: Request) -> Response:
        view = requested_view(request)
        download = file_name(stem, view.briefing, view.filters if is_filtered else NO_FILTERS, ending)
        return cacheable_response(request, write(view, origin(request)), media_type, file_name=download)

    return Route(f"/export/{name}", export)


def _csv_route(table: contract.Table) -> Route:
    return export_route(
        table.file,
        "text/csv",
        lambda view, _: csv_file.write(view, table),
        is_filtered=table in contract.FILTERED_TABLES,
    )


def _calendar(request: Request) -> Response:
    """Respond with the matching events as a calendar or, with ``item``, with that event alone, without filters."""
    briefing = store.current()
    parameters = request.query_params.multi_items()
    address, ignored = Address.read("", parameters, briefing, [item_choice(contract.EVENTS)])
    if any(entry.parameter == ITEM for entry in ignored):
        return Response(_NO_EVENT, 404, NO_STORE, "text/plain")
    item = address.choice(ITEM)
    filters = NO_FILTERS if item else address.filters
    body = event_calendar.write(filters.apply(briefing), origin(request), item)
    download = file_name("-".join(filter(None, ("events", item))), briefing, filters, "ics")
    return cacheable_response(request, body, f"text/calendar; method={event_calendar.METHOD}", file_name=download)


def _descriptor(request: Request) -> Response:
    """Respond with the Data Package descriptor, under the name that the standard gives it."""
    body = json_body(data_package.describe(store.current()))
    return cacheable_response(request, body, "application/json", file_name="datapackage.json")


routes = [
    *map(_csv_route, contract.TABLES),
    export_route("briefing.xlsx", workbook.MEDIA_TYPE, workbook.write),
    export_route("briefing.json", "application/json", json_file.write),
    export_route("citation.bib", "text/x-bibtex", citation_file.bibtex),
    export_route("citation.json", "application/vnd.citationstyles.csl+json", citation_file.csl_json),
    *chart_file.routes,
    Route("/export/events.ics", _calendar),
    Route("/export/datapackage.json", _descriptor),
]
"""Every route of this package, for the server."""
