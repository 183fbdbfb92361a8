"""Citations: the sentence, BibTeX as a program for references reads it, and CSL JSON."""

import json

import bibtexparser
import pytest

from components.briefing.filters import Filters
from components.web.exports import citation_file

from exported import link
from inprocess import ORIGIN, client
from small import small

KNOWN = {
    "title": "Harbour renewal", "data date": "2031-02-03", "article title": "Minutes", "publisher": "The Chancery",
    "article link": "https://example.org/a_b?c=1&d=%20",
}  # fmt: skip
SEARCH = Filters(text="100%{")


def in_bibtex(briefing):
    """Return the one entry of the BibTeX file."""
    return read(citation_file.bibtex(SEARCH.apply(briefing), ORIGIN).decode())


def read(text):
    """Return the one entry of a text, as a program for references reads it."""
    library = bibtexparser.parse_string(text)
    assert not library.failed_blocks
    (entry,) = library.entries
    return {name: field.value for name, field in entry.fields_dict.items()}


def in_csl_json(briefing):
    """Return the one item of the CSL JSON file."""
    (item,) = json.loads(citation_file.csl_json(SEARCH.apply(briefing), ORIGIN))
    return item


def link_to(briefing):
    return f"{ORIGIN}/?q=100%25%7B&v={briefing.version}"


@pytest.mark.parametrize(
    ("facts", "details"),
    [
        (KNOWN, ", checked 2031-02-03, after “Minutes”, The Chancery, https://example.org/a_b?c=1&d=%20."),
        ({"title": KNOWN["title"]}, ", publisher not known."),
    ],
    ids=["all is known", "nothing is known"],
)
def test_the_sentence_says_what_is_known_and_what_is_not(facts, details):
    about = small(facts=facts)
    assert about.citation == f"Harbour renewal, data version {about.version}{details}"


def test_bibtex_says_what_the_sentence_says():
    about = small(facts=KNOWN)
    entry = in_bibtex(about)
    assert (entry["title"], entry["year"], entry["url"]) == (f"{{{KNOWN['title']}}}", "2031", link_to(about))
    assert f"{KNOWN['title']}, {entry['note']}.".replace("\\", "") == about.citation


def test_bibtex_without_a_day_has_no_year():
    assert in_bibtex(small()).keys() == {"title", "url", "note"}


@pytest.mark.parametrize(
    ("title", "written"),
    [
        ("a {b", r"a \textbraceleft{}b"),
        ("}", r"\textbraceright{}"),
        ("C:\\x", r"C:\textbackslash{}x"),
        ("50 % & $5 #1 a_b", r"50 \% \& \$5 \#1 a\_b"),
        ("~^", r"\textasciitilde{}\textasciicircum{}"),
        ("@x{y,", r"@x\textbraceleft{}y,"),
        ('Šćepanović, "a" = Гора', 'Šćepanović, "a" = Гора'),
    ],
)
def test_bibtex_holds_any_text(title, written):
    assert in_bibtex(small(facts={"title": title}))["title"] == f"{{{written}}}"


def test_csl_json_says_the_same():
    about = small(facts=KNOWN)
    item = in_csl_json(about)
    assert (item["type"], item["title"], item["version"]) == ("dataset", KNOWN["title"], about.version)
    assert (item["issued"], item["URL"]) == ({"date-parts": [[2031, 2, 3]]}, link_to(about))
    assert f"{item['title']}, {item['note']}." == about.citation
    assert "issued" not in in_csl_json(small())


def test_both_are_served_with_the_link_of_the_view():
    parameters = link("2025-Q1", "Reform", "a b")
    (item,) = client.get("/export/citation.json", params=parameters).json()
    back = f"{ORIGIN}/?quarter=2025-Q1&topic=Reform&q=a+b&v={item['version']}"
    assert item["URL"] == back
    assert read(client.get("/export/citation.bib", params=parameters).text)["url"] == back
