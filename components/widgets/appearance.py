"""The reader's appearance: light or dark, as their browser shows the page."""

import streamlit as st

from components.charts.palette import LIGHT, THEMES, Theme


def theme() -> Theme:
    """Return the colours of the appearance in which the reader sees the page; light until it is known."""
    return THEMES.get(st.context.theme.type or "", LIGHT)
