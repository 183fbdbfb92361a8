"""Links that keep what is chosen, and the ways on that a page offers beside its filters."""

from urllib.parse import parse_qsl, urlsplit

import pytest
from starlette.applications import Starlette
from starlette.testclient import TestClient

import pages
from components.settings import Settings
from components.web.routes import middleware, routes

from markup import Element, parse
from small import draw, event, small

CHOSEN = [
    "/areas?topic=Investment&strand=Key+agreement",
    "/recommendations?topic=Investment&pillar=Economic+stability&view=Topic&sort=Title",
    "/timeline?topic=Investment&sort=Next+first",
]


def page(briefing, link: str) -> Element:
    return parse(draw(briefing, link).content)


def query(address: str) -> dict[str, str]:
    return dict(parse_qsl(urlsplit(address).query))


@pytest.mark.parametrize("link", CHOSEN)
def test_filters_keep_a_pages_own_choices(briefing, link: str):
    """Chips, the topics on cards, and the form of the search."""
    path, chosen = link.partition("?")[0], query(link)
    del chosen["topic"]
    shown = page(briefing, link)
    form = shown.one("form", class_="filters")
    chips = [chip for facet in form.all("div", class_="facet") for chip in facet.all("a")]
    tags = shown.all("a", class_="tag")
    assert len(chips) == len(briefing.quarters) + len(briefing.topic_names)
    assert tags
    kept = [query(one.attributes["href"]) for one in (*chips, *tags)]
    kept.append({field.attributes["name"]: field.attributes["value"] for field in form.all("input", type="hidden")})
    assert [found for found in kept if not chosen.items() <= found.items()] == []
    assert (form.attributes["action"], kept[-1]["topic"]) == (path, "Investment")


@pytest.mark.parametrize("one", pages.PAGES, ids=lambda one: one.name)
def test_the_version_of_a_shared_link_goes_no_further(briefing, one):
    shown = page(briefing, f"/{one.path}?topic=Reform&v=0123456789ab")
    links = [link.attributes["href"] for link in shown.all("a")]
    assert len(links) > 20
    assert [link for link in links if "v" in query(link)] == []


@pytest.mark.parametrize("path", ["/", "/timeline", "/export/events.csv"])
def test_a_link_that_is_too_long_is_refused_with_how_long_it_may_be(path: str):
    app = Starlette(routes=routes, middleware=middleware(Settings(hosts=("here",))))
    answer = TestClient(app, base_url="http://here").get(f"{path}?q={'x' * 4095}")
    assert answer.status_code == 414
    assert "This link is too long: at most 4,096 characters may follow its “?”." in answer.text


@pytest.mark.parametrize(("notes", "last"), [(5, "Note on events"), (6, "1 more"), (8, "3 more")])
def test_words_found_in_many_notes_are_counted_beyond_five(notes: int, last: str):
    briefing = small(notes=[{"subject": "events", "finding": "Needle."}] * notes)
    found = page(briefing, "/?q=needle").one("span", class_="also").all("a")
    assert (len(found), found[-1].text) == (min(notes, 6), last)
    more = [link.attributes["href"] for link in found if link.text.endswith("more")]
    assert more == ["/sources#notes"] * (notes > 5)
    assert page(briefing, "/sources").one(id="notes").text.startswith("Notes")


@pytest.mark.parametrize("one", pages.PAGES, ids=lambda one: one.name)
def test_without_a_correction_address_no_mistake_can_be_reported(one):
    rows = {"events": [event("2025-01-01")], "notes": [{"subject": "events"}]}
    places = [f"/{one.path}", f"/{one.path}?item=evt-1"]
    without, known = small(**rows), small(**rows, facts={"correction address": "mailto:desk@a.example"})
    assert [link for link in places if "Report a mistake" in page(without, link).text] == []
    if one.path in {"timeline", "sources"}:
        assert all("Report a mistake" in page(known, link).text for link in places)


@pytest.mark.parametrize(
    ("number", "said"),
    [
        (1, ["1 to 24 of 240 events", "1", "2", "3", "…", "10", "Next"]),
        (5, ["97 to 120 of 240 events", "1", "…", "3", "4", "5", "6", "7", "…", "10", "Next"]),
        (10, ["217 to 240 of 240 events", "1", "…", "8", "9", "10"]),
    ],
)
def test_a_long_pager_leaves_numbers_out_and_says_so(number: int, said: list[str]):
    briefing = small(events=[event("2025-01-01")] * 240)
    pager = page(briefing, f"/timeline?page={number}").one("nav", class_="pager")
    assert [part.text for part in pager.all()] == said
    assert pager.one("b").text == str(number)
