"""A page's own choices (``view``, ``sort``, ``strand`` …), kept in the link and nowhere else.

They are not bound as the filters are: Streamlit makes extra entries in the browser's history when a page with bound
widgets is left, and Back then needs several presses. Here the link leads: before a widget is drawn it is set to what
the link says, and a choice writes the link.
"""

from collections.abc import Sequence

import pandas as pd
import streamlit as st

from components.briefing import arrangement
from components.briefing.filters import Ignored, ignored_sentence
from components.briefing.links import OWN_PARAMETERS, PAGE
from components.widgets.text import literal


def radio(label: str, path: str, parameter: str, options: Sequence[str]) -> str:
    """Draw radio buttons for a parameter of the page of this path, and return the chosen option."""
    default = OWN_PARAMETERS[path][parameter]
    key = _follow_link(path, parameter, options, default)
    # Not a segmented control: that writes in the accent colour, which is too dark for text in the dark theme.
    return st.radio(label, options, horizontal=True, key=key, on_change=_write_link, args=(key, parameter, default))


def selectbox(
    label: str, path: str, parameter: str, options: Sequence[str], *, anything: str, width: int
) -> str | None:
    """Draw a list to choose one option from, or none, which reads as ``anything``; return the chosen option."""
    key = _follow_link(path, parameter, options, None)
    return st.selectbox(
        label, options, index=None, placeholder=anything, width=width, key=key, on_change=_write_link,
        args=(key, parameter, None),
    )  # fmt: skip


def choose(parameter: str, value: str) -> None:
    """Write a choice into the link, as a click on a chart asks; choosing what is chosen already takes it back."""
    first_page()
    if st.query_params.get(parameter) == value:
        del st.query_params[parameter]
    else:
        st.query_params[parameter] = value


def page_number(path: str, *tables: pd.DataFrame) -> int:
    """Draw the way through the pages that these tables fill, if they fill more than one, and return the number of the
    chosen one, counted from 1.
    """
    pages = arrangement.pages_of(*tables)
    key = _follow_link(path, PAGE, [str(number) for number in range(1, pages + 1)], "1")
    number = st.session_state[key] = int(st.session_state[key])
    if pages > 1:
        st.pagination(pages, key=key, on_change=_write_link, args=(key, PAGE, "1"))
    return number


def first_page() -> None:
    """Let the link lead to the first page again, as it must when other items are chosen."""
    st.query_params.pop(PAGE, None)


def _follow_link(path: str, parameter: str, options: Sequence[str], default: str | None) -> str:
    """Set the widget of a parameter to what the link says, and return its key; say so when the link asks in vain."""
    asked = st.query_params.get(parameter, "")
    found = arrangement.chosen(asked, options)
    if asked and found is None:
        st.warning(literal(ignored_sentence([Ignored(parameter, asked)])))
    key = f"{path}-{parameter}"
    st.session_state[key] = default if found is None else found
    return key


def _write_link(key: str, parameter: str, default: str | None) -> None:
    value = st.session_state[key]
    if parameter != PAGE:
        first_page()
    if value is None or str(value) == default:
        st.query_params.pop(parameter, None)
    else:
        st.query_params[parameter] = str(value)
