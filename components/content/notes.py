"""Notes and facts as two versions side by side: what the article says, and what the public record says."""

from collections.abc import Mapping, Sequence
from datetime import date
from itertools import chain
from typing import Any, NamedTuple

import pandas as pd

from components.briefing import contract
from components.briefing.address import SOURCES, Address, item_address
from components.briefing.briefing import Briefing, records
from components.briefing.words import capitalised, counted, listed
from components.content import sentences
from components.content.links import Link, correction_link, linked
from components.content.page import Content, PageRequest
from components.content.rows import PAGE_SIZE, grouped

MEETING = ("people as reported", "place as reported", "meeting date", "parties")
"""The facts of the meeting, which the Overview compares with the public record."""


class Version(NamedTuple):
    """One row: a subject, what the article says of it and where, and what the public record says.

    ``subject`` is empty if the row above is about the same; ``kind`` is as ``note_kind`` gives it.
    """

    anchor: str
    subject: str
    kind: str
    reported: str
    source: str
    finding: str
    changed: date | None = None
    correction: str = ""


def subject_link(briefing: Briefing, subject: str) -> Link:
    """Return what a note or a change is about, with the link to it: a fact, a table, a note, or an item by title."""
    if entry := briefing.item(subject):
        table, item = entry
        return Link(sentences.title(item["title"]), item_address(table, subject))
    for about in briefing.notes.loc[briefing.notes["id"] == subject, "subject"]:
        return Link(f"Note on {_lower(subject_link(briefing, about).text)}", note_link(briefing, subject))
    for table in contract.TABLES:
        if subject == table.name:
            return Link(capitalised(subject), Address(table.page or SOURCES))
    name = capitalised(subject.removesuffix(" as reported").removeprefix("meeting "))
    return Link(name, f"{Address(SOURCES)}{f'#{fact_anchor(subject)}' if briefing.fact(subject) else ''}")


def change_rows(briefing: Briefing, changes: pd.DataFrame) -> list[dict[str, Any]]:
    """Return changes by column, with the link to what each is about as its subject."""
    return [{**change, "subject": subject_link(briefing, change["subject"])} for change in records(changes)]


def note_link(briefing: Briefing, identifier: str) -> str:
    """Return the link to a note on the page of the Sources that shows it."""
    number = list(briefing.notes["id"]).index(identifier) // PAGE_SIZE + 1
    return f"{Address(SOURCES).choose(page=str(number) if number > 1 else '')}#{identifier}"


def fact_anchor(field: str) -> str:
    """Return the anchor of a fact on the Sources page."""
    return f"fact-{field.replace(' ', '-')}"


def note_values(request: PageRequest, notes: pd.DataFrame) -> Content:
    """Return notes as values of a template: their ``versions``, those on one subject together, in the order in which
    subjects first occur; and their ``evidence``.
    """
    briefing, versions = request.view.briefing, []
    for subject, about in grouped(notes, "subject"):
        heading = subject_link(briefing, subject).text
        for note in records(about):
            texts, changed = (note["reported"], note["source"], note["finding"]), briefing.last_changed.get(note["id"])
            correction = correction_link(request, note["id"], note_link(briefing, note["id"]))
            versions.append(Version(note["id"], heading, note_kind([note]), *texts, changed, correction))
            heading = ""
    return {"versions": versions, "evidence": evidence(briefing, notes)}


def meeting(briefing: Briefing) -> list[Version]:
    """Return the facts of the meeting; those on which the public record differs come first."""
    sources = dict(zip(briefing.facts["field"], briefing.facts["source"], strict=True))
    facts = []
    for name in MEETING:
        notes = sorted(records(briefing.notes_on({name})), key=lambda note: not note["evidence"])
        findings = [(note_kind([note]), note["finding"]) for note in notes] or [("", "")]
        subject, reported, source = subject_link(briefing, name).text, fact_text(briefing, name), sources.get(name, "")
        rows = enumerate(findings)
        facts.append(
            [Version("", "" if row else subject, kind, reported, source, finding) for row, (kind, finding) in rows]
        )
    facts.sort(key=lambda rows: ("differs", "silent", "").index(rows[0].kind))
    return list(chain.from_iterable(facts))


def note_kind(notes: Sequence[Mapping[str, Any]]) -> str:
    """Return ``differs`` if the public record differs by one of these notes, ``silent`` if the article is silent, and
    an empty string if there are no notes.
    """
    if any(note["evidence"] for note in notes):
        return "differs"
    return "silent" if notes else ""


def fact_text(briefing: Briefing, name: str) -> str:
    """Return a fact as people write it: a day in words, two parties with *and*."""
    value = briefing.fact(name)
    if name == "parties":
        return listed(contract.split_list(value))
    is_date = any(fact.name == name and fact.kind is contract.Kind.DATE for fact in contract.FACTS)
    return sentences.day(date.fromisoformat(value)) if is_date and value else value


def evidence(briefing: Briefing, notes: pd.DataFrame) -> list[tuple[str, tuple[Link, ...]]]:
    """Return the evidence of some notes, each citation once: the subjects that it is about, and its parts."""
    citations = []
    for text, cited in grouped(notes[notes["evidence"] != ""], "evidence"):
        names = dict.fromkeys(_lower(subject_link(briefing, subject).text) for subject in cited["subject"])
        citations.append((listed(list(names)), linked(text)))
    return citations


def before_you_quote(briefing: Briefing) -> str:
    """Return the warning of the Overview: on how many points the public record differs, and which; empty if none."""
    noted = set(briefing.notes.loc[briefing.notes["evidence"] != "", "subject"])
    subjects = [_lower(subject_link(briefing, subject).text) for subject in MEETING if subject in noted]
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
