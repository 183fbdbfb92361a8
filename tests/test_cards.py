"""What a card says: how settled and how near an event is, what else carries its topics, and how many stand together."""

from datetime import date

import pytest

import reference
from markup import cards, parse
from paths import DATA
from small import draw, event, small

TODAY = date(2025, 5, 10)
STATES = [  # an event, and how its card and the cards of related items say where it stands today
    (event("2025-03-01"), "2025-03-01 · proposed · date passed", "passed"),
    (event("2025-05-10"), "2025-05-10 · confirmed · now", "now"),
    (event("2025-06-01"), "2025-06-01 · proposed · next", "next"),
    (event("2025-07-01"), "2025-07-01 · confirmed · later", "later"),
    (event("2025-08-01"), "2025-08-01 · held", "held"),
    (event("2025-03-02"), "2025-03-02 · cancelled", "cancelled"),
]


def page(briefing, link: str):
    return parse(draw(briefing, link, TODAY).content)


def test_a_card_says_how_settled_an_event_is_and_where_it_stands_today():
    topics = [f"Topic {number}" for number in range(len(STATES))]
    events = [
        {**row, "status": words.split(" · ")[1], "topics": topic}
        for (row, words, _), topic in zip(STATES, topics, strict=True)
    ]
    briefing = small(topics=topics, events=events, areas=[{"topics": topic} for topic in topics])
    own = [card.one("p", class_="quiet").text for card in page(briefing, "/timeline").all("article")]
    assert own == [words for _, words, _ in STATES]
    related = [card.one("div", class_="fact").all("p")[0].text for card in page(briefing, "/areas").all("article")]
    assert related == [
        f"Related event: Event {number}, {row['start']}, {timing}" for number, (row, _, timing) in enumerate(STATES, 1)
    ]


def test_an_event_can_be_added_to_a_calendar_from_its_card_and_other_items_cannot(briefing):
    for link, wanted in {
        "/timeline": [f"/export/events.ics?item=evt-{number}" for number in (1, 2, 3)],
        "/timeline?item=evt-2": [f"/export/events.ics?item=evt-{number}" for number in (2, 1, 3)],
        "/areas": [],
        "/recommendations?item=rec-1": [],
    }.items():
        found = [one.attributes["href"] for one in page(briefing, link).all("a") if one.text == "Add to a calendar"]
        assert [href for href in found if "item=" in href] == wanted, link


def test_same_topics_lead_to_as_many_items_as_they_say(briefing):
    events = {row["id"]: reference.topics_of(row) for row in reference.rows(DATA, "events")}
    for card in page(briefing, "/timeline").all("article"):
        said = {}
        for link in card.one("div", class_="fact").all("p")[0].all("a"):
            count, _, noun = link.text.partition(" ")
            said[f"{noun.removesuffix('s')}s"] = int(count)
            assert len(cards(page(briefing, link.attributes["href"]))) == int(count)
        topics = events[card.attributes["id"]]
        counts = {
            table: sum(bool(reference.topics_of(row) & topics) for row in reference.rows(DATA, table))
            for table in ("areas", "recommendations")
        }
        assert said == {table: count for table, count in counts.items() if count}


@pytest.mark.parametrize(("count", "end"), [(3, "Event 3, 2025-01-01, passed"), (4, "passed and 1 more"),
                                            (1203, "passed and 1,200 more")])  # fmt: skip
def test_a_card_names_three_related_events_and_counts_the_others(count: int, end: str):
    briefing = small(events=[event("2025-01-01")] * count, areas=[{}])
    said = page(briefing, "/areas").one("article").one("div", class_="fact").all("p")[0]
    assert said.text.endswith(end)
    assert len(said.all("a")) == 3


@pytest.mark.parametrize("link", [
    "/areas", "/areas?quarter=2025-Q2", "/recommendations", "/recommendations?view=Topic",
    "/recommendations?quarter=2025-Q1",
])  # fmt: skip
def test_the_count_of_a_group_is_that_of_the_cards_beneath(briefing, link: str):
    parts = [part for part in page(briefing, link).all() if part.name in {"h2", "article"}]
    groups: list[tuple[int, int]] = []
    for part in parts:
        if part.name == "article":
            groups[-1] = (groups[-1][0], groups[-1][1] + 1)
        elif part.all("span", class_="sub"):
            groups.append((int(part.one("span", class_="sub").text.split()[0]), 0))
    assert len(groups) > 1
    assert [group for group in groups if group[0] != group[1]] == []
