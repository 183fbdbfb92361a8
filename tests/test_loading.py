"""A damaged folder is refused with file, line and column; a harmless variant of it loads as the same briefing."""

import csv
import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path

import pytest

from components.briefing import contract
from components.briefing.briefing import Briefing
from components.briefing.loading import MOST_SHOWN, BriefingError, Problem, load

Change = Callable[[Path], None]
REQUIRED = ("briefing", "topics", "events", "areas", "recommendations", "notes")
FILES = (*REQUIRED, "changes")


def replaced(table: str, old: str, new: str, encoding: str = "utf-8") -> Change:
    """Replace the first occurrence of a text in a file, and save the file in an encoding."""

    def change(folder: Path) -> None:
        path = folder / f"{table}.csv"
        text = path.read_bytes().decode()
        assert old in text
        path.write_bytes(text.replace(old, new, 1).encode(encoding))

    return change


def everywhere(old: str, new: str, *tables: str) -> Change:
    """Replace every occurrence of a text in files."""

    def change(folder: Path) -> None:
        for table in tables:
            path = folder / f"{table}.csv"
            text = path.read_bytes().decode()
            assert old in text
            path.write_bytes(text.replace(old, new).encode())

    return change


def saved(table: str, encoding: str) -> Change:
    """Save a file in another encoding."""
    return replaced(table, "", "", encoding)


def written(table: str, text: str) -> Change:
    """Write a whole file."""
    return lambda folder: (folder / f"{table}.csv").write_text(text, encoding="utf-8", newline="")


def added(table: str, line: str) -> Change:
    """Add a line at the end of a file."""

    def change(folder: Path) -> None:
        path = folder / f"{table}.csv"
        path.write_bytes(path.read_bytes() + line.encode() + b"\n")

    return change


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


def without_column(table: str, column: str) -> Change:
    """Remove a column from a file."""

    def change(folder: Path) -> None:
        header, *records = records_of(folder, table)
        place = header.index(column)
        keep_records(folder, table, [record[:place] + record[place + 1 :] for record in (header, *records)])

    return change


def with_column(table: str, column: str) -> Change:
    """Add a column, filled, to a file."""

    def change(folder: Path) -> None:
        header, *records = records_of(folder, table)
        keep_records(folder, table, [[*header, column], *([*record, "x"] for record in records)])

    return change


def all_of(*changes: Change) -> Change:
    """Make several changes."""

    def change(folder: Path) -> None:
        for one in changes:
            one(folder)

    return change


