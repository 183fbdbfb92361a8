"""The first paint: a page as a document, made on the server from the same view as the live page."""

import json
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

import pandas as pd
from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from components.briefing import arrangement, findings, links
from components.briefing.briefing import Briefing
from components.briefing.caching import view_cache
from components.briefing.coverage import coverage
from components.briefing.filters import Filters, Ignored, View, ignored_sentence
from components.briefing.loading import Problem
from components.briefing.words import fold
from components.charts import figures
from components.charts.figure import Figure
from components.charts.palette import DARK, LIGHT
from components.charts.qr import qr
from components.charts.svg import svg, variables
from components.web import items

TEMPLATES = Path(__file__).parent / "templates"
Context = dict[str, Any]

_PAGES_AROUND = 3
"""Page numbers offered on both sides of the one that is shown."""


@dataclass(frozen=True)
class Page:
    """Which page is asked for: its path, the view, the page's own parameters, what was ignored, the server, and what is
    wrong with the files since.
    """

    path: str
    view: View
    own: tuple[tuple[str, str], ...]
    ignored: tuple[Ignored, ...]
    origin: str
    problems: tuple[Problem, ...] = ()

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


@view_cache(256)
def render(page: Page) -> Rendered:
    """Return a page as a document."""
    context = {**_common(page), **_OF_PAGE[page.path](page)}
    head, body = (environment().get_template(name) for name in ("head.html", f"{page.path or 'overview'}.html"))
    return Rendered(head.render(context), body.render(context), context["has_chart"])


def render_problems(problems: tuple[Problem, ...]) -> Rendered:
    """Return the page that is shown while there is no valid briefing."""
    said = {"title": findings.NOT_SHOWN, "recovers": findings.RECOVERS, "problems": findings.problems(problems)}
    head, body = (environment().get_template(f"problems_{part}.html").render(said) for part in ("head", "body"))
    return Rendered(head, body, has_chart=False)


@view_cache(4)  # it holds every row, so few of them are kept
def render_briefing(page: Page) -> str:
    """Return the briefing document: everything under the filters, ready for paper."""
    view = page.view
    live = page.origin + links.link("", view.filters)
    rows = {table: items.rows(view.items(table), table, view) for table in findings.NOUNS}
    context = {
        **_common(page),
        **_headlines(page),
        **_coverage(page),
        **_sources(page),
        **_timeline_picture(page, figures.timeline(view, 1, LIGHT)),
        "more_events": findings.first_of(view.events, "event", arrangement.PAGE_SIZE),
        "title": " · ".join(part for part in ("Briefing", view.filters.sentence, view.briefing.title) if part),
        "canonical": page.origin + links.link("briefing", view.filters),
        "style": Markup(style()),  # noqa: S704 - our own file
        "print_style": Markup(print_style()),  # noqa: S704 - our own file
        "back": links.link("", view.filters),
        "live": live,
        "code": Markup(qr(live)),  # noqa: S704 - holds no text of the link
        "nothing": {table: findings.nothing(view, table) for table in findings.NOUNS},
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
        "stale": findings.stale(briefing) if page.problems else "",
        "recovers": findings.RECOVERS,
        "mistakes": findings.mistakes(page.problems),
        "problems": findings.problems(page.problems),
        "ways": [
            {"link": links.link(path, filters), "name": way, "current": path == page.path}
            for path, way in links.PAGES.items()
        ],
        "exports": exports(filters),
        "linked_data": _linked_data(page),
        "pages": [],
    }


def _cards(page: Page, rows: pd.DataFrame, table: str, number: int = 1) -> list[dict[str, object]]:
    """Return the cards of one page of rows."""
    return items.cards(arrangement.page_of(rows, number), table, page.view, page.path, _item(page))


def _all_items(page: Page, number: int = 1) -> Context:
    """Return the first cards of every table, and what to say where there are more."""
    view = page.view
    return {
        "found": [card for table in findings.NOUNS for card in _cards(page, view.items(table), table, number)],
        "parts": [
            {"said": f"{noun.capitalize()}s: {said}", "link": links.link(links.PAGE_OF_TABLE[table], view.filters)}
            for table, noun in findings.NOUNS.items()
            if (said := findings.part(view.items(table), number))
        ],
    }


