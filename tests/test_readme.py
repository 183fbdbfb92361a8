"""The README and the reference promise commands, pages, parameters, paths and settings: each of them exists."""

import re
from pathlib import Path

import pytest

from components.settings import Settings
from components.web.routes import routes

from paths import ROOT
from small import OWN_PARAMETERS, PAGES

README = (ROOT / "README.md").read_text(encoding="utf-8")
REFERENCE = {path.stem: path.read_text(encoding="utf-8") for path in (ROOT / "docs" / "reference").glob("*.md")}
TEXTS = [ROOT / "README.md", ROOT / "CONTRIBUTING.md", *(ROOT / "docs").rglob("*.md"), ROOT / "deploy" / "README.md"]


def rows(text: str, heading: str) -> list[list[str]]:
    """The cells of the first table below a heading or line."""
    after = text.split(heading, 1)[1]
    table = re.search(r"(?:^\|.*\n)+", after, re.MULTILINE).group()
    return [[cell.strip().replace("`", "") for cell in line.strip("|").split("|")] for line in table.splitlines()[2:]]


def test_it_opens_with_a_picture_and_the_two_commands():
    top = README.split("## ", 1)[0]
    assert re.search(r"!\[.+\]\((docs/.+\.png)\)", top)
    assert "make run" in top
    assert "make test" in top


def test_it_takes_at_most_two_screens():
    assert len(README.splitlines()) <= 80


def test_every_page_is_named_with_its_path():
    assert {path.strip("/"): name for path, name, _ in rows(REFERENCE["links"], "## Pages")} == PAGES


def test_every_parameter_of_a_page_is_explained():
    explained = {
        (path.strip("/ "), name)
        for name, paths, _ in rows(REFERENCE["links"], "## Choices of a page")
        for path in paths.split(",")
    }
    assert explained == {(path, name) for path, own in OWN_PARAMETERS.items() for name in own}


def test_every_other_route_is_explained():
    explained = {
        path.strip() for paths, _ in rows(REFERENCE["links"], "## Everything else") for path in paths.split(",")
    }
    assert explained == {route.path for route in routes} - {f"/{path}" for path in PAGES}


def test_every_setting_is_explained():
    explained = {name: means for name, means, _ in rows(REFERENCE["settings"], "# Settings")}
    assert explained.pop("STREAMLIT_SERVER_COOKIE_SECRET")  # Streamlit reads this one itself
    declared = re.findall(r'"""``([A-Z_]+)``: (.+)\."""', (ROOT / "components" / "settings.py").read_text("utf-8"))
    assert len(declared) == len(Settings._fields)
    assert explained == {name: meaning.replace("`", "") for name, meaning in declared}


def found(pattern: str, *texts: Path) -> list[tuple[Path, str]]:
    """What a pattern finds in texts, and where."""
    return [
        (text, name) for text in texts for name in re.findall(pattern, text.read_text(encoding="utf-8"), re.MULTILINE)
    ]


@pytest.mark.parametrize("target", sorted({target for _, target in found("(?:^|`)make ([a-z-]+)", *TEXTS)}))
def test_every_command_is_a_target_of_the_makefile(target: str):
    assert target in {name for _, name in found("^([a-z-]+):", ROOT / "Makefile")}


@pytest.mark.parametrize(
    ("text", "link"), found(r"\]\(([^)#:]+)(?:#[^)]*)?\)", *TEXTS), ids=lambda part: Path(part).name
)
def test_every_file_that_a_text_links_to_is_there(text: Path, link: str):
    assert (text.parent / link).exists()


NAMED = found(r"`(?![^`]*NAME)([\w/.]+\.(?:py|html|js|md)|[\w/]+/)`", ROOT / "CONTRIBUTING.md")


@pytest.mark.parametrize("name", sorted({name for _, name in NAMED}))
def test_every_file_that_the_map_of_the_code_names_is_there(name: str):
    places = ("", "components/content", "components/content/templates", "components/widgets", "pages",
              "components/web/exports")  # fmt: skip
    assert any((ROOT / place / name).exists() for place in places)