def records_of(folder: Path, table: str) -> list[list[str]]:
    with (folder / f"{table}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.reader(file))


def keep_records(folder: Path, table: str, records: list[list[str]], quoting: int = csv.QUOTE_MINIMAL) -> None:
    with (folder / f"{table}.csv").open("w", encoding="utf-8", newline="") as file:
        csv.writer(file, quoting=quoting).writerows(records)


def problems_of(folder: Path) -> list[str]:
    """Return what loading a folder complains of."""
    with pytest.raises(BriefingError) as caught:
        load(folder)
    return [str(problem) for problem in caught.value.problems]


KNOWN_FIELDS = (
    "title, subtitle, parties, meeting date, place as reported, people as reported, language, licence note, "
    "publisher, article title, article link, data date"
)
NO_SUBJECT = "is no field, table, or id of an item or a note; the nearest is"
NOT_UTF_8 = "is not UTF-8 here; save the file as “CSV UTF-8”"
NUL = "has a NUL character: it is damaged, or not text; save the file as “CSV UTF-8”"
NOT_COMMAS = "columns are not separated by commas; save the file as comma-separated CSV"
QUOTES = 'has a quote (") that is not closed, or text after a closing one; within a value, a quote is written twice'
CUT_IN_QUOTES = 'has a quote (") that is not closed; is the file cut off?'
CUT_OFF = "is the line cut off?"
COMMA = 'put straight quotes (") around a value with a comma in it'
CONTROL = "has a line break or another control character; one record is one line"
LOST = "has a �, which stands for a letter that was lost in another encoding; type it again"
NOT_ISO = "is not written as YYYY-MM-DD; format the column so, with plain digits and hyphens"
EVENT_ID = "is not an id; write evt-1, evt-2 and so on"
SPACES = "has spaces or marks that a link cannot hold; type it again, with single spaces"

DAMAGE = [
    # the file as a whole
    pytest.param(
        replaced("events", "A workshop", "A workshop (veče, večer)", "cp1250"),
        [f"events.csv:3: {NOT_UTF_8}"],
        id="cp1250-from-a-spreadsheet",
    ),
    pytest.param(
        replaced("topics", "Democratic", "Démocratic", "latin-1"), [f"topics.csv:8: {NOT_UTF_8}"], id="latin-1"
    ),
    pytest.param(saved("notes", "utf-16"), [f"notes.csv:1: {NOT_UTF_8}"], id="utf-16"),
    pytest.param(saved("topics", "utf-16-le"), [f"topics.csv:1: {NUL}"], id="utf-16-without-a-mark"),
    pytest.param(replaced("events", "A workshop", "A \0workshop"), [f"events.csv:3: {NUL}"], id="nul"),
    pytest.param(
        written("topics", ""), ["topics.csv: is empty; its first line must be topic,description"], id="empty-file"
    ),
    pytest.param(
        written("areas", "\ufeff\r\n\r\n ,,\r\n"),
        ["areas.csv: is empty; its first line must be id,title,summary,strand,topics,source"],
        id="only-blank-lines",
    ),
    pytest.param(
        written("topics", "topic,description\n"),
        ["topics.csv: has a header and no rows; it needs at least 1"],
        id="topics-header-only",
    ),
    pytest.param(
        all_of(everywhere("\n", "\r", "notes"), replaced("notes", "Milojko Spajić", "Milojko \0")),
        [f"notes.csv:2: {NUL}"],
        id="nul-in-a-file-with-the-line-endings-of-an-old-mac",
    ),
    pytest.param(
        all_of(everywhere("\n", "\r\n", "notes"), replaced("notes", "Podgorica", "Podgorica\0")),
        [f"notes.csv:3: {NUL}"],
        id="nul-in-a-file-with-the-line-endings-of-windows",
    ),
    pytest.param(
        replaced("notes", "Milojko Spajić on", "Milojko Spaji\ufffd on"),
        [f"notes.csv:2:reported: {LOST}"],
        id="letter-lost-in-another-encoding",
    ),
    pytest.param(removed("areas"), ["areas.csv: is missing"], id="missing-file"),
    pytest.param(linked("areas", "nowhere.csv"), ["areas.csv: is missing"], id="link-to-nothing"),
    pytest.param(
        linked("areas", "areas.csv"),
        ["areas.csv: cannot be read: Too many levels of symbolic links"],
        id="link-to-itself",
    ),
    pytest.param(a_folder_instead, ["areas.csv: is a folder, not a file"], id="a-folder-instead-of-a-file"),
    pytest.param(a_pipe_instead, ["areas.csv: is not a file"], id="a-pipe-instead-of-a-file"),
    pytest.param(linked("areas", "/dev/zero"), ["areas.csv: is not a file"], id="a-device-instead-of-a-file"),
    pytest.param(shutil.rmtree, [f"{name}.csv: is missing" for name in REQUIRED], id="no-folder"),
    pytest.param(
        a_file_instead_of_the_folder,
        [f"{name}.csv: is missing; what should be its folder is a file" for name in REQUIRED],
        id="a-file-instead-of-the-folder",
    ),
    # the header
    pytest.param(everywhere(",", ";", "topics"), [f"topics.csv:1: {NOT_COMMAS}"], id="semicolons"),
    pytest.param(everywhere(",", "\t", "events"), [f"events.csv:1: {NOT_COMMAS}"], id="tabs"),
    pytest.param(everywhere(",", "|", "events"), [f"events.csv:1: {NOT_COMMAS}"], id="bars"),
    pytest.param(
        all_of(everywhere("topic,description", '"topic";"description"', "topics"), everywhere(",", ";", "topics")),
        [f"topics.csv:1: {NOT_COMMAS}"],
        id="semicolons-and-quotes",
    ),
    pytest.param(
        all_of(everywhere(",", ";", "topics"), replaced("topics", "topic", "\r\n\r\nsep=;\r\ntopic")),
        ["topics.csv:3: “sep=;” is not the header; remove this line, and separate the columns by commas"],
        id="line-that-names-the-separator",
    ),
    pytest.param(
        replaced("topics", "topic", "sep=,\ntopic"),
        ["topics.csv:1: “sep=,” is not the header; remove this line, and separate the columns by commas"],
        id="line-that-names-the-comma",
    ),
    pytest.param(
        replaced("topics", "topic,description", "Topics of the article,\ntopic,description"),
        [
            "topics.csv:1: unknown column “Topics of the article”; known are topic, description",
            "topics.csv:1: the column “topic” is missing",
            "topics.csv:1: the column “description” is missing",
        ],
        id="a-heading-above-the-header",
    ),
    pytest.param(
        replaced("topics", "topic,", "topic,,"),
        ["topics.csv:1: column 2 has no name; name or remove it"],
        id="column-without-a-name-between",
    ),
    pytest.param(
        all_of(everywhere("\n", ",,\n", "topics"), replaced("topics", "at home,,", "at home,,and abroad")),
        [f"topics.csv:8: has 4 cells where the header has 2; {COMMA}"],
        id="something-in-a-column-without-a-name",
    ),
    pytest.param(
        without_column("events", "status"), ["events.csv:1: the column “status” is missing"], id="column-missing"
    ),
    pytest.param(
        with_column("topics", "colour"),
        ["topics.csv:1: unknown column “colour”; known are topic, description"],
        id="column-unknown",
    ),
    pytest.param(
        replaced("topics", "topic,", "Topic,"),
        ["topics.csv:1: unknown column “Topic”; write it “topic”"],
        id="column-in-another-case",
    ),
    pytest.param(with_column("areas", "title"), ["areas.csv:1: the column “title” stands twice"], id="column-repeated"),
    pytest.param(
        replaced("areas", "id,title", f"{'x' * 41},title"),
        [
            f"areas.csv:1: unknown column “{'x' * 39}…”; known are id, title, summary, strand, topics, source",
            "areas.csv:1: the column “id” is missing",
        ],
        id="column-with-a-long-name",
    ),
    pytest.param(
        replaced("areas", "id,title", "i\u200bd,title"),
        ["areas.csv:1: unknown column “i⟨U+200B⟩d”; write it “id”"],
        id="column-with-a-space-that-nobody-sees",
    ),
    # the records
    pytest.param(
        replaced("events", ',"Section 2, table, row 2"', ""),
        [f"events.csv:3: has 8 cells where the header has 9; {CUT_OFF}"],
        id="row-short",
    ),
    pytest.param(
        replaced("areas", '"Section 1, bullet 1"', "Section 1, bullet 1"),
        [f"areas.csv:2: has 7 cells where the header has 6; {COMMA}"],
        id="row-long-by-a-comma-without-quotes",
    ),
    pytest.param(
        replaced("areas", 'bullet 2"\n', 'bullet 2",\n'),
        [f"areas.csv:3: has 7 cells where the header has 6; {COMMA}"],
        id="row-ends-with-a-comma",
    ),
    pytest.param(replaced("areas", 'bullet 1"', "bullet 1"), [f"areas.csv:2: {QUOTES}"], id="quote-left-open"),
    pytest.param(
        replaced("areas", 'bullet 2"', 'bullet 2" of the list'), [f"areas.csv:3: {QUOTES}"], id="text-after-a-quote"
    ),
    pytest.param(
        cut("areas", "Economic Development,Money for"),
        [f"areas.csv:7: has 3 cells where the header has 6; {CUT_OFF}"],
        id="half-written-last-line",
    ),
    pytest.param(
        cut("recommendations", '"Section 3, second list, bullet 3'),
        [f"recommendations.csv:8: {CUT_IN_QUOTES}"],
        id="half-written-inside-quotes",
    ),
    pytest.param(
        everywhere('"', "”", "areas"),
        [f"areas.csv:{line}: has 7 cells where the header has 6; {COMMA}" for line in range(2, 8)],
        id="curly-quotes",
    ),
    pytest.param(
        replaced("areas", ",Defense Investments,", ',The "other" one, "so to say",'),
        [f"areas.csv:3: has 7 cells where the header has 6; {COMMA}"],
        id="quotes-and-a-comma-within-a-value",
    ),
    # identifiers
    pytest.param(
        replaced("events", "evt-2", "evt-1"), ["events.csv:3:id: “evt-1” stands in line 2 already"], id="id-repeated"
    ),
    pytest.param(
        added("topics", "reform,Once more"),
        ["topics.csv:9:topic: “reform” stands in line 8 already"],
        id="topic-repeated-in-another-case",
    ),
    pytest.param(
        replaced("events", "evt-1", "event 1"),
        ["events.csv:2:id: “event 1” is not an id; write evt-1, evt-2 and so on"],
        id="id-of-another-form",
    ),
    pytest.param(
        replaced("areas", "area-3", "rec-3"),
        ["areas.csv:4:id: “rec-3” is not an id; write area-1, area-2 and so on"],
        id="id-of-another-table",
    ),
    pytest.param(
        replaced("recommendations", "rec-2", "rec-02"),
        ["recommendations.csv:3:id: “rec-02” is not an id; write rec-1, rec-2 and so on"],
        id="id-with-a-leading-zero",
    ),
    pytest.param(
        replaced("notes", "note-2", "NOTE-2"),
        ["notes.csv:3:id: “NOTE-2” is not an id; write note-1, note-2 and so on"],
        id="id-in-another-case",
    ),
    pytest.param(
        replaced("events", "evt-1", "EVT-1"), [f"events.csv:2:id: “EVT-1” {EVENT_ID}"], id="id-in-capital-letters"
    ),
    pytest.param(
        replaced("events", "evt-1", "evt\u20111"),
        [f"events.csv:2:id: “evt\u20111” {EVENT_ID}"],
        id="id-with-another-hyphen",
    ),
    pytest.param(
        replaced("events", "evt-1", "evt-\u200b1"),
        [f"events.csv:2:id: “evt-⟨U+200B⟩1” {EVENT_ID}"],
        id="id-with-a-space-that-nobody-sees",
    ),
    pytest.param(
        replaced("events", "evt-1", "evt-１"), [f"events.csv:2:id: “evt-１” {EVENT_ID}"], id="id-with-a-wide-digit"
    ),
    pytest.param(
        replaced("events", "evt-1", "evt-12345678"),
        [f"events.csv:2:id: “evt-12345678” {EVENT_ID}"],
        id="id-with-too-many-digits",
    ),
    # topics
    pytest.param(
        replaced("events", ",Investment,", ",Investments,"),
        ["events.csv:4:topics: “Investments” is not a topic of topics.csv"],
        id="topic-unknown",
    ),
    pytest.param(
        replaced("events", ",Investment,", ",investment,"),
        ["events.csv:4:topics: “investment” is not a topic of topics.csv; write it “Investment”"],
        id="topic-in-another-case",
    ),
    pytest.param(
        replaced("events", "Cyber and hybrid", "Cyber\u00a0and hybrid"),
        ["events.csv:2:topics: “Cyber⟨U+00A0⟩and hybrid” is not a topic of topics.csv; write it “Cyber and hybrid”"],
        id="topic-with-a-space-that-does-not-break",
    ),
    pytest.param(
        replaced("events", ",Investment,", ",In\u200bvestment,"),
        ["events.csv:4:topics: “In⟨U+200B⟩vestment” is not a topic of topics.csv; write it “Investment”"],
        id="topic-with-a-space-that-nobody-sees",
    ),
    pytest.param(
        replaced("topics", "Cyber and hybrid", "Cyber\u00a0and hybrid"),
        [f"topics.csv:6:topic: “Cyber⟨U+00A0⟩and hybrid” {SPACES}"],
        id="vocabulary-with-a-space-that-does-not-break",
    ),
    pytest.param(
        replaced("topics", "Cyber and hybrid", "Cyber  and hybrid"),
        [f"topics.csv:6:topic: “Cyber  and hybrid” {SPACES}"],
        id="vocabulary-with-two-spaces",
    ),
    pytest.param(
        replaced("events", "Exercises; Cyber and hybrid", '"Exercises, Cyber and hybrid"'),
        ["events.csv:2:topics: “Exercises, Cyber and hybrid” is not a topic of topics.csv"],
        id="topics-separated-by-a-comma",
    ),
    pytest.param(
        replaced("events", ",Investment,", ",Investment;Investment,"),
        ["events.csv:4:topics: names a topic twice"],
        id="topic-named-twice",
    ),
    pytest.param(
        replaced("events", ",Investment,", ",; ;,"), ["events.csv:4:topics: names no topic"], id="only-separators"
    ),
    pytest.param(
        added("topics", "Trade; tariffs,Two in one"),
        ["topics.csv:9:topic: has a semicolon, which separates topics"],
        id="topic-with-a-semicolon",
    ),
    # dates
    pytest.param(
        replaced("events", "2025-03-31", "2024-12-31"),
        ["events.csv:2:end: 2024-12-31 lies before the start, 2025-01-01"],
        id="end-before-start",
    ),
    pytest.param(
        replaced("events", "2025-03-31", "2025-02-29"),
        ["events.csv:2:end: 2025-02-29 is not a date that exists"],
        id="29-february-of-a-common-year",
    ),
    pytest.param(
        replaced("events", "2025-04-01", "03/04/2025"),
        [f"events.csv:3:start: “03/04/2025” {NOT_ISO}"],
        id="date-that-two-countries-read-differently",
    ),
    pytest.param(
        replaced("events", "2025-01-01", "0225-01-01"),
        ["events.csv:2:start: 0225-01-01 lies outside the years 1900 to 2199"],
        id="year-0225",
    ),
    pytest.param(
        replaced("events", "2025-01-01", "2025-W01-1"),
        [f"events.csv:2:start: “2025-W01-1” {NOT_ISO}"],
        id="date-as-a-week",
    ),
    pytest.param(
        replaced("events", "2025-01-01", "1735689600"),
        [f"events.csv:2:start: “1735689600” {NOT_ISO}"],
        id="date-as-a-number",
    ),
    pytest.param(
        replaced("events", "2025-01-01", "45658"),
        [f"events.csv:2:start: “45658” {NOT_ISO}"],
        id="date-as-a-count-of-days",
    ),
    pytest.param(
        replaced("events", "2025-01-01", "2025-01-01 00:00:00"),
        [f"events.csv:2:start: “2025-01-01 00:00:00” {NOT_ISO}"],
        id="date-with-a-time",
    ),
    pytest.param(
        replaced("events", "2025-01-01", "1/2/2025"),
        [f"events.csv:2:start: “1/2/2025” {NOT_ISO}"],
        id="date-with-slashes",
    ),
    pytest.param(
        replaced("events", "2025-01-01", "2025-1-1"),
        [f"events.csv:2:start: “2025-1-1” {NOT_ISO}"],
        id="date-without-zeros",
    ),
    pytest.param(
        replaced("events", "2025-01-01", "２０２５-01-01"),
        [f"events.csv:2:start: “２０２５-01-01” {NOT_ISO}"],
        id="date-with-wide-digits",
    ),
    pytest.param(
        replaced("events", "2025-01-01", "2025–01–01"),
        [f"events.csv:2:start: “2025–01–01” {NOT_ISO}"],
        id="date-with-dashes",
    ),
    pytest.param(
        replaced("events", "2025-01-01", "’2025-01-01"),
        [f"events.csv:2:start: “’2025-01-01” {NOT_ISO}"],
        id="date-with-an-apostrophe",
    ),
    pytest.param(
        replaced("events", "2025-01-01", "2025-01\u200b-01"),
        [f"events.csv:2:start: “2025-01⟨U+200B⟩-01” {NOT_ISO}"],
        id="date-with-a-space-that-nobody-sees",
    ),
    pytest.param(
        all_of(replaced("events", "2025-01-01", "01.01.2025"), replaced("events", "2025-03-31", "31.03.2025")),
        [f"events.csv:2:start: “01.01.2025” {NOT_ISO}", f"events.csv:2:end: “31.03.2025” {NOT_ISO}"],
        id="both-dates-with-dots",
    ),
    # words of a fixed list
    pytest.param(
        replaced("events", "proposed", "Proposed"),
        ["events.csv:2:status: “Proposed” is not one of proposed, confirmed, held or cancelled"],
        id="status-unknown",
    ),
    pytest.param(
        replaced("events", ",quarter,", ",year,"),
        ["events.csv:2:precision: “year” is not one of day, month or quarter"],
        id="precision-unknown",
    ),
    # cells
    pytest.param(
        replaced("areas", "Defense Investments", "x" * 2001),
        ["areas.csv:3:title: has 2,001 characters; at most 2,000 are allowed"],
        id="cell-too-long",
    ),
    pytest.param(
        all_of(
            replaced("events", "Exercises that concentrate on", '"Exercises that\nconcentrate on'),
            replaced("events", "reacting quickly.", 'reacting quickly."'),
            replaced("events", "2025-09-30,quarter,proposed", "2025-09-30,quarter,maybe"),
        ),
        [
            f"events.csv:2:summary: {CONTROL}",
            "events.csv:5:status: “maybe” is not one of proposed, confirmed, held or cancelled",
        ],
        id="line-break-in-a-cell-and-lines-still-counted-right",
    ),
    pytest.param(
        replaced("areas", "Defense Investments", "Defense\tInvestments"),
        [f"areas.csv:3:title: {CONTROL}"],
        id="tab-in-a-cell",
    ),
    pytest.param(
        replaced("areas", "Defense Investments", "Defense\u2028Investments"),
        [f"areas.csv:3:title: {CONTROL}"],
        id="line-separator-in-a-cell",
    ),
    pytest.param(
        replaced("areas", "Improve how the two train together and how they share intelligence.", ""),
        ["areas.csv:2:summary: is empty"],
        id="required-cell-empty",
    ),
    pytest.param(
        replaced("areas", "Defense Investments", "\u200d"),
        ["areas.csv:3:title: is empty"],
        id="required-cell-of-nothing",
    ),
    pytest.param(
        replaced("areas", "Defense Investments", "   "), ["areas.csv:3:title: is empty"], id="required-cell-of-spaces"
    ),
    # facts
    pytest.param(
        replaced("briefing", "place as reported,Podgorica,Opening paragraph\n", ""),
        ["briefing.csv: the field “place as reported” is missing"],
        id="fact-missing",
    ),
    pytest.param(
        added("briefing", "author,Somebody,Headline"),
        [f"briefing.csv:16:field: “author” is not a known field; known are {KNOWN_FIELDS}"],
        id="fact-unknown",
    ),
    pytest.param(
        replaced("briefing", "place as", "Place as"),
        ["briefing.csv:7:field: “Place as reported” is not a known field; write it “place as reported”"],
        id="fact-in-another-case",
    ),
    pytest.param(
        added("briefing", "language,sr,Headline"),
        ["briefing.csv:16:field: “language” stands in line 9 already"],
        id="fact-twice",
    ),
    pytest.param(
        replaced("briefing", "2024-12-16", "16 December 2024"),
        [f"briefing.csv:6:value: “16 December 2024” {NOT_ISO}"],
        id="meeting-date-in-words",
    ),
    pytest.param(
        replaced("briefing", "language,en", "language,english"),
        ["briefing.csv:9:value: “english” is not a language tag such as en"],
        id="language-in-words",
    ),
    pytest.param(
        added("briefing", "article link,www.example.org/a,Headline"),
        ["briefing.csv:16:value: is not an address that begins with https:// or http://"],
        id="article-link-without-http",
    ),
    pytest.param(
        added("briefing", "article link,javascript:alert(1),Headline"),
        ["briefing.csv:16:value: is not an address that begins with https:// or http://"],
        id="article-link-that-is-a-script",
    ),
    pytest.param(
        added("changes", "chg-2,2026-11-31,events,An event was added.,"),
        ["changes.csv:3:date: 2026-11-31 is not a date that exists", "changes.csv:3:source: is empty"],
        id="cells-of-a-change",
    ),
    pytest.param(
        added("changes", "chg-1,2026-11-24,events,An event was added.,Our own record"),
        ["changes.csv:3:id: “chg-1” stands in line 2 already"],
        id="change-twice",
    ),
    *(
        pytest.param(
            replaced("changes", ",briefing,", f",{subject},"),
            [f"changes.csv:2:subject: “{subject}” {NO_SUBJECT} “{nearest}”"],
            id=f"change-of-{subject}",
        )
        for subject, nearest in (
            ("place", "place as reported"),
            ("REC-7", "rec-7"),
            ("rec-8", "recommendations"),
            ("evnets", "events"),
            ("chg-1", "changes"),
        )
    ),
    pytest.param(
        written("changes", ""),
        ["changes.csv: is empty; its first line must be id,date,subject,change,source"],
        id="changes-without-a-header",
    ),
    pytest.param(linked("changes", "nowhere"), ["changes.csv: is missing"], id="changes-that-a-link-leads-away-from"),
]


@pytest.mark.parametrize(("damage", "expected"), DAMAGE)
def test_damaged_folder_is_refused_and_the_message_says_where(folder, damage, expected):
    damage(folder)
    assert problems_of(folder) == expected


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


CAUSES = [
    pytest.param(
        replaced("topics", "Exercises,", "Exercises"),
        [f"topics.csv:2: has 1 cell where the header has 2; {CUT_OFF}"],
        id="a-topic-in-a-short-row",
    ),
    pytest.param(
        replaced("topics", "Investment,", "Investment \x07,"),
        [f"topics.csv:5:topic: {CONTROL}"],
        id="a-topic-that-cannot-be-read",
    ),
    pytest.param(saved("topics", "utf-16"), [f"topics.csv:1: {NOT_UTF_8}"], id="all-topics"),
    pytest.param(
        replaced("topics", "Military exercises", '"Military" exercises'),
        [f"topics.csv:2: {QUOTES}"],
        id="topics-after-a-broken-quote",
    ),
    pytest.param(
        replaced("briefing", "language,en,Whole article", "language,en"),
        [f"briefing.csv:9: has 2 cells where the header has 3; {CUT_OFF}"],
        id="a-fact-in-a-short-row",
    ),
    pytest.param(
        replaced("briefing", "language,en", ",en"), ["briefing.csv:9:field: is empty"], id="a-fact-without-a-name"
    ),
    pytest.param(
        replaced("events", "2025-01-01", "2026-13-01"),
        ["events.csv:2:start: 2026-13-01 is not a date that exists"],
        id="a-start-that-the-end-lies-before",
    ),
    pytest.param(
        replaced("events", ",Investment,", ",Investing;Investing,"),
        ["events.csv:4:topics: names a topic twice"],
        id="a-cell-with-two-mistakes",
    ),
    pytest.param(
        all_of(replaced("notes", "note-1", "note1"), replaced("changes", ",briefing,", ",note-1,")),
        ["notes.csv:2:id: “note1” is not an id; write note-1, note-2 and so on"],
        id="a-change-of-a-note-that-cannot-be-read",
    ),
]


@pytest.mark.parametrize(("damage", "expected"), CAUSES)
def test_what_only_follows_from_a_problem_is_not_a_problem_of_its_own(folder, damage, expected):
    damage(folder)
    assert problems_of(folder) == expected


@pytest.mark.parametrize(
    ("damage", "others"),
    [
        pytest.param(
            replaced("topics", "Military exercises and training held together", ""),
            ["topics.csv:2:description: is empty"],
            id="a-topic-without-a-description",
        ),
        pytest.param(
            added("topics", "reform,Once more"),
            ["topics.csv:9:topic: “reform” stands in line 8 already"],
            id="a-topic-twice",
        ),
    ],
)
def test_what_does_not_follow_from_a_problem_is_said_beside_it(folder, damage, others):
    damage(folder)
    replaced("events", ",Investment,", ",Investing,")(folder)
    assert problems_of(folder) == [*others, "events.csv:4:topics: “Investing” is not a topic of topics.csv"]


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
        "briefing.csv: the field “language” is missing",
        "briefing.csv:6:value: 2024-12-32 is not a date that exists",
        "events.csv:2:precision: “week” is not one of day, month or quarter",
        "events.csv:4:end: 2025-06-01 lies before the start, 2025-07-01",
        "events.csv:4:topics: “Investing” is not a topic of topics.csv",
        "areas.csv:4:topics: “Regoinal” is not a topic of topics.csv",
        "recommendations.csv:5:id: “rec-1” stands in line 2 already",
        "notes.csv: is missing",
    ]


