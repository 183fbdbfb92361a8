"""The live page: the Streamlit component that replaces the document's content and follows its links."""

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
    """The data of the component: the page's ``content`` as HTML, and ``at``, its address as the page itself writes it;
    the ``paths`` of all pages, whose links load no document; the ``state`` of the data, and the address ``health`` to
    compare it with; the ``version`` of the data; the ``language`` of the page.
    """

    content: str
    at: str
    paths: list[str]
    state: str
    health: str
    version: str
    language: str


def register() -> None:
    """Register the component, so that its script is served before the first page needs it.

    The script is a file, since the security policy forbids inline scripts.
    """
    manifest = ComponentManifest(_PACKAGE, "1", [ComponentConfig(_NAME, "assets")])
    manager = get_bidi_component_manager()
    manager.register_from_manifest(manifest, Path(__file__).parent)
    st.components.v2.component(NAME, js=SCRIPT, isolate_styles=False)


def show(page: PageData) -> None:
    """Show a page's content. ``run`` differs each time, so that the component's script is called for every run."""
    data = {**page, "run": secrets.token_hex(4)}
    st.components.v2.component(NAME, js=SCRIPT, isolate_styles=False)(data=data, key=_NAME)
