"""The Gantt: what Plotly gets wrong by itself, labels that fit, and texts that stay texts."""

import html
import json
import re
from datetime import date, datetime, timedelta
from itertools import pairwise, product

import pandas as pd
import pytest

from components.briefing.contract import PRECISIONS, STATUSES
from components.briefing.filters import Filters
from components.charts.figure import CONFIG
from components.charts.gantt import DETAIL_COLUMNS, LABEL_COLUMNS, gantt, hover_text
from components.charts.palette import DARK, LIGHT

YEAR = ("2025-Q1", "2025-Q2", "2025-Q3", "2025-Q4")
TOPICS = ("Exercises", "Reform", "Regional")
BOTH = pytest.mark.parametrize("theme", [LIGHT, DARK], ids=["light", "dark"])
LINE_SPACING = 1.3
"""Height of a line of text in Plotly, as a multiple of the size of its letters."""
DIAMOND = 1.3
"""Plotly draws a diamond this much taller than the size that it is given."""
PHONE = 288
LETTER = 7
"""Pixels of a letter of 13 pixels, on average; a digit of system-ui is wider rather than narrower."""

HOSTILE = [
    pytest.param("<a href=x>y</a>", id="link"),
    pytest.param("<b>bold</b><br>broken", id="tags of ours"),
    pytest.param("$x$ and $y$", id="TeX"),
    pytest.param("%{x} %{y}", id="template"),
    pytest.param("&lt;i&gt; &#36; &amp;amp;", id="entities"),
    pytest.param("\\frac{1}{2} \\$ \\n", id="backslashes"),
    pytest.param("<b>", id="tag left open"),
    pytest.param("</b><script>", id="tag closed"),
]


def an_event(**cells):
    """One event, as a row of a briefing's events."""
    row = {
        "id": "evt-1",
        "title": "Forum",
        "summary": "A forum.",
        "start": date(2025, 4, 1),
        "end": date(2025, 6, 30),
        "precision": "day",
        "status": "proposed",
        "topics": ("Exercises",),
        "source": "Section 1",
        "quarters": ("2025-Q2",),
    }
    assert cells.keys() <= row.keys()
    return row | cells


def frame(*rows):
    return pd.DataFrame(list(rows), columns=list(an_event()), dtype=object)


def draw(*rows, quarters=YEAR, topics=TOPICS, theme=LIGHT, today=None):
    return gantt(frame(*rows), quarters, topics, theme, today)


def one_day(day: date, **cells):
    return an_event(start=day, end=day, **cells)


def ends(bar) -> tuple[datetime, datetime]:
    """First and last instant that a bar covers."""
    return bar.base[0], bar.base[0] + timedelta(milliseconds=bar.x[0])


def labels(figure):
    """Annotations at the left edge: for each row its title and its details."""
    return [note for note in figure.layout.annotations if note.text != "Today"]


def today_lines(figure):
    return [shape for shape in figure.layout.shapes if shape.line.dash == "dot"]


def bands(figure):
    return [shape for shape in figure.layout.shapes if shape.type == "rect"]


def rules(figure) -> list[float]:
    """Heights of the lines between rows."""
    return [shape.y0 for shape in figure.layout.shapes if shape.type == "line" and shape.xref == "paper"]


def read(text: str) -> list[str]:
    """Lines of a text as a reader sees them, having checked that only our own tags were in it."""
    said = []
    for part in text.split("<br>"):
        inner = part.removeprefix("<b>").removesuffix("</b>")
        assert not re.search(r"[<>$\\%]", inner), inner
        said.append(html.unescape(inner))
    return said


def plot_height(figure) -> float:
    return figure.layout.height - figure.layout.margin.t - figure.layout.margin.b


def note_span(figure, note) -> tuple[float, float]:
    """Top and bottom of an annotation, in pixels from the top of the plot."""
    height = len(note.text.split("<br>")) * LINE_SPACING * note.font.size
    at = (1 - note.y) * plot_height(figure) if note.yref == "paper" else note.y
    at -= note.yshift or 0
    top = {"top": at, "middle": at - height / 2, "bottom": at - height}[note.yanchor]
    return top, top + height


