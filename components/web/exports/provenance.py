"""Where an export comes from: in the name of its file, and in what it says of itself."""

import re

from components.briefing.address import Address
from components.briefing.briefing import Briefing
from components.briefing.filters import Filters, View
from components.briefing.words import fold

MAX_CHARACTERS = 60
"""Maximum characters of a slug, so that it is a valid file name with version and ending."""

_QUARTER = re.compile(r"\b\d{4}-q[1-4]\b")


def slug(text: str) -> str:
    """Return the text as lower-case ASCII letters and digits with hyphens between words, cut if it is long.

    It is empty if the text has no Latin letter and no digit.
    """
    return re.sub(r"[^a-z0-9]+", "-", fold(text)).strip("-")[:MAX_CHARACTERS].rstrip("-")


def file_name(stem: str, briefing: Briefing, filters: Filters, ending: str) -> str:
    """Return a file name with filters and version: ``events-2025-Q1-reform-9dfd5fd1ee93.csv``.

    It has only letters, digits, hyphens and one dot, so it is safe in a header and on a disk.
    """
    words = _QUARTER.sub(lambda match: match[0].upper(), slug(filters.sentence))
    if filters and not words:
        words = "filtered"  # words in another script; the file must not look unfiltered
    return f"{'-'.join(filter(None, (stem, words, briefing.version)))}.{ending}"


def view_link(view: View, server: str) -> str:
    """Return the absolute link back to a view, with its version, so that the page can say that the data has changed.

    ``server`` is the address of the request, such as ``https://example.org``, so one link gives the same bytes on every
    server.
    """
    return f"{server}{Address(filters=view.filters).shared(view.briefing.version)}"


def about(view: View, server: str) -> dict[str, str]:
    """Return where a file comes from: title, version, link, citation and licence."""
    briefing = view.briefing
    return {
        "title": briefing.title,
        "version": briefing.version,
        "link": view_link(view, server),
        "citation": briefing.citation,
        "licence": briefing.fact("licence note"),
    }
