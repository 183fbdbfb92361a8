"""Unknown paths: a real 404 with the way home. Streamlit by itself answers every path with the app.

Known are our routes and what the live page asks of Streamlit: it would also take uploads, describe itself to
programs, count its visitors for anybody, and hand out files of components that no page of ours has.
"""

from starlette.responses import Response
from starlette.types import ASGIApp, Receive, Scope, Send

import pages
from components.briefing import store
from components.briefing.words import one_line, shortened
from components.web import start_page
from components.web.start_page import LIVE_SCRIPT, static_folder

_STREAMLIT = frozenset({"/_stcore/health", "/_stcore/host-config", "/favicon.png", LIVE_SCRIPT})


class NotFound:
    """Middleware that answers 404 for every path that neither we nor Streamlit have something at."""

    def __init__(self, app: ASGIApp, paths: frozenset[str]) -> None:
        self._app = app
        self._paths = paths | _STREAMLIT | _static_paths()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass on what is known; answer the rest."""
        if scope["type"] != "http" or scope["path"] in self._paths:
            await self._app(scope, receive, send)
        else:
            await _page(scope["path"])(scope, receive, send)


def _static_paths() -> frozenset[str]:
    """Return the paths of Streamlit's scripts and styles; it answers others like them with the app."""
    folder = static_folder()
    return frozenset(f"/{path.relative_to(folder).as_posix()}" for path in folder.glob("static/**/*") if path.is_file())


def _page(path: str) -> Response:
    rendered = pages.render_not_found(shortened(one_line(path), 200), store.current_snapshot().briefing)
    text = start_page.without_app(
        language=pages.LANGUAGE, head=rendered.head, style=pages.style(), content=rendered.content
    )
    return Response(text, status_code=404, media_type="text/html", headers={"Cache-Control": "no-store"})