def mark_span(trace) -> tuple[float, float]:
    """Top and bottom of a bar or a diamond, in pixels from the top of the plot."""
    half = trace.width[0] / 2 if trace.type == "bar" else trace.marker.size * DIAMOND / 2
    return trace.y[0] - half, trace.y[0] + half


ROWS_OF_ALL_HEIGHTS = (
    an_event(id="evt-1", title="Short"),
    one_day(date(2025, 5, 5), id="evt-2", title="Two lines, since this title goes on"),
    an_event(id="evt-3", title="word " * 40, topics=TOPICS),
    one_day(date(2025, 7, 7), id="evt-4", title="漢" * 60, topics=("Reform",)),
    an_event(id="evt-5", title="x" * 300, topics=("Regional", "Reform")),
)


# Dates


@pytest.mark.parametrize(
    ("start", "end", "after"),
    [
        pytest.param(date(2025, 1, 1), date(2025, 3, 31), datetime(2025, 4, 1), id="quarter"),  # noqa: DTZ001
        pytest.param(date(2025, 5, 5), date(2025, 5, 6), datetime(2025, 5, 7), id="two days"),  # noqa: DTZ001
        pytest.param(date(2025, 3, 29), date(2025, 3, 30), datetime(2025, 3, 31), id="clocks change"),  # noqa: DTZ001
        pytest.param(date(2025, 12, 1), date(2025, 12, 31), datetime(2026, 1, 1), id="end of year"),  # noqa: DTZ001
        pytest.param(date(2024, 2, 1), date(2024, 2, 29), datetime(2024, 3, 1), id="leap day"),  # noqa: DTZ001
        pytest.param(date(2024, 11, 1), date(2026, 2, 28), datetime(2026, 3, 1), id="over years"),  # noqa: DTZ001
    ],
)
def test_a_bar_ends_at_midnight_after_its_last_day_and_its_hover_says_the_true_dates(start, end, after):
    (bar,) = draw(an_event(start=start, end=end)).data
    assert bar.type == "bar"
    assert bar.orientation == "h"
    assert ends(bar) == (datetime(start.year, start.month, start.day), after)  # noqa: DTZ001
    assert f"{start} to {end} (day precision)" in bar.customdata[0][1].split("<br>")


def test_a_bar_begins_and_ends_with_the_band_of_its_quarter(briefing):
    figure = gantt(briefing.events, briefing.quarters, briefing.topic_names, LIGHT)
    assert [ends(bar) for bar in figure.data] == [(band.x0, band.x1) for band in bands(figure)[:3]]


@pytest.mark.parametrize("day", [date(2025, 1, 1), date(2025, 5, 5), date(2025, 12, 31)], ids=str)
def test_a_one_day_event_is_a_diamond_that_can_be_clicked(day):
    (mark,) = draw(one_day(day, id="evt-7")).data
    assert (mark.type, mark.mode, mark.marker.symbol) == ("scatter", "markers", "diamond")
    assert list(mark.x) == [datetime(day.year, day.month, day.day)]  # noqa: DTZ001
    assert mark.customdata[0][0] == "evt-7"
    assert mark.marker.size >= 12
    assert f"{day} (day precision)" in mark.customdata[0][1].split("<br>")


@pytest.mark.parametrize(
    ("event", "expected"),
    [
        pytest.param(
            an_event(title="Forum", status="held", topics=("Exercises", "Reform")),
            "Forum<br>2025-04-01 to 2025-06-30 (day precision)<br>held<br>Exercises, Reform",
            id="span",
        ),
        pytest.param(
            one_day(date(2025, 5, 5), precision="quarter", status="cancelled"),
            "Forum<br>2025-05-05 (quarter precision)<br>cancelled<br>Exercises",
            id="one day",
        ),
    ],
)
def test_hover_says_title_dates_precision_status_and_topics(event, expected):
    assert hover_text(event) == expected
    (mark,) = draw(event).data
    assert mark.customdata[0][1] == expected
    assert mark.hovertemplate == "%{customdata[1]}<extra></extra>"


