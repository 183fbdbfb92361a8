"""What a request asks for: the view of the briefing that its link names."""

from typing import NamedTuple

from starlette.requests import Request

from components.briefing import store
from components.briefing.filters import Filters, Ignored, View
from components.briefing.loading import BriefingError, Problem


class RequestedView(NamedTuple):
    """The view that a link names, what in the link was ignored, and what is wrong with the files by now."""

    view: View
    ignored: tuple[Ignored, ...]
    problems: tuple[Problem, ...] = ()


def parse_request(request: Request) -> RequestedView:
    """Read the filters of a request against the briefing that is shown now.

    Raises ``BriefingError`` while there is no valid briefing.
    """
    now = store.current_snapshot()
    if now.briefing is None:
        raise BriefingError(now.problems)
    filters, ignored = Filters.read(request.query_params.multi_items(), now.briefing)
    return RequestedView(filters.apply(now.briefing), ignored, now.problems)


def origin(request: Request) -> str:
    """Return the address of the server as the user wrote it, without a path: ``https://example.org``.

    It goes into links: the guard has refused every ``Host`` that is no name of ours.
    """
    return f"{request.url.scheme}://{request.url.netloc}"
