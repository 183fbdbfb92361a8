"""A second briefing, invented and different in every respect, on every page, in every export, document and picture.

``tests/fictional`` has three years and twelve topics, events of every precision and status, names in four scripts,
texts that look like markup, and no recommendations; ``tests/fictional_recommendations.csv`` has some for it.
"""

import ast
import re
import shutil
from collections.abc import Callable
from itertools import product
from pathlib import Path

import pytest

from components.briefing import check, contract
from components.briefing.contract import ITEM_TABLES, PRECISIONS, STATUSES
from components.briefing.loading import load
from components.content.rows import PAGE_SIZE

import edits
import reference
from exported import calendar_events, csv_rows, link
from inprocess import client
from markup import Element, cards, content_of, parse
from paths import DATA, FICTIONAL, ROOT
from small import PAGES

RECOMMENDATIONS = ROOT / "tests" / "fictional_recommendations.csv"
TABLES = {table.page: table.name for table in ITEM_TABLES}
HARBOUR = "ميناء الصيد"
MARKUP = '<script>alert("dredge")</script>'
VIEWS = [
    pytest.param("", "", "", id="everything"),
    pytest.param("2032-Q1", "", "", id="quarter"),
    pytest.param("", HARBOUR, "", id="topic"),
    pytest.param("2031-Q2", "Ferries", "$5", id="all three"),
    pytest.param("2032-Q4", "", "", id="quarter without an event"),
    pytest.param("", "", "nowhere", id="nothing"),
]


@pytest.fixture
def copy_of(tmp_path, monkeypatch, show) -> Callable[[Path], Path]:
    """Copy a folder, let the pages show the copy as it is by then, and return it: ``copy_of(FICTIONAL)``."""

    def copied(folder: Path) -> Path:
        copy = Path(shutil.copytree(folder, tmp_path / "copy"))
        monkeypatch.setenv("BRIEFING_DATA", str(copy))
        show()
        return copy

    return copied


@pytest.fixture
def fictional(copy_of) -> Path:
    """The fictional briefing, shown on the pages."""
    return copy_of(FICTIONAL)


@pytest.fixture
def whole(fictional) -> Path:
    """The fictional briefing with recommendations, shown on the pages."""
    shutil.copy(RECOMMENDATIONS, fictional / "recommendations.csv")
    return fictional


def document(path: str, **parameters: str) -> str:
    """Return the document of a page, which is there."""
    answer = client.get(f"/{path}", params=parameters)
    assert answer.status_code == 200
    return answer.text


def page(path: str, **parameters: str) -> Element:
    """Return the content of a page, which is there."""
    return parse(content_of(document(path, **parameters)))


# What it is


def test_it_passes_the_check(whole):
    assert check.report(FICTIONAL)[1] == check.VALID
    assert check.report(whole)[1] == check.VALID


def test_it_differs_from_the_built_in_briefing_in_every_respect():
    briefing = load(FICTIONAL)
    events = briefing.events
    assert (len(events), len(briefing.topic_names), len(briefing.areas)) == (40, 12, 25)
    assert set(zip(events["precision"], events["status"], strict=True)) >= set(product(PRECISIONS, STATUSES))
    assert len(briefing.quarters) == 12
    assert {quarter for quarters in events["quarters"] for quarter in quarters} < set(briefing.quarters)
    assert (events["start"] == events["end"]).sum() >= 10
    assert max(map(len, events["title"])) > 190
    assert len(briefing.groups(contract.AREAS)) >= 3
    assert briefing.recommendations.empty
    assert briefing.notes["evidence"].map(bool).value_counts().to_dict() == {True: 3, False: 4}
    assert len(reference.rows(ROOT / "tests", "fictional_recommendations")) > 24
    built_in = load(DATA)
    assert not set(built_in.topic_names) & set(briefing.topic_names)
    assert not set(built_in.quarters) & set(briefing.quarters)


# Pages


@pytest.mark.usefixtures("fictional")
def test_a_page_without_recommendations_says_so_and_stays_in_the_menu():
    said = document("recommendations")
    assert "This briefing has no recommendations" in said
    assert 'href="/recommendations"' in said
    assert "This briefing has no recommendations" in document("briefing")
    for path in ("", "coverage", "briefing", "sources"):
        assert "0 of 0" not in document(path)


