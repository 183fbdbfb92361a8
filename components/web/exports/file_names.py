"""Names made of a briefing's own words: of files, of packages, of calendars."""

import re

from components.briefing.briefing import Briefing
from components.briefing.filters import Filters
from components.briefing.words import fold

MAX_CHARACTERS = 60
"""Characters of a slug: with a version and an ending it still is a file name everywhere."""

_QUARTER = re.compile(r"\b\d{4}-q[1-4]\b")


def slug(text: str) -> str:
    """Return the text as lower-case ASCII letters and digits with hyphens between words, cut where it is long.

    It is empty where the text has no Latin letter and no digit.
    """
    return re.sub(r"[^a-z0-9]+", "-", fold(text)).strip("-")[:MAX_CHARACTERS].rstrip("-")


def file_name(stem: str, briefing: Briefing, filters: Filters, ending: str) -> str:
    """Return a file name that tells filters and version: ``events-2025-Q1-reform-9dfd5fd1ee93.csv``.

    Only letters, digits, hyphens and one dot, whatever the link asked for: it is safe in a header and on a disk.
    """
    words = _QUARTER.sub(lambda match: match[0].upper(), slug(filters.sentence))
    if filters and not words:
        words = "filtered"  # words in another script; the name must not pass for that of the whole
    return f"{'-'.join(filter(None, (stem, words, briefing.version)))}.{ending}"
