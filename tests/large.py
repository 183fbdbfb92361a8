"""Briefings of any size, for tests and benchmarks of size: the same shape as the built-in one, row after row."""

import shutil
from calendar import monthrange
from datetime import date, timedelta
from itertools import cycle, islice
from pathlib import Path

from components.briefing.quarters import first_day, last_day, quarter_of

import edits
import reference
from paths import DATA

TOPICS = tuple(row["topic"] for row in reference.rows(DATA, "topics"))
FIRST_DAY = date(2020, 1, 1)
_YEARS = 10
_STATUSES = ("proposed", "confirmed", "held", "cancelled")
_PRECISIONS = ("day", "month", "quarter")


def write(folder: Path, rows: int) -> Path:
    """Write a briefing with so many events, areas and recommendations, over ten years; return the folder."""
    shutil.copytree(DATA, folder)
    _table(folder, "events", rows, _dates)
    _table(folder, "areas", rows, lambda place, _: {"strand": ("Key agreement", "Dialogue area", "Annex")[place % 3]})
    _table(folder, "recommendations", rows, lambda place, _: {"pillar": f"Pillar {place % 4 + 1}"})
    return folder


def _table(folder: Path, table: str, rows: int, own) -> None:
    patterns = reference.rows(folder, table)
    written = [
        pattern
        | {
            "id": f"{pattern['id'].partition('-')[0]}-{place + 1}",
            "title": f"{pattern['title']} {place + 1}",
            "topics": "; ".join({TOPICS[place % 7]: 0, TOPICS[place // 7 % 7]: 0}),
        }
        | own(place, rows)
        for place, pattern in enumerate(islice(cycle(patterns), rows))
    ]
    edits.keep(folder, table, written)


def whole(start: date, end: date, precision: str) -> dict[str, str]:
    """Return the days of an event, made whole months or quarters where that is how exactly they are known."""
    if precision == "quarter":
        start, end = first_day(quarter_of(start)), last_day(quarter_of(end))
    elif precision == "month":
        start, end = start.replace(day=1), end.replace(day=monthrange(end.year, end.month)[1])
    return {"start": str(start), "end": str(end), "precision": precision}


def _dates(place: int, rows: int) -> dict[str, str]:
    start = FIRST_DAY + timedelta(days=place * (_YEARS * 365 - 100) // rows)
    return {
        **whole(start, start + timedelta(days=place % 100), _PRECISIONS[place % 3]),
        "status": _STATUSES[place % 4],
    }
