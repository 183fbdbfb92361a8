"""The strip of the Overview: four key figures, each a link to its page."""

from typing import NamedTuple

from components.briefing.address import COVERAGE, Address
from components.briefing.contract import AREAS, EVENTS, ITEM_TABLES, RECOMMENDATIONS
from components.briefing.coverage import coverage
from components.briefing.words import capitalised, plural
from components.content import headings, sentences
from components.content.page import PageRequest
from components.content.rows import undated


class KeyFigure(NamedTuple):
    """A number, what it counts, its link, and one line about it."""

    number: str
    noun: str
    address: Address
    line: str


def strip(request: PageRequest) -> list[KeyFigure]:
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
