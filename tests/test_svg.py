"""Pictures without Plotly: the same geometry as the figure, every text, and texts that stay texts."""

import html
import re
import unicodedata
from datetime import date
from itertools import pairwise
from xml.etree import ElementTree as ET

import pandas as pd
import pytest
import resvg_py
from hypothesis import given
from hypothesis import strategies as st

from components.briefing.coverage import counts_by_topic, coverage
from components.briefing.filters import Filters
from components.charts.breakdown import stacked_bars, treemap
from components.charts.figure import FONT
from components.charts.gantt import gantt
from components.charts.matrix import matrix
from components.charts.palette import DARK, LIGHT, topic_colours
from components.charts.svg import plain, svg, variables

SVG = "{http://www.w3.org/2000/svg}"
YEAR = ("2025-Q1", "2025-Q2", "2025-Q3", "2025-Q4")
TOPICS = ("Exercises", "Reform")
DAYS = 365
SIDE = 13
"""Pixels that a Gantt keeps free on either side of its axis."""
WIDTH = 2 * DAYS + 2 * SIDE
"""Two pixels a day, so that places can be said by counting days."""
BAR = "20"
HOSTILE = [
    pytest.param("<script>alert(1)</script>", id="script"),
    pytest.param("&lt;b&gt; &amp;amp; &#36;", id="entities"),
    pytest.param("]]> <![CDATA[ <!-- -->", id="XML"),
    pytest.param("\"double\" 'single' `back`", id="quotes"),
    pytest.param("</text></svg>", id="closing"),
    pytest.param("<b>bold</b><br>", id="our tags"),
    pytest.param("&nosuch; & %x; $y$ \\z", id="loose"),
    pytest.param("url(#x) var(--y) {z}", id="CSS"),
    pytest.param("Čćđšž 漢字 שלום 😀", id="letters"),
]
BOTH = pytest.mark.parametrize("width", [None, 800], ids=["fluid", "pixels"])


def draw(figure, width=WIDTH, *, theme=LIGHT, title="Title", description="Description", **more):
    """The picture, parsed."""
    return ET.fromstring(svg(figure, width, theme=theme, title=title, description=description, **more))  # noqa: S314


def event(title="Forum", start=date(2025, 4, 1), end=date(2025, 6, 30), status="proposed", topics=("Exercises",)):
    """One event, as a row of a briefing's events."""
    row = {"id": "evt-1", "title": title, "start": start, "end": end, "status": status, "topics": topics}
    return row | {"precision": "day", "quarters": ("2025-Q2",)}


def timeline(*rows, theme=LIGHT, today=None, quarters=YEAR):
    events = pd.DataFrame(list(rows), columns=list(event()), dtype=object)
    return gantt(events, quarters, TOPICS, theme, today)


def areas(*rows):
    frame = pd.DataFrame(list(rows), columns=["strand", "topics"], dtype=object)
    return frame.assign(title="An area")


@pytest.fixture(params=["gantt", "bars", "matrix"])
def figure(request, briefing):
    """Each of our figures, of the built-in briefing."""
    match request.param:
        case "gantt":
            return gantt(briefing.events, briefing.quarters, briefing.topic_names, LIGHT, date(2025, 5, 10))
        case "bars":
            return stacked_bars(counts_by_topic(briefing.areas, briefing.topic_names, briefing.strands), LIGHT)
    return matrix(coverage(Filters().apply(briefing)), LIGHT)


def bars(picture, height=BAR):
    """Left end and length of each bar."""
    rects = [rect for rect in picture.findall(f"{SVG}rect") if rect.get("height") == height]
    return [(number(rect.get("x")), number(rect.get("width"))) for rect in rects]


def number(text):
    return pytest.approx(float(text.removesuffix("%")), abs=0.001)


def texts(picture):
    """Every text, its lines joined by spaces."""
    return [" ".join("".join(line.itertext()) for line in text) for text in picture.iter(f"{SVG}text")]


def as_read(text):
    """A text of a figure as a reader sees it."""
    return html.unescape(re.sub("</?b>", "", text.replace("<br>", " ")))


def without_marks(said):
    """Texts without the marks around what is written from right to left."""
    return [re.sub("[\u2068\u2069]", "", text) for text in said]


