"""Waiting for what another process or thread does."""

import time
from collections.abc import Callable

PATIENCE_SECONDS = 120
"""How long a test waits for what takes a second or less: a busy machine takes many times as long as an idle one."""


def until(condition: Callable[[], object]) -> object:
    """Wait until a condition gives something true, and return that, or what it gives when patience ends."""
    give_up = time.monotonic() + PATIENCE_SECONDS
    while not (found := condition()) and time.monotonic() < give_up:
        time.sleep(0.05)  # between two looks
    return found
