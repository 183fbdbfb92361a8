"""What changed in the data, as ``changes.csv`` says."""

from collections.abc import Mapping
from datetime import date

import pandas as pd

from components.briefing.briefing import Briefing
from components.briefing.caching import view_cache
from components.briefing.filters import View


def changes_of(view: View) -> pd.DataFrame:
    """Return the changes that concern a view, newest first; within a day, the last row of the file first."""
    return view.changes[::-1].sort_values("date", ascending=False, kind="stable")


@view_cache(8)
def last_changed(briefing: Briefing) -> Mapping[str, date]:
    """Return the day of the newest change of each subject that has any: fields, tables, ids of items and notes."""
    changes = briefing.changes.sort_values("date")
    return dict(zip(changes["subject"], changes["date"], strict=True))
