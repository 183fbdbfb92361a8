"""The commands that the README of a new briefing gives to whoever keeps it."""

import os
import shutil
import signal
import subprocess
import sys
from functools import partial
from pathlib import Path

import pytest

from client import ask
from paths import ROOT
from server import answers, free_port

STARTER = ROOT / "components" / "briefing" / "starter"
README = (STARTER / "README.md").read_text(encoding="utf-8")
COMMANDS = [line.strip() for line in README.splitlines() if line.startswith("    ")]


@pytest.fixture
def begun(tmp_path: Path) -> Path:
    return Path(shutil.copytree(STARTER, tmp_path / "begun"))


def command(number: int, folder: Path) -> str:
    """A command of the README, with the place of a folder, and with what is installed here."""
    installed = f"make -o .venv/run BIN={Path(sys.executable).parent}"
    return COMMANDS[number].replace("path/of/this/folder", str(folder)).replace("make", installed, 1)


def test_the_first_command_says_what_is_wrong_and_where(begun: Path):
    run = partial(subprocess.run, ["sh", "-c", command(0, begun)], cwd=ROOT, capture_output=True, text=True)
    assert run().returncode == 0
    path = begun / "events.csv"
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("2030-09-30", "3/4/2030"), encoding="utf-8")  # the end of the second event
    done = run()
    assert done.returncode != 0
    assert "events.csv:3:end: " in README
    assert "events.csv:3:end: " in done.stdout + done.stderr


def test_the_second_command_shows_the_briefing(begun: Path):
    port = free_port()
    making = subprocess.Popen(
        ["sh", "-c", command(1, begun)], cwd=ROOT, env={**os.environ, "PORT": str(port)}, start_new_session=True,
        stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
    )  # fmt: skip
    try:
        assert answers(f"http://127.0.0.1:{port}/healthz", making)
        assert "Example" in ask(f"http://127.0.0.1:{port}", "/").body.decode()
    finally:
        os.killpg(making.pid, signal.SIGKILL)
        making.wait()
