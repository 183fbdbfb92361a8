"""Numbers, counts and filters in words, for the sentences of a page."""

from collections.abc import Sequence
from datetime import date

from components.briefing.address import Address
from components.briefing.contract import EVENTS, Table
from components.briefing.words import bidi_isolate, capitalised, listed, plural, shortened

ARTICLES_OWN = "Titles, dates, strands and pillars"
"""The columns with the article's own words, in words."""
MAX_NAMES = 3
"""Names that a sentence lists; more are counted."""
MAX_NAMES_LENGTH = 60
"""Characters that those names may have together."""
MAX_TITLE_LENGTH = 80
"""Characters of a title within a sentence; a longer one is cut."""

_NUMBERS = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine")


def number(count: int) -> str:
    """Return a number for a heading: a word up to nine, then digits."""
    return _NUMBERS[count] if count < len(_NUMBERS) else f"{count:,}"


def count_of(count: int, noun: str) -> str:
    """Return a count in words with its noun: ``two areas``, ``one area``, ``no areas``."""
    return f"{number(count)} {plural(noun, count)}"


def part_of(count: int, total: int, noun: str) -> str:
    """Return a count out of a total: ``two of six areas``, ``none of six areas``, ``all six areas``, ``both areas``."""
    if not count:
        return f"none of {count_of(total, noun)}"
    if count == total:
        return all_of(total, noun)
    return f"{number(count)} of {count_of(total, noun)}"


def all_of(total: int, noun: str) -> str:
    """Return all of something: ``the one area``, ``both areas``, ``all six areas``."""
    if total == 1:
        return f"the one {noun}"
    return f"both {noun}s" if total == 2 else f"all {count_of(total, noun)}"


def is_or_are(count: int) -> str:
    """Return the verb for a count."""
    return "is" if count == 1 else "are"


def has_or_have(count: int) -> str:
    """Return the verb for a count."""
    return "has" if count == 1 else "have"


def names(values: Sequence[str], noun: str, conjunction: str = "and") -> str:
    """Return names as a list, or how many there are if they are too many or too long for a sentence."""
    return short_list(values, conjunction) or count_of(len(values), noun)


def short_list(values: Sequence[str], conjunction: str = "and") -> str:
    """Return names as a list, or an empty string if they are too many or too long for a sentence."""
    text = listed([bidi_isolate(value) for value in values], conjunction)
    is_short = len(values) <= MAX_NAMES and len(text) <= MAX_NAMES_LENGTH
    return text if is_short or len(values) == 1 else ""


def sentence(text: str) -> str:
    """Return a text as a sentence: with a capital letter and, if it has no end of its own, a full stop."""
    text = capitalised(text)
    return text if not text or text[-1] in ".!?…" else f"{text}."


def title(text: str) -> str:
    """Return a title for use within a sentence."""
    return bidi_isolate(shortened(text, MAX_TITLE_LENGTH))


def day(value: date) -> str:
    """Return a day in words: ``16 December 2024``."""
    return f"{value.day} {value:%B} {value.year}"


def matching(address: Address, count: int, total: int, table: Table | None = None) -> str:
    """Return how many of all match the filters: ``two of six areas are on Intelligence and mention “border”``.

    They are rows of a table, or items of several. Events lie in a quarter; others have a related event there.
    """
    filters, parts = address.filters, []
    if table and (group := address.group(table)):
        parts.append(f"{is_or_are(count)} under {bidi_isolate(group)}")
    if filters.topics:
        parts.append(f"{is_or_are(count)} on {names(filters.topics, 'topic', 'or')}")
    if filters.quarters:
        verb = is_or_are(count) if table is EVENTS else f"{has_or_have(count)} a related event"
        parts.append(f"{verb} in {names(filters.quarters, 'quarter', 'or')}")
    if filters.text:
        parts.append(f"{'mentions' if count == 1 else 'mention'} {shortened(filters.quoted_text, MAX_TITLE_LENGTH)}")
    return f"{part_of(count, total, table.noun if table else 'item')} {listed(parts)}"


def filter_sentence(address: Address, tables: Sequence[Table]) -> str:
    """Return the filters and the chosen strand or pillar in words: ``Key agreement · 2025-Q1 · “border”``."""
    groups = [bidi_isolate(group) for table in tables if (group := address.group(table))]
    return " · ".join([*groups, *([address.filters.sentence] if address.filters else [])])
