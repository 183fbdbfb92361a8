"""The calendar of the events, as two libraries that read calendars understand it."""

import re
from datetime import UTC, date, datetime, timedelta

import pytest
import vobject
from icalendar import Calendar

from components.briefing import contract
from components.briefing.filters import Filters
from components.briefing.loading import load
from components.web.exports import event_calendar

from exported import calendar_events, link
from inprocess import ORIGIN, client
from paths import DATA
from reference import quarters_of, rows, topics_of
from small import quarter, small

HOSTILE = ('"\r\nSet-Cookie: stolen=1', "a\\nX-EVIL:1", '; , \\ : "', "Црна Гора", "💥" * 40, "a" * 200)
STATUSES = (
    ("proposed", "TENTATIVE", "not confirmed, and no outcome is recorded"),
    ("confirmed", "CONFIRMED", "no outcome is recorded"),
    ("held", "CONFIRMED", ""),
    ("cancelled", "CANCELLED", ""),
)


def events_of(briefing, server=ORIGIN):
    """Read the events of the whole calendar of a briefing."""
    return Calendar.from_ical(event_calendar.write(Filters().apply(briefing), server)).walk("VEVENT")


def uids(briefing):
    """Return the UIDs of the whole calendar of a briefing."""
    return [str(event["uid"]) for event in events_of(briefing)]


def only(**cells):
    """Read the one event of the calendar of a briefing that has just this one."""
    (found,) = events_of(small(events=[{"start": "2025-01-01", "end": "2025-03-31", **cells}]))
    return found


@pytest.mark.parametrize(
    ("start", "end"),
    [
        ("2025-01-01", "2025-03-31"),
        ("2025-12-31", "2025-12-31"),
        ("2024-02-28", "2024-02-29"),
        ("2025-11-15", "2026-02-02"),
        ("2199-12-31", "2199-12-31"),
    ],
)
def test_an_event_covers_exactly_its_days(start, end):
    event = only(start=start, end=end)
    first, after = event["dtstart"], event["dtend"]
    assert (first.params["value"], after.params["value"]) == ("DATE", "DATE")
    assert (first.dt, after.dt - timedelta(days=1)) == (date.fromisoformat(start), date.fromisoformat(end))


@pytest.mark.parametrize(("status", "written", "not_known"), STATUSES)
def test_title_and_description_say_how_settled_an_event_is(status, written, not_known):
    event = only(title="Council of ports", status=status)
    assert (event["status"], event["transp"]) == (written, "TRANSPARENT")
    assert event["summary"] == f"[{status.capitalize()}] Council of ports"
    (line,) = (line for line in event["description"].splitlines() if line.startswith("Status: "))
    assert (status in line, not_known in line, "outcome" in line) == (True, True, bool(not_known))


def test_every_status_of_the_contract_has_a_word_in_calendars():
    assert [status for status, *_ in STATUSES] == list(contract.STATUSES)


@pytest.mark.parametrize(
    ("start", "end", "precision", "line"),
    [
        ("2025-02-03", "2025-02-05", "day", "Dates: 2025-02-03 to 2025-02-05"),
        ("2025-02-01", "2025-02-28", "month", "Dates: 2025-02, to the month; no day is known"),
        ("2025-01-01", "2025-06-30", "quarter", "Dates: 2025-Q1 to 2025-Q2, to the quarter; no day is known"),
    ],
)
def test_the_description_claims_no_day_that_is_not_known(start, end, precision, line):
    assert line in only(start=start, end=end, precision=precision)["description"].splitlines()


def test_an_event_says_what_the_data_says_and_leads_back():
    briefing = load(DATA)
    for event, row in zip(calendar_events(), rows(DATA, "events"), strict=True):
        back = f"{ORIGIN}/timeline?item={row['id']}&v={briefing.version}"
        lines = event["description"].splitlines()
        assert {str(topic) for topic in event["categories"].cats} == topics_of(row)
        assert (lines[0], lines[-1], event["url"]) == (row["summary"], back, back)
        assert any(row["source"] in line for line in lines)
        assert any(quarter in line for quarter in quarters_of(row) for line in lines)
        assert any(briefing.version in line for line in lines[:-1])


def test_a_calendar_is_named_after_title_and_filters_and_asked_for_daily():
    answer = client.get("/export/events.ics", params=link("2025-Q1", "Exercises", "cyber, defense"))
    calendar = Calendar.from_ical(answer.content)
    name = re.sub(r"\\([\\;,])", r"\1", str(calendar["x-wr-calname"]))  # the library leaves escapes in such properties
    assert name == f"{load(DATA).title} · 2025-Q1 · Exercises · “cyber, defense”"
    assert (calendar["method"], calendar["version"]) == ("PUBLISH", "2.0")
    assert answer.headers["content-type"] == "text/calendar; method=PUBLISH; charset=utf-8"
    assert b"\r\nREFRESH-INTERVAL;VALUE=DURATION:P1D\r\nX-PUBLISHED-TTL:P1D\r\n" in answer.content


