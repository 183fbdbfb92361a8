"""The events of a view as a calendar that calendar programs read (RFC 5545).

Nothing in it comes from the clock, the server's name or chance: the same link gives the same bytes everywhere.
"""

import hashlib
from collections.abc import Mapping
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from icalendar import Calendar, Event, Timezone, TimezoneStandard, vText

from components.briefing import contract
from components.briefing.briefing import Briefing, records
from components.briefing.caching import view_cache
from components.briefing.dates import event_dates
from components.briefing.filters import View
from components.briefing.words import fold
from components.web.names import MAX_CHARACTERS, slug

METHOD = "PUBLISH"
"""What the calendar is: told, not an invitation. The media type must say the same."""

_STATUS = {"proposed": "TENTATIVE", "confirmed": "CONFIRMED", "held": "CONFIRMED", "cancelled": "CANCELLED"}


def write(view: View) -> bytes:
    """Write the events of a view as a calendar of whole days; a view without events gives an empty calendar."""
    calendar = Calendar()
    calendar.add("version", "2.0")
    calendar.add("prodid", "-//briefing-dashboard//events//EN")
    calendar.add("method", METHOD)
    # The library escapes text only in properties of the standard.
    calendar.add("x-wr-calname", vText(" · ".join(filter(None, (view.briefing.title, view.filters.sentence)))))
    if view.events.empty:
        calendar.add_component(_universal_time())
    head, end, rest = calendar.to_ical().partition(b"END:VCALENDAR")
    return b"".join([head, *(_entry(row, view.briefing) for row in view.events.index), end, rest])


@view_cache(contract.MAX_ROWS)  # the library takes half a millisecond, and an event is the same in every view
def _entry(row: int, briefing: Briefing) -> bytes:
    """Write the event in one row of a briefing."""
    (event,) = records(briefing.events.iloc[[row]])
    entry = Event()
    entry.add("uid", f"{event['id']}@{_place(briefing.title)}.briefing.invalid")
    entry.add("dtstamp", _stamp(event, briefing))
    entry.add("dtstart", event["start"])
    entry.add("dtend", event["end"] + timedelta(days=1))  # our last day is inclusive, a calendar's is not
    entry.add("summary", event["title"])
    entry.add("description", _description(event, briefing))
    entry.add("categories", list(event["topics"]))
    entry.add("status", _STATUS[event["status"]])
    entry.add("transp", "TRANSPARENT")  # a quarter in which something may happen makes nobody busy
    return bytes(entry.to_ical())


def _place(title: str) -> str:
    """Return the briefing's part of a UID: the title in plain letters, and a hash where those do not say it all.

    It hangs on nothing else, so that a calendar that has the event already replaces it when the rows change.
    """
    folded, name = fold(title), slug(title)
    if name and len(folded) <= MAX_CHARACTERS and all(sign.isascii() or not sign.isalnum() for sign in folded):
        return name
    return f"{name}-{hashlib.sha256(folded.encode()).hexdigest()[:8]}".lstrip("-")


def _stamp(event: Mapping[str, Any], briefing: Briefing) -> datetime:
    """Return when the entry was last known to be so: the day on which the rows were checked, or its first day."""
    checked = briefing.fact("data date")
    return datetime.combine(date.fromisoformat(checked) if checked else event["start"], time(), UTC)


def _description(event: Mapping[str, Any], briefing: Briefing) -> str:
    return "\n".join(
        (
            event["summary"],
            f"Dates have {event['precision']} precision: {event_dates(event)}",
            f"Status: {event['status']}",
            f"In the article: {event['source']}",
            f"Data version: {briefing.version}",
        )
    )


def _universal_time() -> Timezone:
    """Return the component that an empty calendar has: the standard asks for one, and this one shows nothing."""
    standard = TimezoneStandard()
    standard.add("dtstart", datetime(1970, 1, 1))  # noqa: DTZ001 - here the standard wants a time without a zone
    standard.add("tzoffsetfrom", timedelta())
    standard.add("tzoffsetto", timedelta())
    zone = Timezone()
    zone.add("tzid", "Etc/UTC")
    zone.add_component(standard)
    return zone
