"""Streamlit's scripts and styles, sent compressed: its own server sends them four to five times as large.

A body is compressed once and then kept: in memory, where all bodies of the first page together are under 2 MB, and
on disk, so that other servers and the next start find it. While a body is not there yet, a reader waits for a quick
compression (half a second for the largest file); smaller bodies follow in the background, once per installed version.
"""

import contextlib
import gzip
import hashlib
import logging
import os
import re
import sys
import tempfile
import threading
from collections import defaultdict
from collections.abc import Callable, Iterable
from fnmatch import fnmatch
from functools import cached_property, partial
from pathlib import Path
from typing import NamedTuple

import anyio
import anyio.to_thread
import brotli  # type: ignore[import-untyped]
from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from components.web import fonts
from components.web.start_page import static_folder

CHART_CHUNK = "PlotlyChart.*.js"

_log = logging.getLogger(__name__)

MEDIA_TYPES = {
    ".js": "text/javascript; charset=utf-8",
    ".css": "text/css; charset=utf-8",
    ".json": "application/json",
    ".svg": "image/svg+xml",
    ".ttf": "font/ttf",
}
"""What is worth compressing; other fonts and pictures are compressed already."""

FIRST_CHUNKS = (
    CHART_CHUNK, "Button.*.js", "Html.*.js", "Metric.*.js", "Multiselect.*.js", "PageLink.*.js", "Radio.*.js",
    "Selectbox.*.js", "Table.*.js", "TextInput.*.js",
)  # fmt: skip
"""What our pages load besides what the start page names. A chunk that is missing here is compressed when asked for."""

_QUALITIES = {"br": (11, 9), "gzip": (9,)}
"""The codings, best first, and their qualities, smallest body first; the last one is quick enough to wait for.

For all that a first page loads: brotli 9 gives 1,833 KB in 1.0 s, 10 gives 1,697 KB in 5.4 s, 11 gives 1,662 KB in
11 s (8 s of them for Plotly alone), and gzip 9 gives 2,135 KB in 0.2 s. On slow 4G 171 KB are almost a second.
"""

_ICON_FONT = "MaterialSymbols-Rounded*.woff2"
_CUT = "cut"
"""Stands where a coding stands for the icon font, which is made smaller in another way."""

_FOR_A_YEAR = "public, immutable, max-age=31536000"  # what Streamlit says; its names change with the content
_ASK_AGAIN = "public, no-cache"  # the icon font's name does not say which icons of it are left
_PIECE = 64 * 1024
_AT_ONCE = 2  # compressions that readers wait for; the thread pool has other work as well

_LINKED = re.compile(r'(?:src|href)="\./static/([^"]+\.(?:js|css))"')
_IMPORTED = re.compile(r'(?:from|import)"\./([^"/]+\.js)"')


class Body(NamedTuple):
    """What is sent instead of a file, and its ``ETag``."""

    content: bytes
    tag: str


class StaticBodies:
    """The smaller bodies of Streamlit's static files, by the name under ``/static/``, such as ``js/index.x.js``.

    ``folder`` is the installed ``static`` folder and ``cache`` a folder of ours, both found when not given. To fill
    the cache ahead of time, when an image is built, call ``prepare`` and ``shrink``.
    """

    def __init__(self, folder: Path | None = None, cache: Path | None = None) -> None:
        self._folder = folder or static_folder()
        self._kept = _Kept(cache or _cache_folder())
        self._files = _listed(self._folder / "static")
        self._held: dict[tuple[str, str], Body] = {}
        self._whole: set[str] = set()
        self._locks: dict[tuple[str, str], threading.Lock] = {}

    def coding(self, name: str, accepted: str) -> str | None:
        """Return how a file is to be sent to a reader with this ``Accept-Encoding``, or nothing: as it is."""
        if name not in self._files or name in self._whole:
            return None
        return _CUT if _is_icon_font(name) else _best_coding(accepted)

    def varies(self, name: str) -> bool:
        """Say whether readers get this file in different codings."""
        return name in self._files and not _is_icon_font(name)

    def held(self, name: str, coding: str) -> Body | None:
        """Return a body if it is in memory."""
        return self._held.get((name, coding))

    def body(self, name: str, coding: str) -> Body | None:
        """Return a body, made now if need be, or nothing if the file must be sent as it is. May take a second."""
        with self._locks.setdefault((name, coding), threading.Lock()):
            if (name, coding) not in self._held:
                self._hold(name, coding)
        return self.held(name, coding)

    @cached_property
    def first(self) -> list[str]:
        """What a first page loads."""
        return first_files(self._folder, self._files)

    def prepare(self) -> None:
        """Make the bodies that a first page needs, quickly: two seconds, or none if they are kept."""
        for name in self.first:
            self.body(name, "br")
        for name in filter(_is_icon_font, self._files):
            self.body(name, _CUT)

    def shrink(self) -> None:
        """Make the same bodies as small as they get, for the readers to come: eleven seconds, or none."""
        for name in self.first:
            with contextlib.suppress(OSError):
                best = self._made(self._files[name].read_bytes(), "br", _QUALITIES["br"][0])
                self._held[name, "br"] = _body(best)

    def _hold(self, name: str, coding: str) -> None:
        try:
            content = self._files[name].read_bytes()
            made = self._cut(content) if coding == _CUT else self._compressed(content, coding)
        except (OSError, fonts.FontError):
            _log.warning("%s is sent as it is", name, exc_info=True)
            self._whole.add(name)
        else:
            self._held[name, coding] = _body(made)

    def _cut(self, font: bytes) -> bytes:
        names = fonts.icon_names(self._folder)
        return self._kept.get(font, fonts.recipe(names), lambda: fonts.cut(font, names))

    def _compressed(self, content: bytes, coding: str) -> bytes:
        """Return the smallest body that is kept, or else make the quick one."""
        *smaller, quick = _QUALITIES[coding]
        found = (self._kept.find(content, f"{coding}{quality}") for quality in smaller)
        return next(filter(None, found), None) or self._made(content, coding, quick)

    def _made(self, content: bytes, coding: str, quality: int) -> bytes:
        return self._kept.get(content, f"{coding}{quality}", lambda: _compress(content, coding, quality))


