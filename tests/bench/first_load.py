"""How long a cold link and a click take, beside a stock Streamlit page and a compressed Dash app of the same content.

  make bench

Prints, per network, the seconds until something is painted, until the page is ready (ours: it answers clicks without
loading a document, its chart having come with the first answer; explored, and the others: Plotly has drawn the chart),
megabytes, requests and layout shift, medians; then the milliseconds from a click on a topic until the content has
changed. No figure is judged: machines are noisy, so all are measured in turn.
"""

import argparse
import statistics
import tempfile
import time
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright

from components.failures import SORRY

from chromium import launch
from paths import DATA, ROOT
from server import PYTHON_DASHBOARD, STOCK, serve
from visit import SLOW_4G, WATCH_SHIFT, Network, slowed

NETWORKS = {"slow 4G": SLOW_4G, "fast 4G": (9e6 / 8, 1.5e6 / 8, 60), "none": None}
DASH_ENVIRONMENT = ROOT / ".venv" / "dash"
DASH = (str(DASH_ENVIRONMENT / "bin" / "gunicorn"), "--workers=2", "--bind=127.0.0.1:{port}", "dash_page:server")
CHART = ".js-plotly-plot .bars path"
CLICKS = 20


@dataclass(frozen=True)
class Site:
    """One of the sites: its link, what is there when it is ready, what is clicked, and what then changes."""

    link: str
    ready: str
    topic: str
    changed: str


@dataclass(frozen=True)
class Load:
    """One cold load: seconds, megabytes, requests, Chromium's layout shift score, and answers that failed."""

    paint: float
    ready: float
    megabytes: float
    requests: int
    shift: float
    failed: int


@contextmanager
def sites() -> Iterator[Mapping[str, Site]]:
    """Serve all sites while the block runs."""
    with ExitStack() as stack:
        empty = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        ours = stack.enter_context(serve(PYTHON_DASHBOARD))
        stock = stack.enter_context(serve(STOCK, data=DATA, folder=empty))
        dash = stack.enter_context(serve(DASH, data=DATA, folder=ROOT / "tests" / "bench", health="/"))
        yield {
            "ours": Site(f"{ours}/timeline?quarter=2025-Q1", "html[data-live]", ".chip >> text=Exercises", "#page h1"),
            "explore": Site(f"{ours}/timeline?quarter=2025-Q1&chart=explore", f"#explore {CHART}", "", ""),
            "dash": Site(f"{dash}/?quarter=2025-Q1", CHART, "#topic label >> text=Exercises", "#cards"),
            "stock": Site(f"{stock}/?quarter=2025-Q1", CHART, "", ""),
        }


def load(browser: Browser, site: Site, network: Network | None) -> Load:
    """Open a link with an empty cache and wait until it is ready."""
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    page = context.new_page()
    page.add_init_script(WATCH_SHIFT)
    devtools = slowed(page, network)
    sizes: list[float] = []
    failed: list[str] = []
    devtools.on("Network.loadingFinished", lambda event: sizes.append(event["encodedDataLength"]))
    page.on("response", lambda response: response.status >= 400 and failed.append(response.url))
    page.on("console", lambda message: message.type == "error" and failed.append(message.text))
    started = time.perf_counter()
    page.goto(site.link, wait_until="commit")
    page.wait_for_selector(site.ready, state="attached", timeout=180_000)
    ready = time.perf_counter() - started
    assert SORRY not in page.content()
    page.wait_for_timeout(1_500)  # what still shifts afterwards counts too
    paint = page.evaluate("performance.getEntriesByName('first-contentful-paint')[0].startTime") / 1000
    shift = page.evaluate("window.shift")
    context.close()
    return Load(paint, ready, sum(sizes) / 1e6, len(sizes), shift, len(failed))


CLICK = """async ([topic, changed]) => {
  const started = performance.now();
  await new Promise(resolve => {
    new MutationObserver((_, observer) => { observer.disconnect(); resolve(); })
      .observe(document.querySelector(changed), { childList: true, subtree: true, characterData: true });
    topic.click();
  });
  return performance.now() - started;
}"""


def clicks(browser: Browser, site: Site) -> float:
    """Return the median of the milliseconds from a click on a topic until the content has changed."""
    page: Page = browser.new_page(viewport={"width": 1280, "height": 900})
    page.goto(site.link)
    page.wait_for_selector(site.ready, state="attached")
    page.wait_for_timeout(1_000)
    took = []
    for _ in range(CLICKS):
        topic = page.locator(site.topic).first.element_handle()
        took.append(page.evaluate(CLICK, [topic, site.changed]))
        page.wait_for_timeout(300)  # everything that follows a change is over before the next
    page.close()
    return statistics.median(took)


def main() -> None:
    """Measure all in turn, so that what else the machine does meets all."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--repeat", type=int, default=3)
    parser.add_argument("--network", action="append", choices=NETWORKS)
    args = parser.parse_args()
    with sites() as compared, sync_playwright() as playwright:
        browser = launch(playwright)
        for site in compared.values():
            load(browser, site, None)  # the first run of a process imports, and compresses
        print("network           paint s  ready s     MB requests  shift failed")
        for name in args.network or NETWORKS:
            loads: dict[str, list[Load]] = {who: [] for who in compared}
            for _ in range(args.repeat):
                for who, site in compared.items():
                    loads[who].append(load(browser, site, NETWORKS[name]))
            show(name, loads)
        for who in ("ours", "dash"):
            print(f"click {who:9} {clicks(browser, compared[who]):8.0f} ms", flush=True)
        browser.close()


def show(network: str, loads: Mapping[str, list[Load]]) -> None:
    """Print the medians of one network, and the ratios of ours to the others."""
    middle = {
        who: {key: statistics.median(getattr(one, key) for one in found) for key in Load.__dataclass_fields__}
        for who, found in loads.items()
    }
    for who, found in middle.items():
        print(
            f"{network:8} {who:7} {found['paint']:8.2f} {found['ready']:8.2f} {found['megabytes']:6.2f} "
            f"{found['requests']:8.0f} {found['shift']:6.3f} {found['failed']:6.0f}",
            flush=True,
        )
    for mine, other in (("ours", "dash"), ("ours", "stock"), ("explore", "stock")):
        ratio = {key: middle[mine][key] / middle[other][key] for key in ("paint", "ready", "megabytes")}
        print(f"{network:8} {mine}/{other:5} {ratio['paint']:5.2f} {ratio['ready']:8.2f} {ratio['megabytes']:6.2f}")


if __name__ == "__main__":
    main()
