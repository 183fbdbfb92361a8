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

OWN_PARAMETERS: dict[str, dict[str, str]] = {
    "timeline": {ITEM: ""},
    "areas": {"strand": "", "view": "Bars", ITEM: ""},
    "recommendations": {"pillar": "", "view": "Pillar", "sort": "Article order", "page": "1", ITEM: ""},
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
