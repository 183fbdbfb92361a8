"""Answers that a browser or a proxy may keep, and ask again about for almost nothing."""

from starlette.requests import Request
from starlette.responses import Response

from components.web.etag import etag, is_current

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
        "ETag": etag(body),
        "Cache-Control": f"public, max-age={max_age}, must-revalidate",
    }
    if is_current(request.headers, headers["ETag"]):
        return Response(status_code=304, headers=headers)
    if file_name:
        headers["Content-Disposition"] = f'attachment; filename="{file_name}"'
    return Response(body, media_type=media_type, headers=headers)
