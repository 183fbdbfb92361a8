"""The routes of the pages: each answers with a document that the live page then takes over."""

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

import pages
from components.briefing import store
from components.briefing.loading import Problem
from components.content.page import today
from components.web import start_page
from components.web.request import origin
from components.web.responses import RETRY_LATER, cacheable_response, needs_briefing


def page(request: Request) -> Response:
    """Answer with the page of this path: Streamlit's start page, and in it the document of the view."""
    snapshot = store.current_snapshot()
    if snapshot.briefing is None:
        return _not_shown(snapshot.problems)
    path = request.scope["path"].strip("/")
    asked = pages.page_request(path, request.query_params.multi_items(), snapshot, today(), origin(request))
    rendered = pages.render(asked)
    text = start_page.with_document(
        language=pages.LANGUAGE, head=rendered.head, style=pages.style(), content=rendered.content
    )
    return cacheable_response(request, text.encode(), "text/html; charset=utf-8", max_age=0)


def _not_shown(problems: tuple[Problem, ...]) -> Response:
    """Answer with a page that says what is wrong with the files, and where; the live page does too."""
    rendered = pages.render_problems(problems)
    text = start_page.with_document(
        language=pages.LANGUAGE, head=rendered.head, style=pages.style(), content=rendered.content
    )
    return Response(text, 503, RETRY_LATER, "text/html")


@needs_briefing
def briefing(request: Request) -> Response:
    """Answer with the briefing document of the view that the link names."""
    asked = pages.page_request(
        pages.BRIEFING.path, request.query_params.multi_items(), store.current_snapshot(), today(), origin(request)
    )
    rendered = pages.render_briefing(asked)
    text = start_page.without_app(
        language=pages.LANGUAGE, head=rendered.head, style=pages.style(), content=rendered.content
    )
    return cacheable_response(request, text.encode(), "text/html; charset=utf-8", max_age=0)


routes = [Route(f"/{pages.BRIEFING.path}", briefing), *(Route(f"/{one.path}", page) for one in pages.PAGES)]
