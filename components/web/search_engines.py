"""What search engines read: ``/robots.txt`` and ``/sitemap.xml``."""

from html import escape

from starlette.requests import Request
from starlette.responses import Response

import pages
from components.briefing import store
from components.briefing.address import Address
from components.web.endpoints import cacheable_response, origin


def robots(request: Request) -> Response:
    """Respond with a ``robots.txt`` that allows everything and names the sitemap."""
    body = f"User-agent: *\nAllow: /\n\nSitemap: {origin(request)}{Address('sitemap.xml')}\n"
    return cacheable_response(request, body.encode(), "text/plain")


def sitemap(request: Request) -> Response:
    """Respond with a list of the pages and the document, without filters."""
    listed = (*pages.menu(store.current_store().snapshot.briefing), pages.BRIEFING)
    addresses = [f"{origin(request)}{Address(page.path)}" for page in listed]
    urls = "".join(f"<url><loc>{escape(address)}</loc></url>\n" for address in addresses)
    body = (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        f'<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">\n{urls}</urlset>\n'
    )
    return cacheable_response(request, body.encode(), "application/xml")
