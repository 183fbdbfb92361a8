"""What all pages have in common: head, menu, filters, notices, share panel and footer."""

from collections.abc import Sequence
from typing import Any

from jinja2.utils import htmlsafe_json_dumps
from markupsafe import Markup

from components.briefing.address import FEED, ITEM, PAGE, SOURCES, Address
from components.briefing.contract import CHANGES, ITEM_TABLES
from components.briefing.filters import MAX_TEXT, Ignored, ignored_sentence
from components.briefing.problems import Problem, first_lines
from components.briefing.quarters import first_day, last_day
from components.briefing.words import bidi_isolate, counted, plural
from components.content import sentences
from components.content.choices import Option, facets
from components.content.empty import clear_link
from components.content.links import Link, qr
from components.content.notes import fact_text, subject_link
from components.content.page import Content, Page, PageRequest
from components.content.rows import count_all, count_matches

NOT_SHOWN = "The data cannot be shown"
RECOVERS = "The page recovers by itself once the CSV files are fixed."

PREVIEW_SIZE = (1200, 630)
"""What chats ask of a preview picture, in pixels."""

MAX_ALSO_IN = 5
"""Notes and facts that are named if they match the search; more are counted."""


def frame(request: PageRequest, page: Page, pages: Sequence[Page], ignored: Sequence[Ignored] = ()) -> Content:
    """Return the values of the frame of a page; ``ignored`` has the values of the address that the page ignored."""
    view, address = request.view, request.address
    briefing = view.briefing
    sentence = sentences.filter_sentence(address, page.tables)
    matching, total = count_matches(briefing, address, page.tables), count_all(briefing, page.tables)
    return {
        "briefing": briefing,
        "request": request,
        "page": page,
        "menu": [Option(entry.name, address.to(entry.path), entry is page) for entry in pages],
        "facets": facets(request, page.tables),
        "max_text": MAX_TEXT,
        "action": Address(address.path),
        "form_choices": [(name, value) for name, value in address.choices if name != PAGE],
        "sentence": sentence,
        "matching": f"{matching:,} of {total:,} {plural(page.noun, total)}",
        "clear": clear_link(address, page.tables),
        "notices": _notices(request, ignored),
        **problem_values(request.problems),
        "share": _share(request),
        "checked": fact_text(briefing, "data date"),
        "link_to": address.to,
        "chart_choices": {table.group: group for table in page.tables if (group := address.group(table))},
        "also_in": _also_in(request),
        "item_tables": ITEM_TABLES,
    }


def head(request: PageRequest, page: Page, heading: str, line: str) -> Content:
    """Return the values of the head of a page: title, description, canonical link, preview picture, linked data."""
    address, origin, briefing = request.address, request.origin, request.view.briefing
    name = bidi_isolate(heading if address.choice(ITEM) else page.name)
    title = " · ".join(filter(None, (name, sentences.filter_sentence(address, page.tables), briefing.title)))
    return {
        "title": title,
        "description": " ".join(sentences.sentence(text) for text in (heading, line) if text),
        "canonical": f"{origin}{address}",
        "feed": address.to(FEED),
        "preview_size": PREVIEW_SIZE,
        "preview": f"{origin}{address.to('preview.png', **{ITEM: address.choice(ITEM)}).shared(briefing.version)}",
        "linked_data": _linked_data(request, title),
    }


def _linked_data(request: PageRequest, title: str) -> Markup:
    """Return a https://schema.org/Dataset for search engines; nothing in it can end the script element."""
    briefing, address = request.view.briefing, request.address
    files = [
        *(("text/csv", table.file) for table in ITEM_TABLES),
        ("text/calendar", "events.ics"),
        ("application/json", "briefing.json"),
    ]
    data: dict[str, Any] = {
        "@context": "https://schema.org",
        "@type": "Dataset",
        "name": title,
        "description": briefing.fact("subtitle"),
        "url": f"{request.origin}{address}",
        "version": briefing.version,
        "inLanguage": briefing.fact("language"),
        "license": f"{request.origin}{Address(SOURCES)}",
        "keywords": list(request.view.topics),
        "distribution": [
            {
                "@type": "DataDownload",
                "encodingFormat": media_type,
                "contentUrl": f"{request.origin}{address.to(f'export/{name}')}",
            }
            for media_type, name in files
        ],
    }
    if briefing.quarters:
        data["temporalCoverage"] = f"{first_day(briefing.quarters[0])}/{last_day(briefing.quarters[-1])}"
    return htmlsafe_json_dumps(data, ensure_ascii=False)


def problem_values(problems: Sequence[Problem]) -> Content:
    """Return the mistakes in the files as values of a template: a line for each that is shown at once and for how many
    more there are, and how many there are in all.
    """
    return {"problems": first_lines(problems), "problem_count": f"{counted(len(problems), 'error')} to fix"}


def _notices(request: PageRequest, ignored: Sequence[Ignored]) -> list[tuple[str, Link | None]]:
    """Return the sentences above the content of a page, each with a link to more if there is any."""
    version = request.view.briefing.version
    notices: list[tuple[str, Link | None]] = []
    if request.shared_version and request.shared_version != version:
        changes = Link("What changed", Address(CHANGES.page)) if len(request.view.briefing.changes) else None
        notices.append(("The data has changed since this link was made.", changes))
    if sentence := ignored_sentence((*request.ignored, *ignored)):
        notices.append((f"{sentence}.", None))
    if request.problems:
        mistakes = f"The data files have mistakes. What you see is the last version without any, {version}."
        notices.append((f"{mistakes} {RECOVERS}", None))
    return notices


def _share(request: PageRequest) -> Content:
    """Return the values of the share panel."""
    address, version = request.address, request.view.briefing.version
    link = f"{request.origin}{address.shared(version)}"
    calendar = f"{request.origin}{address.to('export/events.ics')}"
    return {
        "link": link,
        "too_long": address.shared(version).is_too_long,
        "qr": qr(link),
        "webcal": f"webcal{calendar[calendar.index(':') :]}" if request.origin else calendar,
        "calendar": calendar,
        "can_embed": request.can_embed,
    }


def _also_in(request: PageRequest) -> list[Link]:
    """Return links to the notes and facts that match the search, since these are not counted as items."""
    briefing = request.view.briefing
    subjects = briefing.also_in(request.view.filters.terms)
    links = [subject_link(briefing, subject) for subject in subjects[:MAX_ALSO_IN]]
    more = len(subjects) - len(links)
    return [*links, *([Link(f"{more:,} more", f"{Address(SOURCES)}#notes")] if more else [])]
