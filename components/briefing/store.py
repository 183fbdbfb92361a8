"""The briefing that the server shows: which folder, and loaded once for all visitors."""

import os
from functools import lru_cache
from pathlib import Path

from components.briefing.briefing import Briefing
from components.briefing.loading import load

FOLDER_SETTING = "BRIEFING_DATA"
"""Environment variable that names another folder than the built-in one."""

BUILT_IN = Path(__file__).parents[2] / "data"


def folder() -> Path:
    """Return the folder of the briefing: ``BRIEFING_DATA``, or the built-in ``data``."""
    return Path(os.environ.get(FOLDER_SETTING) or BUILT_IN)


def current() -> Briefing:
    """Return the briefing to show. Raises ``BriefingError`` while the folder is not valid, and looks again."""
    return _loaded(folder())


@lru_cache(maxsize=4)
def _loaded(path: Path) -> Briefing:
    return load(path)


def forget() -> None:
    """Forget what was loaded, so that the folder is read again."""
    _loaded.cache_clear()
