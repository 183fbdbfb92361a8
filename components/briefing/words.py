"""Words: how text is compared, and how lists and counts are said."""

import unicodedata
from collections.abc import Sequence

_UNSEEN = "\u00ad\u200b\u200c\u200d\u200e\u200f\u2060\ufeff"
"""Marks that take no room, such as the soft hyphen; copied text has them around and within its words."""

_BLANK = _UNSEEN + "".join(filter(str.isspace, map(chr, range(0x3001))))

_SAME = str.maketrans(
    {"đ": "d", "ð": "d", "ħ": "h", "ı": "i", "ł": "l", "ø": "o", "ŧ": "t", "’": "'", "‘": "'", "–": "-"}
    | dict.fromkeys(_UNSEEN, "")
)
"""Letters with a stroke, or without their dot, which Unicode does not take apart as it does č into c; the
apostrophes and dashes that a keyboard does not have; and marks that nobody sees."""

_TURNS = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")


def strip_invisible(text: str) -> str:
    """Return the text without the spaces around it, those that cannot be seen among them."""
    return text.strip(_BLANK)


def fold(text: str) -> str:
    """Return the text as searching compares it: without case and diacritics (``Spajić`` is ``spajic``)."""
    if text.isascii():
        return text.lower()
    apart = unicodedata.normalize("NFKD", text.casefold())
    without = "".join(letter for letter in apart if not unicodedata.combining(letter))
    return without.casefold().translate(_SAME)


def one_line(text: str) -> str:
    """Return the text with control characters, marks that turn the direction of writing, and runs of white space
    made into single spaces.
    """
    clean = "".join(" " if unicodedata.category(letter) == "Cc" or letter in _TURNS else letter for letter in text)
    return " ".join(clean.split())


def isolated(text: str) -> str:
    """Return a text of the data so that it can stand in a sentence of ours: where it is written from right to left,
    between the marks that keep it from turning round what follows, such as a date in brackets.
    """
    turns = not text.isascii() and any(unicodedata.bidirectional(letter) in {"R", "AL"} for letter in text)
    return f"\u2068{text}\u2069" if turns else text


def shortened(text: str, characters: int) -> str:
    """Return the text, cut and ended with … where it is longer than so many characters."""
    return text if len(text) <= characters else text[: characters - 1].rstrip() + "…"


def listed(names: Sequence[str], conjunction: str = "and") -> str:
    """Say names as a list: ``Capabilities and Reform``; ``a, b and c``."""
    if len(names) < 2:
        return "".join(names)
    return f"{', '.join(names[:-1])} {conjunction} {names[-1]}"


def counted(number: int, noun: str) -> str:
    """Say a number of things: ``1 event``, ``3 events``, ``no events``."""
    return f"{f'{number:,}' if number else 'no'} {noun}{'' if number == 1 else 's'}"


def capitalised(text: str) -> str:
    """Return the text with its first letter in upper case and the rest as it is."""
    return text[:1].upper() + text[1:]
