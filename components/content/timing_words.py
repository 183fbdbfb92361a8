"""How many dates have passed and how many lie ahead, in words: the part of a heading that depends on the day."""

from collections import Counter

import pandas as pd

from components.briefing.briefing import Timing, records
from components.briefing.quarters import event_dates
from components.briefing.words import listed
from components.content.page import PageRequest
from components.content.sentences import all_of, count_of, has_or_have, is_or_are, number


def dates_heading(events: pd.DataFrame, request: PageRequest) -> str:
    """Return what has become of all events of a briefing: ``all three proposed dates have passed; outcomes are not
    recorded``.
    """
    total, statuses = len(events), set(events["status"])
    if not total:
        return "this briefing has no events"
    when = count_timings(events, request)
    if total not in when.values() and _ahead(when) != total:
        return f"of {count_of(total, 'event')}, {_shares(when, events, request)}"
    if when[Timing.HELD] or when[Timing.CANCELLED]:
        fate = f"{'was' if total == 1 else 'were'} held" if when[Timing.HELD] else f"{is_or_are(total)} cancelled"
        return f"{all_of(total, 'event')} {fate}"
    every = all_of(total, f"{statuses.pop()} date" if len(statuses) == 1 else "date")
    if when[Timing.PASSED]:
        return f"{every} {has_or_have(total)} passed; {'its outcome is' if total == 1 else 'outcomes are'} not recorded"
    if when[Timing.NOW]:
        return f"{every} {is_or_are(total)} now"
    lies = "lies ahead:" if total == 1 else "lie ahead; the next is"
    return f"{every} {lies} {_next(events, request)}"


def count_timings(events: pd.DataFrame, request: PageRequest) -> Counter[Timing]:
    """Return the number of events of each timing."""
    when = request.view.briefing.timings(request.today)
    return Counter(when[identifier] for identifier in events["id"])


def _ahead(when: Counter[Timing]) -> int:
    return when[Timing.NEXT] + when[Timing.LATER]


def _next(events: pd.DataFrame, request: PageRequest) -> str:
    """Return the dates of the next event, if it is one of these: ``2031-Q4``."""
    when = request.view.briefing.timings(request.today)
    following = next((place for place, id_ in enumerate(events["id"]) if when[id_] is Timing.NEXT), None)
    return "" if following is None else event_dates(records(events.iloc[[following]])[0])


def _shares(when: Counter[Timing], events: pd.DataFrame, request: PageRequest) -> str:
    """Return how many events have each timing: ``one is now and two have passed``."""
    following = _next(events, request)
    lies = (f"lies ahead ({following})", f"lie ahead (next: {following})") if following else ("lies ahead", "lie ahead")
    shares = (
        (when[Timing.NOW], "is now", "are now"),
        (_ahead(when), *lies),
        (when[Timing.PASSED], "has passed without a recorded outcome", "have passed without a recorded outcome"),
        (when[Timing.HELD], "was held", "were held"),
        (when[Timing.CANCELLED], "is cancelled", "are cancelled"),
    )
    return listed([f"{number(count)} {one if count == 1 else several}" for count, one, several in shares if count])


def timing_clause(events: pd.DataFrame, request: PageRequest) -> str:
    """Return how many events have passed or lie ahead, for the second half of a heading."""
    when, total = count_timings(events, request), len(events)
    if not total or when[Timing.HELD] == total or when[Timing.CANCELLED] == total:
        return ""
    if when[Timing.PASSED] == total:
        return {1: "its date has passed", 2: "both dates have passed"}.get(total, "all dates have passed")
    if when[Timing.NOW] == total:
        return "its date is now" if total == 1 else "all dates are now"
    if _ahead(when) == total:
        following = _next(events, request)
        lies = {1: "its date lies ahead", 2: "both dates lie ahead"}.get(total, "all dates lie ahead")
        return f"{lies}, the next is {following}" if following and total > 1 else lies
    return _shares(when, events, request)
