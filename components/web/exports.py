"""The routes for other programs: exports of the view that a link names, health, and what search engines read."""

import json
from collections.abc import Callable
from functools import wraps
from html import escape

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

import pages
from components.briefing import contract, store
from components.briefing.address import Address
from components.briefing.briefing import records
from components.briefing.filters import View
from components.briefing.loading import BriefingError
from components.content.page import state, today
from components.web import datapackage, event_calendar, spreadsheet
from components.web.answers import answer
from components.web.names import file_name
from components.web.request import asked, origin

Endpoint = Callable[[Request], Response]

DOCUMENT = "briefing"
"""Path of the print-ready document, which search engines shall find beside the pages."""

RETRY_SECONDS = 60

_NOT_KEPT = {"Cache-Control": "no-store", "X-Content-Type-Options": "nosniff"}
LATER = _NOT_KEPT | {"Retry-After": str(RETRY_SECONDS)}
_SORRY = "The briefing cannot be shown at the moment, because its data has mistakes. Please try again in a minute.\n"


def needs_briefing(endpoint: Endpoint) -> Endpoint:
    """Let an endpoint answer 503 in one plain sentence while there is no valid briefing.

    The reader of a link can mend nothing, so what is wrong, and where, is left to the pages and ``/healthz``.
    """

    @wraps(endpoint)
    def answered(request: Request) -> Response:
        try:
            return endpoint(request)
        except BriefingError:
            return Response(_SORRY, 503, LATER, "text/plain")

    return answered


def _rows_of(table: contract.Table) -> Endpoint:
    """Return the endpoint that exports the matching rows of one table as CSV."""

    @needs_briefing
    def rows(request: Request) -> Response:
        view = asked(request).view
        body = spreadsheet.write(view.items(table.name), table)
        return answer(request, body, "text/csv", file_name=file_name(table.name, view, "csv"))

    return rows


@needs_briefing
def _whole_view(request: Request) -> Response:
    """Export everything that matches, and the notes, as JSON."""
    view = asked(request).view
    return answer(request, _json(_content(view)), "application/json", file_name=file_name("briefing", view, "json"))


@needs_briefing
def _events(request: Request) -> Response:
    """Export the matching events as a calendar."""
    view = asked(request).view
    media_type = f"text/calendar; method={event_calendar.METHOD}"
    return answer(request, event_calendar.write(view), media_type, file_name=file_name("events", view, "ics"))


@needs_briefing
def _descriptor(request: Request) -> Response:
    """Export the Data Package descriptor, under the name that the standard gives it."""
    return answer(
        request, _json(datapackage.describe(store.current())), "application/json", file_name="datapackage.json"
    )


def _health(_: Request) -> Response:
    """Say whether a valid briefing is loaded and which one, or what is wrong and where."""
    now = store.current_snapshot()
    error = BriefingError(now.problems)
    said = {
        "state": state(now, today()),
        "problems": [str(problem) for problem in error.shown],
        "left_out": error.left_out,
    }
    if now.briefing is None:
        return Response(_json({"status": "no valid briefing", **said}), 503, LATER, "application/json")
    counts = {table.name: len(now.briefing.items(table.name)) for table in contract.ITEM_TABLES}
    status = "the data files have mistakes; the last version without any is shown" if now.problems else "ok"
    body = _json({"status": status, "version": now.briefing.version, **said, **counts})
    return Response(body, 200, _NOT_KEPT, "application/json")


def _robots(request: Request) -> Response:
    """Let search engines read everything, and say where the list of pages is."""
    body = f"User-agent: *\nAllow: /\n\nSitemap: {origin(request)}/sitemap.xml\n"
    return answer(request, body.encode(), "text/plain")


def _sitemap(request: Request) -> Response:
    """List the pages and the document, without filters, for search engines."""
    addresses = [origin(request) + str(Address(path)) for path in (*(page.path for page in pages.PAGES), DOCUMENT)]
    urls = "".join(f"<url><loc>{escape(address)}</loc></url>\n" for address in addresses)
    body = (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        f'<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">\n{urls}</urlset>\n'
    )
    return answer(request, body.encode(), "application/xml")


def _content(view: View) -> dict[str, object]:
    """Return what the JSON of a view holds. The notes are about the whole briefing, so no filter narrows them."""
    filters = view.filters
    return {
        "title": view.briefing.title,
        "version": view.briefing.version,
        "filters": {"quarter": filters.quarters, "topic": filters.topics, "q": filters.text},
        **{table.name: records(view.items(table.name)) for table in contract.ITEM_TABLES},
        "notes": records(view.briefing.notes),
    }


def _json(content: object) -> bytes:
    """Write JSON that people can read too; a day is written as an ISO date."""
    return f"{json.dumps(content, ensure_ascii=False, indent=1, default=str)}\n".encode()


routes = [
    *(Route(f"/export/{table.file}", _rows_of(table)) for table in contract.ITEM_TABLES),
    Route("/export/briefing.json", _whole_view),
    Route("/export/events.ics", _events),
    Route("/export/datapackage.json", _descriptor),
    Route("/healthz", _health),
    Route("/robots.txt", _robots),
    Route("/sitemap.xml", _sitemap),
]
"""Every route of this module, for the server."""
