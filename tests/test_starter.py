"""The starter: it passes the check, explains everything that the contract has, and writes over nothing."""

import csv
import io
import re
from datetime import date
from pathlib import Path

import pytest

from components.briefing import check, contract, starter
from components.briefing.links import PAGES
from components.briefing.loading import load

from app import clean, figures, open_page, text
from paths import ROOT

TODAY = date(2030, 6, 15)


@pytest.fixture
def begun(tmp_path, monkeypatch, show):
    """A starter's folder, which the pages show."""
    folder = tmp_path / "my briefing"
    starter.write(folder, TODAY)
    monkeypatch.setenv("BRIEFING_DATA", str(folder))
    show()
    return folder


def test_a_starter_passes_the_check(begun: Path):
    assert check.report(begun).code == check.VALID


@pytest.mark.parametrize("day", [date(2028, 2, 29), date(2030, 12, 31), date(2031, 1, 1)], ids=str)
def test_the_example_events_lie_in_the_next_year(tmp_path, day: date):
    starter.write(tmp_path / "new", day)
    briefing = load(tmp_path / "new")
    assert {quarter[:4] for quarter in briefing.quarters} == {str(day.year + 1)}


def test_every_row_is_marked_as_an_example(begun: Path):
    for table in contract.TABLES:
        rows = list(csv.DictReader(io.StringIO((begun / table.file).read_text(encoding="utf-8"))))
        assert rows
        assert [row for row in rows if not any(cell.startswith("Example") for cell in row.values())] == []


def test_the_readme_explains_every_file_column_fact_and_word(begun: Path):
    explained = (begun / starter.README).read_text(encoding="utf-8")
    for table in contract.TABLES:
        section = explained.split(f"\n## {table.file}\n", 1)[1].split("\n## ", 1)[0]
        assert table.meaning in section
        for column in table.columns:
            [said] = re.findall(rf"- \*\*{column.name}\*\*: (.*)", section)
            assert column.meaning in said
            assert [word for word in column.vocabulary if word not in said] == []
            assert ("May be empty" in said) is not column.required
    facts = explained.split("\nThe facts", 1)[1].split("\n## ", 1)[0]
    for fact in contract.FACTS:
        [said] = re.findall(rf"- \*\*{fact.name}\*\*: (.*)", facts)
        assert fact.meaning in said
        assert ("May be left out" in said) is not fact.required


def test_the_readme_says_how_to_edit_check_and_show(begun: Path):
    explained = (begun / starter.README).read_text(encoding="utf-8")
    for part in ("LibreOffice", "Excel", "UTF-8", "make check DATA=", "BRIEFING_DATA="):
        assert part in explained
    targets = re.findall(r"^(\w[\w-]*):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE)
    assert {"check", "run"} <= set(targets)


@pytest.mark.usefixtures("begun")
@pytest.mark.parametrize("path", PAGES)
def test_every_page_shows_a_starter(path: str):
    app = clean(open_page(path))
    assert "Example briefing" in (app.title[0].value if not path else app.caption[0].value)
    assert not app.warning
    assert not app.error


@pytest.mark.usefixtures("begun")
def test_the_pages_of_a_starter_say_what_is_in_it():
    assert "1 proposed and 1 confirmed events in 2031\\-Q1, 2031\\-Q3" in open_page("timeline").header[0].value
    assert [len(figure["data"]) for figure in figures(open_page("coverage"))] == [2 + 4 + 1]
    assert "Example topic 2 is the topic of 2 of 2 areas" in text(open_page("areas"))


@pytest.mark.parametrize("inside", ["notes.txt", ".git/HEAD"])
def test_a_folder_that_has_anything_is_left_as_it_is(tmp_path, capsys, inside: str):
    path = tmp_path / inside
    path.parent.mkdir(exist_ok=True)
    path.write_text("kept", encoding="utf-8")
    assert starter.main([str(tmp_path)]) == 1
    assert "is not an empty folder" in capsys.readouterr().out
    assert [found for found in tmp_path.rglob("*") if found.is_file()] == [path]
    assert path.read_text(encoding="utf-8") == "kept"


def test_a_file_is_no_folder_to_write_into(tmp_path, capsys):
    path = tmp_path / "file"
    path.write_text("kept", encoding="utf-8")
    assert starter.main([str(path)]) == starter.main([str(path / "below")]) == 1
    said = capsys.readouterr().out.splitlines()
    assert len(said) == 2
    assert "is not an empty folder" in said[0]
    assert "cannot be written" in said[1]


def test_an_empty_folder_is_used_and_the_way_on_is_said(tmp_path, capsys):
    assert starter.main([str(tmp_path)]) == 0
    said = capsys.readouterr().out
    assert f"make check DATA={tmp_path}" in said
    assert f"BRIEFING_DATA={tmp_path} make run" in said
    assert {path.name for path in tmp_path.iterdir()} == {
        starter.README,
        *(table.file for table in contract.TABLES),
    }
