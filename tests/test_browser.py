"""What only a real browser can show: cold links, clicks, Back, sharing, keyboard, layout, contrast."""

import csv
import re
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from itertools import product
from pathlib import Path
from urllib.parse import parse_qsl, urlencode, urlsplit

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, BrowserContext, Page, expect, sync_playwright

import rule
from app import PAGES
from chromium import FLAGS, IDLE, find
from paths import DATA, ROOT
from server import serve

pytestmark = pytest.mark.browser

NAMES = {"": "Overview", "timeline": "Timeline", "areas": "Areas", "recommendations": "Recommendations",
         "coverage": "Coverage", "sources": "Sources"}  # fmt: skip


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=find(), args=list(FLAGS))
        yield browser
        browser.close()


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    with serve() as address:
        yield address


@dataclass
class Visit:
    """One browser with its own history and cache; ``outside`` collects what it asked of other servers."""

    context: BrowserContext
    page: Page
    address: str
    outside: list[str] = field(default_factory=list)

    def open(self, link: str) -> None:
        self.page.goto(self.address + link)
        self.settle()

    def settle(self) -> None:
        """Wait until the script has run and what it sent is drawn."""
        self.page.wait_for_selector(IDLE)
        expect(self.page.locator("#document")).to_have_count(0, timeout=20_000)
        expect(self.page.locator("h1")).to_be_visible()

    def go(self, name: str) -> None:
        self.page.get_by_role("link", name=name, exact=True).first.click()
        expect(self.page.locator("h1")).to_contain_text("Dialogue" if name == "Overview" else name)
        self.settle()

    def chips(self) -> list[str]:
        return self.page.locator("[data-testid=stMultiSelect] span[title]").all_inner_texts()

    def shows(self, *chips: str) -> None:
        """Assert which quarters and topics the filter bar shows as chosen."""
        expect(self.page.locator("[data-testid=stMultiSelect] span[title]")).to_have_text(list(chips))

    def link_is(self, link: str) -> None:
        """Assert the address bar; Streamlit sorts the parameters as it likes."""
        wanted = urlsplit(link)

        def same(url: str) -> bool:
            now = urlsplit(url)
            return now.path == wanted.path and sorted(parse_qsl(now.query)) == sorted(parse_qsl(wanted.query))

        self.page.wait_for_url(same, timeout=10_000)


@pytest.fixture
def visit(browser: Browser, address: str) -> Iterator[Callable[..., Visit]]:
    """Open a new browser context: ``visit(width=375, scheme="dark")``."""
    opened: list[Visit] = []

    def new(*, at: str = address, width: int = 1280, height: int = 900, scheme: str = "light") -> Visit:
        phone = width < 500
        context = browser.new_context(
            viewport={"width": width, "height": height}, color_scheme=scheme, is_mobile=phone, has_touch=phone
        )
        made = Visit(context, context.new_page(), at)
        inside = (at, at.replace("http", "ws"), "data:", "blob:")
        made.page.on("request", lambda sent: sent.url.startswith(inside) or made.outside.append(sent.url))
        opened.append(made)
        return made

    yield new
    for made in opened:
        made.context.close()
        assert made.outside == [], "a page asked something of another server"


MARKS = {"bar": ".js-plotly-plot .bars .point path", "box": ".js-plotly-plot .treemap .slice"}


def click_mark(seen: Visit, kind: str, place: int) -> None:
    mark = seen.page.locator(MARKS[kind]).nth(place)
    mark.scroll_into_view_if_needed()
    box = mark.bounding_box()
    seen.page.mouse.click(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)


@pytest.mark.parametrize("path", PAGES)
def test_the_very_first_request_of_a_server_may_be_a_deep_link(path: str, visit):
    """Filters, menu and page are there though nobody has opened the front page before."""
    with serve() as fresh:
        seen = visit(at=fresh)
        seen.open(f"/{path}?quarter=2025-Q2")
        seen.shows("2025-Q2")
        menu = seen.page.locator("[data-testid=stTopNavLink], [data-testid=stSidebarNavLink]")
        expect(menu).to_have_text(list(NAMES.values()))
        expect(seen.page.get_by_text("6 of 16 items match")).to_be_visible()
        if path == "timeline":
            expect(seen.page.locator(MARKS["bar"])).to_have_count(1)


