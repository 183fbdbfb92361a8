"""A user in a real browser."""

from dataclasses import dataclass, field

from playwright.sync_api import BrowserContext, CDPSession, Page

LIVE = "html[data-live]"
"""What is on a page from the moment that it answers clicks without loading a document."""
WATCH_SHIFT = """
window.shift = 0;
new PerformanceObserver(list => list.getEntries().forEach(e => { if (!e.hadRecentInput) window.shift += e.value; }))
  .observe({type: 'layout-shift', buffered: true});
"""
"""A script that adds up what moves on a page, from its first moment on."""
Network = tuple[float, float, int]
"""Bytes a second down and up, and the milliseconds until the first."""
SLOW_4G = (1.6e6 / 8, 0.75e6 / 8, 150)


def slowed(page: Page, network: Network | None) -> CDPSession:
    """Put a page on a network, or leave it on the machine's own; return its line to Chromium's developer tools."""
    devtools = page.context.new_cdp_session(page)
    devtools.send("Network.enable")
    if network:
        down, up, latency = network
        conditions = {"offline": False, "downloadThroughput": down, "uploadThroughput": up, "latency": latency}
        devtools.send("Network.emulateNetworkConditions", conditions)
    return devtools


@dataclass
class Visit:
    """One browser with its own history and cache; ``requests`` is everything that it asked for."""

    context: BrowserContext
    page: Page
    address: str
    requests: list[str] = field(default_factory=list)

    def open(self, link: str) -> None:
        """Open a link and wait for the live page."""
        self.page.goto(self.address + link)
        self.page.wait_for_selector(LIVE, state="attached")

    def follow(self, link: str) -> None:
        """Go to a link of the site as a click on it does."""
        self.page.evaluate(
            """link => {
              const anchor = Object.assign(document.createElement("a"), { href: link });
              document.querySelector("#page footer").append(anchor);
              anchor.click();
            }""",
            link,
        )
        self.is_at(link)

    def is_at(self, link: str) -> None:
        """Wait until the page of a link is shown; the link is as the page itself writes it."""
        self.page.wait_for_url(self.address + link)
        self.page.wait_for_selector(f"#page[data-at='{link}']", state="attached")

    @property
    def content(self) -> str:
        """The HTML of the page's content as it is now."""
        return self.page.locator("[data-content]").evaluate("element => element.innerHTML")

    @property
    def entries(self) -> int:
        """How many entries the history has."""
        return self.page.evaluate("history.length")

    def chip(self, name: str):
        """Return the chip of a quarter or topic."""
        return self.page.locator(".filters .chip", has=self.page.get_by_text(name, exact=True))
