"""The command that checks a folder, for its maintainer and for CI: ``python -m components.briefing.check folder``.

Prints every problem, one a line and in file order, as ``events.csv:3:end: 2025-02-29 is not a date that exists``, and
exits with 1. For a valid folder it prints what was read, with remarks on files in another format than the contract's,
and exits with 0. Exits with 2 if there is no folder to check.
"""

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from components import settings
from components.briefing import contract
from components.briefing.briefing import Briefing
from components.briefing.loading import BriefingError, load_with_remarks
from components.briefing.quarters import ranges
from components.briefing.terminal import print_lines
from components.briefing.words import listed

VALID, INVALID, NO_FOLDER = 0, 1, 2
"""Exit codes of the command."""


class Report(NamedTuple):
    """The lines that the command prints, and its exit code."""

    lines: list[str]
    code: int


def report(folder: Path) -> Report:
    """Return the problems of a folder or, if it is valid, what was read."""
    missing = _no_folder_message(folder)
    if missing:
        return Report([missing], NO_FOLDER)
    try:
        briefing, remarks = load_with_remarks(folder)
    except BriefingError as error:
        return Report([str(problem) for problem in error.problems], INVALID)
    return Report([*_summary(briefing), *remarks], VALID)


def _no_folder_message(folder: Path) -> str:
    """Return why there is no folder to check, or an empty string if there is one."""
    try:
        if folder.is_dir():
            return ""
        is_there = folder.exists()
    except OSError as error:
        return f"{folder} cannot be read: {error.strerror}"
    files = listed([table.file for table in contract.TABLES if not table.optional])
    if is_there:
        return f"{folder} is not a folder; name the folder that has {files}"
    return f"{folder} does not exist; name the folder that has {files}"


def _summary(briefing: Briefing) -> list[str]:
    counts = [f"{len(briefing.table(table.name)):,} in {table.file}" for table in briefing.tables]
    return [
        f"Valid: {briefing.title}",
        f"Rows: {listed(counts)}",
        f"Quarters: {ranges(briefing.quarters) or 'none, since there is no event'}",
        f"Version: {briefing.version}",
    ]


def main(arguments: Sequence[str] | None = None) -> int:
    """Print the report on the folder that the command names, or the built-in one, and return the exit code."""
    parser = argparse.ArgumentParser(
        prog="python -m components.briefing.check", description="Check the CSV files of a briefing."
    )
    parser.add_argument(
        "folder", nargs="?", type=Path, default=settings.BUILT_IN, help="the folder; the built-in data if none is named"
    )
    lines, code = report(parser.parse_args(arguments).folder)
    print_lines(lines)
    return code


if __name__ == "__main__":
    sys.exit(main())
