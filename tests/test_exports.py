"""The exports: each against a second rule or another program's reading of it, never against a copy of its output."""

import csv
import io
import json
import os
import re
import subprocess
import sys
from datetime import UTC, date, datetime, timedelta
from xml.etree import ElementTree as ET

import pytest
from frictionless import Package, Resource
from icalendar import Calendar
from starlette.applications import Starlette
from starlette.testclient import TestClient

from components.briefing import contract, store
from components.briefing.loading import load
from components.web import exports, names, spreadsheet

from paths import DATA, ROOT
from rule import TABLES, matching, quarters_of, rows, topics_of

QUARTERS = ("", "2025-Q1", "2025-Q2", "2025-Q3", "2025-Q4")
TOPICS = ("", *(row["topic"] for row in rows(DATA, "topics")))
WORDS = ("", "INFORMATION", "cyber defense", "cybér", "no-such-word")
CSV_PATHS = tuple(f"/export/{table}.csv" for table in TABLES)
EXPORT_PATHS = (*CSV_PATHS, "/export/briefing.json", "/export/events.ics", "/export/datapackage.json")
HOSTILE = (
    '"\r\nSet-Cookie: stolen=1',
    'x"; filename="evil.exe',
    "../../etc/passwd",
    "C:\\windows\\con",
    "\u202egnp.exe",
    "Црна Гора",
    "💥",
    "%0d%0aX-Evil: 1",
    "a" * 200,
    "; ".join("word" for _ in range(30)),
)


@pytest.fixture(scope="module")
def client():
    """The routes of the exports, asked without a server."""
    with TestClient(Starlette(routes=exports.routes)) as asking:
        yield asking


@pytest.fixture(autouse=True)
def _built_in(monkeypatch):
    """Show the built-in briefing, whatever the machine is set to, unless a test shows another."""
    monkeypatch.delenv("BRIEFING_DATA", raising=False)


def link(quarter="", topic="", words=""):
    """Return the parameters of a link with at most one value each."""
    return {name: value for name, value in (("quarter", quarter), ("topic", topic), ("q", words)) if value}


def csv_rows(answer):
    """Read an exported CSV as a program that knows of the mark would."""
    return list(csv.DictReader(io.StringIO(answer.content.decode("utf-8-sig"), newline="")))


def events_of(answer):
    """Read an exported calendar's events."""
    return Calendar.from_ical(answer.content).walk("VEVENT")


def calendar_name(answer):
    """Return the name of an exported calendar, whose escapes the library leaves in a property not of the standard."""
    raw = str(Calendar.from_ical(answer.content)["x-wr-calname"])
    return re.sub(r"\\([\\;,])", r"\1", raw)


# --- what is in them ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize("words", WORDS)
@pytest.mark.parametrize("topic", TOPICS)
@pytest.mark.parametrize("quarter", QUARTERS)
def test_every_view_is_exported_with_the_ids_of_the_rule(client, quarter, topic, words):
    wanted, parameters = matching(DATA, quarter, topic, words), link(quarter, topic, words)
    in_csv = {
        table: [row["id"] for row in csv_rows(client.get(f"/export/{table}.csv", params=parameters))]
        for table in TABLES
    }
    content = client.get("/export/briefing.json", params=parameters).json()
    in_json = {table: [row["id"] for row in content[table]] for table in TABLES}
    in_calendar = [
        event["uid"].partition("@")[0] for event in events_of(client.get("/export/events.ics", params=parameters))
    ]
    assert (in_csv, in_json, in_calendar) == (wanted, wanted, wanted["events"])


@pytest.mark.parametrize("path", EXPORT_PATHS[:-1])
def test_values_that_the_briefing_does_not_have_are_ignored(client, path):
    strange = [("quarter", "2025-Q9"), ("topic", "Weather"), ("q", "x" * 500), ("item", "rec-3"), ("unknown", "1")]
    assert client.get(path, params=strange).content == client.get(path).content