@pytest.mark.parametrize(
    "command",
    [
        pytest.param(
            (sys.executable, "-m", "streamlit", "run", "dashboard.py", "--server.port={port}"), id="streamlit-run"
        ),
        pytest.param((sys.executable, "-m", "uvicorn", "dashboard:app", "--port", "{port}"), id="uvicorn"),
    ],
)
def test_each_documented_way_serves_the_same_dashboard(command, visit):
    with serve(command) as served:
        seen = visit(at=served)
        seen.open("/timeline?quarter=2025-Q2")
        seen.shows("2025-Q2")
        expect(seen.page).to_have_title("Timeline · 2025-Q2 · NATO–Montenegro Dialogue")


def test_filters_last_through_pages_reload_back_and_forward(visit):
    seen = visit()
    seen.open("/")
    seen.page.get_by_label("Quarter").click()
    seen.page.get_by_role("option", name="2025-Q1").click()
    seen.shows("2025-Q1")
    seen.link_is("/?quarter=2025-Q1")
    seen.page.keyboard.press("Escape")
    seen.go("Recommendations")
    seen.shows("2025-Q1")
    seen.page.get_by_label("Words").fill("cyber")
    seen.link_is("/recommendations?quarter=2025-Q1&q=cyber")
    seen.go("Areas")
    expect(seen.page.get_by_text("No area matches")).to_be_visible()
    seen.page.reload()
    seen.settle()
    seen.shows("2025-Q1")
    expect(seen.page.get_by_label("Words")).to_have_value("cyber")
    seen.page.go_back()
    seen.link_is("/recommendations?quarter=2025-Q1&q=cyber")
    expect(seen.page.get_by_text("2 of 7 recommendations")).to_be_visible()
    seen.page.go_back()
    expect(seen.page.locator("h1")).to_contain_text("Dialogue")
    seen.shows("2025-Q1")
    seen.page.go_forward()
    expect(seen.page.locator("h1")).to_contain_text("Recommendations")
    expect(seen.page.get_by_label("Words")).to_have_value("cyber")


def test_back_returns_to_a_page_with_its_own_choices_in_one_step(visit):
    seen = visit()
    seen.open("/areas?quarter=2025-Q2")
    seen.page.get_by_text("Treemap", exact=True).click()
    seen.link_is("/areas?quarter=2025-Q2&view=Treemap")
    seen.go("Recommendations")
    seen.link_is("/recommendations?quarter=2025-Q2")
    seen.page.go_back()
    seen.link_is("/areas?quarter=2025-Q2&view=Treemap")
    expect(seen.page.get_by_role("radio", name="Treemap")).to_be_checked()
    expect(seen.page.locator(MARKS["box"]).first).to_be_visible()


def test_the_shared_link_shows_the_same_view_in_another_browser(visit):
    seen = visit()
    seen.open("/recommendations?quarter=2025-Q2&view=Topic")
    seen.page.get_by_role("button", name="Regional").first.click()
    seen.shows("2025-Q2", "Regional")
    seen.page.get_by_role("button", name="Share this view").click()
    link = seen.page.locator("[data-testid=stCode] code").first.inner_text()
    assert link == f"{seen.address}/recommendations?quarter=2025-Q2&topic=Regional&view=Topic"
    other = visit()
    other.page.goto(link)
    other.settle()
    other.shows("2025-Q2", "Regional")
    cards = "[class*='st-key-cards'] h3"
    expect(other.page.locator(cards)).to_have_text(seen.page.locator(cards).all_inner_texts())


@pytest.mark.parametrize(
    ("link", "kind", "place", "after", "chips"),
    [
        pytest.param("/timeline", "bar", 1, "/timeline?quarter=2025-Q2", ["2025-Q2"], id="gantt"),
        pytest.param("/", "bar", 0, "/?quarter=2025-Q1", ["2025-Q1"], id="overview"),
        pytest.param("/areas", "bar", 3, "/areas?topic=Investment", ["Investment"], id="bars"),
        pytest.param(
            "/areas?view=Treemap", "box", 5, "/areas?view=Treemap&topic=Investment", ["Investment"], id="treemap"
        ),
        pytest.param("/areas?view=Treemap", "box", 1, "/areas?view=Treemap&strand=Key+agreement", [], id="strand"),
        pytest.param("/coverage", "bar", 6, "/coverage?topic=Reform", ["Reform"], id="matrix-strand"),
        pytest.param(
            "/coverage", "bar", 14, "/coverage?quarter=2025-Q1&topic=Exercises", ["2025-Q1", "Exercises"],
            id="matrix-quarter",
        ),
    ],
)  # fmt: skip
def test_choosing_a_mark_of_a_chart_filters_and_the_link_follows(visit, link, kind, place, after, chips):
    seen = visit()
    seen.open(link)
    expect(seen.page.locator(MARKS[kind]).nth(place)).to_be_attached()
    click_mark(seen, kind, place)
    seen.link_is(after)
    seen.shows(*chips)


