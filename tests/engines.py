"""Firefox and WebKit, driven alike. ``python tests/engines.py`` makes sure of both, or says what to install.

Playwright's own builds cannot be had everywhere; Debian's ``firefox-esr``, ``webkit2gtk-driver`` and ``xvfb`` can.
"""

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Protocol

import awaiting
import packages
from server import free_port, listens

PACKAGES = ("firefox-esr", "webkit2gtk-driver", "xvfb")


class Engine(Protocol):
    """A browser with one page."""

    def open(self, url: str) -> None: ...
    def run(self, script: str) -> Any: ...
    def click(self, selector: str) -> None: ...
    def type(self, selector: str, text: str) -> None: ...
    def back(self) -> None: ...
    def forward(self) -> None: ...


def until(engine: Engine, script: str, wanted: object) -> None:
    """Wait until a script gives a value."""
    awaiting.until(lambda: engine.run(script) == wanted)
    assert (script, engine.run(script)) == (script, wanted)


class _Driven:
    """What both drivers have in common: the names of their methods are WebDriver's."""

    def __init__(self, driver: Any, find: Callable[[str], Any], go: Callable[[str], None]) -> None:
        self._driver, self._find, self.open = driver, find, go

    def run(self, script: str) -> Any:
        return self._driver.execute_script(f"return {script}")

    def click(self, selector: str) -> None:
        self._find(selector).click()

    def type(self, selector: str, text: str) -> None:
        self._find(selector).send_keys(text)

    def back(self) -> None:
        self._driver.execute_script("history.back()")

    def forward(self) -> None:
        self._driver.execute_script("history.forward()")


@contextmanager
def firefox() -> Iterator[Engine]:
    """Start Firefox without a window, and talk to it in its own protocol."""
    from marionette_driver.by import By  # noqa: PLC0415 - only where it is installed
    from marionette_driver.marionette import Marionette  # noqa: PLC0415

    port = free_port()
    with tempfile.TemporaryDirectory() as profile:
        (Path(profile) / "user.js").write_text(
            f'user_pref("marionette.port", {port});\nuser_pref("browser.shell.checkDefaultBrowser", false);\n'
            'user_pref("datareporting.policy.dataSubmissionEnabled", false);\n'
        )
        command = ["firefox-esr", "--headless", "--no-remote", "--marionette", "--profile", profile]
        process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        driver = Marionette(host="127.0.0.1", port=port)
        try:
            assert listens(port, process)
            driver.start_session()
            yield _Driven(driver, lambda selector: driver.find_element(By.CSS_SELECTOR, selector), driver.navigate)
        finally:
            process.kill()
            process.wait()


@contextmanager
def webkit() -> Iterator[Engine]:
    """Start WebKitGTK's small browser on a virtual screen."""
    from selenium import webdriver  # noqa: PLC0415 - only where it is installed
    from selenium.webdriver.common.by import By  # noqa: PLC0415

    port, (told, tell) = free_port(), os.pipe()
    command = ["Xvfb", "-displayfd", str(tell), "-screen", "0", "1280x900x24"]
    screen = subprocess.Popen(command, stderr=subprocess.DEVNULL, pass_fds=[tell])
    os.close(tell)
    with os.fdopen(told) as number:
        display = f":{number.readline().strip()}"  # it takes a number that is free, and says it when it is ready
    service = subprocess.Popen(
        ["WebKitWebDriver", f"--port={port}"],
        env={**os.environ, "DISPLAY": display, "WEBKIT_DISABLE_SANDBOX_THIS_IS_DANGEROUS": "1"},
        stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
    )  # fmt: skip
    try:
        options = webdriver.WebKitGTKOptions()
        options.binary_location = _minibrowser()
        options.add_argument("--automation")
        assert listens(port, service)
        driver = webdriver.Remote(f"http://127.0.0.1:{port}", options=options)
        yield _Driven(driver, lambda selector: driver.find_element(By.CSS_SELECTOR, selector), driver.get)
        driver.quit()
    finally:
        for process in (service, screen):
            process.kill()
            process.wait()


def _minibrowser() -> str:
    found = sorted(Path("/usr/lib").glob("*/webkit2gtk-4.*/MiniBrowser"))
    return str(found[-1]) if found else ""


ENGINES = {"firefox": firefox, "webkit": webkit}


def missing() -> list[str]:
    """Return which of the packages are not there."""
    there = {
        "firefox-esr": shutil.which("firefox-esr"), "xvfb": shutil.which("Xvfb"),
        "webkit2gtk-driver": shutil.which("WebKitWebDriver") and _minibrowser(),
    }  # fmt: skip
    return [name for name in PACKAGES if not there[name]]


if __name__ == "__main__":
    if missing():
        packages.install(*PACKAGES)
    if missing():
        sys.exit(f"Firefox and WebKit are tested too; install {' and '.join(missing())} (Debian: apt-get install).")
