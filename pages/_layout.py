"""The Streamlit script: page config, navigation, filter bar, then the chosen page."""

from collections.abc import Callable

import streamlit as st

from components.briefing.briefing import Briefing
from components.briefing.filters import View
from components.briefing.links import PAGES
from components.briefing.store import Snapshot, current_snapshot
from components.widgets import failure, filter_bar, handover, notices, share, style
from components.widgets.text import literal
from pages import areas, coverage, overview, recommendations, sources, timeline

_WIDTH = 1120


def main() -> None:
    """Draw the page that the address names."""
    st.set_page_config(page_title="Briefing", layout="wide")
    style.apply()
    draw: dict[str, Callable[[View], None]] = {
        "": lambda view: overview.draw(view, ways),
        "timeline": timeline.draw,
        "areas": areas.draw,
        "recommendations": recommendations.draw,
        "coverage": coverage.draw,
        "sources": sources.draw,
    }
    views: list[View] = []  # the pages are declared before the view is known, and run after
    ways = {
        path: st.Page(_page(draw[path], views), title=name, url_path=path, default=not path)
        for path, name in PAGES.items()
    }
    chosen = st.navigation(list(ways.values()), position="top")
    with st.container(horizontal_alignment="center"), st.container(width=_WIDTH, key="page"):
        now = current_snapshot()
        if now.briefing is None:
            notices.draw_problems(now.problems)
        else:
            _draw_frame(now, now.briefing, chosen, views)
        handover.draw(now)


def _page(draw: Callable[[View], None], views: list[View]) -> Callable[[], None]:
    """Return the function that draws one page of the navigation, with the view that is known by then."""
    return lambda: draw(views[0])


def _draw_frame(now: Snapshot, briefing: Briefing, page: st.Page, views: list[View]) -> None:
    """Draw what all pages have in common, title and filter bar and sharing, and the chosen page."""
    path = page.url_path
    if path:
        st.caption(literal(briefing.title))
    st.title(PAGES[path] if path else literal(briefing.title), anchor=False)
    with st.container(key="filters"):
        view = filter_bar.draw(briefing).apply(briefing)
    views.append(view)
    st.set_page_config(page_title=" · ".join(filter(None, (PAGES[path], view.filters.sentence, briefing.title))))
    with st.container(horizontal=True, vertical_alignment="center", gap="small", key="sentence"):
        filter_bar.draw_sentence(view)
        sharing = st.container(width="content", key="sharing")
    notices.draw_stale(now)
    filter_bar.draw_ignored(view)
    try:
        page.run()
    except Exception as error:  # noqa: BLE001 - whatever broke, the menu and the filters go on working
        failure.draw(error, path)
    with sharing:
        share.draw(path, view)


main()