def test_a_chosen_mark_is_taken_back_by_back_or_by_clear_filters(visit):
    seen = visit()
    seen.open("/timeline")
    expect(seen.page.locator(MARKS["bar"])).to_have_count(3)
    click_mark(seen, "bar", 2)
    seen.link_is("/timeline?quarter=2025-Q3")
    expect(seen.page.locator(MARKS["bar"])).to_have_count(1)
    seen.page.go_back()
    seen.link_is("/timeline")
    expect(seen.page.locator(MARKS["bar"])).to_have_count(3)
    click_mark(seen, "bar", 2)
    seen.link_is("/timeline?quarter=2025-Q3")
    seen.page.get_by_role("button", name="Clear filters").first.click()
    seen.link_is("/timeline")
    expect(seen.page.locator(MARKS["bar"])).to_have_count(3)


def test_a_visit_can_be_made_with_the_keyboard_alone(visit):
    """Filter, open another page, follow the link of a card: everything takes the focus and acts on Enter."""
    seen = visit()
    seen.open("/recommendations")
    expect(seen.page.get_by_role("heading", name="Support for Domestic Reforms")).to_be_visible()
    reach(seen, lambda page: page.get_by_label("Quarter"))
    for key in ("2025-Q3", "Enter", "Escape"):
        seen.page.keyboard.type(key) if "-" in key else seen.page.keyboard.press(key)
    seen.shows("2025-Q3")
    reach(seen, lambda page: page.get_by_role("button", name="Clear filters").first)
    seen.page.keyboard.press("Enter")
    seen.link_is("/recommendations")
    reach(seen, lambda page: page.get_by_role("button", name="Capabilities").first)
    seen.page.keyboard.press("Enter")
    seen.link_is("/recommendations?topic=Capabilities")


def reach(seen: Visit, target: Callable[[Page], object]) -> None:
    """Press Tab until the target has the focus."""
    for _ in range(80):
        if target(seen.page).evaluate("element => element === document.activeElement"):
            return
        seen.page.keyboard.press("Tab")
    raise AssertionError("the target never took the focus")


CLIPPED = """() => [...document.querySelectorAll('.js-plotly-plot')].flatMap(plot => {
  const frame = plot.getBoundingClientRect();
  return [...plot.querySelectorAll('text')].filter(text => text.textContent.trim()).filter(text => {
    const box = text.getBoundingClientRect();
    return box.left < frame.left - 1 || box.right > frame.right + 1
        || box.top < frame.top - 1 || box.bottom > frame.bottom + 1;
  }).map(text => text.textContent);
})"""
DRAWN = "() => [...document.querySelectorAll('.stPlotlyChart')].every(chart => chart.querySelector('.main-svg'))"


@pytest.mark.parametrize("width", [320, 375, 1280])
def test_nothing_is_clipped_or_scrolls_sideways(visit, width: int):
    """Every text of a chart lies inside its picture, and no page is wider than the screen."""
    seen = visit(width=width, height=3000)
    for link in ("/timeline", "/areas", "/areas?view=Treemap", "/coverage", "/", "/recommendations", "/sources"):
        seen.open(link)
        seen.page.wait_for_function(DRAWN)
        assert seen.page.evaluate(CLIPPED) == [], link
        assert seen.page.evaluate("document.documentElement.scrollWidth <= innerWidth + 1"), link


@pytest.fixture(scope="module")
def elsewhere() -> Iterator[str]:
    """The address of a server that shows the fictional briefing."""
    with serve(data=ROOT / "tests" / "fictional") as address:
        yield address


_PATIENCE = 90_000
"""Milliseconds that a busy machine may take for forty bars and cards."""

