"""The rule of which items match, written a second time, from the words of the design and straight from the CSV
files, so that the product cannot agree with itself by mistake.
"""

import csv
import unicodedata
from collections.abc import Collection
from pathlib import Path
from typing import NamedTuple
from urllib.parse import parse_qsl

TABLES = ("events", "areas", "recommendations")


def rows(folder: Path, table: str) -> list[dict[str, str]]:
    """Read one CSV file as it stands."""
    with (folder / f"{table}.csv").open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def plain(text: str) -> str:
    """Take case and diacritics away."""
    apart = unicodedata.normalize("NFD", text.lower())
    return "".join(letter for letter in apart if unicodedata.category(letter) != "Mn")


def searched(text: str) -> str:
    """Take punctuation away as well, but for the apostrophes within words."""
    clean = "".join(letter if letter.isalnum() or letter == "'" else " " for letter in plain(text).replace("’", "'"))
    return " ".join(word.strip("'") for word in clean.split() if word.strip("'"))


def terms_of(words: str) -> list[str]:
    """Return what is searched for: what stands between straight single quotation marks, and every other word."""
    marks = [place for place, letter in enumerate(words) if letter == "'"]
    outside = f" {words} "
    for start in marks:
        ends = [end for end in marks if end > start and not outside[end + 2].isalnum()]
        if ends and not outside[start].isalnum():
            rest = terms_of(words[ends[0] + 1 :])
            return [*searched(words[:start]).split(), searched(words[start : ends[0]]), *rest]
    return searched(words).split()


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


class Chosen(NamedTuple):
    """What a link chooses of a briefing."""

    quarters: list[str]
    topics: list[str]
    words: str


def chosen(folder: Path, query: str) -> Chosen:
    """Return what the query of a link chooses: what the briefing has, in its order, whatever case and spaces."""
    given = [(name, " ".join(value.split())) for name, value in parse_qsl(query, keep_blank_values=True)]
    asked = {name: {plain(value) for other, value in given if other == name} for name in ("quarter", "topic")}
    years = [int(row[column][:4]) for row in rows(folder, "events") for column in ("start", "end")]
    quarters = [
        f"{year}-Q{number}"
        for year in range(min(years, default=1), max(years, default=0) + 1)
        for number in (1, 2, 3, 4)
    ]
    words = ["", *(value for name, value in given if name == "q")][-1]
    return Chosen(
        [quarter for quarter in quarters if plain(quarter) in asked["quarter"]],
        [row["topic"] for row in rows(folder, "topics") if plain(row["topic"]) in asked["topic"]],
        words if len(words) <= 200 else "",
    )


def matching(
    folder: Path, quarter: str | Collection[str] = "", topic: str | Collection[str] = "", words: str = ""
) -> dict[str, list[str]]:
    """Return the ids that match, by table, in the order of the files; quarters and topics may be several."""
    quarters, topics = ({given} - {""} if isinstance(given, str) else set(given) for given in (quarter, topic))
    events_there = [row for row in rows(folder, "events") if not quarters or quarters & quarters_of(row)]
    reached = set().union(*(topics_of(row) for row in events_there))
    found: dict[str, list[str]] = {}
    for table in TABLES:
        found[table] = []
        for row in rows(folder, table):
            in_quarter = not quarters or (row in events_there if table == "events" else bool(topics_of(row) & reached))
            in_topic = not topics or bool(topics & topics_of(row))
            columns = ("title", "summary", *{"status", "strand", "pillar"} & set(row))
            cells = [*(row[column] for column in columns), *topics_of(row)]
            text = "|".join(map(searched, cells))
            if in_quarter and in_topic and all(term in text for term in terms_of(words)):
                found[table].append(row["id"])
    return found