class CompressedStatic:
    """ASGI middleware that sends Streamlit's ``/static/`` files compressed, and its icon font cut down.

    Whatever it has no body for is left to the app: other paths and methods, readers that accept no compression,
    files that can't be read. Compressing begins in a thread of its own when the server starts.
    """

    def __init__(self, app: ASGIApp, folder: Path | None = None, cache: Path | None = None) -> None:
        self._app = app
        self._bodies = StaticBodies(folder, cache)
        self._waiting: defaultdict[tuple[str, str], anyio.Lock] = defaultdict(anyio.Lock)
        self._limit = anyio.CapacityLimiter(_AT_ONCE)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer, or let the app answer."""
        if scope["type"] == "lifespan":
            threading.Thread(target=self._prepare, name="compress", daemon=True).start()
        name = _name(scope)
        headers = Headers(scope=scope) if name else Headers()
        coding = self._bodies.coding(name, ",".join(headers.getlist("accept-encoding")))
        body = await self._body(name, coding) if coding else None
        if coding and body:
            await _send(body, scope, send, _headers(name, coding, body))
        else:
            await self._app(scope, receive, _varying(send) if self._bodies.varies(name) else send)

    def _prepare(self) -> None:
        self._bodies.prepare()
        _stand_back()
        self._bodies.shrink()

    async def _body(self, name: str, coding: str) -> Body | None:
        if body := self._bodies.held(name, coding):
            return body
        async with self._waiting[name, coding]:  # readers of one file wait here, and take one thread, not all of them
            make = partial(self._bodies.body, name, coding)
            return self._bodies.held(name, coding) or await anyio.to_thread.run_sync(make, limiter=self._limit)


def first_files(folder: Path, names: Iterable[str]) -> list[str]:
    """Return what a first page loads, small files first: what the start page names, our chunks, and their imports."""
    known = set(names)
    found: set[str] = set()
    new = set(_LINKED.findall(_text(folder / "index.html")))
    new |= {name for name in known for chunk in FIRST_CHUNKS if fnmatch(name, f"js/{chunk}")}
    while new := (new - found) & known:
        found |= new
        new = {imported for name in new for imported in _imports(folder / "static" / name)}
    return sorted(found, key=lambda name: ((folder / "static" / name).stat().st_size, name))


def _imports(path: Path) -> list[str]:
    return [f"js/{name}" for name in _IMPORTED.findall(_text(path))] if path.suffix == ".js" else []


def _text(path: Path) -> str:
    """Return a file's text; an unreadable one is no reason not to start."""
    try:
        return path.read_text(encoding="latin-1")  # only names are looked for, and it takes a quarter of the memory
    except OSError:
        return ""


class _Kept:
    """Bodies on disk, under the hash of what they were made from: nothing kept is ever out of date.

    Each begins with its own hash, so that a damaged file is not taken for one. Whatever the disk refuses is ignored.
    """

    def __init__(self, folder: Path | None) -> None:
        self._folder = folder

    def find(self, original: bytes, recipe: str) -> bytes | None:
        """Return what the recipe once made of the original, if it is kept and whole."""
        if self._folder is None:
            return None
        try:
            kept = (self._folder / _key(original, recipe)).read_bytes()
        except OSError:
            return None
        digest, body = kept[:32], kept[32:]
        return body if hashlib.sha256(body).digest() == digest else None

    def get(self, original: bytes, recipe: str, make: Callable[[], bytes]) -> bytes:
        """Return what is kept, or make and keep it."""
        body = self.find(original, recipe)
        if body is None:
            body = make()
            if self._folder is not None:
                with contextlib.suppress(OSError):
                    _write(self._folder / _key(original, recipe), body)
        return body


