"""A reader in a real browser, whose every click goes through a proxy to one of several servers."""

from urllib.parse import parse_qs, urlsplit

from playwright.sync_api import Page, expect

IDLE = "[data-testid=stApp][data-test-script-state=notRunning][data-test-connection-state=CONNECTED]"
CHIPS = "[data-testid=stMultiSelect] span[title]"
FLAGS = ("--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking")


class Reader:
    """One page. ``servers`` are the ports of the servers that held its live connection, the present one last;
    ``paths`` is all that it asked for."""

    def __init__(self, page: Page, address: str) -> None:
        self.page = page
        self.address = address
        self.servers: list[int] = []
        self.paths: list[str] = []
        page.on("request", lambda sent: self.paths.append(urlsplit(sent.url).path))
        page.on("websocket", lambda opened: self.paths.append(urlsplit(opened.url).path))
        protocol = page.context.new_cdp_session(page)
        protocol.send("Network.enable")
        protocol.on("Network.webSocketHandshakeResponseReceived", self._connected)

    def _connected(self, event: dict) -> None:
        headers = {name.lower(): value for name, value in event["response"]["headers"].items()}
        if event["response"]["status"] == 101:
            # Servers that were asked in vain stand before the one that answered.
            self.servers.append(int(headers["x-server"].rpartition(":")[2]))

    def open(self, link: str) -> None:
        """Open a link and wait for the live page."""
        self.page.goto(self.address + link)
        expect(self.page.locator("#document")).to_have_count(0, timeout=30_000)
        self.settle()

    def settle(self) -> None:
        """Wait until the page is connected and its script has run."""
        self.page.wait_for_selector(IDLE)

    def go(self, name: str) -> None:
        """Go to another page of the dashboard by its menu."""
        self.page.get_by_role("link", name=name, exact=True).first.click()
        expect(self.page.locator("h1")).to_have_text(name)
        self.settle()

    def shows(self, *chosen: str) -> None:
        """Assert which quarters and topics are chosen, in the filter bar and in the link."""
        expect(self.page.locator(CHIPS)).to_have_text(list(chosen))
        asked = parse_qs(urlsplit(self.page.url).query)
        assert [*asked.get("quarter", []), *asked.get("topic", [])] == list(chosen)