@pytest.mark.parametrize("path", EXPORT_PATHS[:-1])
def test_one_view_has_one_export_however_its_link_is_written(client, path):
    tidy = [("quarter", "2025-Q1"), ("quarter", "2025-Q2"), ("topic", "Exercises"), ("q", "cyber")]
    untidy = [("q", "border"), ("q", " cyber\n"), ("topic", "EXERCISES "), ("quarter", "2025-q2"), *tidy[:1], *tidy[:1]]
    first, second = client.get(path, params=tidy), client.get(path, params=untidy)
    assert (first.content, first.headers) == (second.content, second.headers)


# --- CSV ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("table", TABLES)
def test_csv_read_again_has_the_cells_of_the_data(client, table):
    assert csv_rows(client.get(f"/export/{table}.csv")) == rows(DATA, table)


@pytest.mark.parametrize("words", ["", "no-such-word"])
@pytest.mark.parametrize("table", contract.ITEM_TABLES, ids=lambda table: table.name)
def test_csv_opens_in_a_spreadsheet(client, table, words):
    """A mark says UTF-8, lines end in CR LF, and the header is the contract's even when nothing matches."""
    body = client.get(f"/export/{table.file}", params=link(words=words)).content
    lines = body.decode("utf-8").split("\r\n")
    assert lines[0] == "\ufeff" + ",".join(table.column_names)
    assert lines[-1] == ""
    assert not any("\n" in line or "\r" in line for line in lines)
    assert body.count(b"\xef\xbb\xbf") == 1


def test_letters_beyond_ascii_survive_in_every_format(client, rewrite, show):
    title = "Спољна Šćepanović, “čđž” \\ \\n ; \\; 100 % <b>&amp;"
    rewrite("events", [{"id": "evt-1", "title": title}])
    show()
    assert csv_rows(client.get("/export/events.csv"))[0]["title"] == title
    assert client.get("/export/briefing.json").json()["events"][0]["title"] == title
    assert str(events_of(client.get("/export/events.ics"))[0]["summary"]) == title


@pytest.mark.parametrize("blank", ["", " ", "\u00a0", "\u3000", "\u200b", "\ufeff", "\t"])
@pytest.mark.parametrize("sign", ["=", "+", "-", "@", "＝", "＋", "－", "＠", "﹦", "\t", "\r", "\n"])
def test_a_cell_that_would_run_gets_an_apostrophe(blank, sign):
    cell = f"{blank}{sign}cmd|' /C calc'!A0"
    assert spreadsheet.harmless(cell) == f"'{cell}"


@pytest.mark.parametrize("cell", ["", "a=b", "1-2", "– a dash", "'=1", "a; b", "e@mail", "“=1”", "č+", "\u2212 5"])
def test_a_cell_that_does_not_run_is_left_as_it_is(cell):
    assert spreadsheet.harmless(cell) == cell


@pytest.mark.parametrize("cell", ["a;=1+1;b", "a; =1+1", "a;\t@SUM(A1)", "=1;=2", ";＝1"])
def test_no_part_runs_where_a_spreadsheet_separates_at_semicolons(cell):
    written = spreadsheet.harmless(cell)
    assert not any(part.strip().startswith(("=", "+", "-", "@", "＝")) for part in written.split(";"))
    assert written.replace("'", "") == cell


@pytest.mark.parametrize("table", TABLES)
@pytest.mark.parametrize("formula", ['=HYPERLINK("https://evil.example","x")', "+1,2", "-2+3", "@SUM(A1:A9)", "＝1+1"])
def test_formulas_of_the_data_are_harmless_in_csv_and_untouched_in_json(client, rewrite, show, table, formula):
    first = contract.ITEM_TABLES[TABLES.index(table)].column("id").prefix
    rewrite(table, [{"id": f"{first}-1", "title": formula, "summary": formula, "source": formula}])
    show()
    in_csv = csv_rows(client.get(f"/export/{table}.csv"))[0]
    in_json = client.get("/export/briefing.json").json()[table][0]
    for column in ("title", "summary", "source"):
        assert (in_csv[column], in_json[column]) == (f"'{formula}", formula)


