"""What a view shows, in sentences: the titles of charts, their text alternatives, and counts.

The live page and every other rendering of a view say the same words.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from itertools import chain
from typing import Any

import pandas as pd

from components.briefing.arrangement import FIRST, PAGE_SIZE, area_counts, areas_of, page_of
from components.briefing.briefing import Briefing, records
from components.briefing.caching import view_cache
from components.briefing.citation import citation as citation  # noqa: PLC0414 - until its callers import it from there
from components.briefing.coverage import Across, Coverage
from components.briefing.dates import event_dates as event_dates  # noqa: PLC0414 - the same
from components.briefing.filters import View
from components.briefing.loading import BriefingError, Problem
from components.briefing.quarters import first_day, last_day, ranges
from components.briefing.words import capitalised, counted, isolated, listed, shortened

_MOST = 64
"""Answers of each kind that are kept, where working one out reads all rows of a table."""
_NAMED = 3
_TITLE = 80
"""Letters of a title that stands in a sentence; longer ones are cut."""
_NAMES = 80
"""Letters that names may take in a sentence; where they take more, they are counted."""
NOUNS = {"events": "event", "areas": "area", "recommendations": "recommendation"}

MEETING = ("parties", "meeting date", "place as reported", "people as reported")
"""The facts of the meeting, which the Overview gives with the notes that contradict them."""

WHOSE = (
    ("The article’s", "titles, dates, strands, pillars, and the facts of the meeting."),
    ("The public record’s", "the findings in the notes that give evidence."),
    (
        "Ours",
        (
            "the summaries, in our own words; the topics, which are our reading of the article and tie the three "
            "tables together; and the first and last day that stand for a month or a quarter."
        ),
    ),
)
"""What on the pages is whose word."""


def meeting(briefing: Briefing) -> list[tuple[str, str, str]]:
    """Return the facts of the meeting: name, what the article reports, and whether a note contradicts it."""
    noted = set(briefing.notes["subject"])
    return [
        (
            capitalised(name.removesuffix(" as reported")),
            briefing.fact(name),
            "See the note below" if name in noted else "None",
        )
        for name in MEETING
    ]


@view_cache(_MOST)
def subject(name: str, briefing: Briefing) -> str:
    """Return what a note is about, as its heading: a fact, a table, or an item by its title and id."""
    for table in NOUNS:
        items = briefing.items(table)
        for title in items.loc[items["id"] == name, "title"]:
            return f"{isolated(shortened(title, _TITLE))} ({name})"
    return capitalised(name)


def nothing(view: View, table: str) -> str:
    """Say that nothing of a table matches, or that the briefing has none of it at all."""
    noun, total = NOUNS[table], len(view.briefing.items(table))
    if not total:
        return f"This briefing has no {noun}s."
    return f"No {noun} matches {view.filters.sentence}. The briefing has {counted(total, noun)} in all."


def under(view: View) -> str:
    """Say the filters of a view, as an addition to a sentence: `` under 2025-Q1 · Reform``; empty without."""
    return f" under {view.filters.sentence}" if view.filters else ""


def matching(view: View, table: str, shown: int | None = None) -> str:
    """Say how many items of a table match, out of how many: ``1 of 3 events``; ``shown`` if fewer are in view;
    ``no events`` where the briefing has none at all.
    """
    total = len(view.briefing.items(table))
    number = len(view.items(table)) if shown is None else shown
    return f"{number:,} of {counted(total, NOUNS[table])}" if total else counted(0, NOUNS[table])


def part(rows: pd.DataFrame, number: int) -> str:
    """Say which rows a page shows, of how many: ``25 to 48 of 60``; empty where there are no more than one page."""
    shown = len(page_of(rows, number))
    if shown == len(rows):
        return ""
    first = (number - 1) * PAGE_SIZE + 1
    return f"{first:,} to {first + shown - 1:,} of {len(rows):,}" if shown else f"none here, of {len(rows):,}"


def first_of(rows: pd.DataFrame, noun: str, most: int) -> str:
    """Say that only the first rows are shown: ``The first 12 of 40 events``; empty where that is all."""
    return f"The first {most:,} of {counted(len(rows), noun)}" if len(rows) > most else ""


def more_notes(notes: pd.DataFrame) -> str:
    """Say that there are more notes than one page holds; empty where there are not."""
    more = len(notes) - PAGE_SIZE
    return f"{counted(more, 'more note')} {'is' if more == 1 else 'are'} on the page" if more > 0 else ""


def matching_everything(view: View) -> str:
    """Say how many items of all tables match, out of how many."""
    number = sum(len(view.items(table)) for table in NOUNS)
    total = sum(len(view.briefing.items(table)) for table in NOUNS)
    return f"{number:,} of {counted(total, 'item')}"


def group(item: Mapping[str, Any], table: str) -> str:
    """Say under what an item stands: an event's dates and status, an area's strand, a recommendation's pillar."""
    if table == "events":
        return f"{event_dates(item)} · {item['status']} · {item['precision']} precision"
    return str(item["strand" if table == "areas" else "pillar"])


