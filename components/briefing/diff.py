"""What differs between two folders of a briefing: ``python -m components.briefing.diff OLD NEW``.

Prints each difference by file, row and column; ``--json`` for programs, ``--rows`` as rows of ``changes.csv`` to edit.
Exits with 0 if nothing differs, with 1 if something does, and with 2 if a folder is not valid, after printing its
problems as the check does.
"""

import argparse
import json
import sys
from collections.abc import Iterator, Sequence
from contextlib import redirect_stdout
from datetime import UTC, date, datetime
from itertools import groupby
from pathlib import Path
from typing import Literal, NamedTuple

import pandas as pd

from components.briefing import contract
from components.briefing.briefing import Briefing, records
from components.briefing.loading import load
from components.briefing.problems import BriefingError, print_lines
from components.briefing.words import capitalised, one_line, shortened

SAME, DIFFERENT, INVALID = 0, 1, 2
"""Exit codes of the command."""

_TABLES = {table.file: table for table in contract.TABLES}


class Difference(NamedTuple):
    """A row that was added or removed, a cell that changed, or a table whose rows are in another order.

    ``row`` is the id, the field or the topic of the row, ``title`` its title or, of a note or a change, its subject;
    a table has neither. ``column``, ``old`` and ``new`` are set only for a changed cell.
    """

    kind: Literal["added", "removed", "changed", "reordered"]
    file: str
    row: str = ""
    title: str = ""
    column: str = ""
    old: str = ""
    new: str = ""

    def __str__(self) -> str:
        name = " ".join(filter(None, (self.row, self.title and f"“{self.title}”")))
        return one_line(f"{': '.join(filter(None, (self.file, name)))}: {self.words}")

    @property
    def words(self) -> str:
        """What happened, without saying where."""
        if self.kind == "changed":
            return f"{self.column} changed from {_quoted(self.old)} to {_quoted(self.new)}"
        return "the order of the rows changed" if self.kind == "reordered" else self.kind


def differences(old: Briefing, new: Briefing) -> list[Difference]:
    """Return what differs between two briefings, by table in the order of the contract and by row.

    The list is empty exactly when both have the same version.
    """
    return [difference for table in contract.TABLES for difference in _in_table(table, old, new)]


def change_rows(old: Briefing, new: Briefing, today: date) -> list[dict[str, str]]:
    """Return rows of ``changes.csv`` that say what differs, one for each row that does: a draft for people to edit.

    Ids continue after the highest of both briefings. ``changes.csv`` itself and the ``data date`` are left out.
    """
    used = [int(name.partition("-")[2]) for briefing in (old, new) for name in briefing.changes["id"]]
    reported = (
        difference
        for difference in differences(old, new)
        if difference.file != contract.CHANGES.file and difference.row != "data date"
    )
    return [
        {
            "id": f"{contract.CHANGES.columns[0].prefix}-{number}",
            "date": str(today),
            "subject": _subject(first),
            "change": shortened(one_line(_sentence([first, *others])), contract.MAX_CELL_CHARACTERS),
            "source": "Our own record",
        }
        for number, (_, (first, *others)) in enumerate(
            groupby(reported, key=lambda difference: (difference.file, difference.row)), max(used, default=0) + 1
        )
    ]


def _in_table(table: contract.Table, old: Briefing, new: Briefing) -> Iterator[Difference]:
    before, after = _rows(table, old), _rows(table, new)
    for key, row in after.items():
        if key not in before:
            yield Difference("added", table.file, key, _title(row))
            continue
        for column, cell in row.items():
            if cell != before[key][column]:
                yield Difference("changed", table.file, key, _title(row), column, before[key][column], cell)
    for key, row in before.items():
        if key not in after:
            yield Difference("removed", table.file, key, _title(row))
    if [key for key in before if key in after] != [key for key in after if key in before]:
        yield Difference("reordered", table.file)


def _rows(table: contract.Table, briefing: Briefing) -> dict[str, dict[str, str]]:
    """Return the cells of a table as text, by the unique column of the row and by column name."""
    key = next(column.name for column in table.columns if column.unique)
    rows = records(briefing.table(table.name))
    return {row[key]: {name: contract.cell_text(row[name]) for name in table.column_names} for row in rows}


def _title(row: dict[str, str]) -> str:
    return row.get("title") or row.get("subject", "")


def _quoted(cell: str) -> str:
    return f"“{cell}”" if cell else "nothing"


def _subject(difference: Difference) -> str:
    """Return what a change is about: the row, or its table where the row is gone or has no id."""
    has_id = difference.file != contract.TOPICS.file
    return difference.row if has_id and difference.kind in {"added", "changed"} else _TABLES[difference.file].name


def _sentence(changes: Sequence[Difference]) -> str:
    """Return a sentence for people that says what happened to one row."""
    first = changes[0]
    if first.kind in {"added", "removed"}:
        return f"The {_TABLES[first.file].noun} “{first.title or first.row}” was {first.kind}."
    return f"{capitalised('; '.join(change.words for change in changes))}."


def main(arguments: Sequence[str] | None = None) -> int:
    """Print what differs between the folders that the command names, and return the exit code."""
    parser = argparse.ArgumentParser(
        prog="python -m components.briefing.diff", description="Say what differs between two folders of a briefing."
    )
    parser.add_argument("old", type=Path, help="the folder as it was")
    parser.add_argument("new", type=Path, help="the folder as it is now")
    form = parser.add_mutually_exclusive_group()
    form.add_argument("--json", action="store_true", help="as JSON, for programs")
    form.add_argument("--rows", action="store_true", help="as rows to edit and put at the end of changes.csv")
    chosen = parser.parse_args(arguments)
    briefings, mistakes = [], []
    for folder in (chosen.old, chosen.new):
        try:
            briefings.append(load(folder))
        except BriefingError as error:
            mistakes += [f"{folder}/{problem}" for problem in error.problems]
    if mistakes:
        with redirect_stdout(sys.stderr):  # programs that read the differences expect nothing else
            print_lines(mistakes)
        return INVALID
    old, new = briefings
    changes = differences(old, new)
    if chosen.json:
        content = {"old": old.version, "new": new.version, "differences": [change._asdict() for change in changes]}
        sys.stdout.write(f"{json.dumps(content)}\n")
    elif chosen.rows:
        has_header = not (chosen.new / contract.CHANGES.file).exists()
        rows = pd.DataFrame(change_rows(old, new, datetime.now(UTC).date()), columns=contract.CHANGES.column_names)
        print_lines(rows.to_csv(index=False, header=has_header).splitlines())
    else:
        print_lines(map(str, changes) if changes else [f"No difference: both are version {new.version}"])
    return DIFFERENT if changes else SAME


if __name__ == "__main__":
    sys.exit(main())