# --- JSON --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("quarter", QUARTERS)
def test_json_has_the_rows_of_the_csv(client, quarter):
    content = client.get("/export/briefing.json", params=link(quarter)).json()
    for table in TABLES:
        flat = [
            {name: value for name, value in row.items() if name != "quarters"} | {"topics": "; ".join(row["topics"])}
            for row in content[table]
        ]
        assert flat == csv_rows(client.get(f"/export/{table}.csv", params=link(quarter)))


def test_json_has_the_shape_of_the_contract(client):
    parameters = [("q", "  Cyber "), ("topic", "exercises"), ("quarter", "2025-Q2"), ("quarter", "2025-Q1")]
    content = client.get("/export/briefing.json", params=parameters).json()
    assert list(content) == ["title", "version", "filters", "events", "areas", "recommendations", "notes"]
    assert content["filters"] == {"quarter": ["2025-Q1", "2025-Q2"], "topic": ["Exercises"], "q": "Cyber"}
    assert (content["title"], content["version"]) == (load(DATA).title, load(DATA).version)
    assert content["notes"] == rows(DATA, "notes")


def test_json_gives_lists_as_lists(client):
    content = client.get("/export/briefing.json").json()
    for table in TABLES:
        for row, cells in zip(content[table], rows(DATA, table), strict=True):
            assert isinstance(row["topics"], list)
            assert set(row["topics"]) == topics_of(cells)
    assert [row["quarters"] for row in content["events"]] == [sorted(quarters_of(row)) for row in rows(DATA, "events")]


def test_json_can_be_read_by_people(client):
    body = client.get("/export/briefing.json").text
    assert "Spajić" in body
    assert '\n "title": ' in body
    assert "\\u" not in body


# --- calendar ----------------------------------------------------------------------------------------------------


DAYS = (
    ("2025-01-01", "2025-03-31"),
    ("2025-12-31", "2025-12-31"),
    ("2024-02-28", "2024-02-29"),
    ("2025-11-15", "2026-02-02"),
    ("2199-12-31", "2199-12-31"),
)


@pytest.mark.parametrize(("start", "end"), DAYS)
def test_a_calendar_event_covers_exactly_its_days(client, rewrite, show, start, end):
    rewrite("events", [{"id": "evt-1", "start": start, "end": end}])
    show()
    (event,) = events_of(client.get("/export/events.ics"))
    first, after = event["dtstart"], event["dtend"]
    assert (first.params["value"], after.params["value"]) == ("DATE", "DATE")
    assert (first.dt, after.dt - timedelta(days=1)) == (date.fromisoformat(start), date.fromisoformat(end))


STATUSES = (("proposed", "TENTATIVE"), ("confirmed", "CONFIRMED"), ("held", "CONFIRMED"), ("cancelled", "CANCELLED"))


@pytest.mark.parametrize(("status", "written"), STATUSES)
def test_a_calendar_says_how_settled_an_event_is(client, rewrite, show, status, written):
    rewrite("events", [{"id": "evt-1", "status": status}])
    show()
    (event,) = events_of(client.get("/export/events.ics"))
    assert (event["status"], event["transp"]) == (written, "TRANSPARENT")
    assert status in str(event["description"])


def test_every_status_of_the_contract_has_a_word_in_calendars():
    assert [status for status, _ in STATUSES] == list(contract.STATUSES)


def test_a_calendar_event_says_what_the_data_says(client):
    version = client.get("/healthz").json()["version"]
    for event, row in zip(events_of(client.get("/export/events.ics")), rows(DATA, "events"), strict=True):
        assert str(event["summary"]) == row["title"]
        assert {str(topic) for topic in event["categories"].cats} == topics_of(row)
        said = str(event["description"])
        assert said.startswith(row["summary"])
        dated = f"Dates have quarter precision: {', '.join(quarters_of(row))}"
        assert all(part in said for part in (dated, row["source"], version))


