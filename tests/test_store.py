"""Live reload: a changed folder is taken over when it is still, whole and without mistakes, and not before."""

import logging
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from components.briefing import caching, store
from components.briefing.caching import view_cache
from components.briefing.filters import Filters
from components.briefing.loading import load
from components.briefing.store import Store

_PATIENCE_SECONDS = 30


def events(folder: Path, text: str | None = None) -> str:
    """Return the text of the events file, having replaced it if another is given."""
    path = folder / "events.csv"
    before = path.read_text(encoding="utf-8")
    if text is not None:
        path.write_text(text, encoding="utf-8")
    return before


def until(store: Store, condition: Callable[[], bool]) -> None:
    """Look again and again, as the server does, until a condition holds."""
    give_up = time.monotonic() + _PATIENCE_SECONDS
    while not condition():
        assert time.monotonic() < give_up, "what was awaited did not come"
        store.poll()
        time.sleep(0.001)  # lets others run; the condition is awaited


def settle(store: Store) -> None:
    """Look until what there is has been taken over: with no time to be still, the second look does it."""
    store.poll()
    store.poll()


@pytest.fixture
def quick(folder: Path) -> Store:
    """A store of the copied folder for which files are still at once."""
    return Store(folder, still=0)


def mistaken(text: str) -> str:
    return text.replace("2025-03-31", "2025-02-29")


def test_a_good_change_is_shown_whole(folder, quick):
    before = quick.snapshot
    events(folder, events(folder).replace("proposed", "confirmed"))
    settle(quick)
    assert set(quick.snapshot.briefing.events["status"]) == {"confirmed"}
    assert quick.snapshot.state != before.state
    assert set(before.briefing.events["status"]) == {"proposed"}, "readers of the old one keep it whole"


def test_a_change_with_mistakes_keeps_the_last_good_briefing_until_it_is_mended(folder, quick):
    before = quick.snapshot
    good = events(folder)
    events(folder, mistaken(good))
    settle(quick)
    assert quick.snapshot.briefing is before.briefing
    assert [str(problem) for problem in quick.snapshot.problems] == [
        "events.csv:2:end: 2025-02-29 is not a date that exists"
    ]
    assert quick.snapshot.state != before.state
    events(folder, good)
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
    good = events(folder)
    events(folder, mistaken(good))
    starting = Store(folder, still=0)
    assert starting.snapshot.briefing is None
    assert len(starting.snapshot.problems) == 1
    events(folder, good)
    settle(starting)
    assert starting.snapshot.briefing == load(folder)
    assert starting.snapshot.problems == ()


def test_a_folder_that_comes_later_is_shown(folder):
    away = folder.rename(folder.with_name("away"))
    starting = Store(folder, still=0)
    assert {problem.message.split(";")[0] for problem in starting.snapshot.problems} == {"is missing"}
    away.rename(folder)
    settle(starting)
    assert starting.snapshot.briefing is not None


def test_a_change_waits_until_the_files_are_still(folder):
    waiting = Store(folder, still=1e-9)  # read at once
    waiting._still = 3600  # noqa: SLF001 - and from now on not within this test
    before = waiting.snapshot
    events(folder, events(folder).replace("proposed", "confirmed"))
    for _ in range(20):
        waiting.poll()
    assert waiting.snapshot is before


def test_a_start_waits_for_files_that_have_just_been_written(folder):
    still = 0.2
    events(folder, events(folder))
    written = (folder / "events.csv").stat().st_ctime
    Store(folder, still=still)
    assert time.time() - written >= still


def test_files_that_have_not_changed_are_not_read_again(folder, quick, monkeypatch):
    read = Counter()
    monkeypatch.setattr(store, "load", lambda folder: read.update(["load"]) or load(folder))
    for _ in range(10):
        quick.poll()
    assert read["load"] == 0
    events(folder, mistaken(events(folder)))
    for _ in range(10):
        quick.poll()
    assert read["load"] == 1, "nor are files with mistakes"


def test_files_written_again_as_they_were_leave_everything_that_was_made_from_them(folder, quick):
    before = quick.snapshot.briefing
    events(folder, events(folder).replace("\n", "\r\n"))
    settle(quick)
    assert quick.snapshot.briefing is before


def test_what_was_worked_out_for_the_old_briefing_is_forgotten(folder, quick):
    made = []

    @view_cache(2)
    def title(view):
        made.append(view)
        return view.briefing.title

    view = Filters().apply(quick.snapshot.briefing)
    assert title(view) == title(view)
    assert len(made) == 1
    events(folder, events(folder).replace("proposed", "confirmed"))
    settle(quick)
    title(view)
    assert len(made) == 2
    caching._caches.pop()  # noqa: SLF001 - this test's own


def test_files_that_change_while_they_are_read_are_read_again(folder, quick, monkeypatch):
    whole = events(folder)

    def interrupted(folder):
        briefing = load(folder)
        events(folder, whole.replace("proposed", "held"))
        monkeypatch.setattr(store, "load", load)
        return briefing

    monkeypatch.setattr(store, "load", interrupted)
    events(folder, whole.replace("proposed", "confirmed"))
    settle(quick)
    assert set(quick.snapshot.briefing.events["status"]) == {"proposed"}, "neither the one nor the other half"
    settle(quick)
    assert set(quick.snapshot.briefing.events["status"]) == {"held"}


