"""Loading a folder of CSV files as a checked ``Briefing``, or listing what is wrong and where.

Each cell is checked by itself against the contract, and then the cells against each other.
"""

import calendar
import re
from collections.abc import Iterable, Iterator
from datetime import date
from pathlib import Path
from urllib.parse import urlsplit

from components.briefing import contract
from components.briefing.briefing import Briefing
from components.briefing.contract import Column, Kind, Table
from components.briefing.problems import BriefingError, Problem, did_you_mean, quoted
from components.briefing.quarters import first_day, last_day, quarter_of
from components.briefing.reading import SEPARATORS, Row, read_table
from components.briefing.words import fold, listed, nearest, one_line

Rows = dict[str, list[Row]]
"""The records of every file that could be read, by table name."""

FACTS = {fact.name: fact for fact in contract.FACTS}

_ISO_DATE = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)
_DOTTED_DATE = re.compile(r"([0-9]{1,2})\.\s?([0-9]{1,2})\.\s?([0-9]{4})\.?")
"""Day, month, year, as spreadsheets write it in much of Europe, in some countries with a dot after the year too."""
_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*", re.ASCII)
_SECTION = re.compile(rf"{contract.SECTION_FACT}[1-9][0-9]?", re.ASCII)
_HOST = re.compile(r"[\w:][\w.:-]*")
_MAILTO = re.compile(r"mailto:[^\s@?]+@\w[\w.-]*(\?\S*)?", re.IGNORECASE)
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]")
_LOST = "\ufffd"
_ERROR_VALUE = re.compile(
    r"#[¡¿]?[\w./]+[!?]|#\w/\w|#NV|#YOK|#HIÁNYZIK|#NEDOSTUPNÝ|#NENÍ_K_DISPOZICI|#GETTING_DATA|Err:\d{3}|#{3,}"
)
"""Error values of Excel and LibreOffice: in most languages one word in capital letters that ends in ``!`` or ``?``, or
two letters with a slash, as ``#N/A``; the exceptions are listed."""


def load(folder: Path) -> Briefing:
    """Return the checked briefing of a folder.

    Raises ``BriefingError`` with every problem of the folder if there are any.
    """
    return load_with_remarks(folder)[0]


def load_with_remarks(folder: Path) -> tuple[Briefing, list[str]]:
    """Return the briefing of a folder as ``load`` does, with a remark on each file that has other separators or dates
    than the contract's.
    """
    rows: Rows = {}
    problems: list[Problem] = []
    remarks: list[str] = []
    for table in contract.TABLES:
        rows[table.name], unreadable, separator = read_table(folder, table)
        problems += unreadable
        remark = [f"separated by {SEPARATORS[separator]}s"] if separator != "," else []
        remark += ["dates read as day.month.year"] if _write_iso_dates(rows[table.name], table) else []
        remarks += [f"{table.file}: {'; '.join(remark)}"] if remark else []
        problems += _check_cells(rows[table.name], table)
    problems += _check_together(rows, problems)
    if problems:
        raise BriefingError(_in_file_order(problems))
    return Briefing.of({name: [row.cells for row in read] for name, read in rows.items()}), remarks


def _write_iso_dates(rows: list[Row], table: Table) -> bool:
    """Write dates such as ``1.4.2025`` as ``2025-04-01``, in place, and return whether there were any."""
    columns = [column.name for column in table.columns if column.kind is Kind.DATE]
    has_dotted = False
    for row in rows:
        fact = FACTS.get(row.cells["field"]) if table is contract.BRIEFING else None
        for column in ["value"] if fact and fact.kind is Kind.DATE else columns:
            dotted = _DOTTED_DATE.fullmatch(row.cells[column])
            if dotted:
                day, month, year = dotted.groups()
                row.cells[column], has_dotted = f"{year}-{month:0>2}-{day:0>2}", True
    return has_dotted


def _in_file_order(problems: list[Problem]) -> tuple[Problem, ...]:
    """Return the problems by file, line and column; only the first of a cell, since fixing it may fix the others."""
    files = {table.file: (number, table.column_names) for number, table in enumerate(contract.TABLES)}

    def place(problem: Problem) -> tuple[int, int, int]:
        number, columns = files[problem.file]
        return number, problem.line or 0, columns.index(problem.column) if problem.column else -1

    first: dict[object, Problem] = {}
    for problem in sorted(problems, key=place):
        first.setdefault(place(problem) if problem.column else problem, problem)
    return tuple(first.values())