@pytest.mark.parametrize(
    ("precision", "expected"),
    [
        ("quarter", "2025-Q2 · proposed · Exercises"),
        ("month", "2025-04 to 2025-06 · proposed · Exercises"),
        ("day", "2025-04-01 to 2025-06-30 · proposed · Exercises"),
    ],
)
def test_the_line_below_a_title_is_no_more_exact_than_the_source(precision, expected):
    _, details = labels(draw(an_event(precision=precision)))
    assert " ".join(read(details.text)) == expected


# Rows


def test_the_first_event_is_at_the_top():
    figure = draw(an_event(id="evt-1"), one_day(date(2025, 1, 7), id="evt-2"), an_event(id="evt-3"))
    bottom, top = figure.layout.yaxis.range
    assert bottom > top == 0
    heights = [trace.y[0] for trace in figure.data]
    assert heights == sorted(set(heights))
    assert [trace.customdata[0][0] for trace in figure.data] == ["evt-1", "evt-2", "evt-3"]
    titles = [read(note.text)[0] for note in labels(figure)[::2]]
    assert titles == ["Forum", "Forum", "Forum"]


def test_rows_keep_the_order_of_the_frame_not_of_the_dates():
    late, early = an_event(id="evt-9", title="Late"), one_day(date(2025, 1, 1), id="evt-1", title="Early")
    figure = draw(late, early)
    assert [trace.customdata[0][0] for trace in figure.data] == ["evt-9", "evt-1"]
    assert [read(note.text) for note in labels(figure)[::2]] == [["Late"], ["Early"]]


def test_one_unit_of_the_height_is_one_pixel():
    figure = draw(*ROWS_OF_ALL_HEIGHTS)
    assert figure.layout.yaxis.range[0] == plot_height(figure)


@pytest.mark.parametrize("today", [None, date(2025, 5, 20)], ids=["without today", "with today"])
def test_no_label_touches_a_mark_or_leaves_its_row(today):
    figure = draw(*ROWS_OF_ALL_HEIGHTS, today=today)
    edges = [*rules(figure), figure.layout.yaxis.range[0]]
    assert len(edges) == len(ROWS_OF_ALL_HEIGHTS) + 1
    rows = list(pairwise(edges))
    for (top, bottom), title, details, mark in zip(
        rows, labels(figure)[::2], labels(figure)[1::2], figure.data, strict=True
    ):
        stops = [top, *note_span(figure, title), *note_span(figure, details), *mark_span(mark), bottom]
        assert stops == sorted(stops)


def test_the_word_today_covers_no_mark():
    figure = draw(an_event(start=date(2025, 1, 1), end=date(2025, 12, 31)), today=date(2025, 5, 20))
    (word,) = [note for note in figure.layout.annotations if note.text == "Today"]
    (bar,) = figure.data
    top, bottom = note_span(figure, word)
    assert bottom <= mark_span(bar)[0] or top >= mark_span(bar)[1]


# Axis, bands, today


@pytest.mark.parametrize(
    ("quarters", "expected"),
    [
        pytest.param(YEAR, (datetime(2025, 1, 1), datetime(2026, 1, 1)), id="a year"),  # noqa: DTZ001
        pytest.param(("2025-Q2",), (datetime(2025, 4, 1), datetime(2025, 7, 1)), id="a quarter"),  # noqa: DTZ001
        pytest.param(
            (*YEAR, "2026-Q1", "2026-Q2", "2026-Q3", "2026-Q4"),
            (datetime(2025, 1, 1), datetime(2027, 1, 1)),  # noqa: DTZ001
            id="two years",
        ),
    ],
)
@pytest.mark.parametrize("rows", [(), (one_day(date(2025, 5, 5)),), ROWS_OF_ALL_HEIGHTS], ids=["none", "one", "five"])
def test_the_axis_runs_over_all_quarters_whatever_is_drawn(quarters, expected, rows):
    figure = draw(*rows, quarters=quarters)
    axis = figure.layout.xaxis
    assert (axis.type, tuple(axis.range)) == ("date", expected)
    assert axis.side == "top"


