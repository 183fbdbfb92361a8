"""A view as an Excel workbook, for spreadsheets that do not separate CSV at commas.

Every text is in a text cell, which is never run as a formula, so it is exactly as in the data.
"""

import io
from datetime import date, datetime, time

from xlsxwriter import Workbook
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from components.briefing.caching import view_cache
from components.briefing.contract import Table, cell_text
from components.briefing.filters import View
from components.briefing.words import capitalised, xml_text
from components.web.exports.provenance import about

MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"

_MAX_COLUMN_PIXELS = 420
_MAX_LINK = 2079  # maximum characters of a link in Excel


@view_cache(8)  # thousands of rows take seconds
def write(view: View, server: str) -> bytes:
    """Write a sheet with the provenance, and a sheet of matching rows for each table of the briefing.

    The same view gives the same bytes: the workbook is dated on the day on which the data was checked.
    """
    checked = view.briefing.fact("data date") or view.briefing.fact("meeting date")
    file = io.BytesIO()
    with Workbook(file, {"in_memory": True}) as book:
        book.set_properties({"created": datetime.combine(date.fromisoformat(checked), time())})
        cell = {"text_wrap": True, "valign": "top"}
        bold = book.add_format(cell | {"bold": True})
        text = book.add_format(cell | {"num_format": "@"})  # so that editing the cell does not make it a formula
        day = book.add_format(cell | {"num_format": "yyyy-mm-dd"})
        _write_about(book.add_worksheet("about"), view, server, bold, text)
        for table in view.briefing.tables:
            _write_table(book.add_worksheet(table.name), view, table, bold, text, day)
    return file.getvalue()


def _write_about(sheet: Worksheet, view: View, server: str, bold: Format, text: Format) -> None:
    entries = {"title": "", "filters": view.filters.sentence or "None: all rows", **about(view, server)}
    for row, (name, value) in enumerate(entries.items()):
        sheet.write_string(row, 0, capitalised(name), bold)
        if name == "link" and len(value) <= _MAX_LINK:
            sheet.write_url(row, 1, value)
        else:
            sheet.write_string(row, 1, xml_text(value), text)
    sheet.autofit(_MAX_COLUMN_PIXELS)


def _write_table(sheet: Worksheet, view: View, table: Table, bold: Format, text: Format, day: Format) -> None:
    for column, name in enumerate(table.column_names):
        sheet.write_string(0, column, name, bold)
    rows = view.table(table.name)[list(table.column_names)].to_numpy(dtype=object)
    for row, cells in enumerate(rows, start=1):
        for column, value in enumerate(cells):
            if isinstance(value, date):
                sheet.write_datetime(row, column, value, day)
            else:
                sheet.write_string(row, column, xml_text(cell_text(value)), text)
    sheet.freeze_panes(1, 0)
    sheet.autofit(_MAX_COLUMN_PIXELS)
