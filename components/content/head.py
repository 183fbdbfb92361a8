"""Metadata of a page for search engines and chats."""

import json
from typing import Any

from markupsafe import Markup

from components.briefing.address import FEED, ITEM, SOURCES, Address
from components.briefing.contract import ITEM_TABLES
from components.briefing.quarters import first_day, last_day
from components.content.page import Content, PageRequest
from components.content.sentences import sentence

PREVIEW_SIZE = (1200, 630)
"""What chats ask of a preview picture, in pixels."""


def head(request: PageRequest, title: str, heading: str, line: str) -> Content:
    """Return the values of the head of a page: canonical link, description, preview picture and linked data."""
    address, origin = request.address, request.origin
    version = request.view.briefing.version
    return {
        "description": " ".join(sentence(text) for text in (heading, line) if text),
        "canonical": f"{origin}{address}",
        "feed": address.to(FEED),
        "preview_size": PREVIEW_SIZE,
        "preview": f"{origin}{address.to('preview.png', **{ITEM: address.choice(ITEM)}).shared(version)}",
        "linked_data": _linked_data(request, title),
    }


def _linked_data(request: PageRequest, title: str) -> Markup:
    """Return a https://schema.org/Dataset for search engines; nothing in it can end the script element."""
    briefing, address = request.view.briefing, request.address
    formats = {
        "text/csv": [table.file for table in ITEM_TABLES],
        "text/calendar": ["events.ics"],
        "application/json": ["briefing.json"],
    }
    data: dict[str, Any] = {
        "@context": "https://schema.org",
        "@type": "Dataset",
        "name": title,
        "description": briefing.fact("subtitle"),
        "url": f"{request.origin}{address}",
        "version": briefing.version,
        "inLanguage": briefing.fact("language"),
        "license": f"{request.origin}{Address(SOURCES)}",
        "keywords": list(request.view.topics),
        "distribution": [
            {
                "@type": "DataDownload",
                "encodingFormat": media_type,
                "contentUrl": f"{request.origin}{address.to(f'export/{name}')}",
            }
            for media_type, names in formats.items()
            for name in names
        ],
    }
    if briefing.quarters:
        data["temporalCoverage"] = f"{first_day(briefing.quarters[0])}/{last_day(briefing.quarters[-1])}"
    text = json.dumps(data, ensure_ascii=False)
    return Markup(text.replace("&", "\\u0026").replace("<", "\\u003c").replace(">", "\\u003e"))  # noqa: S704
