"""Waiting for what another process or thread does."""

import time
from collections.abc import Callable

PATIENCE_SECONDS = 60


def until(condition: Callable[[], object], seconds: float = PATIENCE_SECONDS) -> object:
    """Wait until a condition gives something true, and return that; after so many seconds return what it gives then."""
    give_up = time.monotonic() + seconds
    while not (found := condition()) and time.monotonic() < give_up:
        time.sleep(0.05)  # between two looks
    return found
