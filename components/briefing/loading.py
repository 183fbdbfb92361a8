"""Reading a folder of CSV files into a checked ``Briefing``, or saying what is wrong and where.

Python's own ``csv`` in strict mode reads the cells; pandas holds the result. ``pandas.read_csv`` is not
used: it silently shifts, pads and guesses (see ``docs/decisions/0002-csv-by-hand.md``).
"""

import csv
import io
import re
import unicodedata
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from components.briefing import contract
from components.briefing.briefing import Briefing
from components.briefing.contract import Column, Fact, Kind, Table
from components.briefing.words import fold, listed, shortened

_ISO_DATE = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)
_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*", re.ASCII)


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that is wrong in a folder: the file, the line (1 is the header), the column, and what to do."""

    file: str
    message: str
    line: int | None = None
    column: str | None = None

    def __str__(self) -> str:
        place = [self.file]
        if self.line is not None:
            place.append(str(self.line))
        if self.column is not None:
            place.append(self.column)
        return f"{':'.join(place)}: {self.message}"


class BriefingError(ValueError):
    """A folder that is not a valid briefing. ``problems`` holds all that is wrong, in file order."""

    def __init__(self, problems: tuple[Problem, ...]) -> None:
        super().__init__("\n".join(map(str, problems)))
        self.problems = problems


@dataclass(frozen=True, slots=True)
class Row:
    """One record as read: the line on which it begins and its cells by column, spaces around them removed."""

    line: int
    cells: dict[str, str]


def load(folder: Path) -> Briefing:
    """Read and check a folder, and return it as a briefing.

    Raises ``BriefingError`` with every problem of the folder when there is one.
    """
    rows: dict[str, list[Row]] = {}
    problems: list[Problem] = []
    for table in contract.TABLES:
        rows[table.name], found = read_table(folder, table)
        problems += found
    problems += _check_rows(rows)
    if problems:
        raise BriefingError(_in_file_order(problems))
    return Briefing.of({name: [row.cells for row in read] for name, read in rows.items()})


def read_table(folder: Path, table: Table) -> tuple[list[Row], list[Problem]]:
    """Read the records of one file and what is wrong with its form: encoding, header, length of rows."""
    text, problem = _read_text(folder / table.file, table)
    if problem:
        return [], [problem]
    records = _records(text, table)
    first = next(records, None)
    if first is None:
        return [], [Problem(table.file, f"is empty; its first line must be {','.join(table.column_names)}")]
    if isinstance(first, Problem):
        return [], [first]
    header = [name.strip() for name in first[1]]
    problems = _check_header(header, first[0], table)
    if problems:
        return [], problems
    rows: list[Row] = []
    for record in records:
        if isinstance(record, Problem):
            problems.append(record)
            break
        line, cells = record
        if len(cells) != len(header):
            problems.append(Problem(table.file, _wrong_length(len(cells), len(header)), line))
        elif len(rows) == contract.MAX_ROWS:
            problems.append(Problem(table.file, f"has more than {contract.MAX_ROWS:,} rows", line))
            break
        else:
            rows.append(Row(line, {name: cell.strip() for name, cell in zip(header, cells, strict=True)}))
    if len(rows) < table.at_least and not problems:
        problems.append(Problem(table.file, f"has a header and no rows; it needs at least {table.at_least}"))
    return rows, problems


def _read_text(path: Path, table: Table) -> tuple[str, Problem | None]:
    try:
        raw = path.read_bytes()
    except FileNotFoundError:
        return "", Problem(table.file, "is missing")
    except OSError as error:
        return "", Problem(table.file, f"cannot be read: {error.strerror}")
    if len(raw) > contract.MAX_FILE_BYTES:
        return "", Problem(table.file, f"has {len(raw):,} bytes; at most {contract.MAX_FILE_BYTES:,} are read")
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        return "", Problem(table.file, "is not UTF-8 here; save the file as “CSV UTF-8”", line)
    if "\0" in text:
        line = text.count("\n", 0, text.index("\0")) + 1
        return "", Problem(table.file, "has a NUL character; the file is damaged or is not a text file", line)
    return text, None


def _records(text: str, table: Table) -> Iterator[tuple[int, list[str]] | Problem]:
    """Yield each record that is not blank with the line on which it begins; a ``Problem`` ends the reading."""
    csv.field_size_limit(contract.MAX_FILE_BYTES)  # cells that are too long are named by their place, below
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    while True:
        begins = reader.line_num + 1
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            yield Problem(table.file, f"has quotes that do not match, or text after a closing quote ({error})", begins)
            return
        if any(cell.strip() for cell in cells):
            yield begins, cells


def _wrong_length(found: int, wanted: int) -> str:
    advice = "put quotes around a value that has a comma in it" if found > wanted else "is the line cut off?"
    return f"has {found} cells where the header has {wanted}; {advice}"


def _check_header(header: list[str], line: int, table: Table) -> list[Problem]:
    wanted = table.column_names
    if len(header) == 1 and any(separator in header[0] for separator in ";\t|"):
        return [Problem(table.file, "columns are not separated by commas; save the file as comma-separated CSV", line)]
    problems = [
        Problem(table.file, f"the column “{shortened(name, 40)}” stands twice", line)
        for name in dict.fromkeys(name for name in header if header.count(name) > 1)
    ]
    unknown = [name for name in dict.fromkeys(header) if name not in wanted]
    problems += [
        Problem(table.file, f"unknown column “{shortened(name, 40)}”; known are {', '.join(wanted)}", line)
        for name in unknown
    ]
    problems += [Problem(table.file, f"the column “{name}” is missing", line) for name in wanted if name not in header]
    return problems


def _check_rows(rows: dict[str, list[Row]]) -> Iterator[Problem]:
    topics = [row.cells["topic"] for row in rows["topics"]]
    for table in contract.TABLES:
        seen: dict[tuple[str, str], int] = {}
        for row in rows[table.name]:
            for column in table.columns:
                cell = row.cells[column.name]
                message = _wrong_with(cell, column, topics)
                if message is None and column.unique:
                    message = _repeated(cell, column, seen, row.line)
                if message is not None:
                    yield Problem(table.file, message, row.line, column.name)
    yield from _check_order_of_dates(rows["events"])
    yield from _check_facts(rows["briefing"])


def _wrong_with(cell: str, column: Column, topics: list[str]) -> str | None:
    """Return what is wrong with one cell taken by itself, or None."""
    if not cell:
        return "is empty" if column.required else None
    if len(cell) > contract.MAX_CELL_CHARACTERS:
        return f"has {len(cell):,} characters; at most {contract.MAX_CELL_CHARACTERS:,} are allowed"
    if any(unicodedata.category(letter) in {"Cc", "Zl", "Zp"} for letter in cell):
        return "has a line break or another control character; one record is one line"
    checks: dict[Kind, Callable[[], str | None]] = {
        Kind.IDENTIFIER: lambda: _wrong_identifier(cell, column.prefix),
        Kind.DATE: lambda: wrong_date(cell),
        Kind.WORD: lambda: _wrong_word(cell, column.vocabulary),
        Kind.TOPIC: lambda: "has a semicolon, which separates topics" if contract.LIST_SEPARATOR in cell else None,
        Kind.TOPICS: lambda: _wrong_topics(cell, topics),
        Kind.TEXT: lambda: None,
    }
    return checks[column.kind]()


def _wrong_identifier(cell: str, prefix: str) -> str | None:
    if re.fullmatch(rf"{prefix}-[1-9][0-9]{{0,6}}", cell, re.ASCII):
        return None
    return f"“{shortened(cell, 40)}” is not an id; write {prefix}-1, {prefix}-2 and so on"


def wrong_date(cell: str) -> str | None:
    """Return what is wrong with a date, or None: only ``YYYY-MM-DD`` is one that nobody can misread."""
    if not _ISO_DATE.fullmatch(cell):
        return f"“{shortened(cell, 40)}” is not written as YYYY-MM-DD"
    try:
        day = date.fromisoformat(cell)
    except ValueError:
        return f"{cell} is not a date that exists"
    if not contract.FIRST_YEAR <= day.year <= contract.LAST_YEAR:
        return f"{cell} lies outside the years {contract.FIRST_YEAR} to {contract.LAST_YEAR}"
    return None


def _wrong_word(cell: str, vocabulary: tuple[str, ...]) -> str | None:
    if cell in vocabulary:
        return None
    return f"“{shortened(cell, 40)}” is not one of {listed(vocabulary, 'or')}"


def _wrong_topics(cell: str, topics: list[str]) -> str | None:
    chosen = contract.split_list(cell)
    if not chosen:
        return "names no topic"
    for topic in chosen:
        if topics and topic not in topics:  # without a readable topics.csv, its own problems say enough
            return f"“{shortened(topic, 40)}” is not a topic of topics.csv"
    if len(set(chosen)) < len(chosen):
        return "names a topic twice"
    return None


def _repeated(cell: str, column: Column, seen: dict[tuple[str, str], int], line: int) -> str | None:
    """Identifiers and names in links are compared without case, so two that differ only in case are one."""
    first = seen.setdefault((column.name, fold(cell)), line)
    return None if first == line else f"“{shortened(cell, 40)}” stands in line {first} already"


def _check_order_of_dates(events: list[Row]) -> Iterator[Problem]:
    for row in events:
        start, end = row.cells["start"], row.cells["end"]
        if wrong_date(start) is None and wrong_date(end) is None and end < start:
            yield Problem(contract.EVENTS.file, f"{end} lies before the start, {start}", row.line, "end")


def _check_facts(rows: list[Row]) -> Iterator[Problem]:
    known = {fact.name: fact for fact in contract.FACTS}
    file = contract.BRIEFING.file
    for row in rows:
        name, value = row.cells["field"], row.cells["value"]
        if name in known:
            message = _wrong_fact(value, known[name])
            if message:
                yield Problem(file, message, row.line, "value")
        elif name and not re.fullmatch(rf"{contract.SECTION_FACT}[1-9][0-9]?", name, re.ASCII):
            yield Problem(
                file, f"“{shortened(name, 40)}” is not a known field; known are {', '.join(known)}", row.line, "field"
            )
    present = {row.cells["field"] for row in rows}
    for fact in contract.FACTS:
        if rows and fact.required and fact.name not in present:
            yield Problem(file, f"the field “{fact.name}” is missing")


def _wrong_fact(value: str, fact: Fact) -> str | None:
    if value and fact.kind is Kind.DATE:
        return wrong_date(value)
    if value and fact.name == "language" and not _LANGUAGE.fullmatch(value):
        return f"“{shortened(value, 40)}” is not a language tag such as en"
    if value and fact.name == "article link" and not value.startswith(("https://", "http://")):
        return "is not an address that begins with https:// or http://"
    return None


def _in_file_order(problems: list[Problem]) -> tuple[Problem, ...]:
    files = [table.file for table in contract.TABLES]
    return tuple(sorted(problems, key=lambda problem: (files.index(problem.file), problem.line or 0)))
