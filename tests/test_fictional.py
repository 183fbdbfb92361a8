"""A second briefing, invented and different in every respect, on every page, in every export, document and picture.

``tests/fictional`` has three years and twelve topics, events of every precision and status, names in four scripts,
texts that look like markup, and no recommendations; ``tests/fictional_recommendations.csv`` has some for it.
"""

import ast
import csv
import io
import json
import re
import shutil
from html import unescape
from itertools import product
from pathlib import Path

import pytest
from icalendar import Calendar
from starlette.applications import Starlette
from starlette.testclient import TestClient

from components.briefing import check
from components.briefing.contract import ITEM_TABLES, PRECISIONS, STATUSES
from components.briefing.loading import load
from components.settings import Settings
from components.web.routes import middleware, routes

import rule
from markup import cards, content_of, parse
from paths import DATA, ROOT
from small import PAGES

FICTIONAL = ROOT / "tests" / "fictional"
RECOMMENDATIONS = ROOT / "tests" / "fictional_recommendations.csv"
TABLES = {table.page: table.name for table in ITEM_TABLES}
HARBOUR = "ميناء الصيد"
VIEWS = [
    pytest.param("", "", "", id="everything"),
    pytest.param("2032-Q1", "", "", id="quarter"),
    pytest.param("", HARBOUR, "", id="topic"),
    pytest.param("2031-Q2", "Ferries", "$5", id="all three"),
    pytest.param("2032-Q4", "", "", id="quarter without an event"),
    pytest.param("", "", "nowhere", id="nothing"),
]


@pytest.fixture
def fictional(monkeypatch, show) -> Path:
    """The fictional briefing, shown on the pages."""
    monkeypatch.setenv("BRIEFING_DATA", str(FICTIONAL))
    show()
    return FICTIONAL


@pytest.fixture
def whole(tmp_path, monkeypatch, show) -> Path:
    """The fictional briefing with recommendations, shown on the pages."""
    folder = Path(shutil.copytree(FICTIONAL, tmp_path / "whole"))
    shutil.copy(RECOMMENDATIONS, folder / "recommendations.csv")
    monkeypatch.setenv("BRIEFING_DATA", str(folder))
    show()
    return folder


@pytest.fixture(scope="module")
def client() -> TestClient:
    return TestClient(
        Starlette(routes=routes, middleware=middleware(Settings(hosts=("briefing.example",)))),
        base_url="http://briefing.example",
    )


def parameters(quarter: str, topic: str, words: str) -> dict[str, str]:
    return {name: value for name, value in (("quarter", quarter), ("topic", topic), ("q", words)) if value}


def begins(found: list[str], wanted: list[str]) -> bool:
    """Whether these are the ids that were wanted, or the first page of them."""
    return found == wanted[: len(found)] and bool(found) == bool(wanted)


# What it is


def test_it_passes_the_check(whole):
    assert check.report(FICTIONAL).code == check.VALID
    assert check.report(whole).code == check.VALID


def test_it_differs_from_the_built_in_briefing_in_every_respect():
    briefing = load(FICTIONAL)
    events = briefing.events
    assert (len(events), len(briefing.topic_names), len(briefing.areas)) == (40, 12, 25)
    assert set(zip(events["precision"], events["status"], strict=True)) >= set(product(PRECISIONS, STATUSES))
    assert len(briefing.quarters) == 12
    assert {quarter for quarters in events["quarters"] for quarter in quarters} < set(briefing.quarters)
    assert (events["start"] == events["end"]).sum() >= 10
    assert max(map(len, events["title"])) > 190
    assert len(briefing.strands) >= 3
    assert briefing.recommendations.empty
    assert briefing.notes["evidence"].map(bool).value_counts().to_dict() == {True: 3, False: 4}
    assert len(rule.rows(ROOT / "tests", "fictional_recommendations")) > 24
    built_in = load(DATA)
    assert not set(built_in.topic_names) & set(briefing.topic_names)
    assert not set(built_in.quarters) & set(briefing.quarters)


