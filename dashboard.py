"""The server: the Streamlit app that ``python dashboard.py``, ``streamlit run dashboard.py`` and
``uvicorn dashboard:app`` all serve.

The Streamlit script lies in ``pages/``, not beside this file: with a folder ``pages/`` beside the main script
Streamlit's older router would answer the first deep link after a start (``docs/decisions/0001-script-in-pages.md``).
"""

import os
import sys
from pathlib import Path

import streamlit as st

from components.web.routes import middleware, routes

app = st.App(Path(__file__).parent / "pages" / "_layout.py", routes=routes, middleware=middleware)

if __name__ == "__main__":
    port = os.environ.get("PORT", "8501")
    if not port.isdecimal():
        sys.exit(f"PORT is “{port}”; it must be a number such as 8501")
    app.run(config={"server.port": int(port)})
