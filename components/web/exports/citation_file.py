"""The citation of a view for reference managers, as BibTeX and as CSL JSON."""

from components.briefing.filters import View
from components.web.endpoints import json_body
from components.web.exports.provenance import view_link

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


def bibtex(view: View, server: str) -> bytes:
    """Write one BibTeX entry, whose key names the version of the data.

    The publisher is named in the note: it published the article, not this data.
    """
    briefing = view.briefing
    fields = {
        "title": f"{{{briefing.title.translate(_BIBTEX)}}}",  # braces keep its capitals
        "year": briefing.fact("data date")[:4],
        "url": view_link(view, server),
        "note": briefing.citation_details.translate(_BIBTEX),
    }
    lines = "".join(f"  {name} = {{{value}}},\n" for name, value in fields.items() if value)
    return f"@misc{{briefing-{briefing.version},\n{lines}}}\n".encode()


def csl_json(view: View, server: str) -> bytes:
    """Write a list of one data set, as CSL JSON."""
    briefing = view.briefing
    checked = briefing.fact("data date")
    entry = {
        "id": f"briefing-{briefing.version}",
        "type": "dataset",
        "title": briefing.title,
        "version": briefing.version,
        **({"issued": {"date-parts": [[int(part) for part in checked.split("-")]]}} if checked else {}),
        "URL": view_link(view, server),
        "note": briefing.citation_details,
    }
    return json_body([entry])
