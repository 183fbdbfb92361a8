"""The built-in data says what section 3 of the design says, and says it in the form that the contract asks for."""

import re

import pytest

from components.briefing import contract

from paths import DATA
from reference import rows

TABLES = {table.name: table for table in contract.TABLES}
ITEMS = {
    "events": [
        ("evt-1", "Joint Military Exercises", "Exercises; Cyber and hybrid"),
        ("evt-2", "Intelligence Workshop", "Intelligence; Regional"),
        ("evt-3", "Economic Forum", "Investment"),
    ],
    "areas": [
        ("area-1", "Security Cooperation", "Exercises; Intelligence"),
        ("area-2", "Defense Investments", "Investment"),
        ("area-3", "Regional Collaboration", "Regional"),
        ("area-4", "Defense Collaboration", "Capabilities"),
        ("area-5", "Intelligence Sharing", "Intelligence"),
        ("area-6", "Economic Development", "Investment"),
    ],
    "recommendations": [
        ("rec-1", "Increased Joint Training Exercises", "Exercises"),
        ("rec-2", "Enhanced Intelligence Sharing", "Intelligence"),
        ("rec-3", "Modernization of Defense Capabilities", "Capabilities"),
        ("rec-4", "Support for Domestic Reforms", "Reform"),
        ("rec-5", "Investing in Defense Infrastructure", "Investment; Cyber and hybrid"),
        ("rec-6", "Encouraging Regional Cooperation", "Regional; Intelligence"),
        ("rec-7", "Promoting Resilience Against Hybrid Threats", "Cyber and hybrid"),
    ],
}
TOPICS = ["Exercises", "Intelligence", "Capabilities", "Investment", "Cyber and hybrid", "Regional", "Reform"]
EVIDENCE = (
    "Joint press conference by NATO Secretary General Mark Rutte with the Prime Minister of Montenegro, Milojko Spajić",
    "16 Dec. 2024",
    "https://www.nato.int/cps/en/natohq/opinions_231657.htm",
)
LOCATOR = re.compile(r"(Section [1-4], \S.*|Opening paragraph|Headline|Whole article|Our own record)")
SENTENCE = re.compile(r"[A-Z][^.!?]*[^.!?\s]\.")


@pytest.mark.parametrize("table", TABLES)
def test_header_is_the_one_of_the_contract(table):
    first = (DATA / f"{table}.csv").read_text(encoding="utf-8").splitlines()[0]
    assert first == ",".join(TABLES[table].column_names)


@pytest.mark.parametrize("table", ITEMS)
def test_items_have_the_ids_titles_and_topics_of_the_contract(table):
    assert [(row["id"], row["title"], row["topics"]) for row in rows(DATA, table)] == ITEMS[table]


def test_topics_are_the_seven_of_the_contract_each_described():
    assert [row["topic"] for row in rows(DATA, "topics")] == TOPICS
    assert all(row["description"].strip() for row in rows(DATA, "topics"))


def test_events_are_dated_by_whole_quarters_and_proposed():
    found = [tuple(row[name] for name in ("start", "end", "precision", "status")) for row in rows(DATA, "events")]
    assert found == [
        ("2025-01-01", "2025-03-31", "quarter", "proposed"),
        ("2025-04-01", "2025-06-30", "quarter", "proposed"),
        ("2025-07-01", "2025-09-30", "quarter", "proposed"),
    ]


def test_events_fall_into_one_quarter_each(briefing):
    assert list(briefing.events["quarters"]) == [("2025-Q1",), ("2025-Q2",), ("2025-Q3",)]


def test_first_three_areas_were_agreed_and_the_others_discussed():
    assert [row["strand"] for row in rows(DATA, "areas")] == ["Key agreement"] * 3 + ["Dialogue area"] * 3


def test_first_four_recommendations_serve_one_pillar_and_the_last_three_the_other():
    wanted = ["Military readiness and political stability"] * 4 + ["Economic stability"] * 3
    assert [row["pillar"] for row in rows(DATA, "recommendations")] == wanted


@pytest.mark.parametrize(
    ("field", "parts"),
    [
        ("title", ("NATO", "Montenegro")),
        ("subtitle", ("December 2024",)),
        ("parties", ("NATO", "Montenegro")),
        ("meeting date", ("2024-12-16",)),
        ("place as reported", ("Podgorica",)),
        ("people as reported", ("Jens Stoltenberg", "Milojko Spajić")),
        ("language", ("en",)),
        ("licence note", ("not reproduced", "publisher")),
    ],
)
def test_facts_are_those_of_the_contract(field, parts):
    [value] = [row["value"] for row in rows(DATA, "briefing") if row["field"] == field]
    assert [part for part in parts if part not in value] == []