def marks(picture):
    """The outlines of points."""
    return [path for within in picture.findall(f"{SVG}svg") for path in within.findall(f"{SVG}path")]


def patterns(picture):
    return {pattern.get("id"): pattern for pattern in picture.iter(f"{SVG}pattern")}


def said_twice(svg_text):
    ids = re.findall(r'\bid="([^"]*)"', svg_text)
    return [name for name in ids if ids.count(name) > 1]


# Places


@pytest.mark.parametrize(
    ("start", "end", "days_before", "days"),
    [
        pytest.param(date(2025, 4, 1), date(2025, 6, 30), 90, 91, id="a quarter"),
        pytest.param(date(2025, 1, 1), date(2025, 12, 31), 0, 365, id="the year"),
        pytest.param(date(2025, 1, 31), date(2025, 2, 1), 30, 2, id="over a month's end"),
        pytest.param(date(2025, 3, 29), date(2025, 3, 31), 87, 3, id="when clocks change"),
    ],
)
def test_a_bar_begins_and_ends_where_its_days_do(start, end, days_before, days):
    figure = timeline(event(start=start, end=end))
    assert bars(draw(figure)) == [(SIDE + 2 * days_before, 2 * days)]
    assert bars(draw(figure, None)) == [(100 * days_before / DAYS, 100 * days / DAYS)]


def test_bars_stand_at_the_heights_of_the_figure():
    figure = timeline(event(), event(title="Second"))
    drawn = [float(rect.get("y")) + 10 for rect in draw(figure).findall(f"{SVG}rect") if rect.get("height") == BAR]
    assert drawn == [figure.layout.margin.t + trace.y[0] for trace in figure.data]


def test_a_single_day_is_a_diamond_at_that_day():
    day = date(2025, 4, 11)
    (within,) = [
        within
        for within in draw(timeline(event(start=day, end=day))).findall(f"{SVG}svg")
        if within.find(f"{SVG}path") is not None
    ]
    assert number(within.get("x")) == SIDE + 2 * 100
    assert within.find(f"{SVG}path").get("d") == "M13,0L0,13L-13,0L0,-13Z"


@pytest.mark.parametrize("day", [date(2025, 1, 1), date(2025, 12, 31)])
def test_a_diamond_on_the_first_or_last_day_is_drawn(day):
    assert len(marks(draw(timeline(event(start=day, end=day))))) == 1


def test_bands_lines_and_today_stand_at_their_days():
    picture = draw(timeline(event(), today=date(2025, 5, 1)))
    bands = [(float(r.get("x")), float(r.get("width"))) for r in picture.findall(f"{SVG}rect") if r.get("y") == "30"]
    assert bands == [(SIDE, 180), (SIDE + 180, 182), (SIDE + 362, 184), (SIDE + 546, 184)]
    (today,) = [line for line in picture.findall(f"{SVG}line") if line.get("stroke-dasharray")]
    assert (today.get("x1"), today.get("x2"), today.get("stroke")) == ("253", "253", LIGHT.accent)
    assert "Today" in texts(picture)


def test_quarters_are_named_in_their_middle():
    picture = draw(timeline(event()))
    named = {"".join(within.itertext()): float(within.get("x")) for within in picture.findall(f"{SVG}svg")}
    assert named == {"2025-Q1": 103, "2025-Q2": 284, "2025-Q3": 467, "2025-Q4": 651}
    centred = [text for text in picture.iter(f"{SVG}text") if text.get("text-anchor") == "middle"]
    assert ["".join(text.itertext()) for text in centred] == list(YEAR)


def test_a_bar_outside_the_axis_is_cut_off_and_a_diamond_there_is_not_drawn():
    day = date(2025, 8, 1)
    picture = draw(timeline(event(), event(start=day, end=day), quarters=("2025-Q3",)))
    assert all(left + length <= SIDE for left, length in [(rect.expected, w.expected) for rect, w in bars(picture)])
    assert len(marks(picture)) == 1
    assert not marks(draw(timeline(event(start=day, end=day), quarters=("2025-Q1",))))


def test_stacked_bars_follow_each_other_and_sum_to_the_counts():
    figure = stacked_bars(
        counts_by_topic(areas(("A", TOPICS), ("A", ("Exercises",)), ("B", ("Exercises",))), TOPICS, ("A", "B")), LIGHT
    )
    assert bars(draw(figure, 300), "22") == [(0, 200), (0, 100), (200, 100)]
    third = number("33.333%")
    assert bars(draw(figure, None), "22") == [(0, number("66.667%")), (0, third), (number("66.667%"), third)]


