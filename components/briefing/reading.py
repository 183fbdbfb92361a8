"""Reading one CSV file of a briefing into rows, or listing what is wrong with its format.

Python's own ``csv`` in strict mode reads the cells. ``pandas.read_csv`` is not used: it silently shifts, pads and
guesses (see ``docs/decisions/0002-csv-by-hand.md``).
"""

import csv
import io
import os
import re
import stat
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from components.briefing import contract
from components.briefing.contract import Table
from components.briefing.problems import BriefingError, Problem, did_you_mean, quoted
from components.briefing.words import nearest, plural, strip_invisible

SEPARATORS = {",": "comma", ";": "semicolon", "\t": "tab"}
"""The separators that a file may have, with their names; the header shows which one it is."""

_SAVE_AS = "save the file as “CSV UTF-8”"
_COLUMNS_LOST = (
    "the columns are lost: a program that separates by semicolons opened and saved this file, which had commas; go "
    "back to the file from before, import it with the comma as separator (in Excel: Data, From Text/CSV), and "
    f"{_SAVE_AS}"
)
_NOT_CLOSED = 'has a quote (") that is not closed; is the file cut off?'
_MISPLACED_QUOTE = (
    'has a quote (") that is not closed, or text after a closing one; within a value, a quote is written twice'
)


class Row(NamedTuple):
    """One record as read: the line on which it begins and its cells by column, spaces around them removed."""

    line: int
    cells: dict[str, str]


def read_table(folder: Path, table: Table) -> tuple[list[Row], list[Problem], str]:
    """Return the rows of one file, what is wrong with its format, and its separator; cells are not checked.

    Reading ends at the first problem after which the rest cannot be understood.
    """
    rows: list[Row] = []
    problems: list[Problem] = []
    separator = ","
    if table.optional and not os.path.lexists(folder / table.file):  # a broken symbolic link is a mistake
        return rows, problems, separator
    try:
        text = _read_text(folder / table.file, table)
        separator = _find_separator(text, table)
        problems += _read_rows(text, table, separator, rows)
    except BriefingError as error:
        problems += error.problems
    if len(rows) < table.at_least and not problems:
        problems.append(Problem(table.file, f"has a header and no rows; it needs at least {table.at_least}"))
    return rows, problems, separator


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
        raise _refused(table, f"is missing; its first line must be {_header_of(table)}") from error
    except NotADirectoryError as error:
        raise _refused(table, "is missing; what should be its folder is a file") from error
    except OSError as error:
        raise _refused(table, f"cannot be read: {error.strerror}") from error


def _line_after(text: str) -> int:
    """Return the number of the last line of a text."""
    return 1 + text.count("\n") + text.count("\r") - text.count("\r\n")


def _header_of(table: Table) -> str:
    return ",".join(table.column_names)


def _find_separator(text: str, table: Table) -> str:
    """Return the separator that gives the most column names in the first line that is not blank."""
    line = re.search(r"[^\r\n]*\w[^\r\n]*", text[: contract.MAX_CELL_CHARACTERS])
    return max(SEPARATORS, key=lambda separator: _known_names(line[0] if line else "", table, separator))


def _known_names(header: str, table: Table, separator: str) -> int:
    return len({strip_invisible(cell) for cell in _cells(header, separator)} & set(table.column_names))


def _cells(line: str, separator: str) -> list[str]:
    """Return the cells of one line; none if it cannot be read with this separator."""
    try:
        return next(csv.reader([line], delimiter=separator, skipinitialspace=True, strict=True), [])
    except csv.Error:
        return []


