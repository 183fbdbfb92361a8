"""What is wrong in a folder of CSV files, the error that lists it, and how the command line tools print it."""

import os
import sys
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from components.briefing.words import one_line, shortened

MAX_PROBLEMS = 50
"""Problems or changes that are shown at once; many problems usually have one cause."""


class Problem(NamedTuple):
    """One thing that is wrong in a folder: the file, the line (1 is the header), the column, and what to do."""

    file: str
    message: str
    line: int | None = None
    column: str | None = None

    def __str__(self) -> str:
        place = ":".join(str(part) for part in (self.file, self.line, self.column) if part is not None)
        return f"{place}: {self.message}"


class BriefingError(ValueError):
    """A folder that is not a valid briefing; ``problems`` has all its problems, in file order."""

    def __init__(self, problems: tuple[Problem, ...]) -> None:
        self.problems = problems
        super().__init__("\n".join(first_lines(problems)))


def first_lines(entries: Sequence[object]) -> list[str]:
    """Return a line for each of the first ``MAX_PROBLEMS`` entries and, if there are more, one that says how many."""
    left_out = len(entries) - MAX_PROBLEMS
    more = [f"… and {left_out:,} more"] if left_out > 0 else []
    return [*map(str, entries[:MAX_PROBLEMS]), *more]


def quoted(text: str) -> str:
    """Return a cell in quotation marks for a message: cut if it is long, with invisible characters as code points."""
    visible = (sign if sign.isprintable() else f"⟨U+{ord(sign):04X}⟩" for sign in shortened(text, 40))
    return f"“{''.join(visible)}”"


def did_you_mean(suggestion: str, otherwise: str) -> str:
    """Return the advice on an unknown name: a known one that it may be meant for, or else something to do."""
    return f"did you mean {quoted(suggestion)}?" if suggestion else otherwise


def print_lines(lines: Iterable[str]) -> None:
    """Print each text on exactly one line, in any encoding that the terminal or the CI log has."""
    text = "".join(f"{one_line(line)}\n" for line in lines)
    encoding = sys.stdout.encoding or "utf-8"
    try:
        sys.stdout.write(text.encode(encoding, "backslashreplace").decode(encoding))
        sys.stdout.flush()
    except BrokenPipeError:  # as from ``| head``; Python must not complain when it exits
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
