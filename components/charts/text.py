"""Text in a figure: its sizes, and how it is escaped and broken into lines that fit."""

import unicodedata
from collections.abc import Iterable

TEXT_SIZE = 13
"""Font size of a figure's text in pixels."""
BASELINE = 0.35
"""Distance from the middle of a text down to its baseline, as a share of the font size."""
COLUMN = 0.6
"""Width of a column of bold text (see ``columns``), as a share of the font size."""
BOLD = COLUMN * TEXT_SIZE
"""The same in pixels, of ``TEXT_SIZE``."""
_ENTITIES = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;", "$": "&#36;", "\\": "&#92;", "%": "&#37;"})
"""Plotly reads a little HTML, TeX between dollar signs, and ``%{…}`` in hover texts."""
_WIDTHS = {
    letter: width
    for letters, width in (("fijlrtI.,:;'|!()[] ", 0.65), ("0123456789", 1.2), ("mwM@%&<>=+#~—…", 1.7), ("W", 1.85))
    for letter in letters
}


def escape_plotly(text: str) -> str:
    """Return the text escaped, so that Plotly shows every character as it is."""
    return text.translate(_ENTITIES)


def columns(text: str) -> float:
    """Return the estimated width of a text in columns: average letters, 0.6 of the font size in a wide font."""
    return sum(_WIDTHS.get(letter) or _width(letter) for letter in text)


def lines(text: str, width: float, most: int) -> list[str]:
    """Return a text as at most ``most`` lines, each of at most ``width`` columns; words stay whole if they fit.

    A text that needs more lines ends with ``…``. An empty text is one empty line.
    """
    broken = [""]
    for word in text.split():
        first, *rest = _pieces(word, width)
        joined = f"{broken[-1]} {first}".lstrip()
        if columns(joined) <= width:
            broken[-1] = joined
        else:
            broken.append(first)
        broken += rest
    if len(broken) <= most:
        return broken
    last = broken[most - 1]
    while last and columns(f"{last}…") > width:
        last = last[:-1]
    return [*broken[: most - 1], f"{last.rstrip()}…"]


def fits(text: str, width: float, most: int) -> bool:
    """Return whether a text fits on ``most`` lines of ``width`` columns, with every word in one piece."""
    return " ".join(lines(text, width, most)) == " ".join(text.split())


def join(parts: Iterable[str], width: float) -> list[str]:
    """Return the parts that are not empty, joined with ``·``, as lines of at most ``width`` columns; none is broken."""
    rows: list[str] = []
    for part in filter(None, parts):
        joined = f"{rows[-1]} · {part}" if rows else part
        rows[-1:] = [joined] if columns(joined) <= width else [*rows[-1:], part]
    return rows


def _width(letter: str) -> float:
    if unicodedata.combining(letter):
        return 0
    if unicodedata.east_asian_width(letter) in "WF":
        return 1.85
    return 1.3 if letter.isupper() else 1.1


def _pieces(word: str, width: float) -> list[str]:
    """Return a word in pieces if it is wider than a line; most words are one piece."""
    if columns(word) <= width:
        return [word]
    pieces = [""]
    for letter in word:
        if columns(pieces[-1] + letter) > width:
            pieces.append("")
        pieces[-1] += letter
    return pieces
