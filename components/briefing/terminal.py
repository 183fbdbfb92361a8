"""Output of this package's command line tools, on a terminal or in a CI log."""

import os
import sys
from collections.abc import Iterable

from components.briefing.words import one_line


def print_lines(lines: Iterable[str]) -> None:
    """Print each text on exactly one line, in any encoding that the terminal has."""
    text = "".join(f"{one_line(line)}\n" for line in lines)
    encoding = sys.stdout.encoding or "utf-8"
    try:
        sys.stdout.write(text.encode(encoding, "backslashreplace").decode(encoding))
        sys.stdout.flush()
    except BrokenPipeError:  # as from ``| head``; Python must not complain when it exits
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