def test_a_calendar_is_named_after_title_and_filters(client):
    answer = client.get("/export/events.ics", params=link("2025-Q1", "Exercises", "cyber, defense"))
    calendar = Calendar.from_ical(answer.content)
    assert calendar_name(answer) == f"{load(DATA).title} · 2025-Q1 · Exercises · “cyber, defense”"
    assert b"cyber\\, defense" in answer.content.replace(b"\r\n ", b"")
    assert (calendar["method"], calendar["version"]) == ("PUBLISH", "2.0")
    assert answer.headers["content-type"] == "text/calendar; method=PUBLISH; charset=utf-8"


@pytest.mark.parametrize("words", ["", "no-such-word", *HOSTILE])
def test_a_calendar_keeps_to_the_form_of_the_standard(client, words):
    """At least one component, lines of at most 75 bytes ended by CR LF, and no line that a filter brought in."""
    body = client.get("/export/events.ics", params=link(words=words)).content
    Calendar.from_ical(body).validate()
    lines = body.split(b"\r\n")
    assert lines[-1] == b""
    assert all(len(line) <= 75 and b"\n" not in line and b"\r" not in line for line in lines)
    unfolded = body.replace(b"\r\n ", b"").split(b"\r\n")
    assert all(re.match(rb"[A-Z-]+[;:]", line) for line in unfolded[:-1])
    assert not any(line.startswith((b"SET-COOKIE", b"X-EVIL")) for line in unfolded)


def test_a_calendar_is_stamped_with_the_day_of_the_check(client):
    checked = next(row["value"] for row in rows(DATA, "briefing") if row["field"] == "data date")
    stamps = {event["dtstamp"].dt for event in events_of(client.get("/export/events.ics"))}
    assert stamps == {datetime.fromisoformat(checked).replace(tzinfo=UTC)}


def test_without_a_day_of_the_check_an_event_is_stamped_with_its_first_day(client, rewrite, show):
    rewrite("briefing", [row for row in rows(DATA, "briefing") if row["field"] != "data date"])
    show()
    for event in events_of(client.get("/export/events.ics")):
        assert event["dtstamp"].dt.date() == event["dtstart"].dt
        assert event["dtstamp"].dt.tzinfo is not None


def test_uids_are_unique_and_survive_changed_rows_and_filters(client, rewrite, show):
    before = [event["uid"] for event in events_of(client.get("/export/events.ics"))]
    filtered = [event["uid"] for event in events_of(client.get("/export/events.ics", params=link("2025-Q2")))]
    rewrite("events", [{"id": f"evt-{number}", "title": "Another", "end": "2030-01-01"} for number in (3, 2, 1)])
    show()
    after = [event["uid"] for event in events_of(client.get("/export/events.ics"))]
    assert len(set(before)) == len(before)
    assert set(filtered) < set(before)
    assert after == before[::-1]


TITLES = (
    "Dialogue",
    "Dialogue 2025",
    "Дијалог 2025",
    "Извештај 2025",
    "…",
    "—",
    "a" * 100,
    "a" * 101,
    f"{'b' * 60} one",
    f"{'b' * 60} two",
)


def test_uids_of_different_briefings_differ_and_are_plain(client, rewrite, show):
    uids = []
    for title in TITLES:
        facts = [row | ({"value": title} if row["field"] == "title" else {}) for row in rows(DATA, "briefing")]
        rewrite("briefing", facts)
        show()
        uids += [event["uid"] for event in events_of(client.get("/export/events.ics"))]
    assert len(set(uids)) == len(TITLES) * len(rows(DATA, "events"))
    assert all(re.fullmatch(r"evt-\d@[a-z0-9]([a-z0-9-]*[a-z0-9])?\.briefing\.invalid", uid) for uid in uids)


def test_uids_survive_another_apostrophe_or_dash_in_the_title(client, rewrite, show):
    before = [event["uid"] for event in events_of(client.get("/export/events.ics"))]
    facts = rows(DATA, "briefing")
    changed = [row | ({"value": row["value"].replace("–", " - ")} if row["field"] == "title" else {}) for row in facts]
    assert changed != facts
    rewrite("briefing", changed)
    show()
    assert [event["uid"] for event in events_of(client.get("/export/events.ics"))] == before


# --- Data Package ------------------------------------------------------------------------------------------------


