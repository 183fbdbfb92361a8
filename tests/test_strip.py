"""The strip of the Overview, and the line below the heading of each page."""

import pytest

import reference
from markup import parse
from paths import DATA
from small import draw, event, small

LINES = {
    "/timeline": "None is confirmed, and nothing here records whether any took place. 2025-Q4 has no event.",
    "/areas": "No area covers Cyber and hybrid or Reform. An area with several topics is shown under each.",
    "/areas?strand=Dialogue+area": "Four topics have no area in this view.",
    "/recommendations": (
        "Related: an event carries the same topic. The article itself ties no recommendation to a date."
    ),
    "/coverage": "5 of 7 topics have a dated event. One area and two recommendations have no related event.",
    "/sources": "Who says what, how to cite it, and the files to download. Filters narrow the downloads.",
}


def page(briefing, link: str):
    return parse(draw(briefing, link).content)


@pytest.mark.parametrize(("link", "line"), LINES.items())
def test_the_line_below_a_heading_says_what_the_heading_leaves_open(briefing, link: str, line: str):
    assert page(briefing, link).one("p", class_="lede").text == line


@pytest.mark.parametrize(
    ("quarter", "topic", "nouns"),
    [
        ("", "", ["proposed events", "areas of cooperation", "recommendations", "topics without a date"]),
        ("2025-Q1", "", ["proposed events", "areas of cooperation", "recommendations", "topics without a date"]),
        ("", "Reform", ["events", "areas of cooperation", "recommendations", "topic without a date"]),
    ],
)
def test_the_strip_counts_what_matches_and_leads_there(briefing, quarter: str, topic: str, nouns: list[str]):
    chosen = "&".join(f"{name}={value}" for name, value in (("quarter", quarter), ("topic", topic)) if value)
    query = f"?{chosen}" if chosen else ""
    found = reference.matching(DATA, quarter, topic)
    counts = [(len(found[table]), len(reference.rows(DATA, table))) for table in reference.TABLES]
    numbers = [str(count) if count == total else f"{count} of {total}" for count, total in counts]
    without = {name for row in reference.rows(DATA, "topics") if (name := row["topic"]) == (topic or name)}
    without -= {name for row in reference.rows(DATA, "events") for name in reference.topics_of(row)}
    links = page(briefing, f"/{query}").one("div", class_="strip").all("a")
    assert [link.text for link in links] == [
        f"{number} {noun}" for number, noun in zip([*numbers, len(without)], nouns, strict=True)
    ]
    assert [link.attributes["href"] for link in links] == [
        f"/{path}{query}" for path in ("timeline", "areas", "recommendations", "coverage")
    ]


def test_each_figure_of_the_strip_has_a_line_about_it(briefing):
    assert [line.text for line in page(briefing, "/").one("div", class_="strip").all("p")] == [
        "2025-Q1 to 2025-Q3, all passed", "Most on Intelligence and Investment", "2 have no related event",
        "Capabilities and Reform",
    ]  # fmt: skip


def test_the_strip_says_of_every_topic_only_what_holds_for_all():
    dated = small(topics=("One", "Two"), events=[event("2025-01-01", topics="One; Two")])
    some = small(topics=("One", "Two"), events=[event("2025-01-01", topics="One")])
    for briefing, link, holds in ((dated, "/", True), (some, "/?topic=One", False), (some, "/", False)):
        assert ("Every topic has a dated event" in page(briefing, link).one("div", class_="strip").text) == holds
