"""A client that asks a server once, and does not follow where an answer leads."""

import asyncio
import ssl
from collections.abc import Coroutine
from concurrent.futures import ThreadPoolExecutor
from http.client import HTTPConnection, HTTPMessage, HTTPSConnection
from typing import Any, NamedTuple, TypeVar
from urllib.parse import urlsplit

from awaiting import PATIENCE_SECONDS

Result = TypeVar("Result")


class Answer(NamedTuple):
    """An answer; ``headers`` are found whatever their case, and ``get_all`` gives each as often as it came."""

    status: int
    headers: HTTPMessage
    body: bytes


def ask(
    address: str, path: str, *, method: str = "GET", body: bytes | None = None, come_from: str = "", **headers: str
) -> Answer:
    """Ask a server; headers are written with ``_`` for ``-``, and ``come_from`` is another address of this machine."""
    source = (come_from, 0) if come_from else None
    connection = HTTPConnection(urlsplit(address).netloc, timeout=PATIENCE_SECONDS, source_address=source)
    if address.startswith("https"):
        trusting = ssl._create_unverified_context()  # noqa: S323, SLF001 - the certificate is the test's own
        connection = HTTPSConnection(urlsplit(address).netloc, timeout=PATIENCE_SECONDS, context=trusting)
    try:
        connection.request(method, path, body, {name.replace("_", "-"): value for name, value in headers.items()})
        got = connection.getresponse()
        return Answer(got.status, got.headers, got.read())
    finally:
        connection.close()


def run(coroutine: Coroutine[Any, Any, Result]) -> Result:
    """Run a coroutine in a thread of its own: in the main thread Playwright keeps an event loop running."""
    with ThreadPoolExecutor(1) as pool:
        return pool.submit(asyncio.run, coroutine).result()
