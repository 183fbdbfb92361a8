"""What all endpoints share: the view and the page that a request asks for, and responses that may be cached."""

import hashlib
import json

from starlette.datastructures import Headers
from starlette.requests import Request
from starlette.responses import Response

import pages
from components.briefing import store
from components.content.page import PageRequest, today

MAX_AGE_SECONDS = 60
"""How long a response may be reused without asking, so that an edited briefing is seen within a minute."""

NO_STORE = {"Cache-Control": "no-store"}
RETRY_LATER = NO_STORE | {"Retry-After": "60"}


def requested_page(request: Request, path: str) -> PageRequest:
    """Return what the parameters of a request ask for, on the page at ``path``, which has no slash in front.

    Raises ``BriefingError`` while there is no valid briefing.
    """
    parameters = request.query_params.multi_items()
    return pages.page_request(path, parameters, store.current_store().snapshot, today(), origin(request))


def origin(request: Request) -> str:
    """Return the address of the server as the user wrote it, without a path: ``https://example.org``.

    It is safe in links: the guard has refused every ``Host`` that is not allowed.
    """
    return f"{request.url.scheme}://{request.url.netloc}"


def cacheable_response(
    request: Request, body: bytes, media_type: str, *, file_name: str = "", max_age: int = MAX_AGE_SECONDS
) -> Response:
    """Return a response with a body, or 304 if the client has that body already.

    ``ETag`` is a hash of the body, so two servers with the same data give the same one. With ``file_name``,
    of plain ASCII letters, the body is offered as a download.
    """
    headers = {"ETag": etag(body), "Cache-Control": f"public, max-age={max_age}, must-revalidate"}
    if is_current(request.headers, headers["ETag"]):
        # The compressing middleware adds this header to a body, but not to a 304.
        return Response(status_code=304, headers={**headers, "Vary": "Accept-Encoding"})
    if file_name:
        headers["Content-Disposition"] = f'attachment; filename="{file_name}"'
    return Response(body, media_type=media_type, headers=headers)


def etag(body: bytes) -> str:
    """Return the ``ETag`` of a body: a hash of it."""
    return f'"{hashlib.sha256(body).hexdigest()[:32]}"'


def is_current(headers: Headers, tag: str) -> bool:
    """Return whether ``If-None-Match`` names this tag, in its weak form too, as a compressing proxy writes it."""
    tags = ",".join(headers.getlist("if-none-match")).split(",")
    return not {tag, "*"}.isdisjoint(name.strip().removeprefix("W/") for name in tags)


def json_body(content: object) -> bytes:
    """Return indented JSON, with dates in ISO format."""
    return f"{json.dumps(content, ensure_ascii=False, indent=1, default=str)}\n".encode()
