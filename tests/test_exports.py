"""The exports: each against a second rule or another program's reading of it, never against a copy of its output."""

import json
import os
import re
import subprocess
import sys
from itertools import cycle, product

import pytest

from components.briefing import contract, store
from components.briefing.loading import load
from components.web.exports import csv_file, provenance

import large
from awaiting import PATIENCE_SECONDS
from exported import CSV_PATHS, FILTERED, PATHS, calendar_events, csv_rows, link
from inprocess import ORIGIN, client
from paths import DATA, ROOT
from reference import TABLES, matching, quarters_of, rows

QUARTERS = ("", "2025-Q1", "2025-Q2", "2025-Q3", "2025-Q4")
TOPICS = ("", *large.TOPICS)
WORDS = cycle(("", "INFORMATION", "cyber defense", "cybér", "no-such-word", ""))
VIEWS = [(quarter, topic, next(WORDS)) for quarter, topic in product(QUARTERS, TOPICS)]
HOSTILE = (
    '"\r\nSet-Cookie: stolen=1',
    'x"; filename="evil.exe',
    "../../etc/passwd",
    "\u202egnp.exe",
    "Црна Гора",
    "💥",
    "%0d%0aX-Evil: 1",
    "a" * 200,
    "; ".join("word" for _ in range(30)),
)
VERSION = load(DATA).version


@pytest.mark.parametrize(("quarter", "topic", "words"), VIEWS)
def test_every_view_is_exported_with_the_ids_of_the_rule(quarter, topic, words):
    wanted, parameters = matching(DATA, quarter, topic, words), link(quarter, topic, words)
    assert {table: [row["id"] for row in csv_rows(table, parameters)] for table in TABLES} == wanted
    content = client.get("/export/briefing.json", params=parameters).json()
    assert {table: [row["id"] for row in content[table]] for table in TABLES} == wanted
    assert [event["uid"].partition("@")[0] for event in calendar_events(parameters)] == wanted["events"]


@pytest.mark.parametrize("path", FILTERED)
def test_values_that_the_briefing_does_not_have_are_ignored(path):
    unknown = [("quarter", "2025-Q9"), ("topic", "Weather"), ("q", "x" * 500), ("unknown", "1")]
    assert client.get(path, params=unknown).content == client.get(path).content


@pytest.mark.parametrize("path", FILTERED)
def test_one_view_has_one_export_however_its_link_is_written(path):
    tidy = [("quarter", "2025-Q1"), ("quarter", "2025-Q2"), ("topic", "Exercises"), ("q", "cyber")]
    untidy = [("q", "border"), ("q", " cyber\n"), ("topic", "EXERCISES "), ("quarter", "2025-q2"), *tidy[:1], *tidy[:1]]
    first, second = client.get(path, params=tidy), client.get(path, params=untidy)
    assert (first.content, first.headers) == (second.content, second.headers)


@pytest.mark.parametrize("path", [path for path in PATHS if path not in FILTERED])
def test_filters_narrow_no_facts_topics_and_notes(path):
    whole, filtered = client.get(path), client.get(path, params=link("2025-Q1", "Reform", "cyber"))
    assert (filtered.content, filtered.headers) == (whole.content, whole.headers)


# --- CSV ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("table", [table.name for table in contract.TABLES])
def test_csv_read_again_has_the_cells_of_the_data(table):
    assert csv_rows(table) == rows(DATA, table)


@pytest.mark.parametrize("words", ["", "no-such-word"])
@pytest.mark.parametrize("table", contract.TABLES, ids=lambda table: table.name)
def test_csv_opens_in_a_spreadsheet(table, words):
    """A mark says UTF-8, lines end in CR LF, and the header is the contract's even when nothing matches."""
    body = client.get(f"/export/{table.file}", params=link(words=words)).content
    lines = body.decode("utf-8").split("\r\n")
    assert lines[0] == "\ufeff" + ",".join(table.column_names)
    assert lines[-1] == ""
    assert not any("\n" in line or "\r" in line for line in lines)
    assert body.count(b"\xef\xbb\xbf") == 1


def test_changes_are_filtered_as_their_page_is_and_keep_the_order_of_the_file(rewrite, show):
    subjects = ("evt-1", "briefing", "rec-4", "evt-1")
    rewrite("changes", [{"id": f"chg-{row}", "subject": subject} for row, subject in enumerate(subjects, 1)])
    show()
    assert [row["id"] for row in csv_rows("changes", link("2025-Q1"))] == ["chg-1", "chg-4"]
    assert [row["id"] for row in client.get("/export/briefing.json").json()["changes"]] == [
        "chg-1", "chg-2", "chg-3", "chg-4"
    ]  # fmt: skip


def test_a_folder_without_changes_exports_none(folder, show):
    (folder / "changes.csv").unlink()
    show()
    assert csv_rows("changes") == client.get("/export/briefing.json").json()["changes"] == []


