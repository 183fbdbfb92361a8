"""Responses whose head and body are sent together, for ``uvicorn.run(…, http=CoalescingH11Protocol)``."""

import asyncio
from typing import Any

from uvicorn.protocols.http.h11_impl import H11Protocol

_LONG = 64 * 1024


class CoalescingH11Protocol(H11Protocol):
    """uvicorn's own protocol, but the head of a response waits for its body.

    uvicorn sends one after the other. If the server dies in between, a proxy that has the head can no longer ask
    another server (``docs/decisions/0008-several-servers.md`` has the figures).
    """

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        """Begin a connection."""
        super().connection_made(_BufferedTransport(transport, self.loop))  # type: ignore[arg-type]


class _BufferedTransport:
    """A transport that sends all writes of one turn of the event loop together, or sooner if they are long."""

    def __init__(self, transport: asyncio.Transport, loop: asyncio.AbstractEventLoop) -> None:
        self._transport = transport
        self._loop = loop
        self._buffer = bytearray()

    def __getattr__(self, name: str) -> Any:  # noqa: ANN401 - whatever else a transport can do
        return getattr(self._transport, name)

    def write(self, data: bytes) -> None:
        if not self._buffer:
            self._loop.call_soon(self._flush)
        self._buffer += data
        if len(self._buffer) >= _LONG:
            self._flush()  # the transport then says when a slow client must be waited for

    def close(self) -> None:
        self._flush()
        self._transport.close()

    def _flush(self) -> None:
        data, self._buffer = bytes(self._buffer), bytearray()
        if data:
            self._transport.write(data)
