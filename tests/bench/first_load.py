"""How long a cold link takes, beside a stock Streamlit page of the same content, in the same run.

  make bench

Prints, per network, the seconds until something is painted, until the answer with its picture is painted, and until the
live chart is drawn, with megabytes, requests and layout shift (medians), then the ratios. Nothing is asserted: machines
are noisy.
"""

import argparse
import statistics
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright

from chromium import find
from paths import DATA
from server import PYTHON_DASHBOARD, STOCK, serve

NETWORKS = {  # bytes a second down and up, milliseconds
    "slow 4G": (1.6e6 / 8, 0.75e6 / 8, 150),
    "fast 4G": (9e6 / 8, 1.5e6 / 8, 60),
    "none": None,
}
LINK = "/timeline?quarter=2025-Q1"
CHART = ".js-plotly-plot .bars path"
PICTURE = "#document svg"
WATCH = """
window.shift = 0;
new PerformanceObserver(list => list.getEntries().forEach(e => { if (!e.hadRecentInput) window.shift += e.value; }))
  .observe({type: 'layout-shift', buffered: true});
"""


@dataclass(frozen=True)
class Load:
    """One cold load: seconds, megabytes, requests, and Chromium's layout shift score."""

    paint: float
    chart: float
    megabytes: float
    requests: int
    shift: float
    failed: int
    has_picture: bool


def load(browser: Browser, url: str, network: tuple[float, float, int] | None) -> Load:
    """Open a link with an empty cache and wait for its live chart."""
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    page = context.new_page()
    page.add_init_script(WATCH)
    devtools = context.new_cdp_session(page)
    devtools.send("Network.enable")
    if network:
        down, up, latency = network
        conditions = {"offline": False, "downloadThroughput": down, "uploadThroughput": up, "latency": latency}
        devtools.send("Network.emulateNetworkConditions", conditions)
    sizes: list[float] = []
    failed: list[str] = []
    devtools.on("Network.loadingFinished", lambda event: sizes.append(event["encodedDataLength"]))
    page.on("response", lambda response: response.status >= 400 and failed.append(response.url))
    page.on("console", lambda message: message.type == "error" and failed.append(message.text))
    started = time.perf_counter()
    page.goto(url, wait_until="commit")
    has_picture = page.locator(PICTURE).count() > 0
    page.wait_for_selector(CHART, state="attached", timeout=180_000)
    chart = time.perf_counter() - started
    page.wait_for_timeout(1_500)  # what still shifts after the chart counts too
    paint = page.evaluate("performance.getEntriesByName('first-contentful-paint')[0].startTime") / 1000
    shift = page.evaluate("window.shift")
    context.close()
    return Load(paint, chart, sum(sizes) / 1e6, len(sizes), shift, len(failed), has_picture)


def main() -> None:
    """Measure both in turn, so that what else the machine does meets both."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--repeat", type=int, default=3)
    parser.add_argument("--network", action="append", choices=NETWORKS)
    args = parser.parse_args()
    with (
        tempfile.TemporaryDirectory() as empty,
        serve(PYTHON_DASHBOARD) as ours,
        serve(STOCK, data=DATA, folder=Path(empty)) as theirs,
        sync_playwright() as playwright,
    ):
        browser = playwright.chromium.launch(executable_path=find(), args=["--no-sandbox", "--disable-gpu"])
        links = {"ours": ours + LINK, "stock": theirs + "/" + LINK.partition("?")[1] + LINK.partition("?")[2]}
        for url in links.values():
            load(browser, url, None)  # the first run of a process imports, and compresses
        print("network         paint s  chart s     MB requests  shift failed picture")
        for name in args.network or NETWORKS:
            loads: dict[str, list[Load]] = {who: [] for who in links}
            for _ in range(args.repeat):
                for who, url in links.items():
                    loads[who].append(load(browser, url, NETWORKS[name]))
            show(name, loads)
        browser.close()


def show(network: str, loads: dict[str, list[Load]]) -> None:
    """Print the medians of one network, and the ratios of ours to stock."""
    for who, found in loads.items():
        middle = {key: statistics.median(getattr(one, key) for one in found) for key in Load.__dataclass_fields__}
        print(
            f"{network:8} {who:5} {middle['paint']:8.2f} {middle['chart']:8.2f} {middle['megabytes']:6.2f} "
            f"{middle['requests']:8.0f} {middle['shift']:6.3f} {middle['failed']:6.0f} "
            f"{'yes' if middle['has_picture'] else 'no'}",
            flush=True,
        )
    ratio = {
        key: statistics.median(getattr(one, key) for one in loads["ours"])
        / statistics.median(getattr(one, key) for one in loads["stock"])
        for key in ("paint", "chart", "megabytes")
    }
    print(f"{network:8} ratio {ratio['paint']:8.2f} {ratio['chart']:8.2f} {ratio['megabytes']:6.2f}", flush=True)


if __name__ == "__main__":
    main()