def _check_cells(rows: list[Row], table: Table) -> Iterator[Problem]:
    """Yield the problems of single cells."""
    for row in rows:
        for column in table.columns:
            message = check_cell(row.cells[column.name], column)
            if message is not None:
                yield Problem(table.file, message, row.line, column.name)


def check_cell(cell: str, column: Column) -> str | None:
    """Return what is wrong with a single cell, or None."""
    if not cell:
        return "is empty; fill it in" if column.required else None
    return _check_text(cell) or (None if column.kind is Kind.TEXT else _check_value(cell, column))


def _check_text(cell: str) -> str | None:
    if len(cell) > contract.MAX_CELL_CHARACTERS:
        return f"has {len(cell):,} characters; at most {contract.MAX_CELL_CHARACTERS:,} are allowed"
    if _CONTROL.search(cell):
        return "has a line break or another control character; one record is one line"
    if _LOST in cell:
        return f"has a {_LOST}, which stands for a letter that was lost in another encoding; type it again"
    if cell[0] in "#E" and _ERROR_VALUE.fullmatch(cell) and (cell[0] == "E" or cell == cell.upper()):
        return f"{quoted(cell)} is what a spreadsheet writes when it cannot show a value; type the value"
    return None


def _check_value(cell: str, column: Column) -> str | None:
    message = None
    match column.kind:
        case Kind.IDENTIFIER if not re.fullmatch(column.pattern, cell, re.ASCII):
            message = f"{quoted(cell)} is not an id; write {column.prefix}-1, {column.prefix}-2 and so on"
        case Kind.DATE:
            message = check_date(cell)
        case Kind.WORD if cell not in column.vocabulary:
            message = f"{quoted(cell)} is not one of {listed(column.vocabulary, 'or')}"
        case Kind.TOPIC if contract.LIST_SEPARATOR in cell:
            message = "has a semicolon, which separates topics; write the topic without it"
        case Kind.TOPIC if one_line(cell) != cell:  # a link has the topic on one line
            message = f"{quoted(cell)} has spaces or marks that a link cannot hold; type it again, with single spaces"
        case Kind.TOPICS:
            message = _check_list(contract.split_list(cell))
        case Kind.LANGUAGE if not _LANGUAGE.fullmatch(cell):
            message = f"{quoted(cell)} is not a language tag such as en"
        case Kind.LINK if not _is_web_address(cell):
            message = f"{quoted(cell)} is not a whole address; write it as https://example.org/page"
        case Kind.CONTACT if not (_MAILTO.fullmatch(cell) or _is_web_address(cell)):
            message = (
                f"{quoted(cell)} is not a whole address; write https://example.org/page or mailto:name@example.org"
            )
    return message


def check_date(cell: str) -> str | None:
    """Return what is wrong with a date, or None. Dates with dots have been rewritten; slashes are ambiguous."""
    if not _ISO_DATE.fullmatch(cell):
        return f"{quoted(cell)} is not a date; write it as 2030-04-01 or 1.4.2030 (day.month.year)"
    try:
        day = date.fromisoformat(cell)
    except ValueError:
        return f"{cell} is not a date that exists"
    if not contract.FIRST_YEAR <= day.year <= contract.LAST_YEAR:
        return f"{cell} lies outside the years {contract.FIRST_YEAR} to {contract.LAST_YEAR}"
    return None


def _check_list(chosen: tuple[str, ...]) -> str | None:
    if not chosen:
        return "names no topic; name one of topics.csv"
    return "names a topic twice; name it once" if len(set(chosen)) < len(chosen) else None


def _is_web_address(cell: str) -> bool:
    try:
        parts = urlsplit(cell)
        return parts.scheme in ("https", "http") and bool(_HOST.fullmatch(parts.hostname or "")) and parts.port != 0
    except ValueError:  # such as a bracket that is not closed, or a port that is no number
        return False


def _check_together(rows: Rows, problems: Iterable[Problem]) -> Iterator[Problem]:
    """Yield the problems between cells: duplicates, unknown names, dates out of order, missing facts.

    Consequences of ``problems``, those of records and single cells, are not reported: while a row of topics.csv cannot
    be read, every item that carries its topic would be reported for one broken line.
    """
    places = {(problem.file, problem.column) for problem in problems}

    def is_reliable(table: Table, column: str) -> bool:
        return places.isdisjoint({(table.file, None), (table.file, column)})

    for table in contract.TABLES:
        for column in table.columns:
            if column.unique:
                yield from _check_unique(rows[table.name], table, column.name)
    if is_reliable(contract.TOPICS, "topic"):
        yield from _check_topics(rows)
    yield from _check_dates(rows["events"])
    yield from _check_facts(rows["briefing"])
    if is_reliable(contract.BRIEFING, "field"):
        items = contract.ITEM_TABLES  # what a note may be about; a change may be about a note too
        yield from _check_required_facts(rows["briefing"])
        for table, noted in ((contract.NOTES, items), (contract.CHANGES, (*items, contract.NOTES))):
            if all(is_reliable(other, "id") for other in noted):
                yield from _check_subjects(rows, table, noted)


