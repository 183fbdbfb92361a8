"""The headers that every response carries: what a browser may do with it, and who may put it in a frame."""

import base64
import hashlib

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from components.web import start_page
from pages import Rendered

_START = frozenset({"http.response.start", "websocket.http.response.start"})
_FILE_POLICY = "default-src 'none'; frame-ancestors 'none'"
"""For static files, a hundred of which make a page: they are no documents, and headers are not compressed."""


class SecurityHeaders:
    """Middleware that sets the security headers of every response, whatever the app behind it sets.

    ``frame_ancestors`` are the sites, besides our own, whose pages may show ours in a frame. There is no
    ``Strict-Transport-Security``: TLS ends at the proxy, and only who runs that knows whether plain HTTP is over.
    """

    def __init__(self, app: ASGIApp, frame_ancestors: tuple[str, ...] = ()) -> None:
        self._app = app
        always = {
            "X-Content-Type-Options": "nosniff",  # an export is never taken for a page
            "Referrer-Policy": "same-origin",  # the sites that we link to do not learn what somebody filters by
            "Cross-Origin-Opener-Policy": "same-origin",  # a page that opens ours in a window cannot reach into it
            "Permissions-Policy": "camera=(), geolocation=(), payment=(), usb=()",  # nothing here asks for them
        }
        if not frame_ancestors:  # it cannot name other sites; browsers that know the policy do not need it
            always["X-Frame-Options"] = "SAMEORIGIN"
        self._document = _encoded({**always, "Content-Security-Policy": policy(frame_ancestors)})
        self._file = _encoded({**always, "Content-Security-Policy": _FILE_POLICY})
        # Exports are public, and no browser sends anything with which a user could be told apart.
        self._export = [*self._document, *_encoded({"Access-Control-Allow-Origin": "*"})]
        self._ours = {name for name, _ in self._export}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass everything on, and set the headers of the response."""
        path = scope.get("path", "")
        file, ours = path.startswith("/static/"), self._export if path.startswith("/export/") else self._document

        async def send_guarded(message: Message) -> None:
            if message["type"] in _START:
                others = [header for header in message.get("headers", ()) if header[0].lower() not in self._ours]
                # A refused path below /static/ is answered with a page.
                mine = self._file if file and message["status"] in {200, 304} else ours
                message = {**message, "headers": others + mine}
            await send(message)

        await self._app(scope, receive, send_guarded)


def policy(frame_ancestors: tuple[str, ...]) -> str:
    """Return the content security policy of our pages."""
    return "; ".join(
        (
            "default-src 'none'",  # what is not named here is not loaded
            f"script-src 'self' {' '.join(_hashes())}",
            "style-src 'self' 'unsafe-inline'",  # Streamlit makes its styles in the browser
            "img-src 'self' data: blob:",  # the QR code; a chart saved as a picture
            "font-src 'self' data:",  # Streamlit's style sheet holds a small one
            "media-src blob:",  # the recording that Streamlit's menu offers
            "connect-src 'self'",
            "base-uri 'none'",
            "form-action 'self'",  # filters without a script are a form
            " ".join(("frame-ancestors 'self'", *frame_ancestors)),
        )
    )


def _hashes() -> list[str]:
    """Return the sources that allow exactly the inline scripts of the start page, found in the page itself."""
    texts = start_page.inline_scripts(start_page.with_document(Rendered("", "", "")))
    digests = (base64.b64encode(hashlib.sha256(text.encode()).digest()).decode() for text in texts)
    return [f"'sha256-{digest}'" for digest in digests]


def _encoded(headers: dict[str, str]) -> list[tuple[bytes, bytes]]:
    return [(name.lower().encode(), value.encode()) for name, value in headers.items()]
