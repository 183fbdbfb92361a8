"""The command that checks a folder, for its maintainer and for CI: ``python -m components.briefing.check folder``.

Prints every problem, one a line and in file order, as ``events.csv:3:end: 2025-02-29 is not a date that exists``, and
exits with 1. For a valid folder it prints what was read, with remarks on files in another format than the contract's,
and exits with 0. Exits with 2 if there is no folder to check.
"""

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from components import settings
from components.briefing import contract
from components.briefing.loading import load_with_remarks
from components.briefing.problems import BriefingError, print_lines
from components.briefing.quarters import ranges
from components.briefing.words import listed

VALID, INVALID, NO_FOLDER = 0, 1, 2
"""Exit codes of the command."""


def report(folder: Path) -> tuple[list[str], int]:
    """Return the lines that the command prints, with the problems of a folder or what was read, and its exit code."""
    try:
        if not folder.is_dir():
            files = listed([table.file for table in contract.TABLES if not table.optional])
            reason = "is not a folder" if folder.exists() else "does not exist"
            return [f"{folder} {reason}; name the folder that has {files}"], NO_FOLDER
    except OSError as error:
        return [f"{folder} cannot be read: {error.strerror}"], NO_FOLDER
    try:
        briefing, remarks = load_with_remarks(folder)
    except BriefingError as error:
        return [str(problem) for problem in error.problems], INVALID
    counts = [f"{len(briefing.table(table.name)):,} in {table.file}" for table in briefing.tables]
    return [
        f"Valid: {briefing.title}",
        f"Rows: {listed(counts)}",
        f"Quarters: {ranges(briefing.quarters) or 'none, since there is no event'}",
        f"Version: {briefing.version}",
        *remarks,
    ], VALID


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