def _read_rows(text: str, table: Table, separator: str, rows: list[Row]) -> Iterator[Problem]:
    """Add valid rows to ``rows``, and yield a problem for each of a wrong length; raises ``BriefingError``."""
    records = _records(text, table, separator)
    header, has_blank_end = _read_header(records, table, separator)
    for line, record in records:
        cells = _without_blank_end(record, len(header)) if has_blank_end else record
        if separator == "," and len(cells) == 1 < len(header) == len(_cells(cells[0], ",")):
            raise _refused(table, _COLUMNS_LOST, line)
        if len(cells) != len(header):
            quotes = f'put straight quotes (") around a value with a {SEPARATORS[separator]} in it'
            advice = quotes if len(cells) > len(header) else "is the line cut off?"
            message = f"has {len(cells)} {plural('cell', len(cells))} where the header has {len(header)}; {advice}"
            yield Problem(table.file, message, line)
        elif len(rows) == contract.MAX_ROWS:
            raise _refused(table, f"has more than {contract.MAX_ROWS:,} rows", line)
        else:
            rows.append(Row(line, {name: strip_invisible(cell) for name, cell in zip(header, cells, strict=True)}))


def _records(text: str, table: Table, separator: str) -> Iterator[tuple[int, list[str]]]:
    """Yield each record that is not blank with the line on which it begins; raises ``BriefingError``."""
    csv.field_size_limit(contract.MAX_FILE_BYTES)  # cells that are too long are reported later, with line and column
    reader = csv.reader(io.StringIO(text, newline=""), strict=True, skipinitialspace=True, delimiter=separator)
    begins = 1
    try:
        for cells in reader:
            if any(map(strip_invisible, cells)):
                yield begins, cells
            begins = reader.line_num + 1
    except csv.Error as error:
        # A program that separates by semicolons split the row if joining its cells gives all columns.
        row = ";".join(_cells(re.split(r"\r\n?|\n", text)[begins - 1], ";"))
        is_split = len(_cells(row, ",")) == len(table.columns)
        quotes = _NOT_CLOSED if str(error) == "unexpected end of data" else _MISPLACED_QUOTE
        raise _refused(table, _COLUMNS_LOST if is_split else quotes, begins) from error


def _read_header(records: Iterator[tuple[int, list[str]]], table: Table, separator: str) -> tuple[list[str], bool]:
    """Return the names of the columns, and whether blank columns follow.

    A spreadsheet keeps emptied columns as separators at the end of every record; they mean nothing.
    """
    line, cells = next(records, (1, []))
    if not cells:
        raise _refused(table, f"is empty; its first line must be {_header_of(table)}")
    header = _without_blank_end([strip_invisible(name) for name in cells])
    if set(header).isdisjoint(table.column_names):
        has_lost_columns = len(header) == 1 and _known_names(header[0], table, ",")
        first_line = quoted(separator.join(header))
        message = f"{first_line} is not the header; the first line must be {_header_of(table)}"
        raise _refused(table, _COLUMNS_LOST if has_lost_columns else message, line)
    problems = tuple(Problem(table.file, message, line) for message in _check_header(header, table))
    if problems:
        raise BriefingError(problems)
    return header, len(cells) > len(header)


def _without_blank_end(cells: list[str], at_least: int = 0) -> list[str]:
    """Return the cells without blank ones at the end, but at least ``at_least``."""
    end = len(cells)
    while end > at_least and not strip_invisible(cells[end - 1]):
        end -= 1
    return cells[:end]


def _check_header(header: list[str], table: Table) -> Iterator[str]:
    missing = [name for name in table.column_names if name not in header]
    yield from (f"column {place} has no name; name or remove it" for place, name in enumerate(header, 1) if not name)
    names = dict.fromkeys(name for name in header if name)
    yield from (f"the column {quoted(name)} stands twice; remove one" for name in names if header.count(name) > 1)
    for name in names:
        if name not in table.column_names:
            suggestion = nearest(name, tuple(missing))
            known = f"known are {', '.join(table.column_names)}"
            yield f"unknown column {quoted(name)}; {did_you_mean(suggestion, known)}"
            missing = [other for other in missing if other != suggestion]
    yield from (f"the column “{name}” is missing; add it" for name in missing)
