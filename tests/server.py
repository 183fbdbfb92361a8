"""A real server of the dashboard, in a process of its own, on a free port."""

import os
import random
import socket
import subprocess
import sys
import tempfile
import urllib.request
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import ClassVar, Self

import psutil

from awaiting import until
from paths import ROOT

PYTHON_DASHBOARD = (sys.executable, "dashboard.py")
"""The way in which ``make run`` serves; the port comes from the environment."""

STOCK = (
    sys.executable, "-m", "streamlit", "run", str(ROOT / "tests" / "bench" / "stock.py"), "--server.port={port}",
    "--server.headless=true", "--browser.gatherUsageStats=false", "--server.address=127.0.0.1",
)  # fmt: skip
"""The reference of the benchmarks; serve it in an empty folder, so that none of our settings reach it."""


def free_port() -> int:
    """Return a port that nothing listens on, and that no connection is given while a server on it starts again."""
    while True:
        port = random.randrange(10_000, 32_000)  # noqa: S311 - systems give connections their ports from 32,768 on
        with socket.socket() as probe, suppress(OSError):
            probe.bind(("127.0.0.1", port))
            return port


class Server:
    """A server that can be stopped and started again on its port.

    A test that fails while it runs shows what it has said.
    """

    running: ClassVar[list[Self]] = []

    def __init__(
        self,
        command: Sequence[str] = PYTHON_DASHBOARD,
        *,
        data: Path | None = None,
        folder: Path = ROOT,
        settings: Mapping[str, str] | None = None,
        health: str = "/_stcore/health",
    ) -> None:
        self.port = free_port()
        self.address = f"http://127.0.0.1:{self.port}"
        self._command = [part.format(port=self.port) for part in command]
        self._folder = folder
        self._health = f"{self.address}{health}"
        self._environment = {**os.environ, "PORT": str(self.port), **(settings or {})}
        if data:
            self._environment["BRIEFING_DATA"] = str(data)
        # The server writes to it for as long as it runs.
        self._log = tempfile.TemporaryFile("a+b")  # noqa: SIM115

    def start(self) -> None:
        """Start it, and return when it is healthy."""
        self.process = subprocess.Popen(
            self._command, cwd=self._folder, env=self._environment, stdout=self._log, stderr=self._log
        )
        if not answers(self._health, self.process):
            raise RuntimeError(self.output)

    def kill(self) -> None:
        """End it at once, as ``kill -9`` does."""
        self.process.kill()
        self.process.wait()

    @property
    def output(self) -> str:
        """What it has said so far, read without moving the place at which it goes on writing."""
        return os.pread(self._log.fileno(), 1 << 24, 0).decode()

    @property
    def megabytes(self) -> float:
        """The memory that it holds."""
        return psutil.Process(self.process.pid).memory_info().rss / 1e6

    def __enter__(self) -> Self:
        self.running.append(self)
        try:
            self.start()
        except RuntimeError:
            self.__exit__()
            raise
        return self

    def __exit__(self, _kind: object = None, error: BaseException | None = None, _trace: object = None) -> None:
        self.kill()
        if error:
            error.add_note(self.report)
        self.running.remove(self)
        self._log.close()

    @property
    def report(self) -> str:
        """The end of what it has said, for a person who looks into a failure."""
        return f"The server at {self.address} said:\n{self.output[-3000:]}"


@contextmanager
def serve(
    command: Sequence[str] = PYTHON_DASHBOARD,
    *,
    data: Path | None = None,
    folder: Path = ROOT,
    health: str = "/_stcore/health",
    **settings: str,
) -> Iterator[str]:
    """Serve the dashboard while the block runs, and give its address. ``{port}`` in the command is filled in."""
    with Server(command, data=data, folder=folder, settings=settings, health=health) as server:
        yield server.address


def answers(url: str, process: subprocess.Popen[bytes]) -> bool:
    """Wait until a server answers an address; say whether it does."""

    def answered() -> bool:
        with suppress(OSError), urllib.request.urlopen(url, timeout=2):
            return True
        return False

    return _happens(answered, process)


def listens(port: int, process: subprocess.Popen[bytes]) -> bool:
    """Wait until a process takes connections at a port; say whether it does."""

    def taken() -> bool:
        with socket.socket() as knock:
            return knock.connect_ex(("127.0.0.1", port)) == 0

    return _happens(taken, process)


def _happens(condition: Callable[[], bool], process: subprocess.Popen[bytes]) -> bool:
    """Wait until a condition holds or a process has ended; say whether it holds and the process runs."""
    return bool(until(lambda: process.poll() is not None or condition())) and process.poll() is None
