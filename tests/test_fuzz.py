"""Property-based tests: what holds for every briefing, every damage to its files and every link.

``make test`` tries a few, always the same; ``make fuzz`` tries thousands of others.
"""

import csv
import io
import json
import re
from typing import NamedTuple
from xml.etree import ElementTree as ET

import bibtexparser
import openpyxl
from hypothesis import assume, given
from hypothesis import strategies as st
from icalendar import Calendar

import pages
from components.briefing import contract
from components.briefing.contract import Kind
from components.briefing.loading import load
from components.briefing.problems import BriefingError, Problem
from components.web.exports import workbook
from components.web.routes import routes

import reference
from briefings import Hand, Link, Tables, briefings, damaged, examples, folder_of, hands, linked, shown, written
from client import run
from inprocess import app
from markup import cards, content_of, parse

PATHS = sorted(route.path for route in routes)


class Answer(NamedTuple):
    """What a server answers."""

    status: int
    headers: dict[str, str]
    body: bytes

    @property
    def text(self) -> str:
        return self.body.decode()


def ask(path: str, query: str = "", **headers: str) -> Answer:
    """Ask the routes for a link exactly as it is written: a client would mend what is wrong with it."""
    sent: list[dict] = []
    scope = {
        "type": "http", "http_version": "1.1", "method": "GET", "scheme": "http", "path": path, "root_path": "",
        "raw_path": path.encode(), "query_string": query.encode(), "server": ("briefing.example", 80),
        "headers": [(b"host", b"briefing.example"), *((k.encode(), v.encode()) for k, v in headers.items())],
    }  # fmt: skip

    async def receive() -> dict:
        return {"type": "http.request", "body": b"", "more_body": False}

    async def send(message: dict) -> None:
        sent.append(message)

    run(app(scope, receive, send))
    start, *parts = sent
    said = {name.decode(): value.decode() for name, value in start["headers"]}
    return Answer(start["status"], said, b"".join(part.get("body", b"") for part in parts))


# --- loading -----------------------------------------------------------------------------------------------------


def problems_of(files: dict[str, bytes]) -> tuple[Problem, ...]:
    """What loading these files complains of, if anything."""
    with folder_of(files) as folder:
        try:
            load(folder)
        except BriefingError as error:
            return error.problems or (Problem("nothing", "was wrong"),)
    return ()


@examples(400)
@given(damaged())
def test_a_damaged_folder_loads_or_is_refused_with_places_that_are_there(files: dict[str, bytes]):
    files_of_the_contract = {table.file: table for table in contract.TABLES}
    places = []
    for problem in problems_of(files):
        columns = ["", *files_of_the_contract[problem.file].column_names]
        lines = len(re.findall(rb"\r\n|\r|\n", files.get(problem.file, b""))) + 1
        assert 1 <= (problem.line or 1) <= lines
        assert problem.message
        assert str(problem).isprintable()
        places.append(
            (list(files_of_the_contract).index(problem.file), problem.line or 0, columns.index(problem.column or ""))
        )
    assert places == sorted(places)


@examples(120)
@given(briefings(), hands)
def test_a_briefing_is_what_its_files_say_however_they_write_it(said: Tables, hand: Hand):
    with folder_of(written(said)) as folder:
        plain = load(folder)
    with folder_of(written(said, hand)) as folder:
        found = load(folder)
    assert (found.version, found) == (plain.version, plain)
    for table in contract.TABLES:
        frame = found.facts if table is contract.BRIEFING else getattr(found, table.name)
        shapes = {Kind.TOPICS: "; ".join, Kind.DATE: str}
        read = [
            {column.name: shapes.get(column.kind, str)(row[column.name]) for column in table.columns}
            for row in frame.to_dict("records")
        ]
        assert read == said[table.name]


@examples(60)
@given(briefings(), st.data())
def test_any_other_word_is_another_version(said: Tables, data: st.DataObject):
    name = data.draw(st.sampled_from([table.name for table in contract.TABLES]))
    column = {"briefing": "source", "topics": "description"}.get(name, "source")
    other = {**said, name: [*said[name]]}
    assume(other[name])
    place = data.draw(st.integers(0, len(other[name]) - 1))
    other[name][place] = other[name][place] | {column: other[name][place][column] + "x"}
    with folder_of(written(said)) as one, folder_of(written(other)) as another:
        assert load(one).version != load(another).version


# --- links -------------------------------------------------------------------------------------------------------


def in_csv(body: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(body.decode("utf-8-sig"), newline="")))


def filters_of(query: str) -> str:
    """A query with only the filters, for pages whose own parameters narrow or order what is shown."""
    own = "(strand|view|pillar|sort|page|item|embed|chart)="
    return "&".join(part for part in query.split("&") if not re.match(own, part))