COLLIDING = """() => {
  const found = [];
  for (const picture of document.querySelectorAll('.picture > svg, .js-plotly-plot .main-svg')) {
    const lines = [...picture.querySelectorAll('text')].flatMap(text => {
      const parts = [...text.querySelectorAll('tspan.line, tspan[y]')];
      return parts.length ? parts : [text];
    }).filter(line => line.textContent.trim()).map(line => [line.textContent, line.getBoundingClientRect()]);
    const cells = [...picture.querySelectorAll('.bars .point path, :scope > rect[stroke]')]
      .map(cell => ['a bar', cell.getBoundingClientRect()]);
    const compare = (some, others, by) => some.forEach(([one, a], i) => others.forEach(([other, b], j) => {
      const across = Math.min(a.right, b.right) - Math.max(a.left, b.left);
      const down = Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top);
      if ((some !== others || i < j) && across > by && down > by) found.push(`${one} | ${other}`);
    }));
    compare(lines, lines, 3); // the boxes of letters are higher and wider than the letters
    compare(cells, cells, 0.5);
    const width = document.documentElement.clientWidth + 1;
    found.push(...lines.filter(([, box]) => box.left < -1 || box.right > width).map(([text]) => `outside: ${text}`));
  }
  return found;
}"""


@pytest.mark.parametrize("width", [320, 1280])
def test_in_a_quite_different_briefing_nothing_touches_or_is_clipped(visit, elsewhere, width: int):
    """Three years, twelve topics and long names, as the live page and as the document before it."""
    seen = visit(at=elsewhere, width=width, height=3000)
    seen.page.set_default_timeout(_PATIENCE)
    links = ("/timeline", "/areas", "/areas?view=Treemap", "/coverage")
    for link in links:
        seen.open(link)
        seen.page.wait_for_function(DRAWN)
        assert seen.page.evaluate(COLLIDING) == [], link
        assert seen.page.evaluate(CLIPPED) == [], link
        assert seen.page.evaluate("document.documentElement.scrollWidth <= innerWidth + 1"), link
    seen.page.route("**/static/**", lambda route: route.abort())
    for link in (*links, "/briefing"):
        seen.page.goto(elsewhere + link)
        assert seen.page.locator("#document").is_visible()
        assert seen.page.evaluate(COLLIDING) == [], link
        assert seen.page.evaluate("document.documentElement.scrollWidth <= innerWidth + 1"), link


@pytest.mark.parametrize("width", [320, 1280])
def test_no_name_is_cut_where_it_could_wrap(visit, elsewhere, width: int):
    """Counts, chips of topics and headings show all that they say."""
    seen = visit(at=elsewhere, width=width, height=6000)
    seen.page.set_default_timeout(_PATIENCE)
    for link, shown in (("/", "[data-testid=stMetric] *"), ("/areas", "[class*=st-key-topics] button *")):
        seen.open(link)
        cut = "found => found.filter(one => one.scrollWidth > one.clientWidth + 1 && one.clientWidth).length"
        assert seen.page.locator(shown).count() > 8
        assert seen.page.locator(shown).evaluate_all(cut) == 0, link


def test_a_table_on_a_phone_shows_more_than_its_first_column(visit, elsewhere):
    """Long titles, some without a space, wrap: a cell takes half of the narrowest screen at most."""
    seen = visit(at=elsewhere, width=320, height=6000)
    seen.page.set_default_timeout(_PATIENCE)
    seen.open("/timeline")
    cells = seen.page.locator("[class*=st-key-wide-] tbody td")
    expect(cells.first).to_be_visible()
    assert cells.count() == 7 * 24
    assert max(cells.evaluate_all("cells => cells.map(cell => cell.getBoundingClientRect().width)")) <= 160


TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]


@pytest.mark.parametrize("width", [1280, 375])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_no_barrier(visit, scheme: str, width: int):
    """WCAG 2.2 AA and best practice, in windows tall enough that axe sees the whole page."""
    seen = visit(width=width, height=6000, scheme=scheme)
    links = [
        *(f"/{path}" for path in PAGES),
        "/timeline?quarter=2025-Q4",
        "/areas?view=Treemap&topic=Intelligence",
        "/recommendations?item=rec-3&quarter=2025-Q9",
        "/recommendations?view=Topic&q=intelligence",
    ]
    ours = []
    for link in links:
        seen.open(link)
        seen.page.wait_for_function(DRAWN)
        found = Axe().run(seen.page, options={"runOnly": {"type": "tag", "values": TAGS}}).response["violations"]
        ours += [
            (link, violation["id"], node["html"])
            for violation in found
            for node in violation["nodes"]
            # Streamlit's own: the buttons that remove a chosen value are smaller than 24 pixels.
            if not (violation["id"] == "target-size" and "stMultiSelect" in str(node["target"]))
        ]
    assert ours == []


