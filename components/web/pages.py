"""The routes of the pages: each answers with a document that the live app then takes over."""

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from components.briefing import links
from components.briefing.loading import BriefingError
from components.web import document, start_page
from components.web.request import origin, parse_request
from components.web.responses import RETRY_LATER, cacheable_response, needs_briefing


def page(request: Request) -> Response:
    """Answer with the page of this path: the start page of the app, and in it the document of the view."""
    path = request.scope["path"].strip("/")
    try:
        view, ignored, problems = parse_request(request)
    except BriefingError as error:
        return _not_shown(error)
    own = tuple(
        (name, value) for name in links.OWN_PARAMETERS.get(path, {}) if (value := request.query_params.get(name, ""))
    )
    head, body, has_chart = document.render(document.Page(path, view, own, ignored, origin(request), problems))
    text = start_page.with_document(
        language=view.briefing.fact("language"),
        head=head,
        style=document.style(),
        script=document.script(),
        body=body,
        has_chart=has_chart,
    )
    return cacheable_response(request, text.encode(), "text/html; charset=utf-8", max_age=0)


def _not_shown(error: BriefingError) -> Response:
    """Answer with a page that says what is wrong with the files, and where; the live page does too."""
    head, body, _ = document.render_problems(error.problems)
    text = start_page.with_document(
        language="en", head=head, style=document.style(), script=document.script(), body=body, has_chart=False
    )
    return Response(text, 503, RETRY_LATER, "text/html")


@needs_briefing
def briefing(request: Request) -> Response:
    """Answer with the briefing document of the view that the link names."""
    view, ignored, _ = parse_request(request)
    text = document.render_briefing(document.Page("", view, (), ignored, origin(request)))
    return cacheable_response(request, text.encode(), "text/html; charset=utf-8", max_age=0)


routes = [Route("/briefing", briefing), *(Route(f"/{path}", page) for path in links.PAGES)]