def in_json(query: str) -> dict[str, list[str]]:
    """The ids that a link holds by its JSON export, to compare every other rendering with."""
    content = json.loads(ask("/export/briefing.json", query).body)
    return {table: [row["id"] for row in content[table]] for table in reference.TABLES}


@examples(150)
@given(linked("/", is_familiar=True))
def test_a_link_holds_what_the_rule_says(link: Link):
    tables, _, query = link
    with shown(tables) as folder:
        quarters, topics, words = reference.chosen(folder, query)
        assert in_json(query) == reference.matching(folder, quarters, topics, words)
        filters = json.loads(ask("/export/briefing.json", query).body)["filters"]
    assert (filters["quarter"], filters["topic"]) == (quarters, topics)


@examples(30)
@given(linked("/"))
def test_exports_and_documents_of_a_link_hold_the_same_items(link: Link):
    said, _, query = link
    with shown(said):
        wanted = in_json(query)
        for table in reference.TABLES:
            assert [row["id"] for row in in_csv(ask(f"/export/{table}.csv", query).body)] == wanted[table]
        events = Calendar.from_ical(ask("/export/events.ics", filters_of(query)).body).walk("VEVENT")
        assert [event["uid"].partition("@")[0] for event in events] == wanted["events"]
        for page in pages.PAGES:
            if len(page.tables) == 1 and page.tables[0].name in wanted:
                found = cards(parse(content_of(ask(f"/{page.path}", filters_of(query)).text)))
                assert sorted(found) == sorted(wanted[page.tables[0].name]), page.path
        paper = ask("/briefing", query).text
        assert paper.count('<th scope="row"') == sum(map(len, wanted.values()))


def check_html(body: bytes) -> None:
    assert not re.search("[\x00-\x09\x0b-\x1f\x7f-\x9f]", body.decode())
    ids = [element.attributes["id"] for element in parse(body.decode()).all() if "id" in element.attributes]
    assert len(set(ids)) == len(ids)
    for drawing in re.findall(r'<svg class="chart.*?</svg>(?=<svg class="chart|</div>)', body.decode(), re.DOTALL):
        ET.fromstring(drawing)  # noqa: S314 - our own


def check_csv(body: bytes, path: str) -> None:
    table = next(table for table in contract.TABLES if path == f"/export/{table.file}")
    header, *records = csv.reader(io.StringIO(body.decode("utf-8-sig"), newline=""), strict=True)
    assert tuple(header) == table.column_names
    assert all(len(record) == len(header) and record[0] for record in records)


def check_calendar(body: bytes) -> None:
    calendar = Calendar.from_ical(body)
    assert not calendar.errors
    for event in calendar.walk("VEVENT"):
        assert not event.errors
        assert event["dtstart"].dt < event["dtend"].dt
    assert all(len(line) <= 75 for line in body.split(b"\r\n"))


def check(path: str, answer: Answer) -> None:
    """Check that a body is well-formed, by its media type."""
    media_type = answer.headers["content-type"].partition(";")[0]
    match media_type:
        case "text/html":
            check_html(answer.body)
        case "text/csv":
            check_csv(answer.body, path)
        case "application/json" | "application/vnd.citationstyles.csl+json":
            json.loads(answer.body)
        case "text/calendar":
            check_calendar(answer.body)
        case "image/png":
            assert answer.body.startswith(b"\x89PNG\r\n\x1a\n")
        case workbook.MEDIA_TYPE:
            assert openpyxl.load_workbook(io.BytesIO(answer.body)).sheetnames[0] == "about"
        case "text/x-bibtex":
            assert len(bibtexparser.parse_string(answer.text).entries) == 1
        case "application/xml" | "application/atom+xml" | "image/svg+xml":
            ET.fromstring(answer.body)  # noqa: S314 - our own
        case _:
            assert (path in {"/robots.txt", "/export/events.ics"}, media_type) == (True, "text/plain")


@examples(100)
@given(linked(*PATHS))
def test_every_link_is_answered_with_a_well_formed_body(link: Link):
    tables, path, query = link
    with shown(tables):
        answer = ask(path, query)
        assert answer.status == 200 or (answer.status, path) == (404, "/export/events.ics")  # `item` is no event
        assert all(value.isprintable() and value.isascii() for value in answer.headers.values())
        check(path, answer)
        if "etag" in answer.headers:
            again = ask(path, query, **{"if-none-match": answer.headers["etag"]})
            assert (again.status, again.body) == (304, b"")


@examples(20)
@given(st.text(st.characters(exclude_categories=["Cs"]), max_size=30), linked("/"))
def test_a_path_that_is_not_there_is_404(path: str, link: Link):
    with shown(link.tables):
        answer = ask(f"/x{path}", link.query)
        assert answer.status == 404
        check_html(answer.body)
