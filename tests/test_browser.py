"""What only a real browser can show: cold links, clicks, Back, search, keyboard, layout, contrast, paper."""

import re
import sys
import unicodedata
from itertools import product
from pathlib import Path

import pypdf
import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

import pages

from server import serve
from visit import LIVE, WATCH_SHIFT, Visit

pytestmark = pytest.mark.browser
PATHS = [page.path for page in pages.PAGES]


def test_the_very_first_request_of_a_server_may_be_a_deep_link(visit):
    link = "/recommendations?item=rec-3"
    with serve() as fresh:
        seen = visit(at=fresh)
        seen.open(link)
        assert seen.content == _document(seen, link)


@pytest.mark.parametrize(
    "command",
    [
        (sys.executable, "-m", "uvicorn", "dashboard:app", "--port={port}"),
    ],
)
def test_each_documented_way_serves_the_same_dashboard(command, visit):
    with serve(command) as address:
        seen = visit(at=address)
        seen.open("/areas?topic=Intelligence")
        expect(seen.page.locator("h1")).to_have_text("Two of six areas are on Intelligence")


def _document(seen: Visit, link: str) -> str:
    """Return the content of the document of a link, as the same browser reads it."""
    return seen.page.evaluate(
        """async link => {
          const text = await (await fetch(link)).text();
          return new DOMParser().parseFromString(text, "text/html").querySelector("[data-content]").innerHTML;
        }""",
        link,
    )


LINKS = [
    *(f"/{path}{query}" for path in PATHS for query in ("", "?quarter=2025-Q2&topic=Intelligence", "?q=nowhere")),
    "/timeline?item=evt-2", "/timeline?sort=Next+first", "/areas?topic=Reform&strand=Dialogue+area",
    "/areas?topic=Reform&item=area-4", "/recommendations?view=Topic&sort=Title", "/recommendations?view=None",
    "/recommendations?pillar=Economic+stability", "/recommendations?item=rec-3", "/?q=%3Cimg+src%3Dx%3E%22%27%26",
]  # fmt: skip


def test_the_live_page_is_the_document_character_by_character(visit):
    """Reached by links, one after the other, and again by Back."""
    seen = visit()
    seen.open("/sources")
    for link in LINKS:
        if seen.page.url != seen.address + link:
            seen.follow(link)
        assert seen.content == _document(seen, link), link
    seen.page.go_back()
    seen.is_at(LINKS[-2])
    assert seen.content == _document(seen, LINKS[-2])


def test_the_live_page_of_another_briefing_is_its_document_too(visit, elsewhere):
    seen = visit(at=elsewhere)
    seen.open("/")
    for link in ("/timeline?page=2", "/areas", "/recommendations", "/coverage", "/sources", "/timeline?item=evt-9"):
        seen.follow(link)
        assert seen.content == _document(seen, link), link


def test_a_choice_is_one_step_by_mouse_or_key_and_back_undoes_it(visit):
    seen = visit()
    seen.open("/timeline")
    before = seen.entries
    seen.chip("2025-Q1").click()
    seen.is_at("/timeline?quarter=2025-Q1")
    seen.chip("2025-Q3").press("Enter")
    seen.is_at("/timeline?quarter=2025-Q1&quarter=2025-Q3")
    expect(seen.chip("2025-Q3")).to_be_focused()
    expect(seen.chip("2025-Q3")).to_have_attribute("aria-current", "true")
    seen.page.get_by_role("link", name="Areas", exact=True).click()
    seen.is_at("/areas?quarter=2025-Q1&quarter=2025-Q3")
    expect(seen.page.locator("h1")).to_be_focused()
    expect(seen.page.locator("#status")).to_contain_text("3 of 6 areas")
    assert seen.entries == before + 3
    for link in ("/timeline?quarter=2025-Q1&quarter=2025-Q3", "/timeline?quarter=2025-Q1", "/timeline"):
        seen.page.go_back()
        seen.is_at(link)
    seen.page.go_forward()
    seen.is_at("/timeline?quarter=2025-Q1")
    seen.page.reload()
    seen.page.wait_for_selector(LIVE, state="attached")
    seen.is_at("/timeline?quarter=2025-Q1")
    seen.page.get_by_role("link", name="Clear the filter").click()
    seen.is_at("/timeline")


def test_a_click_with_ctrl_opens_the_same_view_in_a_new_tab(visit):
    seen = visit()
    seen.open("/timeline")
    with seen.context.expect_page() as opened:
        seen.chip("2025-Q1").click(modifiers=["ControlOrMeta"])
    expect(opened.value.locator("h1")).to_contain_text("One of three events is in 2025-Q1")
    assert seen.page.url == f"{seen.address}/timeline"


