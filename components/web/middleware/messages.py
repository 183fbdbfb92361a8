"""The kinds of messages that a browser may send to the live page over its WebSocket.

Streamlit accepts more kinds than our pages send: some clear the cache for all users, request a URL for uploads, or read
the state of the source code.
"""

import logging

from google.protobuf.message import DecodeError  # type: ignore[import-untyped]
from starlette.types import ASGIApp, Message, Receive, Scope, Send
from streamlit.proto.BackMsg_pb2 import BackMsg

from components.briefing.address import LONGEST_QUERY

_log = logging.getLogger(__name__)

MAX_MESSAGE_BYTES = 300_000
"""Ten times what our pages send, even with hundreds of filters."""
_MAX_ADDRESS = LONGEST_QUERY + 1_000  # characters, with the server's name and the path before the “?”
ALLOWED_KINDS = frozenset({"rerun_script", "stop_script", "app_heartbeat"})
"""The kinds of messages that reach Streamlit."""

_PROTOCOL_ERROR, _NOT_BINARY, _TOO_LONG = 1002, 1003, 1009


class MessageFilter:
    """Middleware that passes on the kinds of messages that our pages send.

    Other kinds are dropped and the connection stays: a later version of Streamlit may send one on its own, and would
    reconnect for ever. Data that is not a message of Streamlit's closes the connection.
    """

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass everything on, except messages of other kinds."""
        if scope["type"] != "websocket":
            await self._app(scope, receive, send)
            return
        closed = False
        dropped: set[str | None] = set()

        async def receive_filtered() -> Message:
            nonlocal closed
            while True:
                message = await receive()
                if message["type"] != "websocket.receive":
                    return message
                kind, code = _check(message)
                if code:
                    closed = True
                    await send({"type": "websocket.close", "code": code})
                    return {"type": "websocket.disconnect", "code": code}
                if kind in ALLOWED_KINDS:
                    return message
                if kind not in dropped:  # once for each connection, or a client could fill the log
                    dropped.add(kind)
                    _log.warning("a message of the kind %s was dropped", kind)

        async def send_open(message: Message) -> None:
            if not closed:  # Streamlit may still want to send something
                await send(message)

        await self._app(scope, receive_filtered, send_open)


def _check(message: Message) -> tuple[str | None, int]:
    """Return the kind of a message, or the code with which to close the connection."""
    data = message.get("bytes")
    if data is None:
        return None, _NOT_BINARY
    if len(data) > MAX_MESSAGE_BYTES:
        return None, _TOO_LONG
    try:
        sent = BackMsg.FromString(data)
    except DecodeError:
        return None, _PROTOCOL_ERROR
    if len(sent.rerun_script.query_string) > LONGEST_QUERY or len(sent.rerun_script.context_info.url) > _MAX_ADDRESS:
        return "rerun_script with a link that is too long", 0  # the guard refuses the same link to a document
    return sent.WhichOneof("type"), 0
