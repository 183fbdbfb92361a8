"""Documents: what stands around the content of a page, for search engines and chats, without a script and on paper."""

import json
import re
from html import unescape

import pytest

from components.content import page as clock
from components.web import start_page
from pages import Rendered

import exported
import reference
from inprocess import ORIGIN, client
from markup import content_of, parse
from paths import DATA
from small import PAGES

ask = client.get


def meta(text: str, name: str) -> str:
    """What a meta element of the head says."""
    return unescape(re.search(rf'<meta (?:name|property)="{name}" content="([^"]*)"', text).group(1))


@pytest.mark.parametrize("path", PAGES)
def test_a_page_says_its_filters_in_title_description_and_preview(path: str):
    plain, filtered = ask(f"/{path}").text, ask(f"/{path}?topic=Reform").text
    assert f"<title>{PAGES[path]} · NATO–Montenegro Dialogue</title>" in plain
    assert f"<title>{PAGES[path]} · Reform · NATO–Montenegro Dialogue</title>" in filtered
    heading = parse(content_of(plain)).one("h1").text
    assert meta(plain, "og:description").startswith(f"{heading}.")
    assert f'<link rel="canonical" href="{ORIGIN}/' in filtered
    assert re.search(r"/preview\.png\?topic=Reform&v=[0-9a-f]{12}$", meta(filtered, "og:image"))


def test_the_link_of_an_item_is_previewed_as_the_item():
    text = ask("/recommendations?item=rec-3").text
    assert meta(text, "og:title") == "Modernization of Defense Capabilities · NATO–Montenegro Dialogue"
    assert meta(text, "og:description").endswith("military strength and meet NATO standards.")
    assert "item=rec-3" in meta(text, "og:image")


def test_a_canonical_link_has_no_version_and_no_defaults():
    text = ask("/areas?strand=key+agreement&page=1&view=Bars&v=0123456789ab&topic=reform").text
    assert f'<link rel="canonical" href="{ORIGIN}/areas?topic=Reform&amp;strand=Key+agreement">' in text


def test_the_description_of_the_data_is_valid_json_for_search_engines():
    (text,) = re.findall(r'<script type="application/ld\+json">(.*?)</script>', ask("/timeline?q=</script>").text)
    said = json.loads(text)
    assert said["@type"] == "Dataset"
    assert said["temporalCoverage"] == "2025-01-01/2025-12-31"


def test_every_link_of_every_page_is_answered():
    """Of the pages themselves, of a view of each, and of an item: pages, exports, feed and anchors."""
    answered: dict[str, str] = {}
    for link in [*(f"/{path}{query}" for path in PAGES for query in ("", "?topic=Intelligence")), "/areas?item=area-1"]:
        for anchor in parse(content_of(ask(link).text)).all("a"):
            href = anchor.attributes["href"]
            if href.startswith(("http", "webcal", "#")):
                continue
            address, _, fragment = href.partition("#")
            if address not in answered:
                answer = ask(address)
                assert answer.status_code == 200, (link, href)
                answered[address] = answer.text if "html" in answer.headers["content-type"] else ""
            assert not fragment or f'id="{fragment}"' in answered[address], href
    assert len(answered) > 100


HOSTILE = (
    "</script><script>alert(1)</script>", '"><img src=http://evil.example onerror=alert(1)>', "{{ 7 * 7 }} {% x %}",
    "\u202edrawkcab\u0000",
)  # fmt: skip


@pytest.mark.parametrize("hostile", HOSTILE)
@pytest.mark.parametrize("path", [*PAGES, "briefing"])
def test_a_hostile_link_makes_no_element_of_its_own(path: str, hostile: str):
    names = ("quarter", "topic", "q", "strand", "pillar", "view", "sort", "page", "item", "chart", "v", "embed")
    answer, plain = ask(f"/{path}", params=dict.fromkeys(names, hostile)), ask(f"/{path}", params={"q": "nowhere"})
    assert answer.status_code == 200
    assert answer.text.count("<script") == plain.text.count("<script")
    assert "<img" not in answer.text
    assert not set(answer.text) & {"\0", "\u202e"}


