"""What uvicorn can do and Streamlit, which starts it, has no option for: set at the start, however it is started."""

import socket
from typing import Any

from starlette.types import ASGIApp, Receive, Scope, Send

from components.web.messages import LONGEST_MESSAGE


class ServerOptions:
    """Middleware that sets the options before the first connection; another server than uvicorn keeps its own ways."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass everything on."""
        if scope["type"] == "lifespan":
            config = getattr(getattr(receive, "__self__", None), "config", None)
            if type(config).__module__ == "uvicorn.config":
                _set(config)
        await self._app(scope, receive, send)


def _set(config: Any) -> None:  # noqa: ANN401 - uvicorn is known by Streamlit alone
    # A long message is refused at its first bytes; Streamlit lets 200 MB be read, and that by each connection.
    config.ws_max_size = LONGEST_MESSAGE
    # What the server is made of helps nobody but who looks for a known hole in it.
    config.encoded_headers = [header for header in config.encoded_headers if header != (b"server", b"uvicorn")]
    config.http_protocol_class = _prompt(config.http_protocol_class)


def _prompt(protocol: Any) -> Any:  # noqa: ANN401
    """Return a protocol that sends at once what it has to send.

    On the socket that Streamlit opens, the system holds the body of an answer back until the reader has confirmed its
    head, which readers put off for 40 ms: so long took each answer on a connection that is used again, and now 1 ms.
    """

    class Prompt(protocol):  # type: ignore[misc]
        def connection_made(self, transport: Any) -> None:  # noqa: ANN401
            line = transport.get_extra_info("socket")
            if line.family in {socket.AF_INET, socket.AF_INET6}:  # not where a proxy talks through a file
                line.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            super().connection_made(transport)

    return Prompt
