"""The dates of an event in words, and whether they are past, current or future."""

from collections.abc import Mapping
from datetime import date
from enum import StrEnum
from typing import Any

from components.briefing.briefing import Briefing
from components.briefing.caching import view_cache
from components.briefing.quarters import ranges, span


def event_dates(event: Mapping[str, Any]) -> str:
    """Return the dates of an event, no more exact than its precision: quarters, months or days."""
    start, end = str(event["start"]), str(event["end"])
    if event["precision"] == "quarter":
        return ranges(event["quarters"])
    if event["precision"] == "month":
        start, end = start[:7], end[:7]
    return span(start, end)


class Timing(StrEnum):
    """Where an event stands relative to a day. ``HELD`` and ``CANCELLED`` are statuses that no date overrides."""

    PASSED = "passed"
    NOW = "now"
    NEXT = "next"
    LATER = "later"
    HELD = "held"
    CANCELLED = "cancelled"


@view_cache(8)
def timings(briefing: Briefing, today: date) -> Mapping[str, Timing]:
    """Return the timing of every event of a briefing, by its id.

    Both dates of an event are inclusive. ``NEXT`` are the future events that begin first, several if they begin
    together; filters do not change it.
    """
    columns = ("id", "start", "end", "status")
    events = list(zip(*(briefing.events[column] for column in columns), strict=True))
    ahead = [start for _, start, _, status in events if start > today and status in ("proposed", "confirmed")]
    following = min(ahead, default=None)
    return {identifier: _timing(start, end, status, today, following) for identifier, start, end, status in events}


def _timing(start: date, end: date, status: str, today: date, following: date | None) -> Timing:
    if status in (Timing.HELD, Timing.CANCELLED):
        return Timing(status)
    if end < today:
        return Timing.PASSED
    if start <= today:
        return Timing.NOW
    return Timing.NEXT if start == following else Timing.LATER
