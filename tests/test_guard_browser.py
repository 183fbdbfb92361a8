"""What only a browser can show of the guard: that it stops nothing of ours, and what a page elsewhere can do."""

import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect, sync_playwright
from small import PAGES

from chromium import find
from server import serve

pytestmark = pytest.mark.browser

VIOLATIONS = """addEventListener('securitypolicyviolation', violation => console.error(
  `${violation.violatedDirective} forbids ${violation.blockedURI} in ${violation.sourceFile}`));"""


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=find(), args=["--no-sandbox", "--disable-gpu"])
        yield browser
        browser.close()


@pytest.fixture(scope="module")
def elsewhere(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, Path]]:
    """Another site: its origin, and the folder of its pages."""
    folder = tmp_path_factory.mktemp("elsewhere")

    class Quiet(SimpleHTTPRequestHandler):
        def log_message(self, *_: object) -> None:
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=folder)) as site:
        threading.Thread(target=site.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{site.server_port}", folder
        site.shutdown()


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    with serve() as address:
        yield address


@pytest.fixture(scope="module")
def embeddable(elsewhere: tuple[str, Path]) -> Iterator[str]:
    """A server that lets the other site embed it."""
    with serve(FRAME_ANCESTORS=elsewhere[0]) as address:
        yield address


@dataclass
class Watched:
    """A page in which everything is noted that the browser refuses, and every request that leaves the server."""

    page: Page
    address: str
    wrong: list[str] = field(default_factory=list)
    asked: set[str] = field(default_factory=set)

    def watch(self) -> None:
        self.page.add_init_script(VIOLATIONS)
        self.page.on("console", lambda said: said.type == "error" and self.wrong.append(said.text))
        self.page.on("response", lambda got: got.status >= 400 and self.wrong.append(f"{got.status} {got.url}"))
        self.page.on("pageerror", lambda error: self.wrong.append(str(error)))
        self.page.on("request", lambda sent: self._ask(sent.url))
        self.page.on("websocket", lambda opened: self._ask(opened.url.replace("ws", "http", 1)))

    def _ask(self, url: str) -> None:
        path = url.removeprefix(self.address)
        if path == url and not url.startswith(("data:", "blob:")):
            self.wrong.append(f"asked of another server: {url}")
        self.asked.add(path)

    def open(self, link: str) -> None:
        self.page.goto(self.address + link)
        expect(self.page.locator("#document")).to_have_count(0, timeout=20_000)
        expect(self.page.locator("h1")).to_be_visible()


@pytest.fixture
def watched(browser: Browser, address: str, request: pytest.FixtureRequest) -> Iterator[Watched]:
    context = browser.new_context(color_scheme=getattr(request, "param", "light"))
    made = Watched(context.new_page(), address)
    made.watch()
    yield made
    assert made.wrong == []
    assert {path for path in made.asked if path.startswith("/_stcore/")} <= {
        "/_stcore/health", "/_stcore/host-config", "/_stcore/stream",
    }  # fmt: skip
    context.close()


@pytest.mark.parametrize(("watched", "paths"), [("light", PAGES), ("dark", ("coverage",))], indirect=["watched"])
def test_the_policy_forbids_nothing_of_ours(watched: Watched, paths: tuple[str, ...]):
    """No page and no interaction meets the security policy, or asks anything of another server."""
    page = watched.page
    for path in paths:
        watched.open(f"/{path}")
        page.get_by_role("button", name="Share this view").click()
        expect(page.get_by_role("img", name="QR code of the link")).to_be_visible()
        page.keyboard.press("Escape")
        for table in page.get_by_text("as a table").all():
            table.click()
    watched.open("/areas?view=Treemap")
    expect(page.locator(".js-plotly-plot .treemap .slice").first).to_be_visible()
    watched.open("/timeline")
    page.locator(".js-plotly-plot .bars .point path").first.click(force=True)  # Plotly listens on a layer above
    page.wait_for_url("**quarter=2025-Q1*")
    page.get_by_label("Words").fill("cyber")
    page.wait_for_url("**q=cyber*")
    page.get_by_role("button", name="Clear filters").first.click()
    page.wait_for_url("**/timeline")
    page.get_by_test_id("stMainMenuButton").click()
    for theme in ("Dark", "Light"):
        page.get_by_role("menuitemradio", name=theme).click()
    page.keyboard.press("Escape")
    for link in ("Areas", "Sources"):
        page.get_by_role("link", name=link, exact=True).first.click()
        expect(page.locator("h1")).to_have_text(link)
    page.goto(f"{watched.address}/briefing")
    expect(page.locator("h1")).to_be_visible()


def test_the_page_of_an_unknown_path_meets_no_policy_either(watched: Watched):
    for path in ("/nope", "/static/js/nope.js"):
        watched.page.goto(watched.address + path)
        expect(watched.page.locator("h1")).to_have_text("There is no such page")
    assert [text for text in watched.wrong if "404" not in text] == []
    watched.wrong.clear()  # that the paths are unknown is an error to the browser


def test_the_form_of_a_document_filters_under_the_policy(watched: Watched):
    """As a phone has it before the scripts have come: they are kept from loading."""
    watched.page.route("**/static/**", lambda route: route.abort())
    watched.page.goto(f"{watched.address}/timeline")
    watched.page.get_by_label("Words").fill("cyber")
    watched.page.get_by_role("button", name="Show").click()
    watched.page.wait_for_url("**/timeline?q=cyber")
    watched.wrong[:] = [text for text in watched.wrong if "ERR_FAILED" not in text]  # the scripts kept back


def host(elsewhere: tuple[str, Path], embedded: str) -> str:
    """Put a page that embeds an address on the other site, and return its address."""
    origin, folder = elsewhere
    (folder / "host.html").write_text(f'<h1>Elsewhere</h1><iframe src="{embedded}" width="900" height="700"></iframe>')
    return f"{origin}/host.html"


def test_a_site_that_the_setting_names_embeds_the_live_page(browser: Browser, elsewhere, embeddable: str):
    page = browser.new_page()
    page.goto(host(elsewhere, f"{embeddable}/timeline?quarter=2025-Q1&embed=true"))
    frame = page.frame_locator("iframe")
    expect(frame.locator("#document")).to_have_count(0, timeout=20_000)
    expect(frame.locator(".js-plotly-plot .bars .point path")).to_have_count(1)
    frame.get_by_role("button", name="Clear filters").first.click()
    expect(frame.locator(".js-plotly-plot .bars .point path")).to_have_count(3)
    page.close()


def test_another_site_does_not(browser: Browser, elsewhere, address: str):
    page = browser.new_page()
    refused: list[str] = []
    page.on("console", lambda said: refused.append(said.text))
    page.goto(host(elsewhere, f"{address}/timeline?embed=true"))
    expect(page.locator("h1")).to_have_text("Elsewhere")
    assert [frame.url for frame in page.frames[1:]] == ["chrome-error://chromewebdata/"]
    assert any("frame-ancestors" in text for text in refused)
    page.close()


def test_a_page_elsewhere_cannot_open_the_live_connection(browser: Browser, elsewhere, address: str):
    page = browser.new_page()
    page.goto(host(elsewhere, "about:blank"))
    opened = page.evaluate(
        """address => new Promise(done => {
          const line = new WebSocket(address, ['streamlit']);
          line.onopen = () => done('open');
          line.onerror = () => done('refused');
        })""",
        f"{address.replace('http', 'ws')}/_stcore/stream",
    )
    assert opened == "refused"
    page.close()
