"""A page that broke: what its visitor is told and can do. The log has the cause, under the same id."""

from urllib.parse import urlsplit

import streamlit as st

from components import failures
from components.briefing.store import current_snapshot
from components.widgets import handover


def draw(error: Exception, path: str) -> None:
    """Say that the page of a path could not be drawn, and offer the ways on."""
    identity = failures.logged(error, f"/{path}")
    with st.container(border=True, key=f"failure-{identity}"):
        st.markdown(f"**{failures.SORRY}** This page could not be drawn; your filters are kept.")
        st.markdown(f"Try again in a moment, or go to another page of the menu. {failures.whom_to_tell(identity)}")
        st.button("Try again", key=f"try-again-{identity}")


def draw_alone(error: Exception) -> bool:
    """Say so where a callback or the frame of all pages broke, and return that it is said.

    For ``st.App``, which calls this with whatever the script did not catch.
    """
    draw(error, urlsplit(st.context.url or "").path.strip("/"))
    handover.draw(current_snapshot())
    return True
