"""The server: the Streamlit app that ``python dashboard.py``, ``streamlit run dashboard.py`` and
``uvicorn dashboard:app`` all serve.

The Streamlit script lies in ``pages/``, not beside this file: with a folder ``pages/`` beside the main script
Streamlit's older router would answer the first deep link after a start (``docs/decisions/0001-script-in-pages.md``).

``python dashboard.py`` gives the app to uvicorn itself rather than through Streamlit's ``App.run``: so the port opens
when the server is ready, not before, and ``SIGTERM`` ends it in a bounded time
(``docs/decisions/0008-several-servers.md``).
"""

import asyncio
import logging
import signal
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import streamlit as st
import uvicorn

from components import settings
from components.web.coalescing import CoalescingH11Protocol
from components.web.lifespan import lifespan
from components.web.middleware.messages import MAX_MESSAGE_BYTES
from components.web.routes import middleware, routes
from components.widgets import live

try:
    chosen = settings.read()
    around = middleware(chosen)
except settings.SettingsError as error:
    sys.exit(str(error))

# Where Streamlit's and uvicorn's own lines go too, in one order; uvicorn's --log-config, if there is one, has its way.
logging.basicConfig(format="%(asctime)s %(levelname)s %(name)s: %(message)s")
logging.getLogger("components").setLevel(logging.INFO)


@asynccontextmanager
async def _lifespan(app: object) -> AsyncIterator[None]:
    live.register()
    async with lifespan(app):
        yield


app = st.App(
    Path(__file__).parent / "pages" / "_layout.py",
    lifespan=_lifespan,
    routes=routes,
    middleware=around,
)


def _not_cancelled(record: logging.LogRecord) -> bool:
    """Say whether a log line is more than the traceback of a response that was given up when the server stopped."""
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
        log_config=None,  # Streamlit has set it up
        timeout_graceful_shutdown=5,  # seconds for the responses that have begun; none of ours takes one
        ws_max_size=MAX_MESSAGE_BYTES,  # a longer message is refused at its first bytes
        server_header=False,  # its name and version help nobody but an attacker
        ws_per_message_deflate=False,  # Streamlit's own choice: compression would cost 300 kB of memory a user
    )
