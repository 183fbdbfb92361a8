"""CSV for spreadsheets: UTF-8 that they recognise, and no cell that begins a formula."""

import re

from components.briefing.contract import Table, cell_text
from components.briefing.filters import View

_INVISIBLE = r"\s\u00ad\u200b-\u200f\u2060-\u2064\ufeff"
_FORMULA = re.compile(rf"[{_INVISIBLE}]*[\t\r\n=+\-@＝＋－＠﹦﹢﹣﹫]")


def write(view: View, table: Table) -> bytes:
    """Write the rows of a table with its columns: UTF-8 with a byte order mark, lines ended by CR LF.

    The mark tells a spreadsheet that the file is UTF-8. Lists are joined by ``; ``, dates are ISO dates, and formulas
    are neutralised.
    """
    rows = view.table(table.name)[list(table.column_names)]
    cells = rows.map(lambda value: neutralise_formula(cell_text(value)))
    return cells.to_csv(index=False, lineterminator="\r\n").encode("utf-8-sig")


def neutralise_formula(cell: str) -> str:
    """Return the cell, with an apostrophe before it if a spreadsheet would run it as a formula (OWASP).

    Only the start of a cell is guarded. Spreadsheets that split cells at semicolons should open the workbook.
    """
    return f"'{cell}" if _FORMULA.match(cell) else cell
