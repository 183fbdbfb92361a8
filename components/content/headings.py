"""The headings of the pages, each of which states a finding, and the line below each.

Each covers the cases of none, one, some and all. No heading says more than the data does: a date that has passed does
not mean that the event took place.
"""

from collections import Counter
from collections.abc import Sequence
from itertools import chain
from typing import NamedTuple

import pandas as pd

from components.briefing.briefing import Timing, records
from components.briefing.contract import AREAS, EVENTS, ITEM_TABLES, RECOMMENDATIONS, Table
from components.briefing.coverage import Coverage
from components.briefing.filters import View
from components.briefing.quarters import event_dates, ranges
from components.briefing.words import capitalised, counted, listed, plural
from components.content import sentences
from components.content.page import PageRequest
from components.content.rows import count_all, count_matches, rows_of, undated
from components.content.sentences import all_of, count_of, has_or_have, is_or_are, matching, names, number, part_of

MAX_RANGES = 32
"""Maximum characters of quarters in a heading; longer lists are shortened."""


class Heading(NamedTuple):
    """A heading and the line below it, which may be empty."""

    heading: str
    line: str


def overview(request: PageRequest) -> Heading:
    """Return the heading of the Overview: what has become of the dates; under filters, how much of all matches."""
    view, subtitle = request.view, sentences.sentence(request.view.briefing.fact("subtitle"))
    if view.filters:
        count, total = count_matches(view.briefing, request.address, ITEM_TABLES), count_all(view.briefing, ITEM_TABLES)
        return Heading(capitalised(matching(request.address, count, total)), subtitle)
    return Heading(capitalised(_dates_heading(request)), subtitle)


def timeline(request: PageRequest) -> Heading:
    """Return the heading of the Timeline: how many events, how settled, in which quarters, and what has passed."""
    parts = (timeline_lead(request), _timing_clause(request))
    return Heading("; ".join(filter(None, parts)), _timeline_line(request))


def timeline_lead(request: PageRequest) -> str:
    """Return the part of the heading of the Timeline that does not depend on the day."""
    events, total = request.view.events, len(request.view.briefing.events)
    if not total:
        return "This briefing has no events"
    if request.view.filters:
        return capitalised(matching(request.address, len(events), total, EVENTS))
    statuses = set(events["status"])
    status = statuses.pop() if len(statuses) == 1 else ""
    noun = "cancelled event" if status == "cancelled" else "event"
    when = {"proposed": "proposed for", "confirmed": "confirmed for", "held": "held in"}.get(status, "in")
    return capitalised(f"{count_of(total, noun)} {when} {_span(events)}")


def areas(request: PageRequest) -> Heading:
    """Return the heading of the Areas: how many, and on which topics most of them are."""
    rows, view = rows_of(request.view, request.address, AREAS), request.view
    count, total = len(rows), len(view.briefing.areas)
    if not total:
        return Heading("This briefing has no areas of cooperation", "")
    covered = set(chain.from_iterable(rows["topics"]))
    group = request.address.group(AREAS)
    where = " in this view" if view.filters.quarters or view.filters.text or group else ""
    line = []
    if missing := [topic for topic in view.topics if topic not in covered]:
        topics = sentences.short_list(missing, "or")
        many = f"{capitalised(count_of(len(missing), 'topic'))} have no area{where}."
        line.append(f"No area{where} covers {topics}." if topics else many)
    if any(len(topics) > 1 for topics in rows["topics"]):
        line.append("An area with several topics is shown under each.")
    if view.filters or group:
        lead = matching(request.address, count, total, AREAS)
    else:
        lead = f"{count_of(count, 'area')} of cooperation, {leading_topics(rows)}"
    return Heading(capitalised(lead), " ".join(line))


def recommendations(request: PageRequest) -> Heading:
    """Return the heading of the Recommendations: how many, and how many have no related event."""
    rows, view = rows_of(request.view, request.address, RECOMMENDATIONS), request.view
    count, total = len(rows), len(view.briefing.recommendations)
    if not total:
        return Heading("This briefing has no recommendations", "")
    without = len(undated(request, RECOMMENDATIONS))
    lead = count_of(count, "recommendation")
    if view.filters or request.address.group(RECOMMENDATIONS):
        lead = matching(request.address, count, total, RECOMMENDATIONS)
    clause = "" if view.filters.quarters else f"; {_without_event(without, count)}"
    return Heading(f"{capitalised(lead)}{clause}", related_line(RECOMMENDATIONS))


