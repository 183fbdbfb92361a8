"""Changes of the data, wherever a page tells of them: menu, cards, notices, and the page of their own."""

import pytest

from markup import parse
from small import PAGES, draw, event, small

ROWS = {"events": [event("2025-01-01")], "notes": [{"subject": "evt-1"}]}
SUBJECTS = {
    "evt-1": "/timeline?item=evt-1", "events": "/timeline", "note-1": "/sources#note-1", "briefing": "/sources",
    "place as reported": "/sources#fact-place-as-reported",
}  # fmt: skip


def changed(*subjects: str, **more):
    """A briefing with a change of each of these subjects, the first a year before the second and so on."""
    changes = [{"date": f"20{25 + year}-03-05", "subject": subject, "change": f"About {subject}."}
               for year, subject in enumerate(subjects)]  # fmt: skip
    return small(**ROWS, changes=changes, **more)


def page(briefing, link: str):
    return parse(draw(briefing, link).content)


@pytest.mark.parametrize(("subjects", "names"), [((), []), (("evt-1",), ["Changes"])])
def test_changes_are_in_the_menu_where_there_are_some(subjects, names):
    for path in PAGES:
        menu = page(changed(*subjects), f"/{path}").one("ul", class_="menu")
        assert [link.text for link in menu.all("a") if link.attributes["href"] == "/changes"] == names


def test_each_change_leads_to_its_subject_and_the_page_to_its_feed():
    shown = page(changed(*SUBJECTS), "/changes")
    rows = shown.all("section", class_="change")
    assert [row.one("a").attributes["href"] for row in rows] == list(SUBJECTS.values())[::-1]
    assert [row.text.split(" (")[0].rpartition("About ")[2] for row in rows] == [f"{name}." for name in SUBJECTS][::-1]
    filtered = page(changed("evt-1"), "/changes?topic=One")
    feeds = [link.attributes["href"] for link in filtered.all("a") if "feed" in link.text]
    assert feeds == ["/changes.atom?topic=One"]


@pytest.mark.parametrize(
    ("subjects", "said"), [((), ""), (("events",), ""), (("evt-1",), "5 March 2025"), (("evt-1",) * 2, "5 March 2026")]
)
def test_a_card_and_the_page_of_an_item_say_when_it_was_last_changed(subjects, said: str):
    card = page(changed(*subjects), "/timeline").one("article").text
    assert (f"Changed on {said}" in card) if said else ("Changed" not in card)
    terms = page(changed(*subjects), "/timeline?item=evt-1").one("dl", class_="facts")
    assert [value.text for term, value in zip(terms.all("dt"), terms.all("dd"), strict=True)
            if term.text == "Changed"] == ([said] if said else [])  # fmt: skip


def test_a_note_says_when_it_was_last_changed():
    assert "; changed on 5 March 2025)" in page(changed("note-1"), "/sources").one(id="note-1").text


@pytest.mark.parametrize(("subjects", "links"), [((), []), (("evt-1",), ["/changes"])])
def test_what_changed_since_a_link_was_shared_is_linked_where_it_is_told(subjects, links: list[str]):
    (notice,) = page(changed(*subjects), "/timeline?v=0123456789ab").all("p", class_="notice")
    assert notice.text.startswith("The data has changed since this link was made.")
    assert [link.attributes["href"] for link in notice.all("a")] == links