def test_search_filters_while_somebody_types_as_one_step(visit):
    seen = visit()
    seen.open("/areas?topic=Intelligence")
    before = seen.entries
    field = seen.page.locator("#q")
    field.click()
    for text in ("shar", "ing", " threats"):
        seen.page.keyboard.type(text)
        seen.page.wait_for_url(re.compile(f"{text.strip()}$"))
    seen.is_at("/areas?topic=Intelligence&q=sharing+threats")
    expect(field).to_be_focused()
    assert field.evaluate("field => field.selectionStart") == len("sharing threats")
    assert seen.entries == before + 1
    seen.page.go_back()
    seen.is_at("/areas?topic=Intelligence")
    expect(field).to_have_value("")


def test_what_is_open_and_scrolled_to_lasts(visit):
    """Through a choice on the page, and through Back from another page."""
    seen = visit(height=500)
    seen.open("/timeline")
    seen.page.locator("summary", has_text="Show as a table").click()
    seen.chip("2025-Q1").click()
    seen.is_at("/timeline?quarter=2025-Q1")
    expect(seen.page.locator("#table-timeline")).to_have_attribute("open", "")
    seen.page.locator("summary", has_text="Show as a table").click()
    seen.page.get_by_role("link", name="Sources and how to cite").scroll_into_view_if_needed()
    place = seen.page.evaluate("scrollY")
    assert place > 0
    seen.page.get_by_role("link", name="Sources and how to cite").click()
    seen.is_at("/sources?quarter=2025-Q1")
    assert seen.page.evaluate("scrollY") == 0
    seen.page.go_back()
    seen.is_at("/timeline?quarter=2025-Q1")
    seen.page.evaluate(
        """async place => {
          for (let left = 100; left && Math.abs(scrollY - place) > 2; left--) await new Promise(requestAnimationFrame);
        }""",
        place,
    )
    assert abs(seen.page.evaluate("scrollY") - place) <= 2


def test_the_link_can_be_copied_and_opens_the_same_view_elsewhere(visit):
    seen = visit(permissions=["clipboard-read", "clipboard-write"])
    seen.open("/recommendations?topic=Regional&sort=Title")
    seen.page.locator("summary", has_text="Share").click()
    seen.page.locator("[data-copy]").first.click()
    expect(seen.page.locator("#status")).to_have_text("Copied")
    copied = seen.page.evaluate("navigator.clipboard.readText()")
    assert re.fullmatch(
        re.escape(f"{seen.address}/recommendations?topic=Regional&sort=Title&v=") + "[0-9a-f]{12}", copied
    )
    seen.page.keyboard.press("Escape")
    expect(seen.page.locator("#share")).not_to_have_attribute("open", "")
    other = visit()
    other.open(copied.removeprefix(other.address))
    expect(other.page.locator("h1")).to_have_text(seen.page.locator("h1").inner_text())


def test_everything_but_typing_works_without_a_script(visit):
    seen = visit(java_script_enabled=False)
    seen.page.goto(f"{seen.address}/recommendations?topic=Regional")
    seen.page.locator("#q").fill("cooperation")
    seen.page.locator("#q").press("Enter")
    expect(seen.page).to_have_url(f"{seen.address}/recommendations?topic=Regional&q=cooperation")
    seen.page.locator("summary", has_text="View").click()
    seen.page.get_by_role("link", name="Economic stability").click()
    expect(seen.page.locator("article")).to_have_count(1)
    seen.page.locator("article h3 a").click()
    expect(seen.page.locator("h1")).to_have_text("Encouraging Regional Cooperation")
    seen.page.locator("summary", has_text="Share").click()
    expect(seen.page.locator("[data-copy]").first).to_be_hidden()
    expect(seen.page.locator(".sharing input").first).to_be_visible()


@pytest.mark.parametrize("width", [320, 390, 1366])
def test_no_page_is_wider_than_the_screen_and_the_answer_stands_at_its_top(visit, elsewhere, width: int):
    """The heading above 190 pixels; what comes first below it above 660 on a phone and 380 on a desk."""
    size = {"width": width, "height": 844 if width < 500 else 768}
    seen = visit(**size, java_script_enabled=False)  # the live page is the same, and slower to open
    for one, query in product(pages.PAGES, ("", "?quarter=2025-Q1", "?topic=Intelligence", "?q=joint")):
        place = _measured(seen, f"/{one.path}{query}")
        if width != 320:
            assert place["heading"] < 190, one.path
            if one.has_empty_state:
                assert place["first"] < (660 if width < 500 else 380), (one.path, query, place)
    other = visit(at=elsewhere, **size, java_script_enabled=False)
    for path in PATHS:
        _measured(other, f"/{path}")


