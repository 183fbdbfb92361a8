"""Breakdowns of the areas: the numbers, the stacked bars and the hierarchy."""

import html
import re
from itertools import pairwise

import pandas as pd
import pytest

from components.briefing.coverage import counts_by_topic
from components.briefing.filters import Filters
from components.charts.breakdown import stacked_bars, treemap
from components.charts.palette import DARK, LIGHT, contrast, topic_colours

STRANDS = ("Key agreement", "Dialogue area")
EXPECTED = {
    "Exercises": [1, 0],
    "Intelligence": [1, 1],
    "Capabilities": [0, 1],
    "Investment": [1, 1],
    "Cyber and hybrid": [0, 0],
    "Regional": [1, 0],
    "Reform": [0, 0],
}
BOTH = pytest.mark.parametrize("theme", [LIGHT, DARK], ids=["light", "dark"])
HOSTILE = [
    pytest.param("<a href=x>y</a>", id="link"),
    pytest.param("<b>b</b><br>x", id="tags of ours"),
    pytest.param("$x$ and $y$", id="TeX"),
    pytest.param("%{x} %{label}", id="template"),
    pytest.param("&lt;i&gt; &#36;", id="entities"),
    pytest.param("\\frac \\$", id="backslashes"),
    pytest.param("A/B", id="slash"),
]
LINE_SPACING = 1.3
"""Height of a line of text in Plotly, as a multiple of the size of its letters."""


def areas(*rows: tuple[str, str, tuple[str, ...]]) -> pd.DataFrame:
    """Areas of title, strand and topics."""
    return pd.DataFrame(list(rows), columns=["title", "strand", "topics"], dtype=object)


def read(text: str) -> list[str]:
    """Lines of a text as a reader sees them, having checked that only our own tags were in it."""
    said = []
    for part in text.split("<br>"):
        inner = part.removeprefix("<b>").removesuffix("</b>")
        assert not re.search(r"[<>$\\%]", inner), inner
        said.append(html.unescape(inner))
    return said


def hierarchy(frame, strands, topics, theme=LIGHT):
    return treemap(frame, strands, topic_colours(topics, theme), theme)


def values(trace) -> dict[tuple[str, str], int]:
    """Value of each box, by topic and strand."""
    return {(data[0], data[1]): value for data, value in zip(trace.customdata, trace.values, strict=True)}


# Counts


def test_areas_of_the_built_in_briefing(briefing):
    counts = counts_by_topic(briefing.areas, briefing.topic_names, briefing.strands)
    assert list(counts.columns) == list(STRANDS)
    assert {topic: counts.loc[topic].tolist() for topic in counts.index} == EXPECTED
    assert list(counts.index) == list(EXPECTED)


@pytest.mark.parametrize(
    ("filters", "expected"),
    [
        pytest.param(Filters(quarters=("2025-Q1",)), {"Exercises": [1, 0], "Intelligence": [1, 0]}, id="2025-Q1"),
        pytest.param(
            Filters(quarters=("2025-Q2",)),
            {"Exercises": [1, 0], "Intelligence": [1, 1], "Regional": [1, 0]},
            id="2025-Q2",
        ),
        pytest.param(Filters(quarters=("2025-Q3",)), {"Investment": [1, 1]}, id="2025-Q3"),
        pytest.param(Filters(quarters=("2025-Q4",)), {}, id="2025-Q4"),
        pytest.param(Filters(topics=("Reform",)), {}, id="Reform"),
        pytest.param(Filters(text="technology"), {"Investment": [0, 1]}, id="a word"),
    ],
)
def test_areas_under_filters(briefing, filters, expected):
    counts = counts_by_topic(filters.apply(briefing).areas, briefing.topic_names, briefing.strands)
    assert {topic: counts.loc[topic].tolist() for topic in counts.index if counts.loc[topic].any()} == expected
    assert counts.shape == (7, 2)


