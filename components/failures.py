"""What breaks on our side: the user is told a short id, and the log has the cause under the same id."""

import logging
import secrets
from urllib.parse import quote

_log = logging.getLogger(__name__)

SORRY = "Something went wrong on our side."
"""What a user is told, on a page and in a plain answer alike."""

_LONGEST = 100
"""Characters of a path that are logged; a client may send any."""


def logged(error: Exception, path: str) -> str:
    """Log an exception with the path on which it happened, and return the id under which it can be found."""
    identity = secrets.token_hex(3)
    _log.error("id %s at %s", identity, printable(path), exc_info=error)
    return identity


def printable(path: str) -> str:
    """Return a path for the log: short, on one line, and without anything that a terminal would act on."""
    return quote(path[:_LONGEST], safe="/-._~") + ("…" if len(path) > _LONGEST else "")


def whom_to_tell(identity: str) -> str:
    """Return the sentence that lets a user report what broke."""
    return f"If it happens again, tell whoever runs this dashboard the id {identity}."