def test_letters_beyond_ascii_survive_in_every_format(rewrite, show):
    title = "Спољна Šćepanović, “čđž” \\ \\n ; \\; 100 % <b>&amp;"
    rewrite("events", [{"id": "evt-1", "title": title}])
    show()
    assert csv_rows("events")[0]["title"] == title
    assert client.get("/export/briefing.json").json()["events"][0]["title"] == title
    assert str(calendar_events()[0]["summary"]) == f"[Proposed] {title}"


@pytest.mark.parametrize("blank", ["", " ", "\u00a0", "\u3000", "\u200b", "\ufeff", "\t"])
@pytest.mark.parametrize("sign", ["=", "+", "-", "@", "＝", "＋", "－", "＠", "﹦", "\t", "\r", "\n"])
def test_a_cell_that_begins_a_formula_gets_an_apostrophe(blank, sign):
    cell = f"{blank}{sign}cmd|' /C calc'!A0"
    assert csv_file.neutralise_formula(cell) == f"'{cell}"


@pytest.mark.parametrize(
    "cell",
    [
        "",
        "a=b",
        "1-2",
        "– a dash",
        "'=1",
        "a; b",
        "e@mail",
        "“=1”",
        "č+",
        "\u2212 5",
        "Wages fell; -3 % in May",
        "a;=1",
    ],
)
def test_a_cell_that_begins_no_formula_is_left_as_it_is(cell):
    assert csv_file.neutralise_formula(cell) == cell


@pytest.mark.parametrize("table", TABLES)
@pytest.mark.parametrize("formula", ['=HYPERLINK("https://evil.example","x")', "+1,2", "-2+3", "@SUM(A1:A9)", "＝1+1"])
def test_formulas_of_the_data_are_neutralised_in_csv_and_untouched_in_json(rewrite, show, table, formula):
    cells = dict.fromkeys(("title", "summary", "source"), formula)
    rewrite(table, [cells])
    show()
    in_csv, in_json = csv_rows(table)[0], client.get("/export/briefing.json").json()[table][0]
    assert {column: in_csv[column] for column in cells} == dict.fromkeys(cells, f"'{formula}")
    assert {column: in_json[column] for column in cells} == cells


# --- JSON --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("quarter", QUARTERS)
def test_json_has_the_rows_of_the_csv_with_lists_as_lists(quarter):
    content = client.get("/export/briefing.json", params=link(quarter)).json()
    events = {row["id"]: row for row in rows(DATA, "events")}
    for event in content["events"]:
        assert event.pop("quarters") == sorted(quarters_of(events[event["id"]]))
    for table in contract.TABLES:
        for row in content["facts" if table is contract.BRIEFING else table.name]:
            if "topics" in row:
                assert isinstance(row["topics"], list)
                row["topics"] = "; ".join(row["topics"])
        assert content["facts" if table is contract.BRIEFING else table.name] == csv_rows(table.name, link(quarter))


def test_json_says_where_it_comes_from():
    parameters = [("q", "  Cyber "), ("topic", "exercises"), ("quarter", "2025-Q2"), ("quarter", "2025-Q1")]
    content = client.get("/export/briefing.json", params=parameters).json()
    said = {name: content[name] for name in ("title", "version", "licence", "filters")}
    facts = {row["field"]: row["value"] for row in rows(DATA, "briefing")}
    assert said == {
        "title": facts["title"],
        "version": VERSION,
        "licence": facts["licence note"],
        "filters": {"quarter": ["2025-Q1", "2025-Q2"], "topic": ["Exercises"], "q": "Cyber"},
    }
    assert content["link"] == f"{ORIGIN}/?quarter=2025-Q1&quarter=2025-Q2&topic=Exercises&q=Cyber&v={VERSION}"
    assert VERSION in content["citation"]


def test_json_can_be_read_by_people():
    body = client.get("/export/briefing.json").text
    assert "Spajić" in body
    assert '\n "title": ' in body
    assert "\\u" not in body


@pytest.mark.parametrize("page", ["timeline", "areas"])
def test_a_chart_of_nothing_says_so_and_where_it_comes_from(page):
    drawing = client.get(f"/export/{page}.svg", params=link("2025-Q4")).text
    assert all(said in drawing for said in ("None of", "Filters: 2025-Q4", VERSION))


# --- headers -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("path", FILTERED)
def test_a_file_name_tells_view_and_version(path):
    name = client.get(path, params=link("2025-q1", "exercises", "cyber")).headers["content-disposition"]
    stem, _, ending = path.rpartition("/")[2].partition(".")
    assert name == f'attachment; filename="{stem}-2025-Q1-exercises-cyber-{VERSION}.{ending}"'


@pytest.mark.parametrize("parameter", ["q", "topic", "quarter"])
@pytest.mark.parametrize("value", HOSTILE)
@pytest.mark.parametrize("path", ["/export/events.csv", "/export/events.ics"])
def test_hostile_values_reach_no_header(path, value, parameter):
    answer = client.get(path, params={parameter: value})
    found = re.fullmatch(r'attachment; filename="([A-Za-z0-9-]+\.[a-z]+)"', answer.headers["content-disposition"])
    assert found is not None
    assert len(found[1]) <= len("recommendations--.json") + provenance.MAX_CHARACTERS + 12
    of_size = {"vary", "content-encoding"}  # a short answer is not compressed
    assert answer.headers.keys() - of_size == client.get(path).headers.keys() - of_size


