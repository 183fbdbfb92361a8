"""How to cite the data: as a sentence, and for reference managers."""

from components.briefing.briefing import Briefing

_BIBTEX = str.maketrans(
    {sign: f"\\{sign}" for sign in "%&$#_"}
    | {
        "\\": r"\textbackslash{}",
        "{": r"\textbraceleft{}",  # BibTeX counts braces, escaped ones too
        "}": r"\textbraceright{}",
        "~": r"\textasciitilde{}",
        "^": r"\textasciicircum{}",
    }
)


def citation(briefing: Briefing) -> str:
    """Return how to cite the data: title, version, day of the last check, and what is known of the article."""
    return f"{briefing.title}, {_details(briefing)}."


def bibtex(briefing: Briefing, link: str) -> str:
    """Return the citation as one BibTeX entry, whose key names the version; ``link`` is the absolute link to the data.

    The publisher is named in the note: it published the article, not this data.
    """
    fields = {
        "title": f"{{{briefing.title.translate(_BIBTEX)}}}",  # braces keep its capitals
        "year": briefing.fact("data date")[:4],
        "url": link,
        "note": _details(briefing).translate(_BIBTEX),
    }
    lines = "".join(f"  {name} = {{{value}}},\n" for name, value in fields.items() if value)
    return f"@misc{{{_key(briefing)},\n{lines}}}\n"


def csl_json(briefing: Briefing, link: str) -> list[dict[str, object]]:
    """Return the citation as CSL JSON, a list of one data set; ``link`` is the absolute link to the data."""
    checked = briefing.fact("data date")
    return [
        {
            "id": _key(briefing),
            "type": "dataset",
            "title": briefing.title,
            "version": briefing.version,
            **({"issued": {"date-parts": [[int(part) for part in checked.split("-")]]}} if checked else {}),
            "URL": link,
            "note": _details(briefing),
        }
    ]


def _key(briefing: Briefing) -> str:
    return f"briefing-{briefing.version}"


def _details(briefing: Briefing) -> str:
    checked, article = briefing.fact("data date"), briefing.fact("article title")
    parts = [
        f"data version {briefing.version}",
        f"checked {checked}" if checked else "",
        f"after “{article}”" if article else "",
        briefing.fact("publisher") or "publisher not known",
        briefing.fact("article link"),
    ]
    return ", ".join(part for part in parts if part)
