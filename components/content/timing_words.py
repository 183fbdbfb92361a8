"""How many dates have passed and how many lie ahead, in words: the part of a heading that depends on the day."""

from collections import Counter

import pandas as pd

from components.briefing.briefing import records
from components.briefing.timing import Timing, event_dates, timings
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
    kind = f"{statuses.pop()} date" if len(statuses) == 1 else "date"
    if total in when.values() or _ahead(when) == total:
        return _all_alike(events, kind, when, request)
    return f"of {count_of(total, 'event')}, {_shares(when, events, request)}"


def _all_alike(events: pd.DataFrame, kind: str, when: Counter[Timing], request: PageRequest) -> str:
    """Return what has become of all events if that is the same for each."""
    total = len(events)
    every, has = all_of(total, kind), has_or_have(total)
    if when[Timing.HELD]:
        return f"{all_of(total, 'event')} {'was' if total == 1 else 'were'} held"
    if when[Timing.CANCELLED]:
        return f"{all_of(total, 'event')} {is_or_are(total)} cancelled"
    if when[Timing.PASSED]:
        return f"{every} {has} passed; {'its outcome is' if total == 1 else 'outcomes are'} not recorded"
    if when[Timing.NOW]:
        return f"{every} {is_or_are(total)} now"
    lies = "lies ahead:" if total == 1 else "lie ahead; the next is"
    return f"{every} {lies} {_next(events, request)}"


def count_timings(events: pd.DataFrame, request: PageRequest) -> Counter[Timing]:
    """Return the number of events of each timing."""
    when = timings(request.view.briefing, request.today)
    return Counter(when[identifier] for identifier in events["id"])


def _ahead(when: Counter[Timing]) -> int:
    return when[Timing.NEXT] + when[Timing.LATER]


def _next(events: pd.DataFrame, request: PageRequest) -> str:
    """Return the dates of the next event, if it is one of these: ``2031-Q4``."""
    when = timings(request.view.briefing, request.today)
    following = next((place for place, id_ in enumerate(events["id"]) if when[id_] is Timing.NEXT), None)
    return "" if following is None else event_dates(records(events.iloc[[following]])[0])


def _shares(when: Counter[Timing], events: pd.DataFrame, request: PageRequest) -> str:
    """Return how many events have each timing: ``one is now and two have passed``."""
    shares = []
    if count := when[Timing.NOW]:
        shares.append(f"{number(count)} {is_or_are(count)} now")
    if ahead := _ahead(when):
        following = _next(events, request)
        shares.append(
            f"{number(ahead)} {'lies' if ahead == 1 else 'lie'} ahead"
            + (f" ({'' if ahead == 1 else 'next: '}{following})" if following else "")
        )
    if count := when[Timing.PASSED]:
        shares.append(f"{number(count)} {has_or_have(count)} passed without a recorded outcome")
    if count := when[Timing.HELD]:
        shares.append(f"{number(count)} {'was' if count == 1 else 'were'} held")
    if count := when[Timing.CANCELLED]:
        shares.append(f"{number(count)} {is_or_are(count)} cancelled")
    return listed(shares)


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