HOSTILE = (
    "<img src=http://evil.example/a.png onerror=alert(1)>", "![i](http://evil.example/b.png) [a](javascript:alert(1))",
    "$5 and $6", ":material/home: :red[x] :smile:", "# x *y* _z_ `w` ~~v~~", "1. one - two > three",
    "<a href='http://evil.example'>link</a> <b>bold</b> &lt;i&gt;", '%{x} =HYPERLINK("http://evil.example")',
)  # fmt: skip


def test_hostile_texts_are_shown_as_they_are_and_fetch_nothing(folder, visit):
    """Every text of the data, topics included, is read off the page character by character."""
    topics = [f"T {hostile}".replace(";", ",") for hostile in HOSTILE]
    overwrite(folder, "topics", [{"topic": topic, "description": f"U {topic}"} for topic in topics])
    for table, prefix, letters in (
        ("events", "evt", "ef"),
        ("areas", "area", "hij"),
        ("recommendations", "rec", "klm"),
    ):
        columns = ("title", "summary", {"areas": "strand", "recommendations": "pillar"}.get(table, ""))
        rows = [
            {
                "id": f"{prefix}-{number}",
                "topics": topics[number - 1],
                "source": f"g {hostile}",
                **{column: f"{letter} {hostile}" for column, letter in zip(columns, letters, strict=False)},
            }
            for number, hostile in enumerate(HOSTILE, 1)
        ]
        overwrite(folder, table, rows)
    notes = [
        {"id": f"note-{number}", "subject": "events", "reported": f"n {hostile}", "finding": f"o {hostile}"}
        for number, hostile in enumerate(HOSTILE, 1)
    ]
    overwrite(folder, "notes", notes)
    wanted = {
        "/timeline": "efgn", "/areas": "ghij", "/recommendations": "gklm", "/coverage": "T", "/sources": "efghijklmnoT",
    }  # fmt: skip
    with serve(data=folder) as served:
        seen = visit(at=served, height=9000)
        seen.page.on("dialog", lambda dialog: pytest.fail(dialog.message))
        for link, letters in wanted.items():
            seen.open(link)
            for letter, hostile in product(letters, HOSTILE):
                shown = f"T {hostile}".replace(";", ",") if letter == "T" else f"{letter} {hostile}"
                expect(seen.page.get_by_test_id("stMain")).to_contain_text(shown)
        seen.open(f"/timeline?{urlencode({'topic': f'nope {HOSTILE[0]}'})}")
        expect(seen.page.get_by_role("alert")).to_contain_text("topic nope <img src=http://evil.example")


def overwrite(folder: Path, table: str, rows: list[dict[str, str]]) -> None:
    """Replace the rows of a file; cells that a row leaves out hold what the first row held."""
    path = folder / f"{table}.csv"
    with path.open(encoding="utf-8", newline="") as file:
        first = next(csv.DictReader(file))
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, fieldnames=list(first))
        writer.writeheader()
        writer.writerows({**first, **row} for row in rows)


@pytest.mark.parametrize("path", PAGES)
def test_the_document_makes_way_for_the_live_page_without_a_jump(visit, path: str):
    """The answer is there before any script; then the live page takes its place, and nothing that is seen moves."""
    seen = visit()
    seen.page.add_init_script(SHIFTS)
    seen.page.goto(f"{seen.address}/{path}?quarter=2025-Q1", wait_until="commit")
    expect(seen.page.locator("#document h1")).to_be_visible()
    expect(seen.page.locator("#document")).to_have_count(0, timeout=20_000)
    seen.shows("2025-Q1")
    if path in {"", "timeline", "areas", "coverage"}:
        expect(seen.page.locator(".js-plotly-plot .main-svg").first).to_be_visible()
    assert seen.page.evaluate("window.shift") <= 0.1


