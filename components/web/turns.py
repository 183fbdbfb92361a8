"""Answers are made in turns: a crowd at one address keeps neither readers at the others nor health checks waiting."""

import anyio
import anyio.to_thread
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

AT_ONCE = 2
"""Answers of one route that are made at a time. Python computes one at a time; more would only slow everything down,
and all routes share a few threads: forty pictures at once kept ``/healthz`` waiting for eight seconds."""


def in_turns(route: Route) -> Route:
    """Return a route that makes its answers in threads of its own, some at a time; who waits holds no thread."""
    limit = anyio.CapacityLimiter(AT_ONCE)

    async def answered(request: Request) -> Response:
        made: Response = await anyio.to_thread.run_sync(route.endpoint, request, limiter=limit)
        return made

    return Route(route.path, answered)