def test_a_mistake_of_ours_does_not_end_the_watch(folder, quick, monkeypatch, caplog):
    before = quick.snapshot

    def broken(_):
        raise RuntimeError("out of cheese")

    monkeypatch.setattr(store, "load", broken)
    events(folder, events(folder).replace("proposed", "confirmed"))
    settle(quick)
    assert quick.snapshot == before
    assert "out of cheese" in caplog.text
    monkeypatch.undo()
    events(folder, events(folder).replace("confirmed", "held"))
    settle(quick)
    assert set(quick.snapshot.briefing.events["status"]) == {"held"}


def test_the_log_says_what_is_wrong_and_when_it_is_mended(folder, quick, caplog):
    caplog.set_level(logging.INFO)
    good = events(folder)
    events(folder, mistaken(good))
    settle(quick)
    assert "events.csv:2:end: 2025-02-29 is not a date that exists" in caplog.text
    caplog.clear()
    events(folder, good)
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
    for table, old, new in edits:
        replace(folder / f"{table}.csv", (folder / f"{table}.csv").read_text(encoding="utf-8").replace(old, new))
    settle(quick)
    said = "\n".join(record.getMessage() for record in caplog.records).splitlines()
    assert said == [f"{SHOWN} {quick.snapshot.briefing.version}" if line == SHOWN else line for line in lines]
    assert caplog.records[-1].levelname == level


def test_the_log_says_how_many_changes_it_leaves_out(folder, quick, caplog):
    caplog.set_level(logging.INFO)
    with (folder / "topics.csv").open("a", encoding="utf-8") as file:
        file.writelines(f"Topic {number},New\n" for number in range(1_052))
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


REWRITES = 200


def write_slowly(path: Path, text: str) -> None:
    """Write line by line into the file itself, as slowly as a disk on a network."""
    with path.open("w", encoding="utf-8") as file:
        for line in text.splitlines(keepends=True):
            file.write(line)
            file.flush()
            time.sleep(0.001)


def replace(path: Path, text: str) -> None:
    """Write beside the file and move it there, as careful programs do."""
    beside = path.with_suffix(".new")
    beside.write_text(text, encoding="utf-8")
    beside.replace(path)


@contextmanager
def read_by_three(watched: Store) -> Iterator[tuple[list[str], Counter[str]]]:
    """Watch a store while three threads read it; give the versions taken over in turn, and the counts of all read."""
    done, taken, seen = threading.Event(), [watched.snapshot.briefing.version], Counter()
    lock = threading.Lock()

    def read() -> None:
        own = Counter()
        while not done.is_set():
            own[watched.snapshot.briefing.version] += 1
            time.sleep(0)
        with lock:
            seen.update(own)

    def watch() -> None:
        while not done.wait(0.005):
            watched.poll()
            if taken[-1] != watched.snapshot.briefing.version:
                taken.append(watched.snapshot.briefing.version)

    threads = [threading.Thread(target=work) for work in (read, read, read, watch)]
    for thread in threads:
        thread.start()
    try:
        yield taken, seen
    finally:
        done.set()
        for thread in threads:
            thread.join()


def test_files_rewritten_200_times_are_never_half_seen(folder):
    """In turn slowly in place and replaced at once. Every line more is a valid briefing, so half a file would show."""
    path, whole = folder / "events.csv", events(folder)
    texts = [whole.replace("proposed", status) for status in ("confirmed", "held")]
    version = {}
    for text in (whole[: whole.rindex("\n", 0, -1) + 1], *texts, whole):
        events(folder, text)
        version[text] = load(folder).version
    half, *good = version.values()
    assert half not in good

    watched = Store(folder, still=0.4)
    with read_by_three(watched) as (taken, seen):
        for number in range(REWRITES):
            text = texts[number // 20 % 2 if number % 20 == 19 else number % 2]
            (write_slowly if number % 4 < 2 else replace)(path, text)
            if number % 20 == 19:  # left alone until it is taken over
                give_up = time.monotonic() + _PATIENCE_SECONDS
                while taken[-1] != version[text] and time.monotonic() < give_up:
                    time.sleep(0.005)
                assert taken[-1] == version[text]
    assert len(taken) == 1 + REWRITES // 20
    assert set(seen) <= set(good)
    assert seen.total() > REWRITES
    print(
        f"{REWRITES} rewrites, {len(taken) - 1} taken over, {seen.total():,} reads, none of half a briefing"
    )  # with -s


def test_the_watch_looks_until_it_is_told_to_stop(folder, show, monkeypatch):
    monkeypatch.setattr(store, "_POLL_SECONDS", 0.01)
    show()
    first, stop = store.current().version, threading.Event()
    watching = threading.Thread(target=store.watch, args=(stop,))
    watching.start()
    try:
        events(folder, events(folder).replace("proposed", "confirmed"))
        give_up = time.monotonic() + _PATIENCE_SECONDS
        while store.current().version == first and time.monotonic() < give_up:
            time.sleep(0.01)
        assert store.current().version != first
    finally:
        stop.set()
        watching.join(_PATIENCE_SECONDS)
    assert not watching.is_alive()