@pytest.mark.parametrize(
    ("rows", "topics", "strands", "expected"),
    [
        pytest.param((), ("A", "B"), ("S",), [[0], [0]], id="no areas"),
        pytest.param((("x", "S", ("A", "B")),), ("A", "B"), ("S",), [[1], [1]], id="two topics count in both"),
        pytest.param((("x", "S", ("A",)),), ("B", "A"), ("T", "S"), [[0, 0], [0, 1]], id="order as asked"),
        pytest.param((("x", "S", ("A", "B")),), ("B",), ("S",), [[1]], id="only the topics asked for"),
        pytest.param((("x", "S", ("AB",)),), ("A", "AB"), ("S",), [[0], [1]], id="a name within a name"),
        pytest.param((("x", "S", ("A",)),), ("A",), (), [[]], id="no strands"),
    ],
)
def test_counts(rows, topics, strands, expected):
    counts = counts_by_topic(areas(*rows), topics, strands)
    assert counts.to_numpy().tolist() == expected
    assert list(counts.index) == list(topics)
    assert list(counts.columns) == list(strands)


# Stacked bars


@BOTH
def test_bars_sum_to_the_counts(briefing, theme):
    figure = stacked_bars(counts_by_topic(briefing.areas, briefing.topic_names, briefing.strands), theme)
    assert figure.layout.barmode == "stack"
    assert [(bar.name, list(bar.x)) for bar in figure.data] == [
        ("Key agreement", [1, 1, 0, 1, 0, 1, 0]),
        ("Dialogue area", [0, 1, 1, 1, 0, 0, 0]),
    ]
    assert {bar.orientation for bar in figure.data} == {"h"}


def test_the_first_topic_is_at_the_top_and_topics_without_areas_have_a_row(briefing):
    figure = stacked_bars(counts_by_topic(briefing.areas, briefing.topic_names, briefing.strands), LIGHT)
    bottom, top = figure.layout.yaxis.range
    assert bottom > top == 0
    for bar in figure.data:
        assert list(bar.y) == sorted(set(bar.y))
        assert [data[0] for data in bar.customdata] == list(EXPECTED)
    assert [read(note.text) for note in figure.layout.annotations] == [
        ["Exercises: 1"],
        ["Intelligence: 2"],
        ["Capabilities: 1"],
        ["Investment: 2"],
        ["Cyber and hybrid: none"],
        ["Regional: 1"],
        ["Reform: none"],
    ]
    assert [note.y for note in figure.layout.annotations] == sorted(note.y for note in figure.layout.annotations)


def test_each_piece_says_its_topic_strand_and_count(briefing):
    figure = stacked_bars(counts_by_topic(briefing.areas, briefing.topic_names, briefing.strands), LIGHT)
    assert list(figure.data[0].customdata[1]) == ["Intelligence", "Key agreement", "Intelligence, Key agreement: 1"]
    assert list(figure.data[1].customdata[0]) == ["Exercises", "Dialogue area", "Exercises, Dialogue area: 0"]
    assert {bar.hovertemplate for bar in figure.data} == {"%{customdata[2]}<extra></extra>"}


def test_no_label_touches_a_bar():
    topics = ("A", "B", "C")
    figure = stacked_bars(counts_by_topic(areas(("x", "S", ("A", "C"))), topics, ("S",)), LIGHT)
    (bar,) = figure.data
    edges = []
    for note, middle, width in zip(figure.layout.annotations, bar.y, bar.width, strict=True):
        assert note.yanchor == "top"
        edges += [note.y, note.y + LINE_SPACING * note.font.size, middle - width / 2, middle + width / 2]
    assert all(before <= after for before, after in pairwise(edges))
    assert edges[-1] <= figure.layout.yaxis.range[0] == figure.layout.height - figure.layout.margin.b


@pytest.mark.parametrize("number", [2, 3, 4])
def test_strands_differ_in_pattern_and_not_only_in_colour(number):
    strands = tuple(f"Strand {letter}" for letter in "ABCD"[:number])
    figure = stacked_bars(counts_by_topic(areas(), ("A",), strands), LIGHT)
    assert len({bar.marker.pattern.shape for bar in figure.data}) == number
    assert figure.layout.showlegend is True


