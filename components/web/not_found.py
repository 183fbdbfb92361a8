"""Unknown paths: a real 404 with the way home. Streamlit by itself answers every path with the app."""

from starlette.requests import Request
from starlette.responses import Response
from starlette.types import ASGIApp, Receive, Scope, Send

from components.briefing import links, store
from components.briefing.filters import Filters
from components.briefing.loading import BriefingError
from components.briefing.words import one_line, shortened
from components.web import document

_STREAMLIT = ("/_stcore/", "/static/", "/media/", "/component/")
"""What begins with these is Streamlit's own to answer."""
_STREAMLIT_FILES = frozenset({"/favicon.png", "/manifest.json"})


class NotFound:
    """Middleware that answers 404 for every path that neither we nor Streamlit have something at."""

    def __init__(self, app: ASGIApp, paths: frozenset[str]) -> None:
        self._app = app
        self._paths = paths | _STREAMLIT_FILES

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass on what is known; answer the rest."""
        path = scope.get("path", "")
        if scope["type"] != "http" or path in self._paths or path.startswith(_STREAMLIT):
            await self._app(scope, receive, send)
        else:
            await _page(Request(scope))(scope, receive, send)


def _page(request: Request) -> Response:
    try:
        title, language = store.current().title, store.current().fact("language")
    except BriefingError:
        title, language = "Briefing", "en"
    text = document.environment().get_template("not_found.html").render(
        title=title,
        language=language,
        style=document.style(),
        path=shortened(one_line(request.scope["path"]), 200),
        ways=[{"link": links.link(path, Filters()), "name": name} for path, name in links.PAGES.items()],
    )  # fmt: skip
    return Response(text, status_code=404, media_type="text/html", headers={"Cache-Control": "no-store"})
