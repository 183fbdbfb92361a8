"""The Chromium that the browser tests drive: found, or installed. ``python tests/chromium.py`` makes sure of one."""

import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import packages

if TYPE_CHECKING:  # a machine may not have it yet
    from playwright.sync_api import Browser, Playwright

FLAGS = (
    "--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking", "--disable-component-update",
    "--disable-sync", "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
)  # fmt: skip
"""With which it starts anywhere, and asks nothing of other servers."""
NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")


def find() -> str | None:
    """Return the path of a Chromium: ``$CHROMIUM``, one on the PATH, or Playwright's own."""
    named = os.environ.get("CHROMIUM")
    if named:
        return named
    on_path = next((path for name in NAMES if (path := shutil.which(name))), None)
    return on_path or _playwrights_own()


def launch(playwright: "Playwright") -> "Browser":
    """Start it without a window."""
    return playwright.chromium.launch(executable_path=find(), args=list(FLAGS))


def _playwrights_own() -> str | None:
    from playwright.sync_api import sync_playwright  # noqa: PLC0415 - only needed where nothing is on the PATH

    with sync_playwright() as playwright:
        path = playwright.chromium.executable_path
    return path if Path(path).exists() else None


def _install() -> None:
    """Install Debian's package as root, else Playwright's own build."""
    packages.install("chromium", "fonts-dejavu-core")
    if find() is None:
        subprocess.run([sys.executable, "-m", "playwright", "install", "chromium"], check=False)


if __name__ == "__main__":
    if find() is None:
        _install()
    if find() is None:
        sys.exit("No Chromium: install one (Debian: apt-get install chromium) or name it in $CHROMIUM.")
