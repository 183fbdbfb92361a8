"""Addresses: what a link asks for, and the links that a page offers."""

import pytest

from components.briefing.address import PAGE_CHOICE, Address, Choice, item_address, item_choice, option_choice
from components.briefing.contract import AREAS, RECOMMENDATIONS
from components.briefing.filters import Filters, Ignored

CHOICES: tuple[Choice, ...] = (
    option_choice("pillar", lambda briefing: briefing.groups(RECOMMENDATIONS)),
    option_choice("sort", lambda _: ("Article order", "Title", "Dated first"), "Article order"),
    option_choice("view", lambda _: ("Blocks",), "Blocks", {"Bars": "Blocks", "Treemap": "Blocks"}),
    PAGE_CHOICE,
    item_choice(RECOMMENDATIONS),
)


@pytest.mark.parametrize(
    ("parameters", "link", "ignored"),
    [
        ([], "/recommendations", ()),
        ([("topic", "reform"), ("quarter", " 2025-q1 ")], "/recommendations?quarter=2025-Q1&topic=Reform", ()),
        ([("sort", "DATED FIRST")], "/recommendations?sort=Dated+first", ()),
        ([("sort", "Article order"), ("page", "1"), ("pillar", "")], "/recommendations", ()),
        ([("pillar", "economic stability")], "/recommendations?pillar=Economic+stability", ()),
        ([("pillar", "None of them")], "/recommendations", (Ignored("pillar", "None of them"),)),
        ([("sort", "Title"), ("sort", "Dated first")], "/recommendations?sort=Dated+first", ()),
        ([("view", "Treemap")], "/recommendations", ()),
        ([("page", "007")], "/recommendations?page=7", ()),
        *(
            ([("page", value)], "/recommendations", (Ignored("page", value),))
            for value in ("0", "-1", "1.5", "inf", "1e3", "²", "9" * 5000)
        ),
        ([("item", "REC-3")], "/recommendations?item=rec-3", ()),
        ([("item", "area-1")], "/recommendations", (Ignored("item", "area-1"),)),
        ([("strand", "Key agreement"), ("utm_source", "chat")], "/recommendations", ()),
        ([("q", "a & b=c"), ("item", "rec-1")], "/recommendations?q=a+%26+b%3Dc&item=rec-1", ()),
    ],
)
def test_a_link_is_read_and_written_back(briefing, parameters, link, ignored):
    address, not_known = Address.read("recommendations", parameters, briefing, CHOICES)
    assert (str(address), not_known) == (link, ignored)


START = Address("recommendations", Filters(("2025-Q3",), ("Reform",)), (("sort", "Title"), ("page", "2")))


@pytest.mark.parametrize(
    ("changed", "link"),
    [
        (lambda here, _: here.to("areas"), "/areas?quarter=2025-Q3&topic=Reform"),
        (lambda here, _: here.to("export/events.csv"), "/export/events.csv?quarter=2025-Q3&topic=Reform"),
        (lambda here, _: here.to("areas", strand="A"), "/areas?quarter=2025-Q3&topic=Reform&strand=A"),
        (lambda here, _: here.choose(sort=""), "/recommendations?quarter=2025-Q3&topic=Reform"),
        (lambda here, _: here.choose(page="3"), "/recommendations?quarter=2025-Q3&topic=Reform&sort=Title&page=3"),
        (lambda here, _: here.filtered(Filters()), "/recommendations?sort=Title"),
        (
            lambda here, briefing: here.toggle(briefing, topic="Exercises"),
            "/recommendations?quarter=2025-Q3&topic=Exercises&topic=Reform&sort=Title",
        ),
        (lambda here, briefing: here.toggle(briefing, topic="Reform"), "/recommendations?quarter=2025-Q3&sort=Title"),
        (
            lambda here, briefing: here.toggle(briefing, quarter="2025-Q1"),
            "/recommendations?quarter=2025-Q1&quarter=2025-Q3&topic=Reform&sort=Title",
        ),
        (lambda here, _: here.only(topics=("Regional",)), "/recommendations?quarter=2025-Q3&topic=Regional&sort=Title"),
        (lambda here, _: here.only(topics=("Reform",)), "/recommendations?quarter=2025-Q3&sort=Title"),
        (lambda here, _: here.only(quarters=("2025-Q3",), topics=("Reform",)), "/recommendations?sort=Title"),
        (
            lambda here, _: here.choose(item="rec-1").only(topics=("Reform",)),
            "/recommendations?quarter=2025-Q3&sort=Title",
        ),
        (
            lambda here, _: here.shared("abc"),
            "/recommendations?quarter=2025-Q3&topic=Reform&sort=Title&page=2&v=abc",
        ),
        (lambda *_: item_address(AREAS, "area-1"), "/areas?item=area-1"),
    ],
)
def test_what_can_be_chosen_is_a_link(briefing, changed, link):
    assert str(changed(START, briefing)) == link


@pytest.mark.parametrize(("letters", "is_too_long"), [(0, False), (4094, False), (4095, True)])
def test_a_link_that_the_server_refuses_is_too_long(letters, is_too_long):
    assert Address("timeline", Filters(text="x" * letters)).is_too_long is is_too_long


def test_letters_that_are_encoded_count_as_they_are_sent():
    assert Address("timeline", Filters(topics=("ж" * 683,))).is_too_long