def test_a_topic_without_areas_has_no_bar(briefing):
    figure = stacked_bars(counts_by_topic(briefing.areas, briefing.topic_names, briefing.strands), LIGHT)
    assert len(bars(draw(figure), "22")) == sum(length > 0 for trace in figure.data for length in trace.x) == 7
    assert "Reform: none" in texts(draw(figure))


def test_the_legend_names_every_strand_beside_its_fill():
    strands = ("A", "B", "C", "D")
    figure = stacked_bars(counts_by_topic(areas(*((strand, TOPICS) for strand in strands)), TOPICS, strands), LIGHT)
    picture = draw(figure)
    swatches = [rect.get("fill") for rect in picture.findall(f"{SVG}rect") if rect.get("height") == "12"]
    pieces = [rect.get("fill") for rect in picture.findall(f"{SVG}rect") if rect.get("height") == "22"]
    assert swatches == list(dict.fromkeys(pieces))
    assert texts(picture)[-4:] == list(strands)


def test_every_line_of_the_legend_is_inside_the_picture():
    strands = ("A", "Put off until the survey of the sea bed has been published", "C", "D")
    figure = stacked_bars(counts_by_topic(areas(("A", TOPICS)), TOPICS, strands), LIGHT)
    picture = draw(figure, None)
    baselines = [float(line.get("y")) for text in list(picture.iter(f"{SVG}text"))[-4:] for line in text]
    assert len(baselines) == 5
    assert all(after - before >= 1.3 * 13 - 0.01 for before, after in pairwise(baselines))
    assert baselines[-1] < float(picture.get("height")) == figure.layout.height


def test_a_fluid_picture_keeps_its_sides_free():
    """Its percentages are of what is between them."""
    assert f"padding:0 {SIDE}px" in draw(timeline(event()), None).get("style")
    assert draw(stacked_bars(counts_by_topic(areas(("A", TOPICS)), TOPICS, ("A",)), LIGHT), None).get("style") is None


def test_the_matrix_has_a_cell_with_its_count_for_each_place(briefing):
    found = coverage(Filters().apply(briefing))
    figure = matrix(found, LIGHT)
    picture = draw(figure, 700)
    cells = [rect for rect in picture.findall(f"{SVG}rect") if rect.get("height") == "28"]
    assert len(cells) == found.counts.size == 49
    counts = [within for within in picture.findall(f"{SVG}svg") if within.find(f"{SVG}g") is None]
    written = ["".join(count.itertext()) for count in counts]
    assert written == [str(count or "–") for place in found.counts for count in found.counts[place]]
    assert [float(count.get("x")) for count in counts[::7]] == [50, 150, 250, 350, 450, 550, 650]
    assert [(number(cell.get("x")), number(cell.get("width"))) for cell in cells[::7]] == [
        (8 + 100 * place, 84) for place in range(7)
    ]
    assert [cell.get("fill") == LIGHT.accent for cell in cells] == [text != "–" for text in written]
    middles = [float(cell.get("y")) + 14 for cell in cells]
    assert [float(count.get("y")) for count in counts] == pytest.approx(middles)


def test_headings_of_the_matrix_stand_on_end(briefing):
    picture = draw(matrix(coverage(Filters().apply(briefing)), LIGHT))
    turned = [group for group in picture.iter(f"{SVG}g") if "rotate(-90)" in group.get("transform")]
    assert len(turned) == 7
    assert "2025-Q4 ✕" in texts(picture)


@pytest.mark.parametrize(
    ("status", "drawn"), [("proposed", "path"), ("confirmed", None), ("held", None), ("cancelled", "path")]
)
def test_a_status_has_the_pattern_of_the_figure(status, drawn):
    picture = draw(timeline(event(status=status)))
    found = list(patterns(picture).values())
    assert [pattern[1].tag for pattern in found] == ([SVG + drawn] if drawn else [])
    colour = topic_colours(TOPICS, LIGHT)["Exercises"]
    (bar,) = [rect for rect in picture.findall(f"{SVG}rect") if rect.get("height") == BAR]
    assert bar.get("fill") == (f"url(#{found[0].get('id')}) {colour}" if found else colour)


