"""A hosted service as the README has it: a new environment with what running needs, and Streamlit's own command."""

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import expect

from paths import ROOT
from server import serve

pytestmark = pytest.mark.browser


@pytest.fixture
def fresh(tmp_path: Path) -> Iterator[Path]:
    """A virtual environment with ``requirements.txt`` and nothing else."""
    folder = tmp_path / "fresh"
    quick = {**os.environ, "PIP_NO_COMPILE": "1", "PIP_DISABLE_PIP_VERSION_CHECK": "1"}
    for command in (
        (sys.executable, "-m", "venv", "--without-pip", folder),
        (sys.executable, "-m", "pip", "--python", folder / "bin" / "python", "install", "-q", "-r", "requirements.txt"),
    ):
        done = subprocess.run(command, cwd=ROOT, env=quick, capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stderr
    yield folder
    shutil.rmtree(folder)  # it has 600 MB


def test_a_hosted_service_needs_no_more_than_the_two_commands_of_the_readme(fresh: Path, visit):
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    assert "`pip install -r requirements.txt` and `streamlit run dashboard.py` are enough" in readme
    with serve((str(fresh / "bin" / "streamlit"), "run", "dashboard.py", "--server.port={port}")) as address:
        seen = visit(at=address)
        seen.open("/areas?topic=Intelligence")
        expect(seen.page.locator("h1")).to_have_text("Two of six areas are on Intelligence")