@pytest.mark.parametrize(
    ("filters", "shown"),
    [
        (Filters(), ["evt-1", "evt-2", "evt-3"]),
        (Filters(quarters=("2025-Q2",)), ["evt-2"]),
        (Filters(topics=("Investment",)), ["evt-3"]),
        (Filters(quarters=("2025-Q4",)), []),
    ],
    ids=["all", "quarter", "topic", "nothing"],
)
def test_filtering_takes_marks_away_but_leaves_the_axis(briefing, filters, shown):
    view = filters.apply(briefing)
    figure = gantt(view.events, briefing.quarters, briefing.topic_names, LIGHT)
    assert [trace.customdata[0][0] for trace in figure.data] == shown
    assert tuple(figure.layout.xaxis.range) == (datetime(2025, 1, 1), datetime(2026, 1, 1))  # noqa: DTZ001
    assert len(bands(figure)) == 4


def test_a_topic_keeps_its_colour_whatever_is_filtered(briefing):
    everything = gantt(briefing.events, briefing.quarters, briefing.topic_names, LIGHT)
    view = Filters(topics=("Investment",)).apply(briefing)
    (bar,) = gantt(view.events, briefing.quarters, briefing.topic_names, LIGHT).data
    assert bar.marker.color == everything.data[2].marker.color == LIGHT.topics[3]


def test_each_quarter_has_one_band_and_its_name_in_the_middle():
    figure = draw(an_event())
    assert [(band.x0.date(), band.x1.date()) for band in bands(figure)] == [
        (date(2025, 1, 1), date(2025, 4, 1)),
        (date(2025, 4, 1), date(2025, 7, 1)),
        (date(2025, 7, 1), date(2025, 10, 1)),
        (date(2025, 10, 1), date(2026, 1, 1)),
    ]
    assert {(band.yref, band.y0, band.y1, band.layer) for band in bands(figure)} == {("paper", 0, 1, "below")}
    assert [band.fillcolor for band in bands(figure)] == [LIGHT.surface, LIGHT.background] * 2
    assert [text.replace("<br>", "") for text in figure.layout.xaxis.ticktext] == list(YEAR)
    assert [day.isoformat() for day in figure.layout.xaxis.tickvals] == [
        "2025-02-15T00:00:00",
        "2025-05-16T12:00:00",
        "2025-08-16T00:00:00",
        "2025-11-16T00:00:00",
    ]


def years(number: int) -> tuple[str, ...]:
    return tuple(f"{year}-Q{part}" for year in range(2025, 2025 + number) for part in (1, 2, 3, 4))


@pytest.mark.parametrize("number", [1, 2, 3, 4, 8, 9, 40, 175])
def test_the_names_above_the_axis_fit_side_by_side_on_a_phone(number):
    """Where they do not, Plotly slants them out of the picture and squeezes the rows. Upright they need a margin."""
    layout = draw(an_event(), quarters=years(number)).layout
    start, end = layout.xaxis.range
    room = PHONE - layout.margin.l - layout.margin.r
    rows: dict[int, list[tuple[float, float]]] = {}
    for place, text in zip(layout.xaxis.tickvals, layout.xaxis.ticktext, strict=True):
        name, *below = text.split("<br>")
        assert not "".join(below).strip()
        half, middle = len(name) * LETTER / 2, room * ((place - start) / (end - start))
        rows.setdefault(len(below), []).append((middle - half, middle + half))
    for row, places in rows.items():
        assert (row + 1) * LINE_SPACING * layout.xaxis.tickfont.size <= layout.margin.t
        edges = [edge for place in places for edge in place]
        assert edges == sorted(edges)
        assert edges[0] >= -layout.margin.l
        assert edges[-1] <= room + layout.margin.r


