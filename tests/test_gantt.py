"""The Gantt: where events lie, what is said of them, and where their marks lead."""

import html
from datetime import date, timedelta
from urllib.parse import unquote

import pytest

from components.briefing.address import Address
from components.briefing.briefing import Timing
from components.briefing.filters import Filters
from components.charts.figure import position
from components.charts.palette import LIGHT

from drawings import YEAR, a_gantt, an_event

DAY = 24 * 60 * 60 * 1000
Q2 = an_event(date(2025, 4, 1), date(2025, 6, 30), precision="quarter")
TODAY = date(2025, 5, 1)


def texts(figure, *, muted=None):
    """What the figure says, line by line; only the muted lines, or only the others, if asked."""
    notes = figure.layout.annotations
    chosen = [note for note in notes if muted is None or (note.font.color == LIGHT.muted) is muted]
    return [html.unescape(note.text) for note in chosen]


def marks(figure):
    return [data for trace in figure.data for data in trace.customdata]


def share(figure, place):
    start, end = map(position, figure.layout.xaxis.range)
    return (position(place) - start) / (end - start)


@pytest.mark.parametrize(
    ("start", "end", "days"),
    [
        pytest.param(date(2025, 4, 1), date(2025, 6, 30), 91, id="a quarter"),
        pytest.param(date(2025, 1, 1), date(2025, 12, 31), 365, id="the year"),
        pytest.param(date(2025, 3, 25), date(2025, 4, 3), 10, id="when clocks change"),
    ],
)
def test_a_bar_covers_its_first_and_its_last_day(start, end, days):
    for figure in a_gantt(an_event(start, end)):
        (bar,) = figure.data
        assert (bar.type, bar.base[0][:10], bar.x[0]) == ("bar", str(start), days * DAY)


@pytest.mark.parametrize(
    ("days", "years", "wide", "narrow"),
    [
        pytest.param(1, 1, "scatter", "scatter", id="one day"),
        pytest.param(5, 1, "bar", "scatter", id="a working week in a year"),
        pytest.param(8, 1, "bar", "bar", id="a little more than a week"),
        pytest.param(2, 10, "scatter", "scatter", id="two days in ten years"),
        pytest.param(92, 10, "bar", "bar", id="a quarter in ten years"),
    ],
)
def test_what_is_too_short_for_a_bar_is_a_diamond_in_its_middle(days, years, wide, narrow):
    """6 pixels are seen, of the least 448 and 288 that the axis has."""
    axis = tuple(f"{2025 + year}-{quarter[-2:]}" for year in range(years) for quarter in YEAR)
    start = date(2025, 7, 1)
    chart = a_gantt(an_event(start, start + timedelta(days - 1)), quarters=axis)
    for figure, kind in zip(chart, (wide, narrow), strict=True):
        (trace,) = figure.data
        assert trace.type == kind
        if kind == "scatter":
            middle = position(str(start)) + days * DAY / 2
            assert position(trace.x[0]) == middle
            assert f"{start}" in " ".join(texts(figure))


@pytest.mark.parametrize(
    ("status", "look"),
    [
        ("proposed", (LIGHT.soft, LIGHT.accent, "/", 0)),
        ("confirmed", (LIGHT.mid, LIGHT.accent, "", 0)),
        ("held", (LIGHT.accent, LIGHT.accent, "", 0)),
        ("cancelled", (LIGHT.background, LIGHT.background, "", 1)),
    ],
)
def test_a_status_has_its_look(status, look):
    figure = a_gantt(Q2 | {"status": status}).wide
    marker = figure.data[0].marker
    dashed = [shape for shape in figure.layout.shapes if shape.line.dash]
    assert (marker.color[0], marker.line.color[0], marker.pattern.shape[0], len(dashed)) == look


@pytest.mark.parametrize(
    ("timing", "status", "beside", "below", "name"),
    [
        pytest.param(Timing.PASSED, "held", "date passed", "2025-Q2 · held", "held, date passed", id="passed"),
        pytest.param(Timing.NEXT, "confirmed", "next", "2025-Q2 · confirmed", "confirmed, next", id="next"),
        pytest.param(Timing.HELD, "held", "held", "2025-Q2", "held", id="held"),
        pytest.param(Timing.CANCELLED, "cancelled", "cancelled", "2025-Q2", "cancelled", id="cancelled"),
        pytest.param(None, "held", "", "2025-Q2 · held", "held", id="exports, which know no day"),
    ],
)
def test_status_and_timing_are_said_once(timing, status, beside, below, name):
    chart = a_gantt(Q2 | {"status": status}, timings={"evt-1": timing} if timing else None)
    assert texts(chart.wide)[-2:] == ([below, beside] if beside else ["Forum", below])
    assert texts(chart.narrow)[-1] == (f"{below} · {beside}" if beside else below)
    for figure in chart:
        assert marks(figure)[0][1] == f"Forum, 2025-Q2, {name}"


