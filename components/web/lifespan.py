"""What happens when the server starts and stops, around all that it answers."""

import logging
import threading
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import anyio.to_thread

import pages
from components.briefing import store
from components.briefing.filters import Filters
from components.content.page import today
from components.web import preview
from components.web.exports import event_calendar

_log = logging.getLogger(__name__)


@asynccontextmanager
async def lifespan(_: object) -> AsyncIterator[None]:
    """Read the briefing and draw it once before the first user comes, and watch its folder until the server stops.

    The server listens only when this is done, so ``/healthz`` never says 200 while imports are to come.
    """
    await anyio.to_thread.run_sync(warm)
    stop = threading.Event()
    threading.Thread(target=store.watch, args=(stop,), name="watch", daemon=True).start()
    yield
    stop.set()


def warm() -> None:
    """Draw every page of the whole briefing once: what the libraries import only then, no user waits for."""
    snapshot = store.current_snapshot()
    briefing = snapshot.briefing
    if briefing is None:
        return
    view = Filters().apply(briefing)
    try:
        for page in pages.PAGES:
            pages.render(pages.page_request(page.path, (), snapshot, today(), ""))
        preview.picture(view, briefing.title, today())
        event_calendar.write(Filters(text="none").apply(briefing), "")
    except Exception:  # noqa: BLE001 - whoever asks for it is told; others must not be kept away
        _log.exception("A page of the briefing could not be drawn ahead")
