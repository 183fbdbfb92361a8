"""Filters with many values: a list that folds takes the place of chips."""

import pytest

from markup import parse
from small import draw, event, small

LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
FEW, MANY = [f"Topic {letter}" for letter in LETTERS[:12]], [f"T{letter}" for letter in LETTERS[:13]]
SHORT, LONG = ["A" * 90, "B" * 90], ["A" * 90, "B" * 91]


@pytest.mark.parametrize(
    ("years", "topics", "query", "folded"),
    [
        (2, FEW, "", {}),
        (2, SHORT, "", {}),
        (3, FEW, "", {"choose-quarter": "Any quarter"}),
        (1, MANY, "", {"choose-topic": "Any topic"}),
        (1, LONG, "", {"choose-topic": "Any topic"}),
        (3, MANY, "?topic=TA&quarter=2025-Q1&quarter=2026-Q1",
         {"choose-quarter": "2 quarters", "choose-topic": "1 topic"}),
    ],
    ids=["8 quarters and 12 topics", "180 letters", "12 quarters", "13 topics", "181 letters", "chosen"],
)  # fmt: skip
def test_long_lists_fold_and_say_how_many_are_chosen(years: int, topics: list[str], query: str, folded: dict[str, str]):
    events = [event(f"{2025 + year}-01-01", topics=topics[0]) for year in range(years)]
    filters = parse(draw(small(topics=topics, events=events), f"/{query}").content).one("form", class_="filters")
    lists = {part.attributes["id"]: part for part in filters.all("details") if part.attributes["id"] != "view"}
    assert {name: part.one("summary").text for name, part in lists.items()} == folded
    assert all(part.one("input").attributes["aria-label"] == "Narrow the list" for part in lists.values())
    assert "open" not in {name for part in lists.values() for name in part.attributes}
    assert len(filters.all("a", class_="chip")) == 4 * years + len(topics)
