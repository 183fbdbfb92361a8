"""The coverage matrix: the counts, what is missing, and marks that can be clicked."""

import html
import re

import pandas as pd
import pytest

from components.briefing.coverage import Across, Coverage, Heading, coverage
from components.briefing.filters import Filters
from components.charts.matrix import matrix
from components.charts.palette import DARK, LIGHT

BOTH = pytest.mark.parametrize("theme", [LIGHT, DARK], ids=["light", "dark"])
HEADINGS = [
    ("strand", "Key agreement"),
    ("strand", "Dialogue area"),
    ("quarter", "2025-Q1"),
    ("quarter", "2025-Q2"),
    ("quarter", "2025-Q3"),
    ("quarter", "2025-Q4"),
    ("recommendations", "Recommendations"),
]
ALL = {
    "Exercises": "1 – 1 – – – 1",
    "Intelligence": "1 1 – 1 – – 2",
    "Capabilities": "– 1 – – – – 1",
    "Investment": "1 1 – – 1 – 1",
    "Cyber and hybrid": "– – 1 – – – 2",
    "Regional": "1 – – 1 – – 1",
    "Reform": "– – – – – – 1",
}
LINE_SPACING = 1.3
"""Height of a line of text in Plotly, as a multiple of the size of its letters."""
HOSTILE = [
    pytest.param("<a href=x>y</a>", id="link"),
    pytest.param("<b>bold</b>", id="tag of ours"),
    pytest.param("$x$ and $y$", id="TeX"),
    pytest.param("%{x} %{text}", id="template"),
    pytest.param("&lt;i&gt; &#36;", id="entities"),
    pytest.param("\\frac \\$", id="backslashes"),
]


def drawn(briefing, filters=Filters(), theme=LIGHT):  # noqa: B008 - immutable
    return matrix(coverage(filters.apply(briefing)), theme)


def written(figure) -> dict[str, str]:
    """What stands in the cells, row by row, found by topic."""
    topics = [data[0] for data in figure.data[0].customdata]
    return {topic: " ".join(column.text[row] for column in figure.data) for row, topic in enumerate(topics)}


def row_labels(figure) -> list[str]:
    return [note.text for note in figure.layout.annotations]


def a_coverage(topic: str, strand: str, *, undated: bool = False) -> Coverage:
    """One topic and one strand, with one area."""
    return Coverage(
        counts=pd.DataFrame([[1]], index=pd.Index([topic], name="topic"), dtype=int),
        headings=(Heading(Across.STRAND, strand),),
        undated=(topic,) if undated else (),
        unmatched=(),
        empty_quarters=(),
    )


def a_wide_coverage(topics: tuple[str, ...], number: int, count: int = 1) -> Coverage:
    """Topics and so many strands with long names, each cell with the same count."""
    return Coverage(
        counts=pd.DataFrame([[count] * number] * len(topics), index=pd.Index(topics, name="topic"), dtype=int),
        headings=tuple(Heading(Across.STRAND, f"Strand {place:02} of a long name") for place in range(number)),
        undated=(),
        unmatched=(),
        empty_quarters=(),
    )


def read(text: str) -> str:
    """A text as a reader sees it, having checked that only our own tags were in it."""
    said = []
    for part in re.split(r"<br>|</?b>", text):
        assert not re.search(r"[<>$\\%]", part), part
        said.append(html.unescape(part))
    return " ".join(part for part in said if part)


@BOTH
def test_cells_of_the_built_in_briefing(briefing, theme):
    figure = drawn(briefing, theme=theme)
    assert written(figure) == ALL
    assert list(written(figure)) == list(ALL)


