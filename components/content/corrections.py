"""The link by which a user reports a mistake in an item or a note, filled in."""

from urllib.parse import quote, urlencode, urlsplit, urlunsplit

from components.briefing.address import Address
from components.content.page import PageRequest


def correction_link(request: PageRequest, identifier: str, address: Address | str) -> str:
    """Return the link that opens the briefing's ``correction address`` with the id, link and data version of an item
    or note; empty where the briefing names no such address.
    """
    briefing = request.view.briefing
    target = briefing.fact("correction address")
    if not target:
        return ""
    link = f"{request.origin}{address}"
    if target.startswith("mailto:"):
        subject = f"Correction to {identifier}, {briefing.title}"
        body = f"What is wrong:\n\n\nItem: {identifier}\nLink: {link}\nData version: {briefing.version}\n"
        fields = urlencode({"subject": subject, "body": body}, quote_via=quote)
    else:
        fields = urlencode({"item": identifier, "link": link, "version": briefing.version})
    parts = urlsplit(target)
    return urlunsplit(parts._replace(query="&".join(filter(None, (parts.query, fields)))))