@pytest.mark.parametrize(
    ("start", "end", "today", "anchor"),
    [
        pytest.param(date(2025, 1, 1), date(2025, 3, 31), None, "left", id="right of the bar"),
        pytest.param(date(2025, 9, 1), date(2025, 11, 30), None, "right", id="left of it near the end"),
        pytest.param(date(2025, 1, 1), date(2025, 12, 1), None, None, id="below the title without space"),
        pytest.param(date(2025, 4, 1), date(2025, 4, 30), date(2025, 5, 15), "right", id="left, as today is right"),
        pytest.param(date(2025, 1, 1), date(2025, 4, 30), date(2025, 5, 15), None, id="below, as today is right"),
    ],
)
def test_the_word_beside_a_bar_has_space(start, end, today, anchor):
    figure = a_gantt(an_event(start, end), timings={"evt-1": Timing.PASSED}, today=today).wide
    beside = [note.xanchor for note in figure.layout.annotations if note.text == "date passed" and note.xref == "x"]
    assert beside == ([anchor] if anchor else [])
    assert any("date passed" in text for text in texts(figure, muted=True)) is (anchor is None)


def test_a_mark_leads_to_the_quarters_of_its_event_and_back():
    event = an_event(date(2025, 3, 1), date(2025, 4, 30))
    address = Address("timeline", Filters(topics=("Reform",)))
    ((there, _),) = marks(a_gantt(event, address=address).wide)
    assert unquote(there) == "/timeline?quarter=2025-Q1&quarter=2025-Q2&topic=Reform"
    chosen = address.filtered(Filters(quarters=("2025-Q1", "2025-Q2"), topics=("Reform",)))
    ((back, _),) = marks(a_gantt(event, address=chosen).wide)
    assert back == str(address)


@pytest.mark.parametrize(
    ("years", "wide"),
    [
        (1, ["2025-Q1", "2025-Q2", "2025-Q3", "2025-Q4"]),
        (2, ["2025", "2026", "Q1", "Q2", "Q3", "Q4", "Q1", "Q2", "Q3", "Q4"]),
        (4, ["2025", "2026", "2027", "2028"]),
        (40, ["2027", "2031", "2035", "2039", "2043", "2047", "2051", "2055", "2059"]),
    ],
)
def test_as_much_of_the_quarters_is_named_as_has_space(years, wide):
    axis = tuple(f"{2025 + year}-{quarter[-2:]}" for year in range(years) for quarter in YEAR)
    named = [text for text in texts(a_gantt(quarters=axis, occupied=axis).wide) if text != "no event"]
    assert named[: len(wide)] == wide


@pytest.mark.parametrize(
    ("filters", "occupied", "said"),
    [
        (Filters(), None, 3 * ["no event"]),
        (Filters(), YEAR[:3], ["no event"]),
        (Filters(topics=("Reform",)), None, 3 * ["no match"]),
        (Filters(text="x"), None, 3 * ["no match"]),
        (Filters(quarters=("2025-Q2", "2025-Q4")), None, ["no event"]),
    ],
    ids=["none", "events of another page", "a topic", "words", "quarters that nobody asked for"],
)
def test_a_quarter_without_events_says_no_more_than_is_known(filters, occupied, said):
    figure = a_gantt(Q2, address=Address("timeline", filters), occupied=occupied).wide
    assert [text for text in texts(figure) if text.startswith("no ")] == said


@pytest.mark.parametrize(
    ("today", "lines"), [(None, 0), (date(2024, 12, 31), 0), (TODAY, 1), (date(2025, 12, 31), 1), (date(2026, 1, 2), 0)]
)
def test_today_is_a_line_where_the_axis_has_it(today, lines):
    figure = a_gantt(Q2, today=today).wide
    drawn = [shape for shape in figure.layout.shapes if shape.layer == "above"]
    assert (len(drawn), texts(figure).count("today")) == (lines, lines)
    assert all(share(figure, line.x0) == (today - date(2025, 1, 1)).days / 365 for line in drawn)


def test_titles_have_two_lines():
    title = "Laying of the new northern breakwater between the old lighthouse on Noss and the sunken barge"
    assert texts(a_gantt(an_event(title=title)).wide)[-3:-1] == [
        "Laying of the new northern", "breakwater between the old…",
    ]  # fmt: skip


def test_rows_follow_each_other():
    for figure in a_gantt(Q2, Q2 | {"title": "Forum " * 20}, an_event(status="held")):
        bars = [note.y for note in figure.layout.annotations if note.text.startswith("Forum")]
        assert bars == sorted(bars)
        assert figure.layout.height > max(y for trace in figure.data for y in trace.y)
