"""The beginning of a new briefing: ``python -m components.briefing.starter folder`` writes its files, with rows that
are marked as examples, and a README that explains every column to somebody who is no programmer.

Everything in them is read off the contract, so that they cannot fall out of step with what is checked.
"""

import argparse
import csv
import io
import shlex
import sys
from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime
from pathlib import Path

from components.briefing import contract
from components.briefing.contract import Column, Fact, Kind, Table
from components.briefing.terminal import print_lines
from components.briefing.words import listed

README = "README.md"
_TOPICS = ("Example topic 1", "Example topic 2")
_INTRODUCTION = """\
# This folder is a briefing

The dashboard shows what stands in these tables, and nothing else:
{files}.
Any spreadsheet opens them. What begins with “Example” is there to be written over or deleted.

## Editing

The tables are CSV files: text, with commas between the cells. Spreadsheets like to change such files, so:

- **LibreOffice** (free, and the surer way): open the file; in the window that asks, choose the character set *Unicode
  (UTF-8)* and *Comma* as the only separator, and mark all columns as *Text*. When saving, keep the CSV format.
- **Excel:** before saving, mark the columns of dates and give them the custom format `yyyy-mm-dd`, each time; save as
  *CSV UTF-8*. In some countries Excel then writes semicolons between the cells; use LibreOffice there.
- A date is written {day}: year, month, day.
- One row is one line, without line breaks in its cells.
- The first line of each table stays as it is. Ids stay for ever, since links that people have sent use them: a deleted
  row takes its id with it, and a new row gets a new one.

## Checking and showing

In the folder of the dashboard, with the place of this folder instead of `path/of/this/folder`:

    make check DATA=path/of/this/folder
    BRIEFING_DATA=path/of/this/folder make run

The first says what is wrong and where: `events.csv:3:end: …` is line 3 of events.csv, in the column end. The second
shows the briefing in a browser. A folder with a mistake is not shown.
"""


class StarterError(Exception):
    """A folder into which no starter can be written; the message says why."""


def write(folder: Path, today: date) -> None:
    """Write the files of a new briefing into a folder that does not exist yet, or is empty.

    The example events lie in the year after ``today``. Raises ``StarterError`` when there is anything at the place
    already, or when it cannot be written to.
    """
    try:
        if folder.exists() and not (folder.is_dir() and not any(folder.iterdir())):
            raise StarterError(f"{folder} is not an empty folder; name a new one, since nothing is written over")
        folder.mkdir(parents=True, exist_ok=True)
        for name, text in files(today).items():
            (folder / name).write_text(text, encoding="utf-8", newline="\n")
    except OSError as error:
        raise StarterError(f"{folder} cannot be written: {error.strerror}") from error


def files(today: date) -> dict[str, str]:
    """Return the files of a new briefing: their names and what is in them."""
    return {table.file: _table(table, today) for table in contract.TABLES} | {README: _readme(today)}


def _table(table: Table, today: date) -> str:
    text = io.StringIO(newline="")
    writer = csv.DictWriter(text, table.column_names, lineterminator="\n")
    writer.writeheader()
    writer.writerows(_facts(today) if table is contract.BRIEFING else _rows(table, today))
    return text.getvalue()


def _facts(today: date) -> Iterator[dict[str, str]]:
    """Yield the facts that a briefing must have."""
    source = _marked(contract.BRIEFING.column("source").meaning)
    for fact in contract.FACTS:
        if fact.required:
            yield {"field": fact.name, "value": _fact(fact, today), "source": source}


def _fact(fact: Fact, today: date) -> str:
    own = {"title": "Example briefing", "language": "en"}
    return own.get(fact.name) or (f"{today}" if fact.kind is Kind.DATE else _marked(fact.meaning))


def _rows(table: Table, today: date) -> Iterator[dict[str, str]]:
    """Yield two example rows: the first has everything, the second only what must be filled."""
    for number in (1, 2):
        yield {column.name: _cell(table, column, number, today) for column in table.columns}


