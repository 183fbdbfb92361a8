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

_PATIENCE_SECONDS = 60


def free_port() -> int:
    """Return a port that nothing listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def serve(
    command: Sequence[str] = PYTHON_DASHBOARD,
    *,
    data: Path | None = None,
    folder: Path = ROOT,
    log: Path | None = None,
    **settings: str,
) -> Iterator[str]:
    """Serve the dashboard while the block runs, and give its address. ``{port}`` in the command is filled in.

    ``log`` is a file to be written with what the server prints.
    """
    port = free_port()
    environment = {**os.environ, "PORT": str(port), **settings}
    if data:
        environment["BRIEFING_DATA"] = str(data)
    with log.open("w+b") if log else tempfile.TemporaryFile() as said:
        process = subprocess.Popen(
            [part.format(port=port) for part in command], cwd=folder, env=environment, stdout=said, stderr=said
        )
        try:
            address = f"http://127.0.0.1:{port}"
            if not _answers(address, process):
                said.seek(0)
                raise RuntimeError(said.read().decode())
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
