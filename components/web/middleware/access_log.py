"""A log line for each response, without data of the user.

A line has the method, the path, the status, bytes and milliseconds. It has no address, no browser, and only the number
of parameters, since filters are private.
"""

import logging
import time

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from components.failures import printable

_log = logging.getLogger(__name__)

_METHODS = frozenset({"GET", "HEAD", "OPTIONS", "POST", "PUT", "PATCH", "DELETE", "WEBSOCKET"})


class AccessLog:
    """Middleware that logs each response once it is sent, and each WebSocket when it opens and when it closes."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass everything on, and log the response."""
        if scope["type"] == "lifespan":
            await self._app(scope, receive, send)
            return
        request = _request_line(scope)
        started = time.perf_counter()
        status, size = "-", 0  # "-" if the client left before there was a response
        opened = False

        async def send_counting(message: Message) -> None:
            nonlocal status, size, opened
            if message["type"].endswith("http.response.start"):
                status = str(message["status"])
            elif message["type"].endswith("http.response.body") and scope.get("method") != "HEAD":
                size += len(message.get("body", b""))
            elif message["type"] == "websocket.accept":
                opened = True
                _log.info("%s open", request)
            elif message["type"] == "websocket.send":
                size += len(message.get("bytes") or b"")
            await send(message)

        try:
            await self._app(scope, receive, send_counting)
        finally:
            took = time.perf_counter() - started
            if opened:
                _log.info("%s closed bytes=%d seconds=%.0f", request, size, took)
            else:
                _log.info("%s %s bytes=%d ms=%.0f", request, status, size, took * 1000)


def _request_line(scope: Scope) -> str:
    """Return the method, the path and the number of parameters of a request."""
    method, query = scope.get("method", "WEBSOCKET"), scope["query_string"]
    parameters = f" parameters={query.count(b'&') + 1}" if query else ""
    return f"{method if method in _METHODS else 'OTHER'} {printable(scope['path'])}{parameters}"
