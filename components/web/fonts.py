"""Streamlit's icon font, cut down to the icons that can be shown: 12 KB instead of 375.

An icon is written as its name, and a ligature of the font draws the name as one picture. A name that is missing
from the font would show as letters, so every name that Streamlit's installed scripts or modules spell out is kept,
and every name in our own code: far more than our pages show, and still a thirtieth of the font.
"""

import hashlib
import io
import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

_ICON = re.compile(r":material/([a-z0-9_]+)")
_OWN_CODE = Path(__file__).parents[2]


class FontError(Exception):
    """The font could not be cut down; the whole font is to be sent."""


def icon_names(static: Path) -> frozenset[str]:
    """Return the names of all icons that Streamlit, whose static folder is given, and our own code write out."""
    scripts = (static / "static" / "js").glob("*.js")
    modules = static.parent.rglob("*.py")
    own = (path for room in ("components", "pages") for path in (_OWN_CODE / room).rglob("*.py"))
    return frozenset(name for files in (scripts, modules, own) for name in _written_in(files))


def recipe(names: Iterable[str]) -> str:
    """Return a short name for what ``cut`` does with these icons. A change of ``cut`` needs another number here."""
    return f"icons1-{hashlib.sha256(' '.join(sorted(names)).encode()).hexdigest()[:16]}"


def cut(font: bytes, names: frozenset[str]) -> bytes:
    """Return the WOFF2 font with nothing but these icons; names that the font does not have are passed over.

    Takes about a second. Raises ``FontError`` if anything at all stands in the way.
    """
    try:
        return _cut(font, names)
    except Exception as error:
        # fontTools documents no base class of what it raises, and no icon is worth a page without icons
        raise FontError(str(error)) from error


def _written_in(files: Iterable[Path]) -> Iterator[str]:
    for path in files:
        # names are ASCII; read as UTF-8, a script with a few foreign letters would take four times the memory
        yield from _ICON.findall(path.read_text(encoding="latin-1"))


def _cut(content: bytes, names: frozenset[str]) -> bytes:
    # imported here: a server that finds the font in its cache has no need of 20 MB of font tools
    from fontTools import subset  # type: ignore[import-untyped]  # noqa: PLC0415
    from fontTools.ttLib import TTFont  # type: ignore[import-untyped]  # noqa: PLC0415

    font = TTFont(io.BytesIO(content), lazy=False)
    kept = _keep_ligatures(font, names)
    if not kept:
        raise FontError("no icon was found in the font")
    options = subset.Options(layout_features=["*"], notdef_outline=True)
    subsetter = subset.Subsetter(options)
    subsetter.populate(text="".join(sorted(kept)))  # the letters; the ligatures bring the icons
    subsetter.subset(font)
    if lost := kept - {name for name, *_ in _ligatures(font)}:
        raise FontError(f"lost on the way: {', '.join(sorted(lost))}")
    font.flavor = "woff2"
    small = io.BytesIO()
    font.save(small)
    return small.getvalue()


def _keep_ligatures(font: Any, names: frozenset[str]) -> set[str]:  # noqa: ANN401 - fontTools has no types
    """Take all other ligatures out of the font, because the letters alone would keep every one of them."""
    kept = set()
    for name, ligature, siblings in list(_ligatures(font)):
        if name in names:
            kept.add(name)
        else:
            siblings.remove(ligature)
    return kept


def _ligatures(font: Any) -> Iterator[tuple[str, Any, list[Any]]]:  # noqa: ANN401 - fontTools has no types
    """Yield each ligature with the name that is typed for it, and the list that holds it."""
    typed = {glyph: chr(code) for code, glyph in font.getBestCmap().items() if code < 128 and not chr(code).isupper()}
    for lookup in font["GSUB"].table.LookupList.Lookup:
        for table in lookup.SubTable:
            for first, siblings in getattr(table, "ExtSubTable", table).ligatures.items():
                for ligature in siblings:
                    yield "".join(typed.get(glyph, "?") for glyph in (first, *ligature.Component)), ligature, siblings