@pytest.mark.usefixtures("fictional")
def test_a_note_on_an_item_is_headed_by_its_title():
    headings = [heading.text for note in page("sources").all("section", class_="version") for heading in note.all("h3")]
    assert f"{MARKUP} & other papersPublic record differs" in headings


def test_strands_may_have_the_names_of_other_columns(fictional):
    """No column of a table takes the place of another."""
    for strand, name in zip(load(FICTIONAL).groups(contract.AREAS), ("Topic", "2031-Q1", "Dated event"), strict=False):
        edits.edit(fictional, "areas", strand, name)
    (table, *_) = page("coverage").all("table")
    (row, *_) = table.one("tbody").all("tr")
    assert len(table.one("thead").all("th")) == 1 + 4 + 12 + 1 == len(row.all("th") + row.all("td"))


PILLARS = {
    "Safe water": range(1, 8), "Boats that run": range(8, 14),
    "Fish that is worth landing, sold where it is landed and eaten there if at all possible": range(14, 18),
    "知識の共有": range(18, 22), "الموانئ الصغيرة": range(22, 25),
}  # fmt: skip
TOPICS = {
    "Dredging": [1, 6, 7, 22], "Breakwaters, sea walls and the lighthouses that stand on them": [2],
    "Ferries": [8, 9, 10, 11, 13], "Fisheries and cold storage": [14, 15, 16, 17, 24],
    "Pilotage, towing and the safety of navigation in narrow or unlit waters": [3, 4, 7, 13, 21],
    "Överfart och båtförbindelser": [9, 11, 12], HARBOUR: [22, 23, 24], "港湾データ": [6, 17, 18, 19, 21],
    "Training": [4, 20], "Weather": [5],
}  # fmt: skip
FIRST = ["1 to 24 of 30 recommendations"]


@pytest.mark.usefixtures("whole")
@pytest.mark.parametrize(
    ("chosen", "groups", "pager"),
    [
        ({}, PILLARS, FIRST),
        ({"view": "Topic"}, TOPICS, FIRST),
        ({"view": "None", "sort": "Title", "page": "2"}, {"": [6, 20, 22, 23, 18, 19]},
         ["25 to 30 of 30 recommendations"]),
        ({"pillar": "知識の共有"}, {"知識の共有": range(18, 22)}, []),
        ({"item": "rec-22"}, {"": [*range(1, 22), 23, 24, 25]}, ["1 to 24 of 29 recommendations"]),
    ],
)  # fmt: skip
def test_recommendations_in_six_pillars_are_grouped_and_paged(chosen, groups, pager):
    shown, found, name = page("recommendations", **chosen), {}, ""
    for element in shown.all():
        if element.name == "h2" and element.all("span", class_="sub"):
            name = element.text.removesuffix(element.one("span").text).strip()
        elif element.name == "article":
            found.setdefault(name, []).append(element.one("h3").one("a").attributes["href"])
    wanted = {name: [f"/recommendations?item=rec-{number}" for number in group] for name, group in groups.items()}
    assert (found, list(found)) == (wanted, list(wanted))
    assert [one.all("span")[0].text for one in shown.all("nav", class_="pager")] == pager
    assert not shown.all("p", class_="notice")


# Documents, exports, pictures


@pytest.mark.parametrize(("quarter", "topic", "words"), VIEWS)
def test_every_document_and_export_holds_the_same_items(fictional, quarter, topic, words):
    chosen, wanted = link(quarter, topic, words), reference.matching(fictional, quarter, topic, words)
    titles = {row["id"]: row["title"] for table in reference.TABLES for row in reference.rows(fictional, table)}
    for path in PAGES:
        shown = cards(page(path, **chosen))
        assert path not in TABLES or sorted(shown) == sorted(wanted[TABLES[path]][:PAGE_SIZE]), path  # areas by strand
    for table in reference.TABLES:
        assert [row["id"] for row in csv_rows(table, chosen)] == wanted[table]
    whole = client.get("/export/briefing.json", params=chosen).json()
    assert {table: [row["id"] for row in whole[table]] for table in reference.TABLES} == wanted
    events = [(str(event["uid"]).split("@")[0], str(event["summary"])) for event in calendar_events(chosen)]
    assert [name for name, _ in events] == wanted["events"]
    assert [summary.partition("] ")[2] for _, summary in events] == [titles[name] for name in wanted["events"]]
    rows = [head.text for head in parse(document("briefing", **chosen)).all("th") if "row" in head.attributes.values()]
    assert rows == [" ".join(titles[name].split()) for table in reference.TABLES for name in wanted[table]]
    picture = client.get("/preview.png", params=chosen)
    assert (picture.status_code, picture.content[:4]) == (200, b"\x89PNG")


