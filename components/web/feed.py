"""The changes of the data as an Atom feed (RFC 4287), under the filters of its link."""

from datetime import UTC, date, datetime, time
from html import escape
from urllib.parse import urlencode
from uuid import NAMESPACE_URL, uuid5

from feedgenerator import Atom1Feed
from starlette.requests import Request
from starlette.responses import Response

from components.briefing import contract
from components.briefing.address import FEED, Address
from components.briefing.briefing import Briefing, records
from components.briefing.filters import View
from components.briefing.words import fold, xml_text
from components.content.notes import subject_link
from components.web.endpoints import cacheable_response, requested_page


def write(view: View, server: str) -> bytes:
    """Write the changes that concern a view as a feed, newest first.

    ``server`` is the address that links begin with, such as ``https://example.org``. Ids do not depend on it.
    """
    briefing, filters = view.briefing, view.filters
    feed = Atom1Feed(
        title=" · ".join(filter(None, (f"{briefing.title}: changes", filters.sentence))),
        link=f"{server}{Address(contract.CHANGES.page, filters)}",
        description="",
        author_name=briefing.title,
        feed_url=f"{server}{Address(FEED, filters)}",
        feed_guid=_identifier(briefing, urlencode(filters.parameters)),
    )
    for change in records(view.newest_changes):
        feed.add_item(
            title=subject_link(briefing, change["subject"]).text,
            link=f"{server}{Address(contract.CHANGES.page)}#{change['id']}",
            description=escape(change["change"]),  # the library says that it is HTML
            unique_id=_identifier(briefing, change["id"]),
            pubdate=_midnight(change["date"]),
        )
    if not feed.num_items():  # the library would give the time of the request
        checked = briefing.fact("data date") or briefing.fact("meeting date")
        feed.latest_post_date = lambda: _midnight(date.fromisoformat(checked))
    return bytes(xml_text(feed.writeString("utf-8")).encode())


def _identifier(briefing: Briefing, name: str) -> str:
    """Return an id made of the briefing's identifier or title and a name, so that it is the same on every server."""
    place = briefing.fact("identifier") or fold(briefing.title)
    return uuid5(NAMESPACE_URL, f"{place}#{name}").urn


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time(), UTC)


def feed(request: Request) -> Response:
    """Respond with the feed of the view that the link names."""
    page = requested_page(request, "")
    return cacheable_response(request, write(page.view, page.origin), "application/atom+xml")
