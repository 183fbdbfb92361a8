"""Overview: what has become of the dates, how much there is, and what to know before quoting."""

from typing import NamedTuple

from components.briefing.address import COVERAGE, Address
from components.briefing.contract import AREAS, EVENTS, ITEM_TABLES, RECOMMENDATIONS
from components.briefing.coverage import coverage
from components.briefing.words import capitalised, plural
from components.content import headings, notes, sentences
from components.content.page import Content, Page, PageRequest
from components.content.pictures import CHART_CHOICE, timeline_picture
from components.content.rows import undated

MAX_EVENTS = 12
"""Events on the small Gantt; the Timeline has all."""


class KeyFigure(NamedTuple):
    """A number, what it counts, its link, and one line about it."""

    number: str
    noun: str
    address: Address
    line: str


def content(request: PageRequest) -> Content:
    """Return the values of the template."""
    view, briefing = request.view, request.view.briefing
    heading, line = headings.overview(request)
    events = view.events.head(MAX_EVENTS)
    meeting = briefing.notes_on(notes.MEETING)
    return {
        "heading": heading,
        "line": line,
        "caution": notes.before_you_quote(briefing),
        "picture": timeline_picture(request, events, heading) if len(events) else None,
        "no_event": headings.no_event(view) if view.filters else "",
        "more_events": len(view.events) - len(events),
        "all_events": request.address.to(EVENTS.page),
        "strip": _strip(request),
        "versions": notes.meeting(briefing),
        "evidence": notes.evidence(briefing, meeting),
    }


def _strip(request: PageRequest) -> list[KeyFigure]:
    """Return the key figures of a view: events, areas, recommendations, and topics without a date."""
    view, briefing, address = request.view, request.view.briefing, request.address
    statuses = set(view.events["status"])
    status = f"{next(iter(statuses))} " if len(statuses) == 1 else ""
    without = len(undated(request, RECOMMENDATIONS))
    topics = coverage(view).undated
    line = f"{without:,} {sentences.has_or_have(without)} no related event" if without else ""
    every = "" if view.filters.topics else "Every topic has a dated event"
    names = capitalised(sentences.short_list(topics)) if topics else every
    counts = [(len(view.table(table.name)), len(briefing.table(table.name))) for table in ITEM_TABLES]
    return [
        _figure(*counts[0], f"{status}event", address.to(EVENTS.page), headings.span_line(request)),
        _figure(*counts[1], "area", address.to(AREAS.page), headings.leading_line(view.areas), " of cooperation"),
        _figure(*counts[2], "recommendation", address.to(RECOMMENDATIONS.page), line),
        KeyFigure(f"{len(topics):,}", f"{plural('topic', len(topics))} without a date", address.to(COVERAGE), names),
    ]


def _figure(count: int, total: int, noun: str, address: Address, line: str, after: str = "") -> KeyFigure:
    """Return a key figure: the count or, if not all match, the count out of the total."""
    noun = f"{plural(noun, total)}{after}"
    return KeyFigure(f"{count:,}", noun if count == total else f"of {total:,} {noun}", address, line)


PAGE = Page("", "Overview", content, (CHART_CHOICE,))
