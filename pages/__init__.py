"""The pages of the dashboard: each has a module for its content and a template for its HTML."""

from collections.abc import Iterable, Sequence
from datetime import date
from functools import cache
from pathlib import Path
from typing import NamedTuple

from components import failures, settings
from components.briefing.address import EMBED, ITEM, VERSION, Address
from components.briefing.briefing import Briefing
from components.briefing.caching import view_cache
from components.briefing.problems import BriefingError, Problem
from components.briefing.store import Snapshot
from components.charts.figure import Chart
from components.charts.palette import DARK, LIGHT, css_variables
from components.charts.svg import CHART_STYLE
from components.content.cards import item_content
from components.content.choices import Option
from components.content.empty import applied_filters, empty
from components.content.environment import environment
from components.content.frame import NOT_SHOWN, RECOVERS, frame, head, problem_values
from components.content.page import Content, Page, PageRequest
from components.content.rows import count_matches
from pages import areas, briefing, changes, coverage, overview, recommendations, sources, timeline

PAGES: tuple[Page, ...] = tuple(
    module.PAGE for module in (overview, timeline, areas, recommendations, coverage, sources, changes)
)
"""Every page, in the order of the menu."""
BRIEFING = briefing.PAGE
"""The document to print; it has no live page."""

LANGUAGE = "en"
"""The language of the pages."""

_FOLDER = Path(__file__).parent


class Rendered(NamedTuple):
    """A page as HTML: its ``head``, its content, its title, its heading, and its address."""

    head: str
    content: str
    title: str
    heading: str = ""
    address: str = ""


def page_request(
    path: str, parameters: Iterable[tuple[str, str]], snapshot: Snapshot, today: date, origin: str
) -> PageRequest:
    """Return the request that a link makes. ``origin`` is the server's address as the user wrote it.

    Raises ``BriefingError`` while there is no valid briefing, and ``KeyError`` if there is no such page.
    """
    if snapshot.briefing is None:
        raise BriefingError(snapshot.problems)
    pairs = list(parameters)
    address, ignored = Address.read(path, pairs, snapshot.briefing, page_at(path).choices)
    values = dict(pairs)
    return PageRequest(
        address=address,
        view=address.filters.apply(snapshot.briefing),
        today=today,
        origin=origin,
        ignored=ignored,
        problems=snapshot.problems,
        shared_version=values.get(VERSION, ""),
        is_embedded=values.get(EMBED, "").lower() == "true" and path != BRIEFING.path,
        can_embed=bool(settings.read().frame_ancestors),
    )


@cache
def page_at(path: str) -> Page:
    """Return the page at a path without the leading slash. Raises ``KeyError`` if there is none."""
    return {page.path: page for page in (*PAGES, BRIEFING)}[path]


def chart(request: PageRequest) -> Chart | None:
    """Return the figures of a page's chart, or None if it has none."""
    picture = _content(request, page_at(request.address.path)).get("picture")
    return picture.chart if picture else None


def render_problems(problems: tuple[Problem, ...]) -> Rendered:
    """Return the page that is shown while there is no valid briefing: what is wrong, and where."""
    values = {"title": NOT_SHOWN, "heading": NOT_SHOWN, "recovers": RECOVERS, **problem_values(problems)}
    return Rendered(_html("problems_head.html", values), _html("problems.html", values), NOT_SHOWN)


def render_not_found(path: str, briefing: Briefing | None) -> Rendered:
    """Return the page for an unknown path, with links to the existing pages."""
    values = {
        "path": path,
        "menu": [Option(page.name, Address(page.path), is_chosen=False) for page in menu(briefing)],
        "home": Address(),
        "briefing_title": briefing.title if briefing else "Briefing",
    }
    head = '<meta name="robots" content="noindex"><title>No such page</title>'
    return Rendered(head, _html("not_found.html", values), "")


def render_failure(identity: str) -> Rendered:
    """Return the page that is shown if one could not be rendered: a sentence, and the id to report."""
    values = {"heading": failures.SORRY, "tell": failures.report_sentence(identity), "home": Address()}
    return Rendered("", _html("failure.html", values), failures.SORRY)


@cache
def style() -> str:
    """Return the style sheet of every page, in the colours of both themes."""
    text = f"{(_FOLDER / 'page.css').read_text(encoding='utf-8')}\n{CHART_STYLE.read_text(encoding='utf-8')}"
    return text.replace("{{ light }}", css_variables(LIGHT)).replace("{{ dark }}", css_variables(DARK))


def menu(briefing: Briefing | None) -> Sequence[Page]:
    """Return the menu for a briefing, or for none: every page, but that of an optional table only if it has rows."""
    tables = briefing.tables if briefing else ()
    return [page for page in PAGES if any(table in tables or not table.optional for table in page.tables)]


def _render(request: PageRequest) -> Rendered:
    page = page_at(request.address.path)
    content = _content(request, page)
    ignored = content["pager"].ignored if "pager" in content else ()
    values = {
        **frame(request, page, menu(request.view.briefing), ignored),
        "ways_out": (), "picture": None, "arrange": (), "line": "",
        **content,
    }  # fmt: skip
    values |= head(request, page, values["heading"], values["line"])
    template = "embed.html" if request.is_embedded else content.get("template", f"{page.path or 'overview'}.html")
    return Rendered(
        head=_html("head.html", values),
        content=_html(template, values),
        title=values["title"],
        heading=values["heading"],
        address=str(request.address),
    )


render = view_cache(256)(_render)
"""Return the page that a request asks for: the same for a document and for the live page."""
render_briefing = view_cache(4)(_render)  # it has every row, so only a few are cached
"""Return the briefing document of a view, for printing."""


def _html(template: str, values: Content) -> str:
    return environment(_FOLDER).get_template(template).render(values)


def _content(request: PageRequest, page: Page) -> Content:
    """Return the values of the item that the address names, of the empty state if nothing matches, or of the page."""
    address = request.address
    if address.choice(ITEM):
        return item_content(request, page.tables[0])
    is_narrowed = page.has_empty_state and applied_filters(address, page.tables)
    if is_narrowed and not count_matches(request.view.briefing, address, page.tables):
        return empty(request, page)
    return page.content(request)
