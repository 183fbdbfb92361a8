"""Output of the command line tools of this package, on a terminal, or to the log of a CI."""

import os
import sys
from collections.abc import Iterable

from components.briefing.words import one_line


def print_lines(lines: Iterable[str]) -> None:
    """Print lines, each of them as one line whatever is in it, and with any encoding that the terminal has."""
    text = "".join(f"{one_line(line)}\n" for line in lines)
    encoding = sys.stdout.encoding or "utf-8"
    try:
        sys.stdout.write(text.encode(encoding, "backslashreplace").decode(encoding))
        sys.stdout.flush()
    except BrokenPipeError:  # ``head`` has read enough, and Python must not complain when it ends
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
