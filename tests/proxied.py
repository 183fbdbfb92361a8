"""Which of several servers behind a proxy holds a page."""

from playwright.sync_api import Page


def connections(page: Page) -> list[int]:
    """Return the ports of the servers that hold the page's live connection, a list that grows: the present one last."""
    ports: list[int] = []

    def connected(event: dict) -> None:
        headers = {name.lower(): value for name, value in event["response"]["headers"].items()}
        if event["response"]["status"] == 101:
            # Servers that were asked in vain stand before the one that answered.
            ports.append(int(headers["x-server"].rpartition(":")[2]))

    protocol = page.context.new_cdp_session(page)
    protocol.send("Network.enable")
    protocol.on("Network.webSocketHandshakeResponseReceived", connected)
    return ports