def test_briefing_without_any_fact_is_refused(folder):
    """The facts are required, so a file that is only a header lacks all of them."""
    written("briefing", "field,value,source\n")(folder)
    assert all(problem.startswith("briefing.csv: ") for problem in problems_of(folder))


def test_every_row_of_wrong_length_is_said(folder):
    everywhere('"\n', '",\n', "areas")(folder)
    assert problems_of(folder) == [
        f"areas.csv:{line}: has 7 cells where the header has 6; {COMMA}" for line in (2, 3, 4, 5, 6, 7)
    ]


def with_mark(folder: Path) -> None:
    for name in FILES:
        path = folder / f"{name}.csv"
        path.write_bytes(b"\xef\xbb\xbf" + path.read_bytes())


def without_last_line_ending(folder: Path) -> None:
    for name in FILES:
        path = folder / f"{name}.csv"
        path.write_bytes(path.read_bytes().removesuffix(b"\n"))


def with_blank_lines_between(folder: Path) -> None:
    for name in FILES:
        path = folder / f"{name}.csv"
        path.write_bytes(path.read_bytes().replace(b"\n", b"\n\n"))


def with_trailing_blank_lines(folder: Path) -> None:
    for name in FILES:
        added(name, "\n  \n")(folder)


def with_trailing_rows_of_commas(folder: Path) -> None:
    for name in FILES:
        added(name, "," * (len(records_of(folder, name)[0]) - 1))(folder)
        added(name, ",,,,,,,,,,,,")(folder)


