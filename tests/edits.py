"""Edits of a briefing's CSV files."""

import csv
from collections.abc import Mapping, Sequence
from pathlib import Path


def edit(folder: Path, table: str, old: str, new: str, *, times: int = -1, encoding: str = "utf-8") -> None:
    """Replace a text in a file, everywhere or so many times, in place as a spreadsheet does; it must be there."""
    path = folder / f"{table}.csv"
    text = path.read_bytes().decode()
    assert old in text, f"“{old}” is not in {path.name}"
    path.write_bytes(text.replace(old, new, times).encode(encoding))


def add(folder: Path, table: str, *lines: str) -> None:
    """Add lines at the end of a file."""
    with (folder / f"{table}.csv").open("a", encoding="utf-8", newline="") as file:
        file.writelines(f"{line}\n" for line in lines)


def keep(folder: Path, table: str, rows: Sequence[Mapping[str, str]]) -> None:
    """Let a file hold these rows, under the header that it has."""
    path = folder / f"{table}.csv"
    header = path.read_text(encoding="utf-8").splitlines()[0].split(",")
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, header)
        writer.writeheader()
        writer.writerows(rows)
