"""The settings of the server, read from the environment and checked.

With the defaults ``make run`` is safe on a laptop. A setting that cannot be used stops the server before it starts,
with a sentence that names it and says what to write. ``docs/reference/settings.md`` explains each.
"""

import os
import re
from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple

BUILT_IN = Path(__file__).parents[1] / "data"
"""The folder of the briefing that comes with the dashboard."""

HOST = r"[a-z0-9]([a-z0-9.-]*[a-z0-9])?|\[[0-9a-f:.]+\]"
"""A pattern of the names that a server can have, in lower case."""

_ALLOWED_HOST = re.compile(rf"(\*\.)?{HOST}")
_BASE_PATH = re.compile(r"(/[A-Za-z0-9._~-]+)*/*")
_ANCESTOR = re.compile(r"https?://(\*\.)?[a-z0-9.-]+(:[0-9]+)?")


class SettingsError(ValueError):
    """A setting that cannot be used; the message names it and says what to write."""


class Settings(NamedTuple):
    """Every setting, with its name in the environment and its meaning.

    ``hosts`` are in lower case and without a port; ``*.`` in front stands for every subdomain. ``base_path`` has a
    slash in front and none at its end, or is empty.
    """

    data: Path = BUILT_IN
    """``BRIEFING_DATA``: the folder of CSV files to show."""
    port: int = 8501
    """``PORT``: the port of ``python dashboard.py``."""
    address: str = "127.0.0.1"
    """``ADDRESS``: the network address it listens on; ``0.0.0.0`` for all, in a container."""
    hosts: tuple[str, ...] = ("localhost", "127.0.0.1", "[::1]")
    """``ALLOWED_HOSTS``: the names under which users reach the server, separated by spaces."""
    frame_ancestors: tuple[str, ...] = ()
    """``FRAME_ANCESTORS``: other sites that may embed the pages, separated by spaces."""
    access_log: bool = True
    """``ACCESS_LOG``: ``off`` writes no line for each response; otherwise ``on``."""
    base_path: str = ""
    """``BASE_PATH``: the path under which a proxy serves the site, such as ``/dashboard``."""


def read(environment: Mapping[str, str] = os.environ) -> Settings:
    """Return the settings of an environment, the process's own if none is given.

    An empty variable counts as not set. Raises ``SettingsError`` for the first setting that cannot be used.
    """
    given = {name: value.strip() for name, value in environment.items()}
    default = Settings()
    port = given.get("PORT") or str(default.port)
    if not (re.fullmatch("[0-9]{1,6}", port) and 0 < int(port) < 65_536):
        raise _unusable("PORT", port, "a number such as 8501")
    log = given.get("ACCESS_LOG") or "on"
    if log.lower() not in {"on", "off"}:
        raise _unusable("ACCESS_LOG", log, "on or off")
    base_path = given.get("BASE_PATH", "")
    if not _BASE_PATH.fullmatch(base_path):
        raise _unusable("BASE_PATH", base_path, "a path such as /dashboard")
    return Settings(
        data=Path(given.get("BRIEFING_DATA") or default.data),
        port=int(port),
        address=given.get("ADDRESS") or default.address,
        hosts=_each("ALLOWED_HOSTS", given, _ALLOWED_HOST, "a name such as example.org, without https:// and port")
        or default.hosts,
        frame_ancestors=_each("FRAME_ANCESTORS", given, _ANCESTOR, "an origin such as https://example.org"),
        access_log=log.lower() == "on",
        base_path=base_path.rstrip("/"),
    )


def _unusable(name: str, text: str, wanted: str) -> SettingsError:
    return SettingsError(f"{name} is “{text}”; it must be {wanted}")


def _each(name: str, given: Mapping[str, str], form: re.Pattern[str], wanted: str) -> tuple[str, ...]:
    """Return the values of a setting that may have several, in lower case."""
    values = tuple(given.get(name, "").lower().split())
    for value in values:
        if not form.fullmatch(value):
            raise SettingsError(f"{name} has “{value}”; each value must be {wanted}")
    return values
