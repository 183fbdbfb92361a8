"""Streamlit's scripts and styles, compressed: its own server sends them four to five times as large.

A file is compressed at its first request and then kept in memory. ``docs/decisions/0011-static-files.md`` has the
figures.
"""

import asyncio
import gzip
import re
from collections import defaultdict
from pathlib import Path

import anyio.to_thread
import brotli  # type: ignore[import-untyped]
from starlette.requests import Request
from starlette.responses import FileResponse, Response
from starlette.types import ASGIApp, Receive, Scope, Send

from components.web.endpoints import etag, is_current

MEDIA_TYPES = {".js": "text/javascript; charset=utf-8", ".css": "text/css; charset=utf-8", ".svg": "image/svg+xml"}
"""What is compressed; fonts and other pictures are compressed already."""

_BROTLI_QUALITY = 10
_LARGE = 1_000_000  # bytes; above it brotli 10 takes seconds: 3.9 for Plotly's 4.7 MB, where 9 takes 0.4
_LARGE_QUALITY = 9
_FOR_A_YEAR = "public, immutable, max-age=31536000"  # every name holds a hash of the content
_COMPRESSIONS_AT_ONCE = 2  # the thread pool has other work as well
_REFUSED = re.compile(r";\s*q\s*=\s*0(\.0*)?\s*$")


class CompressedStatic:
    """Middleware that serves every file below ``/static/`` in Streamlit's own ``folder``.

    Paths are looked up in a list of files, so no request leads out of the folder.
    """

    def __init__(self, app: ASGIApp, folder: Path) -> None:
        self._app = app
        files = (path for path in folder.glob("static/**/*") if path.is_file())
        self._files = {f"/{path.relative_to(folder).as_posix()}": path for path in files}
        self._compressed: dict[tuple[Path, str], tuple[bytes, str]] = {}
        self._locks: defaultdict[tuple[Path, str], asyncio.Lock] = defaultdict(asyncio.Lock)
        self._limit = anyio.CapacityLimiter(_COMPRESSIONS_AT_ONCE)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve a file, or pass the request on."""
        file = self._files.get(scope["path"]) if scope["type"] == "http" else None
        response = await self._response(file, Request(scope)) if file else self._app
        await response(scope, receive, send)

    async def _response(self, file: Path, request: Request) -> Response:
        headers = {"Cache-Control": _FOR_A_YEAR}
        media_type = MEDIA_TYPES.get(file.suffix)
        coding = accepted_coding(",".join(request.headers.getlist("accept-encoding")))
        if media_type:
            headers["Vary"] = "Accept-Encoding"
        if media_type is None or coding is None:
            return FileResponse(file, headers=headers, media_type=media_type)
        body, headers["ETag"] = await self._compress(file, coding)
        if is_current(request.headers, headers["ETag"]):
            return Response(status_code=304, headers=headers)
        headers["Content-Encoding"] = coding
        return Response(body, headers=headers, media_type=media_type)

    async def _compress(self, file: Path, coding: str) -> tuple[bytes, str]:
        """Return a compressed file and its ``ETag``; requests for one that is being made wait without a thread."""
        key = file, coding
        async with self._locks[key]:
            if key not in self._compressed:
                body = await anyio.to_thread.run_sync(compress, file, coding, limiter=self._limit)
                self._compressed[key] = body, etag(body)
        return self._compressed[key]


def accepted_coding(accepted: str) -> str | None:
    """Return the best coding that an ``Accept-Encoding`` allows, or None; ``q=0`` refuses one."""
    parts = (part for part in accepted.lower().split(",") if not _REFUSED.search(part))
    names = {part.partition(";")[0].strip() for part in parts}
    return next((coding for coding in ("br", "gzip") if coding in names), None)


def compress(file: Path, coding: str) -> bytes:
    """Return a file in a coding, ``br`` or ``gzip``. Takes up to half a second."""
    content = file.read_bytes()
    if coding == "br":
        return bytes(brotli.compress(content, quality=_LARGE_QUALITY if len(content) > _LARGE else _BROTLI_QUALITY))
    return gzip.compress(content, compresslevel=9, mtime=0)
