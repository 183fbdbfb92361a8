"""What only a browser can show of the guard: that it stops nothing of ours, and what a page elsewhere can do."""

import threading
from collections.abc import Callable, Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Page, expect

import pages
from components.briefing.address import Address

from server import serve
from visit import Visit

pytestmark = pytest.mark.browser

VIOLATIONS = """addEventListener('securitypolicyviolation', violation => console.error(
  `${violation.violatedDirective} forbids ${violation.blockedURI} in ${violation.sourceFile}`));"""


@pytest.fixture(scope="module")
def other_site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, Path]]:
    """Another site: its origin, and the folder of its pages."""
    folder = tmp_path_factory.mktemp("other")
    quiet = type("Quiet", (SimpleHTTPRequestHandler,), {"log_message": lambda *_: None})
    with ThreadingHTTPServer(("127.0.0.1", 0), partial(quiet, directory=folder)) as site:
        threading.Thread(target=site.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{site.server_port}", folder
        site.shutdown()


@pytest.fixture
def watched(visit: Callable[..., Visit], request: pytest.FixtureRequest) -> Iterator[tuple[Visit, list[str]]]:
    """A visit, and all that the browser refused in it: nothing may be left there at the end."""
    seen, wrong = visit(scheme=getattr(request, "param", "light")), []
    seen.page.add_init_script(VIOLATIONS)
    seen.page.on("console", lambda said: said.type == "error" and wrong.append(said.text))
    seen.page.on("response", lambda got: got.status >= 400 and wrong.append(f"{got.status} {got.url}"))
    seen.page.on("pageerror", lambda error: wrong.append(str(error)))
    yield seen, wrong
    assert wrong == []


@pytest.mark.parametrize("watched", ["light", "dark"], indirect=True)
def test_the_policy_forbids_nothing_of_ours(watched: tuple[Visit, list[str]]):
    """No page and no interaction meets the security policy, or asks Streamlit for what no page of ours needs."""
    seen, _ = watched
    for page in pages.PAGES:
        seen.open(str(Address(page.path)))
        seen.page.get_by_text("Share", exact=True).click()
        expect(seen.page.get_by_role("heading", name="Share this view")).to_be_visible()
        seen.page.keyboard.press("Escape")
    seen.open("/timeline?chart=explore")
    expect(seen.page.locator(".js-plotly-plot .bars .point path").first).to_be_visible()
    seen.chip("2025-Q1").click()
    expect(seen.chip("2025-Q1")).to_have_attribute("aria-current", "true")
    seen.page.get_by_role("searchbox").fill("cyber")
    seen.page.wait_for_url("**q=cyber*")
    seen.page.goto(f"{seen.address}/briefing")
    expect(seen.page.locator("h1")).to_be_visible()
    assert {path for url in seen.requests if (path := urlsplit(url).path).startswith("/_stcore/")} <= {
        "/_stcore/health", "/_stcore/host-config", "/_stcore/bidi-components/dashboard.live/live.js",
    }  # fmt: skip


def test_the_page_of_an_unknown_path_meets_no_policy_either(watched: tuple[Visit, list[str]]):
    seen, wrong = watched
    for path in ("/nope", "/static/js/nope.js"):
        seen.page.goto(seen.address + path)
        expect(seen.page.locator("h1")).to_have_text("There is no such page")
    assert [text for text in wrong if "404" not in text] == []
    wrong.clear()  # that the paths are unknown is an error to the browser


def test_the_form_of_a_document_filters_under_the_policy(watched: tuple[Visit, list[str]]):
    """As a phone has it before the scripts have come: they are kept from loading."""
    seen, wrong = watched
    seen.page.route("**/static/**", lambda route: route.abort())
    seen.page.goto(f"{seen.address}/timeline")
    seen.page.get_by_role("searchbox").fill("cyber")
    seen.page.get_by_role("button", name="Search").click()
    seen.page.wait_for_url("**/timeline?q=cyber")
    wrong[:] = [text for text in wrong if "ERR_FAILED" not in text]  # the scripts kept back


def embed(page: Page, other_site: tuple[str, Path], address: str) -> None:
    """Open a page of the other site that embeds an address."""
    origin, folder = other_site
    (folder / "host.html").write_text(f'<h1>Elsewhere</h1><iframe src="{address}" width="900" height="700"></iframe>')
    page.goto(f"{origin}/host.html")


def test_only_a_site_that_the_setting_names_embeds_a_page(browser, other_site, address: str):
    with browser.new_page() as page:
        with serve(FRAME_ANCESTORS=other_site[0]) as embeddable:
            embed(page, other_site, f"{embeddable}/timeline?quarter=2025-Q1&embed=true")
            expect(page.frame_locator("iframe").locator("html[data-live] h1")).to_be_visible()
        with page.expect_console_message(lambda said: "frame-ancestors" in said.text):
            embed(page, other_site, f"{address}/timeline?embed=true")
        expect(page.locator("h1")).to_have_text("Elsewhere")
        page.frames[1].wait_for_url("chrome-error://chromewebdata/")


def test_a_page_elsewhere_cannot_open_the_live_connection(browser, other_site, address: str):
    with browser.new_page() as page:
        embed(page, other_site, "about:blank")
        opened = page.evaluate(
            """address => new Promise(done => {
              const line = new WebSocket(address, ['streamlit']);
              line.onopen = () => done('open');
              line.onerror = () => done('refused');
            })""",
            f"{address.replace('http', 'ws')}/_stcore/stream",
        )
        assert opened == "refused"
