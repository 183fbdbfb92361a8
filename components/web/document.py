"""The first paint: a page as a document, made on the server from the same view as the live page."""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path
from typing import Any, NamedTuple

import pandas as pd
from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from components.briefing import arrangement, findings, links
from components.briefing.coverage import coverage
from components.briefing.filters import Filters, Ignored, ignored_sentence
from components.briefing.view import View
from components.charts.breakdown import stacked_bars
from components.charts.figure import Figure
from components.charts.gantt import gantt
from components.charts.matrix import matrix
from components.charts.palette import DARK, LIGHT
from components.charts.qr import qr
from components.charts.svg import svg, variables
from components.web import items

TEMPLATES = Path(__file__).parent / "templates"
Context = dict[str, Any]


@dataclass(frozen=True)
class Page:
    """Which page is asked for: its path, the view, the page's own parameters, what was ignored, and the server."""

    path: str
    view: View
    own: tuple[tuple[str, str], ...]
    ignored: tuple[Ignored, ...]
    origin: str

    def asked(self, parameter: str) -> str:
        """Return what the link says of one of the page's own parameters, or an empty text."""
        return dict(self.own).get(parameter, "")

    def choice(self, parameter: str, options: tuple[str, ...]) -> str:
        """Return the chosen option of one of the page's own parameters, or its default."""
        return arrangement.chosen(self.asked(parameter), options) or links.OWN_PARAMETERS[self.path][parameter]


