"""Live reload: a changed folder is taken over when it is still, whole and without mistakes, and not before."""

import logging
from collections import Counter
from pathlib import Path
from types import SimpleNamespace

import pytest

from components.briefing import caching, store
from components.briefing.caching import view_cache
from components.briefing.filters import Filters
from components.briefing.loading import load
from components.briefing.store import Store

from edits import add, edit

MISTAKE = ("2025-03-31", "2025-02-29")


@pytest.fixture
def clock(folder: Path, monkeypatch: pytest.MonkeyPatch) -> SimpleNamespace:
    """The store's clock, which only a test or a sleep moves; ``now`` is the time since the events file was made."""
    clock, made = SimpleNamespace(now=0.0), (folder / "events.csv").stat().st_ctime
    monkeypatch.setattr(
        store,
        "time",
        SimpleNamespace(
            monotonic=lambda: clock.now,
            time=lambda: made + clock.now,
            sleep=lambda seconds: setattr(clock, "now", clock.now + seconds),
        ),
    )
    return clock


def settle(store: Store) -> None:
    """Look until what there is has been taken over: with no time to be still, the second look does it."""
    store.poll()
    store.poll()


@pytest.fixture
def quick(folder: Path) -> Store:
    """A store of the copied folder for which files are still at once."""
    return Store(folder, still_seconds=0)


def test_a_good_change_is_shown_whole(folder, quick):
    before = quick.snapshot
    edit(folder, "events", "proposed", "confirmed")
    settle(quick)
    assert set(quick.snapshot.briefing.events["status"]) == {"confirmed"}
    assert quick.snapshot.state != before.state
    assert set(before.briefing.events["status"]) == {"proposed"}, "readers of the old one keep it whole"


def test_a_change_with_mistakes_keeps_the_last_good_briefing_until_it_is_mended(folder, quick):
    before = quick.snapshot
    edit(folder, "events", *MISTAKE)
    settle(quick)
    assert quick.snapshot.briefing is before.briefing
    assert [str(problem) for problem in quick.snapshot.problems] == [
        "events.csv:2:end: 2025-02-29 is not a date that exists"
    ]
    assert quick.snapshot.state != before.state
    edit(folder, "events", *MISTAKE[::-1])
    settle(quick)
    assert (quick.snapshot, quick.snapshot.state) == (before, before.state)


@pytest.mark.parametrize(
    "damage",
    [
        lambda folder: (folder / "notes.csv").unlink(),
        lambda folder: (folder / "notes.csv").write_bytes(b""),
        lambda folder: [path.unlink() for path in folder.iterdir()],
        lambda folder: folder.rename(folder.with_name("elsewhere")),
    ],
    ids=["no-file", "empty-file", "empty-folder", "no-folder"],
)
def test_whatever_happens_to_the_folder_readers_keep_what_they_have(damage, folder, quick):
    before = quick.snapshot.briefing
    damage(folder)
    settle(quick)
    assert quick.snapshot.briefing is before
    assert quick.snapshot.problems


def test_a_start_without_a_valid_folder_lists_the_problems_and_recovers(folder):
    edit(folder, "events", *MISTAKE)
    starting = Store(folder, still_seconds=0)
    assert starting.snapshot.briefing is None
    assert len(starting.snapshot.problems) == 1
    edit(folder, "events", *MISTAKE[::-1])
    settle(starting)
    assert starting.snapshot.briefing == load(folder)
    assert starting.snapshot.problems == ()


def test_a_folder_that_comes_later_is_shown(folder):
    away = folder.rename(folder.with_name("away"))
    starting = Store(folder, still_seconds=0)
    assert {problem.message.split(";")[0] for problem in starting.snapshot.problems} == {"is missing"}
    away.rename(folder)
    settle(starting)
    assert starting.snapshot.briefing is not None


def test_a_change_waits_until_the_files_are_still(folder, clock):
    waiting = Store(folder, still_seconds=1)
    before = waiting.snapshot
    edit(folder, "events", "proposed", "confirmed")
    taken = []
    for clock.now in (10.0, 10.5, 10.9, 11.0):
        waiting.poll()
        taken.append(waiting.snapshot is not before)
    assert taken == [False, False, False, True]