# Pages


@pytest.mark.usefixtures("fictional")
def test_a_page_without_recommendations_says_so_and_stays_in_the_menu(client):
    said = client.get("/recommendations").text
    assert "This briefing has no recommendations" in said
    assert 'href="/recommendations"' in said
    assert "This briefing has no recommendations" in client.get("/briefing").text
    for path in ("/", "/coverage", "/briefing", "/sources"):
        assert "0 of 0" not in client.get(path).text


@pytest.mark.usefixtures("fictional")
def test_no_table_counts_recommendations_where_there_are_none(client):
    (table, *_) = parse(content_of(client.get("/coverage").text)).all("thead")
    assert "Recommendations" not in [column.text for column in table.all("th")]


def test_past_twelve_quarters_the_coverage_counts_by_the_year(tmp_path, monkeypatch, show, client):
    folder = Path(shutil.copytree(FICTIONAL, tmp_path / "long"))
    with (folder / "events.csv").open("a", encoding="utf-8") as file:
        file.write("evt-99,Last,It ends.,2035-01-01,2035-01-01,day,proposed,Ferries,End\n")
    monkeypatch.setenv("BRIEFING_DATA", str(folder))
    show()
    (table, *_) = parse(content_of(client.get("/coverage").text)).all("thead")
    assert [column.text for column in table.all("th") if column.text.startswith("20")] == [
        "2031", "2032", "2033", "2034", "2035",
    ]  # fmt: skip


@pytest.mark.usefixtures("fictional")
def test_a_note_on_an_item_is_headed_by_its_title(client):
    notes = parse(content_of(client.get("/sources").text)).all("section", class_="version")
    assert '<script>alert("dredge")</script> & other papersPublic record differs' in [
        heading.text for note in notes for heading in note.all("h3")
    ]


def test_strands_may_have_the_names_of_other_columns(tmp_path, monkeypatch, show, client):
    """No column of a table takes the place of another."""
    folder = Path(shutil.copytree(FICTIONAL, tmp_path / "odd"))
    path, names = folder / "areas.csv", ("Topic", "2031-Q1", "Dated event")
    odd = path.read_text(encoding="utf-8")
    for strand, name in zip(load(FICTIONAL).strands, names, strict=False):
        odd = odd.replace(strand, name)
    path.write_text(odd, encoding="utf-8")
    monkeypatch.setenv("BRIEFING_DATA", str(folder))
    show()
    (table, *_) = parse(content_of(client.get("/coverage").text)).all("table")
    (row, *_) = table.one("tbody").all("tr")
    assert len(table.one("thead").all("th")) == 1 + 4 + 12 + 1 == len(row.all("th") + row.all("td"))


# Recommendations in six pillars


@pytest.mark.usefixtures("whole")
@pytest.mark.parametrize("query", ["", "view=Topic", "view=None&sort=Title&page=2", "pillar=知識の共有", "item=rec-22"])
def test_recommendations_in_six_pillars_are_grouped_and_paged(client, query):
    shown = parse(content_of(client.get(f"/recommendations?{query}").text))
    assert not shown.all("p", class_="notice")
    if query.startswith("pillar"):
        assert cards(shown) == ["rec-18", "rec-19", "rec-20", "rec-21"]


@pytest.mark.usefixtures("whole")
def test_the_coverage_counts_recommendations_where_there_are_some(client):
    (table, *_) = parse(content_of(client.get("/coverage").text)).all("thead")
    assert "Recommendations" in [column.text for column in table.all("th")]


# Documents, exports, pictures


