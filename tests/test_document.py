"""The first paint: every link is a page before any script runs, with exactly the items of its view."""

import json
import re
import xml.etree.ElementTree as ET
from html import unescape
from itertools import product

import pytest
from starlette.applications import Starlette
from starlette.testclient import TestClient

from components.briefing.links import OWN_PARAMETERS, PAGES
from components.settings import Settings
from components.web import start_page
from components.web.routes import middleware, routes

import rule
from paths import DATA

QUARTERS = ("", "2025-Q1", "2025-Q2", "2025-Q3", "2025-Q4")
TOPICS = ("", "Exercises", "Intelligence", "Capabilities", "Investment", "Cyber and hybrid", "Regional", "Reform")
WORDS = ("", "cyber", "SPAJIĆ", "nowhere")
OF_PAGE = {
    "": rule.TABLES, "timeline": ("events",), "areas": ("areas",), "recommendations": ("recommendations",),
    "coverage": rule.TABLES, "sources": rule.TABLES,
}  # fmt: skip


@pytest.fixture(scope="module")
def ask():
    """Ask the routes without a Streamlit server behind them."""
    around = middleware(Settings(hosts=("briefing.example",)))
    client = TestClient(Starlette(routes=routes, middleware=around), base_url="http://briefing.example")
    return client.get


def items(text: str) -> list[str]:
    """The ids of the cards in a document, in order."""
    return re.findall(r'<article class="card[^"]*" id="(?:linked-)?([^"]+)"', text)


def content(text: str, name: str) -> str:
    """What a meta element of the head says."""
    return unescape(re.search(rf'<meta (?:name|property)="{name}" content="([^"]*)"', text).group(1))


@pytest.mark.parametrize("path", PAGES)
def test_every_page_under_every_filter_holds_exactly_the_items_of_its_view(ask, path: str):
    for quarter, topic, words in product(QUARTERS, TOPICS, WORDS):
        wanted = rule.matching(DATA, quarter, topic, words)
        chosen = {"quarter": quarter, "topic": topic, "q": words}
        text = ask(f"/{path}", params={name: value for name, value in chosen.items() if value}).text
        assert items(text) == [found for table in OF_PAGE[path] for found in wanted[table]], chosen


@pytest.mark.parametrize("path", PAGES)
def test_a_page_says_its_filters_in_title_description_and_preview(ask, path: str):
    plain, filtered = ask(f"/{path}").text, ask(f"/{path}?topic=Reform").text
    name = PAGES[path]
    assert f"<title>{name} · NATO–Montenegro Dialogue</title>" in plain
    assert f"<title>{name} · Reform · NATO–Montenegro Dialogue</title>" in filtered
    for tag in ("og:title", "og:description", "description", "og:image", "twitter:title", "twitter:image", "og:url"):
        assert content(plain, tag) != content(filtered, tag)
    assert content(filtered, "og:image") == "http://briefing.example/preview.png?topic=Reform"
    assert content(filtered, "description").startswith("Reform: 0 of 3 events, 0 of 6 areas, 1 of 7 recommendations")
    assert f'<link rel="canonical" href="http://briefing.example/{path}?topic=Reform">' in filtered


def test_the_description_of_the_data_is_valid_json_for_search_engines(ask):
    text = ask("/timeline?quarter=2025-Q2").text
    said = json.loads(re.search(r'<script type="application/ld\+json">(.*?)</script>', text, re.DOTALL).group(1))
    assert said["@type"] == "Dataset"
    assert said["temporalCoverage"] == "2025-01-01/2025-12-31"
    assert {part["contentUrl"] for part in said["distribution"]} == {
        "http://briefing.example/export/events.csv?quarter=2025-Q2",
        "http://briefing.example/export/events.ics?quarter=2025-Q2",
        "http://briefing.example/export/briefing.json?quarter=2025-Q2",
    }


def test_the_ways_to_other_pages_carry_the_filters(ask):
    text = ask("/areas?quarter=2025-Q1&topic=Exercises").text
    for path in PAGES:
        assert f'<a href="/{path}?quarter=2025-Q1&amp;topic=Exercises"' in text