def through(item: Mapping[str, Any], view: View) -> str:
    """Say through which events an item without a date of its own is tied to the timeline, or that there is none."""
    events, number = view.first_sharing(item["topics"], _NAMED)
    if not events:
        return "✕ No dated event shares a topic"
    said = [f"{isolated(shortened(event['title'], _TITLE))} ({event_dates(event)})" for event in events]
    more = number - len(said)
    lead = "In this view through" if view.filters.quarters else "Shares a topic with"
    return f"{lead} {', '.join(said)} and {more:,} more" if more else f"{lead} {listed(said)}"


def timeline(view: View) -> str:
    """State what the timeline shows: how many events, of which status, in which quarters."""
    events = view.events
    if events.empty:
        return f"No event{under(view)}"
    filled = set(chain.from_iterable(events["quarters"]))
    empty = [quarter for quarter in view.quarters if quarter not in filled]
    statuses = Counter(events["status"])
    kinds = listed([f"{number:,} {status}" for status, number in statuses.items()])
    said = f"{kinds} {'event' if len(events) == 1 else 'events'}"
    if len(ranges(filled) + ranges(empty)) > _NAMES:  # too many gaps to follow; the picture shows them
        return f"{said} in {len(view.quarters) - len(empty):,} of {len(view.quarters):,} quarters"
    return f"{said} in {ranges(filled)}; none in {ranges(empty)}" if empty else f"{said} in {ranges(filled)}"


def timeline_caveat(view: View) -> str:
    """Say what must be known before a date is quoted: how settled, how exact, and whether outcomes are known."""
    events = view.events
    if events.empty:
        return ""
    proposed = int((events["status"] == "proposed").sum())
    vague = int((events["precision"] == "quarter").sum())
    said = []
    if proposed:
        said.append(f"{_all_or(proposed, len(events))} {'is a proposal' if proposed == 1 else 'are proposals'}")
    if vague:
        said.append(f"{_all_or(vague, len(events))} {'is' if vague == 1 else 'are'} dated to the quarter only")
    if not events["status"].isin(["held", "cancelled"]).any():
        said.append("outcomes are not recorded")
    return f"{capitalised('; '.join(said))}." if said else ""


def _all_or(number: int, total: int) -> str:
    if number < total:
        return f"{number:,} of {total:,}"
    return "the event" if total == 1 else f"all {total:,} events"


def timeline_alt(view: View) -> str:
    """Describe the Gantt to somebody who does not see it."""
    rows = [
        f"{isolated(event['title'])}, {event_dates(event)}, {event['status']}"
        for event in records(view.events.head(FIRST))
    ]
    more = len(view.events) - len(rows)
    rest = f"; and {more:,} more" if more > 0 else ""
    axis = f" over {ranges(view.briefing.quarters)}" if view.briefing.quarters else ""
    said = f" {'; '.join(rows)}{rest}." if rows else ""
    return f"Gantt chart{axis}. {timeline(view)}.{said}"


@view_cache(_MOST)
def areas(view: View, strand: str | None = None) -> str:
    """State which topics most of the matching areas carry, of one strand or of all."""
    shown = areas_of(view, strand)
    if shown.empty:
        return f"No area{under(view)}"
    carried = area_counts(view, strand).sum(axis=1)
    counts = Counter({topic: int(number) for topic, number in carried.items() if number})
    if not counts:
        return counted(len(shown), "area")
    if len(shown) == 1:
        return f"1 area, on {_named([topic for topic in view.topics if counts[topic]])}"
    most = max(counts.values())
    leading = [topic for topic in view.topics if counts[topic] == most]
    number = f"{most:,} of {counted(len(shown), 'area')}"
    names = listed([isolated(topic) for topic in leading])
    if len(leading) == 1:
        return f"{names} is the topic of {number}"
    if len(leading) <= 3 and len(names) <= _NAMES:
        return f"{names} are each the topic of {number}"
    return f"{counted(len(shown), 'area')} over {counted(len(counts), 'topic')}, at most {most:,} on one"


@view_cache(_MOST)
def areas_alt(view: View, strand: str | None = None) -> str:
    """Describe the breakdown of the matching areas, of one strand or of all, to somebody who does not see it."""
    shown, parts = areas_of(view, strand), []
    named = list(zip(shown["strand"].tolist(), shown["title"].tolist(), strict=True))
    for name in view.briefing.strands:
        titles = [title for own, title in named if own == name]
        rest = f" and {len(titles) - FIRST:,} more" if len(titles) > FIRST else ""
        parts.append(f"{isolated(name)}: {', '.join(map(isolated, titles[:FIRST])) or 'none'}{rest}")
    return f"Areas by topic and strand. {areas(view, strand)}. {'; '.join(parts)}."


