"""The README promises commands, pages, parameters and settings: each of them exists."""

import re
import subprocess
from dataclasses import fields

import pytest

from components.briefing.links import OWN_PARAMETERS, PAGES
from components.settings import Settings
from components.web.routes import routes

from paths import ROOT

README = (ROOT / "README.md").read_text(encoding="utf-8")


def rows(heading: str) -> list[list[str]]:
    """The cells of the first table below a heading or line."""
    after = README.split(heading, 1)[1]
    table = re.search(r"(?:^\|.*\n)+", after, re.MULTILINE).group()
    return [[cell.strip().replace("`", "") for cell in line.strip("|").split("|")] for line in table.splitlines()[2:]]


def test_it_opens_with_a_picture_and_the_two_commands():
    top = README.split("## ", 1)[0]
    assert re.search(r"!\[.+\]\((docs/.+\.png)\)", top)
    assert "make run" in top
    assert "make test" in top


def test_every_page_is_named_with_its_path():
    assert {path.strip("/"): name for path, name, _ in rows("## Pages")} == PAGES


def test_every_parameter_of_a_page_is_explained():
    explained = {
        (path.strip("/ "), name) for name, paths, _ in rows("choices of their own") for path in paths.split(",")
    }
    assert explained == {(path, name) for path, own in OWN_PARAMETERS.items() for name in own}


def test_every_other_route_is_explained():
    explained = {path.strip() for paths, _ in rows("everything below") for path in paths.split(",")}
    assert explained == {route.path for route in routes} - {f"/{path}" for path in PAGES}


def test_every_setting_is_explained():
    explained = {name: means for name, means, _ in rows("## Settings")}
    assert explained.pop("STREAMLIT_SERVER_COOKIE_SECRET")  # Streamlit reads this one itself
    declared = [field.metadata for field in fields(Settings)]
    assert explained == {setting["name"]: setting["meaning"].replace("`", "") for setting in declared}


@pytest.mark.parametrize("target", sorted(set(re.findall(r"(?:^|`)make ([a-z-]+)", README, re.MULTILINE))))
def test_every_command_is_a_target_of_the_makefile(target: str):
    done = subprocess.run(["make", "--dry-run", target], cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


@pytest.mark.parametrize(
    "path", sorted(set(re.findall(r"\]\(((?:docs|data)/[^)]+)\)|`(components/[\w/]+\.py)`", README)))
)
def test_every_file_that_it_names_is_there(path: tuple[str, str]):
    assert (ROOT / "".join(path)).exists()
