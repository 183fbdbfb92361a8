"""Overview: what has become of the dates, how much there is, and what to know before quoting."""

from components.briefing.address import COVERAGE, Address
from components.briefing.contract import AREAS, EVENTS, RECOMMENDATIONS, Table
from components.briefing.coverage import coverage
from components.briefing.words import capitalised, plural
from components.content import headings, notes, sentences
from components.content.page import Content, Page, PageRequest
from components.content.pictures import CHART_CHOICE, timeline_picture
from components.content.rows import undated

MAX_EVENTS = 12
"""Events on the small Gantt; the Timeline has all."""
KeyFigure = tuple[str, str, Address, str]
"""A number, what it counts, its link, and one line about it."""


def content(request: PageRequest) -> Content:
    """Return the values of the template."""
    view, briefing = request.view, request.view.briefing
    heading = headings.overview(request)
    events = view.events.head(MAX_EVENTS)
    return {
        **heading._asdict(),
        "caution": notes.before_you_quote(briefing),
        "picture": timeline_picture(request, events, heading.heading) if len(events) else None,
        "no_event": headings.no_event(view) if view.filters else "",
        "more_events": len(view.events) - len(events),
        "all_events": request.address.to(EVENTS.page),
        "strip": _strip(request),
        "versions": notes.meeting(briefing),
        "evidence": notes.evidence(briefing, briefing.notes_on(notes.MEETING)),
    }


def _strip(request: PageRequest) -> list[KeyFigure]:
    """Return the key figures of a view: events, areas, recommendations, and topics without a date."""
    view = request.view
    statuses = set(view.events["status"])
    status = f"{next(iter(statuses))} " if len(statuses) == 1 else ""
    without = len(undated(request, RECOMMENDATIONS))
    line = f"{without:,} {sentences.has_or_have(without)} no related event" if without else ""
    topics = coverage(view).undated
    every = "" if view.filters.topics else "Every topic has a dated event"
    names = capitalised(sentences.short_list(topics)) if topics else every
    noun = f"{plural('topic', len(topics))} without a date"
    return [
        _figure(request, EVENTS, headings.span_line(request), before=status),
        _figure(request, AREAS, capitalised(headings.leading_topics(view.areas)), after=" of cooperation"),
        _figure(request, RECOMMENDATIONS, line),
        (f"{len(topics):,}", noun, request.address.to(COVERAGE), names),
    ]


def _figure(request: PageRequest, table: Table, line: str, before: str = "", after: str = "") -> KeyFigure:
    """Return the key figure of a table: the count or, if not all match, the count out of the total."""
    count, total = len(request.view.table(table.name)), len(request.view.briefing.table(table.name))
    noun = f"{before}{plural(table.noun, total)}{after}"
    words = noun if count == total else f"of {total:,} {noun}"
    return f"{count:,}", words, request.address.to(table.page), line


PAGE = Page("", "Overview", content, (CHART_CHOICE,))