@pytest.mark.usefixtures("fictional")
@pytest.mark.parametrize(
    ("path", "text"),
    [
        ("", MARKUP), ("timeline", MARKUP), ("timeline", "<i>nothing</i>"), ("areas", "<b>not</b> agreed"),
        ("sources", MARKUP), ("sources", "<reprint>"), ("sources", "<b>amounts</b>"), ("briefing", MARKUP),
        ("briefing", "<b>not</b> agreed"),
    ],
)  # fmt: skip
def test_no_document_takes_a_text_for_markup(path, text):
    said = document(path)
    assert text in parse(said).text
    assert text not in said


@pytest.mark.usefixtures("fictional")
def test_texts_from_right_to_left_stand_by_themselves():
    """A title has its own direction; in a sentence of ours it leaves the date behind it as it is."""
    said = document("timeline")
    assert re.search(r'<h3 dir="auto"><a href="[^"]+">افتتاح', said)
    assert "\u2068افتتاح ميناء الصيد الجديد في جزيرة المرسى\u2069</a>, " in document("areas")
    assert f"\u2068{HARBOUR}\u2069" in document("timeline", topic=HARBOUR)


# As little as there can be


@pytest.mark.parametrize(
    "kept",
    [
        pytest.param({"events": 1, "areas": 1, "recommendations": 1, "notes": 1}, id="one of each"),
        pytest.param({"events": 1, "areas": 0, "recommendations": 0, "notes": 0}, id="one event"),
        pytest.param({"events": 0, "areas": 1, "recommendations": 0, "notes": 0}, id="one area"),
        pytest.param({"events": 0, "areas": 0, "recommendations": 1, "notes": 0}, id="one recommendation"),
        pytest.param({"events": 0, "areas": 0, "recommendations": 0, "notes": 0}, id="nothing"),
    ],
)
def test_a_starter_with_one_topic_and_hardly_a_row_is_shown(copy_of, kept):
    folder = copy_of(ROOT / "components" / "briefing" / "starter")
    for table, number in {"topics": 1, **kept}.items():
        rows = reference.rows(folder, table)[:number]
        edits.keep(folder, table, [row | ({"topics": "Example topic 1"} if "topics" in row else {}) for row in rows])
    for path in (*PAGES, "briefing", "preview.png", "export/events.ics", "export/datapackage.json"):
        assert client.get(f"/{path}").status_code == 200, path
    content = client.get("/export/briefing.json").json()
    assert {table: len(content[table]) for table in kept} == kept


# The code


def own_words() -> list[str]:
    """What the built-in briefing says that no other would: its names, its topics, its years."""
    briefing = load(DATA)
    titles = [title for table in reference.TABLES for title in briefing.table(table)["title"]]
    parties = [party.strip() for party in briefing.fact("parties").split(";")]
    people = [person.split(",")[0].split()[-1] for person in briefing.fact("people as reported").split(";")]
    groups = [*briefing.groups(contract.AREAS), *briefing.groups(contract.RECOMMENDATIONS)]
    names = [*briefing.topic_names, *groups, *titles, *parties, *people]
    return [*names, briefing.fact("place as reported"), briefing.quarters[0][:4], briefing.fact("meeting date")[:4]]


def spoken(path: Path) -> list[str]:
    """The texts and numbers of a module that are not its documentation."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    documentation = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    constants = (node for node in ast.walk(tree) if isinstance(node, ast.Constant) and id(node) not in documentation)
    return [str(node.value) for node in constants]


def test_nothing_of_the_built_in_briefing_is_in_the_code():
    modules = [ROOT / "dashboard.py", *(ROOT / "components").rglob("*.py"), *(ROOT / "pages").rglob("*.py")]
    templates = [*(ROOT / "components").rglob("*.html"), *(ROOT / "pages").rglob("*.html")]
    said = [(path.name, text) for path in modules for text in spoken(path)]
    said += [(path.name, path.read_text(encoding="utf-8")) for path in templates]
    assert len(said) > 500
    pattern = re.compile(rf"\b({'|'.join(map(re.escape, own_words()))})\b")
    assert [(name, found[0]) for name, text in said if (found := pattern.search(text))] == []
