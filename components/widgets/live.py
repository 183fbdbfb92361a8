"""The live page: the element that shows a page's content in place of the document's, and follows its links."""

import secrets
from pathlib import Path
from typing import TypedDict

import streamlit as st
from streamlit.components.v2.get_bidi_component_manager import get_bidi_component_manager
from streamlit.components.v2.manifest_scanner import ComponentConfig, ComponentManifest

_PACKAGE = "dashboard"
_NAME = "live"
NAME = f"{_PACKAGE}.{_NAME}"
SCRIPT = "live.js"


class PageData(TypedDict):
    """What the element is given: the page's ``content`` as HTML, and ``at``, its address as the page itself writes it;
    ``paths`` of all pages, whose links load no document; ``state`` of the data, and the address ``health`` that says
    whether it is still the same; ``version`` of the data; ``language`` of the page.
    """

    content: str
    at: str
    paths: list[str]
    state: str
    health: str
    version: str
    language: str


def register() -> None:
    """Make the element known, so that its script is served before the first page asks for it.

    The script is a file, since the security policy lets no page run a script that is not one.
    """
    manifest = ComponentManifest(_PACKAGE, "1", [ComponentConfig(_NAME, "assets")])
    manager = get_bidi_component_manager()
    manager.register_from_manifest(manifest, Path(__file__).parent)
    st.components.v2.component(NAME, js=SCRIPT, isolate_styles=False)


def show(page: PageData) -> None:
    """Show a page's content. Each run hands over something new, so that the script hears of each step."""
    data = {**page, "run": secrets.token_hex(4)}
    st.components.v2.component(NAME, js=SCRIPT, isolate_styles=False)(data=data, key=_NAME)
