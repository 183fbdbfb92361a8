"""The sign for the first paint to make way: ``components/web/templates/handover.js`` looks for it."""

import streamlit as st


def draw() -> None:
    """Draw the sign, last of all."""
    st.container(key="drawn").html("<span hidden>drawn</span>")