def with_spaces_around_values(folder: Path) -> None:
    for name in FILES:
        keep_records(folder, name, [[f"  {cell} " for cell in record] for record in records_of(folder, name)])


def with_every_cell_quoted(folder: Path) -> None:
    for name in FILES:
        keep_records(folder, name, records_of(folder, name), csv.QUOTE_ALL)


def with_columns_in_another_order(folder: Path) -> None:
    for name in FILES:
        keep_records(folder, name, [record[::-1] for record in records_of(folder, name)])


def with_spaces_within_lists(folder: Path) -> None:
    everywhere("; ", " ;  ", "areas", "recommendations")(folder)
    replaced("events", ",Investment,", ",Investment; ,")(folder)


def with_blank_columns_kept(folder: Path) -> None:
    """Some programs write such commas in some records only."""
    for name in FILES:
        header, *records = records_of(folder, name)
        wide = [[*record, *[" "] * (place % 4)] for place, record in enumerate(records)]
        keep_records(folder, name, [[*header, "", "", ""], *wide])


def with_invisible_spaces_around_values(folder: Path) -> None:
    for name in FILES:
        keep_records(
            folder,
            name,
            [[f"\u200e\ufeff\u00a0{cell}\u200b \u00ad" for cell in record] for record in records_of(folder, name)],
        )


