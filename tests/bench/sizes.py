"""How a run and what it sends grow with the briefing, beside the same timeline with everything drawn, in one run.

  make bench-sizes

Prints, for briefings of 16 rows in all and of 100, 1,000 and 10,000 rows a table, for each page: milliseconds of the
first run, of a filter click to a view that nobody has opened on this page before, and of a click to one that somebody
has (medians; from the message to the end of the run, over the wire), kilobytes of a run and of its largest message;
for the timeline also the seconds until a browser that opens it has it: ours answers clicks without loading a document,
the reference has drawn its chart. The reference draws every event, as a chart, a table and a card each.
"""

import argparse
import asyncio
import statistics
import tempfile
import time
from contextlib import contextmanager
from itertools import combinations
from pathlib import Path

from playwright.sync_api import TimeoutError as PlaywrightTimeoutError
from playwright.sync_api import sync_playwright

import large
from chromium import launch
from paths import DATA
from server import PYTHON_DASHBOARD, STOCK, serve
from small import PAGES
from viewer import viewer
from visit import LIVE

SIZES = (16, 100, 1_000, 10_000)
CHART = ".js-plotly-plot .bars path"
PATIENCE_SECONDS = 120
NEW = 10
"""Views of each page that are opened for the first time: as many as our own briefing has of one or two quarters."""


Found = tuple[float, float, float, float, float]


async def runs(address: str, page: str, quarters: list[str], clicks: int) -> Found:
    """Return milliseconds of the first run, of a click to a new view and of one to a known view, and kilobytes of a run
    and of its largest message.
    """
    chosen = [(quarter,) for quarter in quarters] + list(combinations(quarters, 2))
    choices = ["&".join(f"quarter={quarter}" for quarter in several) for several in chosen[:NEW]]
    async with viewer(address) as reader:
        first = await reader.run(page)
        new = [await reader.run(page, choice) for choice in choices]
        known = [await reader.run(page, choices[n % len(choices)]) for n in range(clicks)]
    sizes = [first, *new, *known]
    assert all(run.is_well() for run in sizes)
    return (
        first.seconds * 1000,
        statistics.median(run.seconds for run in new) * 1000,
        statistics.median(run.seconds for run in known) * 1000,
        max(sum(run.sizes) for run in sizes) / 1000,
        max(max(run.sizes) for run in sizes) / 1000,
    )


def opened(url: str, ready: str) -> str:
    """Return the seconds until a page is ready, or that it was not."""
    with sync_playwright() as playwright:
        browser = launch(playwright)
        page = browser.new_page()
        started = time.perf_counter()
        try:
            page.goto(url)
            page.wait_for_selector(ready, state="attached", timeout=PATIENCE_SECONDS * 1000)
        except PlaywrightTimeoutError:
            return f"> {PATIENCE_SECONDS}"
        else:
            return f"{time.perf_counter() - started:.1f}"
        finally:
            browser.close()


@contextmanager
def briefing(size: int):
    """Give the folder of a briefing of this size, and quarters to choose in it."""
    if size == SIZES[0]:
        yield DATA, [f"2025-Q{number}" for number in (1, 2, 3, 4)]
        return
    with tempfile.TemporaryDirectory() as folder:
        quarters = [f"{year}-Q{number}" for year in range(2020, 2024) for number in (1, 2, 3, 4)]
        yield large.write(Path(folder) / "data", size), quarters


def main() -> None:
    """Measure size by size, ours and the reference in turn."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--clicks", type=int, default=15)
    parser.add_argument("--size", type=int, action="append", choices=SIZES)
    args = parser.parse_args()
    print("rows            page             first ms  new ms  known ms  run kB  largest kB  browser s")
    for size in args.size or SIZES:
        with (
            briefing(size) as (data, quarters),
            tempfile.TemporaryDirectory() as empty,
            serve(PYTHON_DASHBOARD, data=data) as ours,
            serve(STOCK, data=data, folder=Path(empty)) as theirs,
        ):
            for page in PAGES:
                found = asyncio.run(runs(ours, page, quarters, args.clicks))
                show(
                    f"{size:,} ours",
                    page or "overview",
                    found,
                    opened(f"{ours}/{page}", LIVE) if page == "timeline" else "",
                )
            show(
                f"{size:,} all drawn",
                "timeline",
                asyncio.run(runs(theirs, "", quarters, args.clicks)),
                opened(theirs, CHART),
            )


def show(who: str, page: str, found: Found, seconds: str) -> None:
    """Print one line."""
    first, new, known, run, largest = found
    print(
        f"{who:15} {page:16} {first:8.0f} {new:7.0f} {known:9.0f} {run:7.0f} {largest:11.0f} {seconds:>10}", flush=True
    )


if __name__ == "__main__":
    main()