def test_a_view_in_another_script_does_not_pass_for_the_whole():
    whole, filtered = (client.get("/export/events.csv", params=link(words=words)) for words in ("", "Гора"))
    assert whole.headers["content-disposition"] != filtered.headers["content-disposition"]


@pytest.mark.parametrize("path", [*PATHS, "/healthz", "/robots.txt", "/sitemap.xml"])
def test_head_says_what_get_says(path):
    head, get = client.head(path), client.get(path)
    assert (head.status_code, head.content) == (200, b"")
    assert head.headers == get.headers


@pytest.mark.parametrize("known", ["{}", "W/{}", '"other", {}', 'W/"other",W/{} , "third"', "*"])
def test_who_has_it_already_gets_304(known):
    """However a browser or a proxy says so; that every route answers so is tried with any link."""
    tag = client.get("/export/events.csv").headers["etag"]
    answer = client.get("/export/events.csv", headers={"If-None-Match": known.format(tag)})
    assert (answer.status_code, answer.content, answer.headers["etag"]) == (304, b"", tag)


@pytest.mark.parametrize("path", FILTERED)
def test_who_has_another_view_gets_this_one(path):
    tag = client.get(path).headers["etag"]
    answer = client.get(path, params=link("2025-Q1", words="cyber"), headers={"If-None-Match": tag})
    assert (answer.status_code, answer.headers["etag"] == tag) == (200, False)


@pytest.mark.parametrize(
    ("path", "status", "origins"),
    [("/export/events.csv", 200, ["*"]), ("/export/events.ics?item=evt-99", 404, ["*"]), ("/export/none", 404, ["*"]),
     ("/healthz", 200, []), ("/timeline", 200, []), ("/export", 404, [])],
)  # fmt: skip
def test_programs_in_pages_of_other_sites_read_exports_and_nothing_else(path, status, origins):
    answer = client.get(path, headers={"Origin": "https://other.example"})
    assert (answer.status_code, answer.headers.get_list("access-control-allow-origin")) == (status, origins)


SERVER = """
import json
from starlette.requests import Request
from components.web import exports

def body(route, query):
    scope = {"type": "http", "method": "GET", "scheme": "http", "path": route.path, "query_string": query.encode(),
             "headers": [(b"host", b"briefing.example")]}
    return route.endpoint(Request(scope)).body.hex()

queries = ("", "quarter=2025-Q1&quarter=2025-Q2&topic=Exercises&topic=Regional", "q=no-such-word")
print(json.dumps([body(route, query) for route in exports.routes for query in queries]))
"""


def test_two_servers_give_the_same_bytes():
    """Neither the order of sets nor the time, its zone and the locale may show."""
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
    first, second = (json.loads(process.communicate(timeout=PATIENCE_SECONDS)[0]) for process in started)
    assert len(first) == 3 * len(PATHS)
    assert first == second


@pytest.mark.parametrize("path", [*CSV_PATHS, "/export/datapackage.json", "/export/briefing.json"])
def test_of_the_servers_name_nothing_shows_but_the_link_back(path):
    here, there = (client.get(path, headers={"Host": host}).text for host in ("briefing.example", "other.example:8443"))
    assert there == here.replace(ORIGIN, "https://other.example:8443")


# --- no valid briefing -------------------------------------------------------------------------------------------


@pytest.mark.parametrize("method", ["GET", "HEAD"])
@pytest.mark.parametrize("path", [*PATHS, "/changes.atom", "/preview.png", "/briefing"])
def test_without_a_valid_briefing_a_file_says_so_and_no_more(folder, show, path, method):
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


def test_exports_recover_by_themselves(folder, show):
    whole = (folder / "events.csv").read_bytes()
    (folder / "events.csv").write_bytes(b"\xff\xfe")
    show()
    assert {client.get(path).status_code for path in (*PATHS, "/healthz")} == {503}
    (folder / "events.csv").write_bytes(whole)
    store.current_store().poll()  # sees the change
    store.current_store().poll()  # sees that it is still
    assert {client.get(path).status_code for path in (*PATHS, "/healthz")} == {200}


def test_exports_are_of_the_last_good_briefing_while_the_files_have_mistakes(folder, show):
    show()
    good = [client.get(path).content for path in PATHS]
    (folder / "events.csv").write_bytes(b"\xff\xfe")
    store.current_store().poll()
    store.current_store().poll()
    assert [client.get(path).content for path in PATHS] == good
    answer = client.get("/healthz")
    assert (answer.status_code, answer.json()["version"]) == (200, VERSION)
    assert answer.json()["status"] != "ok"
    assert [problem.partition(":")[0] for problem in answer.json()["problems"]] == ["events.csv"]
