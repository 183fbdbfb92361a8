"""The rule of which items match, written a second time, from the words of the design and straight from the CSV
files, so that the product cannot agree with itself by mistake.
"""

import csv
import unicodedata
from pathlib import Path

TABLES = ("events", "areas", "recommendations")


def rows(folder: Path, table: str) -> list[dict[str, str]]:
    """Read one CSV file as it stands."""
    with (folder / f"{table}.csv").open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def plain(text: str) -> str:
    """Take case and diacritics away."""
    apart = unicodedata.normalize("NFD", text.lower())
    return "".join(letter for letter in apart if unicodedata.category(letter) != "Mn")


def topics_of(row: dict[str, str]) -> set[str]:
    """Return the topics of a row."""
    return {topic.strip() for topic in row["topics"].split(";")}


def quarters_of(row: dict[str, str]) -> set[str]:
    """Return the quarters that an event overlaps, month by month."""
    year, month = int(row["start"][:4]), int(row["start"][5:7])
    found = set()
    while (year, month) <= (int(row["end"][:4]), int(row["end"][5:7])):
        found.add(f"{year}-Q{(month + 2) // 3}")
        year, month = (year, month + 1) if month < 12 else (year + 1, 1)
    return found


def matching(folder: Path, quarter: str = "", topic: str = "", words: str = "") -> dict[str, list[str]]:
    """Return the ids that match, by table, in the order of the files."""
    events_there = [row for row in rows(folder, "events") if not quarter or quarter in quarters_of(row)]
    reached = set().union(*(topics_of(row) for row in events_there))
    found: dict[str, list[str]] = {}
    for table in TABLES:
        found[table] = []
        for row in rows(folder, table):
            in_quarter = not quarter or (row in events_there if table == "events" else bool(topics_of(row) & reached))
            in_topic = not topic or topic in topics_of(row)
            text = plain(" ".join((row["title"], row["summary"], row["topics"])))
            if in_quarter and in_topic and all(word in text for word in plain(words).split()):
                found[table].append(row["id"])
    return found
