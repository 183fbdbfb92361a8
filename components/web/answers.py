"""Answers that a browser or a proxy may keep, and ask again about for almost nothing."""

import hashlib

from starlette.requests import Request
from starlette.responses import Response

MAX_AGE_SECONDS = 60
"""How long an answer may be reused without asking: an edited briefing is seen within a minute."""


def answer(
    request: Request, body: bytes, media_type: str, *, file_name: str = "", max_age: int = MAX_AGE_SECONDS
) -> Response:
    """Answer with a body, or with 304 when the reader has it already.

    ``ETag`` is a hash of the body, so two servers with the same data give the same one. With ``file_name``,
    of plain ASCII letters, the body is offered as a download.
    """
    headers = {
        "ETag": f'"{hashlib.sha256(body).hexdigest()[:32]}"',
        "Cache-Control": f"public, max-age={max_age}, must-revalidate",
        "X-Content-Type-Options": "nosniff",
    }
    if _known(request) & {headers["ETag"], "*"}:
        return Response(status_code=304, headers=headers)
    if file_name:
        headers["Content-Disposition"] = f'attachment; filename="{file_name}"'
    return Response(body, media_type=media_type, headers=headers)


def _known(request: Request) -> set[str]:
    """Return the tags that the reader says it has; a proxy that compressed the body may have weakened them."""
    said = ",".join(request.headers.getlist("if-none-match"))
    return {tag.strip().removeprefix("W/") for tag in said.split(",")}
