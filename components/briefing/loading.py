"""Reading a folder of CSV files into a checked ``Briefing``, or saying what is wrong and where.

Python's own ``csv`` in strict mode reads the cells; pandas holds the result. ``pandas.read_csv`` is not
used: it silently shifts, pads and guesses (see ``docs/decisions/0002-csv-by-hand.md``).
"""

import csv
import io
import os
import re
import stat
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from difflib import get_close_matches
from pathlib import Path

from components.briefing import contract
from components.briefing.briefing import Briefing
from components.briefing.contract import Column, Fact, Kind, Table
from components.briefing.words import fold, listed, one_line, shortened, strip_invisible

MOST_SHOWN = 50
"""Problems that are shown at once: who has more mends a cause first, and reads the rest then."""

_ISO_DATE = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)
_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*", re.ASCII)
_SECTION = re.compile(rf"{contract.SECTION_FACT}[1-9][0-9]?", re.ASCII)
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]")
_LOST = "\ufffd"
_OTHER_SEPARATORS = (";", "\t", "|")
_SAVE_AS = "save the file as “CSV UTF-8”"


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
    """A folder that is not a valid briefing.

    ``problems`` holds all that is wrong, in file order; ``shown`` those that are shown, and ``left_out`` says how
    many more there are.
    """

    def __init__(self, problems: tuple[Problem, ...]) -> None:
        self.problems = problems
        self.shown = problems[:MOST_SHOWN]
        self.left_out = len(problems) - len(self.shown)
        more = [f"… and {self.left_out:,} more"] if self.left_out else []
        super().__init__("\n".join([*map(str, self.shown), *more]))


@dataclass(frozen=True, slots=True)
class Row:
    """One record as read: the line on which it begins and its cells by column, spaces around them removed."""

    line: int
    cells: dict[str, str]


Rows = dict[str, list[Row]]
"""The records of every file that could be read, by table name."""


def load(folder: Path) -> Briefing:
    """Read and check a folder, and return it as a briefing.

    Raises ``BriefingError`` with every problem of the folder when there is one.
    """
    rows: Rows = {}
    problems: list[Problem] = []
    for table in contract.TABLES:
        rows[table.name], found = read_table(folder, table)
        problems += found
    for table in contract.TABLES:
        problems += _check_cells(rows[table.name], table)
    problems += _check_together(rows, _Doubts(problems))
    if problems:
        raise BriefingError(_in_file_order(problems))
    return Briefing.of({name: [row.cells for row in read] for name, read in rows.items()})


def read_table(folder: Path, table: Table) -> tuple[list[Row], list[Problem]]:
    """Read the records of one file and what is wrong with its form: encoding, header, length of rows."""
    if table.optional and not os.path.lexists(folder / table.file):  # a link that leads nowhere is a mistake
        return [], []
    rows: list[Row] = []
    problems: list[Problem] = []
    try:
        records = _records(_read_text(folder / table.file, table), table)
        header, has_blank_end = _read_header(records, table)
        for line, record in records:
            cells = _without_blank_end(record, len(header)) if has_blank_end else record
            if len(cells) != len(header):
                problems.append(Problem(table.file, _wrong_length(len(cells), len(header)), line))
            elif len(rows) == contract.MAX_ROWS:
                raise _refused(table, f"has more than {contract.MAX_ROWS:,} rows", line)
            else:
                rows.append(Row(line, {name: strip_invisible(cell) for name, cell in zip(header, cells, strict=True)}))
    except BriefingError as error:
        problems += error.problems
    if len(rows) < table.at_least and not problems:
        problems.append(Problem(table.file, f"has a header and no rows; it needs at least {table.at_least}"))
    return rows, problems


def _refused(table: Table, message: str, line: int | None = None) -> BriefingError:
    """Return the error that ends the reading of a file."""
    return BriefingError((Problem(table.file, message, line),))


def _read_text(path: Path, table: Table) -> str:
    raw = _read_bytes(path, table)
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = _line_after(raw[: error.start].decode("latin-1"))
        raise _refused(table, f"is not UTF-8 here; {_SAVE_AS}", line) from error
    before, nul, _ = text.partition("\0")
    if nul:
        message = f"has a NUL character: it is damaged, or not text; {_SAVE_AS}"
        raise _refused(table, message, _line_after(before))
    return text


