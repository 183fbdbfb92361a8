"""Calendar quarters, written ``2025-Q1`` everywhere, and the dates of events in words."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta
from functools import lru_cache
from itertools import groupby
from typing import Any

from components.briefing.words import listed

MAX_PERIODS = 12
"""Quarters that fit beside each other on a phone; of more, charts name the years or count by them."""
_RUNS = (1, 2, 5, 10, 20, 50, 100)  # years in a period; the first number that gives few enough periods is taken


def quarter_of(day: date) -> str:
    """Return the quarter in which a day lies."""
    return f"{day.year:04}-Q{(day.month - 1) // 3 + 1}"


def first_day(quarter: str) -> date:
    """Return the first day of a quarter."""
    return date(int(quarter[:4]), 3 * int(quarter[-1]) - 2, 1)


def next_quarter(quarter: str) -> str:
    """Return the quarter after this one."""
    year, number = int(quarter[:4]), int(quarter[-1])
    return f"{year:04}-Q{number + 1}" if number < 4 else f"{year + 1:04}-Q1"


def last_day(quarter: str) -> date:
    """Return the last day of a quarter."""
    return first_day(next_quarter(quarter)) - timedelta(days=1)


@lru_cache(maxsize=10_000)
def quarters_between(start: date, end: date) -> tuple[str, ...]:
    """Return every quarter that the days from ``start`` to ``end``, both inclusive, overlap."""
    first, last = quarter_of(start), quarter_of(end)
    return tuple(quarter for quarter in whole_years([start, end]) if first <= quarter <= last)


def whole_years(days: Iterable[date]) -> tuple[str, ...]:
    """Return the quarters of every calendar year from the first of these days to the last."""
    years = [day.year for day in days]
    if not years:
        return ()
    return tuple(f"{year:04}-Q{number}" for year in range(min(years), max(years) + 1) for number in (1, 2, 3, 4))


def periods(quarters: Sequence[str], most: int) -> list[tuple[str, tuple[str, ...]]]:
    """Return at most ``most`` periods, each with its name and its quarters: the quarters themselves or, if those are
    too many, years or runs of years.
    """
    if len(quarters) <= most:
        return [(quarter, (quarter,)) for quarter in quarters]
    for run in _RUNS:
        groups = [tuple(group) for _, group in groupby(quarters, key=lambda quarter: int(quarter[:4]) // run)]
        if len(groups) <= most:
            break
    return [(span(group[0][:4], group[-1][:4]), group) for group in groups]


def span(first: str, last: str) -> str:
    """Return two ends in words, such as ``2025-Q1 to 2025-Q3``, or the one if they are the same."""
    return first if first == last else f"{first} to {last}"


def ranges(chosen: Iterable[str]) -> str:
    """Return quarters in words, consecutive ones joined: ``2025-Q1 to 2025-Q3 and 2026-Q1``."""
    runs: list[list[str]] = []
    for quarter in sorted(set(chosen)):
        if not runs or next_quarter(runs[-1][-1]) != quarter:
            runs.append([])
        runs[-1].append(quarter)
    return listed([span(run[0], run[-1]) for run in runs])


def event_dates(event: Mapping[str, Any]) -> str:
    """Return the dates of an event, no more exact than its precision: quarters, months or days."""
    if event["precision"] == "quarter":
        return ranges(event["quarters"])
    form = "%Y-%m" if event["precision"] == "month" else "%Y-%m-%d"
    return span(f"{event['start']:{form}}", f"{event['end']:{form}}")