@pytest.mark.parametrize(
    ("field", "value"), [("meeting date", "2024-12-16"), ("place as reported", "Podgorica"), ("language", "en")]
)
def test_facts_of_one_word_hold_nothing_else(field, value, briefing):
    assert briefing.fact(field) == value


@pytest.mark.parametrize("table", [name for name in TABLES if name != "topics"])
def test_every_source_is_a_locator_and_no_copied_sentence(table):
    strange = [row["source"] for row in rows(DATA, table) if not LOCATOR.fullmatch(row["source"])]
    assert strange == []
    assert max(len(row["source"].split()) for row in rows(DATA, table)) <= 8


@pytest.mark.parametrize("table", ITEMS)
def test_every_summary_is_one_sentence(table):
    assert [row["summary"] for row in rows(DATA, table) if not SENTENCE.fullmatch(row["summary"])] == []


@pytest.mark.parametrize(
    ("subject", "reported", "finding"),
    [
        ("people as reported", "Jens Stoltenberg", "Mark Rutte has held the office since 1 October 2024"),
        ("place as reported", "Podgorica", "NATO headquarters (Brussels)"),
    ],
)
def test_notes_put_the_public_record_beside_what_the_article_reports(subject, reported, finding):
    [note] = [row for row in rows(DATA, "notes") if row["subject"] == subject]
    assert reported in note["reported"]
    assert finding in note["finding"]
    assert [part for part in EVIDENCE if part not in note["evidence"]] == []


def test_notes_name_the_three_silences_without_evidence():
    silences = [row for row in rows(DATA, "notes") if not row["evidence"]]
    assert [row["subject"] for row in silences] == ["events"] * 3
    said = " ".join(f"{row['reported']} {row['finding']}" for row in silences)
    assert [word for word in ("proposed", "No dates", "took place") if word not in said] == []


def test_notes_are_numbered_from_one():
    assert [row["id"] for row in rows(DATA, "notes")] == ["note-1", "note-2", "note-3", "note-4", "note-5"]


def test_the_first_change_is_dated_with_the_day_on_which_the_data_was_made():
    first, *_ = rows(DATA, "changes")
    assert (first["id"], first["date"], first["subject"]) == ("chg-1", "2026-11-23", "briefing")


def test_subject_of_every_note_is_a_fact_or_a_table():
    facts = {row["field"] for row in rows(DATA, "briefing")}
    assert [row["subject"] for row in rows(DATA, "notes") if row["subject"] not in facts | set(TABLES)] == []


@pytest.mark.parametrize("table", TABLES)
def test_cells_are_tidy(table):
    """No cell is empty that must not be, and none begins or ends with a space or holds two in a row."""
    cells = [(name, cell) for row in rows(DATA, table) for name, cell in row.items()]
    required = {column.name for column in TABLES[table].columns if column.required}
    assert [name for name, cell in cells if not cell and name in required] == []
    assert [cell for _, cell in cells if cell != " ".join(cell.split())] == []


@pytest.mark.parametrize("table", TABLES)
def test_file_is_utf_8_with_plain_line_endings_and_a_last_one(table):
    raw = (DATA / f"{table}.csv").read_bytes()
    assert raw.decode("utf-8").encode("utf-8") == raw
    assert not raw.startswith(b"\xef\xbb\xbf")
    assert b"\r" not in raw
    assert raw.endswith(b"\n")
    assert not raw.endswith(b"\n\n")


def test_loaded_frames_hold_the_rows_of_the_files(briefing):
    for table, items in ITEMS.items():
        frame = briefing.table(table)
        assert list(zip(frame["id"], frame["title"], map("; ".join, frame["topics"]), strict=True)) == items
    assert briefing.topic_names == tuple(TOPICS)
    assert briefing.quarters == ("2025-Q1", "2025-Q2", "2025-Q3", "2025-Q4")
    assert briefing.groups(contract.AREAS) == ("Key agreement", "Dialogue area")
    assert briefing.groups(contract.RECOMMENDATIONS) == (
        "Military readiness and political stability",
        "Economic stability",
    )
    assert briefing.title == "NATO–Montenegro Dialogue"
    assert briefing.fact("publisher") == ""
