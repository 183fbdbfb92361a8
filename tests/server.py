"""A real server of the dashboard, in a process of its own, on a free port."""

import os
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from conftest import ROOT

PYTHON_DASHBOARD = (sys.executable, "dashboard.py")
"""The way in which ``make run`` serves; the port comes from the environment."""

STOCK = (
    sys.executable, "-m", "streamlit", "run", str(ROOT / "tests" / "bench" / "stock.py"), "--server.port={port}",
    "--server.headless=true", "--browser.gatherUsageStats=false", "--server.address=127.0.0.1",
)  # fmt: skip
"""The reference of the benchmarks; serve it in an empty folder, so that none of our settings reach it."""

_PATIENCE_SECONDS = 60


def free_port() -> int:
    """Return a port that nothing listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def serve(
    command: Sequence[str] = PYTHON_DASHBOARD, *, data: Path | None = None, folder: Path = ROOT, **settings: str
) -> Iterator[str]:
    """Serve the dashboard while the block runs, and give its address. ``{port}`` in the command is filled in."""
    port = free_port()
    environment = {**os.environ, "PORT": str(port), **settings}
    if data:
        environment["BRIEFING_DATA"] = str(data)
    with tempfile.TemporaryFile() as log:
        process = subprocess.Popen(
            [part.format(port=port) for part in command], cwd=folder, env=environment, stdout=log, stderr=log
        )
        try:
            address = f"http://127.0.0.1:{port}"
            if not _answers(address, process):
                log.seek(0)
                raise RuntimeError(log.read().decode())
            yield address
        finally:
            process.kill()
            process.wait()


def _answers(address: str, process: subprocess.Popen[bytes]) -> bool:
    """Wait until the server is healthy; say whether it is."""
    until = time.monotonic() + _PATIENCE_SECONDS
    while process.poll() is None and time.monotonic() < until:
        try:
            with urllib.request.urlopen(f"{address}/_stcore/health", timeout=2):
                return True
        except OSError:
            time.sleep(0.05)  # between two knocks; the condition awaited is the answer
    return False