@pytest.mark.parametrize(
    ("number", "named"),
    [
        (1, ["2025-Q1", "2025-Q2", "2025-Q3", "2025-Q4"]),
        (2, ["2025", "2026", *["Q1", "Q2", "Q3", "Q4"] * 2]),
        (3, ["2025", "2026", "2027", *["Q1", "Q2", "Q3", "Q4"] * 3]),
        (4, ["2025", "2026", "2027", "2028"]),
        (9, ["2026", "2028", "2030", "2032"]),
    ],
)
def test_more_quarters_have_shorter_names(number, named):
    texts = draw(an_event(), quarters=years(number)).layout.xaxis.ticktext
    assert [text.split("<br>")[0] for text in texts] == named


def test_past_twelve_quarters_each_year_has_one_band():
    spans = [(band.x0.date(), band.x1.date()) for band in bands(draw(an_event(), quarters=years(4)))]
    assert spans == [(date(year, 1, 1), date(year + 1, 1, 1)) for year in range(2025, 2029)]


@pytest.mark.parametrize("day", [date(2025, 1, 1), date(2025, 12, 31)])
def test_a_diamond_at_either_end_is_inside_the_picture(day):
    """Plotly cuts off what lies over the edge of its picture."""
    figure = draw(one_day(day))
    (diamond,) = figure.data
    assert diamond.cliponaxis is False
    assert diamond.marker.size / 2 * 1.3 <= min(figure.layout.margin.l, figure.layout.margin.r)


@pytest.mark.parametrize("today", [date(2025, 1, 1), date(2025, 5, 20), date(2025, 12, 31)], ids=str)
@pytest.mark.parametrize("rows", [(), (an_event(),)], ids=["no event", "one event"])
def test_today_is_a_line_inside_the_axis_and_does_not_stretch_it(today, rows):
    figure = draw(*rows, today=today)
    (line,) = today_lines(figure)
    assert line.x0 == line.x1 == datetime(today.year, today.month, today.day)  # noqa: DTZ001
    assert (line.yref, line.y0, line.y1) == ("paper", 0, 1)
    (word,) = [note for note in figure.layout.annotations if note.text == "Today"]
    assert word.x == line.x0
    assert figure.layout.xaxis.range == draw(*rows).layout.xaxis.range
    assert len(figure.data) == len(rows)


@pytest.mark.parametrize("today", [None, date(2024, 12, 31), date(2026, 1, 1), date(1999, 9, 9)], ids=str)
def test_there_is_no_today_outside_the_axis(today):
    figure = draw(an_event(), today=today)
    assert today_lines(figure) == []
    assert "Today" not in [note.text for note in figure.layout.annotations]
    assert figure.to_json() == draw(an_event()).to_json()


@pytest.mark.parametrize(
    ("today", "anchor"), [(date(2025, 1, 1), "left"), (date(2025, 12, 31), "right")], ids=["first day", "last day"]
)
def test_the_word_today_is_not_cut_off_at_either_end(today, anchor):
    """An annotation without an anchor is centred on its day: half of it would lie outside the picture."""
    (word,) = [note for note in draw(an_event(), today=today).layout.annotations if note.text == "Today"]
    assert word.xanchor == anchor


def test_without_any_quarter_there_is_no_today_and_no_band():
    figure = draw(quarters=(), today=date(2025, 1, 1))
    assert (len(figure.data), len(figure.layout.shapes), len(figure.layout.annotations)) == (0, 0, 0)
    assert figure.layout.xaxis.visible is False


# Labels


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        pytest.param("Forum", ["Forum"], id="short"),
        pytest.param("x" * 36, ["x" * 36], id="exactly as wide"),
        pytest.param("x" * 37, ["x" * 36, "x"], id="wider by one"),
        pytest.param("Economic " * 4, ["Economic Economic Economic Economic"], id="35 columns"),
        pytest.param("Economic " * 5, ["Economic Economic Economic Economic", "Economic"], id="44 columns"),
        pytest.param("漢" * 18, ["漢" * 18], id="wide, exactly"),
        pytest.param("漢" * 19, ["漢" * 18, "漢"], id="wide, wider by one"),
    ],
)
def test_a_title_is_broken_into_lines_that_fit_a_phone(title, expected):
    label, _ = labels(draw(an_event(title=title)))
    assert read(label.text) == expected
    assert label.text == "<br>".join(f"<b>{line}</b>" for line in expected)


