"""The events of a view as an iCalendar file (RFC 5545).

Nothing in it is random or depends on the clock: the same link gives the same bytes on every server.
"""

import hashlib
from collections.abc import Mapping
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from icalendar import Calendar, Event, Timezone, TimezoneStandard, vText

from components.briefing import contract
from components.briefing.address import item_address
from components.briefing.briefing import Briefing, records
from components.briefing.caching import view_cache
from components.briefing.filters import View
from components.briefing.quarters import event_dates
from components.briefing.words import fold
from components.web.exports.provenance import MAX_CHARACTERS, slug

METHOD = "PUBLISH"
"""The calendar is published, not an invitation; the media type must say so too."""

_REFRESH = timedelta(days=1)  # how often a program that subscribes should ask again
_SEQUENCE_START = date(1900, 1, 1)
"""The day from which sequence numbers count; they must never fall, so it never changes."""
_STATUS = {"proposed": "TENTATIVE", "confirmed": "CONFIRMED", "held": "CONFIRMED", "cancelled": "CANCELLED"}
_NOT_KNOWN = {"proposed": "; not confirmed, and no outcome is recorded", "confirmed": "; no outcome is recorded"}
"""What is not known of an event of each status; true on any day, since the calendar does not depend on it."""


def write(view: View, server: str, item: str = "") -> bytes:
    """Write the events of a view, or only the one with the id ``item``, as a calendar of whole days.

    ``server`` is the address that links begin with, such as ``https://example.org``. The calendar may be empty.
    """
    calendar = Calendar()
    calendar.add("version", "2.0")
    calendar.add("prodid", "-//briefing-dashboard//events//EN")
    calendar.add("method", METHOD)
    # The library escapes text only in properties of the standard.
    calendar.add("x-wr-calname", vText(" · ".join(filter(None, (view.briefing.title, view.filters.sentence)))))
    calendar.add("refresh-interval", _REFRESH, parameters={"VALUE": "DURATION"})
    calendar.add("x-published-ttl", f"P{_REFRESH.days}D")
    if view.events.empty:
        calendar.add_component(_universal_time())
    events = view.events[view.events["id"] == item] if item else view.events
    head, end, rest = calendar.to_ical().rpartition(b"END:VCALENDAR")
    return b"".join([head, *(_entry(row, view.briefing, server) for row in events.index), end, rest])


@view_cache(contract.MAX_ROWS)  # writing one takes a quarter of a millisecond, and it is the same in every view
def _entry(row: int, briefing: Briefing, server: str) -> bytes:
    """Write the event in one row of a briefing."""
    (event,) = records(briefing.events.iloc[[row]])
    link = f"{server}{item_address(contract.EVENTS, event['id']).shared(briefing.version)}"
    entry = Event()
    entry.add("uid", f"{event['id']}@{_place(briefing.fact('identifier') or briefing.title)}.briefing.invalid")
    _add_revision(entry, event, briefing)
    entry.add("dtstart", event["start"])
    entry.add("dtend", event["end"] + timedelta(days=1))  # our last day is inclusive, a calendar's is not
    # Programs do not show the status, and an entry without one reads as a fact, so each title begins with it.
    entry.add("summary", f"[{event['status'].capitalize()}] {event['title']}")
    entry.add("description", _description(event, briefing, link))
    entry.add("url", link)
    entry.add("categories", list(event["topics"]))
    entry.add("status", _STATUS[event["status"]])
    entry.add("transp", "TRANSPARENT")  # it does not block the days in a calendar
    return bytes(entry.to_ical())


def _place(name: str) -> str:
    """Return the briefing's part of a UID: its name in plain letters, with a hash if they lose something.

    It depends on nothing else, so that a calendar that has the event already updates it when the rows change.
    """
    folded, plain = fold(name), slug(name)
    if plain and len(folded) <= MAX_CHARACTERS and all(sign.isascii() or not sign.isalnum() for sign in folded):
        return plain
    return f"{plain}-{hashlib.sha256(folded.encode()).hexdigest()[:8]}".lstrip("-")


def _add_revision(entry: Event, event: Mapping[str, Any], briefing: Briefing) -> None:
    """Add the day on which the data was checked, as a time and as a number that rises with it.

    If the briefing has no such day, the required ``DTSTAMP`` is the event's first day.
    """
    checked = briefing.fact("data date")
    day = date.fromisoformat(checked) if checked else event["start"]
    stamp = datetime.combine(day, time(), UTC)
    entry.add("dtstamp", stamp)
    if checked:
        entry.add("last-modified", stamp)
        entry.add("sequence", (day - _SEQUENCE_START).days)


def _description(event: Mapping[str, Any], briefing: Briefing, link: str) -> str:
    precision, status = event["precision"], event["status"]
    return "\n".join(
        (
            event["summary"],
            f"Dates: {event_dates(event)}{'' if precision == 'day' else f', to the {precision}; no day is known'}",
            f"Status: {status}{_NOT_KNOWN.get(status, '')}",
            f"In the article: {event['source']}",
            f"Data version: {briefing.version}",
            link,
        )
    )


def _universal_time() -> Timezone:
    """Return a time zone for an empty calendar, since the standard requires one component."""
    standard = TimezoneStandard()
    standard.add("dtstart", datetime(1970, 1, 1))  # noqa: DTZ001 - here the standard wants a time without a zone
    standard.add("tzoffsetfrom", timedelta())
    standard.add("tzoffsetto", timedelta())
    zone = Timezone()
    zone.add("tzid", "Etc/UTC")
    zone.add_component(standard)
    return zone
