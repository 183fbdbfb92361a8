"""A damaged folder is refused with file, line and column; a harmless variant of it loads as the same briefing."""

import csv
import os
import re
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path

import pytest

from components.briefing import contract
from components.briefing.briefing import Briefing
from components.briefing.loading import load, load_with_remarks
from components.briefing.problems import MAX_PROBLEMS, BriefingError, Problem

from edits import add, edit

Change = Callable[[Path], None]
REQUIRED = tuple(table.name for table in contract.TABLES if not table.optional)
FILES = tuple(table.name for table in contract.TABLES)
KNOWN_FIELDS = ", ".join(fact.name for fact in contract.FACTS)


def replaced(table: str, old: str, new: str, encoding: str = "utf-8") -> Change:
    """Replace the first occurrence of a text in a file, and save the file in an encoding."""
    return lambda folder: edit(folder, table, old, new, times=1, encoding=encoding)


def everywhere(old: str, new: str, table: str) -> Change:
    """Replace every occurrence of a text in a file."""
    return lambda folder: edit(folder, table, old, new)


def saved(table: str, encoding: str) -> Change:
    """Save a file in another encoding."""
    return replaced(table, "", "", encoding)


def written(table: str, text: str) -> Change:
    """Write a whole file."""
    return lambda folder: (folder / f"{table}.csv").write_text(text, encoding="utf-8", newline="")


def added(table: str, line: str) -> Change:
    """Add a line at the end of a file."""
    return lambda folder: add(folder, table, line)


def cut(table: str, after: str) -> Change:
    """End a file after a text, as an interrupted copy does."""

    def change(folder: Path) -> None:
        path = folder / f"{table}.csv"
        before, found, _ = path.read_bytes().decode().partition(after)
        assert found
        path.write_bytes((before + found).encode())

    return change


def removed(table: str) -> Change:
    """Remove a file."""
    return lambda folder: (folder / f"{table}.csv").unlink()


def a_folder_instead(folder: Path) -> None:
    (folder / "areas.csv").unlink()
    (folder / "areas.csv").mkdir()


def a_pipe_instead(folder: Path) -> None:
    (folder / "areas.csv").unlink()
    os.mkfifo(folder / "areas.csv")


def a_file_instead_of_the_folder(folder: Path) -> None:
    shutil.rmtree(folder)
    folder.write_bytes(b"")


def linked(table: str, target: str) -> Change:
    """Put a link in a file's place."""

    def change(folder: Path) -> None:
        (folder / f"{table}.csv").unlink()
        (folder / f"{table}.csv").symlink_to(target)

    return change


def with_column(table: str, column: str) -> Change:
    """Add a column, filled, to a file."""

    def change(folder: Path) -> None:
        header, *records = records_of(folder, table)
        keep_records(folder, table, [[*header, column], *([*record, "x"] for record in records)])

    return change


def columns(table: str) -> str:
    return ",".join(getattr(contract, table.upper()).column_names)


def all_of(*changes: Change) -> Change:
    """Make several changes."""

    def change(folder: Path) -> None:
        for one in changes:
            one(folder)

    return change


def cell(table: str, line: int, column: str, value: str) -> Change:
    """Write a cell; the files have one record a line."""

    def change(folder: Path) -> None:
        records = records_of(folder, table)
        records[line - 1][records[0].index(column)] = value
        keep_records(folder, table, records)

    return change


def wrong(table: str, line: int, column: str, value: str, message: str) -> tuple[Change, str]:
    """Return a row of the table below: a value that is a mistake, with its message."""
    return cell(table, line, column, value), f"{table}.csv:{line}:{column}: {message}"


def not_whole(start: str, end: str, precision: str, dates: str) -> tuple[Change, str]:
    """Return a row of the table below: an event with dates that do not agree with its precision."""
    message = f"a {precision} does not fit {start} to {end}; write day, or the dates {dates}"
    change, problem = wrong("events", 2, "precision", precision, message)
    return all_of(cell("events", 2, "start", start), cell("events", 2, "end", end), change), problem


def fact(name: str, value: str, message: str) -> tuple[Change, str]:
    """Return a row of the table below: an optional fact that is a mistake, with its message."""
    return added("briefing", f"{name},{value},Headline"), f"briefing.csv:16:value: {message}"


