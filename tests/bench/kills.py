"""Ends servers while a session is open: two servers behind nginx, and ``kill -9`` of the one that holds the page.

``python tests/bench/kills.py 50`` kills fifty times, and each time clicks at once: is the next click answered within
two seconds, with all filters kept? Then it asks for 200 exports while servers die. Exits 1 unless all were answered.
"""

import random
import statistics
import sys
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from http.client import HTTPException
from pathlib import Path
from urllib.parse import urlsplit
from urllib.request import Request, urlopen

from playwright.sync_api import sync_playwright

from components.web.exports import routes

from chromium import launch
from nginx import proxy
from proxied import connections
from server import Server
from visit import Visit

FILTERS = "quarter=2025-Q1&topic=Exercises"
PAGES = ("Timeline", "Areas", "Coverage", "Recommendations")
SECONDS = 2.0
EXPORTS = 200
AT_ONCE = 20
SETTINGS = {"ALLOWED_HOSTS": "127.0.0.1", "STREAMLIT_SERVER_COOKIE_SECRET": "same-on-every-server"}


def click(seen: Visit, holder: Server, name: str) -> float:
    """Kill the server that holds the page, go to another page, and return the seconds until it is live."""
    holder.kill()
    began = time.monotonic()
    seen.page.get_by_role("link", name=name, exact=True).first.click()
    seen.is_at(f"/{name.lower()}?{FILTERS}")
    took = time.monotonic() - began
    holder.start()
    return took


def clicks(seen: Visit, servers: list[Server], times: int) -> bool:
    """Kill and click; say whether every click was answered in time. A page with other filters ends the run."""
    ports = connections(seen.page)
    seen.open(f"/recommendations?{FILTERS}")
    took = []
    for number in range(times):
        holder = next(server for server in servers if server.port == ports[-1])
        took.append(click(seen, holder, PAGES[number % len(PAGES)]))
        print(f"{number + 1:3}  {took[-1]:.2f} s", flush=True)
    in_time = sum(seconds <= SECONDS for seconds in took)
    print(
        f"{in_time} of {times} clicks answered within {SECONDS:g} s, filters kept in all {times}; "
        f"median {statistics.median(took):.2f} s, longest {max(took):.2f} s"
    )
    return in_time == times


def exports(address: str, servers: list[Server]) -> bool:
    """Ask for exports past nginx's cache, and kill a server in the middle of each lot; say whether all came whole."""
    paths = sorted(route.path for route in routes if route.path.startswith("/export/"))
    links = [f"{paths[number % len(paths)]}?{FILTERS}&uncached={number}" for number in range(EXPORTS)]
    host = urlsplit(address).netloc  # the links back in a file begin with it
    expected = {
        path: fetch(Request(servers[0].address + f"{path}?{FILTERS}", headers={"Host": host})) for path in paths
    }
    whole = 0
    with ThreadPoolExecutor(AT_ONCE) as pool:
        for start in range(0, EXPORTS, AT_ONCE):
            lot = links[start : start + AT_ONCE]
            server = servers[start // AT_ONCE % 2]
            coming = [pool.submit(fetch, address + link) for link in lot]
            time.sleep(random.uniform(0, 0.1))  # noqa: S311 - a death at any moment of the lot
            server.kill()
            whole += sum(one.result() == expected[link.split("?")[0]] for one, link in zip(coming, lot, strict=True))
            server.start()
            for one in coming:
                if isinstance(one.result(), str):
                    print(one.result())
    print(f"{whole} of {EXPORTS} exports answered, byte for byte, while servers died {EXPORTS // AT_ONCE} times")
    return whole == EXPORTS


def fetch(link: str | Request) -> bytes | str:
    """Return a body, or in words why there is none."""
    try:
        with urlopen(link, timeout=30) as answer:
            return answer.read()
    except (OSError, HTTPException) as error:
        return str(error)


def main(times: int) -> bool:
    """Run both, and say whether all was answered."""
    with ExitStack() as stack:
        servers = [stack.enter_context(Server(settings=SETTINGS)) for _ in range(2)]
        address = stack.enter_context(proxy(Path(stack.enter_context(tempfile.TemporaryDirectory())), *servers))
        playwright = stack.enter_context(sync_playwright())
        browser = launch(playwright)
        context = browser.new_context()
        good = clicks(Visit(context, context.new_page(), address), servers, times)
        browser.close()
        return exports(address, servers) and good


if __name__ == "__main__":
    sys.exit(not main(int(sys.argv[1]) if len(sys.argv) > 1 else 50))
