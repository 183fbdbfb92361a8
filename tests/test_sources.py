"""The Sources page: who says what, how to cite it, and what the columns mean."""

import pytest

from components.briefing import contract

from exported import client
from markup import parse
from small import draw, small


def page(briefing, link: str = "/sources"):
    return parse(draw(briefing, link).content)


def test_it_says_who_says_what_in_three_parts(briefing):
    parts = page(briefing).one("div", class_="three").all("section")
    assert [part.one("h2").text for part in parts] == ["The article’s", "The public record’s", "Ours"]
    assert "topics, which are our reading of the article" in parts[2].one("p").text


@pytest.mark.parametrize("facts", [{}, {"publisher": "The Chancery", "article title": "Minutes"}])
def test_it_gives_the_citation_as_a_sentence(facts: dict[str, str]):
    briefing = small(facts=facts)
    said = page(briefing).one("p", class_="cite").text
    assert said == briefing.citation
    assert all(value in said for value in facts.values())


def test_it_leads_to_the_citation_of_the_view_for_programs(briefing):
    links = [link.attributes["href"] for link in page(briefing, "/sources?topic=Reform").one("main").all("a")]
    assert {"/export/citation.bib?topic=Reform", "/export/citation.json?topic=Reform"} <= set(links)
    (cited,) = client.get("/export/citation.json?topic=Reform").json()
    assert "topic=Reform" in cited["URL"]


@pytest.mark.parametrize("table", contract.TABLES, ids=lambda table: table.name)
def test_what_the_columns_mean_is_what_the_contract_says(briefing, table: contract.Table):
    parts = {part.one("summary").text: part for part in page(briefing).all("details", class_="more")}
    part = parts[table.file]
    assert part.one("p").text == table.meaning
    rows = [[cell.text for cell in row.all() if cell.name in {"th", "td"}] for row in part.one("tbody").all("tr")]
    said = {name: cells for name, *cells in rows}
    assert list(said) == list(table.column_names)
    for column in table.columns:
        meaning, holds, required = said[column.name]
        assert (meaning, required) == (column.meaning, "yes" if column.required else "no")
        assert all(word in holds for word in column.vocabulary or (column.kind.value,))