def test_a_cancelled_event_is_crossed_both_ways_and_a_proposed_one_hatched():
    cancelled, proposed = (
        next(iter(patterns(draw(timeline(event(status=status)))).values()))[1].get("d")
        for status in ("cancelled", "proposed")
    )
    assert cancelled.startswith(proposed)
    assert cancelled.count("M") == 2 * proposed.count("M") == 6


def test_the_patterns_of_strands_differ():
    strands = ("A", "B", "C", "D")
    picture = draw(
        stacked_bars(counts_by_topic(areas(*((strand, TOPICS) for strand in strands)), TOPICS, strands), LIGHT)
    )
    found = patterns(picture)
    assert len(found) == 3
    assert len({ET.tostring(pattern[1]) for pattern in found.values()}) == 3
    assert [pattern[1].tag for pattern in found.values()].count(f"{SVG}circle") == 1


def test_nothing_to_draw_is_an_empty_frame():
    assert not bars(draw(timeline()))
    assert not texts(draw(timeline(quarters=())))
    assert float(draw(timeline()).get("height")) == timeline().layout.height
    assert len(texts(draw(stacked_bars(counts_by_topic(areas(), TOPICS, ()), LIGHT)))) == len(TOPICS)


def test_a_treemap_is_refused(briefing):
    colours = topic_colours(briefing.topic_names, LIGHT)
    with pytest.raises(ValueError, match="treemap"):
        svg(treemap(briefing.areas, briefing.strands, colours, LIGHT), 800, theme=LIGHT, title="", description="")


# The whole element


def test_a_fluid_picture_has_percentages_across_and_pixels_down(figure):
    picture = draw(figure, None)
    assert (picture.get("width"), picture.get("viewBox")) == ("100%", None)
    assert float(picture.get("height")) == figure.layout.height
    for rect in picture.findall(f"{SVG}rect"):
        assert rect.get("x").endswith("%") or rect.get("height") == "12"
        assert not rect.get("y").endswith("%")


def test_a_picture_of_fixed_width_can_be_scaled(figure):
    picture = draw(figure, 1200)
    assert picture.get("viewBox") == f"0 0 1200 {figure.layout.height}"
    assert (picture.get("width"), float(picture.get("height"))) == ("1200", figure.layout.height)
    assert "%" not in svg(figure, 1200, theme=LIGHT, title="", description="")


@BOTH
def test_every_text_of_the_figure_is_there(figure, width):
    expected = [note.text for note in figure.layout.annotations] + list(figure.layout.xaxis.ticktext or ())
    expected += [text for trace in figure.data for text in trace.text or ()]
    expected += [trace.name for trace in figure.data if figure.layout.showlegend]
    assert sorted(texts(draw(figure, width))) == sorted(map(as_read, expected))


def test_what_is_bold_in_the_figure_is_bold():
    picture = draw(timeline(event(title="Forum")))
    (bold,) = [part for part in picture.iter(f"{SVG}tspan") if part.get("font-weight") == "700"]
    assert bold.text == "Forum"


@BOTH
def test_the_picture_is_one_image_with_a_name_and_a_description(figure, width):
    picture = draw(figure, width, title="Three events", description="A Gantt.")
    named = {part.get("id"): part.text for part in picture}
    assert picture.get("role") == "img"
    assert [named[name] for name in picture.get("aria-labelledby").split()] == ["Three events", "A Gantt."]
    assert picture.get("font-family") == FONT


def test_ids_are_used_once_and_differ_between_charts(briefing):
    strands = ("A", "B", "C", "D")
    figures = [
        gantt(briefing.events, briefing.quarters, briefing.topic_names, LIGHT),
        stacked_bars(counts_by_topic(areas(*((strand, TOPICS) for strand in strands)), TOPICS, strands), LIGHT),
    ]
    page = "".join(
        svg(figure, None, theme=LIGHT, title=f"Chart {place}", description="") for place, figure in enumerate(figures)
    )
    assert not said_twice(page)
    assert set(re.findall(r"url\(#([^)]*)\)", page)) <= set(re.findall(r'\bid="([^"]*)"', page))


def test_a_renderer_that_knows_no_plotly_takes_it(figure):
    assert bytes(resvg_py.svg_to_bytes(svg_string=svg(figure, 800, theme=LIGHT, title="", description=""))).startswith(
        b"\x89PNG"
    )


