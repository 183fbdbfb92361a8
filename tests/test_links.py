"""Links that keep what is chosen, and the ways on that a page offers beside its filters."""

from urllib.parse import parse_qsl, urlsplit

import pytest

import pages

from markup import Element, parse
from small import draw, event, small

CHOSEN = {
    "areas": {"strand": "Key agreement"},
    "recommendations": {"pillar": "Economic stability", "view": "Topic", "sort": "Title"},
    "timeline": {"sort": "Next first"},
}


def page(briefing, link: str) -> Element:
    return parse(draw(briefing, link).content)


def query(address: str) -> dict[str, str]:
    return dict(parse_qsl(urlsplit(address).query))


def link_of(path: str, chosen: dict[str, str]) -> str:
    return (
        f"/{path}?topic=Intelligence&topic=Investment&{'&'.join(f'{name}={value}' for name, value in chosen.items())}"
    )


@pytest.mark.parametrize(("path", "chosen"), CHOSEN.items())
def test_filters_keep_a_pages_own_choices(briefing, path: str, chosen: dict[str, str]):
    """Chips, the topics on cards, and the form of the search."""
    shown = page(briefing, link_of(path, chosen))
    form = shown.one("form", class_="filters")
    chips = [chip for facet in form.all("div", class_="facet") for chip in facet.all("a")]
    tags = shown.all("a", class_="tag")
    assert len(chips) == len(briefing.quarters) + len(briefing.topic_names)
    assert tags
    kept = [query(link.attributes["href"]) for link in (*chips, *tags)]
    kept.append({field.attributes["name"]: field.attributes["value"] for field in form.all("input", type="hidden")})
    assert [found for found in kept if not chosen.items() <= found.items()] == []
    assert (form.attributes["action"], kept[-1]["topic"]) == (f"/{path}", "Investment")


@pytest.mark.parametrize(("path", "chosen"), CHOSEN.items())
def test_a_choice_in_the_view_panel_changes_that_choice_alone(briefing, path: str, chosen: dict[str, str]):
    before = query(link_of(path, chosen))
    panel = page(briefing, link_of(path, chosen)).one(id="view")
    links = [query(link.attributes["href"]) for link in panel.all("a")]
    changed = [dict(before.items() ^ after.items()).keys() for after in links]
    assert all(names <= chosen.keys() and len(names) <= 1 for names in changed)
    assert set().union(*changed) == chosen.keys()


@pytest.mark.parametrize("one", pages.PAGES, ids=lambda one: one.name)
def test_the_version_of_a_shared_link_goes_no_further(briefing, one):
    shown = page(briefing, f"/{one.path}?topic=Reform&v=0123456789ab")
    links = [link.attributes["href"] for link in shown.all("a")]
    assert len(links) > 20
    assert [link for link in links if "v" in query(link)] == []


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