def validated(folder, client):
    """Put the descriptor beside the CSV files and let Frictionless judge them."""
    (folder / "datapackage.json").write_bytes(client.get("/export/datapackage.json").content)
    return Package(str(folder / "datapackage.json")).validate()


def test_the_data_folder_is_valid_beside_its_descriptor(client, folder):
    report = validated(folder, client)
    assert report.valid, report.flatten(["message"])
    assert [task.name for task in report.tasks] == [table.name for table in contract.TABLES]


def test_a_folder_without_changes_is_described_without_them(client, folder, show):
    (folder / "changes.csv").unlink()
    show()
    report = validated(folder, client)
    assert report.valid, report.flatten(["message"])


DAMAGES = (
    ("events", "id", "rec-1"),
    ("events", "id", "evt-0"),
    ("events", "id", "evt-2"),
    ("events", "title", ""),
    ("events", "start", "2025-02-29"),
    ("events", "start", "1.1.2025"),
    ("events", "end", "0225-03-31"),
    ("events", "precision", "week"),
    ("events", "status", "Proposed"),
    ("events", "topics", ""),
    ("topics", "topic", "A; B"),
    ("topics", "topic", "Reform"),
    ("briefing", "field", "subtitle"),
    ("notes", "finding", ""),
)


@pytest.mark.parametrize(("table", "column", "cell"), DAMAGES)
def test_the_descriptor_catches_damage(client, folder, table, column, cell):
    """The damaged folder is not the one that is shown: the descriptor alone must find it."""
    damaged = rows(folder, table)
    damaged[0][column] = cell
    with (folder / f"{table}.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, fieldnames=list(damaged[0]))
        writer.writeheader()
        writer.writerows(damaged)
    report = validated(folder, client)
    assert [task.name for task in report.tasks if not task.valid] == [table]


@pytest.mark.parametrize("words", ["", "cyber", "no-such-word"])
@pytest.mark.parametrize("table", TABLES)
def test_an_exported_csv_fits_the_schema_of_its_table(client, tmp_path, monkeypatch, table, words):
    described = next(
        resource for resource in client.get("/export/datapackage.json").json()["resources"] if resource["name"] == table
    )
    (tmp_path / f"{table}.csv").write_bytes(client.get(f"/export/{table}.csv", params=link(words=words)).content)
    monkeypatch.chdir(tmp_path)
    report = Resource.from_descriptor(described).validate()
    assert report.valid, report.flatten(["message"])
    assert report.tasks[0].stats.get("rows", 0) == len(matching(DATA, words=words)[table])


def test_semicolons_in_cells_do_not_mislead_a_reader_of_the_package(client, folder, rewrite, show):
    several = "; ".join(row["topic"] for row in rows(DATA, "topics"))
    rewrite(
        "areas",
        [
            {"id": f"area-{number}", "title": "A;'B';C", "summary": "S", "source": "S", "topics": several}
            for number in range(1, 20)
        ],
    )
    show()
    report = validated(folder, client)
    assert report.valid, report.flatten(["message"])


def test_the_descriptor_names_every_column_with_its_meaning(client):
    described = client.get("/export/datapackage.json").json()
    assert described["version"] == load(DATA).version
    for resource, table in zip(described["resources"], contract.TABLES, strict=True):
        fields = resource["schema"]["fields"]
        stated = [(field["constraints"]["required"], field["constraints"]["unique"]) for field in fields]
        assert [(field["name"], field["description"]) for field in fields] == [
            (column.name, column.meaning) for column in table.columns
        ]
        assert stated == [(column.required, column.unique) for column in table.columns]


# --- headers -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("path", [*CSV_PATHS, "/export/briefing.json", "/export/events.ics"])
def test_a_file_name_says_view_and_version(client, path):
    name = client.get(path, params=link("2025-q1", "exercises", "cyber")).headers["content-disposition"]
    stem, _, ending = path.rpartition("/")[2].partition(".")
    assert name == f'attachment; filename="{stem}-2025-Q1-exercises-cyber-{load(DATA).version}.{ending}"'


@pytest.mark.parametrize("parameter", ["q", "topic", "quarter"])
@pytest.mark.parametrize("value", HOSTILE)
@pytest.mark.parametrize("path", EXPORT_PATHS)
def test_hostile_values_reach_no_header(client, path, value, parameter):
    answer = client.get(path, params={parameter: value})
    found = re.fullmatch(r'attachment; filename="([A-Za-z0-9-]+\.[a-z]+)"', answer.headers["content-disposition"])
    assert found is not None
    assert len(found[1]) <= len("recommendations--.json") + names.MAX_CHARACTERS + 12
    assert answer.headers.keys() == client.get(path).headers.keys()


def test_a_view_in_another_script_does_not_pass_for_the_whole(client):
    whole, filtered = (client.get("/export/events.csv", params=link(words=words)) for words in ("", "Гора"))
    assert whole.headers["content-disposition"] != filtered.headers["content-disposition"]


@pytest.mark.parametrize("path", [*EXPORT_PATHS, "/healthz", "/robots.txt", "/sitemap.xml"])
def test_head_says_what_get_says(client, path):
    head, get = client.head(path), client.get(path)
    assert (head.status_code, head.content) == (200, b"")
    assert head.headers == get.headers


@pytest.mark.parametrize("pattern", ["{}", "W/{}", '"other", {}', 'W/"other",W/{} , "third"'])
@pytest.mark.parametrize("path", [*EXPORT_PATHS, "/robots.txt", "/sitemap.xml"])
def test_a_reader_who_has_it_gets_304(client, path, pattern):
    tag = client.get(path).headers["etag"]
    answer = client.get(path, headers={"If-None-Match": pattern.format(tag)})
    assert (answer.status_code, answer.content, answer.headers["etag"]) == (304, b"", tag)


@pytest.mark.parametrize("path", ["/export/events.csv", "/export/briefing.json", "/export/events.ics"])
def test_a_reader_who_has_another_view_gets_this_one(client, path):
    tag = client.get(path).headers["etag"]
    answer = client.get(path, params=link("2025-Q1"), headers={"If-None-Match": tag})
    assert (answer.status_code, answer.headers["etag"] == tag) == (200, False)


SERVER = """
import hashlib, json, sys
from starlette.applications import Starlette
from starlette.requests import Request
from components.web import exports

def body(route, query):
    scope = {"type": "http", "method": "GET", "path": route.path, "query_string": query.encode(), "headers": []}
    return route.endpoint(Request(scope)).body.decode()

queries = ("", "quarter=2025-Q1&quarter=2025-Q2&topic=Exercises&topic=Regional", "q=no-such-word")
print(json.dumps([body(route, query) for route in exports.routes[:6] for query in queries]))
"""


def test_two_servers_give_the_same_bytes():
    """Neither the order of sets nor the time zone nor the locale may show."""
    machines = (
        {"PYTHONHASHSEED": "1", "TZ": "Pacific/Kiritimati", "LC_ALL": "C"},
        {"PYTHONHASHSEED": "2", "TZ": "America/Adak", "LC_ALL": "C.UTF-8", "PYTHONOPTIMIZE": "1"},
    )
    started = [
        subprocess.Popen(
            [sys.executable, "-c", SERVER], cwd=ROOT, env=os.environ | machine, stdout=subprocess.PIPE, text=True
        )
        for machine in machines
    ]
    first, second = (json.loads(process.communicate(timeout=60)[0]) for process in started)
    assert len(first) == 18
    assert first == second


@pytest.mark.parametrize("path", EXPORT_PATHS)
def test_the_servers_name_does_not_show(client, path):
    assert client.get(path, headers={"Host": "another.example"}).content == client.get(path).content


# --- no valid briefing -------------------------------------------------------------------------------------------


@pytest.mark.parametrize("method", ["GET", "HEAD"])
@pytest.mark.parametrize("path", EXPORT_PATHS)
def test_without_a_valid_briefing_an_export_says_so_and_no_more(client, folder, show, path, method):
    (folder / "events.csv").unlink()
    show()
    answer = client.request(method, path)
    assert answer.status_code == 503
    assert answer.headers["cache-control"] == "no-store"
    assert int(answer.headers["retry-after"]) > 0
    assert answer.headers["content-type"] == "text/plain; charset=utf-8"
    assert "content-disposition" not in answer.headers
    if method == "GET":
        assert re.fullmatch(r"[A-Z][A-Za-z, .]+\n", answer.text)
        assert str(folder) not in answer.text


def test_exports_recover_by_themselves(client, folder, show):
    whole = (folder / "events.csv").read_bytes()
    (folder / "events.csv").write_bytes(b"\xff\xfe")
    show()
    assert [client.get(path).status_code for path in (*EXPORT_PATHS, "/healthz")] == [503] * 7
    (folder / "events.csv").write_bytes(whole)
    store.poll()  # sees the change
    store.poll()  # sees that it is still
    assert [client.get(path).status_code for path in (*EXPORT_PATHS, "/healthz")] == [200] * 7


def test_exports_are_of_the_last_good_briefing_while_the_files_have_mistakes(client, folder, show):
    show()
    good = [client.get(path).content for path in EXPORT_PATHS]
    (folder / "events.csv").write_bytes(b"\xff\xfe")
    store.poll()
    store.poll()
    assert [client.get(path).content for path in EXPORT_PATHS] == good
    answer = client.get("/healthz")
    assert (answer.status_code, answer.json()["version"]) == (200, load(DATA).version)
    assert answer.json()["status"].startswith("The data files have mistakes.")
    assert [problem.partition(":")[0] for problem in answer.json()["problems"]] == ["events.csv"]


def test_health_says_which_briefing_is_shown(client):
    answer = client.get("/healthz")
    said = answer.json()
    assert (answer.status_code, answer.headers["cache-control"]) == (200, "no-store")
    assert (said["status"], said["version"]) == ("ok", load(DATA).version)
    assert {table: said[table] for table in TABLES} == {table: len(rows(DATA, table)) for table in TABLES}


def test_health_says_what_is_wrong(client, folder, show):
    (folder / "events.csv").unlink()
    show()
    answer = client.get("/healthz")
    assert (answer.status_code, answer.headers["cache-control"]) == (503, "no-store")
    said = answer.json()
    assert (said["status"], said["problems"], said["left_out"]) == (
        "no valid briefing",
        ["events.csv: is missing; its first line must be id,title,summary,start,end,precision,status,topics,source"],
        0,
    )
    assert str(folder) not in answer.text


def test_health_names_at_most_fifty_problems(client, folder, show):
    with (folder / "topics.csv").open("a", encoding="utf-8") as file:
        file.write("Only a topic,\n" * 60)
    show()
    said = client.get("/healthz").json()
    problems = said["problems"]
    assert (len(problems), said["left_out"]) == (50, 60 + 59 - 50)  # no description, and a name that was there before
    assert all(problem.startswith("topics.csv:") for problem in problems)


# --- search engines ----------------------------------------------------------------------------------------------


def test_robots_may_read_everything_and_find_the_sitemap(client):
    answer = client.get("https://briefing.example:8443/robots.txt")
    lines = answer.text.splitlines()
    assert (lines[0], "Allow: /" in lines, "Disallow" in answer.text) == ("User-agent: *", True, False)
    assert "Sitemap: https://briefing.example:8443/sitemap.xml" in lines


def test_the_sitemap_lists_every_page_with_its_whole_address(client):
    root = ET.fromstring(client.get("https://briefing.example/sitemap.xml?q=%3Cb%3E").content)  # noqa: S314 - our own
    space = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
    paths = ("", "timeline", "areas", "recommendations", "coverage", "sources", "briefing")
    assert root.tag == f"{space}urlset"
    assert [place.text for place in root.iter(f"{space}loc")] == [f"https://briefing.example/{path}" for path in paths]


@pytest.mark.parametrize("path", ["/robots.txt", "/sitemap.xml"])
def test_search_engines_are_answered_without_a_briefing_too(client, folder, show, path):
    (folder / "events.csv").unlink()
    show()
    assert client.get(path).status_code == 200
