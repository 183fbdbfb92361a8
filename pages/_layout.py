"""The Streamlit script: reads the address and shows the page's content."""

import streamlit as st

import pages
from components import failures
from components.briefing import store
from components.briefing.address import CHART, EMBED, EXPLORE, Address, base_path
from components.charts.figure import CONFIG, explorable
from components.charts.palette import DARK, LIGHT
from components.content.page import PageRequest, state, today
from components.widgets import live


def main() -> None:
    """Show the page that the address names."""
    entries = [
        st.Page(lambda: None, title=page.name, url_path=page.path, default=not page.path) for page in pages.PAGES
    ]
    path = st.navigation(entries, position="hidden").url_path
    snapshot = store.current_store().snapshot
    rendered = _rendered(path, snapshot)
    st.set_page_config(page_title=rendered.title, layout="wide")
    live.show(
        {
            "content": rendered.content,
            "at": rendered.address,
            "paths": [str(Address(page.path)) for page in pages.PAGES],
            "state": state(snapshot, today()),
            "health": f"{base_path()}/healthz",
            "version": snapshot.briefing.version if snapshot.briefing else "",
            "language": pages.LANGUAGE,
        }
    )


def _rendered(path: str, snapshot: store.Snapshot) -> pages.Rendered:
    """Return the page, or what is wrong with the data, or an error page with the id of the log entry."""
    if snapshot.briefing is None:
        return pages.render_problems(snapshot.problems)
    try:
        request = pages.page_request(path, _parameters(), snapshot, today(), _origin())
        if request.address.choice(CHART) == EXPLORE:
            _explore(request)
        return pages.render(request)
    except Exception as error:  # noqa: BLE001 - after any error the user gets an id and can go on
        return pages.render_failure(failures.logged(error, f"/{path}"))


def _explore(request: PageRequest) -> None:
    """Draw the page's chart with Plotly, in the user's theme, for a phone or a wide screen."""
    if chart := pages.chart(request):
        width = "narrow" if "Mobi" in st.context.headers.get("User-Agent", "") else "wide"
        with st.container(key=width):  # the style sheet gives it the height of this drawing
            theme = DARK if st.context.theme.type == "dark" else LIGHT
            st.plotly_chart(explorable(getattr(chart, width), theme), key="plotly", theme=None, config=dict(CONFIG))


def _parameters() -> list[tuple[str, str]]:
    """Return the parameters of the address; Streamlit removes ``embed`` from them."""
    embedded = [(EMBED, "true")] if st.context.is_embedded else []
    return [*((name, value) for name in st.query_params for value in st.query_params.get_all(name)), *embedded]


def _origin() -> str:
    """Return the server's address as the user's browser has it: ``https://example.org``."""
    return "/".join((st.context.url or "").split("/")[:3])


main()
