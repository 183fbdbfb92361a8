"""The server: the app that ``python dashboard.py``, ``streamlit run dashboard.py`` and ``uvicorn dashboard:app`` serve.

The Streamlit script is in ``pages/``, not beside this file: with a folder ``pages/`` beside the main script Streamlit's
older router would serve the first deep link after a start (``docs/decisions/0001-script-in-pages.md``).

``python dashboard.py`` calls ``uvicorn.run`` rather than Streamlit's ``App.run``, so that the port opens only when the
server is ready, and ``SIGTERM`` ends it in a bounded time (``docs/decisions/0008-several-servers.md``).
"""

import asyncio
import logging
import signal
import sys
import threading
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import anyio.to_thread
import streamlit as st
import uvicorn

import pages
from components import settings
from components.briefing import store
from components.briefing.filters import Filters
from components.content.page import today
from components.web import preview
from components.web.coalescing import CoalescingH11Protocol
from components.web.exports import event_calendar
from components.web.middleware.guard import MAX_MESSAGE_BYTES
from components.web.routes import middleware, routes
from components.widgets import live

try:
    chosen = settings.read()
    layers = middleware(chosen)
except settings.SettingsError as error:
    sys.exit(str(error))

# Streamlit and uvicorn log here too, so that lines stay in order; uvicorn's --log-config takes precedence.
logging.basicConfig(format="%(asctime)s %(levelname)s %(name)s: %(message)s")
logging.getLogger("components").setLevel(logging.INFO)


@asynccontextmanager
async def _lifespan(_: object) -> AsyncIterator[None]:
    """Load the briefing and render it once before the first request, and watch its folder until the server stops.

    The server listens only after that, so ``/healthz`` never says 200 before everything is imported.
    """
    live.register()
    await anyio.to_thread.run_sync(_warm)
    stop = threading.Event()
    threading.Thread(target=store.watch, args=(stop,), name="watch", daemon=True).start()
    yield
    stop.set()


def _warm() -> None:
    """Render every page once, so that no user waits for what libraries import at first use."""
    snapshot = store.current_store().snapshot
    if (briefing := snapshot.briefing) is None:
        return
    try:
        for page in pages.PAGES:
            pages.render(pages.page_request(page.path, (), snapshot, today(), ""))
        preview.picture(Filters().apply(briefing), briefing.title, today())
        event_calendar.write(Filters(text="none").apply(briefing), "")
    except Exception:  # its users get an error page; the other pages must work
        logging.getLogger("components").exception("A page of the briefing could not be drawn ahead")


app = st.App(Path(__file__).parent / "pages" / "_layout.py", lifespan=_lifespan, routes=routes, middleware=layers)


def _not_cancelled(record: logging.LogRecord) -> bool:
    """Return whether a log record is more than the traceback of a response that was cancelled at shutdown."""
    return record.exc_info is None or record.exc_info[0] is not asyncio.CancelledError


if __name__ == "__main__":
    sys.stderr.write(f"Starting on http://{chosen.address}:{chosen.port}; Ctrl+C stops it\n")
    logging.getLogger("uvicorn.error").addFilter(_not_cancelled)
    signal.signal(signal.SIGTERM, lambda *_: sys.exit())  # uvicorn finishes first, then raises the signal again
    uvicorn.run(
        app,
        host=chosen.address,
        port=chosen.port,
        http=CoalescingH11Protocol,
        log_config=None,  # logging is set up already
        timeout_graceful_shutdown=5,  # seconds for responses that have begun; none of ours takes one second
        ws_max_size=MAX_MESSAGE_BYTES,  # a longer message is refused before it is read
        server_header=False,  # name and version would only help attackers
        ws_per_message_deflate=False,  # as in Streamlit: compression would cost 300 kB of memory for each user
    )
