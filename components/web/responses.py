"""Responses that a browser or a proxy may keep and revalidate, and the response while there is no valid briefing."""

import hashlib
import json
from collections.abc import Callable
from functools import wraps

from starlette.datastructures import Headers
from starlette.requests import Request
from starlette.responses import Response

from components.briefing.loading import BriefingError

MAX_AGE_SECONDS = 60
"""How long a response may be reused without asking: an edited briefing is seen within a minute."""

NO_STORE = {"Cache-Control": "no-store"}
RETRY_LATER = NO_STORE | {"Retry-After": "60"}
_NO_BRIEFING = (
    "The briefing cannot be shown at the moment, because its data has mistakes. Please try again in a minute.\n"
)

Endpoint = Callable[[Request], Response]


def cacheable_response(
    request: Request, body: bytes, media_type: str, *, file_name: str = "", max_age: int = MAX_AGE_SECONDS
) -> Response:
    """Return a response with a body, or 304 when the client has that body already.

    ``ETag`` is a hash of the body, so two servers with the same data give the same one. With ``file_name``,
    of plain ASCII letters, the body is offered as a download.
    """
    headers = {"ETag": etag(body), "Cache-Control": f"public, max-age={max_age}, must-revalidate"}
    if is_current(request.headers, headers["ETag"]):
        # The middleware that compresses says this of a body, but not of a 304.
        return Response(status_code=304, headers={**headers, "Vary": "Accept-Encoding"})
    if file_name:
        headers["Content-Disposition"] = f'attachment; filename="{file_name}"'
    return Response(body, media_type=media_type, headers=headers)


def etag(body: bytes) -> str:
    """Return the ``ETag`` of a body: a hash of it, so that servers with the same data give the same one."""
    return f'"{hashlib.sha256(body).hexdigest()[:32]}"'


def is_current(headers: Headers, tag: str) -> bool:
    """Say whether a request's ``If-None-Match`` names this tag; a proxy that compressed the body may weaken it."""
    tags = ",".join(headers.getlist("if-none-match")).split(",")
    return not {tag, "*"}.isdisjoint(one.strip().removeprefix("W/") for one in tags)


def needs_briefing(endpoint: Endpoint) -> Endpoint:
    """Let an endpoint answer 503 in one plain sentence while there is no valid briefing.

    Who follows a link cannot correct the data, so what is wrong, and where, is left to the pages and ``/healthz``.
    """

    @wraps(endpoint)
    def guarded(request: Request) -> Response:
        try:
            return endpoint(request)
        except BriefingError:
            return Response(_NO_BRIEFING, 503, RETRY_LATER, "text/plain")

    return guarded


def json_body(content: object) -> bytes:
    """Return JSON that people can read too; a day is written as an ISO date."""
    return f"{json.dumps(content, ensure_ascii=False, indent=1, default=str)}\n".encode()