def coverage(request: PageRequest, counts: Coverage) -> Heading:
    """Return the heading of the Coverage: which topics have no dated event, and which quarters have none."""
    parts = []
    if counts.undated:
        topics = names(counts.undated, "topic")
        parts.append(f"{topics} {has_or_have(len(counts.undated))} no dated event")
    if counts.unmatched:
        topics = names(counts.unmatched, "topic")
        parts.append(f"{topics} {has_or_have(len(counts.unmatched))} none in this view")
    if not parts and counts.topics:
        parts.append(f"{_dated_topics(request, counts.topics)} a dated event")
    if counts.empty_quarters:
        empty = _quarters(counts.empty_quarters)
        verb = has_or_have(len(counts.empty_quarters))
        none = "no matching event" if counts.is_narrowed else "none either" if counts.undated else "no event"
        parts.append(f"{empty} {verb} {none}")
    total = len(counts.topics)
    dated = total - len(counts.undated) - len(counts.unmatched)
    where = " in this view" if counts.unmatched else ""
    line = f"{dated:,} of {total:,} {plural('topic', total)} {has_or_have(dated)} a dated event{where}."
    # Under a quarter every matching item has a related event by definition, which is not worth a sentence.
    rest = "" if request.view.filters.quarters else _items_without_event(request)
    return Heading(capitalised("; ".join(parts)), f"{line} {rest}".strip())


def _dated_topics(request: PageRequest, topics: Sequence[str]) -> str:
    """Return the subject and verb of a sentence about all topics in view."""
    if len(topics) == 1:
        return f"the topic {names(topics, 'topic')} has"
    return f"{names(topics, 'topic')} have" if request.view.filters.topics else "every topic has"


def no_event(view: View) -> str:
    """Return that no event matches, and how much else does: ``No event matches; 1 recommendation does.``"""
    counts = [(len(view.table(table.name)), table.noun) for table in (AREAS, RECOMMENDATIONS)]
    others = [counted(count, noun) for count, noun in counts if count]
    does = "does" if sum(count for count, _ in counts) == 1 else "do"
    return f"No event matches; {listed(others)} {does}." if others else "No event matches."


def sources(view: View) -> Heading:
    """Return the heading of the Sources: one article, and whether it was checked."""
    checked = bool((view.briefing.notes["evidence"] != "").any())
    return Heading(
        "One article, checked against the public record" if checked else "One article, and what it leaves open",
        "Who says what, how to cite it, and the files to download. Filters narrow the downloads.",
    )


def changes(request: PageRequest, rows: pd.DataFrame) -> Heading:
    """Return the heading of the Changes: how many, and when the last was."""
    every, count = request.view.briefing.changes, len(rows)
    if every.empty:
        return Heading("No change of the data is recorded", "")
    line = "What changed in the data and why, newest first."
    if not count:
        return Heading("No change concerns an item that matches", line)
    day = f"{'' if count == 1 else 'the last '}on {sentences.day(rows['date'].iloc[0])}"
    if not request.view.filters:
        return Heading(f"{capitalised(count_of(count, 'change'))} of the data, {day}", line)
    concerns = "concerns" if count == 1 else "concern"
    return Heading(f"{capitalised(part_of(count, len(every), 'change'))} {concerns} what matches, {day}", line)


def span_line(request: PageRequest) -> str:
    """Return the quarters of a view's events, and how many have passed: ``2025-Q1 to 2025-Q3, all passed``."""
    events = request.view.events
    if events.empty:
        return ""
    passed = _count_timings(request)[Timing.PASSED]
    status = f"{passed:,} passed" if passed else ""
    if passed == len(events):
        status = "passed" if passed == 1 else "all passed"
    return ", ".join(filter(None, (_span(events), status)))


def leading_topics(areas: pd.DataFrame) -> str:
    """Return the leading topics if more than half of the areas carry one, else how many; empty without areas."""
    carried = Counter(chain.from_iterable(areas["topics"]))
    most = max(carried.values(), default=0)
    leading = [topic for topic, count in carried.items() if count == most]
    on_them = sum(not set(topics).isdisjoint(leading) for topics in areas["topics"])
    if len(carried) == 1 or len(areas) == 1:
        return f"on {names(list(carried), 'topic')}"
    if most > 1 and len(leading) <= sentences.MAX_NAMES and 2 * on_them > len(areas):
        return f"most on {names(leading, 'topic')}"
    return f"on {count_of(len(carried), 'topic')}" if carried else ""


def related_line(table: Table) -> str:
    """Return what a related event is, and that the article itself gives no dates."""
    return f"Related: an event carries the same topic. The article itself ties no {table.noun} to a date."


def _timeline_line(request: PageRequest) -> str:
    """Return how many events are confirmed, what is known of past ones, and which quarters are empty."""
    view, events = request.view, request.view.events
    if events.empty:
        return ""
    when, clauses = _count_timings(request), []
    if events["status"].isin(["proposed", "confirmed"]).any():
        clauses.append(_confirmed(int((events["status"] == "confirmed").sum()), len(events)))
    if passed := when[Timing.PASSED]:
        clauses.append(f"nothing here records whether {_any_of(passed, len(events))} took place")
    filled = set(chain.from_iterable(events["quarters"]))
    empty = [quarter for quarter in view.quarters if quarter not in filled]
    line = sentences.sentence(", and ".join(clauses))
    if empty and not view.filters.quarters:
        which = "matching " if view.filters else ""
        line = f"{line} {capitalised(_quarters(empty))} {has_or_have(len(empty))} no {which}event."
    return line.strip()


def _any_of(passed: int, total: int) -> str:
    """Return the subject of a clause on past events: ``it``, ``either``, ``any of the three that have passed``."""
    if passed == total:
        return {1: "it", 2: "either"}.get(total, "any")
    passed_ones = {1: "the one that has passed", 2: "either of the two that have passed"}
    return passed_ones.get(passed, f"any of the {number(passed)} that have passed")


