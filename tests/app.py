"""Opening a page of the dashboard in Streamlit's own test runner, with a link."""

import json
from typing import Any
from urllib.parse import parse_qs

from streamlit.testing.v1 import AppTest
from streamlit.util import calc_hash

from components import failures

from paths import ROOT

SCRIPT = ROOT / "pages" / "_layout.py"
PAGES = ("", "timeline", "areas", "recommendations", "coverage", "sources")


def open_page(path: str = "", query: str = "", theme: str = "light") -> AppTest:
    """Run the page of this path, as the first request of a visitor who follows a link with this query."""
    app = AppTest.from_file(str(SCRIPT), default_timeout=30)
    for name, values in parse_qs(query, keep_blank_values=True).items():
        app.query_params[name] = values
    # AppTest switches to pages that are files; ours are functions, which Streamlit names by a hash of their path.
    app._page_hash = calc_hash(path)  # noqa: SLF001
    app.context = {"theme": theme, "url": f"http://briefing.example/{path}"}
    return app.run()


def clean(app: AppTest) -> AppTest:
    """Return the app, having made sure that the run raised nothing."""
    assert not app.exception, [error.value for error in app.exception]
    assert failures.SORRY not in text(app)
    return app


def figures(app: AppTest) -> list[dict[str, Any]]:
    """Return the figures of a page, as Plotly's own JSON."""
    return [json.loads(element.proto.spec) for element in app.get("plotly_chart")]


def tables(app: AppTest) -> list[list[dict[str, str]]]:
    """Return the tables of a page, row by row, as the Markdown that their cells hold."""
    return [table.value.to_dict("records") for table in app.table]


def text(app: AppTest) -> str:
    """Return all that a page says in words."""
    said = [app.markdown, app.caption, app.title, app.header, app.subheader, app.warning, app.info, app.error]
    return "\n".join(str(element.value) for elements in said for element in elements)
