"""Everything that stands beside the Streamlit app: its routes, and what goes around all of them."""

from starlette.middleware import Middleware

from components.web import exports, pages, preview
from components.web.not_found import NotFound
from components.web.static_files import CompressedStatic

routes = [*pages.routes, *exports.routes, *preview.routes]
middleware = [Middleware(CompressedStatic), Middleware(NotFound, paths=frozenset(route.path for route in routes))]
