"""An exception in a route: the reader gets a calm answer with an id, the log the cause, and nobody else notices."""

from starlette.requests import Request
from starlette.responses import HTMLResponse, PlainTextResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from components import failures

# Not a template: this page must come when those are what broke.
_PAGE = """<!DOCTYPE html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark"><meta name="robots" content="noindex">
<link rel="icon" href="/favicon.png"><title>{sorry}</title>
<style>body {{ font: 1rem/1.5 system-ui, sans-serif; max-width: 40rem; margin: 12vh auto; padding: 0 1rem; }}</style>
</head><body><h1>{sorry}</h1>
<p>Reload the page in a moment, or go to the <a href="/">overview</a>. {tell}</p>
</body></html>
"""


class CalmErrors:
    """Middleware that answers 500 for whatever was raised behind it before an answer began."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass everything on; log and answer what is raised."""
        if scope["type"] == "lifespan":
            await self._app(scope, receive, send)
            return
        begun = False

        async def noticing(message: Message) -> None:
            nonlocal begun
            begun = True
            await send(message)

        try:
            await self._app(scope, receive, noticing)
        except Exception as error:  # noqa: BLE001 - whatever it is, a reader is not the one to see it
            identity = failures.logged(error, scope["path"])
            if not begun:  # an answer that has begun is cut off by the server
                await _sorry(scope, identity)(scope, receive, send)


def _sorry(scope: Scope, identity: str) -> Response:
    tell = failures.whom_to_tell(identity)
    headers = {"Cache-Control": "no-store"}
    if scope["type"] == "http" and "text/html" in Request(scope).headers.get("accept", ""):
        return HTMLResponse(_PAGE.format(sorry=failures.SORRY, tell=tell), 500, headers)
    return PlainTextResponse(f"{failures.SORRY} {tell}\n", 500, headers)