def _number(page: Page, *tables: pd.DataFrame) -> int:
    """Return the number of the page of items that the link asks for, of those that these tables fill."""
    numbers = tuple(str(number) for number in range(1, arrangement.pages_of(*tables) + 1))
    return int(page.choice(links.PAGE, numbers))


def _paged(page: Page, *tables: pd.DataFrame) -> Context:
    """Return the way through the pages that these tables fill: the first, the last and those around this one."""
    last, here = arrangement.pages_of(*tables), _number(page, *tables)
    near = [number for number in range(1, last + 1) if number in {1, last} or abs(number - here) <= _PAGES_AROUND]
    others = {name: value for name, value in _chosen(page).items() if name != links.PAGE}
    ways = [
        {
            "number": number,
            "link": "" if number == here else links.link(page.path, page.view.filters, **others, page=str(number)),
            "gap": bool(before) and number > before + 1,
        }
        for before, number in zip([0, *near], near, strict=False)
    ]
    return {"pages": ways if last > 1 else [], "part": findings.part(max(tables, key=len), here)}


def _options(page: Page) -> Mapping[str, Collection[str]]:
    """Return what the page's own parameters may hold."""
    view = page.view
    return {
        "strand": view.briefing.strands,
        "pillar": view.briefing.pillars,
        "view": ("Bars", "Treemap") if page.path == "areas" else arrangement.GROUPS,
        "sort": arrangement.ORDERS,
        links.PAGE: tuple(str(number) for number in range(1, arrangement.pages_of(*_tables(page)) + 1)),
        links.ITEM: set(view.briefing.items(_TABLE[page.path])["id"]) if page.path in _TABLE else (),
    }


def _tables(page: Page) -> tuple[pd.DataFrame, ...]:
    """Return the rows that fill the pages of a page, narrowed and ordered as the link says."""
    view = page.view
    match page.path:
        case "areas":
            return (arrangement.areas_of(view, arrangement.chosen(page.asked("strand"), view.briefing.strands)),)
        case "recommendations":
            pillar = arrangement.chosen(page.asked("pillar"), view.briefing.pillars)
            return (arrangement.recommendations_of(view, pillar, page.choice("sort", arrangement.ORDERS)),)
        case "coverage":
            return (findings.undated(view),)
        case "sources":
            return (*(view.items(table) for table in findings.NOUNS), view.briefing.notes)
        case _:
            return (view.events,)


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
    asked = fold(page.asked(links.ITEM)).strip()
    return asked if (page.view.briefing.items(_TABLE[page.path])["id"] == asked).any() else ""


def _linked(page: Page) -> Context:
    """Return the card of the item that the link names, if it names one."""
    table, item = _TABLE[page.path], _item(page)
    rows = page.view.briefing.items(table)
    found = items.cards(rows[rows["id"] == item], table, page.view, page.path, item)
    return {"linked": {**found[0], "anchor": f"linked-{item}"} if found else None}


def _picture(figure: Figure, title: str, description: str) -> Markup:
    """Return a figure as SVG in the page's colours; ``svg`` has escaped every text in it."""
    return Markup(svg(figure, None, theme=LIGHT, title=title, description=description, variables=True))  # noqa: S704


def _timeline_picture(page: Page, figure: Figure) -> Context:
    finding = findings.timeline(page.view)
    return {
        "timeline_finding": finding,
        "caveat": findings.timeline_caveat(page.view),
        "picture": _picture(figure, finding, findings.timeline_alt(page.view)),
    }


def _notes(briefing: Briefing, rows: pd.DataFrame) -> Context:
    """Return the first notes, and what to say where there are more."""
    return {"notes": items.notes(briefing, arrangement.page_of(rows, 1)), "more_notes": findings.more_notes(rows)}


def _overview(page: Page) -> Context:
    view = page.view
    return {
        **_timeline_picture(page, figures.first_events(view, LIGHT)),
        **_notes(view.briefing, view.briefing.notes_on(findings.MEETING)),
        **_all_items(page),
        **_headlines(page),
        "more_events": findings.first_of(view.events, "event", arrangement.FIRST),
        "timeline_link": links.link("timeline", view.filters),
        "has_chart": not view.events.empty,
    }