def _measured(seen: Visit, link: str) -> dict[str, float]:
    """Return where the heading and the first chart, card or way out stand on a page, which must fit the screen."""
    seen.page.goto(seen.address + link)
    place = seen.page.locator("[data-content]").evaluate(
        """content => {
          const top = (part) => content.querySelector(part)?.getBoundingClientRect().top ?? Infinity;
          const width = document.documentElement.scrollWidth;
          return { width, heading: top("h1"), first: top(".figure, article, .ways") };
        }"""
    )
    assert place["width"] <= seen.page.viewport_size["width"], link  # innerWidth grows with the page on a phone
    return place


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [320, 1280])
def test_axe_finds_no_barrier(visit, elsewhere, scheme: str, width: int):
    tags = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
    found = []
    built_in = ["/recommendations?item=rec-3", "/areas?quarter=2025-Q4", *(f"/{path}" for path in PATHS)]
    for at, links in ((None, built_in), (elsewhere, ["/timeline", "/coverage"])):
        seen = visit(**({"at": at} if at else {}), width=width, scheme=scheme)
        seen.open(links[0])
        for link in links:
            if seen.page.url != seen.address + link:
                seen.follow(link)
            response = Axe().run(seen.page, options={"runOnly": {"type": "tag", "values": tags}}).response
            found += [(link, one["id"], node["html"][:200]) for one in response["violations"] for node in one["nodes"]]
    assert found == []


SMALL = """targets => {
  document.querySelectorAll("details").forEach(part => part.open = true);
  const within_a_sentence = target => {
    const around = target.parentElement.cloneNode(true);
    around.querySelectorAll("a").forEach(link => link.remove());
    return target.matches(":is(p, li, dd) > a") && /\\p{L}/u.test(around.textContent);
  };
  return targets.filter(target => target.checkVisibility() && !within_a_sentence(target))
    .map(target => [target.outerHTML.slice(0, 120), target.getBoundingClientRect()])
    .filter(([, box]) => box.height < 24 || box.width < 24).map(([html]) => html);
}"""
"""A script that finds the targets under 24 pixels, also in panels, but for links within sentences."""


@pytest.mark.parametrize("path", PATHS)
def test_targets_are_large_enough(visit, path: str):
    seen = visit(width=390)
    seen.open(f"/{path}")
    assert seen.page.locator("#page :is(a:not(svg a, .skip), summary, button)").evaluate_all(SMALL) == []


@pytest.mark.parametrize("path", ["sources", "coverage"])
def test_the_cells_of_a_row_begin_on_one_line(visit, path: str):
    seen = visit(width=390, java_script_enabled=False)  # the live page is the same, and slower to open
    seen.page.goto(f"{seen.address}/{path}")
    tops = seen.page.locator(".scrolls tbody tr:visible").evaluate_all(
        """rows => rows.map(row => [...row.cells].filter(cell => cell.innerText).map(cell => {
          const text = document.createRange();
          text.selectNodeContents(cell.querySelector("a") ?? cell);
          return text.getClientRects()[0].top;
        }))"""
    )
    assert tops
    assert [row for row in tops if max(row) - min(row) > 1] == []


def test_chips_say_their_counts(visit):
    seen = visit()
    seen.open("/areas")
    expect(seen.chip("Intelligence")).to_have_accessible_name("Intelligence 2 areas")


PAINTED = """new Promise(done => new PerformanceObserver(() => done()).observe({type: "paint", buffered: true}))"""
"""A script that waits until a document has been painted."""


@pytest.mark.parametrize("path", PATHS)
def test_nothing_moves_when_the_live_page_takes_over(visit, path: str):
    seen = visit(width=390, height=844)
    seen.page.add_init_script(WATCH_SHIFT)
    seen.page.route("**/static/**", lambda _: None)  # as on a slow network, the app comes long after the document
    seen.page.goto(f"{seen.address}/{path}", wait_until="commit")
    seen.page.evaluate(PAINTED)
    seen.page.unroute("**/static/**")  # lets go what was held
    seen.page.wait_for_selector(LIVE, state="attached")
    seen.page.evaluate(
        "new Promise(drawn => requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(drawn))))"
    )
    assert seen.page.evaluate("window.shift") <= 0.02


def test_nothing_that_is_not_shown_is_loaded(visit):
    """Neither Plotly nor the fonts of Streamlit, on any page and after any step."""
    seen = visit()
    seen.open("/")
    for path in PATHS[1:]:
        seen.follow(f"/{path}")
    loaded = [url.rpartition("/")[2] for url in seen.requests if "/static/" in url]
    assert len(loaded) > 10
    assert [name for name in loaded if re.match(r"Plotly|.*\.woff2|Source|Material", name)] == []


