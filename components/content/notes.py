"""Notes and facts as two versions side by side: what the article says, and what the public record says."""

from collections.abc import Iterable
from datetime import date
from typing import Any, NamedTuple

import numpy as np
import pandas as pd

from components.briefing import contract
from components.briefing.address import SOURCES, Address, item_address
from components.briefing.briefing import Briefing, records
from components.briefing.words import capitalised, counted, listed
from components.content import sentences
from components.content.links import Link, correction_link, linked
from components.content.page import Content, PageRequest
from components.content.rows import PAGE_SIZE

MEETING = ("people as reported", "place as reported", "meeting date", "parties")
"""The facts of the meeting, which the Overview compares with the public record."""


class Version(NamedTuple):
    """One row: a subject, what the article says of it and where, and what the public record says.

    ``kind`` is ``differs``, ``silent`` or empty if no difference is noted. ``is_first`` says that the row above is
    about something else.
    """

    anchor: str
    subject: str
    kind: str
    reported: str
    source: str
    finding: str
    is_first: bool
    changed: date | None = None
    correction: str = ""


class Evidence(NamedTuple):
    """A citation of the public record, and the subjects that it is about."""

    subjects: str
    parts: tuple[Link, ...]


def subject_name(briefing: Briefing, subject: str) -> str:
    """Return what a note or a change is about as its heading: a fact, a table, a note, or an item by its title."""
    return subject_link(briefing, subject).text


def subject_link(briefing: Briefing, subject: str) -> Link:
    """Return what a note or a change is about, with the link to it."""
    if entry := briefing.item(subject):
        table, item = entry
        return Link(sentences.title(item["title"]), str(item_address(table, subject)))
    for about in briefing.notes.loc[briefing.notes["id"] == subject, "subject"]:
        return Link(f"Note on {_lower(subject_name(briefing, about))}", note_link(briefing, subject))
    for table in contract.TABLES:
        if subject == table.name:
            return Link(capitalised(subject), str(Address(table.page or SOURCES)))
    name = capitalised(subject.removesuffix(" as reported").removeprefix("meeting "))
    return Link(name, f"{Address(SOURCES)}{f'#{fact_anchor(subject)}' if briefing.fact(subject) else ''}")


def note_values(request: PageRequest, notes: pd.DataFrame) -> Content:
    """Return notes as values of a template: their ``versions`` and ``evidence``."""
    return {"versions": versions(request, notes), "evidence": evidence(request.view.briefing, notes)}


def change_rows(briefing: Briefing, changes: pd.DataFrame) -> list[dict[str, Any]]:
    """Return changes by column, with the link to what each is about as its subject."""
    return [{**change, "subject": subject_link(briefing, change["subject"])} for change in records(changes)]


def note_link(briefing: Briefing, identifier: str) -> str:
    """Return the link to a note on the page of the Sources that shows it."""
    place = int(np.flatnonzero(briefing.notes["id"] == identifier)[0])
    number = place // PAGE_SIZE + 1
    return f"{Address(SOURCES).choose(page=str(number) if number > 1 else '')}#{identifier}"


def fact_anchor(field: str) -> str:
    """Return the anchor of a fact on the Sources page."""
    return f"fact-{field.replace(' ', '-')}"


def versions(request: PageRequest, notes: pd.DataFrame) -> list[Version]:
    """Return notes as rows, those on one subject together, in the order in which subjects first occur."""
    briefing, rows = request.view.briefing, records(notes)
    order = {subject: place for place, subject in enumerate(dict.fromkeys(row["subject"] for row in rows))}
    versions: list[Version] = []
    before, changed = "", briefing.last_changed
    for row in sorted(rows, key=lambda row: order[row["subject"]]):
        subject = subject_name(briefing, row["subject"])
        kind = "differs" if row["evidence"] else "silent"
        versions.append(
            Version(
                row["id"],
                subject,
                kind,
                row["reported"],
                row["source"],
                row["finding"],
                row["subject"] != before,
                changed.get(row["id"]),
                correction_link(request, row["id"], note_link(briefing, row["id"])),
            )
        )
        before = row["subject"]
    return versions


def meeting(briefing: Briefing) -> list[Version]:
    """Return the facts of the meeting; those on which the public record differs come first."""
    sources = dict(zip(briefing.facts["field"], briefing.facts["source"], strict=True))
    versions: list[Version] = []
    for name in MEETING:
        notes = records(briefing.notes_on({name}))
        reported = fact_text(briefing, name)
        rows = [("differs" if note["evidence"] else "silent", note["finding"]) for note in notes] or [("", "")]
        versions += [
            Version("", subject_name(briefing, name), kind, reported, sources.get(name, ""), finding, number == 0)
            for number, (kind, finding) in enumerate(sorted(rows, key=lambda row: _rank(row[0])))
        ]
    best = {row.subject: _rank(row.kind) for row in reversed(versions)}  # the first row of a subject ranks highest
    return sorted(versions, key=lambda row: best[row.subject])


def _rank(kind: str) -> int:
    return ("differs", "silent", "").index(kind)


def fact_text(briefing: Briefing, name: str) -> str:
    """Return a fact as people write it: a day in words, two parties with *and*."""
    value = briefing.fact(name)
    if name == "parties":
        return listed(contract.split_list(value))
    is_date = any(fact.name == name and fact.kind is contract.Kind.DATE for fact in contract.FACTS)
    return sentences.day(date.fromisoformat(value)) if is_date and value else value


def evidence(briefing: Briefing, notes: pd.DataFrame) -> list[Evidence]:
    """Return the evidence of some notes, each citation once, with the subjects that it is about."""
    subjects: dict[str, list[str]] = {}
    for note in records(notes):
        if note["evidence"]:
            names = subjects.setdefault(note["evidence"], [])
            if (name := subject_name(briefing, note["subject"])) not in names:
                names.append(name)
    return [Evidence(listed([_lower(name) for name in names]), linked(text)) for text, names in subjects.items()]


def differences(briefing: Briefing, subjects: Iterable[str]) -> list[str]:
    """Return the names of those subjects on which the public record differs from the article."""
    noted = {note["subject"] for note in records(briefing.notes) if note["evidence"]}
    return [subject_name(briefing, subject) for subject in subjects if subject in noted]


def before_you_quote(briefing: Briefing) -> str:
    """Return the warning of the Overview: on how many points the public record differs, and which; empty if none."""
    subjects = [_lower(name) for name in differences(briefing, MEETING)]
    if not subjects:
        return ""
    points = sentences.count_of(len(subjects), "point")
    return f"the public record differs from the article on {points}, {listed(subjects)}."


def _lower(name: str) -> str:
    """Return a name within a sentence: ``People`` as ``people``, but ``NATO`` as it is."""
    return name[:1].lower() + name[1:] if name[1:2].islower() else name


def summary(notes: pd.DataFrame) -> str:
    """Return how many notes there are of each kind: ``2 differences, 3 silences``."""
    differing = int((notes["evidence"] != "").sum())
    counts = [(differing, "difference"), (len(notes) - differing, "silence")]
    return ", ".join(counted(count, noun) for count, noun in counts if count)