def _confirmed(confirmed: int, total: int) -> str:
    if not confirmed:
        return {1: "it is not confirmed", 2: "neither is confirmed"}.get(total, "none is confirmed")
    return f"{part_of(confirmed, total, 'event')} {is_or_are(confirmed)} confirmed"


def _span(events: pd.DataFrame) -> str:
    """Return the quarters of some events, or the first and the last if the list is too long."""
    filled = sorted(set(chain.from_iterable(events["quarters"])))
    text = ranges(filled)
    return text if len(text) <= MAX_RANGES else f"{filled[0]} to {filled[-1]}"


def _quarters(quarters: Sequence[str]) -> str:
    text = ranges(quarters)
    return text if len(text) <= MAX_RANGES else count_of(len(quarters), "quarter")


def _without_event(without: int, total: int) -> str:
    if not without:
        return "it has a related event" if total == 1 else "each has a related event"
    if without == total:
        return "it has no related event" if total == 1 else "none has a related event"
    return f"{number(without)} {has_or_have(without)} no related event"


def _items_without_event(request: PageRequest) -> str:
    """Return how many areas and recommendations of a view have no related event."""
    tables = [table for table in (AREAS, RECOMMENDATIONS) if len(request.view.table(table.name))]
    without = {table.noun: len(undated(request, table)) for table in tables}
    which = "matching " if request.view.filters else ""
    if counts := [count_of(count, f"{which}{noun}") for noun, count in without.items() if count]:
        return f"{capitalised(listed(counts))} {has_or_have(sum(without.values()))} no related event."
    return f"Every {which}{listed(list(without))} has a related event." if without else ""


def _dates_heading(request: PageRequest) -> str:
    """Return what has become of all events: ``all three proposed dates have passed; outcomes are not recorded``."""
    when, total, statuses = _count_timings(request), len(request.view.events), set(request.view.events["status"])
    if not total:
        return "this briefing has no events"
    if total in (when[Timing.HELD], when[Timing.CANCELLED]):
        fate = f"{'was' if total == 1 else 'were'} held" if when[Timing.HELD] else f"{is_or_are(total)} cancelled"
        return f"{all_of(total, 'event')} {fate}"
    every = all_of(total, f"{statuses.pop()} date" if len(statuses) == 1 else "date")
    if when[Timing.PASSED] == total:
        return f"{every} {has_or_have(total)} passed; {'its outcome is' if total == 1 else 'outcomes are'} not recorded"
    if when[Timing.NOW] == total:
        return f"{every} {is_or_are(total)} now"
    if _ahead(when) == total:
        return f"{every} {'lies ahead:' if total == 1 else 'lie ahead; the next is'} {_next(request)}"
    return f"of {count_of(total, 'event')}, {_shares(when, request)}"


def _timing_clause(request: PageRequest) -> str:
    """Return how many events have passed or lie ahead, for the second half of a heading."""
    when, total = _count_timings(request), len(request.view.events)
    if not total or total in (when[Timing.HELD], when[Timing.CANCELLED]):
        return ""
    every = {1: "its date", 2: "both dates"}.get(total, "all dates")
    if when[Timing.PASSED] == total:
        return f"{every} {has_or_have(total)} passed"
    if when[Timing.NOW] == total:
        return f"{every} {is_or_are(total)} now"
    if _ahead(when) == total:
        following = _next(request)
        lies = f"{every} {'lies' if total == 1 else 'lie'} ahead"
        return f"{lies}, the next is {following}" if following and total > 1 else lies
    return _shares(when, request)


def _shares(when: Counter[Timing], request: PageRequest) -> str:
    """Return how many events have each timing: ``one is now and two have passed``."""
    following = _next(request)
    lies = (f"lies ahead ({following})", f"lie ahead (next: {following})") if following else ("lies ahead", "lie ahead")
    shares = (
        (when[Timing.NOW], "is now", "are now"),
        (_ahead(when), *lies),
        (when[Timing.PASSED], "has passed without a recorded outcome", "have passed without a recorded outcome"),
        (when[Timing.HELD], "was held", "were held"),
        (when[Timing.CANCELLED], "is cancelled", "are cancelled"),
    )
    return listed([f"{number(count)} {one if count == 1 else several}" for count, one, several in shares if count])


def _count_timings(request: PageRequest) -> Counter[Timing]:
    """Return the number of matching events of each timing."""
    when = request.view.briefing.timings(request.today)
    return Counter(when[identifier] for identifier in request.view.events["id"])


def _ahead(when: Counter[Timing]) -> int:
    return when[Timing.NEXT] + when[Timing.LATER]


def _next(request: PageRequest) -> str:
    """Return the dates of the next event, if it is one of those that match: ``2031-Q4``."""
    when, events = request.view.briefing.timings(request.today), request.view.events
    following = next((place for place, id_ in enumerate(events["id"]) if when[id_] is Timing.NEXT), None)
    return "" if following is None else event_dates(records(events.iloc[[following]])[0])