def with_spaces_before_quotes(folder: Path) -> None:
    for name in FILES:
        path = folder / f"{name}.csv"
        path.write_bytes(path.read_bytes().replace(b',"', b',  "'))


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


@pytest.mark.parametrize(
    "change",
    [
        pytest.param(with_mark, id="byte-order-mark"),
        pytest.param(everywhere("\n", "\r\n", *FILES), id="crlf"),
        pytest.param(everywhere("\n", "\r", *FILES), id="cr"),
        pytest.param(without_last_line_ending, id="no-last-line-ending"),
        pytest.param(with_trailing_blank_lines, id="trailing-blank-lines"),
        pytest.param(with_blank_lines_between, id="blank-lines-between"),
        pytest.param(with_trailing_rows_of_commas, id="trailing-rows-of-only-commas"),
        pytest.param(everywhere("; ", ";", "events", "areas", "recommendations"), id="lists-without-spaces"),
        pytest.param(with_spaces_within_lists, id="lists-with-more-spaces"),
        pytest.param(with_spaces_around_values, id="spaces-around-values"),
        pytest.param(with_invisible_spaces_around_values, id="spaces-that-nobody-sees-around-values"),
        pytest.param(with_spaces_before_quotes, id="spaces-before-quotes"),
        pytest.param(with_blank_columns_kept, id="blank-columns-kept-as-commas"),
        pytest.param(with_linked_files, id="links-to-files"),
        pytest.param(with_every_cell_quoted, id="every-cell-quoted"),
        pytest.param(with_columns_in_another_order, id="columns-in-another-order"),
        pytest.param(with_another_file, id="a-file-that-is-not-ours"),
    ],
)
def test_harmless_variant_is_the_same_briefing(folder, briefing, change):
    before = {path.name: path.read_bytes() for path in folder.iterdir()}
    change(folder)
    assert {path.name: path.read_bytes() for path in folder.iterdir()} != before
    found = load(folder)
    assert found.version == briefing.version
    assert found == briefing
    assert hash(found) == hash(briefing)
    for table in ("facts", "topics", "events", "areas", "recommendations", "notes", "changes"):
        assert getattr(found, table).equals(getattr(briefing, table)), table


