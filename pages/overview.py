"""Overview: what has become of the dates, how much there is, and what to know before quoting."""

from components.briefing.contract import EVENTS
from components.content import headings, notes
from components.content.page import Content, Page, PageRequest
from components.content.pictures import CHART_CHOICE, timeline_picture
from components.content.strip import strip

MAX_EVENTS = 12
"""Events on the small Gantt; the Timeline has all."""


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
        "strip": strip(request),
        "versions": notes.meeting(briefing),
        "evidence": notes.evidence(briefing, meeting),
    }


PAGE = Page("", "Overview", content, (CHART_CHOICE,))