@pytest.mark.parametrize(
    ("filters", "headings", "expected"),
    [
        pytest.param(
            Filters(quarters=("2025-Q1",)),
            ["Key agreement", "Dialogue area", "2025-Q1", "Recommendations"],
            {
                "Exercises": "1 – 1 1",
                "Intelligence": "1 – – –",
                "Capabilities": "– – – –",
                "Investment": "– – – 1",
                "Cyber and hybrid": "– – 1 2",
                "Regional": "– – – –",
                "Reform": "– – – –",
            },
            id="one quarter",
        ),
        pytest.param(
            Filters(topics=("Exercises", "Reform")),
            [name for _, name in HEADINGS],
            {"Exercises": "1 – 1 – – – 1", "Reform": "– – – – – – 1"},
            id="two topics",
        ),
        pytest.param(
            Filters(quarters=("2025-Q4",), topics=("Regional",)),
            ["Key agreement", "Dialogue area", "2025-Q4", "Recommendations"],
            {"Regional": "– – – –"},
            id="nothing matches",
        ),
    ],
)
def test_cells_under_filters(briefing, filters, headings, expected):
    figure = drawn(briefing, filters)
    assert [column.customdata[0][2] for column in figure.data] == headings
    assert written(figure) == expected


def test_cells_say_the_counts_of_the_coverage(briefing):
    found = coverage(Filters().apply(briefing))
    figure = matrix(found, LIGHT)
    said = [[int(cell.replace("–", "0")) for cell in column.text] for column in figure.data]
    assert said == [found.counts[position].tolist() for position in range(7)]


@BOTH
def test_cells_are_bars_that_can_be_clicked(briefing, theme):
    """Cells of a heatmap report no selection."""
    figure = drawn(briefing, theme=theme)
    assert {(column.type, column.orientation) for column in figure.data} == {("bar", "h")}
    assert figure.layout.barmode == "overlay"
    for position, (column, heading) in enumerate(zip(figure.data, HEADINGS, strict=True)):
        assert [base + length / 2 for base, length in zip(column.base, column.x, strict=True)] == [position] * 7
        assert [tuple(data[:3]) for data in column.customdata] == [(topic, *heading) for topic in ALL]
        assert column.hovertemplate == "%{customdata[3]}<extra></extra>"
    assert figure.data[1].customdata[1][3] == "Intelligence, Dialogue area: 1"
    assert figure.data[6].customdata[6][3] == "Reform, Recommendations: 1"
    assert figure.data[0].customdata[6][3] == "Reform, Key agreement: 0"


@BOTH
def test_full_and_empty_cells_differ_in_fill_and_in_text(briefing, theme):
    column = drawn(briefing, theme=theme).data[0]
    assert list(column.text) == ["1", "1", "–", "1", "–", "1", "–"]
    fill, hole = theme.accent, theme.background
    assert list(column.marker.color) == [fill, fill, hole, fill, hole, fill, hole]
    ink, quiet = theme.on_accent, theme.muted
    assert list(column.textfont.color) == [ink, ink, quiet, ink, quiet, ink, quiet]


def test_a_chosen_cell_is_as_strong_as_the_others(briefing):
    assert {(c.selected.marker.opacity, c.unselected.marker.opacity) for c in drawn(briefing).data} == {(1, 1)}


def test_topics_without_a_date_are_marked_in_words(briefing):
    assert row_labels(drawn(briefing)) == [
        "<b>Exercises</b>",
        "<b>Intelligence</b>",
        "<b>Capabilities</b> ✕ no date",
        "<b>Investment</b>",
        "<b>Cyber and hybrid</b>",
        "<b>Regional</b>",
        "<b>Reform</b> ✕ no date",
    ]


def test_topics_dated_elsewhere_are_told_from_topics_without_a_date(briefing):
    assert row_labels(drawn(briefing, Filters(quarters=("2025-Q1",)))) == [
        "<b>Exercises</b>",
        "<b>Intelligence</b> ✕ none in this view",
        "<b>Capabilities</b> ✕ no date",
        "<b>Investment</b> ✕ none in this view",
        "<b>Cyber and hybrid</b>",
        "<b>Regional</b> ✕ none in this view",
        "<b>Reform</b> ✕ no date",
    ]


