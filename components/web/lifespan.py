"""What happens when the server starts and stops."""

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
from components.widgets import live

_log = logging.getLogger(__name__)


@asynccontextmanager
async def lifespan(_: object) -> AsyncIterator[None]:
    """Register the live page, load the briefing and render it once before the first request, and watch its folder until
    the server stops.

    The server listens only after that, so ``/healthz`` never says 200 before everything is imported.
    """
    live.register()
    await anyio.to_thread.run_sync(warm)
    stop = threading.Event()
    threading.Thread(target=store.watch, args=(stop,), name="watch", daemon=True).start()
    yield
    stop.set()


def warm() -> None:
    """Render every page once, so that no user waits for what libraries import at first use."""
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
    except Exception:  # noqa: BLE001 - its users get an error page; the other pages must work
        _log.exception("A page of the briefing could not be drawn ahead")
