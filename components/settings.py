"""The settings of the server, read from the environment and checked.

With the defaults ``make run`` is safe on a laptop. A setting that cannot be used stops the server before it starts,
with a sentence that names it and says what to write. ``docs/reference/settings.md`` explains each.
"""

import os
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

BUILT_IN = Path(__file__).parents[1] / "data"
"""The folder of the briefing that comes with the dashboard."""

HOST = r"[a-z0-9]([a-z0-9.-]*[a-z0-9])?|\[[0-9a-f:.]+\]"
"""A pattern of the names that a server can have, in lower case."""

_ALLOWED_HOST = re.compile(rf"(\*\.)?{HOST}")
_BASE_PATH = re.compile(r"(/[A-Za-z0-9._~-]+)+")
_ANCESTOR = re.compile(r"https?://(\*\.)?[a-z0-9.-]+(:[0-9]+)?")


class SettingsError(ValueError):
    """A setting that cannot be used; the message names it and says what to write."""


def _setting(name: str, meaning: str) -> dict[str, str]:
    return {"name": name, "meaning": meaning}


@dataclass(frozen=True)
class Settings:
    """Every setting, with its name in the environment and its meaning.

    ``hosts`` are in lower case and without a port; ``*.`` in front stands for every subdomain. ``base_path`` has a
    slash in front and none at its end, or is empty.
    """

    data: Path = field(default=BUILT_IN, metadata=_setting("BRIEFING_DATA", "the folder of CSV files to show"))
    port: int = field(default=8501, metadata=_setting("PORT", "the port of `python dashboard.py`"))
    address: str = field(
        default="127.0.0.1",
        metadata=_setting("ADDRESS", "the network address it listens on; `0.0.0.0` for all, in a container"),
    )
    hosts: tuple[str, ...] = field(
        default=("localhost", "127.0.0.1", "[::1]"),
        metadata=_setting("ALLOWED_HOSTS", "the names under which users reach the server, separated by spaces"),
    )
    frame_ancestors: tuple[str, ...] = field(
        default=(),
        metadata=_setting("FRAME_ANCESTORS", "other sites that may embed the pages, separated by spaces"),
    )
    access_log: bool = field(
        default=True, metadata=_setting("ACCESS_LOG", "`off` writes no line for each response; otherwise `on`")
    )
    base_path: str = field(
        default="", metadata=_setting("BASE_PATH", "the path under which a proxy serves the site, such as `/dashboard`")
    )


def read(environment: Mapping[str, str] | None = None) -> Settings:
    """Return the settings of an environment, the process's own if none is given.

    An empty variable counts as not set. Raises ``SettingsError`` for the first setting that cannot be used.
    """
    given = {name: value.strip() for name, value in (os.environ if environment is None else environment).items()}
    default = Settings()
    return Settings(
        data=Path(given.get("BRIEFING_DATA") or default.data),
        port=_port(given.get("PORT") or str(default.port)),
        address=given.get("ADDRESS") or default.address,
        hosts=_each("ALLOWED_HOSTS", given, _ALLOWED_HOST, "a name such as example.org, without https:// and port")
        or default.hosts,
        frame_ancestors=_each("FRAME_ANCESTORS", given, _ANCESTOR, "an origin such as https://example.org"),
        access_log=_switch("ACCESS_LOG", given.get("ACCESS_LOG") or "on"),
        base_path=_base_path(given.get("BASE_PATH", "")),
    )


def _port(text: str) -> int:
    if text.isascii() and text.isdecimal() and 0 < int(text[:6]) < 65_536:
        return int(text)
    raise SettingsError(f"PORT is “{text}”; it must be a number such as 8501")


def _base_path(text: str) -> str:
    path = text.rstrip("/")
    if path and not _BASE_PATH.fullmatch(path):
        raise SettingsError(f"BASE_PATH is “{text}”; it must be a path such as /dashboard")
    return path


def _each(name: str, given: Mapping[str, str], form: re.Pattern[str], wanted: str) -> tuple[str, ...]:
    """Return the values of a setting that may have several, in lower case."""
    values = tuple(given.get(name, "").lower().split())
    for value in values:
        if not form.fullmatch(value):
            raise SettingsError(f"{name} has “{value}”; each value must be {wanted}")
    return values


def _switch(name: str, text: str) -> bool:
    if text.lower() in {"on", "off"}:
        return text.lower() == "on"
    raise SettingsError(f"{name} is “{text}”; it must be on or off")
