"""Citations: the sentence, BibTeX as a program for references reads it, and CSL JSON."""

import bibtexparser
import pytest

from components.briefing.citation import bibtex, citation, csl_json

from exported import link
from inprocess import ORIGIN, client
from small import small

KNOWN = {
    "title": "Harbour renewal", "data date": "2031-02-03", "article title": "Minutes", "publisher": "The Chancery",
    "article link": "https://example.org/a_b?c=1&d=%20",
}  # fmt: skip
LINK = "https://briefing.example/?topic=Cyber+and+hybrid&q=100%25%7B&v=abc"


def read(text):
    """Return the one entry of a BibTeX file, as a program for references reads it."""
    library = bibtexparser.parse_string(text)
    assert not library.failed_blocks
    (entry,) = library.entries
    return {name: field.value for name, field in entry.fields_dict.items()}


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
    assert citation(about) == f"Harbour renewal, data version {about.version}{details}"


def test_bibtex_says_what_the_sentence_says():
    about = small(facts=KNOWN)
    entry = read(bibtex(about, LINK))
    assert (entry["title"], entry["year"], entry["url"]) == (f"{{{KNOWN['title']}}}", "2031", LINK)
    assert f"{KNOWN['title']}, {entry['note']}.".replace("\\", "") == citation(about)


def test_bibtex_without_a_day_has_no_year():
    assert read(bibtex(small(), LINK)).keys() == {"title", "url", "note"}


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
    assert read(bibtex(small(facts={"title": title}), LINK))["title"] == f"{{{written}}}"


def test_csl_json_says_the_same():
    about = small(facts=KNOWN)
    (item,) = csl_json(about, LINK)
    assert (item["type"], item["title"], item["version"]) == ("dataset", KNOWN["title"], about.version)
    assert (item["issued"], item["URL"]) == ({"date-parts": [[2031, 2, 3]]}, LINK)
    assert f"{item['title']}, {item['note']}." == citation(about)
    assert "issued" not in csl_json(small(), LINK)[0]


def test_both_are_served_with_the_link_of_the_view():
    parameters = link("2025-Q1", "Reform", "a b")
    (item,) = client.get("/export/citation.json", params=parameters).json()
    back = f"{ORIGIN}/?quarter=2025-Q1&topic=Reform&q=a+b&v={item['version']}"
    assert item["URL"] == back
    assert read(client.get("/export/citation.bib", params=parameters).text)["url"] == back
