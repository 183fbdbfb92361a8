"""What happens when the server starts and stops, around all that it answers."""

import threading
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import anyio.to_thread

from components.briefing import store


@asynccontextmanager
async def lifespan(_: object) -> AsyncIterator[None]:
    """Read the briefing before the first visitor comes, and watch its folder until the server stops."""
    await anyio.to_thread.run_sync(store.shown)
    stop = threading.Event()
    threading.Thread(target=store.watch, args=(stop,), name="watch", daemon=True).start()
    yield
    stop.set()
