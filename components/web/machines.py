"""What machines read: ``/healthz`` says whether a valid briefing is loaded; the rest is for search engines."""

from html import escape

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

import pages
from components.briefing import contract, store
from components.briefing.address import Address
from components.briefing.loading import BriefingError
from components.content.page import state, today
from components.web.request import origin
from components.web.responses import NO_STORE, RETRY_LATER, cacheable_response, json_body


def health(_: Request) -> Response:
    """Respond with the version of the valid briefing, or with what is wrong and where."""
    snapshot = store.current_snapshot()
    error = BriefingError(snapshot.problems)
    content = {
        "state": state(snapshot, today()),
        "problems": [str(problem) for problem in error.shown],
        "left_out": error.left_out,
    }
    if snapshot.briefing is None:
        return Response(json_body({"status": "no valid briefing", **content}), 503, RETRY_LATER, "application/json")
    status = "the data files have mistakes; the last version without any is shown" if snapshot.problems else "ok"
    content = {"status": status, "version": snapshot.briefing.version, **content}
    content |= {table.name: len(snapshot.briefing.table(table.name)) for table in contract.ITEM_TABLES}
    return Response(json_body(content), 200, NO_STORE, "application/json")


def robots(request: Request) -> Response:
    """Respond with a ``robots.txt`` that allows everything and names the sitemap."""
    body = f"User-agent: *\nAllow: /\n\nSitemap: {origin(request)}{Address('sitemap.xml')}\n"
    return cacheable_response(request, body.encode(), "text/plain")


def sitemap(request: Request) -> Response:
    """Respond with a list of the pages and the document, without filters."""
    listed = (*pages.menu(store.current_snapshot().briefing), pages.BRIEFING)
    addresses = [f"{origin(request)}{Address(page.path)}" for page in listed]
    urls = "".join(f"<url><loc>{escape(address)}</loc></url>\n" for address in addresses)
    body = (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        f'<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">\n{urls}</urlset>\n'
    )
    return cacheable_response(request, body.encode(), "application/xml")


routes = [Route("/healthz", health), Route("/robots.txt", robots), Route("/sitemap.xml", sitemap)]