@pytest.mark.parametrize(
    "title",
    [
        pytest.param("word " * 40, id="words"),
        pytest.param("x" * 300, id="one long word"),
        pytest.param("漢" * 55, id="wide letters"),
        pytest.param("漢字 " * 40, id="wide words"),
    ],
)
def test_a_title_of_more_than_three_lines_ends_with_an_ellipsis(title):
    label, _ = labels(draw(an_event(title=title)))
    said = read(label.text)
    assert len(said) == 3
    assert said[2].endswith("…")
    widths = [sum(2 if letter in "漢字" else 1 for letter in line) for line in said]
    assert max(widths) <= LABEL_COLUMNS == 36


def test_details_are_at_most_two_lines():
    names = tuple(f"Topic number {number}" for number in range(1, 21))
    _, details = labels(draw(an_event(topics=names), topics=names))
    said = read(details.text)
    assert len(said) == 2
    assert max(map(len, said)) <= DETAIL_COLUMNS
    assert said[0].startswith("2025-04-01 to 2025-06-30 · proposed")
    assert said[1].endswith("…")


def test_labels_stand_at_the_left_edge_and_read_from_there():
    notes = labels(draw(*ROWS_OF_ALL_HEIGHTS))
    assert len(notes) == 2 * len(ROWS_OF_ALL_HEIGHTS)
    assert {(note.xref, note.x, note.xanchor, note.align, note.yanchor) for note in notes} == {
        ("paper", 0, "left", "left", "top")
    }
    assert {note.showarrow for note in notes} == {False}


@BOTH
def test_everything_written_has_a_colour_of_the_theme(theme):
    figure = draw(*ROWS_OF_ALL_HEIGHTS, theme=theme, today=date(2025, 5, 20))
    assert {note.font.color for note in figure.layout.annotations} == {theme.text, theme.muted, theme.accent}
    assert figure.layout.xaxis.tickfont.color == theme.text
    assert figure.layout.font.color == figure.layout.hoverlabel.font.color == theme.text
    assert figure.layout.hoverlabel.bgcolor == theme.surface
    assert {band.fillcolor for band in bands(figure)} == {theme.surface, theme.background}
    assert {trace.marker.color for trace in figure.data} == {theme.topics[0], theme.topics[1], theme.topics[2]}


@pytest.mark.parametrize("text", HOSTILE)
@pytest.mark.parametrize("day", [None, date(2025, 5, 5)], ids=["bar", "diamond"])
def test_what_a_cell_says_is_shown_as_it_is(text, day):
    event = an_event(title=text, topics=(text,)) if day is None else one_day(day, title=text, topics=(text,))
    figure = draw(event, topics=(text,))
    label, details = labels(figure)
    assert read(label.text) == [text]
    dates = "2025-04-01 to 2025-06-30" if day is None else "2025-05-05"
    assert " ".join(read(details.text)) == f"{dates} · proposed · {text}"
    (mark,) = figure.data
    assert read(mark.customdata[0][1]) == [text, f"{dates} (day precision)", "proposed", text]
    assert mark.hovertemplate == "%{customdata[1]}<extra></extra>"


# Status, every kind of event


def test_statuses_differ_in_pattern_where_a_reader_must_not_mistake_them():
    shapes = {status: draw(an_event(status=status)).data[0].marker.pattern.shape for status in STATUSES}
    assert shapes == {"proposed": "/", "confirmed": "", "held": "", "cancelled": "x"}


