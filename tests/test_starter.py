"""The starter: it passes the check, explains everything that the contract has, and is copied over nothing."""

import subprocess
from pathlib import Path

import pytest

from components.briefing import check, contract

from paths import ROOT
from reference import rows

STARTER = ROOT / "components" / "briefing" / "starter"
FILES = {path.name: path.read_bytes() for path in STARTER.iterdir()}


def make(folder: Path) -> subprocess.CompletedProcess[str]:
    command = ["make", "--no-print-directory", "new-briefing", f"DIR={folder}"]
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)


def test_it_passes_the_check():
    assert check.report(STARTER)[1] == check.VALID


def test_it_has_every_file_and_marks_every_row_as_an_example():
    assert set(FILES) == {"README.md", *(table.file for table in contract.TABLES)}
    for table in contract.TABLES:
        found = rows(STARTER, table.name)
        assert found
        assert [row for row in found if not any(cell.startswith("Example") for cell in row.values())] == []


def explained(column: contract.Column, optional: str) -> str:
    """Return how the README begins to explain a column or a fact."""
    return f"- **{column.name}**: {column.meaning}." + ("" if column.required else f" {optional}.")


@pytest.mark.parametrize("table", contract.TABLES, ids=lambda table: table.name)
def test_the_readme_explains_every_column_fact_and_word(table):
    section = FILES["README.md"].decode().split(f"\n## {table.file}\n", 1)[1].split("\n## ", 1)[0]
    wanted = [table.meaning, *(explained(column, "May be empty") for column in table.columns)]
    wanted += [word for column in table.columns for word in column.vocabulary]
    wanted += [explained(fact, "May be left out") for fact in contract.FACTS] if table is contract.BRIEFING else []
    assert [text for text in wanted if text not in section] == []


@pytest.mark.parametrize("name", ["new", "an empty folder", "deep/er"])
def test_it_is_copied_and_the_way_on_is_said(tmp_path, name):
    (tmp_path / "an empty folder").mkdir()
    done = make(tmp_path / name)
    assert (done.returncode, done.stderr) == (0, "")
    assert {path.name: path.read_bytes() for path in (tmp_path / name).iterdir()} == FILES
    assert f'make check DATA="{tmp_path / name}"' in done.stdout
    assert f'BRIEFING_DATA="{tmp_path / name}" make run' in done.stdout


@pytest.mark.parametrize("inside", ["notes.txt", ".git/HEAD"])
def test_nothing_is_written_over(tmp_path, inside):
    path = tmp_path / inside
    path.parent.mkdir(exist_ok=True)
    path.write_text("kept", encoding="utf-8")
    for place in (tmp_path, path):
        done = make(place)
        assert done.returncode == 2
        assert f"{place} is not an empty folder" in done.stdout
    assert [found for found in tmp_path.rglob("*") if found.is_file()] == [path]
    assert path.read_text(encoding="utf-8") == "kept"
