"""Answers that leave the server whole: for ``uvicorn.run(…, http=WholeAnswers)``."""

import asyncio
from typing import Any

from uvicorn.protocols.http.h11_impl import H11Protocol

_ENOUGH = 64 * 1024


class WholeAnswers(H11Protocol):
    """uvicorn's own protocol, but an answer's head waits for its body.

    uvicorn writes one after the other. A server that dies in between has begun an answer, and a proxy that has seen
    its head can no longer ask another server: of eight readers at once, one in twenty deaths met one there.
    """

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        """Begin a connection."""
        super().connection_made(_Together(transport, self.loop))  # type: ignore[arg-type]


class _Together:
    """A transport that sends at once what was written in one turn of the event loop, or as soon as it is a lot."""

    def __init__(self, transport: asyncio.Transport, loop: asyncio.AbstractEventLoop) -> None:
        self._transport = transport
        self._loop = loop
        self._waiting = bytearray()

    def __getattr__(self, name: str) -> Any:  # noqa: ANN401 - whatever else a transport can do
        return getattr(self._transport, name)

    def write(self, data: bytes) -> None:
        if not self._waiting:
            self._loop.call_soon(self._send)
        self._waiting += data
        if len(self._waiting) >= _ENOUGH:
            self._send()  # a long answer waits for slow readers, not in memory

    def close(self) -> None:
        self._send()
        self._transport.close()

    def _send(self) -> None:
        data, self._waiting = bytes(self._waiting), bytearray()
        if data:
            self._transport.write(data)
