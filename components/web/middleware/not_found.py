"""Unknown paths: a real 404 with the way home. Streamlit by itself answers every path with the app.

Known are our routes and what the live page asks of Streamlit, which would also accept uploads, describe itself to
programs, publish its metrics, and serve files of components that no page of ours has. Static files come before.
"""

from starlette.responses import HTMLResponse, Response
from starlette.types import ASGIApp, Receive, Scope, Send

import pages
from components.briefing import store
from components.briefing.words import one_line, shortened
from components.web import start_page
from components.web.responses import NO_STORE
from components.web.start_page import LIVE_SCRIPT

_STREAMLIT = frozenset({"/_stcore/health", "/_stcore/host-config", "/favicon.png", LIVE_SCRIPT})


class NotFound:
    """Middleware that answers 404 for every path but ``paths`` and those that the live page needs."""

    def __init__(self, app: ASGIApp, paths: frozenset[str]) -> None:
        self._app = app
        self._paths = paths | _STREAMLIT

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass on what is known; answer the rest."""
        if scope["type"] != "http" or scope["path"] in self._paths:
            await self._app(scope, receive, send)
        else:
            await _page(scope["path"])(scope, receive, send)


def _page(path: str) -> Response:
    rendered = pages.render_not_found(shortened(one_line(path), 200), store.current_snapshot().briefing)
    return HTMLResponse(start_page.without_app(rendered), 404, NO_STORE)
