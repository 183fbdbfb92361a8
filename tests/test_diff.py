"""What differs between two folders: in words, as JSON, and as rows for changes.csv."""

import json
import subprocess
from datetime import date

import pytest

from components.briefing import diff
from components.briefing.briefing import records
from components.briefing.loading import load

from edits import edit
from paths import DATA, ROOT

FIRST_TOPIC = "Exercises,Military exercises and training held together\n"
# What is edited: file, text, what stands there instead. The differences in words. The rows: subject and sentence.
EDITS = {
    "cell": (
        [("events", "2025-06-30,quarter,proposed", "2025-06-30,quarter,held")],
        ["events.csv: evt-2 “Intelligence Workshop”: status changed from “proposed” to “held”"],
        [("evt-2", "Status changed from “proposed” to “held”.")],
    ),
    "two cells of a row": (
        [("events", "Economic Forum", "Summit"), ("events", "2025-07-01,2025-09-30", "2025-07-01,2025-12-31")],
        [
            "events.csv: evt-3 “Summit”: title changed from “Economic Forum” to “Summit”",
            "events.csv: evt-3 “Summit”: end changed from “2025-09-30” to “2025-12-31”",
        ],
        [("evt-3", "Title changed from “Economic Forum” to “Summit”; end changed from “2025-09-30” to “2025-12-31”.")],
    ),
    "cell that was empty": (
        [("notes", "stand in for them.,,", "stand in for them.,A record,")],
        ["notes.csv: note-4 “events”: evidence changed from nothing to “A record”"],
        [("note-4", "Evidence changed from nothing to “A record”.")],
    ),
    "list": (
        [("events", ",Investment,", ",Reform;Regional,")],
        ["events.csv: evt-3 “Economic Forum”: topics changed from “Investment” to “Reform; Regional”"],
        [("evt-3", "Topics changed from “Investment” to “Reform; Regional”.")],
    ),
    "row more": (
        [("topics", "Reform,", 'Trade,"Buying, selling"\nReform,')],
        ["topics.csv: Trade: added"],
        [("topics", "The topic “Trade” was added.")],
    ),
    "row more and row less": (
        [("areas", "area-6", "area-7")],
        ["areas.csv: area-7 “Economic Development”: added", "areas.csv: area-6 “Economic Development”: removed"],
        [
            ("area-7", "The area “Economic Development” was added."),
            ("areas", "The area “Economic Development” was removed."),
        ],
    ),
    "facts": (
        [("briefing", "section 4,", "publisher,")],
        ["briefing.csv: publisher: added", "briefing.csv: section 4: removed"],
        [("publisher", "The field “publisher” was added."), ("briefing", "The field “section 4” was removed.")],
    ),
    "order": (
        [("topics", FIRST_TOPIC, ""), ("topics", "Reform,", f"{FIRST_TOPIC}Reform,")],
        ["topics.csv: the order of the rows changed"],
        [("topics", "The order of the rows changed.")],
    ),
    "files in the order of the contract": (
        [("recommendations", ",Reform,", ",Regional,"), ("briefing", "Podgorica", "Brussels")],
        [
            "briefing.csv: place as reported: value changed from “Podgorica” to “Brussels”",
            "recommendations.csv: rec-4 “Support for Domestic Reforms”: topics changed from “Reform” to “Regional”",
        ],
        [
            ("place as reported", "Value changed from “Podgorica” to “Brussels”."),
            ("rec-4", "Topics changed from “Reform” to “Regional”."),
        ],
    ),
    "data date is no news": (
        [("briefing", "2026-11-23", "2026-11-24")],
        ["briefing.csv: data date: value changed from “2026-11-23” to “2026-11-24”"],
        [],
    ),
    "changes are no news": (
        [("changes", "Our own record", "Headline")],
        ["changes.csv: chg-1 “briefing”: source changed from “Our own record” to “Headline”"],
        [],
    ),
    "longest cell": (
        [("notes", "The events lie ahead.", "x" * 2000)],
        [f"notes.csv: note-5 “events”: reported changed from “The events lie ahead.” to “{'x' * 2000}”"],
        [("note-5", "Reported changed from “The events lie ahead.” to “".ljust(1999, "x") + "…")],
    ),
    "nothing but the writing": ([("areas", "; ", ";"), ("areas", "\n", "\r\n")], [], []),
}


@pytest.mark.parametrize(("edits", "words", "news"), EDITS.values(), ids=EDITS)
def test_differences_are_said_in_words_as_json_and_as_rows(folder, capsys, edits, words, news):
    for change in edits:
        edit(folder, *change)
    old, new = load(DATA), load(folder)
    code = diff.main([str(DATA), str(folder)])
    assert capsys.readouterr().out.splitlines() == (words or [f"No difference: both are version {old.version}"])
    assert code == (1 if words else 0)
    assert (old == new) is not bool(words)

    assert diff.main([str(DATA), str(folder), "--json"]) == code
    content = json.loads(capsys.readouterr().out)
    assert (content["old"], content["new"]) == (old.version, new.version)
    assert [str(diff.Difference(**one)) for one in content["differences"]] == words

    assert diff.main([str(DATA), str(folder), "--rows"]) == code
    with (folder / "changes.csv").open("a", encoding="utf-8") as file:
        file.write(capsys.readouterr().out)
    added = records(load(folder).changes)[1:]
    assert [(row["subject"], row["change"]) for row in added] == news
    assert [row["id"] for row in added] == [f"chg-{number}" for number in range(2, len(news) + 2)]


def test_rows_have_the_day_and_a_header_where_there_is_no_file_yet(folder, capsys):
    edit(folder, "events", "proposed", "held")
    (folder / "changes.csv").unlink()
    days = {row["date"] for row in diff.change_rows(load(DATA), load(folder), date(2030, 6, 15))}
    assert days == {"2030-06-15"}
    diff.main([str(DATA), str(folder), "--rows"])
    (folder / "changes.csv").write_text(capsys.readouterr().out, encoding="utf-8")
    assert list(load(folder).changes["id"]) == ["chg-2", "chg-3", "chg-4"], "an id is never given twice"


def test_mistakes_of_both_folders_are_named_apart_from_the_differences(folder, capsys):
    edit(folder, "events", "2025-03-31", "2025-02-29")
    assert diff.main([str(folder), str(folder / "nowhere"), "--json"]) == 2
    said = capsys.readouterr()
    assert said.out == ""
    assert said.err.splitlines()[:2] == [
        f"{folder}/events.csv:2:end: 2025-02-29 is not a date that exists",
        f"{folder}/nowhere/briefing.csv: is missing; its first line must be field,value,source",
    ]


@pytest.mark.parametrize(
    ("given", "runs"),
    [
        (["OLD=a b", "NEW=c"], '-m components.briefing.diff "a b" "c"'),
        (["OLD=a", "NEW=b", "ARGS=--rows"], '-m components.briefing.diff "a" "b" --rows'),
    ],
)
def test_make_passes_the_folders_on(given, runs):
    command = ["make", "--no-print-directory", "--dry-run", "diff", *given]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout.splitlines()[-1].rstrip().endswith(runs)