@pytest.mark.parametrize("words", ["", "no-such-word", *HOSTILE])
def test_a_calendar_keeps_to_the_form_of_the_standard(words):
    """At least one component, lines of at most 75 bytes ended by CR LF, and no line that a filter brought in."""
    body = client.get("/export/events.ics", params=link(words=words)).content
    Calendar.from_ical(body).validate()
    lines = body.split(b"\r\n")
    assert lines[-1] == b""
    assert all(len(line) <= 75 and b"\n" not in line and b"\r" not in line for line in lines)
    unfolded = body.replace(b"\r\n ", b"").split(b"\r\n")
    assert all(re.match(rb"[A-Z-]+[;:]", line) for line in unfolded[:-1])
    assert not any(line.upper().startswith((b"SET-COOKIE", b"X-EVIL")) for line in unfolded)


@pytest.mark.parametrize("title", ["Council of ports", "END:VCALENDAR", *HOSTILE[1:]])
def test_a_second_library_reads_the_same(title):
    briefing = small(events=[quarter("2025-Q1", title=title)], facts={"identifier": "ports", "data date": "2026-01-02"})
    calendar = vobject.readOne(event_calendar.write(Filters().apply(briefing), ORIGIN).decode())
    for event, other in zip(calendar.vevent_list, events_of(briefing), strict=True):
        names = ("summary", "description", "uid", "url", "status", "sequence")
        assert [getattr(event, name).value for name in names] == [str(other[name]) for name in names]
        assert (event.dtstart.value, event.dtend.value) == (other["dtstart"].dt, other["dtend"].dt)
        assert event.last_modified.value == other["last-modified"].dt
        assert event.summary.value == f"[Proposed] {title}"


@pytest.mark.parametrize("item", ["evt-2", "EVT-2", " evt-2 "])
def test_one_event_can_be_had_alone_whatever_the_filters(item):
    answer = client.get("/export/events.ics", params=link("2025-Q1", "Reform") | {"item": item})
    calendar = Calendar.from_ical(answer.content)
    (event,) = calendar.walk("VEVENT")
    assert event == calendar_events()[1]
    assert calendar["x-wr-calname"] == load(DATA).title
    assert f'"events-evt-2-{load(DATA).version}.ics"' in answer.headers["content-disposition"]


@pytest.mark.parametrize("item", ["evt-99", "rec-1", "x\r\ny"])
def test_an_event_that_there_is_not_is_404_in_a_sentence(item):
    answer = client.get("/export/events.ics", params={"item": item})
    assert (answer.status_code, answer.headers["content-type"]) == (404, "text/plain; charset=utf-8")
    assert answer.headers["cache-control"] == "no-store"
    assert "no event with that id" in answer.text


def test_another_host_changes_the_links_alone():
    here, there = (
        [
            {name: str(value).replace(origin, "ORIGIN") for name, value in event.items()}
            for event in events_of(load(DATA), origin)
        ]
        for origin in (ORIGIN, "http://other.example:8443")
    )
    assert here == there
    assert "ORIGIN" in here[0]["URL"]


def test_revisions_rise_with_the_day_of_the_check():
    numbers = []
    for day in ("2025-12-31", "2026-01-01", "2031-03-01"):
        (event,) = events_of(small(events=[quarter("2025-Q1")], facts={"data date": day}))
        assert event["dtstamp"].dt == event["last-modified"].dt == datetime.fromisoformat(day).replace(tzinfo=UTC)
        numbers.append(event["sequence"])
    first, second, third = numbers
    assert 0 < first == second - 1 < third < 2**31


def test_without_a_day_of_the_check_an_event_is_stamped_with_its_first_day():
    event = only(start="2025-04-01", end="2025-06-30")
    assert event["dtstamp"].dt == datetime(2025, 4, 1, tzinfo=UTC)
    assert not event.keys() & {"LAST-MODIFIED", "SEQUENCE"}


def test_uids_are_unique_and_survive_changed_rows():
    before = uids(small(events=[quarter(f"2025-Q{number}") for number in (1, 2, 3)]))
    changed = [quarter("2031-Q1", "held", id=f"evt-{number}", title="T") for number in (3, 2, 1)]
    after = uids(small(events=changed))
    assert len(set(before)) == 3
    assert after == before[::-1]


NAMES = (
    "Dialogue", "Dialogue 2025", "Дијалог 2025", "Извештај 2025", "…", "—", "a" * 100, "a" * 101,
    f"{'b' * 60} one", f"{'b' * 60} two",
)  # fmt: skip


@pytest.mark.parametrize("fact", ["title", "identifier"])
def test_uids_of_different_briefings_differ_and_are_plain(fact):
    found = [uid for name in NAMES for uid in uids(small(events=[quarter("2025-Q1")], facts={fact: name}))]
    assert len(set(found)) == len(NAMES)
    assert all(re.fullmatch(r"evt-1@[a-z0-9]([a-z0-9-]*[a-z0-9])?\.briefing\.invalid", uid) for uid in found)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ({"title": "Nine Isles – a dialogue"}, {"title": "Nine Isles - a dialogue"}),
        ({"title": "Nine Isles", "identifier": "isles"}, {"title": "Ten Isles", "identifier": "isles"}),
    ],
    ids=["another dash", "another title under the same identifier"],
)
def test_uids_survive_another_title(before, after):
    first, second = (uids(small(events=[quarter("2025-Q1")], facts=facts)) for facts in (before, after))
    assert first == second
