"""What breaks on our side: the visitor is told a short id, and the log has the cause under the same id."""

import logging
import secrets

_log = logging.getLogger(__name__)

SORRY = "Something went wrong on our side."
"""What a visitor is told, on a page and in a plain answer alike."""


def logged(error: Exception, where: str) -> str:
    """Log an exception with where it happened, and return the id under which it can be found."""
    identity = secrets.token_hex(3)
    _log.error("id %s at %s", identity, where, exc_info=error)
    return identity


def whom_to_tell(identity: str) -> str:
    """Return the sentence that lets a visitor report what broke."""
    return f"If it happens again, tell whoever runs this dashboard the id {identity}."
