"""Entity tags: by them a browser or a proxy asks whether what it has is still current."""

import hashlib

from starlette.datastructures import Headers


def etag(body: bytes) -> str:
    """Return the ``ETag`` of a body: a hash of it, so that servers with the same data give the same one."""
    return f'"{hashlib.sha256(body).hexdigest()[:32]}"'


def is_current(headers: Headers, tag: str) -> bool:
    """Say whether a request's ``If-None-Match`` names this tag; a proxy that compressed the body may weaken it."""
    tags = ",".join(headers.getlist("if-none-match")).split(",")
    return not {tag, "*"}.isdisjoint(one.strip().removeprefix("W/") for one in tags)
