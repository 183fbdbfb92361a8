"""What a request asks for: the view of the briefing that its link names."""

import re
from typing import NamedTuple

from starlette.requests import Request

from components.briefing import store
from components.briefing.filters import Filters, Ignored, View
from components.briefing.loading import BriefingError, Problem

_HOST = re.compile(r"[A-Za-z0-9.-]{1,253}(:[0-9]{1,5})?|\[[0-9A-Fa-f:.]{2,45}\](:[0-9]{1,5})?", re.ASCII)


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
    """Return the address of the server as the request wrote it, without a path: ``https://example.org``.

    A ``Host`` that cannot be a host's name is taken for ``localhost``: anybody can write one, and it is put into links.
    """
    host = request.headers.get("host", "")
    return f"{request.scope['scheme']}://{host if _HOST.fullmatch(host) else 'localhost'}"
