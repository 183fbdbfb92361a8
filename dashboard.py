"""The server: the Streamlit app that ``python dashboard.py``, ``streamlit run dashboard.py`` and
``uvicorn dashboard:app`` all serve.

The Streamlit script lies in ``pages/``, not beside this file: with a folder ``pages/`` beside the main script
Streamlit's older router would answer the first deep link after a start (``docs/decisions/0001-script-in-pages.md``).
"""

import logging
import sys
from pathlib import Path

import streamlit as st

from components import settings
from components.web.routes import middleware, routes
from components.widgets import failure

try:
    chosen = settings.read()
except settings.SettingsError as error:
    sys.exit(str(error))

# Where Streamlit's and uvicorn's own lines go too, in one order; uvicorn's --log-config, if there is one, has its way.
logging.basicConfig(format="%(asctime)s %(levelname)s %(name)s: %(message)s")
logging.getLogger("components").setLevel(logging.INFO)

app = st.App(
    Path(__file__).parent / "pages" / "_layout.py",
    routes=routes,
    middleware=middleware(chosen),
    on_script_error=failure.draw_alone,
)

if __name__ == "__main__":
    app.run(config={"server.port": chosen.port, "server.address": chosen.address})
