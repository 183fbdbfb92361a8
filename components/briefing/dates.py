"""Dates of events in words."""

from collections.abc import Mapping
from typing import Any

from components.briefing.quarters import ranges


def event_dates(event: Mapping[str, Any]) -> str:
    """Say when an event is, as exactly as its precision allows and no more: quarters, months or days."""
    start, end = str(event["start"]), str(event["end"])
    if event["precision"] == "quarter":
        return ranges(event["quarters"])
    if event["precision"] == "month":
        start, end = start[:7], end[:7]
    return start if start == end else f"{start} to {end}"