def _check_unique(rows: list[Row], table: Table, column: str) -> Iterator[Problem]:
    """Yield duplicates; case does not matter, as in links."""
    seen: dict[str, int] = {}
    for row in rows:
        cell = row.cells[column]
        first = seen.setdefault(fold(cell), row.line) if cell else row.line
        if first != row.line:
            message = f"{quoted(cell)} stands in line {first} already; write another, or remove the row"
            yield Problem(table.file, message, row.line, column)


def _check_topics(rows: Rows) -> Iterator[Problem]:
    in_order = tuple(row.cells["topic"] for row in rows["topics"])
    names = frozenset(in_order)
    for table in contract.ITEM_TABLES:
        for row in rows[table.name]:
            unknown = next((name for name in contract.split_list(row.cells["topics"]) if name not in names), None)
            if unknown is not None:
                otherwise = "add it there, or separate several topics with semicolons"
                advice = did_you_mean(nearest(unknown, in_order), otherwise)
                message = f"{quoted(unknown)} is not a topic of topics.csv; {advice}"
                yield Problem(table.file, message, row.line, "topics")


def _check_subjects(rows: Rows, table: Table, noted: Iterable[Table]) -> Iterator[Problem]:
    """Yield rows whose subject is not a field of briefing.csv, a table, or an id of one of the ``noted`` tables."""
    names = (*FACTS, *(other.name for other in contract.TABLES), *(row.cells["field"] for row in rows["briefing"]))
    ids = {row.cells["id"] for other in noted for row in rows[other.name]}
    known = {"", *names, *ids}
    for row in rows[table.name]:
        subject = row.cells["subject"]
        if subject not in known:
            # For an unknown id the suggestion is its table, which is the subject of changes to a deleted row.
            suggestion = fold(subject) if fold(subject) in ids else nearest(subject.partition("-")[0], names, cutoff=0)
            message = f"{quoted(subject)} is no field of briefing.csv, table or id; the nearest is {quoted(suggestion)}"
            yield Problem(table.file, message, row.line, "subject")


def _check_dates(events: list[Row]) -> Iterator[Problem]:
    """Yield events that end before they start, or whose days do not fit the precision."""
    for row in events:
        start, end, precision = (row.cells[name] for name in ("start", "end", "precision"))
        if check_date(start) or check_date(end):
            continue
        if end < start:
            message = f"{end} lies before the start, {start}; correct one of them"
            yield Problem(contract.EVENTS.file, message, row.line, "end")
        elif precision in ("month", "quarter"):
            first, last = _whole_periods(date.fromisoformat(start), date.fromisoformat(end), precision)
            if (start, end) != (first, last):
                message = f"a {precision} does not fit {start} to {end}; write day, or the dates {first} and {last}"
                yield Problem(contract.EVENTS.file, message, row.line, "precision")


def _whole_periods(start: date, end: date, precision: str) -> tuple[str, str]:
    """Return the first and last day of the whole months or quarters that two days lie in."""
    if precision == "quarter":
        return f"{first_day(quarter_of(start))}", f"{last_day(quarter_of(end))}"
    _, days = calendar.monthrange(end.year, end.month)
    return f"{start.replace(day=1)}", f"{end.replace(day=days)}"


def _check_facts(rows: list[Row]) -> Iterator[Problem]:
    file = contract.BRIEFING.file
    for row in rows:
        name, value = row.cells["field"], row.cells["value"]
        if name in FACTS:
            message = _check_value(value, FACTS[name]) if value else None
            if message:
                yield Problem(file, message, row.line, "value")
        elif name and not _SECTION.fullmatch(name):
            advice = did_you_mean(nearest(name, tuple(FACTS)), f"known are {', '.join(FACTS)}")
            yield Problem(file, f"{quoted(name)} is not a known field; {advice}", row.line, "field")


def _check_required_facts(rows: list[Row]) -> Iterator[Problem]:
    present = {fold(row.cells["field"]) for row in rows}
    for name, fact in FACTS.items():
        if fact.required and name not in present:
            yield Problem(contract.BRIEFING.file, f"the field “{name}” is missing; add a row for it")