@pytest.mark.parametrize(("path", "element"), [("", 3), ("timeline", 3), ("areas", 7), ("coverage", 49)])
def test_a_page_with_a_chart_has_its_picture_with_a_text_alternative(ask, path: str, element: int):
    """The picture is well-formed, has a title and a description, and as many marks as the chart."""
    (picture,) = re.findall(r'<div class="picture">(<svg.*?</svg>)</div>', ask(f"/{path}").text, re.DOTALL)
    tree = ET.fromstring(picture)  # noqa: S314 - our own
    names = [child.tag.rpartition("}")[2] for child in tree]
    assert {"title", "desc"} <= set(names)
    assert len(re.findall(r"<(?:rect|path)\b[^>]*>", picture)) >= element


@pytest.mark.parametrize(
    ("link", "wanted"),
    [
        ("/recommendations?view=None&sort=Title", ["rec-6", "rec-2", "rec-1", "rec-5", "rec-3", "rec-7", "rec-4"]),
        ("/recommendations?pillar=economic%20stability", ["rec-5", "rec-6", "rec-7"]),
        ("/areas?strand=Dialogue+area", ["area-4", "area-5", "area-6"]),
        ("/timeline?item=EVT-2", ["evt-2", "evt-1", "evt-2", "evt-3"]),
    ],
)
def test_a_pages_own_choices_are_honoured(ask, link: str, wanted: list[str]):
    assert items(ask(link).text) == wanted


def test_cards_past_24_are_on_further_pages(ask, rewrite, show):
    rewrite("recommendations", [{"id": f"rec-{number}"} for number in range(1, 51)])
    show()
    assert items(ask("/recommendations?page=3").text) == ["rec-49", "rec-50"]
    assert 'href="/recommendations?page=2"' in ask("/recommendations").text


def test_what_a_link_asks_for_in_vain_is_said(ask):
    text = unescape(ask("/areas?quarter=2025-Q9&strand=nope&item=area-99").text)
    assert "Ignored in this link: quarter 2025-Q9, strand nope, item area-99" in text


def test_what_a_link_asks_for_in_vain_goes_no_further(ask):
    """Neither into the page's form nor into its address; and what it does ask for is written as the data writes it."""
    text = ask("/areas?strand=%00nope&view=treemap&item=%E2%80%AEarea-1").text
    assert "\0" not in text
    assert "\u202e" not in text
    assert 'name="strand"' not in text
    assert '<input type="hidden" name="view" value="Treemap">' in text
    assert '<link rel="canonical" href="http://briefing.example/areas?view=Treemap">' in text


HOSTILE = (
    "</script><script>alert(1)</script>", '"><img src=http://evil.example onerror=alert(1)>', "{{ 7 * 7 }} {% x %}",
    "]]> <!-- -->", "' onmouseover='alert(1)", "\u202edrawkcab\u0000",
)  # fmt: skip


@pytest.mark.parametrize("hostile", HOSTILE)
@pytest.mark.parametrize("path", [*PAGES, "briefing"])
def test_a_hostile_link_is_text(ask, path: str, hostile: str):
    """Whatever a link holds makes no element and no attribute of its own."""
    own = dict.fromkeys(OWN_PARAMETERS.get(path, {}), hostile)
    answer = ask(f"/{path}", params={"quarter": hostile, "topic": hostile, "q": hostile, **own})
    assert answer.status_code == 200
    clean = ask(f"/{path}", params={"q": "nowhere"}).text
    assert elements(answer.text, "script") <= elements(clean, "script")
    assert not re.findall(r"<[^<>]*\son\w+\s*=", re.sub(r'"[^"]*"', '""', answer.text))
    assert "<img" not in answer.text
    assert "49 " not in answer.text.split("Words")[-1][:200]