@pytest.mark.parametrize(
    ("filters", "quarters"),
    [
        (Filters(), ["2025-Q1", "2025-Q2", "2025-Q3", "2025-Q4 ✕"]),
        (Filters(quarters=("2025-Q4",)), ["2025-Q4 ✕"]),
        (Filters(quarters=("2025-Q1", "2025-Q3")), ["2025-Q1", "2025-Q3"]),
        (Filters(topics=("Investment",)), ["2025-Q1 ✕", "2025-Q2 ✕", "2025-Q3", "2025-Q4 ✕"]),
        (Filters(topics=("Reform",)), ["2025-Q1 ✕", "2025-Q2 ✕", "2025-Q3 ✕", "2025-Q4 ✕"]),
    ],
    ids=["all", "empty quarter", "two quarters", "one topic", "topic without a date"],
)
def test_headings_stand_in_order_and_quarters_without_an_event_are_marked(briefing, filters, quarters):
    axis = drawn(briefing, filters).layout.xaxis
    assert list(axis.ticktext) == ["Key agreement", "Dialogue area", *quarters, "Recommendations"]
    assert list(axis.tickvals) == list(range(len(axis.ticktext)))
    assert axis.side == "top"
    assert list(axis.range) == [-0.5, len(axis.ticktext) - 0.5]


def test_the_first_topic_is_at_the_top_and_each_has_one_row(briefing):
    figure = drawn(briefing)
    bottom, top = figure.layout.yaxis.range
    assert bottom > top == 0
    for column in figure.data:
        assert list(column.y) == sorted(set(column.y)) == list(figure.data[0].y)
    assert len(figure.data[0].y) == len(row_labels(figure)) == 7


LONG = "The protection of breeding birds on islets where nobody lives"


@pytest.mark.parametrize("topics", [("Reform",), ("Reform", LONG, "Regional")], ids=["short", "of two lines"])
def test_no_label_touches_a_cell(topics):
    figure = matrix(a_wide_coverage(topics, 3), LIGHT)
    column = figure.data[0]
    edges = []
    for note, middle, height in zip(figure.layout.annotations, column.y, column.width, strict=True):
        assert (note.yanchor, note.xref, note.x, note.xanchor) == ("top", "paper", 0, "left")
        number = note.text.count("<br>") + 1
        edges += [note.y, note.y + LINE_SPACING * note.font.size * number, middle - height / 2, middle + height / 2]
    assert edges == sorted(edges)
    assert edges[-1] <= figure.layout.yaxis.range[0] == figure.layout.height - figure.layout.margin.t


PHONE = 288
"""Pixels that a chart has on a screen 320 pixels wide."""


@pytest.mark.parametrize("number", [1, 7, 8, 12, 17, 19])
@pytest.mark.parametrize("count", [1, 42])
def test_cells_headings_and_counts_keep_apart_on_a_phone(number, count):
    """Columns are as wide as there is room; so are the letters in and above them."""
    figure = matrix(a_wide_coverage(("Reform",), number, count), LIGHT)
    room = PHONE / number
    ends = [place for column in figure.data for place in (column.base[0], column.base[0] + column.x[0])]
    assert ends == sorted(ends)
    assert all((after - before) * room >= 2 for before, after in zip(ends[1::2], ends[2::2], strict=False))
    axis = figure.layout.xaxis
    lines = max(text.count("<br>") + 1 for text in axis.ticktext)
    assert lines * axis.tickfont.size * 1.15 <= room
    assert len(f"{count}") * figure.data[0].textfont.size * 0.56 <= figure.data[0].x[0] * room
    assert min(axis.tickfont.size, figure.data[0].textfont.size) >= 9


def test_a_long_heading_has_room_above_the_plot():
    figure = matrix(a_wide_coverage(("Reform",), 17), LIGHT)
    longest = max(len(text) for text in figure.layout.xaxis.ticktext)
    assert longest == 24
    assert longest * 0.6 * figure.layout.xaxis.tickfont.size <= figure.layout.margin.t


def test_a_coverage_without_columns_draws():
    found = Coverage(pd.DataFrame(index=pd.Index(["Reform"], name="topic")), (), ("Reform",), (), ())
    figure = matrix(found, LIGHT)
    assert row_labels(figure) == ["<b>Reform</b> ✕ no date"]
    start, end = figure.layout.xaxis.range
    assert end > start


