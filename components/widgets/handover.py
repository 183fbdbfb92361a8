"""What the script in the page looks for (``components/web/templates/handover.js``): signs that no reader sees."""

import streamlit as st

from components.briefing.store import Snapshot


def draw(now: Snapshot) -> None:
    """Draw, last of all, the sign for the first paint to make way, which says what is shown, and a button that shows
    what there is by then: the script presses it when the data has changed.
    """
    st.container(key="drawn").html(f"<span hidden>{now.state}</span>")
    st.button("Show the data as it is now", key="renew")
