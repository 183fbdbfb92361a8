"""Text inside a Plotly figure: shown as it is, and broken into lines that fit."""

import unicodedata

_ENTITIES = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;", "$": "&#36;", "\\": "&#92;", "%": "&#37;"})
"""Plotly reads a little HTML, TeX between dollar signs, and ``%{…}`` in hover texts."""


def escape_plotly(text: str) -> str:
    """Return the text written so that Plotly shows every character as it is."""
    return text.translate(_ENTITIES)


def lines(text: str, width: int, most: int = 3) -> list[str]:
    """Break a text into at most so many lines of at most ``width`` columns, words whole where they fit.

    Wide characters count as two columns, combining marks as none. A text that needs more lines ends with ….
    """
    found = [""]
    for word in text.split():
        first, *rest = _pieces(word, width)
        joined = f"{found[-1]} {first}".lstrip()
        if columns(joined) <= width:
            found[-1] = joined
        else:
            found.append(first)
        found += rest
    if len(found) <= most:
        return found
    return [*found[: most - 1], _cut(found[most - 1], width)]


def columns(text: str) -> int:
    """Return how many columns a text takes up."""
    if text.isascii():  # most are, and each is measured letter by letter
        return len(text)
    return sum(
        0 if unicodedata.combining(letter) else 2 if unicodedata.east_asian_width(letter) in "WF" else 1
        for letter in text
    )


def _pieces(word: str, width: int) -> list[str]:
    """Break a word that is wider than a line; most words are one piece."""
    pieces = [""]
    for letter in word:
        if columns(pieces[-1] + letter) > width:
            pieces.append("")
        pieces[-1] += letter
    return pieces


def _cut(line: str, width: int) -> str:
    """End a line with …, without as many letters as that takes."""
    if columns(line) + 2 <= width:
        return f"{line} …"
    while columns(line) + 1 > width:
        line = line[:-1]
    return f"{line.rstrip()}…"