def _cell(table: Table, column: Column, number: int, today: date) -> str:
    match column.kind:
        case Kind.IDENTIFIER:
            return f"{column.prefix}-{number}"
        case Kind.DATE:
            return f"{_dates(contract.PRECISIONS[number - 1], today)[column.name == 'end']}"
        case Kind.WORD:
            return column.vocabulary[number - 1]
        case Kind.TOPIC:
            return _TOPICS[number - 1]
        case Kind.TOPICS:
            return f"{contract.LIST_SEPARATOR} ".join(_TOPICS[number - 1 :])
        case Kind.TEXT:
            return _text(table, column, number)


def _dates(precision: str, today: date) -> tuple[date, date]:
    """Return the first and last day of an example event that is known so exactly."""
    year = today.year + 1
    return {
        "day": (date(year, 3, 15), date(year, 3, 15)),
        "month": (date(year, 9, 1), date(year, 9, 30)),
        "quarter": (date(year, 4, 1), date(year, 6, 30)),
    }[precision]


def _text(table: Table, column: Column, number: int) -> str:
    if not column.required and number > 1:
        return ""
    match column.name:
        case "title":
            return f"Example {table.name.removesuffix('s')} {number}"
        case "strand" | "pillar":
            return f"Example {column.name} {number}"
        case "subject":
            return contract.EVENTS.name
    return _marked(column.meaning)


def _marked(meaning: str) -> str:
    """Return what a column means as an example of what to write there."""
    return f"Example: {meaning[:1].lower()}{meaning[1:]}"


def _readme(today: date) -> str:
    day, _ = _dates("day", today)
    names = listed([table.file for table in contract.TABLES])
    parts = [_INTRODUCTION.format(files=names, day=day)]
    for table in contract.TABLES:
        parts.append(f"\n## {table.file}\n\n{table.meaning}.\n\n")
        parts += [f"- **{column.name}**: {_explained(column, day)}\n" for column in table.columns]
        if table is contract.BRIEFING:
            parts.append("\nThe facts, by their names in the column field:\n\n")
            parts += [f"- **{fact.name}**: {_explained_fact(fact)}\n" for fact in contract.FACTS]
            parts.append(f"- **{contract.SECTION_FACT}1** and so on: Headings of the article. May be left out.\n")
    return "".join(parts)


def _explained(column: Column, day: date) -> str:
    form = {
        Kind.IDENTIFIER: "",
        Kind.TEXT: "",
        Kind.DATE: f"Written {day}.",
        Kind.WORD: f"One of {listed(column.vocabulary, 'or')}.",
        Kind.TOPIC: "Without a semicolon.",
        Kind.TOPICS: f"As in {'; '.join(_TOPICS)}.",
    }[column.kind]
    needed = "" if column.required else "May be empty."
    return " ".join(part for part in (f"{column.meaning}.", form, needed) if part)


def _explained_fact(fact: Fact) -> str:
    return f"{fact.meaning}.{'' if fact.required else ' May be left out.'}"


def main(arguments: Sequence[str] | None = None) -> int:
    """Write a starter into the folder that the command names, and return how the command ends."""
    parser = argparse.ArgumentParser(
        prog="python -m components.briefing.starter", description="Begin a new briefing in a new folder."
    )
    parser.add_argument("folder", type=Path, help="the folder to make")
    folder = parser.parse_args(arguments).folder
    try:
        write(folder, datetime.now(UTC).date())
    except StarterError as error:
        print_lines([str(error)])
        return 1
    print_lines(
        [
            f"{folder} has the files of a new briefing; begin with {folder / README}.",
            f"Check it: make check DATA={shlex.quote(str(folder))}",
            f"Show it: BRIEFING_DATA={shlex.quote(str(folder))} make run",
        ]
    )
    return 0


if __name__ == "__main__":
    sys.exit(main())