@BOTH
def test_events_of_every_precision_and_status(rewrite, theme):
    kinds = list(product(PRECISIONS, STATUSES))
    briefing = rewrite(
        "events",
        [
            {
                "id": f"evt-{number}",
                "title": f"Number {number}",
                "precision": precision,
                "status": status,
                "topics": "Reform",
            }
            for number, (precision, status) in enumerate(kinds, start=1)
        ],
    )
    figure = gantt(briefing.events, briefing.quarters, briefing.topic_names, theme)
    assert len(figure.data) == 12
    assert [trace.customdata[0][0] for trace in figure.data] == [f"evt-{number}" for number in range(1, 13)]
    dates = {"day": "2025-01-01 to 2025-03-31", "month": "2025-01 to 2025-03", "quarter": "2025-Q1"}
    assert [" ".join(read(note.text)) for note in labels(figure)[1::2]] == [
        f"{dates[precision]} · {status} · Reform" for precision, status in kinds
    ]
    assert [trace.marker.pattern.shape for trace in figure.data] == ["/", "", "", "x"] * 3
    assert {trace.marker.color for trace in figure.data} == {theme.topics[6]}
    assert len({trace.y[0] for trace in figure.data}) == 12


def test_a_chosen_mark_is_as_strong_as_the_others():
    """Plotly fades what is not selected, which would say something about it."""
    figure = draw(an_event(), one_day(date(2025, 5, 5)))
    assert {(t.selected.marker.opacity, t.unselected.marker.opacity) for t in figure.data} == {(1, 1)}


# The figure as a whole


@pytest.mark.parametrize("rows", [(), ROWS_OF_ALL_HEIGHTS], ids=["empty", "five"])
def test_nothing_can_be_zoomed(rows):
    layout = draw(*rows).layout
    assert (layout.xaxis.fixedrange, layout.yaxis.fixedrange, layout.dragmode) == (True, True, False)


def test_plotly_has_no_buttons_and_sends_nothing_away():
    assert CONFIG["displayModeBar"] is False
    assert CONFIG["displaylogo"] is False
    assert CONFIG["showSendToCloud"] is False
    assert CONFIG["scrollZoom"] is False
    assert CONFIG["doubleClick"] is False


@BOTH
@pytest.mark.parametrize("quarters", [(), YEAR], ids=["no quarters", "a year"])
def test_no_events_draw_an_empty_frame(theme, quarters):
    figure = draw(theme=theme, quarters=quarters)
    assert len(figure.data) == 0
    assert len(figure.layout.annotations) == 0
    assert plot_height(figure) == figure.layout.yaxis.range[0] > 0
    assert len(bands(figure)) == len(quarters)


@BOTH
def test_the_same_rows_give_the_same_figure_and_stay_as_they_were(theme):
    rows = frame(*ROWS_OF_ALL_HEIGHTS)
    before = rows.copy(deep=True)
    first = gantt(rows, YEAR, TOPICS, theme, date(2025, 5, 20)).to_json()
    assert gantt(rows, YEAR, TOPICS, theme, date(2025, 5, 20)).to_json() == first
    pd.testing.assert_frame_equal(rows, before)
    assert gantt(rows, YEAR, TOPICS, theme, date(2025, 5, 21)).to_json() != first


def test_the_index_of_the_frame_does_not_matter(briefing):
    """A filtered frame has gaps in its index."""
    rows = briefing.events.iloc[[2, 0]]
    figure = gantt(rows, briefing.quarters, briefing.topic_names, LIGHT)
    renumbered = gantt(rows.reset_index(drop=True), briefing.quarters, briefing.topic_names, LIGHT)
    assert figure.to_json() == renumbered.to_json()
    assert [trace.customdata[0][0] for trace in figure.data] == ["evt-3", "evt-1"]


def test_dates_travel_without_a_time_zone():
    """A zone would shift bars by hours for readers elsewhere."""
    drawn = json.loads(draw(an_event(), one_day(date(2025, 5, 5)), today=date(2025, 5, 20)).to_json())
    assert drawn["data"][0]["base"] == ["2025-04-01T00:00:00"]
    assert drawn["data"][0]["x"] == [91 * 86_400_000]
    assert drawn["data"][1]["x"] == ["2025-05-05T00:00:00"]
    assert drawn["layout"]["xaxis"]["range"] == ["2025-01-01T00:00:00", "2026-01-01T00:00:00"]
