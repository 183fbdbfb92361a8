"""The addresses of the product: one small home for every path and parameter."""

from urllib.parse import quote, urlencode

from components.briefing.filters import Filters

PAGES = {
    "": "Overview",
    "timeline": "Timeline",
    "areas": "Areas",
    "recommendations": "Recommendations",
    "coverage": "Coverage",
    "sources": "Sources",
}
"""Path of each page, without the leading slash, and its name in the menu."""

ITEM = "item"
"""Parameter that names one item by its id: the page opens with that item in view and marked."""

PAGE = "page"
"""Parameter that counts pages of items from 1, where they fill more than one."""

OWN_PARAMETERS: dict[str, dict[str, str]] = {
    "timeline": {PAGE: "1", ITEM: ""},
    "areas": {"strand": "", "view": "Bars", PAGE: "1", ITEM: ""},
    "recommendations": {"pillar": "", "view": "Pillar", "sort": "Article order", PAGE: "1", ITEM: ""},
    "coverage": {PAGE: "1"},
    "sources": {PAGE: "1"},
}
"""The parameters that a page has beside the filters, each with its default, which a link leaves out."""

PAGE_OF_TABLE = {"events": "timeline", "areas": "areas", "recommendations": "recommendations"}
"""The page on which the items of a table are shown."""


def link(path: str, filters: Filters, **own: str) -> str:
    """Return the link to a path under filters, relative to the server: ``/timeline?quarter=2025-Q1``.

    ``own`` are the page's own parameters; those that hold nothing or their default are left out.
    """
    defaults = OWN_PARAMETERS.get(path, {})
    pairs = [
        *filters.parameters,
        *((name, value) for name, value in own.items() if value not in ("", defaults.get(name))),
    ]
    return f"/{quote(path)}{f'?{urlencode(pairs)}' if pairs else ''}"
