"""What all pages have in common: menu, filters, notices, share panel and footer."""

from collections.abc import Sequence

from components.briefing.address import ITEM, PAGE, SOURCES, Address
from components.briefing.citation import citation
from components.briefing.contract import CHANGES, ITEM_TABLES
from components.briefing.filters import MAX_TEXT, Ignored, ignored_sentence
from components.briefing.loading import BriefingError, Problem
from components.briefing.words import bidi_isolate, counted
from components.content import sentences
from components.content.choices import Option, facets
from components.content.empty import clear_words, cleared
from components.content.links import Link, qr
from components.content.notes import fact_text, subject_link
from components.content.page import Content, Page, PageRequest
from components.content.rows import count_all, count_matches

NOT_SHOWN = "The data cannot be shown"
RECOVERS = "The page recovers by itself once the CSV files are fixed."

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
        "address": address,
        "home": address.to(""),
        "menu": [Option(entry.name, address.to(entry.path), entry is page) for entry in pages],
        "facets": facets(request, page.tables),
        "filters": view.filters,
        "max_text": MAX_TEXT,
        "action": Address(address.path),
        "counted_noun": page.noun,
        "form_choices": [(name, value) for name, value in address.choices if name != PAGE],
        "sentence": sentence,
        "matching": sentences.matching(matching, total, page.noun),
        "cleared": cleared(address, page.tables),
        "clear_words": clear_words(address, page.tables),
        "notices": _notices(request, ignored),
        "problems": problem_lines(request.problems),
        "problem_count": count_problems(request.problems),
        "share": _share(request),
        "checked": fact_text(briefing, "data date"),
        "link_to": address.to,
        "sources": address.to(SOURCES),
        "chart_choices": {table.group: group for table in page.tables if (group := address.group(table))},
        "also_in": _also_in(request),
        "item_tables": ITEM_TABLES,
        "today": request.today,
        "citation": citation(briefing),
    }


def title(request: PageRequest, page: Page, heading: str) -> str:
    """Return the title of a page, for the browser's tab, search engines and chats."""
    name = heading if request.address.choice(ITEM) else page.name
    parts = (bidi_isolate(name), sentences.filter_sentence(request.address, page.tables), request.view.briefing.title)
    return " · ".join(part for part in parts if part)


def problem_lines(problems: Sequence[Problem]) -> list[str]:
    """Return each mistake in the files as a line, and how many more there are than are shown at once."""
    error = BriefingError(tuple(problems))
    lines = [str(problem) for problem in error.shown]
    return [*lines, f"… and {error.left_out:,} more"] if error.left_out else lines


def count_problems(problems: Sequence[Problem]) -> str:
    """Return how many mistakes there are to fix: ``3 errors to fix``."""
    return f"{counted(len(problems), 'error')} to fix"


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
    also_in = briefing.also_in(request.view.filters.terms)
    notes, facts = list(also_in.notes["id"]), list(also_in.facts["field"])
    links = [subject_link(briefing, subject) for subject in (*notes, *facts)[:MAX_ALSO_IN]]
    more = len(notes) + len(facts) - len(links)
    return [*links, *([Link(f"{more:,} more", f"{Address(SOURCES)}#notes")] if more else [])]