def test_an_unknown_path_is_a_404_with_the_ways_home():
    answer = ask("/nope%00%1F%E2%80%AE/<script>")
    assert answer.status_code == 404
    assert all(f'<a href="/{path}">' in answer.text for path in PAGES)
    assert "<script>" not in answer.text
    assert not set(answer.text) & {"\0", "\x1f", "\u202e"}


@pytest.mark.parametrize("path", ["/", "/timeline", "/briefing", "/nope"])
def test_every_document_is_compressed_for_whoever_takes_it(path):
    answer = ask(path, headers={"Accept-Encoding": "gzip"})
    assert answer.headers["Content-Encoding"] == "gzip"
    assert "Content-Encoding" not in ask(path, headers={"Accept-Encoding": "identity"}).headers
    if tag := answer.headers.get("ETag"):
        assert ask(path, headers={"If-None-Match": tag}).headers["Vary"] == answer.headers["Vary"]


def test_the_start_page_is_streamlits_own_with_the_document_before_its_root():
    text = ask("/").text
    assert re.search(r'<script data-app="/static/js/index\.[^"]+\.js" data-base="">', text)
    for name in (
        r"static/js/index\.[^\"]+\.js",
        r"static/js/BidiComponent\.[^\"]+\.js",
        r"_stcore/bidi[^\"]+/live\.js",
    ):
        assert re.search(rf'<link rel="modulepreload" crossorigin href="/{name}">', text)
    assert text.index('<div id="page"') < text.index('<link rel="stylesheet"') < text.index('<div id="root"')
    assert "SourceSans" not in text
    assert "./static" not in text
    assert "PlotlyChart" not in text


def test_a_start_page_of_another_shape_still_gets_its_document(monkeypatch, tmp_path):
    """A version that names things otherwise costs speed, not the page."""
    (tmp_path / "index.html").write_text("<html><head><meta charset='utf-8'></head><body><main id='app'></main></body>")
    monkeypatch.setattr(start_page, "STATIC_FOLDER", tmp_path)
    text = start_page.with_document(Rendered("<title>ours</title>", "<p>here</p>", ""))
    assert text.startswith('<html><head><meta charset="utf-8"><title>ours</title>')
    assert "<p>here</p>" in text


def test_a_page_is_kept_until_its_words_change_with_the_day_at_the_latest(monkeypatch):
    first = ask("/timeline?quarter=2025-Q1")
    assert "max-age=0" in first.headers["cache-control"]
    assert ask("/timeline?quarter=2025-Q2").headers["etag"] != first.headers["etag"]
    monkeypatch.setattr("components.web.endpoints.today", lambda: clock.today().replace(year=2025, month=2, day=1))
    then = ask("/timeline?quarter=2025-Q1")
    assert then.headers["etag"] != first.headers["etag"]
    assert "its date is now" in then.text


@pytest.mark.parametrize(
    ("quarter", "topic"), [("", ""), ("2025-Q1", ""), ("", "Reform"), ("2025-Q4", "Reform")], ids=str
)
def test_the_briefing_document_holds_everything_under_its_filters(quarter, topic):
    wanted = reference.matching(DATA, quarter, topic)
    titles = {row["id"]: row["title"] for table in reference.TABLES for row in reference.rows(DATA, table)}
    shown = parse(ask("/briefing", params=exported.link(quarter, topic)).text)
    rows = [head.text for head in shown.all("th") if head.attributes.get("scope") == "row"]
    assert rows == [titles[name] for table in reference.TABLES for name in wanted[table]]
    assert "Mark Rutte has held the office" in shown.text


def test_a_briefing_that_cannot_be_shown_is_said_without_paths(folder, show):
    (folder / "events.csv").write_text("id\n", encoding="utf-8")
    show()
    for path in PAGES:
        answer = ask(f"/{path}")
        assert answer.status_code == 503
        assert str(folder) not in answer.text
    assert "events.csv:1" in ask("/").text