QUARTERS = ["2025-Q1", "2025-Q2", "2025-Q3", "2025-Q4"]
PRINTED = {  # what the paper of a page says, and how often: a chart says again what the cards say
    "/": {**dict.fromkeys(QUARTERS, 1), "Joint Military Exercises": 1, "Podgorica": 1, "Parties": 1},
    "/timeline": {
        **dict.fromkeys(QUARTERS, 2),
        "Joint Military Exercises": 2,
        "Economic Forum": 2,
        "The events lie": 1,
    },
    "/timeline?chart=explore": {**dict.fromkeys(QUARTERS, 2), "Joint Military Exercises": 2, "Economic Forum": 2},
    "/areas": {
        "Key agreement": 2,
        "Dialogue area": 2,
        "Security Cooperation": 3,
        "Economic Development": 2,
        "Reform": 2,
    },
    "/recommendations": {"Military readiness and political stability": 1, "Economic stability": 1, "bullet 4": 1},
    "/coverage": {
        **dict.fromkeys(QUARTERS, 1),
        "Recommendations": 1,
        "Dialogue area": 2,
        "Reform": 3,
        "no dated event": 2,
    },
    "/sources": {"recommendations.csv": 1, "Podgorica": 2, "Cyber and hybrid": 1},
    "/changes": {"The briefing was first made": 1},
}


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_live_pages_print_whole_and_in_light_colours(visit, scheme: str, tmp_path: Path):
    seen = visit(width=1366, scheme=scheme)
    for link, wanted in PRINTED.items():
        seen.open(link)
        seen.page.pdf(path=tmp_path / "page.pdf", format="A4", print_background=True)
        said = " ".join(page.extract_text() for page in pypdf.PdfReader(tmp_path / "page.pdf").pages)
        said = re.sub(r"\s+", " ", unicodedata.normalize("NFKC", said))  # without ligatures
        assert {text: said.count(text) for text in wanted if said.count(text) < wanted[text]} == {}, (link, said)
        seen.page.emulate_media(media="print")
        assert seen.page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(255, 255, 255)"
        seen.page.emulate_media(media="null")  # as the browser prints by itself


def test_explore_draws_the_chart_in_plotly_where_a_click_filters(visit):
    seen = visit()
    bars = seen.page.locator("#explore .bars .point path")
    seen.open("/timeline")
    seen.page.get_by_role("link", name="Explore").click()
    seen.is_at("/timeline?chart=explore")
    expect(bars).to_have_count(3)
    expect(seen.page.get_by_role("main")).to_have_count(1)
    expect(seen.page.locator(".figure .chart").first).to_be_hidden()
    box = bars.nth(1).bounding_box()
    seen.page.mouse.click(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    seen.is_at("/timeline?quarter=2025-Q2&chart=explore")
    expect(bars).to_have_count(1)
    seen.page.go_back()
    seen.is_at("/timeline?chart=explore")
    expect(bars).to_have_count(3)
    seen.page.get_by_role("link", name="Back to the picture").click()
    seen.is_at("/timeline")
    expect(bars).to_have_count(0)
    expect(seen.page.locator(".figure .chart.wide")).to_be_visible()


@pytest.mark.parametrize(("agent", "width"), [("Mobile", 390), ("Desktop", 390), ("Desktop", 1280)])
def test_the_explored_chart_has_the_space_that_it_needs_and_no_more(visit, agent: str, width: int):
    """In a narrow window that is no phone's too."""
    seen = visit(width=width, user_agent=agent)
    seen.open("/")
    for path in ("timeline", "areas", "coverage"):
        seen.follow(f"/{path}?chart=explore")
        drawing = seen.page.locator("#explore .js-plotly-plot .main-svg").first
        expect(drawing).to_be_visible()
        expect(drawing).to_have_css(
            "height", seen.page.locator("#explore").evaluate("part => getComputedStyle(part).height")
        )
        assert drawing.bounding_box()["width"] >= (720 if agent == "Desktop" else 288)
        assert seen.page.evaluate("document.documentElement.scrollWidth") <= width


def test_hostile_texts_stay_texts_in_the_live_page(folder, rewrite, visit):
    hostile = '"><img src=http://evil.example/x onerror=alert(1)><script>alert(1)</script>'
    rewrite("events", [{"title": hostile, "summary": hostile, "source": hostile}])
    rewrite("areas", [{"title": hostile, "strand": hostile}])
    with serve(data=folder) as address:
        seen = visit(at=address)
        seen.page.on("dialog", lambda dialog: pytest.fail(dialog.message))
        for link in ("/timeline", "/areas", f"/?q={hostile[:9]}"):
            seen.open(link)
            assert seen.page.locator("#page :is(img, script)").count() == 0
