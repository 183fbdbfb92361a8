"""The prefix of the setting ``BASE_PATH``, removed from each path, so that the routes need not know it."""

from starlette.types import ASGIApp, Receive, Scope, Send


class BasePath:
    """Middleware that accepts paths with ``prefix``, which some proxies pass on, and without, which others strip.

    Links carry the prefix already: ``components.briefing.address`` puts it there.
    """

    def __init__(self, app: ASGIApp, prefix: str) -> None:
        self._app = app
        self._prefix = prefix

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass everything on, with the path as the routes know it."""
        path = scope.get("path", "")
        if f"{path}/".startswith(f"{self._prefix}/"):
            scope = {**scope, "path": path.removeprefix(self._prefix) or "/"}
        await self._app(scope, receive, send)
