"""The server: the Streamlit app that ``python dashboard.py``, ``streamlit run dashboard.py`` and
``uvicorn dashboard:app`` all serve.

The Streamlit script lies in ``pages/``, not beside this file: with a folder ``pages/`` beside the main script
Streamlit's older router would answer the first deep link after a start (``docs/decisions/0001-script-in-pages.md``).
"""

import sys
from pathlib import Path

import streamlit as st

from components import settings
from components.web.lifespan import lifespan
from components.web.routes import middleware, routes

try:
    chosen = settings.read()
except settings.SettingsError as error:
    sys.exit(str(error))

script = Path(__file__).parent / "pages" / "_layout.py"
app = st.App(script, lifespan=lifespan, routes=routes, middleware=middleware)

if __name__ == "__main__":
    app.run(config={"server.port": chosen.port, "server.address": chosen.address})
