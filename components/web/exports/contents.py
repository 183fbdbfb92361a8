"""What the exports of a view have in common: provenance and links."""

from components.briefing.address import Address
from components.briefing.filters import View


def view_link(view: View, server: str) -> str:
    """Return the absolute link back to a view, with its version, so that the page can say that the data has changed.

    ``server`` is the address of the request, such as ``https://example.org``, so one link gives the same bytes on every
    server.
    """
    return f"{server}{Address(filters=view.filters).shared(view.briefing.version)}"


def about(view: View, server: str) -> dict[str, str]:
    """Return where a file comes from: title, version, link, citation and licence."""
    briefing = view.briefing
    return {
        "title": briefing.title,
        "version": briefing.version,
        "link": view_link(view, server),
        "citation": briefing.citation,
        "licence": briefing.fact("licence note"),
    }
