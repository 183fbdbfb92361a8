"""Errors on our side: the user gets a short id, and the log has the cause under that id."""

import logging
import secrets
from urllib.parse import quote

_log = logging.getLogger(__name__)

SORRY = "Something went wrong on our side."
"""The first sentence of every error page and plain text response."""

_LONGEST = 100  # maximum characters of a path in the log; a client may send any number


def logged(error: Exception, path: str) -> str:
    """Log an exception with the path on which it happened, and return the id under which it can be found."""
    identity = secrets.token_hex(3)
    _log.error("id %s at %s", identity, printable(path), exc_info=error)
    return identity


def printable(path: str) -> str:
    """Return a path for the log: short, on one line, and without control characters."""
    return quote(path[:_LONGEST], safe="/-._~") + ("…" if len(path) > _LONGEST else "")


def report_sentence(identity: str) -> str:
    """Return the sentence that asks the user to report an error by its id."""
    return f"If it happens again, tell whoever runs this dashboard the id {identity}."