def test_a_year_without_an_event_is_marked_as_a_quarter_would_be():
    years = {"2025": ("2025-Q1", "2025-Q2"), "2026": ("2026-Q3", "2026-Q4")}
    found = Coverage(
        counts=pd.DataFrame([[0, 0]], index=pd.Index(["Reform"], name="topic")),
        headings=tuple(Heading(Across.QUARTER, name, quarters) for name, quarters in years.items()),
        undated=(),
        unmatched=(),
        empty_quarters=("2025-Q1", "2026-Q3", "2026-Q4"),
    )
    assert list(matrix(found, LIGHT).layout.xaxis.ticktext) == ["2025", "2026 ✕"]


def test_the_quarters_are_tinted_together(briefing):
    (tint,) = [shape for shape in drawn(briefing).layout.shapes if shape.type == "rect"]
    assert (tint.x0, tint.x1, tint.layer) == (1.5, 5.5, "below")


def test_a_strand_named_like_a_quarter_is_another_column(rewrite):
    briefing = rewrite("areas", [{"strand": "2025-Q1", "topics": "Reform"}])
    figure = drawn(briefing)
    assert [tuple(column.customdata[0][1:3]) for column in figure.data] == [
        ("strand", "2025-Q1"),
        ("quarter", "2025-Q1"),
        ("quarter", "2025-Q2"),
        ("quarter", "2025-Q3"),
        ("quarter", "2025-Q4"),
        ("recommendations", "Recommendations"),
    ]
    assert written(figure)["Reform"] == "1 – – – – 1"
    assert written(figure)["Exercises"] == "– 1 – – – 1"


@pytest.mark.parametrize("name", ["2025-Q4", "Recommendations"])
def test_a_strand_with_the_name_of_another_column_is_not_marked_as_an_empty_quarter(rewrite, name):
    figure = drawn(rewrite("areas", [{"strand": name, "topics": "Reform"}]))
    assert list(figure.layout.xaxis.ticktext) == [
        name,
        "2025-Q1",
        "2025-Q2",
        "2025-Q3",
        "2025-Q4 ✕",
        "Recommendations",
    ]


@pytest.mark.parametrize("text", HOSTILE)
@pytest.mark.parametrize("undated", [False, True], ids=["dated", "undated"])
def test_names_are_shown_as_they_are(text, undated):
    figure = matrix(a_coverage(text, text, undated=undated), LIGHT)
    (label,) = row_labels(figure)
    assert read(label) == (f"{text}  ✕ no date" if undated else text)
    (heading,) = figure.layout.xaxis.ticktext
    assert read(heading) == text
    topic, across, name, hover = figure.data[0].customdata[0]
    assert (topic, across, name) == (text, "strand", text)
    assert read(hover) == f"{text}, {text}: 1"


def test_a_long_topic_name_keeps_its_beginning():
    """A word that does not fit must not leave an ellipsis alone."""
    (label,) = row_labels(matrix(a_coverage("Donaudampfschifffahrtsgesellschaften", "S"), LIGHT))
    assert label.startswith("<b>Donaudampfschiff")


def test_long_headings_take_two_lines_of_sixteen_columns():
    (heading,) = matrix(a_coverage("A", "Agreements that were concluded in spring"), LIGHT).layout.xaxis.ticktext
    assert heading == "Agreements that<br>were concluded …"


def test_the_same_coverage_gives_the_same_figure_and_stays_as_it_was(briefing):
    found = coverage(Filters().apply(briefing))
    before = found.counts.copy(deep=True)
    assert matrix(found, LIGHT).to_json() == matrix(found, LIGHT).to_json()
    assert matrix(found, LIGHT).to_json() != matrix(found, DARK).to_json()
    pd.testing.assert_frame_equal(found.counts, before)


def test_nothing_can_be_zoomed(briefing):
    layout = drawn(briefing).layout
    assert (layout.xaxis.fixedrange, layout.yaxis.fixedrange, layout.dragmode) == (True, True, False)
