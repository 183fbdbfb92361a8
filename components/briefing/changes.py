"""What changed in the data, as ``changes.csv`` says."""

from collections.abc import Mapping
from datetime import date

import pandas as pd

from components.briefing import contract
from components.briefing.briefing import Briefing
from components.briefing.caching import view_cache
from components.briefing.filters import View
from components.briefing.words import capitalised


def changes_of(view: View) -> pd.DataFrame:
    """Return the changes that concern a view, newest first, with the columns of the contract.

    Under filters these are the changes of the items that match, otherwise all. Of one day the last row comes first;
    ``sort_index`` gives the order of the file again.
    """
    changes = view.briefing.changes
    if view.filters:
        matching = {name for table in contract.ITEM_TABLES for name in view.items(table.name)["id"]}
        changes = changes[changes["subject"].isin(matching)]
    return changes[::-1].sort_values("date", ascending=False, kind="stable")


@view_cache(8)
def last_changed(briefing: Briefing) -> Mapping[str, date]:
    """Return the day of the newest change of each subject that has any: fields, tables, ids of items and notes."""
    changes = briefing.changes.sort_values("date")
    return dict(zip(changes["subject"], changes["date"], strict=True))


def subject_name(briefing: Briefing, subject: str) -> str:
    """Return the subject of a change for people: the title of an item, ``Note on`` and what the note is about, or the
    name of a field or a table with a capital letter.
    """
    return _names(briefing).get(subject) or capitalised(subject)


@view_cache(8)
def _names(briefing: Briefing) -> Mapping[str, str]:
    """Return what items and notes are called, by their ids."""
    names: dict[str, str] = {}
    for table in contract.ITEM_TABLES:
        names |= dict(briefing.items(table.name)[["id", "title"]].to_numpy())
    return names | {
        name: f"Note on {names.get(subject, subject)}" for name, subject in briefing.notes[["id", "subject"]].to_numpy()
    }
