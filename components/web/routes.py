"""Everything that stands beside the Streamlit app: its routes, and what goes around all of them."""

from starlette.middleware import Middleware

from components.settings import Settings
from components.web import exports, feed, health, pages, preview, search_engines
from components.web.access_log import AccessLog
from components.web.errors import CalmErrors
from components.web.guard import Guard
from components.web.headers import SecurityHeaders
from components.web.messages import Messages
from components.web.not_found import NotFound
from components.web.static_files import CompressedStatic
from components.web.turns import in_turns

routes = [
    in_turns(route)
    for route in (*pages.routes, *exports.routes, *feed.routes, *preview.routes, *health.routes, *search_engines.routes)
]


def middleware(chosen: Settings) -> list[Middleware]:
    """Return what each request passes on its way to a route or to Streamlit, outermost first."""
    return [
        *([Middleware(AccessLog)] if chosen.access_log else []),
        Middleware(SecurityHeaders, frame_ancestors=chosen.frame_ancestors),
        Middleware(CalmErrors),
        Middleware(Guard, hosts=chosen.hosts),
        Middleware(CompressedStatic),
        Middleware(NotFound, paths=frozenset(route.path for route in routes)),
        Middleware(Messages),
    ]
