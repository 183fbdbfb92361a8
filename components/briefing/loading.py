"""Loading a folder of CSV files as a checked ``Briefing``, or listing what is wrong and where."""

import re
from pathlib import Path

from components.briefing import contract
from components.briefing.briefing import Briefing
from components.briefing.contract import Kind, Table
from components.briefing.problems import BriefingError, Problem
from components.briefing.reading import SEPARATORS, Row, read_table
from components.briefing.validation import FACTS, Rows, check_cells, check_together

_DOTTED_DATE = re.compile(r"([0-9]{1,2})\.\s?([0-9]{1,2})\.\s?([0-9]{4})\.?")
"""Day, month, year, as spreadsheets write it in much of Europe, in some countries with a dot after the year too."""


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
        problems += check_cells(rows[table.name], table)
    problems += check_together(rows, problems)
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
