"""Sharing: the link of exactly this view, ready to be copied."""

from urllib.parse import urlsplit

import streamlit as st

from components.briefing import links
from components.briefing.view import View
from components.widgets.text import literal


def draw(path: str, view: View) -> None:
    """Draw the share control of a page. Call it when the page is drawn, so that its own choices are known."""
    with st.popover("Share this view", icon=":material/share:"):
        st.markdown("**Link to exactly this view**")
        st.code(address(path, view), language=None, wrap_lines=True)
        said = view.filters.sentence
        st.caption(f"It keeps {literal(said)}." if said else "Nothing is filtered.")


def address(path: str, view: View) -> str:
    """Return the whole address of a page as it now shows, with the server's name where the browser gave it."""
    link = links.link(path, view.filters, **_own(path))
    parts = urlsplit(st.context.url or "")
    if not parts.netloc:
        return link
    prefix = parts.path.rstrip("/").removesuffix(path).rstrip("/")
    return f"{parts.scheme}://{parts.netloc}{prefix}{link}"


def _own(path: str) -> dict[str, str]:
    """Return what the link holds of the page's own parameters."""
    return {name: st.query_params.get(name, "") for name in links.OWN_PARAMETERS.get(path, {})}
