"""The briefing that the server shows: which folder, and loaded once for all visitors."""

from functools import lru_cache
from pathlib import Path

from components import settings
from components.briefing.briefing import Briefing
from components.briefing.loading import load


def current() -> Briefing:
    """Return the briefing to show. Raises ``BriefingError`` while the folder is not valid, and looks again."""
    return _loaded(settings.read().data)


@lru_cache(maxsize=4)
def _loaded(path: Path) -> Briefing:
    return load(path)


def forget() -> None:
    """Forget what was loaded, so that the folder is read again."""
    _loaded.cache_clear()
