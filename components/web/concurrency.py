"""A limit of concurrency for each route, so that many requests for one do not delay the others."""

import anyio
import anyio.to_thread
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

AT_ONCE = 2
"""Responses of one route that are made at a time. Python computes one at a time, and all routes share a few threads:
without the limit, ``/healthz`` waited until the last of forty preview pictures was drawn."""


def limit_concurrency(route: Route) -> Route:
    """Return a route that makes at most ``AT_ONCE`` responses at a time; requests that wait hold no thread."""
    limit = anyio.CapacityLimiter(AT_ONCE)

    async def endpoint(request: Request) -> Response:
        response: Response = await anyio.to_thread.run_sync(route.endpoint, request, limiter=limit)
        return response

    return Route(route.path, endpoint)
