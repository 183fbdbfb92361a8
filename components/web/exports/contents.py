"""What every export of a view says of where it comes from."""

from components.briefing.address import Address
from components.briefing.citation import citation
from components.briefing.filters import View


def view_link(view: View, server: str) -> str:
    """Return the whole link back to a view, with its version: who follows it later learns of changes since.

    ``server`` is the address that links begin with, such as ``https://example.org``. It is the host of the request:
    one link gives the same bytes on every server that answers to the host in it.
    """
    return f"{server}{Address(filters=view.filters).shared(view.briefing.version)}"


def about(view: View, server: str) -> dict[str, str]:
    """Return where a file comes from: title, version, link, citation and licence."""
    briefing = view.briefing
    return {
        "title": briefing.title,
        "version": briefing.version,
        "link": view_link(view, server),
        "citation": citation(briefing),
        "licence": briefing.fact("licence note"),
    }
