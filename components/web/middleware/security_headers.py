"""The security headers of every response."""

import base64
import hashlib

from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from components.web import start_page
from pages import Rendered

_START = frozenset({"http.response.start", "websocket.http.response.start"})
_FILE_POLICY = "default-src 'none'; frame-ancestors 'none'"
"""For static files: they are not documents, and a page loads a hundred, whose headers are not compressed."""


class SecurityHeaders:
    """Middleware that sets the security headers of every response, whatever the app behind it sets.

    ``frame_ancestors`` are the sites, besides our own, that may show our pages in a frame. Setting
    ``Strict-Transport-Security`` is left to the proxy, where TLS ends.
    """

    def __init__(self, app: ASGIApp, frame_ancestors: tuple[str, ...] = ()) -> None:
        self._app = app
        always = {
            "X-Content-Type-Options": "nosniff",  # browsers must not treat an export as a page
            "Referrer-Policy": "same-origin",  # the sites that we link to do not learn the filters
            "Cross-Origin-Opener-Policy": "same-origin",  # a page that opens ours in a window has no access to it
            "Permissions-Policy": "camera=(), geolocation=(), payment=(), usb=()",  # nothing here uses them
        }
        if not frame_ancestors:  # for browsers that do not know the policy; it cannot name other sites
            always["X-Frame-Options"] = "SAMEORIGIN"
        self._document = {**always, "Content-Security-Policy": policy(frame_ancestors)}
        self._file = {**always, "Content-Security-Policy": _FILE_POLICY}
        self._export = {**self._document, "Access-Control-Allow-Origin": "*"}  # public, and the same for every user

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass everything on, and set the headers of the response."""
        path = scope.get("path", "")
        is_file, ours = path.startswith("/static/"), self._export if path.startswith("/export/") else self._document

        async def send_guarded(message: Message) -> None:
            if message["type"] in _START:
                message = {"headers": (), **message}
                headers = MutableHeaders(scope=message)
                del headers["Access-Control-Allow-Origin"]
                # Any other response below /static/ is a page.
                headers.update(self._file if is_file and message["status"] in {200, 304} else ours)
            await send(message)

        await self._app(scope, receive, send_guarded)


def policy(frame_ancestors: tuple[str, ...]) -> str:
    """Return the content security policy of our pages, with the hashes of the inline scripts that they start with."""
    scripts = start_page.inline_scripts(start_page.with_document(Rendered("", "", "")))
    digests = (base64.b64encode(hashlib.sha256(script.encode()).digest()).decode() for script in scripts)
    hashes = " ".join(f"'sha256-{digest}'" for digest in digests)
    return "; ".join(
        (
            "default-src 'none'",  # nothing else is loaded
            f"script-src 'self' {hashes}",
            "style-src 'self' 'unsafe-inline'",  # Streamlit makes its styles in the browser
            "img-src 'self' data: blob:",  # the QR code, and a chart saved as a picture
            "font-src 'self' data:",  # Streamlit's style sheet holds a small one
            "media-src blob:",  # screen recordings of Streamlit's menu
            "connect-src 'self'",
            "base-uri 'none'",
            "form-action 'self'",  # the search form works without a script
            " ".join(("frame-ancestors 'self'", *frame_ancestors)),
        )
    )
