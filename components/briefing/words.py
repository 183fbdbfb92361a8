"""Text: comparing and searching it, and writing lists and counts in words."""

import re
import unicodedata
from collections.abc import Callable, Sequence
from difflib import get_close_matches
from functools import lru_cache

_UNSEEN = "\u00ad\u200b\u200c\u200d\u200e\u200f\u2060\ufeff"
"""Invisible characters, such as the soft hyphen, which copied text may have around and within words."""

_BLANK = _UNSEEN + "".join(filter(str.isspace, map(chr, range(0x3001))))

_SAME = str.maketrans(
    {"đ": "d", "ð": "d", "ħ": "h", "ı": "i", "ł": "l", "ø": "o", "ŧ": "t", "’": "'", "‘": "'", "–": "-"}
    | dict.fromkeys(_UNSEEN + "\ufe0e\ufe0f", "")
)
"""Letters that Unicode does not decompose as it does č into c; apostrophes and dashes that keyboards do not have; and
invisible characters."""

_DOUBLE, _SINGLE = '"“”„‟⹂〝〞〟❝❞', "'‘’‚‛❛❜"
_QUOTED = re.compile(
    rf"([{_DOUBLE}][^{_DOUBLE}]*[{_DOUBLE}]|[«»][^«»]*[«»]|[‹›][^‹›]*[‹›]|「[^」]*」|『[^』]*』"
    rf"|(?<![^\W_])[{_SINGLE}].*?[{_SINGLE}](?![^\W_]))"
)
"""Text in quotation marks. Both marks are of one kind, but may open or close in any combination, since
„a“, “a”, ”a” and „a" are all in use; a single mark within a word is an apostrophe."""

_NOT_XML = re.compile(r"[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_BIDI_MARKS = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")


def strip_invisible(text: str) -> str:
    """Return the text without spaces and invisible characters around it."""
    return text.strip(_BLANK)


class _LetterTable(dict[int, str]):
    """A table for ``str.translate`` that calls a function for each letter when it first occurs."""

    def __init__(self, function: Callable[[str], str]) -> None:
        self._function = function

    def __missing__(self, code: int) -> str:
        self[code] = self._function(chr(code))
        return self[code]


def _fold_letter(letter: str) -> str:
    apart = unicodedata.normalize("NFKD", letter.casefold())
    return "".join(part for part in apart if not unicodedata.combining(part)).casefold().translate(_SAME)


def _search_letter(letter: str) -> str:
    folded = _fold_letter(letter)
    return "".join(part if part == "'" or unicodedata.category(part)[0] in "LMN" else " " for part in folded)


_FOLDED, _SEARCHED = _LetterTable(_fold_letter), _LetterTable(_search_letter)


def fold(text: str) -> str:
    """Return the text without case and diacritics, for comparing names (``Spajić`` becomes ``spajic``)."""
    return text.lower() if text.isascii() else text.translate(_FOLDED)


def search_text(text: str) -> str:
    """Return the text for searching: folded, with single spaces for everything but letters, digits, and apostrophes
    within a word. ``Cyber-defense, O’Brien’s!`` becomes ``cyber defense o'brien's``.
    """
    clean = text.translate(_SEARCHED)
    words = clean.split()
    return " ".join(filter(None, (word.strip("'") for word in words)) if "'" in clean else words)


def search_terms(text: str) -> tuple[str, ...]:
    """Return the terms of a search, each as ``search_text`` gives it: words, and phrases in quotation marks of any
    kind. A mark without a partner is ignored.
    """
    parts = [search_text(part) for part in _QUOTED.split(fold(text))]  # every second one was in quotation marks
    terms = [term for place, part in enumerate(parts) for term in ([part] if place % 2 else part.split())]
    return tuple(dict.fromkeys(filter(None, terms)))


def unquoted(text: str) -> str:
    """Return the text without quotation marks, of any kind, around the whole of it."""
    match = _QUOTED.match(text)
    return text[1:-1] if match and match.end() == len(text) else text


def one_line(text: str) -> str:
    """Return the text on one line: control characters, direction marks and white space become single spaces."""
    clean = "".join(" " if unicodedata.category(letter) == "Cc" or letter in _BIDI_MARKS else letter for letter in text)
    return " ".join(clean.split())


def bidi_isolate(text: str) -> str:
    """Return a text of the data for use within a sentence: text from right to left is wrapped in Unicode isolates, so
    that it does not reorder what follows, such as a date in brackets.
    """
    is_rtl = not text.isascii() and any(unicodedata.bidirectional(letter) in {"R", "AL"} for letter in text)
    return f"\u2068{text}\u2069" if is_rtl else text


def xml_text(text: str) -> str:
    """Return the text with U+FFFD for every character that XML 1.0 does not allow."""
    return _NOT_XML.sub("\ufffd", text)


def shortened(text: str, characters: int) -> str:
    """Return the text, cut and ended with … if it is longer than ``characters``."""
    return text if len(text) <= characters else text[: characters - 1].rstrip() + "…"


def listed(names: Sequence[str], conjunction: str = "and") -> str:
    """Return names as a list: ``Capabilities and Reform``; ``a, b and c``."""
    if len(names) < 2:
        return "".join(names)
    return f"{', '.join(names[:-1])} {conjunction} {names[-1]}"


def plural(noun: str, number: int) -> str:
    """Return a noun for a number of things: ``event`` for one, else ``events``."""
    return noun if number == 1 else f"{noun}s"


def counted(number: int, noun: str) -> str:
    """Return a number of things: ``1 event``, ``3 events``, ``no events``."""
    return f"{f'{number:,}' if number else 'no'} {plural(noun, number)}"


@lru_cache(maxsize=1_000)  # thousands of rows may name one topic that is no longer there
def nearest(text: str, names: tuple[str, ...], cutoff: float = 0.6) -> str:
    """Return the name that a text was probably meant to be, or an empty string: one that differs in case or
    diacritics, else one that begins with the text, else the most similar one, of a similarity of at least ``cutoff``
    (0 to 1). Only the first hundred names are compared, since comparing is slow.
    """
    by_folded, folded = {fold(name): name for name in names[:100]}, fold(text)
    alike = folded if folded in by_folded else next((name for name in by_folded if name.startswith(folded)), "")
    return by_folded.get(alike or next(iter(get_close_matches(folded, by_folded, n=1, cutoff=cutoff)), ""), "")


def capitalised(text: str) -> str:
    """Return the text with its first letter in upper case and the rest as it is."""
    return text[:1].upper() + text[1:]