@pytest.mark.parametrize("hostile", HOSTILE[:5])
def test_hostile_data_is_text(ask, rewrite, show, hostile: str):
    rewrite("events", [{"title": hostile, "summary": hostile, "source": hostile}])
    rewrite("areas", [{"title": hostile, "summary": hostile, "strand": hostile}])
    rewrite("recommendations", [{"title": hostile, "summary": hostile, "pillar": hostile}])
    rewrite("notes", [{"subject": "events", "reported": hostile, "finding": hostile, "evidence": hostile}])
    show()
    for path in (*PAGES, "briefing"):
        text = ask(f"/{path}").text
        assert "<img" not in text
        assert len(re.findall(r"<script", text)) == (1 if path == "briefing" else 3)
        assert hostile in unescape(text)


def elements(text: str, name: str) -> set[str]:
    return set(re.findall(rf"<{name}\b[^>]*>", text))


def test_an_unknown_path_is_a_404_with_the_ways_home(ask):
    answer = ask("/nope/<script>")
    assert answer.status_code == 404
    assert all(f'<a href="/{path}">' in answer.text for path in PAGES)
    assert "<script>" not in answer.text


def test_an_unknown_path_is_said_without_what_cannot_be_written(ask):
    """Control characters are not HTML, and a mark that turns the direction would turn what stands after it."""
    text = ask("/nope%00%1F%E2%80%AEx").text
    assert "/nope x" in text
    assert not set(text) & {"\0", "\x1f", "\u202e"}


def test_the_start_page_is_streamlits_own_with_the_document_before_its_root(ask):
    text = ask("/").text
    assert re.search(r'<script data-app="/static/js/index\.[^"]+\.js">', text)
    assert re.search(r'<link rel="modulepreload" crossorigin href="/static/js/index\.[^"]+\.js">', text)
    assert text.index('<div id="document"') < text.index('<link rel="stylesheet"') < text.index('<div id="root">')
    assert text.index('<div id="document"') < text.index('<div id="root">')
    assert re.search(r'<link rel="modulepreload" crossorigin href="/static/js/PlotlyChart\.[^"]+\.js">', text)
    assert "PlotlyChart" not in ask("/sources").text
    assert "SourceSans" not in text
    assert "./static" not in text


def test_a_start_page_of_another_shape_still_gets_its_document(monkeypatch, tmp_path):
    """A version that names things otherwise costs speed, not the page."""
    (tmp_path / "index.html").write_text("<html><head><meta charset='utf-8'></head><body><main id='app'></main></body>")
    monkeypatch.setattr(start_page, "static_folder", lambda: tmp_path)
    start_page.forget()
    text = start_page.with_document(language="en", head="", style="", script="", body="<p>here</p>", has_chart=True)
    start_page.forget()
    assert "<p>here</p>" in text


def test_pages_are_answered_with_304_when_the_reader_has_them(ask):
    first = ask("/timeline?quarter=2025-Q1")
    again = ask("/timeline?quarter=2025-Q1", headers={"If-None-Match": first.headers["etag"]})
    assert (again.status_code, again.content) == (304, b"")
    assert ask("/timeline?quarter=2025-Q2").headers["etag"] != first.headers["etag"]


def test_the_briefing_document_holds_everything_under_its_filters(ask):
    for quarter, topic in product(QUARTERS, TOPICS):
        wanted = rule.matching(DATA, quarter, topic)
        chosen = {name: value for name, value in {"quarter": quarter, "topic": topic}.items() if value}
        text = ask("/briefing", params=chosen).text
        for table in rule.TABLES:
            titles = [row["title"] for row in rule.rows(DATA, table)]
            shown = [title for title in titles if f'<th scope="row" dir="auto">{title}</th>' in text]
            assert shown == [row["title"] for row in rule.rows(DATA, table) if row["id"] in wanted[table]]
    assert "Mark Rutte has held the office" in text
    assert "http://briefing.example/?quarter=2025-Q4&amp;topic=Reform" in text


def test_a_briefing_that_cannot_be_shown_is_said_without_paths(ask, folder, show):
    (folder / "events.csv").write_text("id\n", encoding="utf-8")
    show()
    for path in (*PAGES, "briefing"):
        answer = ask(f"/{path}")
        assert answer.status_code == 503
        assert str(folder) not in answer.text
