"""The workbook, read by a library that is not the one that writes it."""

import io
from datetime import datetime
from zipfile import ZipFile

import openpyxl
import pytest

from components.briefing import contract
from components.briefing.filters import Filters
from components.briefing.loading import load
from components.web.exports import workbook

from exported import csv_rows, link
from inprocess import ORIGIN, client
from paths import DATA
from reference import rows
from small import event, small

NO_FORMULAS = (
    "=1+1", '=HYPERLINK("https://evil.example")', "+1,2", "-2", "@SUM(A1)", "https://example.org", "mailto:a", "007",
    "1e5", "TRUE", "{=A1}", "_x0041_", "a\\b <c>&amp; “č” 💥", "שלום", "'=1", "x" * 2000,
)  # fmt: skip


def export(parameters=None):
    """Export the workbook, and read it."""
    return openpyxl.load_workbook(io.BytesIO(client.get("/export/briefing.xlsx", params=parameters).content))


def written(briefing, server=ORIGIN):
    """Write the workbook of the whole of a briefing, and read it."""
    return openpyxl.load_workbook(io.BytesIO(workbook.write(Filters().apply(briefing), server)))


def cells(sheet):
    """Return the rows of a sheet below its header, as the texts that the CSV files hold."""
    return [
        {
            head.value: str(cell.value.date()) if cell.is_date else cell.value or ""
            for head, cell in zip(sheet[1], row, strict=True)
        }
        for row in sheet.iter_rows(min_row=2)
    ]


@pytest.mark.parametrize("parameters", [{}, link("2025-Q1"), link("", "Reform"), link(words="no-such-word")])
def test_each_table_has_a_sheet_with_the_rows_of_its_csv(parameters):
    book = export(parameters)
    assert book.sheetnames == ["about", *(table.name for table in contract.TABLES)]
    for table in contract.TABLES:
        sheet = book[table.name]
        assert tuple(cell.value for cell in sheet[1]) == table.column_names
        assert cells(sheet) == csv_rows(table.name, parameters)
        assert sheet.freeze_panes == "A2"


def test_a_folder_without_changes_has_no_sheet_of_them():
    assert "changes" not in written(small()).sheetnames


@pytest.mark.parametrize(
    ("parameters", "filters", "query"),
    [({}, "None: all rows", ""), (link("2025-Q1", "Reform", "a=b"), "2025-Q1 · Reform · “a=b”",
                                            "quarter=2025-Q1&topic=Reform&q=a%3Db&")],
)  # fmt: skip
def test_the_first_sheet_says_what_this_is(parameters, filters, query):
    briefing, sheet = load(DATA), export(parameters)["about"]
    facts = {row["field"]: row["value"] for row in rows(DATA, "briefing")}
    back = f"{ORIGIN}/?{query}v={briefing.version}"
    assert {label.value: value.value for label, value in sheet.iter_rows()} == {
        "Title": facts["title"],
        "Filters": filters,
        "Link": back,
        "Version": briefing.version,
        "Citation": briefing.citation,
        "Licence": facts["licence note"],
    }
    assert [cell.hyperlink.target for row in sheet.iter_rows() for cell in row if cell.hyperlink] == [back]


def test_a_link_that_excel_cannot_follow_stands_there_as_text():
    cell = written(small(), f"https://{'x' * 3000}")["about"]["B4"]
    assert (len(cell.value) > 3000, cell.hyperlink) == (True, None)


def test_texts_stand_there_as_they_are_and_nothing_runs():
    sheet = written(small(areas=[{"title": text, "source": text} for text in NO_FORMULAS]))["areas"]
    assert [row["title"] for row in cells(sheet)] == list(NO_FORMULAS)
    assert {cell.data_type for row in sheet.iter_rows() for cell in row} == {"s"}
    assert {cell.number_format for row in sheet.iter_rows(min_row=2) for cell in row} == {"@"}
    assert not any(cell.hyperlink for row in sheet.iter_rows() for cell in row)


def test_characters_that_xml_cannot_hold_are_replaced():
    assert cells(written(small(areas=[{"title": "a\uffffb\ufffec"}]))["areas"])[0]["title"] == "a\ufffdb\ufffdc"


@pytest.mark.parametrize("day", ["1900-01-01", "1900-02-28", "1900-03-01", "2025-02-03", "2199-12-31"])
def test_days_are_dates(day):
    sheet = written(small(events=[event(day)]))["events"]
    start, end = sheet["D2"], sheet["E2"]
    assert (start.value, end.value) == (datetime.fromisoformat(day),) * 2
    assert start.number_format == "yyyy-mm-dd"


def test_columns_are_as_wide_as_their_texts_within_reason():
    widths = {column: found.width for column, found in export()["areas"].column_dimensions.items()}
    assert max(widths.values()) == widths["C"] == 60  # the summaries
    assert widths["A"] < 10


def test_nothing_in_it_tells_when_it_was_made():
    checked = next(row["value"] for row in rows(DATA, "briefing") if row["field"] == "data date")
    body = client.get("/export/briefing.xlsx").content
    properties = openpyxl.load_workbook(io.BytesIO(body)).properties
    assert {properties.created, properties.modified} == {datetime.fromisoformat(checked)}
    assert len({entry.date_time for entry in ZipFile(io.BytesIO(body)).infolist()}) == 1
