"""The changes of the data, and the feed of them as a feed reader's library reads it."""

import html
import xml.etree.ElementTree as ET
from datetime import date

import feedparser
import pytest

from components.briefing.filters import Filters
from components.briefing.loading import load

from edits import edit
from inprocess import ORIGIN, client

ATOM = "{http://www.w3.org/2005/Atom}"
HOSTILE = "<script>alert(1)</script> & &lt;i&gt; ]]> \uffff שלום"
# Two rows of one day, one that is out of order, and one subject of each kind.
ROWS = """\
id,date,subject,change,source
chg-1,2026-11-23,briefing,It was made.,Our own record
chg-2,2026-11-24,evt-1,Its dates moved.,Our own record
chg-3,2026-11-24,rec-4,Its title was mended.,Our own record
chg-7,2026-11-22,note-2,A record was found.,Our own record
chg-5,2026-11-25,evt-1,It was held.,Our own record
chg-6,2026-11-25,place as reported,The place was mended.,Our own record
"""


@pytest.fixture
def write(folder, show):
    """Let the server show the folder with these changes, or without the file."""

    def change(text: str | None = ROWS) -> None:
        (folder / "changes.csv").unlink(missing_ok=True)
        if text is not None:
            (folder / "changes.csv").write_text(text, encoding="utf-8")
        show()

    change()
    return change


def read(query: str = "") -> feedparser.FeedParserDict:
    """Read the feed of a link as a feed reader does, which complains of nothing."""
    answer = client.get(f"/changes.atom{query}")
    assert answer.status_code == 200
    found = feedparser.parse(answer.content, response_headers={"content-type": answer.headers["content-type"]})
    assert (found.bozo, found.version) == (False, "atom10")
    return found


def of_link(entry: feedparser.FeedParserDict) -> str:
    return entry.link.rpartition("#")[2]


VIEWS = [
    ("", ["chg-6", "chg-5", "chg-3", "chg-2", "chg-1", "chg-7"]),
    ("?quarter=2025-Q1", ["chg-5", "chg-2"]),
    ("?topic=Reform", ["chg-3"]),
    ("?topic=Reform&topic=Exercises", ["chg-5", "chg-3", "chg-2"]),
    ("?q=reforms", ["chg-3"]),
    ("?topic=Investment", []),
    ("?q=no-such-word", []),
    ("?quarter=2099-Q9", ["chg-6", "chg-5", "chg-3", "chg-2", "chg-1", "chg-7"]),
]


@pytest.mark.usefixtures("write")
@pytest.mark.parametrize(("query", "wanted"), VIEWS)
def test_the_feed_has_the_changes_of_its_link_newest_first(query, wanted):
    found = read(query)
    assert [of_link(entry) for entry in found.entries] == wanted
    assert found.feed.updated == f"{found.entries[0].updated[:10] if wanted else '2026-11-23'}T00:00:00+00:00"


@pytest.mark.usefixtures("write")
def test_an_entry_says_what_changed_when_and_where():
    found = read()
    assert [(entry.title, entry.summary, entry.published[:10]) for entry in found.entries] == [
        ("Place", "The place was mended.", "2026-11-25"),
        ("Joint Military Exercises", "It was held.", "2026-11-25"),
        ("Support for Domestic Reforms", "Its title was mended.", "2026-11-24"),
        ("Joint Military Exercises", "Its dates moved.", "2026-11-24"),
        ("Briefing", "It was made.", "2026-11-23"),
        ("Note on place", "A record was found.", "2026-11-22"),
    ]
    assert found.entries[0].link == f"{ORIGIN}/changes#chg-6"


@pytest.mark.usefixtures("write")
def test_the_feed_says_whose_it_is_and_where_it_belongs():
    found = read("?topic=Reform").feed
    assert (found.title, found.author) == ("NATO–Montenegro Dialogue: changes · Reform", "NATO–Montenegro Dialogue")
    assert {link.rel: link.href for link in found.links} == {
        "alternate": f"{ORIGIN}/changes?topic=Reform",
        "self": f"{ORIGIN}/changes.atom?topic=Reform",
    }


@pytest.mark.usefixtures("write")
def test_every_element_that_the_standard_asks_for_is_there_once():
    """RFC 4287, 4.1.1 and 4.1.2: title, id, updated and an author of the feed; title, id and updated of an entry."""
    root = ET.fromstring(client.get("/changes.atom").content)  # noqa: S314 - our own
    required = [f"{ATOM}{name}" for name in ("title", "id", "updated")]
    for element in (root, *root.iter(f"{ATOM}entry")):
        assert [len(element.findall(name)) for name in required] == [1, 1, 1]
    assert root.findtext(f"{ATOM}author/{ATOM}name")
    ids = [element.text for element in root.iter(f"{ATOM}id")]
    assert len(set(ids)) == 1 + len(ROWS.splitlines()[1:])
    assert all(name.startswith("urn:uuid:") for name in ids)


def test_ids_outlast_servers_views_and_new_rows(write, folder):
    """A feed reader shows the new row once, and no other again."""
    before = {of_link(entry): entry.id for entry in read().entries}
    elsewhere = feedparser.parse(client.get("/changes.atom", headers={"Host": "other.example:8501"}).content)
    assert {of_link(entry): entry.id for entry in elsewhere.entries} == before
    assert elsewhere.feed.id == read().feed.id
    assert {entry.id for entry in read("?topic=Reform").entries} == {before["chg-3"]}
    assert read("?topic=Reform").feed.id != read().feed.id
    edit(folder, "events", "proposed", "held")
    write(f"{ROWS}chg-8,2026-11-26,events,All were held.,Our own record\n")
    after = {of_link(entry): entry.id for entry in read().entries}
    assert after.keys() - before.keys() == {"chg-8"}
    assert {name: after[name] for name in before} == before


def test_another_briefing_has_other_ids(write, folder):
    before = {read().feed.id, *(entry.id for entry in read().entries)}
    edit(folder, "briefing", "NATO–Montenegro Dialogue", "Another")
    write()
    assert before.isdisjoint({read().feed.id, *(entry.id for entry in read().entries)})


@pytest.mark.parametrize("text", [None, "id,date,subject,change,source\n"], ids=["no-file", "no-rows"])
def test_without_changes_the_feed_is_empty_and_valid(write, text):
    write(text)
    assert read().entries == []
    assert read().feed.updated == "2026-11-23T00:00:00+00:00", "the data date, since nothing else is known"


def test_a_hostile_text_is_a_text(write):
    write(f"{ROWS}chg-8,2026-11-26,evt-1,{HOSTILE},Our own record\n")
    [entry, *_] = read().entries
    assert html.unescape(entry.summary) == HOSTILE.replace("\uffff", "\ufffd")


@pytest.mark.usefixtures("write")
def test_changes_of_a_view_have_the_columns_of_the_file_and_can_be_put_in_its_order(folder):
    briefing = load(folder)
    found = Filters(topics=("Reform",)).apply(briefing).newest_changes
    assert list(found.columns) == ["id", "date", "subject", "change", "source"]
    assert list(Filters().apply(briefing).newest_changes.sort_index()["id"]) == list(briefing.changes["id"])


@pytest.mark.usefixtures("write")
def test_a_subject_last_changed_on_the_day_of_its_newest_change(folder):
    assert load(folder).last_changed == {
        "briefing": date(2026, 11, 23),
        "evt-1": date(2026, 11, 25),
        "rec-4": date(2026, 11, 24),
        "note-2": date(2026, 11, 22),
        "place as reported": date(2026, 11, 25),
    }
