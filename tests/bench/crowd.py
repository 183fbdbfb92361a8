"""Many viewers at once beside a stock Streamlit page of the same content, and memory over thousands of runs.

  make bench-crowd

Prints, for bursts of 50, 100 and 200 viewers of the timeline, the seconds until the last one has its whole page, ours
and stock's, and their ratio; then the memory of our server after each 500 of 2,000 runs and each 100 of 500 visits.
Every viewer stays until all have their page. A run that fails or says nothing of what it should ends the bench.
"""

import argparse
import asyncio
import statistics
import tempfile
import time
from pathlib import Path

from paths import DATA
from server import STOCK, Server
from viewer import viewer

BURSTS = (50, 100, 200)
RUNS, VISITS = 2_000, 500
EXPECTED = "Economic Forum"
QUARTERS = ("2025-Q1", "2025-Q2", "2025-Q3", "2025-Q4")


async def burst(address: str, page: str, number: int) -> tuple[float, float]:
    """Open a page at once in so many viewers; return the seconds until the last and until the middle one has it."""
    waited: list[float] = []
    all_there = asyncio.Barrier(number)

    async def visit() -> None:
        started = time.perf_counter()
        async with viewer(address) as reader:
            run = await reader.run(page)
            waited.append(time.perf_counter() - started)
            assert run.is_well()
            assert run.says(EXPECTED)
            await all_there.wait()

    await asyncio.gather(*(visit() for _ in range(number)))
    return max(waited), statistics.median(waited)


async def runs(address: str, number: int) -> None:
    """Let one viewer choose one quarter after the other."""
    async with viewer(address) as reader:
        await reader.run("timeline")
        for turn in range(number):
            run = await reader.run("timeline", f"quarter={QUARTERS[turn % len(QUARTERS)]}")
            assert run.is_well()


async def visits(address: str, number: int) -> None:
    """Let so many viewers come, see a page and leave, one after the other."""
    for _ in range(number):
        async with viewer(address) as reader:
            assert (await reader.run("timeline")).is_well()


def main() -> None:
    """Measure both in turn, so that what else the machine does meets both."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--repeat", type=int, default=1)
    args = parser.parse_args()
    with tempfile.TemporaryDirectory() as empty, Server() as ours:
        with Server(STOCK, data=DATA, folder=Path(empty)) as stock:
            servers = {"ours": (ours, "timeline"), "stock": (stock, "")}
            for server, page in servers.values():
                asyncio.run(burst(server.address, page, 3))  # the first run of a process imports
            print("viewers  ours s  middle  stock s  middle  stock/ours   MB ours  stock")
            for number in BURSTS * args.repeat:
                found = {
                    who: asyncio.run(burst(server.address, page, number)) for who, (server, page) in servers.items()
                }
                (mine, my_middle), (theirs, their_middle) = found["ours"], found["stock"]
                print(
                    f"{number:7} {mine:7.2f} {my_middle:7.2f} {theirs:8.2f} {their_middle:7.2f} "
                    f"{theirs / mine:11.1f} {ours.megabytes:9.0f} {stock.megabytes:6.0f}",
                    flush=True,
                )
        print("memory of ours, MB")
        for done in range(0, RUNS + 1, 500):
            print(f"{done:7} runs {ours.megabytes:7.0f}", flush=True)
            asyncio.run(runs(ours.address, 500 if done < RUNS else 0))
        for done in range(0, VISITS + 1, 100):
            print(f"{done:7} visits {ours.megabytes:5.0f}", flush=True)
            asyncio.run(visits(ours.address, 100 if done < VISITS else 0))


if __name__ == "__main__":
    main()
