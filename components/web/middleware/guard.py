"""What a client may send: the first check of each request, and the check of messages over the WebSocket.

The dashboard has a public address without a login. Each rule refuses what the browser of a user never sends.
"""

import asyncio
import logging
import re
from collections.abc import Iterable
from urllib.parse import urlsplit

from google.protobuf.message import DecodeError  # type: ignore[import-untyped]
from starlette.datastructures import Headers
from starlette.responses import PlainTextResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send
from streamlit.proto.BackMsg_pb2 import BackMsg

from components.briefing.address import LONGEST_QUERY
from components.settings import HOST
from components.web.endpoints import NO_STORE

_log = logging.getLogger(__name__)

METHODS = ("GET", "HEAD")
STREAM = "/_stcore/stream"
"""Path of the live page's WebSocket, the only one."""
MAX_MESSAGE_BYTES = 300_000
"""Ten times what our pages send, even with hundreds of filters."""
_MAX_ADDRESS = LONGEST_QUERY + 1_000  # characters, with the server's name and the path before the “?”
ALLOWED_KINDS = frozenset({"rerun_script", "stop_script", "app_heartbeat"})
"""The kinds of messages that reach Streamlit."""

_PROTOCOL_ERROR, _NOT_BINARY, _TOO_LONG = 1002, 1003, 1009

_AUTHORITY = re.compile(rf"(?P<name>{HOST})\.?(?::(?:80|443)|:(?P<port>[0-9]{{1,5}}))?")
"""The name of a host, and its port unless it is a default port, which browsers leave out."""


class Guard:
    """Middleware that checks host, method, origin and length, and the messages of a WebSocket.

    ``hosts`` are those of the setting ``ALLOWED_HOSTS``.
    """

    def __init__(self, app: ASGIApp, hosts: Iterable[str]) -> None:
        self._app = app
        self._hosts = tuple(hosts)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Refuse, or pass on."""
        refusal = None if scope["type"] == "lifespan" else self._refusal(scope)
        if refusal is not None:
            await refusal(scope, receive, send)
            await asyncio.sleep(0)  # uvicorn logs a refused WebSocket as a failure unless it sees its end before ours
            return
        if scope["type"] == "websocket":
            # Checked above. Streamlit would ask an outside service for our address to compare with an unknown origin.
            scope = {**scope, "headers": [(name, value) for name, value in scope["headers"] if name != b"origin"]}
            receive, send = _filter_messages(receive, send)
        await self._app(scope, receive, send)

    def _refusal(self, scope: Scope) -> Response | None:
        headers = Headers(scope=scope)
        host = _parse_host(headers.getlist("host"))
        if host is None or not self._is_allowed_host(host["name"]):
            # Prevents DNS rebinding: another site could point its own name at this server and read the responses.
            return _refused(421, "This server does not go by that name. If it should, add it to ALLOWED_HOSTS.")
        if len(scope["query_string"]) > LONGEST_QUERY:
            # A view takes a few hundred characters; thousands of parameters would only cost time.
            return _refused(414, f"This link is too long: at most {LONGEST_QUERY:,} characters may follow its “?”.")
        if scope["type"] == "websocket":
            return _websocket_refusal(scope, headers, host)
        return _request_refusal(scope, headers)

    def _is_allowed_host(self, name: str) -> bool:
        return any(name.endswith(host[1:]) if host.startswith("*.") else name == host for host in self._hosts)


def _parse_host(authorities: list[str]) -> re.Match[str] | None:
    """Return the ``name`` and the ``port`` of a ``Host`` header, or None unless there is exactly one valid host."""
    match = _AUTHORITY.fullmatch(authorities[0].lower()) if len(authorities) == 1 else None
    return match if match and int(match["port"] or 0) < 65_536 else None


def _websocket_refusal(scope: Scope, headers: Headers, host: re.Match[str]) -> Response | None:
    if scope["path"] != STREAM:
        return _refused(404, "There is nothing at this address.")
    if not _is_page_of(host, headers.getlist("origin")):
        # Another site's page could run the app in its user's browser, and Streamlit would block on each connection.
        return _refused(403, "A page of another site may not open this connection.")
    return None


def _is_page_of(host: re.Match[str], origins: list[str]) -> bool:
    """Return whether a page of this host opens the connection, or a program that is not a browser.

    Browsers always send the origin. A program without one could send any, so refusing it would protect nobody and shut
    out monitoring. A proxy may have left the port out of the host.
    """
    if not origins:
        return True
    try:
        origin = _parse_host([urlsplit(origin).netloc for origin in origins])
    except ValueError:  # not a URL
        return False
    return origin is not None and origin["name"] == host["name"] and host["port"] in {None, origin["port"]}


def _request_refusal(scope: Scope, headers: Headers) -> Response | None:
    if scope["method"] not in METHODS:
        # The site is read-only.
        return _refused(405, f"Only {' and '.join(METHODS)} are answered here.", Allow=", ".join(METHODS))
    if headers.get("content-length", "0") != "0" or "transfer-encoding" in headers:
        # Reading a body would only fill the memory.
        return _refused(413, "Requests with a body are not accepted.")
    return None


def _refused(status: int, reason: str, **headers: str) -> Response:
    return PlainTextResponse(f"{reason}\n", status, {**NO_STORE, **headers})


def _filter_messages(receive: Receive, send: Send) -> tuple[Receive, Send]:
    """Return the two ends of a WebSocket, of which the first passes on the kinds of messages that our pages send.

    Streamlit accepts more: some clear the cache for all users, request a URL for uploads, or read the state of the
    source code. They are dropped and the connection stays: a later version of Streamlit may send one on its own, and
    would reconnect for ever. Data that is not a message of Streamlit's closes the connection.
    """
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

    return receive_filtered, send_open


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