def _headlines(page: Page) -> Context:
    view, found = page.view, coverage(page.view)
    return {
        "counts": findings.counts(view, found),
        "empty": findings.nothing(view, "events"),
        "coverage_finding": findings.coverage(found),
        "coverage_link": links.link("coverage", view.filters),
        "facts": findings.meeting(view.briefing),
    }


def _timeline(page: Page) -> Context:
    view, number = page.view, _number(page, page.view.events)
    shown = arrangement.page_of(view.events, number)
    return {
        **_timeline_picture(page, figures.timeline(view, number, LIGHT)),
        **_linked(page),
        **_paged(page, view.events),
        **_notes(view.briefing, view.briefing.notes_on({"events", *shown["id"]})),
        "found": _cards(page, view.events, "events", number),
        "has_chart": True,
        "matching": findings.matching(view, "events"),
        "empty": findings.nothing(view, "events"),
    }


def _areas(page: Page) -> Context:
    view, (shown,) = page.view, _tables(page)
    strand = arrangement.chosen(page.asked("strand"), view.briefing.strands)
    finding = findings.areas(view, strand)
    picture = _picture(figures.areas_as_bars(view, strand, LIGHT), finding, findings.areas_alt(view, strand))
    return {
        **_linked(page),
        **_paged(page, shown),
        "found": _cards(page, shown, "areas", _number(page, shown)),
        "matching": findings.matching(view, "areas", len(shown)),
        "empty": findings.nothing(view, "areas"),
        "has_chart": not shown.empty,
        "finding": finding,
        "picture": picture,
    }


def _recommendations(page: Page) -> Context:
    view, (rows,) = page.view, _tables(page)
    shown = arrangement.page_of(rows, _number(page, rows))
    groups = arrangement.grouped(shown, page.choice("view", arrangement.GROUPS), view)
    return {
        **_linked(page),
        **_paged(page, rows),
        "has_chart": False,
        "matching": findings.matching(view, "recommendations", len(rows)),
        "empty": findings.nothing(view, "recommendations"),
        "groups": [
            (name, items.cards(members, "recommendations", view, page.path, _item(page))) for name, members in groups
        ],
    }


def _coverage(page: Page) -> Context:
    view, found = page.view, coverage(page.view)
    finding = findings.coverage(found)
    columns, rows = items.matrix(found)
    return {
        "has_chart": True,
        "dated": findings.dated(found),
        "coverage_finding": finding,
        "picture": _picture(figures.coverage_matrix(view, LIGHT), finding, findings.coverage_alt(found)),
        "against": findings.against(found),
        "matrix_columns": columns,
        "matrix_rows": rows,
        "under": findings.under(view),
    }


def _coverage_page(page: Page) -> Context:
    view, (undated,) = page.view, _tables(page)
    shown = arrangement.page_of(undated, _number(page, undated))
    return {
        **_coverage(page),
        **_paged(page, undated),
        "without": findings.without_any_date(view, undated),
        "undated_rows": [
            [title, findings.NOUNS[table], ", ".join(topics), source]
            for title, table, topics, source in zip(
                shown["title"], shown["table"], shown["topics"], shown["source"], strict=True
            )
        ],
        **_all_items(page),
    }


def _sources(page: Page) -> Context:
    briefing = page.view.briefing
    return {
        "has_chart": False,
        "whose": findings.WHOSE,
        "all_facts": briefing.facts[["field", "value", "source"]].to_numpy().tolist(),
        "notes": items.notes(briefing, briefing.notes),
        "citation": findings.citation(briefing),
    }


def _sources_page(page: Page) -> Context:
    tables = _tables(page)
    number, notes = _number(page, *tables), page.view.briefing.notes
    return {
        **_sources(page),
        **_all_items(page, number),
        **_paged(page, *tables),
        "notes": items.notes(page.view.briefing, arrangement.page_of(notes, number)),
    }


_OF_PAGE: dict[str, Callable[[Page], Context]] = {
    "": _overview,
    "timeline": _timeline,
    "areas": _areas,
    "recommendations": _recommendations,
    "coverage": _coverage_page,
    "sources": _sources_page,
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
