"""The Data Package descriptor, judged by Frictionless."""

from pathlib import Path

import pytest
from frictionless import Package

from components.briefing import contract
from components.briefing.loading import load

from edits import keep
from exported import link
from inprocess import client
from paths import DATA, FICTIONAL
from reference import rows
from server import serve


def validated(folder):
    """Put the descriptor beside the CSV files and let Frictionless judge them."""
    (folder / "datapackage.json").write_bytes(client.get("/export/datapackage.json").content)
    return Package(str(folder / "datapackage.json")).validate()


@pytest.mark.parametrize("data", [DATA, FICTIONAL], ids=lambda folder: folder.name)
def test_a_server_serves_the_whole_package(data: Path):
    with serve(data=data) as address:
        report = Package(f"{address}/export/datapackage.json").validate()
    assert report.valid, report.flatten(["message"])
    assert {task.name: task.stats.get("rows", 0) for task in report.tasks} == {
        table.name: len(rows(data, table.name)) for table in load(data).tables
    }


def test_the_data_folder_is_valid_beside_its_descriptor(folder):
    report = validated(folder)
    assert report.valid, report.flatten(["message"])
    assert [task.name for task in report.tasks] == [table.name for table in contract.TABLES]


def test_a_folder_without_changes_is_described_without_them(folder, show):
    (folder / "changes.csv").unlink()
    show()
    report = validated(folder)
    assert report.valid, report.flatten(["message"])


@pytest.mark.parametrize(
    ("table", "column", "cell"),
    [
        ("events", "id", "rec-1"),
        ("events", "id", "evt-0"),
        ("events", "id", "evt-2"),
        ("events", "title", ""),
        ("events", "start", "2025-02-29"),
        ("events", "start", "1.1.2025"),
        ("events", "end", "0225-03-31"),
        ("events", "precision", "week"),
        ("events", "status", "Proposed"),
        ("events", "topics", ""),
        ("topics", "topic", "A; B"),
        ("topics", "topic", "Reform"),
        ("briefing", "field", "subtitle"),
        ("notes", "finding", ""),
    ],
)
def test_the_descriptor_catches_damage(folder, table, column, cell):
    """The damaged folder is not the one that is shown: the descriptor alone must find it."""
    damaged = rows(folder, table)
    damaged[0][column] = cell
    keep(folder, table, damaged)
    assert [task.name for task in validated(folder).tasks if not task.valid] == [table]


@pytest.mark.parametrize("words", ["cyber", "no-such-word"])
def test_exports_of_a_view_fit_the_schemas_too(tmp_path, words):
    for table in contract.TABLES:
        body = client.get(f"/export/{table.file}", params=link(words=words)).content
        (tmp_path / table.file).write_bytes(body)
    report = validated(tmp_path)
    assert report.valid, report.flatten(["message"])


def test_semicolons_in_cells_do_not_mislead_a_reader_of_the_package(folder, rewrite, show):
    several = "; ".join(row["topic"] for row in rows(DATA, "topics"))
    cells = {"title": "A;'B';C", "summary": "S", "source": "S", "topics": several}
    rewrite("areas", [{"id": f"area-{number}", **cells} for number in range(1, 20)])
    show()
    report = validated(folder)
    assert report.valid, report.flatten(["message"])


def test_the_descriptor_names_every_column_with_its_meaning():
    described = client.get("/export/datapackage.json").json()
    assert described["version"] == load(DATA).version
    for resource, table in zip(described["resources"], contract.TABLES, strict=True):
        fields = resource["schema"]["fields"]
        assert [
            (field["name"], field["description"], field["constraints"]["required"], field["constraints"]["unique"])
            for field in fields
        ] == [(column.name, column.meaning, column.required, column.unique) for column in table.columns]
