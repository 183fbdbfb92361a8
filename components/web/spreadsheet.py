"""CSV as a spreadsheet opens it: letters intact, and no cell that runs."""

import csv
import io
import re

import pandas as pd

from components.briefing.contract import LIST_SEPARATOR, Table

_INVISIBLE = r"\s\u00ad\u200b-\u200f\u2060-\u2064\ufeff"
_FORMULA = re.compile(rf"(^|{LIST_SEPARATOR})(?=[{_INVISIBLE}]*[\t\r\n=+\-@＝＋－＠﹦﹢﹣﹫])")
"""Where a spreadsheet would begin to calculate: at the beginning of a cell, and after a semicolon, since in much
of Europe a spreadsheet separates the cells of a CSV file there."""


def write(rows: pd.DataFrame, table: Table) -> bytes:
    """Write rows as CSV with the columns of their table: UTF-8 with a byte order mark, lines ended by CR LF.

    The mark is what tells a spreadsheet that ``č`` is UTF-8. Lists are joined by ``; ``, days are ISO dates, and
    formulas are made harmless.
    """
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow(table.column_names)
    shown = rows[list(table.column_names)]
    writer.writerows([harmless(_cell(value)) for value in row] for row in shown.itertuples(index=False, name=None))
    return text.getvalue().encode("utf-8-sig")


def harmless(cell: str) -> str:
    """Return the cell with an apostrophe before whatever a spreadsheet would run as a formula (OWASP)."""
    return _FORMULA.sub(r"\1'", cell)


def _cell(value: object) -> str:
    return f"{LIST_SEPARATOR} ".join(value) if isinstance(value, tuple) else str(value)
