"""Links of every kind in a browser: the live page is the document, the answer comes first, and paper has it too."""

import re
import unicodedata
from html import unescape
from pathlib import Path

import pypdf
import pytest
from playwright.sync_api import expect

import reference
from paths import DATA, ROOT
from server import serve
from visit import Visit

pytestmark = pytest.mark.browser

DOCUMENT = """async link => {
  const text = await (await fetch(link)).text();
  const live = document.querySelector("[data-content]").cloneNode(true);
  live.querySelector("#root")?.remove(); // where Plotly draws
  return [live, new DOMParser().parseFromString(text, "text/html").querySelector("[data-content]")]
    .map(content => content.innerHTML);
}"""
LINKS = {  # and how the page itself writes them
    "/areas?quarter=2025-Q9&topic=reform&strand=nope&item=area-99": "/areas?topic=Reform",
    "/timeline?v=0123456789ab": "/timeline",
    "/timeline?embed=true&quarter=2025-Q1": "/timeline?quarter=2025-Q1",
    "/coverage?chart=explore": "/coverage?chart=explore",
}


def is_its_document(seen: Visit, link: str) -> None:
    seen.open(link)
    live, document = seen.page.evaluate(DOCUMENT, link)
    assert live == document, link


def test_a_link_that_pages_do_not_write_is_live_what_it_is_as_a_document(visit):
    """With ignored values, a version, in a frame, explored; there Plotly offers to zoom and to move, not to select."""
    seen = visit()
    for link, written in LINKS.items():
        is_its_document(seen, link)
        assert seen.page.locator("#page").get_attribute("data-at") == written
    buttons = seen.page.locator("#explore .modebar-btn[data-attr=dragmode]")
    expect(buttons).to_have_count(2)
    assert [button.get_attribute("data-val") for button in buttons.all()] == ["zoom", "pan"]


def test_broken_files_are_told_of_live_as_in_the_document(visit, folder: Path):
    (folder / "events.csv").write_text("id\n", encoding="utf-8")
    with serve(data=folder) as address:
        seen = visit(at=address)
        is_its_document(seen, "/timeline?quarter=2025-Q1")
        expect(seen.page.locator("h1")).to_have_text("The data cannot be shown")


def test_enter_on_a_mark_of_a_chart_follows_its_link(visit):
    seen = visit()
    seen.open("/timeline?sort=Next+first")
    seen.page.locator(".chart.wide a").first.focus()
    seen.page.keyboard.press("Enter")
    seen.is_at("/timeline?quarter=2025-Q3&sort=Next+first")


def test_without_a_script_a_link_to_explore_shows_the_picture(visit):
    seen = visit(java_script_enabled=False)
    seen.page.goto(f"{seen.address}/timeline?chart=explore")
    expect(seen.page.locator(".figure .chart.wide")).to_be_visible()
    expect(seen.page.locator("#explore")).to_be_hidden()
    expect(seen.page.get_by_role("link", name="Back to the picture")).to_be_hidden()


def test_typing_narrows_a_long_list(visit, elsewhere):
    seen = visit(at=elsewhere)
    seen.open("/timeline")
    panel = seen.page.locator("#choose-quarter")
    panel.locator("summary").click()
    expect(panel.locator(".chip:visible")).to_have_count(12)
    panel.get_by_label("Narrow the list").fill(" 2032-q")
    expect(panel.locator(".chip:visible")).to_have_count(4)
    assert all("2032-Q" in name for name in panel.locator(".chip:visible").all_inner_texts())
    panel.get_by_label("Narrow the list").fill("")
    expect(panel.locator(".chip:visible")).to_have_count(12)


def test_with_a_choice_of_the_page_the_answer_is_still_on_the_first_screen_of_a_phone(visit):
    seen = visit(width=390, height=844)
    seen.open("/")
    for link in (
        "/areas?strand=Key+agreement", "/timeline?sort=Next+first",
        "/recommendations?pillar=Military+readiness+and+political+stability&view=Topic&sort=Dated+first",
    ):  # fmt: skip
        seen.follow(link)
        assert seen.page.evaluate("scrollY") == 0
        assert seen.page.locator("h1").bounding_box()["y"] < 190, link
        assert seen.page.locator(":is(.figure .chart.narrow, article):visible").first.bounding_box()["y"] < 660, link


def test_the_briefing_on_paper_has_everything(visit, tmp_path: Path):
    seen = visit(java_script_enabled=False)
    seen.page.goto(f"{seen.address}/briefing")
    seen.page.pdf(path=tmp_path / "briefing.pdf", prefer_css_page_size=True)
    paper = pypdf.PdfReader(tmp_path / "briefing.pdf").pages
    assert [round(float(side)) for side in paper[0].mediabox[2:]] == [595, 842]  # A4, in points
    said = unicodedata.normalize("NFKC", "".join(page.extract_text() for page in paper))  # without ligatures
    wanted = [row["title"] for table in reference.TABLES for row in reference.rows(DATA, table)]
    wanted += [row["finding"] for row in reference.rows(DATA, "notes")]
    assert [text for text in wanted if "".join(text.split()) not in "".join(said.split())] == []


@pytest.mark.parametrize("data", [DATA, ROOT / "tests" / "fictional"], ids=["built-in", "fictional"])
def test_the_frame_that_is_offered_for_another_page_holds_the_chart(visit, data: Path):
    with serve(data=data, FRAME_ANCESTORS="https://example.org") as address:
        seen = visit(at=address, width=320, height=200, java_script_enabled=False)
        for path in ("", "timeline", "areas", "coverage", "?quarter=2025-Q1&quarter=2031-Q4"):
            seen.page.goto(f"{address}/{path}")
            snippet = seen.page.get_by_label("HTML to embed the chart").input_value()
            link, height = re.search(r'<iframe src="([^"]+)".* height="(\d+)"', snippet).groups()
            seen.page.goto(unescape(link))
            assert seen.page.evaluate("document.documentElement.scrollHeight") <= int(height), path