def _read_bytes(path: Path, table: Table) -> bytes:
    try:
        about = path.stat()
        if not stat.S_ISREG(about.st_mode):  # a pipe or a device may never end
            raise _refused(table, "is a folder, not a file" if stat.S_ISDIR(about.st_mode) else "is not a file")
        if about.st_size > contract.MAX_FILE_BYTES:
            raise _refused(table, f"has {about.st_size:,} bytes; at most {contract.MAX_FILE_BYTES:,} are read")
        return path.read_bytes()
    except FileNotFoundError as error:
        raise _refused(table, "is missing") from error
    except NotADirectoryError as error:
        raise _refused(table, "is missing; what should be its folder is a file") from error
    except OSError as error:
        raise _refused(table, f"cannot be read: {error.strerror}") from error


def _line_after(text: str) -> int:
    """Return the number of the line on which a text that begins a file ends."""
    return 1 + text.count("\n") + text.count("\r") - text.count("\r\n")


def _records(text: str, table: Table) -> Iterator[tuple[int, list[str]]]:
    """Yield each record that is not blank with the line on which it begins; raises ``BriefingError``."""
    _refuse_other_separators(text, table)
    csv.field_size_limit(contract.MAX_FILE_BYTES)  # cells that are too long are named by their place, below
    reader = csv.reader(io.StringIO(text, newline=""), strict=True, skipinitialspace=True)
    while True:
        begins = reader.line_num + 1
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            raise _refused(table, _wrong_quotes(str(error)), begins) from error
        if any(map(strip_invisible, cells)):
            yield begins, cells


def _refuse_other_separators(text: str, table: Table) -> None:
    """Refuse a file whose first line has no comma but something else that separates columns.

    It is looked for before records are read: there, it is the quotes that would seem to be wrong.
    """
    start = len(text) - len(text.lstrip())
    first = re.split(r"[\r\n]", text[start : start + contract.MAX_CELL_CHARACTERS], maxsplit=1)[0]
    line = _line_after(text[:start])
    if first.casefold().startswith("sep="):
        message = f"{_quoted(first)} is not the header; remove this line, and separate the columns by commas"
        raise _refused(table, message, line)
    if "," not in first and any(separator in first for separator in _OTHER_SEPARATORS):
        raise _refused(table, "columns are not separated by commas; save the file as comma-separated CSV", line)


def _wrong_quotes(error: str) -> str:
    if error == "unexpected end of data":
        return 'has a quote (") that is not closed; is the file cut off?'
    return 'has a quote (") that is not closed, or text after a closing one; within a value, a quote is written twice'


def _read_header(records: Iterator[tuple[int, list[str]]], table: Table) -> tuple[list[str], bool]:
    """Return the names of the columns, and whether blank ones come after them.

    A spreadsheet keeps columns that were emptied as commas, in every record: there they mean nothing.
    """
    line, cells = next(records, (1, []))
    if not cells:
        raise _refused(table, f"is empty; its first line must be {','.join(table.column_names)}")
    header = _without_blank_end([strip_invisible(name) for name in cells])
    problems = tuple(Problem(table.file, message, line) for message in _wrong_with_header(header, table))
    if problems:
        raise BriefingError(problems)
    return header, len(cells) > len(header)


def _without_blank_end(cells: list[str], at_least: int = 0) -> list[str]:
    """Return the cells without blank ones at the end, but no fewer than so many."""
    end = len(cells)
    while end > at_least and not strip_invisible(cells[end - 1]):
        end -= 1
    return cells[:end]


def _wrong_length(found: int, wanted: int) -> str:
    cells = "1 cell" if found == 1 else f"{found} cells"
    advice = 'put straight quotes (") around a value with a comma in it' if found > wanted else "is the line cut off?"
    return f"has {cells} where the header has {wanted}; {advice}"


def _wrong_with_header(header: list[str], table: Table) -> Iterator[str]:
    wanted = _by_folded(table.column_names)
    yield from (f"column {place} has no name; name or remove it" for place, name in enumerate(header, 1) if not name)
    named = dict.fromkeys(name for name in header if name)
    yield from (f"the column {_quoted(name)} stands twice" for name in named if header.count(name) > 1)
    for name in named:
        if name not in table.column_names:
            alike = wanted.pop(fold(name), None)
            advice = f"write it “{alike}”" if alike else f"known are {', '.join(table.column_names)}"
            yield f"unknown column {_quoted(name)}; {advice}"
    yield from (f"the column “{name}” is missing" for name in wanted.values() if name not in named)


def _by_folded(names: Iterable[str]) -> dict[str, str]:
    """Return names by what they are without case and the like, to say which one may have been meant."""
    return {fold(name): name for name in names}