def _key(original: bytes, recipe: str) -> str:
    return f"{hashlib.sha256(original).hexdigest()[:40]}.{recipe}"


def _write(path: Path, body: bytes) -> None:
    """Write beside the place and then move, so that another server never reads half a file."""
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    with tempfile.NamedTemporaryFile(dir=path.parent, prefix="half-", delete=False) as file:
        try:
            file.write(hashlib.sha256(body).digest() + body)
            file.close()
            Path(file.name).replace(path)
        except OSError:
            Path(file.name).unlink()
            raise


def _cache_folder() -> Path | None:
    """Return the user's own cache folder; never a shared one, where others could leave scripts for our readers."""
    try:
        return Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "briefing-dashboard"
    except RuntimeError:  # a user without a home; memory will do
        return None


def _listed(folder: Path) -> dict[str, Path]:
    """List the files that can be made smaller. A request is looked up here and never becomes a path."""
    paths = (path for path in folder.rglob("*") if path.suffix in MEDIA_TYPES or fnmatch(path.name, _ICON_FONT))
    return {path.relative_to(folder).as_posix(): path for path in paths if path.is_file()}


def _is_icon_font(name: str) -> bool:
    return fnmatch(name, f"*/{_ICON_FONT}")


def _compress(content: bytes, coding: str, quality: int) -> bytes:
    if coding == "br":
        return bytes(brotli.compress(content, quality=quality))
    return gzip.compress(content, quality, mtime=0)


def _body(content: bytes) -> Body:
    return Body(content, f'"{hashlib.sha256(content).hexdigest()[:32]}"')


def _stand_back() -> None:
    """Let readers go first: on Linux a thread can be less important than its process."""
    if sys.platform == "linux":
        os.setpriority(os.PRIO_PROCESS, threading.get_native_id(), 10)


def _name(scope: Scope) -> str:
    """Return what a request asks for below ``/static/``, or nothing."""
    if scope["type"] != "http" or scope["method"] not in {"GET", "HEAD"}:
        return ""
    path = str(scope["path"]).removeprefix(scope.get("root_path", "").rstrip("/"))
    return path.removeprefix("/static/") if path.startswith("/static/") else ""


def _best_coding(accepted: str) -> str | None:
    """Return the best coding that an ``Accept-Encoding`` allows; ``q=0`` forbids one, ``*`` means all others."""
    weights = {}
    for part in accepted.lower().split(","):
        coding, _, weight = part.partition(";")
        weights[coding.strip()] = _weight(weight)
    others = weights.get("*", 0)
    return next((coding for coding in _QUALITIES if weights.get(coding, others) > 0), None)


def _weight(text: str) -> float:
    found = re.fullmatch(r"\s*q\s*=\s*([01](?:\.\d{0,3})?)\s*", text)
    return float(found[1]) if found else float(not text.strip())


def _headers(name: str, coding: str, body: Body) -> dict[str, str]:
    headers = {"ETag": body.tag, "Content-Length": str(len(body.content))}
    if coding == _CUT:
        return headers | {"Content-Type": "font/woff2", "Cache-Control": _ASK_AGAIN}
    return headers | {
        "Content-Type": MEDIA_TYPES[Path(name).suffix],
        "Content-Encoding": coding,
        "Vary": "Accept-Encoding",
        "Cache-Control": _FOR_A_YEAR,
    }


async def _send(body: Body, scope: Scope, send: Send, headers: dict[str, str]) -> None:
    """Send in pieces: the server passes on one at a time, so slow readers of one body don't each hold a copy."""
    known = {tag.strip().removeprefix("W/") for tag in Headers(scope=scope).get("if-none-match", "").split(",")}
    has_it = bool(known & {body.tag, "*"})
    if has_it:
        headers = {key: value for key, value in headers.items() if not key.startswith("Content-")}
    raw = MutableHeaders(headers).raw
    await send({"type": "http.response.start", "status": 304 if has_it else 200, "headers": raw})
    content = b"" if has_it or scope["method"] == "HEAD" else body.content
    for start in range(0, len(content), _PIECE):
        await send({"type": "http.response.body", "body": content[start : start + _PIECE], "more_body": True})
    await send({"type": "http.response.body", "body": b""})


def _varying(send: Send) -> Send:
    """Say of the app's own answer too that it depends on the reader, or a proxy would give it to everyone."""

    async def varying(message: Message) -> None:
        if message["type"] == "http.response.start":
            MutableHeaders(scope=message).add_vary_header("Accept-Encoding")
        await send(message)

    return varying
