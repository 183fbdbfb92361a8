"""Links: a linked text, the web addresses in a citation, the link to report a mistake, and the QR code of a link."""

import re
from functools import lru_cache
from typing import NamedTuple
from urllib.parse import quote, urlencode, urlsplit, urlunsplit

import segno
from markupsafe import Markup

from components.briefing.address import Address
from components.content.page import PageRequest

_ADDRESS = re.compile(r"https?://[^\s<>\"“”]+")
_AFTER_ADDRESS = ".,;:!?)]}’'"
_PAIRS = {")": "(", "]": "[", "}": "{"}
_MAX_QR_LENGTH = 1_000
"""Maximum characters of a link in a QR code; the code of a longer one is too fine for a phone's camera."""


class Link(NamedTuple):
    """A text; ``address`` is the target, if it is a link, and ``after`` is text that follows it."""

    text: str
    address: Address | str = ""
    after: str = ""


def linked(text: str) -> tuple[Link, ...]:
    """Return a citation with its web addresses as links. If its only address is at the end, the words before it become
    the link. Punctuation after an address is not part of it.
    """
    pieces, end = [], 0
    for match in _ADDRESS.finditer(text):
        address = _trimmed(match.group())
        pieces += [Link(text[end : match.start()]), Link(address, address)]
        end = match.start() + len(address)
    pieces = [piece for piece in [*pieces, Link(text[end:])] if piece.text]
    title = pieces[0].text.strip().rstrip(",;:").rstrip() if pieces else ""
    if len(pieces) == 2 and pieces[1].address and title:
        return (Link(title, pieces[1].address),)
    return tuple(pieces)


def _trimmed(address: str) -> str:
    """Return an address without the punctuation of the sentence that it stands in."""
    while address[-1] in _AFTER_ADDRESS:
        opening = _PAIRS.get(address[-1])
        if opening and address.count(opening) >= address.count(address[-1]):
            break
        address = address[:-1]
    return address


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


@lru_cache(maxsize=256)
def qr(link: str) -> Markup:
    """Return the QR code of a link as an SVG element without script or font, 160 pixels wide with its quiet zone, black
    on white. It is empty if the link is too long.
    """
    if len(link) > _MAX_QR_LENGTH:
        return Markup()
    code = segno.make(link, error="m", micro=False)
    drawing = code.svg_inline(
        scale=160 / code.symbol_size()[0], dark="#000000", light="#ffffff", title="QR code of the link",
        svgclass=None, lineclass=None,
    )  # fmt: skip
    return Markup(drawing)  # noqa: S704 - holds no text of the link
