"""The briefing that the server shows: loaded once for all users, and again when the files of its folder change.

A change is loaded only when it is complete: the files must have been still for a second, must stay so while they are
read, and must pass every check. Until then users keep the last valid briefing.
"""

import hashlib
import logging
import threading
import time
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path

from components import settings
from components.briefing import caching, contract
from components.briefing.briefing import Briefing
from components.briefing.diff import Difference, differences
from components.briefing.loading import load
from components.briefing.problems import BriefingError, Problem, first_lines

STILL_SECONDS = 1.0
"""How long files must be unchanged. A spreadsheet writes a file in place within a fraction of that."""

_POLL_SECONDS = 0.5
_PATIENCE = 10  # how long a start waits for files that are being written, in multiples of ``still_seconds``
_log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Snapshot:
    """What users see: the last briefing without mistakes, if there was one, and what is wrong in the folder now."""

    briefing: Briefing | None
    problems: tuple[Problem, ...] = ()

    @cached_property
    def state(self) -> str:
        """A short text that changes whenever users should see something else."""
        version = self.briefing.version if self.briefing else "none"
        problems = "\n".join(map(str, self.problems))
        return f"{version}-{hashlib.sha256(problems.encode()).hexdigest()[:8]}" if problems else version


class Store:
    """One folder and its ``snapshot``, which is replaced as a whole, so that any thread may read it."""

    def __init__(self, folder: Path, *, still_seconds: float = STILL_SECONDS) -> None:
        self._folder = folder
        self._still_seconds = still_seconds
        self._wait()
        self._seen = self._read = signature(folder)
        self._since = time.monotonic()
        self.snapshot = Snapshot(None)
        self._reload()

    def poll(self) -> None:
        """Load changed files once they have been still."""
        now, files = time.monotonic(), signature(self._folder)
        if files != self._seen:
            self._seen, self._since = files, now
        elif files != self._read and now - self._since >= self._still_seconds:
            self._reload()

    def _wait(self) -> None:
        """Wait until the last write to a file is ``still_seconds`` old: the file may be unfinished until then."""
        until = time.monotonic() + _PATIENCE * self._still_seconds
        while time.monotonic() < until and time.time() - _last_change(self._folder) < self._still_seconds:
            time.sleep(self._still_seconds / 10)

    def _reload(self) -> None:
        """Load the folder, and replace the snapshot unless the files changed meanwhile."""
        before, old = self._seen, self.snapshot
        snapshot, changed = old, list[Difference]()
        try:
            briefing = load(self._folder)
            if briefing == old.briefing:
                briefing = old.briefing  # with its caches
            elif old.briefing:
                changed = differences(old.briefing, briefing)
            briefing.prepare()
            snapshot = Snapshot(briefing)
        except BriefingError as error:
            snapshot = Snapshot(old.briefing, error.problems)
        except Exception:  # noqa: BLE001 - a bug must not end the watch, nor take the pages from users
            _log.exception("The briefing could not be read; the previous version stays")
        if signature(self._folder) != before:
            return  # the next poll sees the change, and waits until the files are still
        self._read = before
        self.snapshot = snapshot
        if snapshot.state != old.state:
            _log_snapshot(snapshot, changed)
        if snapshot.briefing is not old.briefing:
            caching.clear()


def signature(folder: Path) -> tuple[tuple[int, ...] | None, ...]:
    """Return size, times and inode of each file of the contract, to notice a change without reading them; None for a
    missing file.
    """
    return tuple(_file_signature(folder / table.file) for table in contract.TABLES)


def _file_signature(path: Path) -> tuple[int, ...] | None:
    try:
        status = path.stat()
    except OSError:
        return None
    return status.st_size, status.st_mtime_ns, status.st_ctime_ns, status.st_ino


def _last_change(folder: Path) -> float:
    """Return the time at which a file of the folder was last written or replaced, in seconds since 1970."""
    times = [max(file[1:3]) for file in signature(folder) if file]
    return max(times, default=0) / 1e9


def _log_snapshot(snapshot: Snapshot, changed: list[Difference]) -> None:
    if snapshot.problems:
        _log.warning("The briefing has mistakes:\n%s", "\n".join(map(str, snapshot.problems)))
    elif (briefing := snapshot.briefing) is not None:
        lines = "\n".join(["", *first_lines(changed)])
        _log.info("The briefing %s is shown in version %s%s", briefing.title, briefing.version, lines)
        day = briefing.fact("data date")
        rows = [difference.row for difference in changed if difference.file != contract.CHANGES.file]
        if day and rows and "data date" not in rows:
            _log.warning("The data changed, but its data date is still %s; write the new one into briefing.csv", day)


@cache
def current_store() -> Store:
    """Return the store of the folder that the settings name; the first call reads it."""
    return Store(settings.read().data, still_seconds=STILL_SECONDS)


def watch(stop: threading.Event) -> None:
    """Poll the folder twice a second until ``stop`` is set; runs in a thread of its own."""
    while not stop.wait(_POLL_SECONDS):
        current_store().poll()