class _Doubts:
    """Where a name may be lost to a problem that is reported already.

    What only follows from a problem is not reported beside it: while rows of topics.csv cannot be read, nobody
    knows whether a topic is missing there, and every item that carries it would be blamed for one broken line.
    """

    def __init__(self, problems: Iterable[Problem]) -> None:
        self._places = {(problem.file, problem.column) for problem in problems}

    def about(self, table: Table, column: str) -> bool:
        """Say whether a whole record or a cell of this column could not be read."""
        return not self._places.isdisjoint({(table.file, None), (table.file, column)})


def _check_cells(rows: list[Row], table: Table) -> Iterator[Problem]:
    """Check every cell by itself."""
    for row in rows:
        for column in table.columns:
            message = _wrong_with(row.cells[column.name], column)
            if message is not None:
                yield Problem(table.file, message, row.line, column.name)


def _wrong_with(cell: str, column: Column) -> str | None:
    """Return what is wrong with one cell taken by itself, or None."""
    if not cell:
        return "is empty" if column.required else None
    return _wrong_text(cell) or _wrong_value(cell, column)


def _wrong_text(cell: str) -> str | None:
    if len(cell) > contract.MAX_CELL_CHARACTERS:
        return f"has {len(cell):,} characters; at most {contract.MAX_CELL_CHARACTERS:,} are allowed"
    if _CONTROL.search(cell):
        return "has a line break or another control character; one record is one line"
    if _LOST in cell:
        return f"has a {_LOST}, which stands for a letter that was lost in another encoding; type it again"
    return None


def _wrong_value(cell: str, column: Column) -> str | None:
    match column.kind:
        case Kind.IDENTIFIER:
            return _wrong_identifier(cell, column.prefix)
        case Kind.DATE:
            return wrong_date(cell)
        case Kind.WORD:
            return _wrong_word(cell, column.vocabulary)
        case Kind.TOPIC:
            return _wrong_topic(cell)
        case Kind.TOPICS:
            return _wrong_list(contract.split_list(cell))
        case Kind.TEXT:
            return None


def _wrong_identifier(cell: str, prefix: str) -> str | None:
    if re.fullmatch(rf"{prefix}-[1-9][0-9]{{0,6}}", cell, re.ASCII):
        return None
    return f"{_quoted(cell)} is not an id; write {prefix}-1, {prefix}-2 and so on"


def wrong_date(cell: str) -> str | None:
    """Return what is wrong with a date, or None: only ``YYYY-MM-DD`` is one that nobody can misread."""
    if not _ISO_DATE.fullmatch(cell):
        return f"{_quoted(cell)} is not written as YYYY-MM-DD; format the column so, with plain digits and hyphens"
    try:
        day = date.fromisoformat(cell)
    except ValueError:
        return f"{cell} is not a date that exists"
    if not contract.FIRST_YEAR <= day.year <= contract.LAST_YEAR:
        return f"{cell} lies outside the years {contract.FIRST_YEAR} to {contract.LAST_YEAR}"
    return None


def _wrong_word(cell: str, vocabulary: tuple[str, ...]) -> str | None:
    return None if cell in vocabulary else f"{_quoted(cell)} is not one of {listed(vocabulary, 'or')}"


def _wrong_topic(cell: str) -> str | None:
    if contract.LIST_SEPARATOR in cell:
        return "has a semicolon, which separates topics"
    if one_line(cell) != cell:  # as a link writes it
        return f"{_quoted(cell)} has spaces or marks that a link cannot hold; type it again, with single spaces"
    return None


def _wrong_list(chosen: tuple[str, ...]) -> str | None:
    if not chosen:
        return "names no topic"
    return "names a topic twice" if len(set(chosen)) < len(chosen) else None


def _check_together(rows: Rows, doubts: _Doubts) -> Iterator[Problem]:
    """Check the cells against each other: what may stand once, what names something else, what is missing."""
    for table in contract.TABLES:
        for column in table.columns:
            if column.unique:
                yield from _check_unique(rows[table.name], table, column.name)
    if not doubts.about(contract.TOPICS, "topic"):
        yield from _check_topics(rows)
    if not any(doubts.about(table, table.columns[0].name) for table in (contract.BRIEFING, *_SUBJECT_TABLES)):
        yield from _check_subjects(rows, contract.CHANGES)
    yield from _check_order_of_dates(rows["events"])
    yield from _check_facts(rows["briefing"])
    if not doubts.about(contract.BRIEFING, "field"):
        yield from _check_required_facts(rows["briefing"])


def _check_unique(rows: list[Row], table: Table, column: str) -> Iterator[Problem]:
    """Identifiers and names in links are compared without case, so two that differ only in case are one."""
    seen: dict[str, int] = {}
    for row in rows:
        cell = row.cells[column]
        first = seen.setdefault(fold(cell), row.line) if cell else row.line
        if first != row.line:
            yield Problem(table.file, f"{_quoted(cell)} stands in line {first} already", row.line, column)


