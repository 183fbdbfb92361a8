"""The routes of the pages: each answers with a document that the live page then takes over."""

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

import pages
from components.briefing.loading import BriefingError
from components.web import start_page
from components.web.request import requested_page
from components.web.responses import RETRY_LATER, cacheable_response, needs_briefing

_HTML = "text/html; charset=utf-8"


def page(request: Request) -> Response:
    """Answer with the page of this path, or with what is wrong in the files, as the live page does."""
    try:
        asked = requested_page(request, request.scope["path"].strip("/"))
    except BriefingError as error:
        text = start_page.with_document(pages.render_problems(error.problems))
        return Response(text, 503, RETRY_LATER, _HTML)
    text = start_page.with_document(pages.render(asked))
    return cacheable_response(request, text.encode(), _HTML, max_age=0)


@needs_briefing
def briefing(request: Request) -> Response:
    """Answer with the briefing document of the view that the link names."""
    text = start_page.without_app(pages.render_briefing(requested_page(request, pages.BRIEFING.path)))
    return cacheable_response(request, text.encode(), _HTML, max_age=0)


routes = [Route(f"/{pages.BRIEFING.path}", briefing), *(Route(f"/{one.path}", page) for one in pages.PAGES)]
