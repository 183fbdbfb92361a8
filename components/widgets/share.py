"""Sharing: everything that exactly this view can be had as, from a link to a page on paper."""

import base64
from html import escape
from urllib.parse import urlsplit

import streamlit as st

from components import settings
from components.briefing import findings, links
from components.briefing.filters import View
from components.charts.qr import qr


def draw(path: str, view: View) -> None:
    """Draw the share control of a page."""
    link = address(path, view)
    with st.popover("Share this view", icon=":material/share:"):
        st.markdown("**Link to exactly this view**")
        st.code(link, language=None, wrap_lines=True)
        code = qr(link)
        if code:
            picture = base64.b64encode(code.encode()).decode()
            st.html(
                f'<img src="data:image/svg+xml;base64,{picture}" width="160" height="160" alt="QR code of the link">'
            )
        st.markdown("**On paper, in a spreadsheet, in a calendar**")
        st.markdown(" · ".join(f"[{name}]({target})" for name, target in downloads(view).items()))
        calendar = _server(path) + links.link("export/events.ics", view.filters)
        st.markdown("Subscribe to the events: give your calendar this address")
        st.code(calendar, language=None, wrap_lines=True)
        st.markdown("**In another page**")
        st.code(_snippet(link, view), language="html", wrap_lines=True)
        if not settings.read().frame_ancestors:
            st.caption("So far this server lets no other site embed its pages; whoever runs it can allow yours.")


def draw_downloads(view: View, *names: str) -> None:
    """Draw links to some of the downloads of a view, by their names in ``downloads``."""
    offered = downloads(view)
    st.markdown(" · ".join(f"[{name}]({offered[name]})" for name in names))


def downloads(view: View) -> dict[str, str]:
    """Return everything that a view can be downloaded as: name and address on this server."""
    return {
        "Briefing to print": links.link("briefing", view.filters),
        "Calendar": links.link("export/events.ics", view.filters),
        **{f"{noun.capitalize()}s as CSV": links.link(f"export/{table}.csv", view.filters)
           for table, noun in findings.NOUNS.items()},
        "JSON": links.link("export/briefing.json", view.filters),
    }  # fmt: skip


def address(path: str, view: View) -> str:
    """Return the whole address of a page as it now shows, with the server's name where the browser gave it."""
    own = {name: st.query_params.get(name, "") for name in links.OWN_PARAMETERS.get(path, {})}
    return _server(path) + links.link(path, view.filters, **own)


def _server(path: str) -> str:
    """Return the server as the reader's browser names it, with the prefix under which a proxy may have put it."""
    parts = urlsplit(st.context.url or "")
    if not parts.netloc:
        return ""
    return f"{parts.scheme}://{parts.netloc}{parts.path.rstrip('/').removesuffix(path).rstrip('/')}"


def _snippet(link: str, view: View) -> str:
    source = f"{link}{'&' if '?' in link else '?'}embed=true"
    return f'<iframe src="{escape(source)}" title="{escape(_title(view))}" width="100%" height="700"></iframe>'


def _title(view: View) -> str:
    """Return the title of an embedded view: the briefing and its filters."""
    return " · ".join(part for part in (view.briefing.title, view.filters.sentence) if part)