def test_more_strands_than_fills_begin_again_and_all_keep_their_names():
    strands = tuple(f"Strand {number}" for number in range(1, 7))
    rows = [(f"Area {number}", strand, ("A",)) for number, strand in enumerate(strands)]
    figure = stacked_bars(counts_by_topic(areas(*rows), ("A",), strands), LIGHT)
    assert [bar.name for bar in figure.data] == list(strands)
    assert [list(bar.x) for bar in figure.data] == [[1]] * 6
    shapes = [bar.marker.pattern.shape for bar in figure.data]
    assert shapes[4:] == shapes[:2]
    assert all(one != other for one, other in pairwise(shapes))


@pytest.mark.parametrize(
    ("rows", "most"), [((), 1), ((("x", "S", ("A",)), ("y", "S", ("A",)), ("z", "S", ("B",))), 2)], ids=["none", "some"]
)
def test_the_axis_ends_with_the_longest_bar(rows, most):
    figure = stacked_bars(counts_by_topic(areas(*rows), ("A", "B"), ("S",)), LIGHT)
    assert list(figure.layout.xaxis.range) == [0, most]


def test_no_strands_and_no_topics_draw():
    assert len(stacked_bars(counts_by_topic(areas(), ("A",), ()), LIGHT).data) == 0
    figure = stacked_bars(counts_by_topic(areas(), (), ("S",)), LIGHT)
    assert len(figure.data[0].x or ()) == 0
    assert len(figure.layout.annotations) == 0


@pytest.mark.parametrize("text", HOSTILE)
def test_names_in_bars_are_shown_as_they_are(text):
    figure = stacked_bars(counts_by_topic(areas(("x", text, (text,))), (text,), (text,)), LIGHT)
    (bar,) = figure.data
    (note,) = figure.layout.annotations
    assert read(bar.name) == [text]
    assert read(note.text) == [f"{text}: 1"]
    topic, strand, hover = bar.customdata[0]
    assert (topic, strand) == (text, text)
    assert read(hover) == [f"{text}, {text}: 1"]


def test_a_long_topic_name_keeps_its_beginning():
    """A word that does not fit must not leave an ellipsis alone."""
    figure = stacked_bars(counts_by_topic(areas(), ("Donaudampfschifffahrtsgesellschaften",), ("S",)), LIGHT)
    (note,) = figure.layout.annotations
    assert note.text.startswith("Donaudampfschiff")


# Hierarchy


@BOTH
def test_boxes_of_the_built_in_briefing(briefing, theme):
    (trace,) = hierarchy(briefing.areas, briefing.strands, briefing.topic_names, theme).data
    assert trace.branchvalues == "total"
    assert values(trace) == {
        ("", "Key agreement"): 4,
        ("Exercises", "Key agreement"): 1,
        ("Intelligence", "Key agreement"): 1,
        ("Investment", "Key agreement"): 1,
        ("Regional", "Key agreement"): 1,
        ("", "Dialogue area"): 3,
        ("Intelligence", "Dialogue area"): 1,
        ("Capabilities", "Dialogue area"): 1,
        ("Investment", "Dialogue area"): 1,
    }


def check_sums(trace):
    """Children sum to their parent: where they do not, Plotly draws nothing."""
    by_id = dict(zip(trace.ids, trace.values, strict=True))
    assert len(by_id) == len(trace.ids)
    for box in trace.ids:
        inside = [
            value for value, parent in zip(trace.values, trace.parents, strict=True) if parent == box and parent != ""
        ]
        if inside:
            assert sum(inside) == by_id[box]
    assert {parent for parent in trace.parents if parent} <= set(trace.ids)


@pytest.mark.parametrize(
    "filters",
    [Filters(), Filters(quarters=("2025-Q1",)), Filters(topics=("Intelligence",)), Filters(text="defense")],
    ids=["all", "quarter", "topic", "word"],
)
def test_boxes_inside_sum_to_the_box_around_them(briefing, filters):
    (trace,) = hierarchy(filters.apply(briefing).areas, briefing.strands, briefing.topic_names).data
    check_sums(trace)


def test_an_area_with_two_topics_counts_in_both():
    (trace,) = hierarchy(areas(("Training", "S", ("A", "B")), ("Other", "S", ("B",))), ("S",), ("A", "B", "C")).data
    assert values(trace) == {("", "S"): 3, ("A", "S"): 1, ("B", "S"): 2}
    said = {data[0]: read(label) for data, label in zip(trace.customdata, trace.labels, strict=True)}
    assert said == {"": ["S"], "A": ["A", "Training"], "B": ["B", "Training", "Other"]}
    check_sums(trace)


