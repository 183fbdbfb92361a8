"""Being rewritten."""

from starlette.routing import Route

routes: list[Route] = []


def picture(_: object) -> bytes:
    """Return nothing."""
    return b""