def test_a_start_waits_for_files_that_have_just_been_written(folder, clock):
    assert Store(folder, still_seconds=1).snapshot.briefing == load(folder)
    assert 1 <= clock.now < 1.2


def test_files_that_have_not_changed_are_not_read_again(folder, quick, monkeypatch):
    read = Counter()
    monkeypatch.setattr(store, "load", lambda folder: read.update(["load"]) or load(folder))
    for _ in range(10):
        quick.poll()
    assert read["load"] == 0
    edit(folder, "events", *MISTAKE)
    for _ in range(10):
        quick.poll()
    assert read["load"] == 1, "nor are files with mistakes"


def test_files_written_again_as_they_were_leave_everything_that_was_made_from_them(folder, quick):
    before = quick.snapshot.briefing
    edit(folder, "events", "\n", "\r\n")
    settle(quick)
    assert quick.snapshot.briefing is before


def test_what_was_worked_out_for_the_old_briefing_is_forgotten(folder, quick, monkeypatch):
    made = []
    monkeypatch.setattr(caching, "_caches", [])

    @view_cache(2)
    def title(view):
        made.append(view)
        return view.briefing.title

    view = Filters().apply(quick.snapshot.briefing)
    assert title(view) == title(view)
    assert len(made) == 1
    edit(folder, "events", "proposed", "confirmed")
    settle(quick)
    title(view)
    assert len(made) == 2


def test_files_that_change_while_they_are_read_are_read_again(folder, quick, monkeypatch):
    def interrupted(folder):
        briefing = load(folder)
        edit(folder, "events", "confirmed", "held")
        monkeypatch.setattr(store, "load", load)
        return briefing

    monkeypatch.setattr(store, "load", interrupted)
    edit(folder, "events", "proposed", "confirmed")
    settle(quick)
    assert set(quick.snapshot.briefing.events["status"]) == {"proposed"}, "neither the one nor the other half"
    settle(quick)
    assert set(quick.snapshot.briefing.events["status"]) == {"held"}


def test_a_mistake_of_ours_does_not_end_the_watch(folder, quick, monkeypatch, caplog):
    before = quick.snapshot

    def broken(_):
        raise RuntimeError("out of cheese")

    monkeypatch.setattr(store, "load", broken)
    edit(folder, "events", "proposed", "confirmed")
    settle(quick)
    assert quick.snapshot == before
    assert "out of cheese" in caplog.text
    monkeypatch.undo()
    edit(folder, "events", "confirmed", "held")
    settle(quick)
    assert set(quick.snapshot.briefing.events["status"]) == {"held"}


def test_the_log_says_what_is_wrong_and_when_it_is_mended(folder, quick, caplog):
    caplog.set_level(logging.INFO)
    edit(folder, "events", *MISTAKE)
    settle(quick)
    assert "events.csv:2:end: 2025-02-29 is not a date that exists" in caplog.text
    caplog.clear()
    edit(folder, "events", *MISTAKE[::-1])
    settle(quick)
    assert f"in version {load(folder).version}" in caplog.text


