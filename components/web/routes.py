"""The routes beside the Streamlit app, and the middleware around everything."""

import anyio.to_thread
from starlette.middleware import Middleware
from starlette.middleware.gzip import GZipMiddleware
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from components.briefing.address import FEED
from components.briefing.problems import BriefingError
from components.settings import Settings, SettingsError
from components.web import exports, feed, health, pages, preview, search_engines
from components.web.endpoints import RETRY_LATER
from components.web.middleware.access_log import AccessLog
from components.web.middleware.error_pages import ErrorPages
from components.web.middleware.guard import Guard
from components.web.middleware.paths import BasePath, NotFound
from components.web.middleware.security_headers import SecurityHeaders
from components.web.middleware.static_files import CompressedStatic
from components.web.start_page import STATIC_FOLDER

AT_ONCE = 2
"""Responses of one route that are made at a time. Python computes one at a time, and all routes share a few threads:
without the limit, ``/healthz`` waited until the last of forty preview pictures was drawn."""
_NO_BRIEFING = (
    "The briefing cannot be shown at the moment, because its data has mistakes. Please try again in a minute.\n"
)


def limit_concurrency(route: Route) -> Route:
    """Return a route that makes at most ``AT_ONCE`` responses at a time; requests that wait hold no thread.

    Where nothing can be shown without a valid briefing, the response is 503 with one sentence meanwhile. What is wrong,
    and where, is said on the pages and by ``/healthz``.
    """
    limit = anyio.CapacityLimiter(AT_ONCE)

    async def endpoint(request: Request) -> Response:
        try:
            response: Response = await anyio.to_thread.run_sync(route.endpoint, request, limiter=limit)
        except BriefingError:
            return Response(_NO_BRIEFING, 503, RETRY_LATER, "text/plain")
        return response

    return Route(route.path, endpoint)


_ROUTES = (
    *pages.routes,
    *exports.routes,
    Route(f"/{FEED}", feed.feed),
    Route("/preview.png", preview.preview),
    Route("/healthz", health.health),
    Route("/robots.txt", search_engines.robots),
    Route("/sitemap.xml", search_engines.sitemap),
)
routes = [limit_concurrency(route) for route in _ROUTES]


def middleware(chosen: Settings) -> list[Middleware]:
    """Return the middleware of all routes and of Streamlit, outermost first.

    Raises ``SettingsError`` if a path of the site begins with ``BASE_PATH``, since such a request would be ambiguous.
    """
    paths = frozenset(route.path for route in routes)
    base = chosen.base_path
    if base and any(f"{path}/".startswith(f"{base}/") for path in (*paths, "/static", "/_stcore")):
        raise SettingsError(
            f"BASE_PATH is “{base}”, which is a path of the site itself; choose a path such as /dashboard"
        )
    return [
        *([Middleware(BasePath, prefix=base)] if base else []),
        *([Middleware(AccessLog)] if chosen.access_log else []),
        Middleware(SecurityHeaders, frame_ancestors=chosen.frame_ancestors),
        Middleware(ErrorPages),
        Middleware(Guard, hosts=chosen.hosts),
        Middleware(GZipMiddleware),  # Streamlit's own leaves out the path of the overview
        Middleware(CompressedStatic, folder=STATIC_FOLDER),
        Middleware(NotFound, paths=paths),
    ]
