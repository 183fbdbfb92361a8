"""The briefing that the server shows: loaded once for all visitors, and again when the files of its folder change.

A change is taken over only when it is whole: the files must have been still for a second, must stay so while they
are read, and must pass every check. Then the whole briefing is swapped at once. Until then, and for as long as a
changed folder has mistakes, visitors keep the last briefing without any.
"""

import hashlib
import logging
import threading
import time
from dataclasses import dataclass
from functools import cached_property, lru_cache
from pathlib import Path

from components import settings
from components.briefing import caching, contract
from components.briefing.briefing import Briefing
from components.briefing.loading import BriefingError, Problem, load

STILL_SECONDS = 1.0
"""How long files must not have changed. A spreadsheet writes a file in place within a fraction of that."""

_LOOK_SECONDS = 0.5
_PATIENCE = 10
"""Times ``still`` that a start waits for files that are being written; then it goes on without them."""
_log = logging.getLogger(__name__)

Signature = tuple[tuple[int, ...] | None, ...]
"""What tells one state of a folder's files from another without reading them; None for a file that is missing."""


@dataclass(frozen=True)
class Shown:
    """What visitors see: the last briefing without mistakes, if there was one, and what is wrong in the folder now."""

    briefing: Briefing | None
    problems: tuple[Problem, ...] = ()

    @cached_property
    def state(self) -> str:
        """A short text that changes whenever visitors should see something else."""
        version = self.briefing.version if self.briefing else "none"
        said = "\n".join(map(str, self.problems))
        return f"{version}-{hashlib.sha256(said.encode()).hexdigest()[:8]}" if said else version


class Store:
    """One folder and what is shown of it. ``shown`` is replaced as a whole, so any thread may read it at any time."""

    def __init__(self, folder: Path, *, still: float = STILL_SECONDS) -> None:
        self._folder = folder
        self._still = still
        self._wait()
        self._seen = self._read = signature(folder)
        self._since = time.monotonic()
        self.shown = Shown(None)
        self._take()

    def look(self) -> None:
        """Look whether the files have changed, and take the change over once they have been still."""
        now, files = time.monotonic(), signature(self._folder)
        if files != self._seen:
            self._seen, self._since = files, now
        elif files != self._read and now - self._since >= self._still:
            self._take()

    def _wait(self) -> None:
        """Wait until no file has just been written, since nobody can have seen yet whether it is still."""
        until = time.monotonic() + _PATIENCE * self._still
        while time.monotonic() < until and time.time() - _last_change(self._folder) < self._still:
            time.sleep(self._still / 10)

    def _take(self) -> None:
        """Read the folder, and show what was read unless the files changed meanwhile."""
        before, shown = self._seen, self.shown
        try:
            shown = self._with(load(self._folder))
        except BriefingError as error:
            shown = Shown(shown.briefing, error.problems)
        except Exception:  # noqa: BLE001 - a mistake of ours must not end the watch, nor take from visitors what they have
            _log.exception("The briefing could not be read; what was shown before stays")
        if signature(self._folder) != before:
            return  # the next look sees the change, and waits until the files are still
        self._read = before
        if shown.state != self.shown.state:
            _say(shown)
        is_new, self.shown = shown.briefing is not self.shown.briefing, shown
        if is_new:
            caching.clear()

    def _with(self, briefing: Briefing) -> Shown:
        """Return what is shown with a new briefing; one that says the same leaves the old, with all made from it."""
        old = self.shown.briefing
        if old is not None and old.version == briefing.version:
            return Shown(old)
        briefing.prepare()
        return Shown(briefing)


def signature(folder: Path) -> Signature:
    """Return the signature of a folder: size, times and place on disk of each file of the contract."""
    return tuple(_file_signature(folder / table.file) for table in contract.TABLES)


def _file_signature(path: Path) -> tuple[int, ...] | None:
    try:
        found = path.stat()
    except OSError:
        return None
    return found.st_size, found.st_mtime_ns, found.st_ctime_ns, found.st_ino


def _last_change(folder: Path) -> float:
    """Return the time at which a file of the folder was last written or replaced, in seconds since 1970."""
    times = [max(found[1:3]) for found in signature(folder) if found]
    return max(times, default=0) / 1e9


def _say(shown: Shown) -> None:
    if shown.problems:
        _log.warning("The briefing has mistakes:\n%s", "\n".join(map(str, shown.problems)))
    elif shown.briefing is not None:
        _log.info("The briefing %s is shown in version %s", shown.briefing.title, shown.briefing.version)


@lru_cache(maxsize=4)
def _store(folder: Path) -> Store:
    return Store(folder, still=STILL_SECONDS)


def shown() -> Shown:
    """Return what is shown of the folder that the settings name."""
    return _store(settings.read().data).shown


def current() -> Briefing:
    """Return the briefing to show. Raises ``BriefingError`` while there has been no valid one."""
    now = shown()
    if now.briefing is None:
        raise BriefingError(now.problems)
    return now.briefing


def watch(stop: threading.Event) -> None:
    """Look at the folder twice a second until told to stop; for a thread of its own."""
    while not stop.wait(_LOOK_SECONDS):
        look()


def look() -> None:
    """Look once whether the folder has changed; ``Store.look`` says when a change is taken over."""
    _store(settings.read().data).look()


def forget() -> None:
    """Forget what was loaded, so that the folder is read again."""
    _store.cache_clear()
