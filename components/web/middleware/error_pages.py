"""Error pages for exceptions: the user gets an id, and the log has the cause under that id."""

from starlette.requests import Request
from starlette.responses import HTMLResponse, PlainTextResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from components import failures
from components.briefing.address import base_path
from components.web.endpoints import NO_STORE

# Not a template: this page must work even if the templates are broken.
_PAGE = """<!DOCTYPE html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark"><meta name="robots" content="noindex">
<link rel="icon" href="{base_path}/favicon.png"><title>{sorry}</title>
<style>body {{ font: 1rem/1.5 system-ui, sans-serif; max-width: 40rem; margin: 12vh auto; padding: 0 1rem; }}</style>
</head><body><h1>{sorry}</h1>
<p>Reload the page in a moment, or go to the <a href="{base_path}/">overview</a>. {tell}</p>
</body></html>
"""


class ErrorPages:
    """Middleware that responds 500 to an exception that was raised before a response began."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass everything on; log exceptions and respond to them."""
        if scope["type"] == "lifespan":
            await self._app(scope, receive, send)
            return
        started = False

        async def send_tracking(message: Message) -> None:
            nonlocal started
            started = True
            await send(message)

        try:
            await self._app(scope, receive, send_tracking)
        except Exception as error:  # noqa: BLE001 - no user is to see a traceback
            identity = failures.logged(error, scope["path"])
            if not started:  # the server cuts off a response that has started
                await error_response(scope, identity)(scope, receive, send)


def error_response(scope: Scope, identity: str) -> Response:
    """Return a page for a browser, else a line of text, with the id under which the log has the cause."""
    tell = failures.report_sentence(identity)
    if scope["type"] == "http" and "text/html" in Request(scope).headers.get("accept", ""):
        return HTMLResponse(_PAGE.format(sorry=failures.SORRY, tell=tell, base_path=base_path()), 500, NO_STORE)
    return PlainTextResponse(f"{failures.SORRY} {tell}\n", 500, NO_STORE)
