"""The filter bar: three filters bound to the link, what they say in words, and a way to clear them.

The widgets' keys are the parameters of the link (``quarter``, ``topic``, ``q``); Streamlit keeps both in step. A
link may ask for what the widgets do not take: ``2025-q1`` in lower case, a topic that does not exist. Such a link is
read by ``Filters``, once, when it arrives; it is then written the way the widgets take it, and what had to be ignored
is remembered, to be said.
"""

from typing import NamedTuple

import streamlit as st

from components.briefing import findings
from components.briefing.briefing import Briefing
from components.briefing.filters import MAX_TEXT, Filters, Ignored, View, ignored_sentence
from components.widgets import choices
from components.widgets.text import literal

QUARTER, TOPIC, WORDS = "quarter", "topic", "q"

_REMEMBERED = "_ignored"


class _Remembered(NamedTuple):
    """What a link asked for in vain, and the filters that were left of it."""

    filters: Filters
    ignored: tuple[Ignored, ...]


def draw(briefing: Briefing) -> Filters:
    """Draw the bar, and return what is chosen."""
    if QUARTER in st.session_state:
        _drop_unknown(briefing)
    else:
        _receive(briefing)
    return _widgets(briefing)


def _receive(briefing: Briefing) -> None:
    """Read the link with which a visit begins, and mend it where the widgets would not take it as it is."""
    asked = [(key, value) for key in (QUARTER, TOPIC, WORDS) for value in st.query_params.get_all(key)]
    filters, ignored = Filters.read(asked, briefing)
    if ignored:
        st.session_state[_REMEMBERED] = _Remembered(filters, ignored)
    if sorted(asked) != sorted(filters.parameters):
        others = {key: st.query_params.get_all(key) for key in st.query_params if key not in (QUARTER, TOPIC, WORDS)}
        own = {QUARTER: list(filters.quarters), TOPIC: list(filters.topics), WORDS: [filters.text]}
        st.query_params.from_dict({**others, **{key: values for key, values in own.items() if any(values)}})
        st.rerun()


def _drop_unknown(briefing: Briefing) -> None:
    """Leave out what was chosen before the data changed and is no longer there, and say so."""
    asked = [(key, value) for key in (QUARTER, TOPIC) for value in st.session_state.get(key, ())]
    filters, ignored = Filters.read([*asked, (WORDS, st.session_state.get(WORDS) or "")], briefing)
    if ignored:
        _set(filters)
        st.session_state[_REMEMBERED] = _Remembered(filters, ignored)


def draw_sentence(view: View) -> None:
    """Say which filters are chosen and how much matches, with the button that clears them."""
    if view.filters:
        st.markdown(f"**{literal(view.filters.sentence)}**: {literal(findings.matching_everything(view))} match")
    else:
        st.markdown(f"Showing everything: {literal(findings.matching_everything(view))}")
    draw_clear("clear", disabled=not view.filters)


def draw_clear(key: str, *, disabled: bool = False) -> None:
    """Draw a button that clears all filters."""
    st.button("Clear filters", key=key, on_click=_set, args=(Filters(),), disabled=disabled, type="tertiary")


def draw_ignored(view: View) -> None:
    """Say what in the link was ignored, if anything was, for as long as the reader has not chosen otherwise."""
    remembered = st.session_state.get(_REMEMBERED)
    if isinstance(remembered, _Remembered) and remembered.filters == view.filters:
        st.warning(literal(ignored_sentence(remembered.ignored)))


def choose(*, quarters: tuple[str, ...] = (), topic: str = "") -> None:
    """Filter by quarters, a topic or both, as a click on a chart or a card asks; the other filters stay.

    Choosing what is chosen already takes it back. For callbacks, which run before the bar is drawn.
    """
    chosen = {QUARTER: list(quarters), TOPIC: [topic] if topic else []}
    chosen = {key: values for key, values in chosen.items() if values}
    is_chosen = all(st.session_state.get(key) == values for key, values in chosen.items())
    for key, values in chosen.items():
        st.session_state[key] = [] if is_chosen else values
    choices.first_page()


def choose_event(view: View, identifier: str) -> None:
    """Filter by the quarters of the event of that id, as a click on its bar asks."""
    events = view.briefing.events
    for quarters in events.loc[events["id"] == identifier, "quarters"]:
        choose(quarters=quarters)


def _set(filters: Filters) -> None:
    st.session_state[QUARTER] = list(filters.quarters)
    st.session_state[TOPIC] = list(filters.topics)
    st.session_state[WORDS] = filters.text
    choices.first_page()


def _widgets(briefing: Briefing) -> Filters:
    by_quarter, by_topic, by_words = st.columns([3, 4, 3], gap="small")
    quarters = by_quarter.multiselect(
        "Quarter",
        briefing.quarters,
        key=QUARTER,
        bind="query-params",
        placeholder="Any quarter",
        select_all=False,
        on_change=choices.first_page,
    )
    topics = by_topic.multiselect(
        "Topic",
        briefing.topic_names,
        key=TOPIC,
        bind="query-params",
        placeholder="Any topic",
        select_all=False,
        on_change=choices.first_page,
    )
    text = by_words.text_input(
        "Words",
        key=WORDS,
        bind="query-params",
        type="search",
        live=True,
        max_chars=MAX_TEXT,
        placeholder="In titles, summaries and topics",
        on_change=choices.first_page,
    )
    pairs = [
        *((QUARTER, quarter) for quarter in quarters),
        *((TOPIC, topic) for topic in topics),
        (WORDS, text or ""),
    ]
    return Filters.read(pairs, briefing).filters