def _named(topics: Sequence[str]) -> str:
    """Name topics, or count them where their names are too long for a sentence."""
    names = listed([isolated(topic) for topic in topics])
    return names if len(topics) == 1 or len(names) <= _NAMES else counted(len(topics), "topic")


def coverage(found: Coverage) -> str:
    """State which topics have no date and which quarters no event."""
    said = []
    if found.undated:
        said.append(f"{_named(found.undated)} {'has' if len(found.undated) == 1 else 'have'} no dated event")
    if found.unmatched:
        said.append(f"{_named(found.unmatched)} {'has' if len(found.unmatched) == 1 else 'have'} none in this view")
    if found.empty_quarters:
        have = "has" if len(found.empty_quarters) == 1 else "have"
        empty = ranges(found.empty_quarters)
        if len(empty) > _NAMES:
            empty = counted(len(found.empty_quarters), "quarter")
        said.append(f"{empty} {have} no event{' in this view' if found.is_narrowed else ''}")
    return "; ".join(said) or "Every topic has a dated event, and every quarter an event"


def coverage_alt(found: Coverage) -> str:
    """Describe the coverage matrix to somebody who does not see it."""
    return f"Matrix of {against(found)}: {dated(found)} with a dated event. {coverage(found)}."


def against(found: Coverage) -> str:
    """Say what the matrix sets against what: ``topics against strands, quarters and recommendations``."""
    time = "years" if any(len(heading.quarters) > 1 for heading in found.headings) else "quarters"
    says = {Across.STRAND: "strands", Across.QUARTER: time, Across.RECOMMENDATIONS: "recommendations"}
    kinds = list(dict.fromkeys(says[heading.across] for heading in found.headings))
    return f"topics against {listed(kinds)}" if kinds else "topics"


def dated(found: Coverage) -> str:
    """Say how many topics have a dated event, out of how many: ``5 of 7 topics``."""
    return f"{len(found.dated):,} of {counted(len(found.topics), 'topic')}"


@view_cache(_MOST)
def undated(view: View) -> pd.DataFrame:
    """Return what matches and has no date at all, not even through another topic.

    Areas, then recommendations: ``id``, ``title``, ``topics``, ``source``, and ``table`` for where they come from.
    """
    dated = view.briefing.dated_topics
    found = []
    for table in ("areas", "recommendations"):
        rows = view.items(table)
        without = rows[~view.briefing.carrying(table, dated)[rows.index]]
        found.append(without[["id", "title", "topics", "source"]].assign(table=table))
    return pd.concat(found)


def without_any_date(view: View, undated: pd.DataFrame) -> str:
    """Say how many areas and recommendations ``undated`` found; nothing of a briefing that has neither."""
    kinds = [NOUNS[table] for table in ("areas", "recommendations") if not view.briefing.items(table).empty]
    if not kinds:
        return ""
    if undated.empty:
        return f"Every {listed(kinds)}{under(view)} shares a topic with an event."
    numbers = Counter(undated["table"])
    said = listed([counted(number, NOUNS[table]) for table, number in numbers.items()])
    share = "shares" if len(undated) == 1 else "share"
    return f"{capitalised(said)}{under(view)} {share} no topic with any event of the timeline."


def counts(view: View, found: Coverage) -> list[tuple[str, str]]:
    """Return the counts of a view, each with its name: a number, and out of how many where not all match."""
    numbers = [
        *(
            (capitalised(f"{noun}s"), len(view.items(table)), len(view.briefing.items(table)))
            for table, noun in NOUNS.items()
        ),
        ("Topics with a date", len(found.dated), len(found.topics)),
    ]
    return [(name, f"{number:,}" if number == total else f"{number:,} of {total:,}") for name, number, total in numbers]


def period(briefing: Briefing) -> str:
    """Return the days that the time axis covers, as an ISO 8601 interval: ``2025-01-01/2025-12-31``."""
    return f"{first_day(briefing.quarters[0])}/{last_day(briefing.quarters[-1])}"


NOT_SHOWN = "The data cannot be shown."
RECOVERS = "The page recovers by itself once the CSV files are mended."


def stale(briefing: Briefing) -> str:
    """Say that the files have mistakes by now, and which version is shown instead."""
    return f"The data files have mistakes. What you see is the last version without any, {briefing.version}."


def mistakes(found: Sequence[Problem]) -> str:
    """Say how many places need mending."""
    return f"{capitalised(counted(len(found), 'place'))} to mend"


def problems(found: Sequence[Problem]) -> list[str]:
    """Say each problem, and how many more there are than are worth a look at once."""
    error = BriefingError(tuple(found))
    said = [str(problem) for problem in error.shown]
    return [*said, f"… and {error.left_out:,} more"] if error.left_out else said