@pytest.mark.parametrize(("quarter", "topic", "words"), VIEWS)
def test_every_document_and_export_holds_the_same_items(fictional, client, quarter, topic, words):
    chosen, wanted = parameters(quarter, topic, words), rule.matching(fictional, quarter, topic, words)
    for path in PAGES:
        answer = client.get(f"/{path}", params=chosen)
        assert answer.status_code == 200
        if path in TABLES:
            assert begins(cards(parse(content_of(answer.text))), wanted[TABLES[path]])
    for table in rule.TABLES:
        body = client.get(f"/export/{table}.csv", params=chosen).content.decode("utf-8-sig")
        assert [row["id"] for row in csv.DictReader(io.StringIO(body, newline=""), strict=True)] == wanted[table]
    whole = json.loads(client.get("/export/briefing.json", params=chosen).content)
    assert {table: [row["id"] for row in whole[table]] for table in rule.TABLES} == wanted
    calendar = Calendar.from_ical(client.get("/export/events.ics", params=chosen).content)
    assert [str(event["uid"]).split("@")[0] for event in calendar.walk("VEVENT")] == wanted["events"]
    titles = {row["id"]: row["title"] for row in rule.rows(fictional, "events")}
    said = [str(event["summary"]).partition("] ")[2] for event in calendar.walk("VEVENT")]
    assert said == [titles[item] for item in wanted["events"]]
    paper = client.get("/briefing", params=chosen).text
    assert all(f">{title}</a></th>" in unescape(paper) for item, title in titles.items() if item in wanted["events"])
    picture = client.get("/preview.png", params=chosen)
    assert (picture.status_code, picture.content[:4]) == (200, b"\x89PNG")


@pytest.mark.usefixtures("fictional")
@pytest.mark.parametrize("path", [*PAGES, "briefing", "nope"])
def test_no_document_takes_a_text_for_markup(client, path):
    said = client.get(f"/{path}").text
    assert "<script>alert" not in said
    assert "<i>nothing</i>" not in said
    assert "<reprint>" not in said


@pytest.mark.usefixtures("fictional")
def test_texts_from_right_to_left_stand_by_themselves(client):
    """A title has its own direction; in a sentence of ours it leaves the date behind it as it is."""
    said = client.get("/timeline").text
    assert re.search(r'<h3 dir="auto"><a href="[^"]+">افتتاح', said)
    assert "\u2068افتتاح ميناء الصيد الجديد في جزيرة المرسى\u2069</a>, " in client.get("/areas").text
    assert f"\u2068{HARBOUR}\u2069" in client.get("/timeline", params={"topic": HARBOUR}).text


# As little as there can be


def emptied(folder: Path, table: str, rows: int) -> None:
    """Keep so many rows of a file."""
    path = folder / f"{table}.csv"
    path.write_text("".join(path.read_text(encoding="utf-8").splitlines(keepends=True)[: rows + 1]), encoding="utf-8")


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
def test_a_starter_with_one_topic_and_hardly_a_row_is_shown(tmp_path, monkeypatch, show, client, kept):
    folder = Path(shutil.copytree(ROOT / "components" / "briefing" / "starter", tmp_path / "small"))
    for table in rule.TABLES:
        path = folder / f"{table}.csv"
        one = path.read_text(encoding="utf-8").replace("Example topic 1; Example topic 2", "Example topic 1")
        path.write_text(one, encoding="utf-8")
    for table, rows in {"topics": 1, **kept}.items():
        emptied(folder, table, rows)
    monkeypatch.setenv("BRIEFING_DATA", str(folder))
    show()
    for path in PAGES:
        assert client.get(f"/{path}").status_code == 200
    for path in ("briefing", "preview.png", "export/briefing.json", "export/events.ics", "export/datapackage.json"):
        assert client.get(f"/{path}").status_code == 200
    assert json.loads(client.get("/healthz").content)["events"] == kept["events"]


# The code


def own_words() -> list[str]:
    """What the built-in briefing says that no other would: its names, its topics, its years."""
    briefing = load(DATA)
    titles = [title for table in rule.TABLES for title in briefing.table(table)["title"]]
    parties = [party.strip() for party in briefing.fact("parties").split(";")]
    people = [person.split(",")[0].split()[-1] for person in briefing.fact("people as reported").split(";")]
    names = [*briefing.topic_names, *briefing.strands, *briefing.pillars, *titles, *parties, *people]
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