def swapped(folder: Path) -> None:
    header, first, second, *others = records_of(folder, "events")
    keep_records(folder, "events", [header, second, first, *others])


@pytest.mark.parametrize(
    "change",
    [
        pytest.param(replaced("briefing", "Podgorica", "Brussels"), id="a-fact"),
        pytest.param(replaced("briefing", "Opening paragraph", "Headline"), id="a-source"),
        pytest.param(replaced("topics", "at home", "abroad"), id="a-description"),
        pytest.param(replaced("events", "2025-01-01", "2025-01-02"), id="a-date"),
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
    assert [len(found.items(table)) for table in ("events", "areas", "recommendations")] == [0, 0, 0]
    assert list(found.events.columns) == [
        *("id", "title", "summary", "start", "end", "precision", "status", "topics", "source", "quarters")
    ]
    assert (found.quarters, found.strands, found.pillars) == ((), (), ())


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
    assert MOST_SHOWN == 50
    assert (error.problems, error.shown, error.left_out) == (problems, problems[:50], left_out)
    assert str(error).splitlines()[50:] == ([f"… and {left_out:,} more"] if left_out else [])


def test_text_that_looks_like_a_number_or_a_missing_value_stays_text(rewrite):
    """pandas would read these as missing, as 7, and as a truth value."""
    found = rewrite("areas", [{"id": "area-1", "title": "NA", "summary": "007", "strand": "True"}])
    assert list(found.areas.loc[0, ["title", "summary", "strand"]]) == ["NA", "007", "True"]
