"""The template environment of the pages."""

import re
from functools import cache
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup, escape

from components.briefing.words import counted, plural
from components.content.sentences import ARTICLES_OWN, day

_LONG_WORD = re.compile(r"\S{21}")  # twenty characters fit into a table of four columns on a phone
_QUARTER = re.compile(r"\b\d{4}-(?:Q[1-4]|\d\d(?:-\d\d)?)\b")


@cache
def environment(pages: Path) -> Environment:
    """Return the templates of the pages and the shared ones. Values are escaped, and a missing value is an error."""
    templates = Environment(
        loader=FileSystemLoader([pages, Path(__file__).with_name("templates")]),
        autoescape=True,
        undefined=StrictUndefined,
        auto_reload=False,  # a running server keeps the templates of its version while another one is installed
        trim_blocks=True,
        lstrip_blocks=True,
    )
    templates.filters |= {"unbroken": _unbroken, "day": day, "counted": counted, "plural": plural}
    templates.globals["articles_own"] = ARTICLES_OWN
    templates.tests["with_long_word"] = _LONG_WORD.search
    return templates


def _unbroken(text: object) -> Markup:
    """Return a text as HTML in which quarters and dates do not wrap at their hyphens."""
    return Markup(_QUARTER.sub(r'<span class="unbroken">\g<0></span>', str(escape(text))))  # noqa: S704 - escaped here
