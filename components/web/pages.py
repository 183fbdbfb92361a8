"""The routes of the pages: each responds with a document that the live page then takes over."""

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

import pages
from components.briefing.problems import BriefingError
from components.web import start_page
from components.web.endpoints import RETRY_LATER, cacheable_response, requested_page

_HTML = "text/html"


def page(request: Request) -> Response:
    """Respond with the page of this path or, as the live page does, with what is wrong in the files."""
    try:
        page_request = requested_page(request, request.scope["path"].strip("/"))
    except BriefingError as error:
        return Response(start_page.with_document(pages.render_problems(error.problems)), 503, RETRY_LATER, _HTML)
    text = start_page.with_document(pages.render(page_request))
    return cacheable_response(request, text.encode(), _HTML, max_age=0)


def briefing(request: Request) -> Response:
    """Respond with the briefing document of the view that the link names."""
    text = start_page.without_app(pages.render_briefing(requested_page(request, pages.BRIEFING.path)))
    return cacheable_response(request, text.encode(), _HTML, max_age=0)


routes = [Route(f"/{pages.BRIEFING.path}", briefing), *(Route(f"/{entry.path}", page) for entry in pages.PAGES)]