def records_of(folder: Path, table: str) -> list[list[str]]:
    with (folder / f"{table}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.reader(file))


def keep_records(folder: Path, table: str, records: list[list[str]], **form: str | int) -> None:
    with (folder / f"{table}.csv").open("w", encoding="utf-8", newline="") as file:
        csv.writer(file, **form).writerows(records)


def problems_of(folder: Path) -> list[str]:
    """Return what loading a folder complains of."""
    with pytest.raises(BriefingError) as caught:
        load(folder)
    return [str(problem) for problem in caught.value.problems]


def columns_lost(table: str, *, is_header_quoted: bool = False) -> Change:
    """Open a file in a program that separates by semicolons, and save it: a row is a cell, or several at semicolons."""

    def change(folder: Path) -> None:
        lines = (folder / f"{table}.csv").read_text(encoding="utf-8").splitlines()
        rows = [line.split(";") for line in lines]
        keep_records(
            folder, table, rows, delimiter=";", quoting=csv.QUOTE_ALL if is_header_quoted else csv.QUOTE_MINIMAL
        )

    return change


HEADER = "its first line must be"
TOPICS_HEADER = "is not the header; the first line must be topic,description"
UTF_8 = "save the file as “CSV UTF-8”"
NUL = f"has a NUL character: it is damaged, or not text; {UTF_8}"
QUOTES = 'has a quote (") that is not closed, or text after a closing one; within a value, a quote is written twice'
COMMA = 'put straight quotes (") around a value with a comma in it'
CUT_OFF = "is the line cut off?"
CONTROL = "has a line break or another control character; one record is one line"
COLUMNS_LOST = (
    "the columns are lost: a program that separates by semicolons opened and saved this file, which had commas; go "
    "back to the file from before, import it with the comma as separator (in Excel: Data, From Text/CSV), and " + UTF_8
)
NO_DATE = "is not a date; write it as 2030-04-01 or 1.4.2030 (day.month.year)"
EVENT_ID = "is not an id; write evt-1, evt-2 and so on"
ANOTHER = "already; write another, or remove the row"
NO_TOPIC = "is not a topic of topics.csv;"
SPACES = "has spaces or marks that a link cannot hold; type it again, with single spaces"
NO_SUBJECT = "is no field of briefing.csv, table or id; the nearest is"
ERROR_VALUE = "is what a spreadsheet writes when it cannot show a value; type the value"
LINK = "is not a whole address; write it as https://example.org/page"
CONTACT = "is not a whole address; write https://example.org/page or mailto:name@example.org"

MISTAKES = [
    # the file as a whole
    (replaced("events", "A workshop", "A workshop (veče)", "cp1250"), f"events.csv:3: is not UTF-8 here; {UTF_8}"),
    (replaced("topics", "Democratic", "Démocratic", "latin-1"), f"topics.csv:8: is not UTF-8 here; {UTF_8}"),
    (saved("notes", "utf-16"), f"notes.csv:1: is not UTF-8 here; {UTF_8}"),
    (saved("topics", "utf-16-le"), f"topics.csv:1: {NUL}"),
    (replaced("events", "A workshop", "A \0workshop"), f"events.csv:3: {NUL}"),
    (all_of(everywhere("\n", "\r", "notes"), replaced("notes", "Spajić", "\0")), f"notes.csv:2: {NUL}"),
    (all_of(everywhere("\n", "\r\n", "notes"), replaced("notes", "Podgorica", "\0")), f"notes.csv:3: {NUL}"),
    (written("topics", ""), f"topics.csv: is empty; {HEADER} topic,description"),
    (written("areas", "\ufeff\r\n\r\n ,,\r\n"), f"areas.csv: is empty; {HEADER} id,title,summary,strand,topics,source"),
    (written("topics", "topic,description\n"), "topics.csv: has a header and no rows; it needs at least 1"),
    (removed("topics"), f"topics.csv: is missing; {HEADER} topic,description"),
    (linked("topics", "nowhere.csv"), f"topics.csv: is missing; {HEADER} topic,description"),
    (linked("changes", "nowhere"), f"changes.csv: is missing; {HEADER} id,date,subject,change,source"),
    (written("changes", ""), f"changes.csv: is empty; {HEADER} id,date,subject,change,source"),
    (linked("areas", "areas.csv"), "areas.csv: cannot be read: Too many levels of symbolic links"),
    (a_folder_instead, "areas.csv: is a folder, not a file"),
    (a_pipe_instead, "areas.csv: is not a file"),
    (linked("areas", "/dev/zero"), "areas.csv: is not a file"),
    (shutil.rmtree, *(f"{name}.csv: is missing; {HEADER} {columns(name)}" for name in REQUIRED)),
    (
        a_file_instead_of_the_folder,
        *(f"{name}.csv: is missing; what should be its folder is a file" for name in REQUIRED),
    ),
    # the header
    (everywhere(",", "|", "topics"), f"topics.csv:1: “topic|description” {TOPICS_HEADER}"),
    (replaced("topics", "topic", "\r\n\r\nsep=;\r\ntopic"), f"topics.csv:3: “sep=;” {TOPICS_HEADER}"),
    (replaced("topics", "topic", "Our topics,\ntopic"), f"topics.csv:1: “Our topics” {TOPICS_HEADER}"),
    (replaced("topics", "topic,", "topic,,"), "topics.csv:1: column 2 has no name; name or remove it"),
    (replaced("topics", ",description", ""), "topics.csv:1: the column “description” is missing; add it"),
    (with_column("topics", "colour"), "topics.csv:1: unknown column “colour”; known are topic, description"),
    (cell("topics", 1, "topic", "Topic"), "topics.csv:1: unknown column “Topic”; did you mean “topic”?"),
    (cell("topics", 1, "description", "descr"), "topics.csv:1: unknown column “descr”; did you mean “description”?"),
    (cell("areas", 1, "id", "i\u200bd"), "areas.csv:1: unknown column “i⟨U+200B⟩d”; did you mean “id”?"),
    (with_column("areas", "title"), "areas.csv:1: the column “title” stands twice; remove one"),
    (
        cell("topics", 1, "topic", "x" * 41),
        f"topics.csv:1: unknown column “{'x' * 39}…”; known are topic, description",
        "topics.csv:1: the column “topic” is missing; add it",
    ),
    # the records
    (
        replaced("events", ',"Section 2, table, row 2"', ""),
        f"events.csv:3: has 8 cells where the header has 9; {CUT_OFF}",
    ),
    (replaced("areas", 'bullet 2"\n', 'bullet 2",\n'), f"areas.csv:3: has 7 cells where the header has 6; {COMMA}"),
    (
        all_of(everywhere("\n", ",,\n", "topics"), replaced("topics", "at home,,", "at home,,and abroad")),
        f"topics.csv:8: has 4 cells where the header has 2; {COMMA}",
    ),
    (
        everywhere('"', "”", "areas"),
        *(f"areas.csv:{line}: has 7 cells where the header has 6; {COMMA}" for line in range(2, 8)),
    ),
    (
        written("topics", "topic;description\nTrade; tariffs;Both\nTax;Ours\n"),
        f"topics.csv:2: has 3 cells where the header has 2; {COMMA.replace('comma', 'semicolon')}",
    ),
    (
        replaced("areas", ",Defense Investments,", ',The "other" one, "so to say",'),
        f"areas.csv:3: has 7 cells where the header has 6; {COMMA}",
    ),
    (cut("areas", "Economic Development,Money"), f"areas.csv:7: has 3 cells where the header has 6; {CUT_OFF}"),
    (cut("areas", '"Section 1, bullet 2'), 'areas.csv:3: has a quote (") that is not closed; is the file cut off?'),
    (replaced("areas", 'bullet 1"', "bullet 1"), f"areas.csv:2: {QUOTES}"),
    (replaced("areas", 'bullet 2"', 'bullet 2" of the list'), f"areas.csv:3: {QUOTES}"),
    (columns_lost("topics"), f"topics.csv:4: {COLUMNS_LOST}"),
    (columns_lost("areas"), f"areas.csv:2: {COLUMNS_LOST}"),
    (columns_lost("events"), f"events.csv:2: {COLUMNS_LOST}"),
    (columns_lost("topics", is_header_quoted=True), f"topics.csv:1: {COLUMNS_LOST}"),
    # identifiers
    wrong("events", 3, "id", "evt-1", f"“evt-1” stands in line 2 {ANOTHER}"),
    wrong("changes", 2, "id", "note-1", "“note-1” is not an id; write chg-1, chg-2 and so on"),
    wrong("areas", 4, "id", "rec-3", "“rec-3” is not an id; write area-1, area-2 and so on"),
    wrong("recommendations", 3, "id", "rec-02", "“rec-02” is not an id; write rec-1, rec-2 and so on"),
    wrong("notes", 3, "id", "NOTE-2", "“NOTE-2” is not an id; write note-1, note-2 and so on"),
    *(
        wrong("events", 2, "id", value, f"“{value}” {EVENT_ID}")
        for value in ("event 1", "evt\u20111", "evt-１", "evt-12345678")
    ),
    wrong("events", 2, "id", "evt-\u200b1", f"“evt-⟨U+200B⟩1” {EVENT_ID}"),
    # topics
    (added("topics", "exercises,Once more"), f"topics.csv:9:topic: “exercises” stands in line 2 {ANOTHER}"),
    wrong("topics", 6, "topic", "Cyber\u00a0and hybrid", f"“Cyber⟨U+00A0⟩and hybrid” {SPACES}"),
    wrong("topics", 6, "topic", "Cyber  and hybrid", f"“Cyber  and hybrid” {SPACES}"),
    wrong("topics", 8, "topic", "Tax; tolls", "has a semicolon, which separates topics; write the topic without it"),
    wrong(
        "events",
        4,
        "topics",
        "Reform; Peace",
        f"“Peace” {NO_TOPIC} add it there, or separate several topics with semicolons",
    ),
    wrong("events", 4, "topics", "Investments", f"“Investments” {NO_TOPIC} did you mean “Investment”?"),
    wrong("events", 4, "topics", "invest", f"“invest” {NO_TOPIC} did you mean “Investment”?"),
    wrong("events", 4, "topics", "In\u200bvestment", f"“In⟨U+200B⟩vestment” {NO_TOPIC} did you mean “Investment”?"),
    wrong("areas", 2, "topics", "Régional", f"“Régional” {NO_TOPIC} did you mean “Regional”?"),
    wrong("events", 4, "topics", "Reform;Reform", "names a topic twice; name it once"),
    wrong("events", 4, "topics", "; ;", "names no topic; name one of topics.csv"),
    # dates
    wrong("events", 2, "end", "2024-12-31", "2024-12-31 lies before the start, 2025-01-01; correct one of them"),
    wrong("events", 2, "end", "2025-02-29", "2025-02-29 is not a date that exists"),
    wrong("events", 2, "end", "31.6.2025", "2025-06-31 is not a date that exists"),
    wrong("events", 2, "start", "4.13.2025", "2025-13-04 is not a date that exists"),
    wrong("events", 2, "start", "0225-01-01", "0225-01-01 lies outside the years 1900 to 2199"),
    wrong("changes", 2, "date", "1.1.1899", "1899-01-01 lies outside the years 1900 to 2199"),
    wrong("events", 3, "start", "03/04/2025", f"“03/04/2025” {NO_DATE}"),
    *(
        wrong("events", 2, "start", value, f"“{value}” {NO_DATE}")
        for value in (
            *("1.1.25", "2025-W01-1", "45658", "2025-01-01 00:00:00", "2025-1-1", "２０２５-01-01", "１.1.2025"),
            *("2025–01–01", "’2025-01-01"),
        )
    ),
    wrong("events", 2, "start", "2025-01\u200b-01", f"“2025-01⟨U+200B⟩-01” {NO_DATE}"),
    wrong("briefing", 6, "value", "16 December 2024", f"“16 December 2024” {NO_DATE}"),
    # dates and precision
    not_whole("2025-04-14", "2025-04-16", "quarter", "2025-04-01 and 2025-06-30"),
    not_whole("2025-01-01", "2025-03-30", "quarter", "2025-01-01 and 2025-03-31"),
    not_whole("2025-02-01", "2025-06-30", "quarter", "2025-01-01 and 2025-06-30"),
    not_whole("2024-12-31", "2025-01-01", "quarter", "2024-10-01 and 2025-03-31"),
    not_whole("2024-02-01", "2024-02-28", "month", "2024-02-01 and 2024-02-29"),
    not_whole("2025-01-02", "2025-12-31", "month", "2025-01-01 and 2025-12-31"),
    # words of a fixed list
    wrong("events", 2, "status", "Proposed", "“Proposed” is not one of proposed, confirmed, held or cancelled"),
    wrong("events", 2, "precision", "year", "“year” is not one of day, month or quarter"),
    # cells
    wrong("areas", 3, "title", "x" * 2001, "has 2,001 characters; at most 2,000 are allowed"),
    wrong("areas", 3, "title", "Defense\tInvestments", CONTROL),
    wrong("areas", 3, "title", "Defense\u2028Investments", CONTROL),
    (
        all_of(cell("events", 4, "status", "maybe"), cell("events", 2, "summary", "Two\nlines")),
        f"events.csv:2:summary: {CONTROL}",
        "events.csv:5:status: “maybe” is not one of proposed, confirmed, held or cancelled",
    ),
    wrong(
        "notes",
        2,
        "reported",
        "Spaji\ufffd",
        "has a �, which stands for a letter that was lost in another encoding; type it again",
    ),
    wrong("areas", 2, "summary", "", "is empty; fill it in"),
    wrong("areas", 3, "title", "\u200d", "is empty; fill it in"),
    wrong("changes", 2, "change", "   ", "is empty; fill it in"),
    # what spreadsheets write in place of a value, in several languages
    *(
        wrong("areas", 3, "title", value, f"“{value}” {ERROR_VALUE}")
        for value in (
            *("#NULL!", "#DIV/0!", "#VALUE!", "#REF!", "#NAME?", "#NUM!", "#N/A", "#SPILL!", "#CALC!", "#GETTING_DATA"),
            *("#BEZUG!", "#ÜBERLAUF!", "#NV", "#NOM?", "#VALEUR!", "#¡REF!", "#¿NOMBRE?", "#¡DIV/0!", "#RIF!", "#N/D"),
            *("#VREDN!", "#IME?", "#N/V", "#ČÍSLO!", "#NENÍ_K_DISPOZICI", "#ADR!", "#N/D!", "#SAKNAS!", "#I/T", "#YOK"),
            *("#ССЫЛКА!", "#Н/Д", "#ΔΙΑΙΡ./0!", "#HIÁNYZIK", "#NEDOSTUPNÝ", "#スピル!", "Err:502", "#####"),
        )
    ),
    wrong("events", 2, "start", "#####", f"“#####” {ERROR_VALUE}"),
    wrong("briefing", 6, "value", "#WERT!", f"“#WERT!” {ERROR_VALUE}"),
    wrong("notes", 2, "evidence", "#ZAHL!", f"“#ZAHL!” {ERROR_VALUE}"),
    # facts
    (
        replaced("briefing", "language,en,Whole article\n", ""),
        "briefing.csv: the field “language” is missing; add a row for it",
    ),
    wrong("briefing", 15, "field", "author", f"“author” is not a known field; known are {KNOWN_FIELDS}"),
    (
        cell("briefing", 7, "field", "Place as reported"),
        "briefing.csv:7:field: “Place as reported” is not a known field; did you mean “place as reported”?",
    ),
    wrong("briefing", 15, "field", "section 0", f"“section 0” is not a known field; known are {KNOWN_FIELDS}"),
    (added("briefing", "language,sr,Headline"), f"briefing.csv:16:field: “language” stands in line 9 {ANOTHER}"),
    wrong("briefing", 9, "value", "english", "“english” is not a language tag such as en"),
    *(
        fact("article link", value, f"“{value}” {LINK}")
        for value in (
            *("https://", "www.example.org/a", "javascript:alert(1)", "https:///page", "https://?a=1", "https://[::1/"),
            *("ftp://example.org", "https://example org/a", "mailto:a@example.org", "//example.org", "https://a:b/c"),
        )
    ),
    *(
        fact("correction address", value, f"“{value}” {CONTACT}")
        for value in ("name@example.org", "mailto:", "mailto:name", "mailto:@example.org", "http://", "tel:+38220")
    ),
    # subjects of notes and changes
    wrong("notes", 3, "subject", "place", f"“place” {NO_SUBJECT} “place as reported”"),
    wrong("notes", 3, "subject", "people as reportet", f"“people as reportet” {NO_SUBJECT} “people as reported”"),
    wrong("notes", 3, "subject", "meetingdate", f"“meetingdate” {NO_SUBJECT} “meeting date”"),
    wrong("notes", 3, "subject", "REC-7", f"“REC-7” {NO_SUBJECT} “rec-7”"),
    wrong("notes", 3, "subject", "evt-4", f"“evt-4” {NO_SUBJECT} “events”"),
    wrong("notes", 3, "subject", "note-1", f"“note-1” {NO_SUBJECT} “notes”"),
    wrong("notes", 3, "subject", "section 5", f"“section 5” {NO_SUBJECT} “section 4”"),
    wrong("changes", 2, "subject", "rec-8", f"“rec-8” {NO_SUBJECT} “recommendations”"),
    wrong("changes", 2, "subject", "Events", f"“Events” {NO_SUBJECT} “events”"),
    wrong("changes", 2, "subject", "chg-1", f"“chg-1” {NO_SUBJECT} “changes”"),
    # What only follows from a problem is not a problem of its own: no item is blamed for a topic that cannot be read.
    (replaced("topics", "Exercises,", "Exercises"), f"topics.csv:2: has 1 cell where the header has 2; {CUT_OFF}"),
    wrong("topics", 5, "topic", "Investment \x07", CONTROL),
    (saved("topics", "utf-16"), f"topics.csv:1: is not UTF-8 here; {UTF_8}"),
    (replaced("topics", "Military", '"Military"'), f"topics.csv:2: {QUOTES}"),
    (replaced("briefing", "en,Whole article", "en"), f"briefing.csv:9: has 2 cells where the header has 3; {CUT_OFF}"),
    wrong("briefing", 9, "field", "", "is empty; fill it in"),
    wrong("events", 2, "start", "2026-13-01", "2026-13-01 is not a date that exists"),
    wrong("events", 4, "topics", "Peace;Peace", "names a topic twice; name it once"),
    (
        all_of(cell("notes", 2, "id", "note1"), cell("changes", 2, "subject", "note-1")),
        "notes.csv:2:id: “note1” is not an id; write note-1, note-2 and so on",
    ),
    (
        all_of(cell("events", 4, "id", "evt3"), cell("notes", 2, "subject", "evt-3")),
        f"events.csv:4:id: “evt3” {EVENT_ID}",
    ),
    # What does not follow from it is said beside it.
    (
        all_of(cell("topics", 2, "description", ""), cell("events", 4, "topics", "Investing")),
        "topics.csv:2:description: is empty; fill it in",
        f"events.csv:4:topics: “Investing” {NO_TOPIC} did you mean “Investment”?",
    ),
]


@pytest.mark.parametrize(("damage", "expected"), [(damage, expected) for damage, *expected in MISTAKES])
def test_a_mistake_is_refused_and_the_message_says_where_and_what_to_do(folder, damage, expected):
    damage(folder)
    assert problems_of(folder) == expected


@pytest.mark.parametrize(
    "change",
    [
        *(
            cell("areas", 3, "title", f"{title}")
            for title in ("#1 priority", "#reform!", "C#", "#NATO", "Err: none", "# x")
        ),
        *(cell("notes", 2, "subject", subject) for subject in ("publisher", "section 4", "topics", "evt-3", "area-1")),
        *(cell("changes", 2, "subject", subject) for subject in ("publisher", "changes", "rec-7", "note-1")),
        cell("events", 2, "precision", "day"),
        cell("events", 2, "precision", "month"),
        all_of(cell("events", 2, "end", "2025-12-31"), cell("events", 3, "precision", "month")),
        *(
            added("briefing", f"correction address,{value},Ours")
            for value in ("https://example.org/?a=1", "mailto:a.b+c@example.org?subject=x%20y", "MAILTO:ž@пример.рф")
        ),
        *(
            added("briefing", f"article link,{value},Ours")
            for value in ("http://localhost:8501", "HTTPS://пример.рф/a b", "https://[2001:db8::1]/")
        ),
        added("briefing", "identifier,nato-montenegro,Ours"),
        cell("areas", 3, "title", "x" * 2000),
    ],
)
def test_what_is_no_mistake_loads(folder, briefing, change):
    change(folder)
    assert load(folder) != briefing


@contextmanager
def as_nobody() -> Iterator[None]:
    """Run the block without the rights of an administrator, who may read everything."""
    is_administrator = os.geteuid() == 0
    if is_administrator:
        os.seteuid(65534)
    try:
        yield
    finally:
        if is_administrator:
            os.seteuid(0)


def test_files_that_the_server_may_not_read_are_said(folder):
    for name in FILES:
        (folder / f"{name}.csv").chmod(0)
    with as_nobody():
        found = problems_of(folder)
    assert found == [f"{name}.csv: cannot be read: Permission denied" for name in REQUIRED]


def test_all_problems_of_a_folder_are_said_at_once_in_file_order(folder):
    all_of(
        removed("notes"),
        replaced("recommendations", "rec-4", "rec-1"),
        replaced("areas", "Regional,", "Regoinal,"),
        replaced("events", "2025-09-30", "2025-06-01"),
        replaced("events", ",quarter,", ",week,"),
        replaced("events", ",Investment,", ",Investing,"),
        replaced("briefing", "language,en,Whole article\n", ""),
        replaced("briefing", "2024-12-16", "2024-12-32"),
    )(folder)
    assert problems_of(folder) == [
        "briefing.csv: the field “language” is missing; add a row for it",
        "briefing.csv:6:value: 2024-12-32 is not a date that exists",
        "events.csv:2:precision: “week” is not one of day, month or quarter",
        "events.csv:4:end: 2025-06-01 lies before the start, 2025-07-01; correct one of them",
        f"events.csv:4:topics: “Investing” {NO_TOPIC} did you mean “Investment”?",
        f"areas.csv:4:topics: “Regoinal” {NO_TOPIC} did you mean “Regional”?",
        f"recommendations.csv:5:id: “rec-1” stands in line 2 {ANOTHER}",
        f"notes.csv: is missing; {HEADER} id,subject,reported,finding,evidence,source",
    ]


def test_briefing_without_any_fact_is_refused(folder):
    """The facts are required, so a file that is only a header lacks all of them."""
    written("briefing", "field,value,source\n")(folder)
    assert all(problem.startswith("briefing.csv: ") for problem in problems_of(folder))


def rewritten(change: Callable[[str], str], *tables: str) -> Change:
    """Change the text of files."""

    def write(folder: Path) -> None:
        for table in tables or FILES:
            path = folder / f"{table}.csv"
            path.write_bytes(change(path.read_bytes().decode()).encode())

    return write


def resaved(
    change: Callable[[list[list[str]]], list[list[str]]] = lambda records: records, *tables: str, **form: str | int
) -> Change:
    """Change the records of files, and write them in another form."""

    def write(folder: Path) -> None:
        for table in tables or FILES:
            keep_records(folder, table, change(records_of(folder, table)), **form)

    return write


def around(before: str, after: str) -> Change:
    """Write something around every value."""
    return resaved(lambda records: [[f"{before}{cell}{after}" for cell in record] for record in records])


def dotted(form: str, *tables: str, **how: str | int) -> Change:
    """Write every date in another form, given its year, month and day."""

    def write(text: str) -> str:
        dates = re.compile(r"(?<![^,])(\d{4})-(\d\d)-(\d\d)(?![^,])")
        return dates.sub(lambda date: form.format(*map(int, date.groups())), text)

    return all_of(rewritten(write, *tables), resaved(**how))


def with_linked_files(folder: Path) -> None:
    """A mounted folder may hold links to the files of one state, which are changed at once."""
    state = folder.with_name("state")
    folder.rename(state)
    folder.mkdir()
    for name in FILES:
        (folder / f"{name}.csv").symlink_to(state / f"{name}.csv")
    replaced("notes", "\n", "\r\n")(folder)


def with_another_file(folder: Path) -> None:
    (folder / "README.txt").write_text("how these files came about", encoding="utf-8")


EUROPEAN = {"delimiter": ";", "lineterminator": "\r\n"}
VARIANTS = {
    "byte-order-mark": rewritten(lambda text: f"\ufeff{text}"),
    "crlf": rewritten(lambda text: text.replace("\n", "\r\n")),
    "cr": rewritten(lambda text: text.replace("\n", "\r")),
    "no-last-line-ending": rewritten(lambda text: text.removesuffix("\n")),
    "trailing-blank-lines": rewritten(lambda text: f"{text}\n  \n"),
    "blank-lines-between": rewritten(lambda text: text.replace("\n", "\n\n")),
    "blank-line-above-the-header": rewritten(lambda text: f"\n  \n{text}"),
    "trailing-rows-of-only-commas": resaved(lambda records: [*records, [""] * len(records[0]), [""] * 13]),
    "lists-without-spaces": rewritten(lambda text: text.replace("; ", ";"), "events", "areas", "recommendations"),
    "lists-with-more-spaces": rewritten(lambda text: text.replace("; ", " ;  ; "), "areas", "recommendations"),
    "spaces-around-values": around("  ", " "),
    "spaces-that-nobody-sees-around-values": around("\u200e\ufeff\u00a0", "\u200b \u00ad"),
    "spaces-before-quotes": rewritten(lambda text: text.replace(',"', ',  "')),
    "blank-columns-kept-as-commas": resaved(  # some programs write such commas in some records only
        lambda records: [[*record, *[" "] * (place % 4)] for place, record in enumerate(records, 3)]
    ),
    "links-to-files": with_linked_files,
    "every-cell-quoted": resaved(quoting=csv.QUOTE_ALL),
    "columns-in-another-order": resaved(lambda records: [record[::-1] for record in records]),
    "a-file-that-is-not-ours": with_another_file,
    "semicolons": resaved(**EUROPEAN),
    "semicolons-a-mark-and-every-cell-quoted": all_of(
        resaved(**EUROPEAN, quoting=csv.QUOTE_ALL), rewritten(lambda text: f"\ufeff{text}")
    ),
    "semicolons-in-another-order-and-blank-columns": resaved(
        lambda records: [[*record[::-1], "", ""] for record in records], **EUROPEAN
    ),
    "semicolons-in-some-files": resaved(lambda records: records, "events", "notes", **EUROPEAN),
    "tabs": resaved(delimiter="\t"),
    "dates-with-dots": dotted("{2}.{1}.{0}"),
    "dates-with-dots-and-zeros-in-one-file": dotted("{2:02}.{1:02}.{0}", "events"),
    "dates-as-in-montenegro": dotted("{2}.{1}.{0}.", **EUROPEAN),
    "dates-as-in-czechia": dotted("{2}. {1}.\u00a0{0}", **EUROPEAN),
}


@pytest.mark.parametrize("change", VARIANTS.values(), ids=VARIANTS.keys())
def test_harmless_variant_is_the_same_briefing(folder, briefing, change):
    before = {path.name: path.read_bytes() for path in folder.iterdir()}
    change(folder)
    assert {path.name: path.read_bytes() for path in folder.iterdir()} != before
    found = load(folder)
    assert found.version == briefing.version
    assert found == briefing
    assert hash(found) == hash(briefing)
    for table in contract.TABLES:
        assert found.table(table.name).equals(briefing.table(table.name)), table.name


SEMICOLONS, DOTS = "separated by semicolons", "dates read as day.month.year"


@pytest.mark.parametrize(
    ("variant", "remarks"),
    [
        ("crlf", ()),
        ("semicolons-in-some-files", (f"events.csv: {SEMICOLONS}", f"notes.csv: {SEMICOLONS}")),
        ("tabs", tuple(f"{table}.csv: separated by tabs" for table in FILES)),
        ("dates-with-dots", tuple(f"{table}.csv: {DOTS}" for table in ("briefing", "events", "changes"))),
        ("dates-with-dots-and-zeros-in-one-file", (f"events.csv: {DOTS}",)),
        (
            "dates-as-in-montenegro",
            tuple(
                f"{table}.csv: {SEMICOLONS}{f'; {DOTS}' if table in ('briefing', 'events', 'changes') else ''}"
                for table in FILES
            ),
        ),
    ],
)
def test_how_files_were_read_is_said(folder, variant, remarks):
    VARIANTS[variant](folder)
    assert load_with_remarks(folder)[1] == list(remarks)


def swapped(folder: Path) -> None:
    header, first, second, *others = records_of(folder, "events")
    keep_records(folder, "events", [header, second, first, *others])


@pytest.mark.parametrize(
    "change",
    [
        pytest.param(replaced("briefing", "Podgorica", "Brussels"), id="a-fact"),
        pytest.param(replaced("briefing", "Opening paragraph", "Headline"), id="a-source"),
        pytest.param(replaced("topics", "at home", "abroad"), id="a-description"),
        pytest.param(cell("events", 2, "start", "1.10.2024"), id="a-date"),
        pytest.param(replaced("events", "proposed", "held"), id="a-status"),
        pytest.param(replaced("areas", "Key agreement", "Dialogue area"), id="a-strand"),
        pytest.param(replaced("areas", "Exercises; Intelligence", "Intelligence; Exercises"), id="order-of-topics"),
        pytest.param(replaced("recommendations", "Hold joint", "hold joint"), id="case-of-a-letter"),
        pytest.param(replaced("notes", "No dates", "Few dates"), id="a-note"),
        pytest.param(replaced("changes", "first made", "made"), id="a-change"),
        pytest.param(removed("changes"), id="no-changes"),
        pytest.param(added("topics", "Trade,What is bought and sold"), id="one-row-more"),
        pytest.param(swapped, id="order-of-rows"),
        pytest.param(replaced("areas", "Defense Investments", "Defence Investments"), id="a-title"),
    ],
)
def test_changed_content_is_another_version(folder, briefing, change):
    change(folder)
    found = load(folder)
    assert found.version != briefing.version
    assert found != briefing


def test_words_moved_to_the_neighbouring_cell_are_another_version(folder):
    added("topics", "Trade,and tariffs")(folder)
    first = load(folder).version
    replaced("topics", "Trade,and tariffs", "Trade and,tariffs")(folder)
    assert load(folder).version != first


def test_version_is_twelve_hexadecimal_digits_and_does_not_depend_on_the_place(folder, briefing):
    assert len(briefing.version) == 12
    assert set(briefing.version) <= set("0123456789abcdef")
    assert load(folder).version == briefing.version


def test_a_folder_without_changes_is_the_same_briefing_as_one_with_an_empty_table_of_them(folder):
    removed("changes")(folder)
    missing = load(folder)
    written("changes", "id,date,subject,change,source\n")(folder)
    empty = load(folder)
    assert missing == empty
    assert missing.changes.equals(empty.changes)
    assert list(missing.changes.columns) == ["id", "date", "subject", "change", "source"]


def test_without_changes_the_version_is_what_it_was_before_briefings_could_have_any():
    """The version is that of the release before."""
    rows = {
        "briefing": [{"field": "title", "value": "T", "source": "S"}],
        "topics": [{"topic": "A", "description": "B"}],
    }
    assert Briefing.of({name: rows.get(name, []) for name in FILES}).version == "54298d35c880"


@pytest.mark.parametrize("subject", ["briefing", "changes", "publisher", "section 1", "rec-7", "note-1"])
def test_a_change_is_about_a_field_a_table_an_item_or_a_note(folder, subject):
    added("changes", f"chg-2,2026-11-24,{subject},It was changed.,Our own record")(folder)
    assert list(load(folder).changes["date"]) == [date(2026, 11, 23), date(2026, 11, 24)]


def test_longest_allowed_cell_loads(folder):
    replaced("areas", "Defense Investments", "x" * 2000)(folder)
    assert load(folder).areas["title"][1] == "x" * 2000


def test_tables_other_than_facts_and_topics_may_have_no_rows(folder):
    for table in ("events", "areas", "recommendations", "notes"):
        header = records_of(folder, table)[0]
        keep_records(folder, table, [header])
    found = load(folder)
    assert [len(found.table(table)) for table in ("events", "areas", "recommendations")] == [0, 0, 0]
    assert list(found.events.columns) == [
        *("id", "title", "summary", "start", "end", "precision", "status", "topics", "source", "quarters")
    ]
    assert (found.quarters, found.groups(contract.AREAS), found.groups(contract.RECOMMENDATIONS)) == ((), (), ())


def test_too_many_rows_are_refused_at_the_first_one_too_many(folder, monkeypatch):
    """The facts are 14 rows, which is allowed; the notes are made 15."""
    monkeypatch.setattr(contract, "MAX_ROWS", 14)
    for number in range(6, 16):
        added("notes", f"note-{number},events,Reported.,Found.,,Headline")(folder)
    assert problems_of(folder) == ["notes.csv:16: has more than 14 rows"]


def test_too_many_bytes_are_refused(folder, monkeypatch):
    path = folder / "recommendations.csv"
    path.write_bytes(path.read_bytes().ljust(3000, b"\n"))
    monkeypatch.setattr(contract, "MAX_FILE_BYTES", 3000)
    load(folder)
    path.write_bytes(path.read_bytes() + b"\n")
    assert problems_of(folder) == ["recommendations.csv: has 3,001 bytes; at most 3,000 are read"]


@pytest.mark.parametrize(
    ("problem", "text"),
    [
        pytest.param(Problem("a.csv", "is missing"), "a.csv: is missing", id="file"),
        pytest.param(Problem("a.csv", "is cut off", 3), "a.csv:3: is cut off", id="line"),
        pytest.param(Problem("a.csv", "is empty", 3, "title"), "a.csv:3:title: is empty", id="column"),
    ],
)
def test_problem_says_its_place(problem, text):
    assert str(problem) == text


def test_error_text_is_one_problem_a_line():
    problems = (Problem("a.csv", "is missing"), Problem("b.csv", "is empty", 3, "title"))
    error = BriefingError(problems)
    assert isinstance(error, ValueError)
    assert error.problems == problems
    assert str(error) == "a.csv: is missing\nb.csv:3:title: is empty"


@pytest.mark.parametrize(("number", "left_out"), [(0, 0), (1, 0), (50, 0), (51, 1), (1_250, 1_200)])
def test_at_most_fifty_problems_are_shown_with_the_number_left_out(number, left_out):
    problems = tuple(Problem("a.csv", "is cut off", line) for line in range(1, number + 1))
    error = BriefingError(problems)
    assert MAX_PROBLEMS == 50
    assert error.problems == problems
    more = [f"… and {left_out:,} more"] if left_out else []
    assert str(error).splitlines() == [*map(str, problems[:50]), *more]


def test_text_that_looks_like_a_number_or_a_missing_value_stays_text(rewrite):
    """pandas would read these as missing, as 7, and as a truth value."""
    found = rewrite("areas", [{"id": "area-1", "title": "NA", "summary": "007", "strand": "True"}])
    assert list(found.areas.loc[0, ["title", "summary", "strand"]]) == ["NA", "007", "True"]
