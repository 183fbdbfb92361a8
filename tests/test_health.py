"""What monitoring and search engines read."""

from xml.etree import ElementTree as ET

import pytest

from components.briefing.loading import load

from inprocess import ORIGIN, client
from paths import DATA
from reference import TABLES, rows
from small import PAGES


def test_health_says_which_briefing_is_shown():
    answer = client.get("/healthz")
    said = answer.json()
    assert (answer.status_code, answer.headers["cache-control"]) == (200, "no-store")
    assert (said["status"], said["version"]) == ("ok", load(DATA).version)
    assert {table: said[table] for table in TABLES} == {table: len(rows(DATA, table)) for table in TABLES}


def test_health_says_what_is_wrong(folder, show):
    (folder / "events.csv").unlink()
    show()
    answer = client.get("/healthz")
    assert (answer.status_code, answer.headers["cache-control"]) == (503, "no-store")
    said = answer.json()
    assert (said["status"], said["left_out"]) == ("no valid briefing", 0)
    assert [problem.partition(":")[0] for problem in said["problems"]] == ["events.csv"]
    assert str(folder) not in answer.text


def test_health_names_at_most_fifty_problems(folder, show):
    with (folder / "topics.csv").open("a", encoding="utf-8") as file:
        file.write("Only a topic,\n" * 60)
    show()
    said = client.get("/healthz").json()
    problems = said["problems"]
    assert (len(problems), said["left_out"]) == (50, 60 + 59 - 50)  # no description, and a name that was there before
    assert all(problem.startswith("topics.csv:") for problem in problems)


def test_robots_may_read_everything_and_find_the_sitemap():
    lines = client.get("/robots.txt", headers={"Host": "briefing.example:8443"}).text.splitlines()
    assert lines == ["User-agent: *", "Allow: /", "", f"Sitemap: {ORIGIN}:8443/sitemap.xml"]


def test_the_sitemap_lists_every_page_with_its_whole_address():
    root = ET.fromstring(client.get("/sitemap.xml?q=%3Cb%3E").content)  # noqa: S314 - our own
    space = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
    assert root.tag == f"{space}urlset"
    assert [place.text for place in root.iter(f"{space}loc")] == [f"{ORIGIN}/{path}" for path in (*PAGES, "briefing")]


@pytest.mark.parametrize("path", ["/robots.txt", "/sitemap.xml"])
def test_search_engines_are_answered_without_a_briefing_too(folder, show, path):
    (folder / "events.csv").unlink()
    show()
    assert client.get(path).status_code == 200