@cache
def environment() -> Environment:
    """Return the templates, with everything that is filled in escaped."""
    return Environment(
        loader=FileSystemLoader(TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )


@cache
def style() -> str:
    """Return the style of documents, in the colours of both themes."""
    text = (TEMPLATES / "document.css").read_text(encoding="utf-8")
    for name, theme in (("light", LIGHT), ("dark", DARK)):
        text = text.replace("{{ " + name + " }}", variables(theme))
    return text


@cache
def print_style() -> str:
    """Return what a document on paper needs beside ``style``: light colours, and rows that are not cut."""
    text = (TEMPLATES / "print.css").read_text(encoding="utf-8")
    return text.replace("{{ light }}", variables(LIGHT))


@cache
def script() -> str:
    """Return the script that hands the page over from the document to the live app."""
    return (TEMPLATES / "handover.js").read_text(encoding="utf-8")


class Rendered(NamedTuple):
    """A page as HTML: what goes into its head, its document, and whether the live page will draw a chart."""

    head: str
    body: str
    has_chart: bool


@lru_cache(maxsize=256)
def render(page: Page) -> Rendered:
    """Return a page as a document."""
    context = {**_common(page), **_OF_PAGE[page.path](page)}
    head, body = (environment().get_template(name) for name in ("head.html", f"{page.path or 'overview'}.html"))
    return Rendered(head.render(context), body.render(context), context["has_chart"])


@lru_cache(maxsize=64)
def render_briefing(page: Page) -> str:
    """Return the briefing document: everything under the filters, ready for paper."""
    view = page.view
    live = page.origin + links.link("", view.filters)
    rows = {table: items.rows(view.items(table), table, view) for table in findings.NOUNS}
    context = {
        **_common(page),
        **_overview(page),
        **_coverage(page),
        **_sources(page),
        **_timeline_picture(page),
        "title": " · ".join(part for part in ("Briefing", view.filters.sentence, view.briefing.title) if part),
        "canonical": page.origin + links.link("briefing", view.filters),
        "style": Markup(style()),  # noqa: S704 - our own file
        "print_style": Markup(print_style()),  # noqa: S704 - our own file
        "back": links.link("", view.filters),
        "live": live,
        "code": Markup(qr(live)),  # noqa: S704 - holds no text of the link
        "event_rows": rows["events"],
        "area_rows": rows["areas"],
        "recommendation_rows": rows["recommendations"],
        "matching_areas": findings.matching(view, "areas"),
        "matching_recommendations": findings.matching(view, "recommendations"),
    }
    return environment().get_template("briefing.html").render(context)


def exports(filters: Filters) -> dict[str, str]:
    """Return the addresses of everything else that a view can be had as."""
    paths = {"json": "export/briefing.json", "calendar": "export/events.ics", "briefing": "briefing"}
    return {
        **{name: links.link(path, filters) for name, path in paths.items()},
        **{table: links.link(f"export/{table}.csv", filters) for table in findings.NOUNS},
    }


def _common(page: Page) -> Context:
    view, briefing, filters = page.view, page.view.briefing, page.view.filters
    name = links.PAGES[page.path]
    matching = ", ".join(findings.matching(view, table) for table in findings.NOUNS)
    described = f"{filters.sentence}: {matching}" if filters else matching
    own = _chosen(page)
    return {
        "path": page.path,
        "name": name,
        "title": " · ".join(part for part in (name, filters.sentence, briefing.title) if part),
        "description": f"{described}. {briefing.fact('subtitle')}",
        "canonical": page.origin + links.link(page.path, filters, **own),
        "preview": page.origin + links.link("preview.png", filters),
        "here": f"/{page.path}",
        "language": briefing.fact("language"),
        "briefing": briefing,
        "filters": filters,
        "choices": [
            ("Quarter", "quarter", briefing.quarters, filters.quarters),
            ("Topic", "topic", briefing.topic_names, filters.topics),
        ],
        "own": [(parameter, value) for parameter, value in own.items() if parameter != links.ITEM],
        "everything": findings.matching_everything(view),
        "ignored": ignored_sentence((*page.ignored, *_strange(page))),
        "under": findings.under(view),
        "ways": [
            {"link": links.link(path, filters), "name": way, "current": path == page.path}
            for path, way in links.PAGES.items()
        ],
        "exports": exports(filters),
        "linked_data": _linked_data(page),
        "found": {
            table: items.cards(view.items(table), table, view, page.path, _item(page)) for table in findings.NOUNS
        },
    }


def _options(page: Page) -> Mapping[str, tuple[str, ...]]:
    """Return what the page's own parameters may hold."""
    view = page.view
    ids = tuple(view.briefing.items(_TABLE[page.path])["id"]) if page.path in _TABLE else ()
    pages = arrangement.pages_of(_recommendations(page)) if page.path == "recommendations" else 1
    return {
        "strand": view.briefing.strands,
        "pillar": view.briefing.pillars,
        "view": ("Bars", "Treemap") if page.path == "areas" else arrangement.GROUPS,
        "sort": arrangement.ORDERS,
        "page": tuple(str(number) for number in range(1, pages + 1)),
        links.ITEM: ids,
    }


def _chosen(page: Page) -> dict[str, str]:
    """Return what the page's own parameters choose, of what there is."""
    known = _options(page)
    return {name: found for name, value in page.own if (found := arrangement.chosen(value, known[name])) is not None}


def _strange(page: Page) -> tuple[Ignored, ...]:
    """Return which of the page's own parameters hold what there is not."""
    chosen = _chosen(page)
    return tuple(Ignored(name, value) for name, value in page.own if value and name not in chosen)


_TABLE = {path: table for table, path in links.PAGE_OF_TABLE.items()}


def _item(page: Page) -> str:
    if links.ITEM not in dict(page.own):
        return ""
    return arrangement.chosen(page.asked(links.ITEM), tuple(page.view.briefing.items(_TABLE[page.path])["id"])) or ""


def _linked(page: Page) -> Context:
    """Return the card of the item that the link names, if it names one."""
    table, item = _TABLE[page.path], _item(page)
    rows = page.view.briefing.items(table)
    found = items.cards(rows[rows["id"] == item], table, page.view, page.path, item)
    return {"linked": {**found[0], "anchor": f"linked-{item}"} if found else None}


def _picture(figure: Figure, title: str, description: str) -> Markup:
    """Return a figure as SVG in the page's colours; ``svg`` has escaped every text in it."""
    return Markup(svg(figure, None, theme=LIGHT, title=title, description=description, variables=True))  # noqa: S704


def _timeline_picture(page: Page) -> Context:
    view, briefing = page.view, page.view.briefing
    figure = gantt(view.events, briefing.quarters, briefing.topic_names, LIGHT)
    finding = findings.timeline(view)
    return {
        "timeline_finding": finding,
        "caveat": findings.timeline_caveat(view),
        "picture": _picture(figure, finding, findings.timeline_alt(view)),
    }


def _overview(page: Page) -> Context:
    view, found = page.view, coverage(page.view)
    return {
        **_timeline_picture(page),
        "has_chart": not view.events.empty,
        "counts": findings.counts(view, found),
        "coverage_finding": findings.coverage(found),
        "coverage_link": links.link("coverage", view.filters),
        "facts": findings.meeting(view.briefing),
        "notes": items.notes(view.briefing.notes_on(findings.MEETING)),
    }


def _timeline(page: Page) -> Context:
    view = page.view
    return {
        **_timeline_picture(page),
        **_linked(page),
        "has_chart": True,
        "matching": findings.matching(view, "events"),
        "empty": findings.nothing(view, "events"),
        "notes": items.notes(view.briefing.notes_on({"events", *view.events["id"]})),
    }


def _areas(page: Page) -> Context:
    view = page.view
    strand = arrangement.chosen(page.asked("strand"), view.briefing.strands)
    shown = view.areas if strand is None else view.areas[view.areas["strand"] == strand]
    finding = findings.areas(view, shown)
    figure = stacked_bars(shown, view.topics, view.briefing.strands if strand is None else (strand,), LIGHT)
    return {
        **_linked(page),
        "matching": findings.matching(view, "areas", len(shown)),
        "empty": findings.nothing(view, "areas"),
        "has_chart": not shown.empty,
        "finding": finding,
        "picture": _picture(figure, finding, findings.areas_alt(view, shown)),
        "found": {"areas": items.cards(shown, "areas", view, page.path, _item(page))},
    }


def _recommendations(page: Page) -> pd.DataFrame:
    """Return the recommendations of all pages, narrowed and ordered as the link says."""
    pillar = arrangement.chosen(page.asked("pillar"), page.view.briefing.pillars)
    rows = page.view.recommendations
    if pillar is not None:
        rows = rows[rows["pillar"] == pillar]
    return arrangement.ordered(rows, page.choice("sort", arrangement.ORDERS), page.view)


def _recommendation_groups(page: Page) -> Context:
    view, rows = page.view, _recommendations(page)
    numbers = tuple(str(number) for number in range(1, arrangement.pages_of(rows) + 1))
    number = page.choice("page", numbers)
    groups = arrangement.grouped(arrangement.page_of(rows, int(number)), page.choice("view", arrangement.GROUPS), view)
    others = {name: value for name, value in _chosen(page).items() if name != "page"}
    return {
        **_linked(page),
        "has_chart": False,
        "matching": findings.matching(view, "recommendations", len(rows)),
        "empty": findings.nothing(view, "recommendations"),
        "groups": [
            (name, items.cards(members, "recommendations", view, page.path, _item(page))) for name, members in groups
        ],
        "pages": [
            (other, "" if other == number else links.link(page.path, view.filters, **others, page=other))
            for other in numbers
        ]
        if len(numbers) > 1
        else [],
    }


def _coverage(page: Page) -> Context:
    view, found = page.view, coverage(page.view)
    finding = findings.coverage(found)
    columns, rows = items.matrix(found)
    return {
        "has_chart": True,
        "dated": findings.dated(found),
        "coverage_finding": finding,
        "picture": _picture(matrix(found, LIGHT), finding, findings.coverage_alt(found)),
        "matrix_columns": columns,
        "matrix_rows": rows,
        "under": findings.under(view),
    }


def _sources(page: Page) -> Context:
    briefing = page.view.briefing
    return {
        "has_chart": False,
        "whose": findings.WHOSE,
        "all_facts": briefing.facts[["field", "value", "source"]].to_numpy().tolist(),
        "notes": items.notes(briefing.notes),
        "citation": findings.citation(briefing),
    }


_OF_PAGE: dict[str, Callable[[Page], Context]] = {
    "": _overview,
    "timeline": _timeline,
    "areas": _areas,
    "recommendations": _recommendation_groups,
    "coverage": _coverage,
    "sources": _sources,
}


def _linked_data(page: Page) -> Markup:
    """Describe the data for search engines (https://schema.org/Dataset); nothing in it can end the script element."""
    briefing, filters = page.view.briefing, page.view.filters
    formats = {"text/csv": "events", "text/calendar": "calendar", "application/json": "json"}
    said = {
        "@context": "https://schema.org",
        "@type": "Dataset",
        "name": " · ".join(part for part in (briefing.title, filters.sentence) if part),
        "description": briefing.fact("subtitle"),
        "url": page.origin + links.link(page.path, filters),
        "version": briefing.version,
        "inLanguage": briefing.fact("language"),
        "license": f"{page.origin}/sources",
        "keywords": list(page.view.topics),
        "distribution": [
            {
                "@type": "DataDownload",
                "encodingFormat": media_type,
                "contentUrl": page.origin + exports(filters)[name],
            }
            for media_type, name in formats.items()
        ],
    }
    if briefing.quarters:
        said["temporalCoverage"] = findings.period(briefing)
    text = json.dumps(said, ensure_ascii=False)
    return Markup(text.replace("&", "\\u0026").replace("<", "\\u003c").replace(">", "\\u003e"))  # noqa: S704