SHOWN = "The briefing NATO–Montenegro Dialogue is shown in version"
STAYED = "The data changed, but its data date is still 2026-11-23; write the new one into briefing.csv"
ADDED = "chg-2,2026-11-24,events,An event was added.,Our own record\n"
# What is edited: file, text, what stands there instead. The lines of the log, and how severe the last is.
CHANGES = {
    "data under the same date": (
        [("events", "2025-06-30,quarter,proposed", "2025-06-30,quarter,held")],
        [SHOWN, "events.csv: evt-2 “Intelligence Workshop”: status changed from “proposed” to “held”", STAYED],
        "WARNING",
    ),
    "data and date": (
        [("areas", ",Investment,", ",Reform,"), ("briefing", "2026-11-23", "2026-11-24")],
        [
            SHOWN,
            "briefing.csv: data date: value changed from “2026-11-23” to “2026-11-24”",
            "areas.csv: area-2 “Defense Investments”: topics changed from “Investment” to “Reform”",
            "areas.csv: area-6 “Economic Development”: topics changed from “Investment” to “Reform”",
        ],
        "INFO",
    ),
    "no date": (
        [("briefing", "data date,2026-11-23,Our own record\n", "")],
        [SHOWN, "briefing.csv: data date: removed"],
        "INFO",
    ),
    "changes alone": (
        [("changes", "Our own record\n", f"Our own record\n{ADDED}")],
        [SHOWN, "changes.csv: chg-2 “events”: added"],
        "INFO",
    ),
    "mistake": (
        [("changes", "2026-11-23", "2026-11-31")],
        ["The briefing has mistakes:", "changes.csv:2:date: 2026-11-31 is not a date that exists"],
        "WARNING",
    ),
}


@pytest.mark.parametrize(("edits", "lines", "level"), CHANGES.values(), ids=CHANGES)
def test_the_log_says_what_changed_and_warns_when_the_data_date_stayed(folder, quick, caplog, edits, lines, level):
    caplog.set_level(logging.INFO)
    for change in edits:
        edit(folder, *change)
    settle(quick)
    said = "\n".join(record.getMessage() for record in caplog.records).splitlines()
    assert said == [f"{SHOWN} {quick.snapshot.briefing.version}" if line == SHOWN else line for line in lines]
    assert caplog.records[-1].levelname == level


def test_the_log_says_how_many_changes_it_leaves_out(folder, quick, caplog):
    caplog.set_level(logging.INFO)
    add(folder, "topics", *(f"Topic {number},New" for number in range(1_052)))
    settle(quick)
    lines = caplog.records[-2].getMessage().splitlines()[1:]
    assert lines[49:] == ["topics.csv: Topic 49: added", "… and 1,002 more"]


def test_changes_come_and_go_with_their_file(folder, quick):
    """Each is another state, so that open pages and caches learn of it."""
    whole, states = (folder / "changes.csv").read_bytes(), [quick.snapshot.state]
    for text in (whole + ADDED.encode(), None, whole):
        (folder / "changes.csv").unlink() if text is None else (folder / "changes.csv").write_bytes(text)
        settle(quick)
        states.append(quick.snapshot.state)
    assert len(set(states)) == 3
    assert states[0] == states[-1]


def in_place(path: Path, text: str):
    """Write line by line into the file itself, and yield after each."""
    with path.open("w", encoding="utf-8") as file:
        for line in text.splitlines(keepends=True):
            file.write(line)
            file.flush()
            yield


def at_once(path: Path, text: str):
    """Write beside the file and move it there, as careful programs do."""
    beside = path.with_suffix(".new")
    beside.write_text(text, encoding="utf-8")
    beside.replace(path)
    yield


@pytest.mark.parametrize("write", [in_place, at_once])
def test_a_file_is_never_seen_half_however_it_is_written(folder, clock, write):
    """Every line more is a valid briefing, so half a file would show; the watch looks twice after each."""
    path = folder / "events.csv"
    whole = path.read_text(encoding="utf-8")
    watched, taken = Store(folder, still_seconds=1), []
    for text in (whole.replace("proposed", status) for status in ("confirmed", "held", "cancelled")):
        taken.append(watched.snapshot.briefing.version)
        for _ in write(path, text):
            for _ in range(2):
                watched.poll()
                clock.now += 0.4
            assert watched.snapshot.briefing.version == taken[-1]
        clock.now += 1
        watched.poll()
        assert watched.snapshot.briefing == load(folder)
    assert len(set(taken)) == 3


def test_the_watch_looks_until_it_is_told_to_stop(monkeypatch):
    looks, told = [], iter([False, False, True])
    monkeypatch.setattr(Store, "poll", lambda _: looks.append("look"))
    store.watch(SimpleNamespace(wait=lambda _: next(told)))
    assert looks == ["look", "look"]
