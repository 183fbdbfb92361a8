"""What a request asks for, of the current briefing."""

from starlette.requests import Request

import pages
from components.briefing import store
from components.content.page import PageRequest, today


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
