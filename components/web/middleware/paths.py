"""The paths of the site: the prefix of the setting ``BASE_PATH`` is removed from them, and unknown ones get a 404.

Streamlit by itself responds to every path with the app. Known are our routes and the paths of Streamlit that the live
page needs. Others would accept uploads, publish metrics and the API, or serve files of unused components. Static files
are handled before.
"""

from starlette.responses import HTMLResponse
from starlette.types import ASGIApp, Receive, Scope, Send

import pages
from components.briefing import store
from components.briefing.words import one_line, shortened
from components.web import start_page
from components.web.endpoints import NO_STORE

_STREAMLIT = frozenset({"/_stcore/health", "/_stcore/host-config", "/favicon.png", start_page.LIVE_SCRIPT})


class BasePath:
    """Middleware that accepts paths with ``prefix``, which some proxies pass on, and without, which others strip.

    Links carry the prefix already: ``components.briefing.address`` puts it there.
    """

    def __init__(self, app: ASGIApp, prefix: str) -> None:
        self._app = app
        self._prefix = prefix

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass everything on, with the path as the routes know it."""
        path = scope.get("path", "")
        if f"{path}/".startswith(f"{self._prefix}/"):
            scope = {**scope, "path": path.removeprefix(self._prefix) or "/"}
        await self._app(scope, receive, send)


class NotFound:
    """Middleware that responds 404 to every path except ``paths`` and those that the live page needs."""

    def __init__(self, app: ASGIApp, paths: frozenset[str]) -> None:
        self._app = app
        self._paths = paths | _STREAMLIT

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass on known paths; respond 404 to others."""
        if scope["type"] != "http" or scope["path"] in self._paths:
            await self._app(scope, receive, send)
            return
        path = shortened(one_line(scope["path"]), 200)
        text = start_page.without_app(pages.render_not_found(path, store.current_store().snapshot.briefing))
        await HTMLResponse(text, 404, NO_STORE)(scope, receive, send)
