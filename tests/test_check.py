"""The check command: every problem on a line of its own, what was read otherwise, and how it ends."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from components.briefing import check, contract
from components.briefing.loading import load

import reference
from edits import add, edit
from paths import DATA, ROOT


def run(*arguments: str, folder: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    """Run the command as the README says, from some other folder."""
    return subprocess.run(
        [sys.executable, "-m", "components.briefing.check", *arguments],
        cwd=folder,
        env={**os.environ, "PYTHONPATH": str(ROOT), **environment},
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )


def said(capsys, *arguments: str) -> tuple[int, list[str]]:
    code = check.main(arguments)
    return code, capsys.readouterr().out.splitlines()


def test_a_valid_folder_is_said_to_be_with_what_was_read(capsys):
    code, lines = said(capsys, str(DATA))
    assert code == 0
    assert lines[0] == "Valid: NATO–Montenegro Dialogue"
    counts = {table: int(number) for number, table in re.findall(r"(\d+) in (\w+)\.csv", lines[1])}
    assert counts == {table.name: len(reference.rows(DATA, table.name)) for table in contract.TABLES}
    assert lines[2:] == ["Quarters: 2025-Q1 to 2025-Q4", f"Version: {load(DATA).version}"]


def test_without_a_folder_the_built_in_data_is_checked(capsys):
    assert said(capsys) == said(capsys, str(DATA))


def test_a_briefing_without_events_has_no_quarters(capsys, rewrite, folder):
    rewrite("events", [])
    assert "Quarters: none, since there is no event" in said(capsys, str(folder))[1]


def test_how_files_of_another_form_were_read_is_said_last(capsys, folder):
    edit(folder, "events", "2025-04-01", "1.4.2025")
    edit(folder, "topics", "topic,description", "topic;description")
    code, lines = said(capsys, str(folder))
    assert (code, len(lines)) == (1, 7)  # seven topics without a semicolon: what is wrong is said alone
    (folder / "topics.csv").write_bytes((DATA / "topics.csv").read_bytes())
    assert said(capsys, str(folder)) == (0, [*said(capsys, str(DATA))[1], "events.csv: dates read as day.month.year"])


def test_every_problem_has_a_line_in_file_order(capsys, folder):
    edit(folder, "notes", "note-1", "remark-1")
    edit(folder, "events", "2025-03-31", "2025-02-29")
    edit(folder, "events", "2025-07-01", "1 July 2025")
    (folder / "areas.csv").unlink()
    code, lines = said(capsys, str(folder))
    assert code == 1
    assert lines[0] == "events.csv:2:end: 2025-02-29 is not a date that exists"
    assert [line.split(" ")[0] for line in lines] == [
        "events.csv:2:end:",
        "events.csv:4:start:",
        "areas.csv:",
        "notes.csv:2:id:",
    ]


def test_no_problem_is_left_out(capsys, folder):
    """The pages name fifty; a program wants them all."""
    add(folder, "topics", *(f"Topic {number}," for number in range(120)))
    assert len(said(capsys, str(folder))[1]) == 120


@pytest.mark.parametrize("cell", ["\x1b[31mred", "two\u2028lines", "\u202eturned"], ids=["escape", "lines", "turned"])
def test_what_a_cell_holds_cannot_act_on_the_terminal(capsys, folder, cell: str):
    edit(folder, "briefing", "licence note", cell)
    code, lines = said(capsys, str(folder))
    assert code == 1
    assert {line.partition(":")[0] for line in lines} == {"briefing.csv"}
    assert not re.search("[\x00-\x1f\u2028\u202e]", "".join(lines))


@pytest.mark.parametrize(
    ("name", "message"),
    [("nowhere", "does not exist"), ("file", "is not a folder"), ("x" * 300, "cannot be read")],
    ids=["nothing", "a file", "a name too long"],
)
def test_without_a_folder_there_is_a_plain_sentence(capsys, tmp_path, name: str, message: str):
    (tmp_path / "file").touch()
    code, lines = said(capsys, str(tmp_path / name))
    assert code == 2
    assert len(lines) == 1
    assert message in lines[0]


def test_an_empty_folder_lacks_every_file(capsys, tmp_path):
    code, lines = said(capsys, str(tmp_path))
    assert code == 1
    wanted = [table.file for table in contract.TABLES if not table.optional]
    assert [line.split(":")[0] for line in lines] == wanted


def test_it_works_from_any_folder_with_any_encoding(tmp_path, folder):
    edit(folder, "events", "2025-03-31", "März")
    done = run("data", folder=folder.parent, PYTHONIOENCODING="ascii", PYTHONUTF8="0")
    assert (done.returncode, done.stderr) == (1, "")
    assert done.stdout.startswith("events.csv:2:end: \\u201cM\\xe4rz\\u201d is not a date; write it as 2030-04-01")
    assert run(str(DATA), folder=tmp_path).returncode == 0


def test_a_reader_that_stops_early_sees_no_traceback(folder):
    add(folder, "topics", *(f"Topic {number}," for number in range(20_000)))
    command = f"{sys.executable} -m components.briefing.check {folder} | head -1"
    done = subprocess.run(["sh", "-c", command], cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.stdout.startswith("topics.csv:9:description: is empty")
    assert done.stderr == ""


def test_make_passes_the_folder_on(tmp_path):
    """Neither spaces nor an empty value mislead it."""
    for given, wanted in (("", ""), ("DATA=", ""), (f"DATA={tmp_path}/a b", f' "{tmp_path}/a b"')):
        done = subprocess.run(
            ["make", "--no-print-directory", "--dry-run", "check", *filter(None, [given])],
            cwd=ROOT,
            capture_output=True,
            text=True,
            check=True,
        )
        assert done.stdout.splitlines()[-1].rstrip().endswith(f"-m components.briefing.check{wanted}")