def test_topics_stand_in_display_order_and_strands_without_areas_have_no_box():
    (trace,) = hierarchy(areas(("x", "S", ("B", "A"))), ("T", "S"), ("A", "B")).data
    assert [tuple(data[:2]) for data in trace.customdata] == [("", "S"), ("A", "S"), ("B", "S")]


def test_a_box_says_on_pointing_which_areas_it_holds(briefing):
    (trace,) = hierarchy(briefing.areas, briefing.strands, briefing.topic_names).data
    said = {(data[0], data[1]): read(data[2]) for data in trace.customdata}
    assert said["", "Key agreement"] == ["Key agreement: 3"]
    assert said["Intelligence", "Key agreement"] == ["Intelligence, Key agreement", "Security Cooperation"]
    assert trace.hovertemplate == "%{customdata[2]}<extra></extra>"


@pytest.mark.parametrize(
    ("rows", "strands"),
    [((), STRANDS), ((), ()), ((("x", "S", ("A",)),), ())],
    ids=["no areas", "nothing", "no strands"],
)
def test_without_areas_there_is_an_empty_frame(rows, strands):
    figure = hierarchy(areas(*rows), strands, ("A",))
    assert len(figure.data) == 0
    assert figure.layout.height > 0


@BOTH
def test_text_on_every_box_is_readable(theme):
    topics = tuple(f"Topic {number}" for number in range(1, 13))
    (trace,) = hierarchy(areas(("x", "S", topics)), ("S",), topics, theme).data
    assert list(trace.marker.colors) == [theme.surface, *theme.topics]
    inks = dict(zip(trace.marker.colors, trace.textfont.color, strict=True))
    assert min(contrast(ink, fill) for fill, ink in inks.items()) >= 4.5


@pytest.mark.parametrize("text", HOSTILE)
def test_names_in_boxes_are_shown_as_they_are(text):
    (trace,) = hierarchy(areas((text, text, (text,))), (text,), (text,)).data
    assert [read(label) for label in trace.labels] == [[text], [text, text]]
    assert [tuple(data[:2]) for data in trace.customdata] == [("", text), (text, text)]
    assert [read(data[2]) for data in trace.customdata] == [[f"{text}: 1"], [f"{text}, {text}", text]]
    check_sums(trace)


@pytest.mark.parametrize(
    ("rows", "strands", "topics"),
    [
        pytest.param((("x", "A", ("B",)), ("y", "A/B", ("C",))), ("A", "A/B"), ("B", "C"), id="strand like a box"),
        pytest.param((("x", "A", ("B/C",)), ("y", "A/B", ("C",))), ("A", "A/B"), ("B/C", "C"), id="boxes alike"),
    ],
)
def test_names_with_slashes_do_not_run_into_each_other(rows, strands, topics):
    """Two boxes of one id are ambiguous to Plotly, which then draws nothing."""
    (trace,) = hierarchy(areas(*rows), strands, topics).data
    assert len(set(trace.ids)) == len(trace.ids) == 4
    check_sums(trace)


# Both


def test_figures_are_made_of_the_rows_alone(briefing):
    before = briefing.areas.copy(deep=True)
    for draw in (
        lambda: stacked_bars(counts_by_topic(briefing.areas, briefing.topic_names, briefing.strands), LIGHT),
        lambda: hierarchy(briefing.areas, briefing.strands, briefing.topic_names),
    ):
        assert draw().to_json() == draw().to_json()
    pd.testing.assert_frame_equal(briefing.areas, before)


def test_bars_cannot_be_zoomed_or_hidden(briefing):
    """A click on the legend would hide a strand, and with it areas."""
    layout = stacked_bars(counts_by_topic(briefing.areas, briefing.topic_names, briefing.strands), LIGHT).layout
    assert (layout.xaxis.fixedrange, layout.yaxis.fixedrange, layout.dragmode) == (True, True, False)
    assert (layout.legend.itemclick, layout.legend.itemdoubleclick) == (False, False)
