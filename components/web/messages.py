"""What a reader's browser may say to the live page, over its WebSocket.

Streamlit takes more kinds of messages than a page of ours sends: some clear the cache for everybody, ask for a place
to upload files to, or read the state of the source code.
"""

import logging

from google.protobuf.message import DecodeError  # type: ignore[import-untyped]
from starlette.types import ASGIApp, Message, Receive, Scope, Send
from streamlit.proto.BackMsg_pb2 import BackMsg

_log = logging.getLogger(__name__)

LONGEST_MESSAGE = 300_000
"""Bytes; what our pages send is under a tenth of it, with hundreds of filters chosen."""
PASSING = frozenset({"rerun_script", "stop_script", "app_heartbeat"})
"""The kinds of messages that reach Streamlit."""

_PROTOCOL_ERROR, _NOT_BINARY, _TOO_LONG = 1002, 1003, 1009


class Messages:
    """Middleware that passes on what a reader's browser says, and no more.

    Another kind of message is left out and the connection stays: a later version of Streamlit's page may send one
    unasked, and would connect again and again. What is no message of Streamlit's at all closes it.
    """

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass everything on, but messages by their kind."""
        if scope["type"] != "websocket":
            await self._app(scope, receive, send)
            return
        closed = False
        left_out: set[str | None] = set()

        async def heard() -> Message:
            nonlocal closed
            while True:
                message = await receive()
                if message["type"] != "websocket.receive":
                    return message
                kind, code = _judged(message)
                if code:
                    closed = True
                    await send({"type": "websocket.close", "code": code})
                    return {"type": "websocket.disconnect", "code": code}
                if kind in PASSING:
                    return message
                if kind not in left_out:  # once a connection, or a stranger could fill the log
                    left_out.add(kind)
                    _log.warning("a message of the kind %s was left out", kind)

        async def said(message: Message) -> None:
            if not closed:  # Streamlit may still have something to say
                await send(message)

        await self._app(scope, heard, said)


def _judged(message: Message) -> tuple[str | None, int]:
    """Return the kind of a message, or the code with which to close for it."""
    data = message.get("bytes")
    if data is None:
        return None, _NOT_BINARY
    if len(data) > LONGEST_MESSAGE:
        return None, _TOO_LONG
    try:
        return BackMsg.FromString(data).WhichOneof("type"), 0
    except DecodeError:
        return None, _PROTOCOL_ERROR