SHIFTS = """window.shift = 0; new PerformanceObserver(list => list.getEntries().forEach(entry => {
  if (!entry.hadRecentInput) window.shift += entry.value;
})).observe({type: 'layout-shift', buffered: true});"""


def test_a_reader_who_has_scrolled_stays_where_they_were(visit):
    seen = visit(height=500)
    seen.page.goto(f"{seen.address}/recommendations", wait_until="commit")
    seen.page.locator("#document #rec-6").scroll_into_view_if_needed()
    before = seen.page.evaluate("window.scrollY")
    expect(seen.page.locator("#document")).to_have_count(0, timeout=20_000)
    expect(seen.page.get_by_role("heading", name="Encouraging Regional Cooperation")).to_be_in_viewport()
    assert before > 300


def test_everything_reads_and_filters_without_javascript(browser, address):
    """A form and links do what widgets do."""
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{address}/recommendations?view=Topic")
    page.locator("summary").first.click()
    page.get_by_label("2025-Q1").check()
    page.get_by_label("Words").fill("cyber")
    page.get_by_role("button", name="Show").click()
    assert sorted(parse_qsl(urlsplit(page.url).query)) == [("q", "cyber"), ("quarter", "2025-Q1"), ("view", "Topic")]
    wanted = set(rule.matching(DATA, "2025-Q1", "", "cyber")["recommendations"])
    shown = {card.get_attribute("id") for card in page.locator("article").all()}
    assert shown == wanted
    page.get_by_role("link", name="Timeline", exact=True).click()
    expect(page.locator("h1")).to_have_text("Timeline")
    expect(page.locator("article")).to_have_count(1)
    page.get_by_role("link", name="Clear filters").click()
    expect(page.locator("article")).to_have_count(3)
    context.close()


@pytest.mark.parametrize("width", [320, 375, 1280])
def test_documents_without_a_script_are_never_wider_than_the_screen(browser, address, width: int):
    for scheme in ("light", "dark"):
        context = browser.new_context(
            java_script_enabled=False, viewport={"width": width, "height": 900}, color_scheme=scheme
        )
        page = context.new_page()
        for path in (*PAGES, "briefing", "nope"):
            page.goto(f"{address}/{path}")
            # Without scripts nothing can be evaluated in the page; its picture is as wide as what it holds.
            picture = page.screenshot(full_page=True)
            assert int.from_bytes(picture[16:20]) == width, path
        context.close()


def test_axe_finds_no_barrier_in_documents(browser, address):
    """The documents as they are before the live page: its scripts are kept from loading."""
    for scheme, width in product(("light", "dark"), (1280, 375)):
        context = browser.new_context(viewport={"width": width, "height": 3000}, color_scheme=scheme)
        page = context.new_page()
        page.route("**/static/**", lambda route: route.abort())
        for path in (*PAGES, "briefing", "nope", "timeline?quarter=2025-Q4&topic=nope", "areas?item=area-2"):
            page.goto(f"{address}/{path}")
            found = Axe().run(page, options={"runOnly": {"type": "tag", "values": TAGS}}).response["violations"]
            assert [(path, one["id"], [node["html"] for node in one["nodes"]]) for one in found] == []
        context.close()


def test_the_briefing_document_prints_on_a4(browser, address):
    """Some pages of A4, whatever the reader's theme."""
    context = browser.new_context(color_scheme="dark")
    page = context.new_page()
    page.goto(f"{address}/briefing?quarter=2025-Q1")
    paper = page.pdf(prefer_css_page_size=True)
    boxes = re.findall(rb"/MediaBox\s*\[\s*0 0 ([\d.]+) ([\d.]+)", paper)
    assert 2 <= len(boxes) <= 5
    assert {(round(float(width)), round(float(height))) for width, height in boxes} <= {(595, 842), (596, 842)}
    context.close()


def test_the_second_rule_agrees_with_what_the_browser_shows(visit):
    """One combination of all three filters, read off the cards of a real page."""
    seen = visit()
    seen.open("/recommendations?quarter=2025-Q1&topic=Investment&q=cyber")
    wanted = rule.matching(DATA, "2025-Q1", "Investment", "cyber")["recommendations"]
    links = seen.page.get_by_role("link", name=re.compile("Link to rec-")).all_inner_texts()
    assert [link.removeprefix("Link to ") for link in links] == wanted == ["rec-5"]