def _check_topics(rows: Rows) -> Iterator[Problem]:
    names = {row.cells["topic"] for row in rows["topics"]}
    by_folded = _by_folded(names)
    for table in contract.ITEM_TABLES:
        for row in rows[table.name]:
            strange = next((name for name in contract.split_list(row.cells["topics"]) if name not in names), None)
            if strange is not None:
                alike = by_folded.get(fold(strange))
                advice = f"; write it “{alike}”" if alike else ""
                yield Problem(
                    table.file, f"{_quoted(strange)} is not a topic of topics.csv{advice}", row.line, "topics"
                )


_SUBJECT_TABLES = (*contract.ITEM_TABLES, contract.NOTES)
"""The tables whose ids a change may be about."""


def _check_subjects(rows: Rows, table: Table) -> Iterator[Problem]:
    """Check what the rows of a table are about: a field of briefing.csv, a table, or the id of an item or a note."""
    ids = _by_folded(row.cells["id"] for table in _SUBJECT_TABLES for row in rows[table.name])
    fields = (*_FACTS, *(row.cells["field"] for row in rows["briefing"]))
    names = _by_folded((*fields, *(table.name for table in contract.TABLES)))
    for row in rows[table.name]:
        subject = row.cells["subject"]
        folded = fold(subject)
        known = names.get(folded) or ids.get(folded)
        if subject and subject != known:
            # Near an id are all others. What is left of a deleted row is its table: rec-8 leads to recommendations.
            begun = (name for name in names if name.startswith(folded.partition("-")[0]))
            nearest = known or names[next(begun, "") or get_close_matches(folded, names, n=1, cutoff=0)[0]]
            message = f"{_quoted(subject)} is no field, table, or id of an item or a note; the nearest is “{nearest}”"
            yield Problem(table.file, message, row.line, "subject")


def _check_order_of_dates(events: list[Row]) -> Iterator[Problem]:
    for row in events:
        start, end = row.cells["start"], row.cells["end"]
        if end < start and wrong_date(start) is None and wrong_date(end) is None:
            yield Problem(contract.EVENTS.file, f"{end} lies before the start, {start}", row.line, "end")


_FACTS = {fact.name: fact for fact in contract.FACTS}
_FACTS_BY_FOLDED = _by_folded(_FACTS)


def _check_facts(rows: list[Row]) -> Iterator[Problem]:
    file = contract.BRIEFING.file
    for row in rows:
        name, value = row.cells["field"], row.cells["value"]
        if name in _FACTS:
            message = _wrong_fact(value, _FACTS[name])
            if message:
                yield Problem(file, message, row.line, "value")
        elif name and not _SECTION.fullmatch(name):
            alike = _FACTS_BY_FOLDED.get(fold(name))
            advice = f"write it “{alike}”" if alike else f"known are {', '.join(_FACTS)}"
            yield Problem(file, f"{_quoted(name)} is not a known field; {advice}", row.line, "field")


def _check_required_facts(rows: list[Row]) -> Iterator[Problem]:
    present = {fold(row.cells["field"]) for row in rows}
    for folded, name in _FACTS_BY_FOLDED.items():
        if _FACTS[name].required and folded not in present:
            yield Problem(contract.BRIEFING.file, f"the field “{name}” is missing")


def _wrong_fact(value: str, fact: Fact) -> str | None:
    if value and fact.kind is Kind.DATE:
        return wrong_date(value)
    if value and fact.name == "language" and not _LANGUAGE.fullmatch(value):
        return f"{_quoted(value)} is not a language tag such as en"
    if value and fact.name == "article link" and not value.startswith(("https://", "http://")):
        return "is not an address that begins with https:// or http://"
    return None


def _quoted(text: str) -> str:
    """Return a cell as messages quote it: cut where it is long, and what nobody sees in it by its number."""
    seen = (sign if sign.isprintable() else f"⟨U+{ord(sign):04X}⟩" for sign in shortened(text, 40))
    return f"“{''.join(seen)}”"


def _in_file_order(problems: list[Problem]) -> tuple[Problem, ...]:
    """Return the problems by file, line and column; of one cell the first, since mending it may mend the others."""
    files = {table.file: (number, table.column_names) for number, table in enumerate(contract.TABLES)}

    def place(problem: Problem) -> tuple[int, int, int]:
        number, columns = files[problem.file]
        return number, problem.line or 0, columns.index(problem.column) if problem.column else -1

    first: dict[object, Problem] = {}
    for problem in sorted(problems, key=place):
        first.setdefault(place(problem) if problem.column else problem, problem)
    return tuple(first.values())