# Texts


@pytest.mark.parametrize("text", HOSTILE)
@BOTH
def test_a_text_is_read_back_exactly(text, width):
    picture = draw(timeline(event(title=text)), width, title=text, description=text)
    assert [part.text for part in picture[:2]] == [text, text]
    assert text in without_marks(texts(picture))
    assert not list(picture.iter(f"{SVG}script"))


@pytest.mark.parametrize("text", HOSTILE)
def test_names_of_strands_and_topics_are_read_back_exactly(text):
    picture = draw(stacked_bars(counts_by_topic(areas((text, (text,))), (text,), (text,)), LIGHT))
    assert text in without_marks(texts(picture))
    assert f"{text}: 1" in without_marks(texts(picture))


@pytest.mark.parametrize(
    "character", ["\0", "\x08", "\x1b", "\x7f", "\x85", "\ud800", "\ufffe", "\uffff", "\U0001ffff"]
)
def test_what_no_xml_may_hold_is_left_out(character):
    picture = draw(timeline(event(title=f"For{character}um")), title=f"a{character}b", description=character)
    assert picture[0].text == "ab"
    assert "Forum" in texts(picture) or character.isspace()


@given(st.text(alphabet=st.characters()))
def test_any_text_is_plain(text):
    said = ET.fromstring(f'<a b="{plain(text)}">{plain(text)}</a>')  # noqa: S314
    kept = "".join(letter for letter in text if unicodedata.category(letter) not in {"Cc", "Cs"})
    assert (said.text or "") == said.get("b")
    assert (said.text or "") == "".join(letter for letter in kept if ord(letter) % 0x10000 < 0xFFFE)


# Colours


def test_colours_are_plain_where_no_variables_are_asked_for(figure):
    assert "var(" not in svg(figure, 800, theme=LIGHT, title="", description="")


def test_every_colour_is_a_variable_that_both_themes_declare(figure):
    drawn = svg(figure, None, theme=LIGHT, title="", description="", variables=True)
    used = dict(re.findall(r"var\(--([a-z0-9-]+), (#[0-9a-f]{6})\)", drawn))
    declared = [dict(re.findall(r"--([a-z0-9-]+):(#[0-9a-f]{6});", variables(theme))) for theme in (LIGHT, DARK)]
    assert not re.search(r"#[0-9a-f]{6}", re.sub(r"var\([^)]*\)", "", drawn))
    assert used.items() <= declared[0].items()
    assert declared[0].keys() == declared[1].keys()


def test_variables_give_the_colours_of_a_theme():
    declared = variables(DARK)
    assert declared.startswith(f"--background:{DARK.background};--surface:{DARK.surface};")
    assert declared.endswith(f"--topic-12:{DARK.topics[11]};")
    assert declared.count(";") == 6 + 12


def test_a_light_picture_in_dark_colours_is_the_dark_one(briefing):
    def in_dark(theme):
        figure = gantt(briefing.events, briefing.quarters, briefing.topic_names, theme)
        drawn = svg(figure, None, theme=theme, title="", description="", variables=True)
        colours = dict(re.findall(r"--([a-z0-9-]+):(#[0-9a-f]{6});", variables(DARK)))
        plain_colours = re.sub(r"var\(--([a-z0-9-]+), #[0-9a-f]{6}\)", lambda found: colours[found[1]], drawn)
        return re.sub(r"svg-[0-9a-f]{8}-[0-9a-f]{8}", "pattern", plain_colours)

    assert in_dark(LIGHT) == in_dark(DARK)


def test_the_same_figure_gives_the_same_picture(figure):
    one, other = (svg(figure, None, theme=LIGHT, title="T", description="D", variables=True) for _ in range(2))
    assert one == other


def test_lines_of_one_text_follow_each_other():
    long = "A title that needs more than one line of thirty-six columns"
    picture = draw(timeline(event(title=long)))
    (title,) = [text for text in picture.iter(f"{SVG}text") if "".join(text.itertext()).startswith("A title")]
    baselines = [float(line.get("y")) for line in title]
    assert len(baselines) == 2
    assert all(later - earlier == pytest.approx(1.3 * 13, abs=0.01) for earlier, later in pairwise(baselines))
